-- Everything of a place but the ledger (0002). One dialect for SQLite and PostgreSQL; @KEY is the integer key of either.
-- `ref` is how a thing is named outside (UUIDv7). Dates are days since 1970, instants milliseconds, money whole pence.

-- The place -----------------------------------------------------------------------------------------------------------
CREATE TABLE place (
  id @KEY,
  slug TEXT NOT NULL UNIQUE,            -- ashdale
  name TEXT NOT NULL,
  council TEXT NOT NULL,
  nhs_partner TEXT NOT NULL,
  residents BIGINT NOT NULL,
  seed BIGINT,                          -- a synthetic place says from which seed it was made
  bank_name TEXT NOT NULL DEFAULT '', bank_sort_code TEXT NOT NULL DEFAULT '', bank_account TEXT NOT NULL DEFAULT ''
);
CREATE TABLE area (
  id @KEY,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- town | village
  easting_m BIGINT NOT NULL, northing_m BIGINT NOT NULL,   -- metres from the place's south-west corner
  residents BIGINT NOT NULL,
  UNIQUE (place_id, name)
);

-- Who signs in, and for whom ------------------------------------------------------------------------------------------
CREATE TABLE person (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  area_id BIGINT NOT NULL REFERENCES area(id),
  known_as TEXT NOT NULL,               -- how the person chooses to be named (L2)
  full_name TEXT NOT NULL,
  born BIGINT NOT NULL,
  pseudonym TEXT NOT NULL UNIQUE,       -- what an evaluator may see
  about TEXT NOT NULL DEFAULT ''
);
CREATE INDEX person_area ON person(area_id);
CREATE TABLE provider (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  area_id BIGINT NOT NULL REFERENCES area(id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- micro-enterprise | agency | volunteers | homeshare | shared-lives | circle | landlord | … open
  about TEXT NOT NULL DEFAULT '',
  staff_hundredths BIGINT NOT NULL,     -- full-time equivalents × 100; the size band is computed
  listed_at BIGINT NOT NULL,
  unlisted_at BIGINT,
  innovation TEXT NOT NULL DEFAULT '',  -- what | how | who, where it says it is new
  bank_name TEXT NOT NULL DEFAULT '', bank_sort_code TEXT NOT NULL DEFAULT '', bank_account TEXT NOT NULL DEFAULT ''
);
CREATE INDEX provider_area ON provider(area_id);
CREATE TABLE account (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  sign_in TEXT NOT NULL UNIQUE,         -- lower case
  password_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,                   -- P S M C E
  duty TEXT NOT NULL DEFAULT '',        -- of a C: practitioner | finance | commissioner
  person_id BIGINT REFERENCES person(id),
  provider_id BIGINT REFERENCES provider(id),
  words TEXT NOT NULL DEFAULT 'en',     -- en | en-easy
  large_print BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE INDEX account_person ON account(person_id);
CREATE TABLE sign_in_session (
  token_hash TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account(id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE TABLE sign_in_attempt (
  id @KEY,
  sign_in_hash TEXT NOT NULL,           -- never the name itself: people type passwords there
  at BIGINT NOT NULL,
  succeeded BIGINT NOT NULL
);
CREATE INDEX sign_in_attempt_by_name ON sign_in_attempt(sign_in_hash, at);

-- The door: who may see and do what -----------------------------------------------------------------------------------
CREATE TABLE relationship (
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  account_id BIGINT NOT NULL REFERENCES account(id),
  kind TEXT NOT NULL,                   -- supports | practitioner
  words TEXT NOT NULL DEFAULT '',       -- sister, friend, social worker
  from_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX relationship_by_account ON relationship(account_id, person_id);
CREATE INDEX relationship_by_person ON relationship(person_id);
CREATE TABLE consent (
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  account_id BIGINT REFERENCES account(id),   -- null: to nobody by name (evaluation, stories)
  purpose TEXT NOT NULL,                -- pot | plan | needs | approve | evaluation | story | meeting
  given_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX consent_by_person ON consent(person_id, purpose);
CREATE TABLE looked (                   -- the person sees who looked
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  account_id BIGINT NOT NULL REFERENCES account(id),
  at BIGINT NOT NULL,
  action TEXT NOT NULL,                 -- the door's name for it: see-pot
  outcome TEXT NOT NULL                 -- allowed | refused
);
CREATE INDEX looked_by_person ON looked(person_id, at);
CREATE TABLE audit (                    -- one event a use case, in its transaction
  id @KEY,
  at BIGINT NOT NULL,
  account_id BIGINT REFERENCES account(id),
  action TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',     -- kind:ref
  person_id BIGINT REFERENCES person(id),
  detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_by_person ON audit(person_id, at);

-- Price ---------------------------------------------------------------------------------------------------------------
CREATE TABLE stream (
  id @KEY,
  code TEXT NOT NULL UNIQUE,            -- adult-social-care, supporting-people, independent-living-fund, disabled-facilities-grant,
                                        -- work-choice, access-to-work, nhs-phb, own
  name TEXT NOT NULL,
  funder TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  purposes TEXT NOT NULL,               -- joined by |, * for any
  public_money BIGINT NOT NULL
);
CREATE TABLE assessment (               -- needs described, then priced
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  own_words TEXT NOT NULL DEFAULT '',   -- what the person says about their life
  asked_at BIGINT NOT NULL,
  described_by BIGINT REFERENCES account(id),
  described_at BIGINT
);
CREATE INDEX assessment_person ON assessment(person_id);
CREATE TABLE need (
  id @KEY,
  assessment_id BIGINT NOT NULL REFERENCES assessment(id),
  kind TEXT NOT NULL,                   -- a code of the currency: personal, household, out, health, night, work
  day_minutes_week BIGINT NOT NULL DEFAULT 0,
  shareable_minutes_week BIGINT NOT NULL DEFAULT 0,
  nights_week BIGINT NOT NULL DEFAULT 0,
  night_minutes_week BIGINT NOT NULL DEFAULT 0,   -- nights × the length of a night
  waking BIGINT NOT NULL DEFAULT 0,               -- the helper stays awake
  two_helpers BIGINT NOT NULL DEFAULT 0,          -- two people are needed at once
  night_shareable BIGINT NOT NULL DEFAULT 0,
  words TEXT NOT NULL DEFAULT ''
);
CREATE INDEX need_assessment ON need(assessment_id);
CREATE TABLE budget_offer (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  assessment_id BIGINT NOT NULL REFERENCES assessment(id),
  week_pence BIGINT NOT NULL,
  low_week_pence BIGINT NOT NULL, high_week_pence BIGINT NOT NULL,
  contribution_week_pence BIGINT NOT NULL DEFAULT 0,
  grade TEXT NOT NULL,                  -- how good the evidence is
  plain_words TEXT NOT NULL,            -- for the person: never a currency's name (P4)
  workings TEXT NOT NULL,               -- JSON: rules, versions, inputs
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | accepted | declined | superseded
  answered_at BIGINT
);
CREATE INDEX budget_offer_person ON budget_offer(person_id);
CREATE TABLE budget_offer_part (
  offer_id BIGINT NOT NULL REFERENCES budget_offer(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  week_pence BIGINT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (offer_id, stream_id)
);

-- Pot (its money is in the ledger) ------------------------------------------------------------------------------------
CREATE TABLE pot (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL UNIQUE REFERENCES person(id),
  opened_at BIGINT NOT NULL,
  holding TEXT NOT NULL                 -- direct-payment | isf | notional | mixed
);
CREATE TABLE pot_stream (
  pot_id BIGINT NOT NULL REFERENCES pot(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  week_pence BIGINT NOT NULL,
  from_date BIGINT NOT NULL,
  until_date BIGINT,
  paid_until BIGINT,                    -- the last day for which money has been put in
  PRIMARY KEY (pot_id, stream_id)
);

-- Plan ----------------------------------------------------------------------------------------------------------------
CREATE TABLE statement (                -- an "I" sentence; only its person writes it
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  text TEXT NOT NULL,
  supported_by TEXT NOT NULL DEFAULT '',  -- who helped to write it, in the person's words
  written_at BIGINT NOT NULL,
  replaces_id BIGINT REFERENCES statement(id),
  ended_at BIGINT
);
CREATE INDEX statement_person ON statement(person_id);
CREATE TABLE proposal (                 -- others propose, the person answers; silence is not consent
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  statement_id BIGINT REFERENCES statement(id),
  by_account BIGINT NOT NULL REFERENCES account(id),
  text TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  made_at BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | accepted | declined
  answered_at BIGINT
);
CREATE INDEX proposal_person ON proposal(person_id);

-- Club ----------------------------------------------------------------------------------------------------------------
CREATE TABLE home (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  area_id BIGINT NOT NULL REFERENCES area(id),
  landlord_id BIGINT REFERENCES provider(id),
  name TEXT NOT NULL,                   -- 3 Mill Lane
  rent_week_pence BIGINT NOT NULL,
  bedrooms BIGINT NOT NULL,
  features TEXT NOT NULL DEFAULT '',    -- joined by |: step-free, garden, near-bus, wet-room, …
  listed_at BIGINT NOT NULL,
  taken_at BIGINT,
  rent_source TEXT NOT NULL DEFAULT ''
);
CREATE INDEX home_area ON home(area_id);
CREATE TABLE room (
  id @KEY,
  home_id BIGINT NOT NULL REFERENCES home(id),
  name TEXT NOT NULL,
  UNIQUE (home_id, name)
);
CREATE TABLE living_wish (              -- how and with whom a person would like to live
  person_id BIGINT PRIMARY KEY REFERENCES person(id),
  sharing BIGINT NOT NULL,              -- 1: would share
  areas TEXT NOT NULL,                  -- names joined by |
  musts TEXT NOT NULL DEFAULT '',
  interests TEXT NOT NULL DEFAULT '',   -- joined by |
  hello TEXT NOT NULL DEFAULT '',       -- what others who are looking may read; empty: shown to nobody
  looking_since BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE person_yes (               -- one person's own word about another; a `never` is seen by nobody else
  from_person BIGINT NOT NULL REFERENCES person(id),
  to_person BIGINT NOT NULL REFERENCES person(id),
  answer TEXT NOT NULL,                 -- yes | never
  at BIGINT NOT NULL,
  PRIMARY KEY (from_person, to_person)
);
CREATE INDEX person_yes_to ON person_yes(to_person);
CREATE TABLE club (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,                -- home | support | taxi | …
  home_id BIGINT REFERENCES home(id),
  status TEXT NOT NULL,                 -- rooms (each says what a room is worth) | asked | agreed | ended
  made_at BIGINT NOT NULL,
  agreed_at BIGINT,
  ended_at BIGINT,
  ended_why TEXT NOT NULL DEFAULT '',
  workings TEXT NOT NULL DEFAULT ''     -- JSON: bound, status, shares as first found
);
CREATE TABLE club_member (
  club_id BIGINT NOT NULL REFERENCES club(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  room_id BIGINT REFERENCES room(id),
  rent_week_pence BIGINT,
  support_week_pence BIGINT,
  why TEXT NOT NULL DEFAULT '',         -- why the share is fair, in a sentence
  answer TEXT NOT NULL DEFAULT '',      -- '' | yes | no
  answered_at BIGINT,
  left_at BIGINT,
  PRIMARY KEY (club_id, person_id)
);
CREATE INDEX club_member_person ON club_member(person_id);
CREATE TABLE room_worth (
  club_id BIGINT NOT NULL REFERENCES club(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  room_id BIGINT NOT NULL REFERENCES room(id),
  worth_week_pence BIGINT NOT NULL,
  PRIMARY KEY (club_id, person_id, room_id)
);

-- Buy -----------------------------------------------------------------------------------------------------------------
CREATE TABLE offering (                 -- what a provider has to give
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  category TEXT NOT NULL,               -- open: a new word is a new category
  words TEXT NOT NULL,
  day_rate_pence BIGINT,                -- an hour; null where nothing is charged
  night_rate_pence BIGINT,
  from_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX offering_provider ON offering(provider_id);
CREATE INDEX offering_category ON offering(category);
CREATE TABLE brief (                    -- "I want…", "We want…"
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  area_id BIGINT NOT NULL REFERENCES area(id),
  club_id BIGINT REFERENCES club(id),
  person_id BIGINT REFERENCES person(id),
  posted_by BIGINT NOT NULL REFERENCES account(id),
  words TEXT NOT NULL,
  day_minutes_week BIGINT NOT NULL,
  night_minutes_week BIGINT NOT NULL,
  from_date BIGINT NOT NULL,
  posted_at BIGINT NOT NULL,
  status TEXT NOT NULL,                 -- open | chosen | withdrawn
  chosen_offer BIGINT
);
CREATE INDEX brief_open ON brief(place_id, status);
CREATE TABLE brief_offer (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  brief_id BIGINT NOT NULL REFERENCES brief(id),
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  words TEXT NOT NULL,
  day_rate_pence BIGINT NOT NULL,
  night_rate_pence BIGINT NOT NULL,
  notice_days BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  UNIQUE (brief_id, provider_id)
);
CREATE TABLE brief_offer_yes (
  offer_id BIGINT NOT NULL REFERENCES brief_offer(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (offer_id, person_id)
);
CREATE TABLE agreement (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  club_id BIGINT REFERENCES club(id),
  person_id BIGINT REFERENCES person(id),
  brief_offer_id BIGINT UNIQUE REFERENCES brief_offer(id),   -- an offer is taken once
  words TEXT NOT NULL DEFAULT '',
  category TEXT NOT NULL,
  day_rate_pence BIGINT NOT NULL,
  night_rate_pence BIGINT NOT NULL,
  day_minutes_week BIGINT NOT NULL,
  night_minutes_week BIGINT NOT NULL,
  notice_days BIGINT NOT NULL,
  from_date BIGINT NOT NULL,
  until_date BIGINT,
  made_at BIGINT NOT NULL
);
CREATE INDEX agreement_provider ON agreement(provider_id);
CREATE INDEX agreement_person ON agreement(person_id);
CREATE INDEX agreement_club ON agreement(club_id);
CREATE TABLE agreement_share (
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  week_pence BIGINT NOT NULL,           -- this person's part of a week of the agreement
  PRIMARY KEY (agreement_id, person_id)
);
CREATE INDEX agreement_share_person ON agreement_share(person_id);
CREATE TABLE commitment (               -- a pending transfer of the ledger, and what it is for
  id @KEY,
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  stream_id BIGINT NOT NULL REFERENCES stream(id),
  transfer_id TEXT NOT NULL UNIQUE,     -- the client id of the pending transfer
  from_date BIGINT NOT NULL,
  until_date BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  settled_pence BIGINT NOT NULL DEFAULT 0,
  released_at BIGINT
);
CREATE INDEX commitment_person ON commitment(person_id, agreement_id);
CREATE TABLE visit (                    -- a line of a timesheet
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  worker TEXT NOT NULL,                 -- who came: continuity counts different workers
  day BIGINT NOT NULL,
  start_minute BIGINT NOT NULL,         -- of the day, local time
  day_minutes BIGINT NOT NULL,
  night_minutes BIGINT NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  pence BIGINT NOT NULL,
  recorded_by BIGINT REFERENCES account(id),
  recorded_at BIGINT NOT NULL
);
CREATE INDEX visit_agreement ON visit(agreement_id, day);
CREATE TABLE visit_share (
  visit_id BIGINT NOT NULL REFERENCES visit(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  pence BIGINT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',      -- '' | approved | queried
  answered_by BIGINT REFERENCES account(id),
  answered_at BIGINT,
  query TEXT NOT NULL DEFAULT '',
  payment_id BIGINT,
  PRIMARY KEY (visit_id, person_id)
);
CREATE INDEX visit_share_person ON visit_share(person_id, answer);
CREATE INDEX visit_share_unpaid ON visit_share(answer, payment_id);

-- Pay -----------------------------------------------------------------------------------------------------------------
CREATE TABLE payment_run (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  for_date BIGINT NOT NULL,
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  payments BIGINT NOT NULL,
  total_pence BIGINT NOT NULL,
  format TEXT NOT NULL,                 -- pain.001.001.09 | …
  file TEXT NOT NULL,                   -- the bytes that went to the bank
  file_sha256 TEXT NOT NULL
);
CREATE TABLE payment (
  id @KEY,
  run_id BIGINT NOT NULL REFERENCES payment_run(id),
  provider_id BIGINT NOT NULL REFERENCES provider(id),
  end_to_end TEXT NOT NULL UNIQUE,
  pence BIGINT NOT NULL,
  returned_at BIGINT
);
CREATE INDEX payment_provider ON payment(provider_id);

-- Learn ---------------------------------------------------------------------------------------------------------------
CREATE TABLE life_check (               -- how life is, in the person's own answers
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  respondent TEXT NOT NULL,             -- person | carer: never pooled silently
  score BIGINT,                         -- sum of the answered areas; null where too few were answered
  words TEXT NOT NULL DEFAULT '',
  share_words BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX life_check_person ON life_check(person_id, at);
CREATE TABLE life_answer (
  life_check_id BIGINT NOT NULL REFERENCES life_check(id),
  area TEXT NOT NULL,
  answer BIGINT NOT NULL,               -- 0–3
  PRIMARY KEY (life_check_id, area)
);
CREATE TABLE story (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person(id),
  text TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE TABLE life_event (               -- a tenancy signed, a job begun
  id @KEY,
  person_id BIGINT NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL,
  day BIGINT NOT NULL,
  words TEXT NOT NULL DEFAULT ''
);

-- Spread --------------------------------------------------------------------------------------------------------------
CREATE TABLE innovation (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT REFERENCES place(id),
  name TEXT NOT NULL,
  kinds TEXT NOT NULL,                  -- what | how | who, joined by |
  summary TEXT NOT NULL,
  origin TEXT NOT NULL,                 -- where it comes from; a published source where there is one
  prior TEXT NOT NULL DEFAULT '',       -- what was tried before
  put_by BIGINT REFERENCES account(id),
  put_at BIGINT NOT NULL,
  parent_id BIGINT REFERENCES innovation(id)
);
CREATE TABLE innovation_part (
  id @KEY,
  innovation_id BIGINT NOT NULL REFERENCES innovation(id),
  kind TEXT NOT NULL,                   -- core | adaptable
  text TEXT NOT NULL,
  position BIGINT NOT NULL
);
CREATE INDEX innovation_part_of ON innovation_part(innovation_id);
CREATE TABLE adoption (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  innovation_id BIGINT NOT NULL REFERENCES innovation(id),
  place_id BIGINT NOT NULL REFERENCES place(id),
  by_account BIGINT REFERENCES account(id),
  at BIGINT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  UNIQUE (innovation_id, place_id)
);
CREATE TABLE adoption_part (
  adoption_id BIGINT NOT NULL REFERENCES adoption(id),
  part_id BIGINT NOT NULL REFERENCES innovation_part(id),
  what TEXT NOT NULL,                   -- kept | changed | left-out
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (adoption_id, part_id)
);
CREATE TABLE market_gap (               -- a search that found nothing
  id @KEY,
  place_id BIGINT NOT NULL REFERENCES place(id),
  words TEXT NOT NULL,
  at BIGINT NOT NULL
);
