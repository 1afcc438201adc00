#include "onepot/place/draw_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/place/pots.h"
#include "onepot/place/rules.h"

namespace onepot::place {
namespace {

namespace rules = store::draw_rules;
constexpr std::size_t longest_name = 80, longest_script = 20'000;

/// A rule that is dated was read before; one that can no longer be read counts as none, and the lawful draw is taken.
std::optional<pot::numscript::Program> program_of(const std::optional<rules::Rule>& rule) {
  if (!rule) return std::nullopt;
  auto read = pot::numscript::parse(rule->script, rule->name);
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

std::vector<std::string> order_of(const pot::numscript::Program* program, const std::vector<std::string>& streams,
                                  Date day) {
  std::vector<pot::Purse> purses;
  for (const auto& code : streams) purses.push_back({{code, {"*"}, {}, {}}, Pence(1)});
  const Pence all(static_cast<std::int64_t>(streams.size()));
  if (program == nullptr || streams.empty()) return {};
  std::vector<std::string> out;
  const auto draw = pot::draw_by_rule(*program, all, "support", day, purses);
  if (draw)
    for (const auto& drawn : draw->drawn) out.push_back(drawn.stream);
  return out;
}

std::vector<std::string> all_known_streams() {
  std::vector<std::string> out;
  for (const auto& kind : pot::known_streams()) out.emplace_back(kind.code);
  return out;
}

tl::unexpected<Refusal> rule_field(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

std::vector<std::int64_t> weights_of(const std::vector<store::agreements::Share>& shares) {
  std::vector<std::int64_t> out;
  for (const auto& share : shares) out.push_back(share.week.count());
  return out;
}

}  // namespace

Result<std::vector<pot::Drawn>> draw_for(store::Session& session, PersonId person, Pence amount,
                                         std::string_view purpose, Date day, Date today, Rules about_spending) {
  const auto program = program_of(rules::in_force_for(session, person, day));
  if (!program) return draw_from_pot(session, person, amount, purpose, day, today, about_spending);
  const auto view = pot_view(session, person, today);
  auto purses = view ? place::purses(*view) : std::vector<pot::Purse>();
  if (about_spending == Rules::asked) purses = under_rules(session, person, std::move(purses), purpose, today).purses;
  ONEPOT_TRY(auto drawn, pot::draw_by_rule(*program, amount, purpose, day, purses));
  return std::move(drawn.drawn);
}

std::vector<std::string> draw_order_for(store::Session& session, PersonId person, Date day,
                                        const std::vector<std::string>& streams) {
  const auto program = program_of(rules::in_force_for(session, person, day));
  return order_of(program ? &*program : nullptr, streams, day);
}

std::optional<PlaceOrder> draw_order_of_place(store::Session& session, PlaceId place, Date day) {
  const auto rule = rules::in_force(session, place, day);
  const auto program = program_of(rule);
  if (!program) return std::nullopt;
  return PlaceOrder{rule->name, order_of(&*program, all_known_streams(), day)};
}

std::vector<rules::Rule> draw_rules(const Work& work) {
  work.only_for({"see-finance", "change-rules"});
  return rules::all(work.session, work.actor().place);
}

Result<TriedRule> try_draw_rule(const Work& work, std::string_view script, Pence amount, std::string_view purpose,
                                const std::vector<pot::Purse>& purses) {
  work.only_for({"see-finance", "change-rules"});
  ONEPOT_TRY(const auto program, pot::read_draw_rule(script, "rule"));
  TriedRule out;
  ONEPOT_TRY(out.draw, pot::draw_by_rule(program, amount, purpose, work.today(), purses));
  out.order = order_of(&program, all_known_streams(), work.today());
  return out;
}

Result<void> date_draw_rule(const Work& work, const NewDrawRule& asked) {
  work.only_for({"change-rules"});
  const std::string name(trim(asked.name));
  if (name.empty()) return rule_field("name", "empty", "Give the rule a name.");
  if (name.size() > longest_name)
    return rule_field("name", "too-long", fmt::format("Keep the name under {} characters.", longest_name));
  if (asked.script.size() > longest_script)
    return rule_field("script", "too-long", fmt::format("Keep the rule under {} characters.", longest_script));
  if (const auto read = pot::read_draw_rule(asked.script, "rule"); !read)
    return rule_field("script", "not-a-rule", read.error().text());
  if (!asked.remainder) return rule_field("remainder", "no-choice", "Choose where odd pennies fall.");
  if (!asked.from || *asked.from <= work.today())
    return rule_field("from", "too-early", "A rule begins tomorrow at the earliest.");
  const rules::Rule rule{work.new_ref(), name, asked.script, std::string(pot::to_string(*asked.remainder)),
                         *asked.from,    {}};
  if (!rules::add(work.session, work.actor().place, rule, work.actor().account, work.now()))
    return rule_field("from", "taken", "Another rule begins on that day already.");
  work.audit("draw-rule:" + rule.ref, {}, to_iso(rule.from));
  return {};
}

Result<std::vector<Pence>> share_visit(const Work& work, const store::agreements::Agreement& agreement,
                                       const std::vector<store::agreements::Share>& shares, VisitId visit, Pence amount,
                                       Date day) {
  if (shares.empty()) return refuse("no-shares", "the agreement says nobody's share; somebody must pay");
  const auto dated = rules::in_force_for(work.session, shares.front().person, day);
  const auto rule = dated ? *pot::parse_remainder(dated->remainder) : pot::Remainder::largest;
  const auto before = rules::carried(work.session, agreement.id);
  std::vector<std::int64_t> carried;
  for (const auto& share : shares) {
    const auto found = before.find(share.person);
    carried.push_back(found == before.end() ? 0 : found->second);
  }
  ONEPOT_TRY(auto split, pot::split_bill(rule, amount, weights_of(shares), carried));
  rules::set_remainder_of_visit(work.session, visit, pot::to_string(rule));
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (split.carried[i] != carried[i])
      rules::set_carried(work.session, agreement.id, shares[i].person, split.carried[i]);
  return std::move(split.parts);
}

void unshare_visit(const Work& work, const store::agreements::Agreement& agreement,
                   const std::vector<store::agreements::Share>& shares, VisitId visit) {
  const auto shared = rules::shared_visit(work.session, visit);
  if (shared.remainder != pot::to_string(pot::Remainder::carried) || shared.pence == Pence()) return;
  const auto before = rules::carried(work.session, agreement.id);
  std::vector<std::int64_t> carried;
  std::vector<Pence> parts;
  for (const auto& share : shares) {
    const auto found = before.find(share.person);
    const auto part = shared.parts.find(share.person);
    carried.push_back(found == before.end() ? 0 : found->second);
    parts.push_back(part == shared.parts.end() ? Pence() : part->second);
  }
  const auto after = pot::without_bill(shared.pence, weights_of(shares), parts, carried);
  for (std::size_t i = 0; i < shares.size(); ++i)
    rules::set_carried(work.session, agreement.id, shares[i].person, after[i]);
}

}  // namespace onepot::place
