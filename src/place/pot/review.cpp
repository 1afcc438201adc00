#include "onepot/place/review.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/store/accounts.h"

namespace onepot::place {

extern const std::string_view review_rules_text;

namespace {

namespace reviews = store::review;
constexpr int review_rounds_shown = 10;
constexpr std::size_t review_words_longest = 2'000;

}  // namespace

const std::vector<pot::review::Rule>& review_rules() {
  static const std::vector<pot::review::Rule> rules = [] {
    const auto table = csv::parse(review_rules_text, "rules/review/ashdale-2026-27.csv");
    ONEPOT_ASSERT(table.has_value());
    Refusals refusals;
    std::vector<std::string> warnings;
    auto read = pot::review::read_rules(*table, refusals, warnings);
    ONEPOT_ASSERT(refusals.empty());
    return read;
  }();
  return rules;
}

Result<Reviewed> review_money(const Work& work) {
  work.only_for({"review-money"});
  const auto& rules = review_rules();
  std::int64_t weeks = 1;
  for (const auto& rule : rules) weeks = std::max(weeks, rule.weeks + 1);
  const auto all = reviews::pots(work.session, work.actor().place, work.today() - weeks * 7, work.now());
  std::vector<pot::review::Pot> pots;
  for (const auto& one : all) pots.push_back(one.pot);
  const auto found = pot::review::find(rules, pots, work.today());
  Reviewed out;
  out.pots = std::ssize(pots);
  reviews::Round round;
  round.ref = work.new_ref();
  round.on = work.today();
  round.pots = out.pots;
  round.found = std::ssize(found);
  const auto id = reviews::add_round(work.session, work.actor().place, round, work.actor().account, work.now());
  for (const auto& one : found) {
    reviews::Exception e;
    e.ref = work.new_ref();
    e.person = all[one.pot].id;
    e.rule = rules[one.rule].code;
    e.rule_words = rules[one.rule].words;
    e.legal_basis = rules[one.rule].legal_basis;
    e.shows = one.shows;
    e.answer_by = work.today() + rules[one.rule].answer_days;
    (reviews::add(work.session, id, e) ? out.found : out.open_before) += 1;
  }
  work.audit("review:" + round.ref, {}, fmt::format("{} pots, {} found", out.pots, out.found));
  return out;
}

ReviewDesk review_desk(const Work& work) {
  work.only_for({"review-money"});
  ReviewDesk desk;
  desk.rounds = reviews::rounds(work.session, work.actor().place, review_rounds_shown);
  for (auto& e : reviews::open(work.session, work.actor().place))
    if (e.open_to_reviewer(work.today()))
      desk.ready.push_back(std::move(e));
    else
      ++desk.with_the_person;
  return desk;
}

Result<void> close_exception(const Work& work, std::string_view ref, bool fine, std::string_view words) {
  work.only_for({"review-money"});
  const auto said = trim(words);
  if (said.empty()) return refuse("empty", "Say it in words: the person reads them.");
  if (said.size() > review_words_longest)
    return refuse("too-long", fmt::format("Keep it under {} characters.", review_words_longest));
  const auto e = reviews::by_ref(work.session, ref);
  const auto person = e ? store::accounts::person(work.session, e->person) : std::nullopt;
  if (!person || person->place != work.actor().place || !e->open_to_reviewer(work.today()) ||
      !reviews::close(work.session, e->id, fine ? "fine" : "talk", said, work.actor().account, work.now()))
    return refuse("taken", "This is closed, or with the person still.");
  work.audit("exception:" + e->ref, e->person, fine ? "fine" : "talk");
  return {};
}

OwnReview own_review(const Work& work) {
  work.only_for({"see-own", "change-own"});
  OwnReview out;
  const auto person = store::accounts::person(work.session, work.person());
  out.rounds = reviews::rounds(work.session, person->place, review_rounds_shown);
  out.exceptions = reviews::of_person(work.session, work.person());
  for (const auto& rule : review_rules())
    if (rule.from <= work.today() && work.today() <= rule.until) out.rules.push_back(rule);
  for (const auto& purpose : store::door::open_consents(work.session, work.person(), work.now()))
    out.consented = out.consented || purpose == "review";
  return out;
}

Result<void> answer_exception(const Work& work, std::string_view ref, std::string_view words) {
  work.only_for({"change-own"});
  const auto said = trim(words);
  if (said.empty()) return refuse("empty", "Say what you would like them to know.");
  if (said.size() > review_words_longest)
    return refuse("too-long", fmt::format("Keep it under {} characters.", review_words_longest));
  const auto e = reviews::by_ref(work.session, ref);
  if (!e || e->person != work.person() || !reviews::answer(work.session, e->id, said, work.now()))
    return refuse("taken", "This was answered or closed already.");
  work.audit("exception:" + e->ref, work.person(), "answered");
  return {};
}

Result<void> consent_to_review(const Work& work, bool yes) {
  work.only_for({"change-own"});
  if (yes)
    store::door::give_consent(work.session, work.person(), std::nullopt, "review", work.now());
  else
    store::door::withdraw_consent(work.session, work.person(), std::nullopt, "review", work.now());
  work.audit("consent:review", work.person(), yes ? "given" : "withdrawn");
  return {};
}

}  // namespace onepot::place
