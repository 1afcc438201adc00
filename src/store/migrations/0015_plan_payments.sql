-- An activity plan is paid: who each provider of its file is, and every sum that a finance officer said is due.

CREATE TABLE plan_payee (
  plan_id BIGINT NOT NULL REFERENCES activity_plan(id),
  code TEXT NOT NULL,                   -- the provider as the plan's file names it; empty where it names none
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  stream TEXT NOT NULL,                 -- of the books: whose money it is
  said_by BIGINT REFERENCES account(id),
  said_at BIGINT NOT NULL,
  PRIMARY KEY (plan_id, code)
);
-- Said once, and never changed but for the payment that paid it. Its transfer in the books has the id
-- plan:REF:WHAT:NUMBER; a sum of nothing has none.
CREATE TABLE plan_due (
  plan_id BIGINT NOT NULL REFERENCES activity_plan(id),
  what TEXT NOT NULL,                   -- 2026-04: in advance for that month; run-3: what that settlement posted
  code TEXT NOT NULL,
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  stream TEXT NOT NULL,
  pence BIGINT NOT NULL,                -- below nought: taken back
  said_by BIGINT REFERENCES account(id),
  said_at BIGINT NOT NULL,
  payment_id BIGINT REFERENCES payment(id),
  PRIMARY KEY (plan_id, what, code)
);
CREATE INDEX plan_due_unpaid ON plan_due(provider_id, payment_id);
CREATE INDEX plan_due_payment ON plan_due(payment_id);
