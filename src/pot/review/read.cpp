#include <algorithm>
#include <charconv>
#include <map>

#include "onepot/base/text.h"
#include "onepot/pot/review.h"

namespace onepot::pot::review {
namespace {

constexpr std::pair<Kind, std::string_view> review_kinds[] = {
    {Kind::not_spent, "not-spent"},         {Kind::over_cap, "over-cap"},   {Kind::not_on_plan, "not-on-plan"},
    {Kind::large_payment, "large-payment"}, {Kind::overdrawn, "overdrawn"},
};
constexpr std::int64_t answer_days_least = 7, answer_days_most = 56;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}

/// Reads the fields of one record, keeping every refusal with its place.
class Fields {
 public:
  Fields(const csv::Table& table, const csv::Record& record, Refusals& refusals)
      : table_(table), record_(record), refusals_(refusals) {}
  std::string text(std::size_t column) const { return std::string(trim(csv::field(record_, column))); }
  void bad(std::size_t column, std::string code, std::string sentence) {
    good_ = false;
    refusals_.push_back({std::move(code), std::move(sentence), csv::where(table_, record_, column)});
  }
  std::string needed(std::size_t column, const char* sentence) {
    auto said = text(column);
    if (said.empty()) bad(column, "missing", sentence);
    return said;
  }
  Date date(std::size_t column) {
    const auto day = parse_date(text(column));
    if (!day) bad(column, day.error().code, day.error().sentence);
    return day.value_or(Date());
  }
  Pence pence(std::size_t column) {
    const auto amount = parse_pence(text(column));
    if (!amount) bad(column, amount.error().code, amount.error().sentence);
    return amount.value_or(Pence());
  }
  bool yes(std::size_t column) {
    const auto said = text(column);
    if (said != "yes" && said != "no") bad(column, "bad-yes", "'" + said + "' is neither yes nor no");
    return said == "yes";
  }
  bool good() const { return good_; }

 private:
  const csv::Table& table_;
  const csv::Record& record_;
  Refusals& refusals_;
  bool good_ = true;
};

}  // namespace

std::string_view to_string(Kind kind) {
  return std::ranges::find(review_kinds, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::vector<Rule> read_rules(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings) {
  csv::Columns columns(table);
  const auto code = columns.need("rule"), words = columns.need("words"), basis = columns.need("legal_basis"),
             from = columns.need("from"), until = columns.need("until"), kind = columns.need("kind"),
             weeks = columns.need("weeks"), amount = columns.need("amount"), shows = columns.need("shows"),
             by = columns.need("basis"), days = columns.need("answer_days");
  if (auto done = columns.done(); !done) {
    refusals.push_back(done.error());
    return {};
  }
  for (auto& warning : columns.warnings()) warnings.push_back(std::move(warning));
  std::vector<Rule> out;
  for (const auto& record : table.records) {
    Fields f(table, record, refusals);
    Rule rule;
    rule.code = f.needed(code, "a rule has a name of its own");
    rule.words = f.needed(words, "a rule says in plain words what it asks");
    rule.legal_basis = f.needed(basis, "a rule says on which law it stands");
    rule.from = f.date(from);
    rule.until = f.date(until);
    if (f.good() && rule.until < rule.from) f.bad(until, "bad-until", "a rule ends after it begins");
    const auto* found = std::ranges::find(review_kinds, f.text(kind), &std::pair<Kind, std::string_view>::second);
    if (found == std::end(review_kinds)) {
      f.bad(kind, "bad-kind", "expected not-spent, over-cap, not-on-plan, large-payment or overdrawn");
      continue;
    }
    rule.kind = found->first;
    rule.weeks = whole_number(f.text(weeks)).value_or(0);
    if (rule.kind != Kind::overdrawn && (rule.weeks < 1 || rule.weeks > 520))
      f.bad(weeks, "bad-weeks", "expected whole weeks, from 1 to 520");
    if (rule.kind == Kind::large_payment) {
      rule.amount = f.pence(amount);
      if (f.good() && rule.amount <= Pence()) f.bad(amount, "bad-amount", "expected pounds above nothing");
    }
    rule.shows = list_of(f.text(shows));
    const auto may = fields_of(rule.kind);
    for (const auto& name : rule.shows)
      if (std::ranges::find(may, name) == may.end()) {
        std::vector<std::string> names(may.begin(), may.end());
        f.bad(shows, "bad-shows",
              "'" + name + "' is not what this kind of rule shows; expected out of " + join(names, ", "));
      }
    const auto stands = f.text(by);
    if (stands != "law" && stands != "consent") f.bad(by, "bad-basis", "expected law or consent");
    rule.by_consent = stands == "consent";
    const auto answer = whole_number(f.text(days));
    if (!answer || *answer < answer_days_least || *answer > answer_days_most)
      f.bad(days, "bad-answer-days", "expected whole days, from 7 to 56: the person answers first");
    rule.answer_days = answer.value_or(0);
    if (f.good()) out.push_back(std::move(rule));
  }
  return out;
}

std::vector<Pot> read_pots(const csv::Table& pots, const csv::Table& payments, Refusals& refusals,
                           std::vector<std::string>& warnings) {
  csv::Columns c(pots), y(payments);
  const auto person = c.need("person"), opened = c.need("opened"), week = c.need("week"), balance = c.need("balance"),
             consent = c.need("consent");
  const auto who = y.need("person"), day = y.need("day"), amount = y.need("amount"), payee = y.need("payee"),
             on_plan = y.need("on_plan");
  const auto c_done = c.done(), y_done = y.done();
  if (!c_done) refusals.push_back(c_done.error());
  if (!y_done) refusals.push_back(y_done.error());
  if (!c_done || !y_done) return {};
  for (const auto* columns : {&c, &y})
    for (auto& warning : columns->warnings()) warnings.push_back(std::move(warning));
  std::vector<Pot> out;
  std::map<std::string, std::size_t> by_person;
  for (const auto& record : pots.records) {
    Fields f(pots, record, refusals);
    Pot pot;
    pot.person = f.needed(person, "a pot is somebody's");
    pot.opened = f.date(opened);
    pot.week = f.pence(week);
    pot.balance = f.pence(balance);
    pot.consented = f.yes(consent);
    if (!by_person.emplace(pot.person, out.size()).second) f.bad(person, "twice", "this person stands here twice");
    out.push_back(std::move(pot));
  }
  for (const auto& record : payments.records) {
    Fields f(payments, record, refusals);
    Payment p{f.date(day), f.pence(amount), f.text(payee), f.yes(on_plan)};
    if (f.good() && p.amount <= Pence()) f.bad(amount, "bad-amount", "expected pounds above nothing");
    const auto found = by_person.find(f.text(who));
    if (found == by_person.end())
      f.bad(who, "unknown-person", "'" + f.text(who) + "' has no pot in the other file");
    else if (f.good())
      out[found->second].payments.push_back(std::move(p));
  }
  return out;
}

}  // namespace onepot::pot::review
