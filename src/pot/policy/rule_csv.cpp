#include "onepot/pot/policy/rule_csv.h"

#include <charconv>

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

constexpr std::int64_t most_weeks = 520, most_days = 3650;

class RuleFields {
 public:
  RuleFields(const csv::Table& table, Refusals& refusals) : table_(table), refusals_(refusals) {}

  static std::string text(const csv::Record& r, std::size_t column) { return std::string(trim(csv::field(r, column))); }

  void refuse_at(const csv::Record& r, std::size_t column, std::string sentence) {
    refusals_.push_back({"bad-rule", std::move(sentence), csv::where(table_, r, column)});
  }
  template <class T>
  T or_refused(const csv::Record& r, std::size_t column, Result<T> read) {
    if (read) return *std::move(read);
    refuse_at(r, column, read.error().sentence);
    return {};
  }
  Rational weeks(const csv::Record& r, std::size_t column) {
    const std::string given = text(r, column);
    const auto read = parse_rational(given);
    if (read && Rational(0) <= *read && *read <= Rational(most_weeks)) return *read;
    refuse_at(
        r, column,
        fmt::format("'{}' is not a number of weeks; expected 0 to {}, such as 8, 6.5 or 13/2", given, most_weeks));
    return {};
  }
  std::int64_t whole(const csv::Record& r, std::size_t column, std::int64_t least, std::int64_t most,
                     std::string_view of) {
    const std::string given = text(r, column);
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), out);
    if (error == std::errc() && end == given.data() + given.size() && least <= out && out <= most) return out;
    refuse_at(r, column, fmt::format("'{}' is not a number of {}; expected {} to {}", given, of, least, most));
    return least;
  }
  template <class E>
  E one_of(const csv::Record& r, std::size_t column, std::initializer_list<E> known) {
    const std::string given = text(r, column);
    std::vector<std::string> words;
    for (const E e : known) {
      if (to_string(e) == given) return e;
      words.emplace_back(to_string(e));
    }
    refuse_at(r, column, fmt::format("'{}' is not known; expected one of {}", given, join(words, ", ")));
    return *known.begin();
  }
  /// funder, person, or shared:1/2 (the person's part).
  Rational savings(const csv::Record& r, std::size_t column) {
    const std::string given = text(r, column);
    if (given == "funder") return {};
    if (given == "person") return 1;
    if (given.starts_with("shared:"))
      if (const auto part = parse_rational(given.substr(7)); part && Rational(0) < *part && *part < Rational(1))
        return *part;
    refuse_at(r, column,
              fmt::format("'{}' does not say who keeps savings; expected funder, person, or shared: and the person's "
                          "part between 0 and 1, such as shared:1/2",
                          given));
    return {};
  }

 private:
  const csv::Table& table_;
  Refusals& refusals_;
};

bool overlap(const SavingsRule& a, const SavingsRule& b) {
  if (a.holding != b.holding || (a.until && *a.until < b.from) || (b.until && *b.until < a.from)) return false;
  if (a.streams.empty() != b.streams.empty()) return false;
  return a.streams.empty() || std::ranges::any_of(a.streams, [&](const std::string& s) {
           return std::ranges::find(b.streams, s) != b.streams.end();
         });
}

std::string savings_words(const Rational& share) {
  if (share == Rational(0)) return "funder";
  if (share == Rational(1)) return "person";
  return "shared:" + to_string(share);
}

}  // namespace

std::vector<SavingsRule> read_savings_rules(const csv::Table& table, Refusals& refusals,
                                            std::vector<std::string>& warnings) {
  csv::Columns c(table);
  const auto id = c.need("rule"), from = c.need("from"), until = c.need("until"), holding = c.need("holding"),
             streams = c.need("streams"), cap = c.need("cap_weeks"), keep = c.need("keep_weeks"),
             contingency = c.need("contingency_weeks"), redundancy = c.need("redundancy_weeks"),
             savings = c.need("savings"), contribution = c.need("contribution"), refund = c.need("refund"),
             payment = c.need("payment"), least = c.need("least"), notice = c.need("notice_days"),
             answer = c.need("answer_days"), after = c.need("after_answer_days"), basis = c.need("basis");
  if (const auto done = c.done(); !done) {
    refusals.push_back(done.error());
    return {};
  }
  for (auto& w : c.warnings()) warnings.push_back(std::move(w));
  RuleFields f(table, refusals);
  std::vector<SavingsRule> out;
  for (const auto& r : table.records) {
    SavingsRule rule;
    rule.id = f.text(r, id);
    if (rule.id.empty()) f.refuse_at(r, id, "this is empty; expected the name of the rule");
    rule.from = f.or_refused(r, from, parse_date(f.text(r, from)));
    if (!f.text(r, until).empty()) {
      rule.until = f.or_refused(r, until, parse_date(f.text(r, until)));
      if (*rule.until < rule.from) f.refuse_at(r, until, "the rule ends before it begins");
    }
    if (f.text(r, holding) != "*") {
      rule.holding = f.or_refused(r, holding, parse_holding(f.text(r, holding)));
      if (rule.holding == Holding::mixed)
        f.refuse_at(r, holding, "a mixed pot is held stream by stream; expected direct-payment, isf, notional or *");
    }
    if (f.text(r, streams) != "*") {
      rule.streams = list_of(f.text(r, streams));
      if (rule.streams.empty())
        f.refuse_at(r, streams, "no stream is named; expected codes joined by |, or * for all others");
    }
    rule.cap_weeks = f.weeks(r, cap);
    if (!f.text(r, keep).empty()) rule.keep_weeks = f.whole(r, keep, 1, most_weeks, "weeks");
    rule.contingency_weeks = f.weeks(r, contingency);
    rule.redundancy_weeks = f.weeks(r, redundancy);
    rule.person_share = f.savings(r, savings);
    rule.contribution = f.one_of(r, contribution, {Spent::first, Spent::last, Spent::pro_rata});
    rule.refund = f.one_of(r, refund, {Refund::person_first, Refund::funder_first, Refund::pro_rata});
    rule.payment = f.one_of(r, payment, {Payment::net, Payment::gross});
    rule.least = f.or_refused(r, least, parse_pence(f.text(r, least)));
    if (rule.least < Pence()) f.refuse_at(r, least, "this is below nought; expected 0.00 or more");
    rule.notice_days = f.whole(r, notice, 1, most_days, "days");
    rule.answer_days = f.whole(r, answer, 1, most_days, "days");
    rule.after_answer_days = f.whole(r, after, 1, most_days, "days");
    rule.basis = f.text(r, basis);
    if (rule.basis.empty()) f.refuse_at(r, basis, "this is empty; expected the law or policy that the rule stands on");
    for (const auto& other : out) {
      if (!overlap(rule, other)) continue;
      f.refuse_at(r, streams, fmt::format("the rule '{}' already speaks of the same money at the same time", other.id));
      break;
    }
    out.push_back(std::move(rule));
  }
  return out;
}

std::string write_savings_rules(std::span<const SavingsRule> rules) {
  std::string out = csv::line({"rule", "from", "until", "holding", "streams", "cap_weeks", "keep_weeks",
                               "contingency_weeks", "redundancy_weeks", "savings", "contribution", "refund", "payment",
                               "least", "notice_days", "answer_days", "after_answer_days", "basis"});
  for (const auto& r : rules)
    out += csv::line(
        {r.id, to_iso(r.from), r.until ? to_iso(*r.until) : "", r.holding ? std::string(to_string(*r.holding)) : "*",
         r.streams.empty() ? "*" : join(r.streams, "|"), to_string(r.cap_weeks),
         r.keep_weeks ? std::to_string(*r.keep_weeks) : "", to_string(r.contingency_weeks),
         to_string(r.redundancy_weeks), savings_words(r.person_share), std::string(to_string(r.contribution)),
         std::string(to_string(r.refund)), std::string(to_string(r.payment)), to_decimal(r.least),
         std::to_string(r.notice_days), std::to_string(r.answer_days), std::to_string(r.after_answer_days), r.basis});
  return out;
}

}  // namespace onepot::pot
