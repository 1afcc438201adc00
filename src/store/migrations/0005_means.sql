-- The conditions under which each stream comes, how it is held, what comes in when, and what may go back.

-- What a place says about money that is left over: one row a rule, as rules/pot/savings.csv. Never changed but for its
-- last day, when another takes its place. Weeks and shares are rationals in text: 8, 13/2.
CREATE TABLE savings_rule (
  id @KEY,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  from_date BIGINT NOT NULL,
  until_date BIGINT,
  holding TEXT NOT NULL,                -- direct-payment | isf | notional; empty: any
  streams TEXT NOT NULL,                -- codes joined by |; empty: all that no other rule names
  cap_weeks TEXT NOT NULL,
  keep_weeks BIGINT,
  contingency_weeks TEXT NOT NULL,
  redundancy_weeks TEXT NOT NULL,
  person_share TEXT NOT NULL,
  contribution TEXT NOT NULL,           -- first | last | pro-rata
  refund TEXT NOT NULL,                 -- person-first | funder-first | pro-rata
  payment TEXT NOT NULL,                -- net | gross
  least_pence BIGINT NOT NULL,
  notice_days BIGINT NOT NULL,
  answer_days BIGINT NOT NULL,
  after_answer_days BIGINT NOT NULL,
  basis TEXT NOT NULL,
  stated_by BIGINT REFERENCES account(id),
  stated_at BIGINT NOT NULL
);
CREATE INDEX savings_rule_place ON savings_rule(place_id);

-- Whoever employs somebody keeps money back for redundancy.
ALTER TABLE pot ADD COLUMN employs BIGINT NOT NULL DEFAULT 0;

-- A stream of one person's pot and its conditions: versions, of which the latest accepted that has begun is in force.
CREATE TABLE pot_conditions (
  id @KEY,
  pot_id BIGINT NOT NULL REFERENCES pot(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  version BIGINT NOT NULL,              -- 1, 2, 3 … of this stream in this pot
  from_date BIGINT NOT NULL,
  until_date BIGINT,
  week_pence BIGINT NOT NULL,           -- before the person's contribution
  contribution_week_pence BIGINT NOT NULL DEFAULT 0,
  payment TEXT NOT NULL DEFAULT 'net',  -- net | gross
  holding TEXT NOT NULL,                -- direct-payment | isf | notional
  holder_id BIGINT REFERENCES provider(id),   -- of an individual service fund
  purposes TEXT NOT NULL,               -- joined by |, * for any
  legal_basis TEXT NOT NULL,
  why TEXT NOT NULL DEFAULT '',
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  answer TEXT NOT NULL,                 -- '' (waits for the person) | accepted | declined
  answered_at BIGINT,
  UNIQUE (pot_id, stream_id, version)
);
INSERT INTO pot_conditions (pot_id, stream_id, version, from_date, until_date, week_pence, holding, purposes, legal_basis,
    made_at, answer, answered_at)
  SELECT p.id, s.id, 1, ps.from_date, ps.until_date, ps.week_pence, CASE WHEN p.holding = 'mixed' THEN 'notional' ELSE p.holding END,
    s.purposes, s.legal_basis, p.opened_at, 'accepted', p.opened_at
  FROM pot_stream ps JOIN pot p ON p.id = ps.pot_id JOIN stream s ON s.id = ps.stream_id;

-- What was paid into a pot, by period and stream: the ledger has the money, this says for which days it was.
CREATE TABLE pot_funding (
  pot_id BIGINT NOT NULL REFERENCES pot(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  from_date BIGINT NOT NULL,
  until_date BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  conditions_version BIGINT NOT NULL,
  transfer_id TEXT NOT NULL,            -- empty where nothing was due
  paid_at BIGINT NOT NULL,
  PRIMARY KEY (pot_id, stream_id, from_date)
);
-- What the person is asked to pay of it, and whether it came.
CREATE TABLE contribution_bill (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  pot_id BIGINT NOT NULL REFERENCES pot(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),    -- whose budget it is part of
  from_date BIGINT NOT NULL,
  until_date BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  payment TEXT NOT NULL,                -- net: into the pot. gross: to the funder
  billed_at BIGINT NOT NULL,
  received_at BIGINT,
  received_by BIGINT REFERENCES account(id),
  UNIQUE (pot_id, stream_id, from_date)
);
CREATE INDEX contribution_bill_open ON contribution_bill(pot_id) WHERE received_at IS NULL;

-- An individual service fund: its holder pays only what the person instructed.
CREATE TABLE isf_instruction (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  holder_id BIGINT NOT NULL REFERENCES provider(id),
  payee TEXT NOT NULL,
  category TEXT NOT NULL,
  words TEXT NOT NULL,
  most_pence BIGINT NOT NULL,
  until_date BIGINT NOT NULL,
  given_by BIGINT NOT NULL REFERENCES account(id),
  given_at BIGINT NOT NULL,
  ended_at BIGINT,
  paid_pence BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX isf_instruction_person ON isf_instruction(person_id);
CREATE INDEX isf_instruction_holder ON isf_instruction(holder_id);
CREATE TABLE isf_payment (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,             -- also the form's own, so that one pressed twice pays once
  instruction_id BIGINT NOT NULL REFERENCES isf_instruction(id),
  day BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  note TEXT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES account(id),
  made_at BIGINT NOT NULL
);
CREATE INDEX isf_payment_instruction ON isf_payment(instruction_id);

-- Money put by for something that was named and agreed: it is no surplus.
CREATE TABLE pot_set_aside (
  id @KEY,
  pot_id BIGINT NOT NULL REFERENCES pot(id),
  words TEXT NOT NULL,
  pence BIGINT NOT NULL,
  agreed_by BIGINT NOT NULL REFERENCES account(id),
  agreed_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX pot_set_aside_pot ON pot_set_aside(pot_id);

-- Clawback, as a process: notice, time to challenge, an answer with reasons, and only then the money.
CREATE TABLE clawback (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  status TEXT NOT NULL,                 -- noticed | challenged | upheld (nothing goes back) | withdrawn | returned
  worked_out_on BIGINT NOT NULL,
  rule_id BIGINT NOT NULL REFERENCES savings_rule(id),
  workings TEXT NOT NULL,               -- JSON: each figure of the rule on that day
  pence BIGINT NOT NULL,
  deadline BIGINT NOT NULL,             -- the last day on which it can be challenged; nothing moves before it is past
  raised_by BIGINT NOT NULL REFERENCES account(id),
  raised_at BIGINT NOT NULL,
  challenge TEXT NOT NULL DEFAULT '',   -- in the person's words
  challenged_by BIGINT REFERENCES account(id),
  challenged_at BIGINT,
  days_left BIGINT,                     -- of the notice, when the challenge stopped the clock
  answer TEXT NOT NULL DEFAULT '',      -- the reasons
  answered_by BIGINT REFERENCES account(id),
  answered_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX clawback_person ON clawback(person_id);
CREATE INDEX clawback_place ON clawback(place_id, status);
CREATE UNIQUE INDEX clawback_open ON clawback(person_id, rule_id) WHERE status IN ('noticed', 'challenged');
CREATE TABLE clawback_part (
  clawback_id BIGINT NOT NULL REFERENCES clawback(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  own BIGINT NOT NULL,                  -- the person's own money, which goes to the person
  pence BIGINT NOT NULL,
  transfer_id TEXT NOT NULL UNIQUE,     -- the reservation
  PRIMARY KEY (clawback_id, stream_id)
);

-- Who has said that an agreement shall end: it does when everybody has whose money it is.
CREATE TABLE agreement_ending (
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (agreement_id, person_id)
);
