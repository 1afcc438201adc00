#pragma once
// What each agreement's people pay on a day, as a CTE `shares(agreement_id, person_id, week_pence)`. A step of a club
// may have dated other shares than those of the beginning: somebody left, somebody joined. Who pays nothing while
// others pay has left, or has not come yet (as agreements::shares of a day has it). DAY is the parameter: ":from".
#define ONEPOT_SHARES_ON(DAY)                                                                                          \
  "shares AS (SELECT x.agreement_id, x.person_id, x.week_pence FROM (SELECT y.agreement_id, y.person_id, "             \
  "y.week_pence, MAX(y.week_pence) OVER (PARTITION BY y.agreement_id) AS most FROM (SELECT s.agreement_id, "           \
  "s.person_id, s.week_pence FROM agreement_share s WHERE NOT EXISTS (SELECT 1 FROM agreement_share_from f WHERE "     \
  "f.agreement_id = s.agreement_id AND f.from_date <= " DAY                                                            \
  ") UNION ALL SELECT f.agreement_id, f.person_id, f.week_pence FROM agreement_share_from f WHERE f.from_date = "      \
  "(SELECT MAX(l.from_date) FROM agreement_share_from l WHERE l.agreement_id = f.agreement_id AND l.from_date <= " DAY \
  ")) y) x WHERE x.week_pence > 0 OR x.most = 0)"
