-- What people's care has cost, from the records of several services, under pseudonyms; and the currencies, tariffs,
-- plans and settlements a place makes for itself.

-- The place's own key: whoever has it can find the pseudonym of a number, and nobody else can.
CREATE TABLE care_key (
  place_id BIGINT PRIMARY KEY REFERENCES place(id),
  key_hex TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
-- A file of records that was brought in. It can be taken out again: its records stop counting and stay here.
CREATE TABLE care_load (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  loaded_by BIGINT REFERENCES account(id),   -- nobody: it came with the place
  loaded_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE TABLE care_record (
  id @KEY,
  load_id BIGINT NOT NULL REFERENCES care_load(id),
  pseudonym TEXT NOT NULL,              -- keyed hash of the person's number; the number is not kept
  service TEXT NOT NULL, record TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- a kind of rules/linked-costs
  from_date BIGINT NOT NULL, until_date BIGINT NOT NULL,
  pence BIGINT NOT NULL,
  pathway TEXT NOT NULL DEFAULT ''
);
CREATE INDEX care_record_person ON care_record(pseudonym);
CREATE INDEX care_record_load ON care_record(load_id);
-- Worked out of all records when they change: how far similar people differ, what moved between health and care.
CREATE TABLE care_summary (
  place_id BIGINT NOT NULL REFERENCES place(id),
  what TEXT NOT NULL,                   -- similar | shift
  body TEXT NOT NULL,                   -- JSON
  made_at BIGINT NOT NULL,
  PRIMARY KEY (place_id, what)
);
-- What an offer was made from: described needs and the tariff, or what the person's care has cost.
ALTER TABLE budget_offer ADD COLUMN basis TEXT NOT NULL DEFAULT 'needs';

-- A currency or a tariff of the place: the files of its folder, never changed. Another version is another row.
CREATE TABLE price_book (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  kind TEXT NOT NULL,                   -- currency | tariff
  name TEXT NOT NULL,                   -- the folder's: ashdale-local-costs
  version TEXT NOT NULL,
  files TEXT NOT NULL,                  -- JSON: file name → text
  report TEXT NOT NULL DEFAULT '',      -- JSON: how the workbench judged it
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  UNIQUE (place_id, kind, name, version)
);
-- draft → shadow → live → ended, each from a day; never changed, never backwards.
CREATE TABLE price_book_state (
  id @KEY,
  book_id BIGINT NOT NULL REFERENCES price_book(id),
  state TEXT NOT NULL,                  -- shadow | live | ended
  from_date BIGINT NOT NULL,
  said_by BIGINT REFERENCES account(id),
  said_at BIGINT NOT NULL,
  UNIQUE (book_id, state)
);
-- An activity plan, and every settlement of it: files as they were made, never changed.
CREATE TABLE activity_plan (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  year_from BIGINT NOT NULL,
  plan TEXT NOT NULL,                   -- CSV
  pence BIGINT NOT NULL,
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL
);
CREATE TABLE plan_settlement (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  plan_id BIGINT NOT NULL REFERENCES activity_plan(id),
  run BIGINT NOT NULL,                  -- 1, 2, …: two at once cannot both be the next
  actual_sha256 TEXT NOT NULL,
  adjustments TEXT NOT NULL,            -- CSV: only what differs from the runs before
  pence BIGINT NOT NULL,
  made_by BIGINT REFERENCES account(id),
  made_at BIGINT NOT NULL,
  UNIQUE (plan_id, run)
);
-- A table of costs between being sent and being made into groups. Those older than a day are thrown away.
CREATE TABLE price_upload (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  account_id BIGINT NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  sent_at BIGINT NOT NULL
);
