-- Which money pays first, and where odd pennies of shared bills fall: a place's own rules, dated. The newest whose first
-- day has come is in force; none is ever changed.
CREATE TABLE draw_rule (
  id @KEY,
  ref TEXT NOT NULL UNIQUE,
  place_id BIGINT NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  script TEXT NOT NULL,                 -- Numscript
  remainder TEXT NOT NULL,              -- first-n | largest-remainder | carried
  from_date BIGINT NOT NULL,
  decided_by BIGINT REFERENCES account(id),   -- nobody: it came with the place
  decided_at BIGINT NOT NULL,
  UNIQUE (place_id, from_date)
);
-- What each member of an agreement has paid too little (above nought) or too much, in millionths of a penny.
CREATE TABLE bill_carry (
  agreement_id BIGINT NOT NULL REFERENCES agreement(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  millionths BIGINT NOT NULL,
  PRIMARY KEY (agreement_id, person_id)
);
-- By which rule a visit was shared out, so that taking it back takes back what was carried.
ALTER TABLE visit ADD COLUMN remainder TEXT NOT NULL DEFAULT 'largest-remainder';
