-- The books. A row of transfer is two postings of one amount in one stream: what leaves one lot arrives in another, so
-- that no entry can be out of balance. It is never changed: what was promised and what is left of it stands in
-- ledger_reservation.

CREATE TABLE ledger_limit (             -- how far an account may go; the latest that has begun counts. Never changed
  account TEXT NOT NULL,                -- pot:PERSON:STREAM, funder:STREAM, provider:REF, bank, …
  change BIGINT NOT NULL,               -- 1, 2, 3 … of this account
  from_date BIGINT NOT NULL,            -- for what is booked on this day and after
  lowest_pence BIGINT,                  -- available may not go below, in each stream; empty: no limit
  highest_pence BIGINT,                 -- the balance may not go above, in each stream; empty: no limit
  set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (account, change)
);
CREATE TABLE ledger_lot (               -- what one account holds of one stream that is one person's, held one way, under
  id @KEY,                              -- one version of the conditions. Numbered in the order they come to be
  account TEXT NOT NULL,
  stream TEXT NOT NULL,
  person TEXT NOT NULL,                 -- whose money; empty: nobody's in particular
  holding TEXT NOT NULL,                -- direct-payment, isf, notional, mixed; empty: not said
  conditions TEXT NOT NULL,             -- version of the set of conditions; empty: none
  pot_of TEXT NOT NULL,                 -- whose pot the account is part of; empty for other accounts
  UNIQUE (account, stream, person, holding, conditions)
);
CREATE INDEX ledger_lot_pot ON ledger_lot(pot_of) WHERE pot_of <> '';
CREATE INDEX ledger_lot_person ON ledger_lot(person) WHERE person <> '';
CREATE TABLE ledger_balance (           -- narrow, because every transfer writes here: many balances share a page
  lot @KEY REFERENCES ledger_lot(id),
  posted_pence BIGINT NOT NULL,
  committed_pence BIGINT NOT NULL CHECK (committed_pence >= 0),
  last_transfer BIGINT                  -- the latest that touched the lot: where its history begins to be read
);
CREATE TABLE transfer (                 -- a transfer, or as much of it as came out of one lot
  number @KEY,                          -- 1, 2, 3 … without gaps: the order of the chain
  id TEXT NOT NULL,                     -- the client's own
  part BIGINT NOT NULL,                 -- 0, 1, 2 … of the transfer, by lot
  stage BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 4),   -- move, reserve, post, void, expire
  said BIGINT NOT NULL,                 -- whether the client named the lot it leaves (1), the one where it arrives (2), both (3)
  booked BIGINT NOT NULL,
  effective BIGINT NOT NULL,
  from_lot BIGINT NOT NULL,             -- ledger_lot, as is to_lot: verify looks, not every insert
  to_lot BIGINT NOT NULL,
  pence BIGINT NOT NULL CHECK (pence > 0),
  reservation BIGINT REFERENCES transfer(number),        -- of post, void, expire: the part of the promise
  until_date BIGINT,                    -- a reservation's last day
  purpose TEXT NOT NULL,
  note TEXT NOT NULL,
  -- The transfer before this one in each of its two lots. A lot's history is walked from one to the next, newest first:
  -- it costs no index, which would be the dearest part of entering a transfer.
  from_before BIGINT, to_before BIGINT,
  digest @BYTES NOT NULL,               -- SHA-256 over the digest before and this row
  UNIQUE (id, part)
);
CREATE TABLE ledger_reservation (
  number @KEY REFERENCES transfer(number),
  from_lot BIGINT NOT NULL REFERENCES ledger_lot(id),
  left_pence BIGINT NOT NULL CHECK (left_pence >= 0)
);
CREATE INDEX ledger_reservation_open ON ledger_reservation(from_lot) WHERE left_pence > 0;
CREATE TABLE ledger_closing (           -- the books are closed up to the latest of these days: nothing is booked on or before it
  until_date BIGINT PRIMARY KEY,
  closed_at BIGINT NOT NULL,
  closed_by TEXT NOT NULL,
  note TEXT NOT NULL,
  transfers BIGINT NOT NULL,            -- how many rows the books had, and the last digest: what nobody can change any more
  head @BYTES NOT NULL
);

-- What stands in each lot.
CREATE VIEW ledger_standing AS
  SELECT l.id AS lot, l.account, l.stream, l.person, l.holding, l.conditions, l.pot_of, b.posted_pence, b.committed_pence
  FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id;

-- The two postings of each transfer that moved money: for people who ask the books in SQL.
CREATE VIEW posting AS
  SELECT number, from_lot AS lot, -pence AS pence FROM transfer WHERE stage IN (0, 2)
  UNION ALL
  SELECT number, to_lot AS lot, pence FROM transfer WHERE stage IN (0, 2);
