#include "onepot/place/pot/clawback.h"

#include <fmt/format.h>

#include "../kept.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/place/pots.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"
#include "onepot/store/marks.h"
#include "onepot/store/needs.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pot/savings.h"
#include "pot_money.h"

namespace onepot::place {
namespace {

namespace rows = store::clawback;

constexpr std::string_view persons_own = "own";
constexpr std::size_t longest_reason = 4'000;

/// The least that stood in each stream of a pot on any day since `since`: from what stands now, backwards.
std::map<std::string, Pence> least_since(store::Session& session, const PotView& view, Date since) {
  std::map<std::string, Pence> now, least;
  for (const auto& s : view.by_stream) now[s.code] = least[s.code] = s.balance;
  store::ledger::each_of_person(session, view.person_ref, [&](const pot::Transfer& t) {
    if (t.booked < since) return false;
    if (t.stage != pot::Stage::move && t.stage != pot::Stage::post) return true;
    const std::string mine = pot::pot_account(view.person_ref, t.stream);
    if (t.to == mine) now[t.stream] -= t.amount;
    if (t.from == mine) now[t.stream] += t.amount;
    least[t.stream] = std::min(least[t.stream], now[t.stream]);
    return true;
  });
  return least;
}

pot::PotStanding standing(store::Session& session, const PotView& view, PersonId person,
                          std::span<const pot::SavingsRule> rules, Date today) {
  pot::PotStanding out{.day = today, .employs = store::conditions::employs(session, person)};
  std::optional<std::int64_t> weeks;
  for (std::size_t i = 0; i < view.pot.streams.size(); ++i) {
    const auto& stream = view.pot.streams[i];
    const auto* version = store::conditions::latest(view.versions, stream.code, today);
    pot::StreamStanding s;
    s.stream = stream.code;
    s.own = stream.code == persons_own;
    s.holding = version ? version->terms.holding : pot::Holding::notional;
    // The budget, with what the person pays of it: they live on all of it. Money that has ended keeps its last week.
    s.week = version ? version->terms.week : stream.week;
    s.balance = view.by_stream[i].balance;
    s.committed = view.by_stream[i].committed;
    if (const auto* rule = pot::rule_for(rules, s.holding, s.stream, today); rule && rule->keep_weeks)
      weeks = std::max(weeks.value_or(0), *rule->keep_weeks);
    out.streams.push_back(std::move(s));
  }
  if (weeks) {
    const auto least = least_since(session, view, today - *weeks * 7);
    for (auto& s : out.streams)
      if (const auto found = least.find(s.stream); found != least.end()) s.stood = found->second;
  }
  for (auto& aside : store::conditions::set_aside(session, person))
    out.set_aside.push_back({std::move(aside.words), aside.pence});
  return out;
}

std::vector<OverRule> assess_person(store::Session& session, PersonId person,
                                    const std::vector<store::savings::StatedRule>& stated, Date today) {
  const auto view = pot_money(session, person, today);
  if (!view) return {};
  const auto rules = store::savings::plain(stated);
  const auto who = store::accounts::person(session, person);
  std::vector<OverRule> out;
  for (auto& a : pot::assess(rules, standing(session, *view, person, rules, today))) {
    if (!a.rule) continue;
    const auto at = static_cast<std::size_t>(a.rule - rules.data());
    OverRule over{person, who->ref, who->known_as, stated[at].id, a.rule->id, std::move(a), {}};
    over.deadline = today + stated[at].rule.notice_days;
    over.assessed.rule = nullptr;  // it points into what ends here
    out.push_back(std::move(over));
  }
  return out;
}

bool has_open(const std::vector<rows::Clawback>& all, std::int64_t rule) {
  return std::ranges::any_of(all, [&](const rows::Clawback& k) { return k.open() && k.rule == rule; });
}

std::string workings_of(const OverRule& over) {
  const auto& a = over.assessed;
  json::object out;
  out["rule"] = over.rule_name;
  const std::initializer_list<std::pair<const char*, Pence>> figures = {{"week", a.week},
                                                                        {"balance", a.balance},
                                                                        {"committed", a.committed},
                                                                        {"free", a.free},
                                                                        {"cap", a.cap},
                                                                        {"contingency", a.contingency},
                                                                        {"redundancy", a.redundancy},
                                                                        {"set_aside", a.set_aside},
                                                                        {"over", a.over},
                                                                        {"stood", a.stood},
                                                                        {"surplus", a.surplus},
                                                                        {"kept", a.kept},
                                                                        {"returned", a.returned},
                                                                        {"refunded", a.refunded}};
  for (const auto& [name, amount] : figures) out[name] = to_decimal(amount);
  return boost::json::serialize(out);
}

Result<void> notice_one(const Work& work, const OverRule& over) {
  rows::New k;
  k.ref = work.new_ref();
  k.place = work.actor().place;
  k.person = over.person;
  k.worked_out_on = work.today();
  k.rule = over.rule;
  k.workings = workings_of(over);
  k.pence = over.assessed.returned + over.assessed.refunded;
  k.deadline = over.deadline;
  k.by = work.actor().account;
  const std::int64_t id = rows::add(work.session, k, work.now());
  if (id == 0) return refuse("taken", "Somebody gave this notice meanwhile.");
  for (const auto& part : over.assessed.parts) {
    pot::Transfer reserve;
    reserve.id = fmt::format("clawback:{}:{}", k.ref, part.stream);
    reserve.booked = reserve.effective = work.today();
    reserve.from = pot::pot_account(over.person_ref, part.stream);
    reserve.to = pot::funder_account(part.stream);
    reserve.amount = part.amount;
    reserve.stream = part.stream;
    reserve.purpose = "clawback";
    reserve.stage = pot::Stage::reserve;
    reserve.note = fmt::format("notice {}", k.ref);
    ONEPOT_CHECK(store::ledger::post(work.session, reserve));
    rows::add_part(work.session, id, store::needs::stream(work.session, part.stream), part.own, part.amount,
                   reserve.id);
  }
  work.audit("clawback:" + k.ref, over.person, "notice given");
  return {};
}

/// Pays out or releases what was reserved.
Result<void> settle_parts(const Work& work, const rows::Clawback& k, pot::Stage stage) {
  for (const auto& part : rows::parts(work.session, k.id)) {
    pot::Transfer t;
    t.id = fmt::format("{}/{}", part.transfer_id, pot::to_string(stage));
    t.booked = t.effective = work.today();
    t.stage = stage;
    t.reservation = part.transfer_id;
    if (stage == pot::Stage::post) {
      t.amount = part.pence;
      t.purpose = "clawback";
    }
    t.note = fmt::format("notice {}", k.ref);
    ONEPOT_CHECK(store::ledger::post(work.session, t));
  }
  return {};
}

tl::unexpected<Refusal> no_such_clawback() {
  return refuse("no-clawback", "There is no such notice.");
}

tl::unexpected<Refusal> moved_on() {
  return refuse("taken", "This has moved on meanwhile. Look at it again.");
}

Result<std::string> reasons_of(std::string_view text, const char* empty) {
  const auto said = trim(text);
  if (said.empty()) return refuse("empty", empty, Where{"", 0, "words"});
  if (said.size() > longest_reason)
    return refuse("empty", fmt::format("Keep it under {} characters.", longest_reason), Where{"", 0, "words"});
  return std::string(said);
}

}  // namespace

namespace {

std::vector<OverRule> look_at_every_pot(const Work& work) {
  const auto stated = store::savings::rules(work.session, work.actor().place);
  std::vector<OverRule> out;
  if (stated.empty()) return out;
  std::map<std::int64_t, std::vector<rows::Clawback>> open;
  for (auto& k : rows::of_place(work.session, work.actor().place, std::numeric_limits<std::int32_t>::max()))
    if (k.open()) open[k.person.value].push_back(std::move(k));
  for (const PersonId person : rows::people_with_pots(work.session, work.actor().place))
    for (auto& over : assess_person(work.session, person, stated, work.today()))
      if (!over.assessed.parts.empty() && !has_open(open[person.value], over.rule)) out.push_back(std::move(over));
  // The largest first: what is looked at first is what matters most.
  std::ranges::sort(out, std::less<>(), [](const OverRule& o) {
    return std::tuple(-(o.assessed.returned + o.assessed.refunded).count(), o.person.value, o.rule);
  });
  return out;
}

}  // namespace

std::shared_ptr<const std::vector<OverRule>> over_the_rule(const Work& work) {
  work.only_for({"see-finance", "give-notice"});
  static Kept<std::vector<OverRule>> kept(16);
  auto mark = store::marks::of(work.session, {"clawback", "person", "pot", "pot_conditions", "pot_set_aside",
                                              "pot_stream", "provider", "savings_rule", "stream"});
  if (mark) *mark += store::ledger::last_hash(work.session);
  return kept
      .get(fmt::format("{} {}", work.actor().place.value, work.today().number()), mark,
           [&] { return Result<std::vector<OverRule>>(look_at_every_pot(work)); })
      .value();
}

std::vector<OverRule> own_standing(const Work& work) {
  work.only_for({"see-own", "change-own"});
  return assess_person(work.session, work.person(), store::savings::rules(work.session, work.actor().place),
                       work.today());
}

Result<Noticed> give_notice(const Work& work, const std::vector<std::string>& person_refs) {
  work.only_for({"give-notice"});
  if (person_refs.empty()) return refuse("nobody", "Choose who is to be given notice.");
  const auto over = over_the_rule(work);
  Noticed done;
  for (const auto& ref : person_refs) {
    bool found = false;
    for (const auto& one : *over) {
      if (one.person_ref != ref) continue;
      found = true;
      ONEPOT_CHECK(notice_one(work, one));
      done.total += one.assessed.returned + one.assessed.refunded;
    }
    if (!found) return refuse("taken", "One of these pots is not over the rule any more, or has its notice already.");
    ++done.people;
  }
  return done;
}

Result<void> challenge(const Work& work, std::string_view ref, std::string_view words) {
  work.only_for({"change-own", "challenge-return"});
  const auto k = rows::by_ref(work.session, work.actor().place, ref);
  if (!k || k->person != work.person()) return no_such_clawback();
  ONEPOT_TRY(const auto said, reasons_of(words, "Say why you think it is wrong."));
  if (k->status != "noticed" || !k->challenge.empty()) return moved_on();
  if (work.today() > k->deadline) return refuse("too-late", "The day until which this could be challenged is past.");
  if (!rows::challenge(work.session, k->id, said, work.actor().account, k->deadline - work.today(), work.now()))
    return moved_on();
  work.audit(fmt::format("clawback:{}", ref), work.person(), "challenged");
  return {};
}

Result<void> answer_challenge(const Work& work, std::string_view ref, const ChallengeAnswer& answer) {
  work.only_for({"answer-challenge"});
  const auto k = rows::by_ref(work.session, work.actor().place, ref);
  if (!k) return no_such_clawback();
  if (k->raised_by == work.actor().account)
    return refuse("same-person", "Somebody else than who gave the notice has to answer this.");
  ONEPOT_TRY(const auto reasons, reasons_of(answer.reasons, "Give the reasons. The person reads them."));
  if (k->status != "challenged") return moved_on();
  if (answer.upheld) {
    if (answer.set_aside < Pence() || answer.set_aside > k->pence)
      return refuse("bad-amount", "What is set aside is between nothing and what was asked for.",
                    Where{"", 0, "aside"});
    if (answer.set_aside > Pence() && trim(answer.set_aside_for).empty())
      return refuse("empty", "Say what it is set aside for.", Where{"", 0, "aside-for"});
    if (!rows::uphold(work.session, k->id, reasons, work.actor().account, work.now())) return moved_on();
    ONEPOT_CHECK(settle_parts(work, *k, pot::Stage::release));
    if (answer.set_aside > Pence())
      store::conditions::add_set_aside(work.session, k->person, trim(answer.set_aside_for), answer.set_aside,
                                       work.actor().account, work.now());
  } else {
    // The clock goes on from where it stopped, with no fewer days than the rule says.
    std::int64_t days = k->days_left.value_or(0);
    for (const auto& stated : store::savings::rules(work.session, work.actor().place))
      if (stated.id == k->rule) days = std::max(days, stated.rule.after_answer_days);
    if (!rows::refuse_challenge(work.session, k->id, reasons, work.actor().account, work.today() + days, work.now()))
      return moved_on();
  }
  work.audit(fmt::format("clawback:{}", ref), k->person, answer.upheld ? "challenge upheld" : "challenge refused");
  return {};
}

Result<void> withdraw_notice(const Work& work, std::string_view ref, std::string_view reasons) {
  work.only_for({"give-notice"});
  const auto k = rows::by_ref(work.session, work.actor().place, ref);
  if (!k) return no_such_clawback();
  ONEPOT_TRY(const auto said, reasons_of(reasons, "Give the reasons. The person reads them."));
  if (!rows::withdraw(work.session, k->id, said, work.actor().account, work.now())) return moved_on();
  ONEPOT_CHECK(settle_parts(work, *k, pot::Stage::release));
  work.audit(fmt::format("clawback:{}", ref), k->person, "notice withdrawn");
  return {};
}

Result<Noticed> return_due(const Work& work) {
  work.only_for({"give-notice"});
  Noticed done;
  for (const auto& k : rows::due(work.session, work.actor().place, work.today())) {
    if (!rows::set_returned(work.session, k.id, work.today(), work.now())) continue;
    ONEPOT_CHECK(settle_parts(work, k, pot::Stage::post));
    ++done.people;
    done.total += k.pence;
    work.audit("clawback:" + k.ref, k.person, "returned");
  }
  return done;
}

}  // namespace onepot::place
