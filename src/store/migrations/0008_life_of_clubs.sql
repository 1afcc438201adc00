-- The life of a club. A step is something that people take together, each by their own yes: a meeting, a trial stay,
-- somebody being away, joining or leaving. It lapses by itself after `answer_by`; nothing has to run for that.
CREATE TABLE step (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  club_id BIGINT REFERENCES club(id),   -- null: people who are in no club together yet
  kind TEXT NOT NULL,                   -- meeting | trial | away | join | leave
  proposed_by BIGINT NOT NULL REFERENCES person(id),
  proposed_at BIGINT NOT NULL,
  answer_by BIGINT NOT NULL,            -- the last day on which a yes counts
  status TEXT NOT NULL,                 -- open | agreed | cancelled
  decided_at BIGINT,
  about_person BIGINT REFERENCES person(id),   -- who is away, joins or leaves
  home_id BIGINT REFERENCES home(id),
  from_date BIGINT NOT NULL,            -- the day of a meeting; the last day of one who leaves
  until_date BIGINT,
  start_minute BIGINT,                  -- of the day, local time
  where_words TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  pays TEXT NOT NULL DEFAULT ''         -- of a trial stay: each | nobody
);
CREATE INDEX step_club ON step(club_id);
CREATE TABLE step_person (
  step_id BIGINT NOT NULL REFERENCES step(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  answer TEXT NOT NULL DEFAULT '',      -- '' | yes
  sums TEXT NOT NULL DEFAULT '',        -- digest of the sums that the yes was said to: other sums, no yes
  answered_at BIGINT,
  alongside BIGINT REFERENCES account(id),     -- the supporter whom this person would like there
  share_pence BIGINT,                   -- of a trial stay: this person's part
  after_words TEXT NOT NULL DEFAULT '', -- how it was, in the person's own words
  after_seen TEXT NOT NULL DEFAULT 'me',       -- me | all (those who were there)
  after_at BIGINT,
  PRIMARY KEY (step_id, person_id)
);
CREATE INDEX step_person_by_person ON step_person(person_id);
CREATE INDEX step_person_alongside ON step_person(alongside);

-- Who pays what from which day on. Without a row for a day, what stands in club_member and agreement_share holds.
CREATE TABLE club_share (
  club_id BIGINT NOT NULL REFERENCES club(id),
  from_date BIGINT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person(id),
  room_id BIGINT REFERENCES room(id),
  rent_week_pence BIGINT NOT NULL,
  support_week_pence BIGINT NOT NULL,
  away BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (club_id, from_date, person_id)
);
CREATE TABLE agreement_share_from (
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  from_date BIGINT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person(id),
  week_pence BIGINT NOT NULL,
  PRIMARY KEY (agreement_id, from_date, person_id)
);
ALTER TABLE club_member ADD COLUMN from_date BIGINT;    -- one who joined later: their first day
ALTER TABLE club ADD COLUMN follows_id BIGINT REFERENCES club(id);   -- the same people at their home before

-- Meeting people by what they like, not for a home. What is said of another is theirs alone, as in person_yes.
CREATE TABLE interest_hello (
  person_id BIGINT PRIMARY KEY REFERENCES person(id),
  is_open BIGINT NOT NULL,              -- 1: others who share an interest may read the hello
  interests TEXT NOT NULL,              -- joined by |
  hello TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE interest_yes (
  from_person BIGINT NOT NULL REFERENCES person(id),
  to_person BIGINT NOT NULL REFERENCES person(id),
  answer TEXT NOT NULL,                 -- yes | not-now
  at BIGINT NOT NULL,
  PRIMARY KEY (from_person, to_person)
);
CREATE INDEX interest_yes_to ON interest_yes(to_person);

-- An organisation says that two people may not meet: never without its reason, its basis, who said it and until when.
CREATE TABLE meeting_block (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  made_by BIGINT NOT NULL REFERENCES account(id),
  organisation TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person(id),
  other_id BIGINT REFERENCES person(id),       -- null: everybody new
  reason TEXT NOT NULL,
  basis TEXT NOT NULL,                  -- the law or the duty that it rests on
  made_at BIGINT NOT NULL,
  review_date BIGINT NOT NULL,          -- it ends on this day unless it is made anew
  ended_at BIGINT
);
CREATE INDEX meeting_block_person ON meeting_block(person_id);
CREATE INDEX meeting_block_other ON meeting_block(other_id);
CREATE TABLE block_challenge (
  block_id BIGINT NOT NULL REFERENCES meeting_block(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  words TEXT NOT NULL,
  at BIGINT NOT NULL,
  answer_by BIGINT NOT NULL,            -- without an answer by then the block ends
  outcome TEXT NOT NULL DEFAULT '',     -- '' | kept | lifted
  answer TEXT NOT NULL DEFAULT '',
  answered_by BIGINT REFERENCES account(id),
  answered_at BIGINT,
  PRIMARY KEY (block_id, person_id)
);

-- Things done together now and then: a taxi on Tuesdays, a personal assistant on Fridays, a boat once a year.
CREATE TABLE outing (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  area_id BIGINT NOT NULL REFERENCES area(id),
  proposed_by BIGINT NOT NULL REFERENCES person(id),
  title TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  interest TEXT NOT NULL,               -- who shows it in their interests sees the outing
  category TEXT NOT NULL,               -- as of a brief: it says which money may pay
  rhythm TEXT NOT NULL,                 -- week | month | year | once
  first_date BIGINT NOT NULL,
  start_minute BIGINT NOT NULL,
  minutes BIGINT NOT NULL,              -- how long it lasts
  rule TEXT NOT NULL,                   -- how the cost is divided: equal | distance
  cost_pence BIGINT NOT NULL,           -- of one time, for all together
  seats BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  status TEXT NOT NULL,                 -- open | ended
  ended_at BIGINT
);
CREATE INDEX outing_place ON outing(place_id, status);
CREATE TABLE outing_person (
  outing_id BIGINT NOT NULL REFERENCES outing(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  alone_pence BIGINT NOT NULL,          -- what one time would cost this person alone
  joined_at BIGINT NOT NULL,
  sums TEXT NOT NULL DEFAULT '',        -- digest of the shares that this person said yes to
  answered_at BIGINT,
  left_at BIGINT,
  PRIMARY KEY (outing_id, person_id)
);
CREATE INDEX outing_person_by_person ON outing_person(person_id);

-- What is published of unmet need: counts as they were released, never recomputed for a day that has been seen.
CREATE TABLE demand_release (
  id @KEY,
  place_id BIGINT NOT NULL REFERENCES place(id),
  day BIGINT NOT NULL,
  document TEXT NOT NULL,               -- JSON: cells with their counts, after suppression
  UNIQUE (place_id, day)
);
