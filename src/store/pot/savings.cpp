#include "onepot/store/pot/savings.h"

#include "onepot/base/text.h"

namespace onepot::store::savings {
namespace {

/// What was written was checked before it was: anything else is a fault of ours.
template <class T>
T known(const Result<T>& read) {
  ONEPOT_ASSERT(read.has_value());
  return *read;
}

template <class E>
E word_of(std::string_view text, std::initializer_list<E> all) {
  for (const E e : all)
    if (pot::to_string(e) == text) return e;
  ONEPOT_ASSERT(false);
  return *all.begin();
}

}  // namespace

std::vector<StatedRule> rules(Session& session, PlaceId place) {
  using pot::Refund, pot::Spent;
  std::vector<StatedRule> out;
  for (const auto row : session.query(
           "SELECT id, name, from_date, until_date, holding, streams, cap_weeks, keep_weeks, contingency_weeks, "
           "redundancy_weeks, person_share, contribution, refund, payment, least_pence, notice_days, answer_days, "
           "after_answer_days, basis, stated_at FROM savings_rule WHERE place_id = :place ORDER BY id",
           {{"place", place}})) {
    StatedRule& s = out.emplace_back();
    s.id = row.integer(0);
    s.rule.id = row.text(1);
    s.rule.from = row.date(2);
    s.rule.until = row.maybe_date(3);
    if (!row.view(4).empty()) s.rule.holding = known(pot::parse_holding(row.view(4)));
    s.rule.streams = list_of(row.view(5));
    s.rule.cap_weeks = known(parse_rational(row.view(6)));
    s.rule.keep_weeks = row.maybe_integer(7);
    s.rule.contingency_weeks = known(parse_rational(row.view(8)));
    s.rule.redundancy_weeks = known(parse_rational(row.view(9)));
    s.rule.person_share = known(parse_rational(row.view(10)));
    s.rule.contribution = word_of(row.view(11), {Spent::first, Spent::last, Spent::pro_rata});
    s.rule.refund = word_of(row.view(12), {Refund::person_first, Refund::funder_first, Refund::pro_rata});
    s.rule.payment = known(pot::parse_payment(row.view(13)));
    s.rule.least = row.pence(14);
    s.rule.notice_days = row.integer(15);
    s.rule.answer_days = row.integer(16);
    s.rule.after_answer_days = row.integer(17);
    s.rule.basis = row.text(18);
    s.stated_at = row.instant(19);
  }
  return out;
}

std::vector<pot::SavingsRule> plain(const std::vector<StatedRule>& stated) {
  std::vector<pot::SavingsRule> out;
  for (const auto& s : stated) out.push_back(s.rule);
  return out;
}

void state(Session& session, PlaceId place, const pot::SavingsRule& r, std::optional<AccountId> by, Instant now) {
  const std::string cap = to_string(r.cap_weeks), contingency = to_string(r.contingency_weeks),
                    redundancy = to_string(r.redundancy_weeks), share = to_string(r.person_share),
                    streams = join(r.streams, "|");
  session.run(
      "INSERT INTO savings_rule (place_id, name, from_date, until_date, holding, streams, cap_weeks, keep_weeks, "
      "contingency_weeks, redundancy_weeks, person_share, contribution, refund, payment, least_pence, notice_days, "
      "answer_days, after_answer_days, basis, stated_by, stated_at) VALUES (:place, :name, :from, :until, :holding, "
      ":streams, :cap, :keep, :contingency, :redundancy, :share, :contribution, :refund, :payment, :least, :notice, "
      ":answer, :after, :basis, :by, :now)",
      {{"place", place},
       {"name", r.id},
       {"from", r.from},
       {"until", r.until},
       {"holding", r.holding ? pot::to_string(*r.holding) : std::string_view()},
       {"streams", streams},
       {"cap", cap},
       {"keep", r.keep_weeks},
       {"contingency", contingency},
       {"redundancy", redundancy},
       {"share", share},
       {"contribution", pot::to_string(r.contribution)},
       {"refund", pot::to_string(r.refund)},
       {"payment", pot::to_string(r.payment)},
       {"least", r.least},
       {"notice", r.notice_days},
       {"answer", r.answer_days},
       {"after", r.after_answer_days},
       {"basis", r.basis},
       {"by", by},
       {"now", now}});
}

void end(Session& session, std::int64_t rule, Date until) {
  session.run("UPDATE savings_rule SET until_date = :until WHERE id = :rule", {{"until", until}, {"rule", rule}});
}

}  // namespace onepot::store::savings
