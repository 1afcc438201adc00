-- Up to which row the balances in ledger_balance are carried (src/store/ledger/ledger_recent.h). What later rows did is
-- added from those rows. On PostgreSQL every commit writes its balances, and nobody asks here.
CREATE TABLE ledger_carried (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  number BIGINT NOT NULL
);
INSERT INTO ledger_carried (one, number) SELECT 1, COALESCE(MAX(first + parts - 1), 0) FROM ledger_segment;

-- What stands in each lot as it was carried: a lot that came to be since has no balance yet.
DROP VIEW ledger_standing;
CREATE VIEW ledger_standing AS
  SELECT l.id AS lot, l.account, l.stream, l.person, l.holding, l.conditions, l.pot_of,
         COALESCE(b.posted_pence, 0) AS posted_pence, COALESCE(b.committed_pence, 0) AS committed_pence, b.last_transfer
  FROM ledger_lot l LEFT JOIN ledger_balance b ON b.lot = l.id;
