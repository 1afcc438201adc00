-- A count of the rows written to a table, so that what was made of the table can be kept until somebody writes to it
-- (onepot/store/marks.h). It begins anywhere, so that two databases do not say the same.
CREATE TABLE watched (
  name TEXT PRIMARY KEY,
  writes BIGINT NOT NULL
) @BY_KEY;
@WATCH agreement;
@WATCH agreement_share;
@WATCH agreement_share_from;
@WATCH area;
@WATCH clawback;
@WATCH consent;
@WATCH innovation_evidence;
@WATCH life_check;
@WATCH payment;
@WATCH person;
@WATCH pot;
@WATCH pot_conditions;
@WATCH pot_set_aside;
@WATCH pot_stream;
@WATCH provider;
@WATCH savings_rule;
@WATCH stream;
@WATCH support_view;
@WATCH visit;
@WATCH visit_share;
-- The last day of a file of care records, without reading the file.
DROP INDEX care_record_load;
CREATE INDEX care_record_load ON care_record(load_id, until_date);
