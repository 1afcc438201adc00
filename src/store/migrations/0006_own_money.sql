-- Rules about spending, reviews by exception, moving in, and private money.

-- Rules: who made them, on which law, until when; anybody may challenge one ----------------------------------------------
CREATE TABLE spending_rule (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  words TEXT NOT NULL CHECK (words <> ''),
  legal_basis TEXT NOT NULL CHECK (legal_basis <> ''),
  owner_id BIGINT NOT NULL REFERENCES account(id),     -- who answers for it
  from_date BIGINT NOT NULL,
  until_date BIGINT NOT NULL,           -- no rule without an end
  answer_days BIGINT NOT NULL,          -- how long a challenge may wait for its answer
  stream TEXT NOT NULL DEFAULT '',      -- whose money it is about; empty: every stream
  never_for TEXT NOT NULL DEFAULT '',   -- kinds of support it stops, joined by |; empty: it stops no purchase by itself
  made_by BIGINT NOT NULL REFERENCES account(id),
  made_at BIGINT NOT NULL,
  replaces_id BIGINT REFERENCES spending_rule(id),
  ended_at BIGINT
);
CREATE INDEX spending_rule_place ON spending_rule(place_id);
CREATE TABLE rule_challenge (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  rule_id BIGINT NOT NULL REFERENCES spending_rule(id),
  by_account BIGINT NOT NULL REFERENCES account(id),
  words TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  answer_by BIGINT NOT NULL,            -- the last day; after it the rule rests until there is an answer
  answer TEXT NOT NULL DEFAULT '',      -- '' | kept | ended
  reasons TEXT NOT NULL DEFAULT '',
  answered_by BIGINT REFERENCES account(id),
  answered_at BIGINT
);
CREATE INDEX rule_challenge_rule ON rule_challenge(rule_id);

-- Light-touch review: what a rule found, and no more than it names ---------------------------------------------------------
CREATE TABLE review_round (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  on_date BIGINT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES account(id),
  made_at BIGINT NOT NULL,
  pots BIGINT NOT NULL,                 -- how many were looked at, by the rules alone
  found BIGINT NOT NULL
);
CREATE INDEX review_round_place ON review_round(place_id);
CREATE TABLE review_exception (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  round_id BIGINT NOT NULL REFERENCES review_round(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  rule TEXT NOT NULL,                   -- its code
  rule_words TEXT NOT NULL, legal_basis TEXT NOT NULL,   -- as they were on that day
  shows TEXT NOT NULL,                  -- NAME=VALUE lines: what the rule names, nothing else is kept
  answer_by BIGINT NOT NULL,            -- until then only the person sees it
  answer TEXT NOT NULL DEFAULT '',
  answered_at BIGINT,
  outcome TEXT NOT NULL DEFAULT '',     -- '' | fine | talk
  outcome_words TEXT NOT NULL DEFAULT '',
  closed_by BIGINT REFERENCES account(id),
  closed_at BIGINT
);
CREATE INDEX review_exception_person ON review_exception(person_id);
CREATE INDEX review_exception_round ON review_exception(round_id);
CREATE UNIQUE INDEX review_exception_open ON review_exception(person_id, rule) WHERE closed_at IS NULL;

-- Moving in: what came from the council's files, so that the same file again changes nothing --------------------------------
CREATE TABLE moved_in (
  place_id BIGINT NOT NULL REFERENCES place(id),
  kind TEXT NOT NULL,                   -- person | provider | pot | agreement
  their_ref TEXT NOT NULL,              -- as the files name it
  our_ref TEXT NOT NULL,
  digest TEXT NOT NULL,                 -- SHA-256 of the row's fields: the same again, or something else
  at BIGINT NOT NULL,
  PRIMARY KEY (place_id, kind, their_ref)
);
CREATE TABLE welcome (                  -- how somebody who was moved in comes to their own record
  person_id BIGINT PRIMARY KEY REFERENCES person(id),
  code_hash TEXT NOT NULL UNIQUE,
  made_at BIGINT NOT NULL,
  used_at BIGINT
);

-- Private money: docs/decisions/0016. Only src/store/private names these tables -----------------------------------------------
CREATE TABLE private_deal (             -- what a person agreed with a provider and pays for themselves
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  words TEXT NOT NULL,
  day_rate_pence BIGINT NOT NULL, night_rate_pence BIGINT NOT NULL,   -- an hour
  day_minutes_week BIGINT NOT NULL, night_minutes_week BIGINT NOT NULL,
  from_date BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | yes | no: the provider's
  answered_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX private_deal_person ON private_deal(person_id);
CREATE INDEX private_deal_provider ON private_deal(provider_id);
CREATE TABLE private_visit (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  deal_id BIGINT NOT NULL REFERENCES private_deal(id),
  worker TEXT NOT NULL,
  day BIGINT NOT NULL,
  start_minute BIGINT NOT NULL,
  day_minutes BIGINT NOT NULL, night_minutes BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | yes | wrong
  query TEXT NOT NULL DEFAULT '',
  answered_at BIGINT,
  paid_at BIGINT,                       -- when the person said that they paid
  UNIQUE (deal_id, day, start_minute, worker)
);
CREATE TABLE private_entry (            -- the person's own book: never changed, mended by another entry
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  day BIGINT NOT NULL,
  pence BIGINT NOT NULL CHECK (pence <> 0),    -- plus: put in; minus: spent
  words TEXT NOT NULL,
  visit_id BIGINT UNIQUE REFERENCES private_visit(id)   -- a visit is paid once
);
CREATE INDEX private_entry_person ON private_entry(person_id);
CREATE TABLE private_event (            -- what was done: their trail is apart too, or it would tell of them
  id @KEY,
  at BIGINT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES account(id),
  action TEXT NOT NULL,
  subject TEXT NOT NULL
);
