-- What an evaluation of change over time fixes beforehand as well: who is followed, in periods of how long, and – where
-- one place or provider is set against a mix of the others – from which day it did something new.
ALTER TABLE evaluation_plan ADD COLUMN unit TEXT NOT NULL DEFAULT '';           -- '' compare once | person | provider | area
ALTER TABLE evaluation_plan ADD COLUMN period_weeks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evaluation_plan ADD COLUMN started_date BIGINT;
