-- The books. A transfer is two postings of one amount in one stream: what leaves one lot arrives in another, so that no
-- entry can be out of balance. It is never changed: what was promised and what is left of it stands in ledger_reservation.

CREATE TABLE ledger_account (
  name TEXT PRIMARY KEY,                -- pot:PERSON:STREAM, funder:STREAM, provider:REF, bank, …
  overdraft BIGINT NOT NULL             -- 1: may go below nought
);
CREATE TABLE ledger_lot (               -- what one account holds of one stream
  id @KEY,
  account TEXT NOT NULL REFERENCES ledger_account(name),
  stream TEXT NOT NULL,
  person TEXT NOT NULL DEFAULT '',      -- whose pot it is part of; empty for other accounts
  UNIQUE (account, stream)
);
CREATE INDEX ledger_lot_person ON ledger_lot(person) WHERE person <> '';
CREATE TABLE ledger_balance (           -- narrow, because every transfer writes here: many balances share a page
  lot @KEY REFERENCES ledger_lot(id),
  posted_pence BIGINT NOT NULL,
  committed_pence BIGINT NOT NULL CHECK (committed_pence >= 0),
  last_transfer BIGINT                  -- the latest that touched the lot: where its history begins to be read
);
CREATE TABLE transfer (
  number @KEY,                          -- 1, 2, 3 … without gaps: the order of the chain
  id TEXT NOT NULL UNIQUE,              -- the client's own
  stage BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 4),   -- move, reserve, post, void, expire
  booked BIGINT NOT NULL,
  effective BIGINT NOT NULL,
  from_lot BIGINT NOT NULL,             -- ledger_lot, as is to_lot: verify looks, not every insert
  to_lot BIGINT NOT NULL,
  pence BIGINT NOT NULL CHECK (pence > 0),
  reservation BIGINT REFERENCES transfer(number),        -- of post, void, expire
  until_date BIGINT,                    -- a reservation's last day
  purpose TEXT NOT NULL,
  note TEXT NOT NULL,
  -- The transfer before this one in each of its two lots. A lot's history is walked from one to the next, newest first:
  -- it costs no index, which would be the dearest part of entering a transfer.
  from_before BIGINT, to_before BIGINT,
  digest @BYTES NOT NULL                -- SHA-256 over the digest before and this transfer
);
CREATE TABLE ledger_reservation (
  number @KEY REFERENCES transfer(number),
  from_lot BIGINT NOT NULL REFERENCES ledger_lot(id),
  left_pence BIGINT NOT NULL CHECK (left_pence >= 0)
);
CREATE INDEX ledger_reservation_open ON ledger_reservation(from_lot) WHERE left_pence > 0;

-- What stands in each lot.
CREATE VIEW ledger_standing AS
  SELECT l.id AS lot, l.account, l.stream, l.person, b.posted_pence, b.committed_pence FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id;

-- The two postings of each transfer that moved money: for people who ask the books in SQL.
CREATE VIEW posting AS
  SELECT number, from_lot AS lot, -pence AS pence FROM transfer WHERE stage IN (0, 2)
  UNION ALL
  SELECT number, to_lot AS lot, pence FROM transfer WHERE stage IN (0, 2);
