#include "onepot/store/taken_back.h"

namespace onepot::store::taken_back {

bool since(Session& session, const Made& made, Instant now) {
  const bool person =
      session
          .query(
              "SELECT 1 FROM person p JOIN consent c ON c.person_id = p.id WHERE p.place_id = :place AND c.account_id "
              "IS NULL AND c.purpose = 'evaluation' AND c.given_at <= :made AND c.withdrawn_at > :made AND "
              "c.withdrawn_at <= :now AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.person_id = p.id AND "
              "n.account_id "
              "IS NULL AND n.purpose = 'evaluation' AND n.given_at <= :now AND (n.withdrawn_at IS NULL OR "
              "n.withdrawn_at > :now)) AND EXISTS (SELECT 1 FROM agreement_share s JOIN agreement g ON g.id = "
              "s.agreement_id WHERE s.person_id = p.id AND g.place_id = :place AND g.from_date <= :until AND "
              "(g.until_date IS NULL OR g.until_date >= :from)) LIMIT 1",
              {{"place", made.place}, {"made", made.made}, {"now", now}, {"from", made.from}, {"until", made.until}})
          .first()
          .has_value();
  if (person || !made.with_events) return person;
  return session
      .query(
          "SELECT 1 FROM life_event e JOIN person p ON p.id = e.person_id WHERE p.place_id = :place AND e.may_count = "
          "1 "
          "AND COALESCE(e.told_at, 0) <= :made AND e.withdrawn_at > :made AND e.withdrawn_at <= :now AND e.day >= "
          ":from "
          "AND e.day <= :until LIMIT 1",
          {{"place", made.place}, {"made", made.made}, {"now", now}, {"from", made.from}, {"until", made.until}})
      .first()
      .has_value();
}

}  // namespace onepot::store::taken_back
