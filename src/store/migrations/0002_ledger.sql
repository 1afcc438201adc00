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
  posted_pence BIGINT NOT NULL DEFAULT 0,
  committed_pence BIGINT NOT NULL DEFAULT 0 CHECK (committed_pence >= 0),
  UNIQUE (account, stream)
);
CREATE INDEX ledger_lot_person ON ledger_lot(person);
CREATE TABLE transfer (
  number @KEY,                          -- 1, 2, 3 … without gaps: the order of the chain
  id TEXT NOT NULL UNIQUE,              -- the client's own
  stage BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 4),   -- move, reserve, post, void, expire
  booked BIGINT NOT NULL,
  effective BIGINT NOT NULL,
  from_lot BIGINT NOT NULL REFERENCES ledger_lot(id),
  to_lot BIGINT NOT NULL REFERENCES ledger_lot(id),
  pence BIGINT NOT NULL CHECK (pence > 0),
  reservation BIGINT REFERENCES transfer(number),        -- of post, void, expire
  until_date BIGINT,                    -- a reservation's last day
  purpose TEXT NOT NULL,
  note TEXT NOT NULL,
  digest @BYTES NOT NULL                -- SHA-256 over the digest before and this transfer
);
CREATE INDEX transfer_from ON transfer(from_lot);
CREATE INDEX transfer_to ON transfer(to_lot);
CREATE TABLE ledger_reservation (
  number BIGINT PRIMARY KEY REFERENCES transfer(number),
  left_pence BIGINT NOT NULL CHECK (left_pence >= 0)
);

-- The two postings of each transfer that moved money: for people who ask the books in SQL.
CREATE VIEW posting AS
  SELECT number, from_lot AS lot, -pence AS pence FROM transfer WHERE stage IN (0, 2)
  UNION ALL
  SELECT number, to_lot AS lot, pence FROM transfer WHERE stage IN (0, 2);
