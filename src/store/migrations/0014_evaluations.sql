-- Learning as a place keeps it: what is asked is fixed before anything is seen, results know what they stand on, what
-- was released stays known, and what people tell can be taken back.

-- The workspace -------------------------------------------------------------------------------------------------------
CREATE TABLE evaluation (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  innovation_id BIGINT REFERENCES innovation(id),   -- of the library, where it is about one
  title TEXT NOT NULL,
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL
);
CREATE INDEX evaluation_place ON evaluation(place_id);
CREATE TABLE evaluation_plan (          -- a version is never changed once it is fixed
  id @KEY,
  evaluation_id BIGINT NOT NULL REFERENCES evaluation(id),
  version BIGINT NOT NULL,              -- from 1; each later one is an amendment
  question TEXT NOT NULL,
  support TEXT NOT NULL,                -- whose support is asked about: size:micro, kind:agency, innovation:how, holding:isf, club:yes
  compared TEXT NOT NULL,               -- with whom; others: everybody else
  outcomes TEXT NOT NULL,               -- codes joined by |; the first is the one that answers the question
  method TEXT NOT NULL,                 -- of the estimators, which one answers; all are always shown
  estimand TEXT NOT NULL,               -- ATT | ATE
  covariates TEXT NOT NULL,             -- codes joined by |
  integration TEXT NOT NULL DEFAULT '', -- which of the four kinds it is about, joined by |
  from_date BIGINT NOT NULL,            -- who had which support is taken on this day
  until_date BIGINT NOT NULL,           -- the last day of outcomes
  began_date BIGINT NOT NULL,           -- of setting up; the maturity clock runs from here: set-up, then time to work
  set_up_months BIGINT NOT NULL, effect_months BIGINT NOT NULL,
  mature_why TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',      -- of an amendment
  written_by BIGINT REFERENCES account(id),
  written_at BIGINT NOT NULL,
  fixed_at BIGINT,                      -- null: a draft; no result may be seen
  answers_then BIGINT,                  -- answers about life of its time that were here already when it was fixed
  results_then BIGINT,                  -- results of this evaluation that had been seen by then
  stamp TEXT NOT NULL DEFAULT '',       -- SHA-256 of what is fixed
  UNIQUE (evaluation_id, version)
);
CREATE TABLE evaluation_result (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  evaluation_id BIGINT NOT NULL REFERENCES evaluation(id),
  version BIGINT NOT NULL,              -- of the plan
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  maturity TEXT NOT NULL,               -- what the clock said when it was made: mature, too-early, too-few, …
  seed BIGINT NOT NULL,
  data_version TEXT NOT NULL,           -- SHA-256 of the rows it was made from; the rows themselves are not kept
  code_version TEXT NOT NULL,           -- SHA-256 of the code that made it
  figures TEXT NOT NULL,                -- JSON
  figures_version TEXT NOT NULL
);
CREATE INDEX evaluation_result_of ON evaluation_result(evaluation_id);
CREATE TABLE evaluation_rerun (
  id @KEY,
  result_id BIGINT NOT NULL REFERENCES evaluation_result(id),
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  data_version TEXT NOT NULL,
  code_version TEXT NOT NULL,
  figures_version TEXT NOT NULL
);
CREATE INDEX evaluation_rerun_of ON evaluation_rerun(result_id);
CREATE TABLE evaluation_conclusion (
  id @KEY,
  evaluation_id BIGINT NOT NULL REFERENCES evaluation(id),
  result_id BIGINT NOT NULL REFERENCES evaluation_result(id),
  verdict TEXT NOT NULL,                -- better | worse | no-telling
  words TEXT NOT NULL,
  early BIGINT NOT NULL,                -- given before it was time: says so for good
  written_by BIGINT REFERENCES account(id),
  written_at BIGINT NOT NULL
);
CREATE INDEX evaluation_conclusion_of ON evaluation_conclusion(evaluation_id);
CREATE TABLE evaluation_saving (        -- avoided cost and cashable saving stand apart and are never summed
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  evaluation_id BIGINT NOT NULL REFERENCES evaluation(id),
  kind TEXT NOT NULL,                   -- avoided | cashable
  words TEXT NOT NULL,
  budget TEXT NOT NULL,                 -- on whose budget it falls
  low_pence BIGINT NOT NULL, central_pence BIGINT NOT NULL, high_pence BIGINT NOT NULL,   -- a year
  evidence TEXT NOT NULL,
  agreed_by TEXT NOT NULL DEFAULT '',   -- of a cashable one: who agreed that it leaves the budget, and from when
  from_date BIGINT,
  written_by BIGINT REFERENCES account(id),
  written_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX evaluation_saving_of ON evaluation_saving(evaluation_id);

-- Published tables, and who may take rows -----------------------------------------------------------------------------
CREATE TABLE publication (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  title TEXT NOT NULL,
  as_of BIGINT NOT NULL,                -- the day whose people are counted
  by_columns TEXT NOT NULL,             -- joined by |
  threshold BIGINT NOT NULL,
  round BIGINT NOT NULL,
  rules TEXT NOT NULL DEFAULT '',       -- the publisher's name for them
  csv TEXT NOT NULL,                    -- as it may go out: hidden figures are not in it
  csv_sha256 TEXT NOT NULL,
  small BIGINT NOT NULL, more BIGINT NOT NULL,   -- figures hidden because they are small; to protect those
  form TEXT NOT NULL,                   -- what the checker read
  linked TEXT NOT NULL DEFAULT '',      -- refs of the releases it was attacked together with, joined by |
  made_by BIGINT NOT NULL REFERENCES account(id),
  made_at BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | released | refused
  checked_by BIGINT REFERENCES account(id),
  checked_at BIGINT,
  checked_words TEXT NOT NULL DEFAULT ''
);
CREATE INDEX publication_place ON publication(place_id, answer);
CREATE TABLE permission (               -- what a role alone does not give
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  account_id BIGINT NOT NULL REFERENCES account(id),
  purpose TEXT NOT NULL,                -- extract
  why TEXT NOT NULL,
  given_by BIGINT NOT NULL REFERENCES account(id),
  given_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX permission_account ON permission(account_id, purpose);
CREATE TABLE extract_taken (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  account_id BIGINT NOT NULL REFERENCES account(id),
  at BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  people BIGINT NOT NULL,
  sha256 TEXT NOT NULL
);
CREATE INDEX extract_taken_place ON extract_taken(place_id);

-- What people say -----------------------------------------------------------------------------------------------------
ALTER TABLE life_event ADD COLUMN ref TEXT;                              -- of those that a person told here
ALTER TABLE life_event ADD COLUMN told_at BIGINT;
ALTER TABLE life_event ADD COLUMN may_count BIGINT NOT NULL DEFAULT 1;
ALTER TABLE life_event ADD COLUMN share_words BIGINT NOT NULL DEFAULT 0;
ALTER TABLE life_event ADD COLUMN withdrawn_at BIGINT;
CREATE INDEX life_event_person ON life_event(person_id);
CREATE TABLE support_view (             -- what somebody thinks of the support by one provider: 0 to 3 each
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  respondent TEXT NOT NULL,             -- person | carer: never pooled
  at BIGINT NOT NULL,
  valued BIGINT,                        -- I would choose it again
  personalised BIGINT                   -- it fits me and my life
);
CREATE INDEX support_view_person ON support_view(person_id);
CREATE TABLE innovation_evidence (      -- what a provider does that is new, and how one can know
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  kind TEXT NOT NULL,                   -- what | how | who
  words TEXT NOT NULL,
  evidence TEXT NOT NULL,
  written_by BIGINT REFERENCES account(id),
  written_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX innovation_evidence_provider ON innovation_evidence(provider_id);
CREATE TABLE rating_round (             -- how person-centred is it? each side blind until both have answered
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  practitioner_id BIGINT NOT NULL REFERENCES account(id),
  opened_at BIGINT NOT NULL,
  person_at BIGINT,
  practitioner_at BIGINT
);
CREATE INDEX rating_round_person ON rating_round(person_id);
CREATE TABLE rating_answer (
  round_id BIGINT NOT NULL REFERENCES rating_round(id),
  side TEXT NOT NULL,                   -- person | practitioner
  item TEXT NOT NULL,
  answer BIGINT NOT NULL,
  PRIMARY KEY (round_id, side, item)
);
CREATE TABLE diagnostic (               -- is support organised around money, provider, process, professional or person?
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  subject TEXT NOT NULL,                -- which service it is about
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL
);
CREATE INDEX diagnostic_place ON diagnostic(place_id);
CREATE TABLE diagnostic_answer (
  diagnostic_id BIGINT NOT NULL REFERENCES diagnostic(id),
  sign TEXT NOT NULL,                   -- of learn's list
  found BIGINT NOT NULL,
  out_of BIGINT NOT NULL,               -- times it could have been seen
  source TEXT NOT NULL,
  PRIMARY KEY (diagnostic_id, sign)
);
