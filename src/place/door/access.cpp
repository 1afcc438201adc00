#include "onepot/place/access.h"

#include <algorithm>
#include <array>

#include "onepot/base/text.h"
#include "onepot/store/door.h"

namespace onepot::place {

extern const std::string_view access_table_text;

namespace {

constexpr std::array<std::pair<std::string_view, Related>, 11> relation_names = {{
    {"-", Related::none},
    {"same-place", Related::same_place},
    {"self", Related::self},
    {"supports", Related::supports},
    {"practitioner", Related::practitioner},
    {"member", Related::member},
    {"works-for", Related::works_for},
    {"provides", Related::provides},
    {"buys", Related::buys},
    {"addressed", Related::addressed},
    {"permitted", Related::permitted},
}};

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> out;
  for (const auto& part : split_text(line, ' '))
    if (!trim(part).empty()) out.emplace_back(trim(part));
  return out;
}

bool role_fits(const Rule& rule, const std::optional<Actor>& actor) {
  if (rule.roles == "*") return true;
  if (!actor || rule.roles.find(actor->role) == std::string::npos) return false;
  return rule.duty.empty() || actor->duty == rule.duty;
}

}  // namespace

std::string_view name_of(Related related) {
  return std::ranges::find(relation_names, related, &std::pair<std::string_view, Related>::second)->first;
}

Result<std::vector<Rule>> read_rules(std::string_view text, std::string file) {
  std::vector<Rule> out;
  long number = 0;
  for (const auto& line : split_text(text, '\n')) {
    ++number;
    if (trim(line).empty() || trim(line).starts_with('#')) continue;
    const auto fields = words_of(line);
    const auto bad = [&](const char* column, std::string what) {
      return refuse("bad-access-rule", std::move(what), Where{file, number, column});
    };
    if (fields.size() != 5) return bad("", "a rule has five fields: action, who, related, consent, looked");
    Rule rule;
    rule.action = fields[0];
    const auto colon = fields[1].find(':');
    rule.roles = fields[1] == "anyone" ? "*" : fields[1].substr(0, colon);
    if (colon != std::string::npos) rule.duty = fields[1].substr(colon + 1);
    if (rule.roles != "*" && (rule.roles.empty() || rule.roles.find_first_not_of("PSMCE") != std::string::npos))
      return bad("who", "'" + fields[1] + "' is not a role; expected letters out of PSMCE, C:duty or anyone");
    if (!rule.duty.empty() && rule.roles != "C") return bad("who", "only a C has a duty");
    const auto* relation = std::ranges::find(relation_names, fields[2], &std::pair<std::string_view, Related>::first);
    if (relation == relation_names.end()) return bad("related", "'" + fields[2] + "' is not a relation");
    rule.related = relation->second;
    if (rule.roles == "*" && rule.related != Related::none)
      return bad("related", "someone signed out is related to nothing");
    rule.consent = fields[3] == "-" ? "" : fields[3];
    if (fields[4] != "yes" && fields[4] != "no") return bad("looked", "expected yes or no");
    rule.looked = fields[4] == "yes";
    out.push_back(std::move(rule));
  }
  return out;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> table = [] {
    auto read = read_rules(access_table_text, "access.table");
    ONEPOT_ASSERT(read.has_value());
    return *std::move(read);
  }();
  return table;
}

bool is_related(store::Session& session, const Actor& actor, Related related, const Subject& subject, Instant now) {
  using Kind = Subject::Kind;
  const std::int64_t id = subject.id;
  switch (related) {
    case Related::none:
      return true;
    case Related::same_place:
      if (subject.kind == Kind::nothing) return true;
      return store::door::place_of(session, static_cast<store::door::Kind>(subject.kind), id) == actor.place;
    case Related::self:
      return subject.kind == Kind::person && actor.person == PersonId{id};
    case Related::supports:
      return subject.kind == Kind::person &&
             store::door::has_relationship(session, actor.account, PersonId{id}, "supports", now);
    case Related::practitioner:
      return subject.kind == Kind::person &&
             store::door::has_relationship(session, actor.account, PersonId{id}, "practitioner", now);
    case Related::member:
      return subject.kind == Kind::club && actor.person &&
             store::door::is_member(session, ClubId{id}, *actor.person, now);
    case Related::works_for:
      return subject.kind == Kind::provider && actor.provider == ProviderId{id};
    case Related::provides:
      if (!actor.provider) return false;
      return subject.kind == Kind::agreement && store::door::provides(session, AgreementId{id}, *actor.provider);
    case Related::buys:
      if (!actor.person) return false;
      return subject.kind == Kind::agreement && store::door::buys(session, AgreementId{id}, *actor.person);
    case Related::addressed:
      return subject.kind == Kind::brief && actor.person &&
             store::door::is_behind_brief(session, BriefId{id}, *actor.person);
    case Related::permitted:
      return store::door::is_permitted(session, actor.account, actor.place, "extract", now);
  }
  return false;
}

Result<Grant> decide(store::Session& session, const std::optional<Actor>& actor, std::string_view action,
                     const Subject& subject, Instant now) {
  bool known = false;
  for (const Rule& rule : rules()) {
    if (rule.action != action) continue;
    known = true;
    if (!role_fits(rule, actor)) continue;
    if (rule.related != Related::none && !is_related(session, *actor, rule.related, subject, now)) continue;
    if (!rule.consent.empty() &&
        !(subject.kind == Subject::Kind::person &&
          store::door::has_consent(session, PersonId{subject.id}, actor->account, rule.consent, now)))
      continue;
    Grant grant;
    grant.action_ = std::string(action);
    grant.actor_ = actor;
    grant.subject_ = subject;
    grant.now_ = now;
    // A person's own look at their own record is not a look by somebody.
    grant.looked_ =
        rule.looked && !(actor && subject.kind == Subject::Kind::person && actor->person == PersonId{subject.id});
    return grant;
  }
  ONEPOT_ASSERT(known);  // an action that the table does not name is a fault of ours
  if (!actor) return refuse("signed-out", "Sign in first");
  return refuse("not-allowed", "You may not do this");
}

bool shows_refusals(std::string_view action) {
  return std::ranges::any_of(rules(), [&](const Rule& r) { return r.action == action && r.looked; });
}

void record_look(store::Session& session, const Actor& actor, std::string_view action, PersonId person,
                 std::string_view outcome, Instant now) {
  store::door::add_look(session, person, actor.account, action, outcome, now);
}

bool is_look_recorded(store::Session& session, const Actor& actor, std::string_view action, PersonId person,
                      std::string_view outcome, Instant now) {
  return store::door::looked_since(session, person, actor.account, action, outcome, now - std::chrono::minutes(15));
}

}  // namespace onepot::place
