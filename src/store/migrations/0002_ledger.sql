-- The books. A row is two postings of one amount in one stream: what leaves one lot arrives in another, so that no entry
-- can be out of balance. Rows are never changed, and stand packed in segments (src/store/ledger/ledger_segment.h says
-- how; `onepot pot export` writes them out). What was promised and what is left of it stands in ledger_reservation.

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
  lot @KEY,                             -- ledger_lot: verify looks, not every write
  posted_pence BIGINT NOT NULL,
  committed_pence BIGINT NOT NULL CHECK (committed_pence >= 0),
  last_transfer BIGINT                  -- the latest row that touched the lot: where its history begins to be read
);
CREATE TABLE ledger_segment (           -- rows, as many as a commit brought up to a limit
  first @KEY,                           -- number of its first row; rows are numbered 1, 2, 3 … without gaps
  parts BIGINT NOT NULL,                -- how many
  body @BYTES NOT NULL,
  digest @BYTES NOT NULL                -- of the chain after its last row: SHA-256 over the digest before and the row
);
CREATE TABLE ledger_id (                -- the client's own id of each transfer, and the number of its first row
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL
) @BY_KEY;
CREATE TABLE ledger_reservation (       -- what is left of a promise, by lot
  number BIGINT NOT NULL,               -- of the promise's first row
  part BIGINT NOT NULL,                 -- 0, 1, 2 …: which of its rows
  from_lot BIGINT NOT NULL,
  to_lot BIGINT NOT NULL,
  left_pence BIGINT NOT NULL CHECK (left_pence >= 0),
  until_date BIGINT,                    -- its last day
  PRIMARY KEY (number, part)
) @BY_KEY;
CREATE INDEX ledger_reservation_open ON ledger_reservation(from_lot) WHERE left_pence > 0;
CREATE INDEX ledger_reservation_due ON ledger_reservation(until_date) WHERE left_pence > 0;
CREATE TABLE ledger_closing (           -- the books are closed up to the latest of these days: nothing is booked on or before it
  until_date BIGINT PRIMARY KEY,
  closed_at BIGINT NOT NULL,
  closed_by TEXT NOT NULL,
  note TEXT NOT NULL,
  row_count BIGINT NOT NULL,            -- how many rows the books had, and the last digest: what nobody can change any more
  head @BYTES NOT NULL
);

-- What stands in each lot.
CREATE VIEW ledger_standing AS
  SELECT l.id AS lot, l.account, l.stream, l.person, l.holding, l.conditions, l.pot_of, b.posted_pence, b.committed_pence
  FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id;
