-- Paying: what went out through the bank and came back, in any books; bank statements; invoices; who employs.

-- A payment as it went to the bank. `payment` (0001) is a place's own list of the same payments.
CREATE TABLE payment_out (
  end_to_end TEXT PRIMARY KEY,          -- the id in the bank's file; its ledger transfers are ID/1 … ID/n
  run TEXT NOT NULL,                    -- the message id of the file
  payee TEXT NOT NULL,                  -- the provider's ref
  payee_name TEXT NOT NULL, sort_code TEXT NOT NULL, account TEXT NOT NULL,   -- where it went, as it was that day
  pence BIGINT NOT NULL,
  for_date BIGINT NOT NULL,
  transfers BIGINT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX payment_out_run ON payment_out(run);
CREATE INDEX payment_out_date ON payment_out(for_date);
CREATE TABLE payment_item (             -- what a payment is made of: its remittance advice
  end_to_end TEXT NOT NULL REFERENCES payment_out(end_to_end),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,                   -- visit | invoice | other
  item_ref TEXT NOT NULL DEFAULT '',    -- of the visit or invoice
  person_id BIGINT REFERENCES person(id),
  day BIGINT,
  words TEXT NOT NULL DEFAULT '',
  pence BIGINT NOT NULL,
  PRIMARY KEY (end_to_end, position)
);
CREATE TABLE payment_return (           -- it came back: once
  end_to_end TEXT PRIMARY KEY REFERENCES payment_out(end_to_end),
  returned_on BIGINT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,                 -- the file's format, or "by hand"
  entered_by BIGINT REFERENCES account(id),
  entered_at BIGINT NOT NULL,
  mended_at BIGINT                      -- since then the provider has looked at its bank details
);

-- The banks' weight table for account numbers (modulus checking): a place loads its own copy. One row.
CREATE TABLE modulus_table (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  weights TEXT NOT NULL,                -- valacdos.txt
  substitutions TEXT NOT NULL,          -- scsubtab.txt
  rows_read BIGINT NOT NULL,
  loaded_at BIGINT NOT NULL,
  loaded_by BIGINT REFERENCES account(id)
);

-- Statements of the bank account, each line once however often it is uploaded.
CREATE TABLE bank_statement (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT REFERENCES place(id), -- null: books that are not a place's
  sha256 TEXT NOT NULL,                 -- of the file
  name TEXT NOT NULL,                   -- the bank's id of the statement
  account TEXT NOT NULL,
  from_date BIGINT, until_date BIGINT,
  opening_pence BIGINT, closing_pence BIGINT,
  balances_checked BIGINT NOT NULL,
  entered_by BIGINT REFERENCES account(id),
  entered_at BIGINT NOT NULL
);
CREATE TABLE bank_line (
  id @KEY,
  statement_id BIGINT NOT NULL REFERENCES bank_statement(id),
  line_key TEXT NOT NULL UNIQUE,        -- the bank's own reference, or the line's words and its place among equals
  booked BIGINT NOT NULL,
  pence BIGINT NOT NULL,                -- above nought came in
  end_to_end TEXT NOT NULL, run TEXT NOT NULL, bank_ref TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX bank_line_statement ON bank_line(statement_id);
CREATE TABLE bank_match (               -- a payment, or its return, is one line of the bank
  end_to_end TEXT NOT NULL REFERENCES payment_out(end_to_end),
  is_return BIGINT NOT NULL,
  line_id BIGINT NOT NULL REFERENCES bank_line(id),
  how TEXT NOT NULL,                    -- id | run | amount-and-day
  PRIMARY KEY (end_to_end, is_return)
);
CREATE INDEX bank_match_line ON bank_match(line_id);

-- Invoices: what a provider asks for under an agreement besides visits.
CREATE TABLE invoice (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  number TEXT NOT NULL,                 -- the provider's own
  day BIGINT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  pence BIGINT NOT NULL,
  recorded_by BIGINT REFERENCES account(id),
  recorded_at BIGINT NOT NULL,
  UNIQUE (agreement_id, number)
);
CREATE TABLE invoice_line (
  invoice_id BIGINT NOT NULL REFERENCES invoice(id),
  position BIGINT NOT NULL,
  words TEXT NOT NULL,
  pence BIGINT NOT NULL,
  PRIMARY KEY (invoice_id, position)
);
CREATE TABLE invoice_share (
  invoice_id BIGINT NOT NULL REFERENCES invoice(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  pence BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | approved | queried
  answered_by BIGINT REFERENCES account(id),
  answered_at BIGINT,
  query TEXT NOT NULL DEFAULT '',
  payment_id BIGINT REFERENCES payment(id),
  PRIMARY KEY (invoice_id, person_id)
);
CREATE INDEX invoice_share_person ON invoice_share(person_id, answer);
CREATE INDEX invoice_share_payment ON invoice_share(payment_id);

-- Who employs: their workers are paid through a payroll bureau, never by a payment run.
CREATE TABLE agreement_employs (
  agreement_id BIGINT PRIMARY KEY REFERENCES agreement(id),
  said_by BIGINT NOT NULL REFERENCES account(id),
  said_at BIGINT NOT NULL
);

-- Parts of visits and invoices alike: what somebody's yes makes due.
CREATE VIEW share_to_pay AS
  SELECT 'visit' AS kind, v.ref AS ref, v.agreement_id AS agreement_id, v.day AS day, s.person_id AS person_id, s.pence AS pence,
         s.answer AS answer, s.answered_at AS answered_at, s.payment_id AS payment_id
    FROM visit_share s JOIN visit v ON v.id = s.visit_id
  UNION ALL
  SELECT 'invoice', i.ref, i.agreement_id, i.day, s.person_id, s.pence, s.answer, s.answered_at, s.payment_id
    FROM invoice_share s JOIN invoice i ON i.id = s.invoice_id;
