-- A step of a club can change how many hours its providers work: from which day on, and what each provider said to it.
CREATE TABLE agreement_hours_from (     -- without a row for a day, the agreement's own hours hold
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  from_date BIGINT NOT NULL,
  day_minutes BIGINT NOT NULL,
  night_minutes BIGINT NOT NULL,
  PRIMARY KEY (agreement_id, from_date)
);
CREATE TABLE agreement_change (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  step_id BIGINT NOT NULL REFERENCES step(id),
  sums TEXT NOT NULL,                   -- digest of the sums that everybody in the club has said yes to
  status TEXT NOT NULL,                 -- asked | yes | no | told (within its notice: no answer is needed) | over
  words TEXT NOT NULL DEFAULT '',       -- the provider's
  made_at BIGINT NOT NULL,
  answered_at BIGINT
);
CREATE INDEX agreement_change_agreement ON agreement_change(agreement_id);
CREATE INDEX agreement_change_step ON agreement_change(step_id);
CREATE TABLE agreement_change_part (
  change_id BIGINT NOT NULL REFERENCES agreement_change(id),
  from_date BIGINT NOT NULL,
  until_date BIGINT,                    -- null: until something changes again
  people BIGINT NOT NULL,               -- how many are there on these days
  day_minutes BIGINT NOT NULL,
  night_minutes BIGINT NOT NULL,
  day_before BIGINT NOT NULL,
  night_before BIGINT NOT NULL,
  PRIMARY KEY (change_id, from_date)
);

-- A brief can be for one day only, of something people do together: the agreement then ends by itself.
ALTER TABLE brief ADD COLUMN until_date BIGINT;                        -- null: until notice is given
ALTER TABLE brief ADD COLUMN outing_id BIGINT REFERENCES outing(id);
CREATE INDEX brief_outing ON brief(outing_id);
