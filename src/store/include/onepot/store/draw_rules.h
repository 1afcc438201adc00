#pragma once
// A place's dated rules on which money pays first and where odd pennies fall; and the pennies that are carried.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::draw_rules {

struct Rule {
  std::string ref, name;
  std::string script;     ///< Numscript
  std::string remainder;  ///< first-n, largest-remainder, carried
  Date from;
  std::string decided_by;  ///< a name; empty: it came with the place
};
/// False where the place has a rule from that day already.
bool add(Session& session, PlaceId place, const Rule& rule, std::optional<AccountId> by, Instant now);
/// The newest first, those of days to come too.
std::vector<Rule> all(Session& session, PlaceId place);
std::optional<Rule> in_force(Session& session, PlaceId place, Date day);
/// Of the person's place.
std::optional<Rule> in_force_for(Session& session, PersonId person, Date day);

/// Millionths of a penny by person; who is not there has nought.
std::map<PersonId, std::int64_t> carried(Session& session, AgreementId agreement);
void set_carried(Session& session, AgreementId agreement, PersonId person, std::int64_t millionths);
void set_remainder_of_visit(Session& session, VisitId visit, std::string_view rule);

/// What taking a visit back needs: its cost, its rule, and each person's part.
struct SharedVisit {
  Pence pence;
  std::string remainder;
  std::map<PersonId, Pence> parts;
};
SharedVisit shared_visit(Session& session, VisitId visit);

}  // namespace onepot::store::draw_rules
