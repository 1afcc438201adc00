#include "onepot/place/support_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../kept.h"
#include "onepot/base/text.h"
#include "onepot/buy/band.h"
#include "onepot/store/evaluations.h"
#include "onepot/store/marks.h"
#include "onepot/store/newness.h"

namespace onepot::place {
namespace support_told_detail {
namespace {

namespace told = store::support_told;

const std::vector<std::string> size_names = {"micro", "small", "medium", "large"};

std::size_t size_at(std::int64_t staff_hundredths) {
  return static_cast<std::size_t>(buy::band_of(staff_hundredths));
}

learn::Visit visit_of(const told::Came& c) {
  return {c.person, c.worker, c.day, fmt::format("{:02}:{:02}", c.start_minute / 60, c.start_minute % 60)};
}

std::optional<double> as_real(const std::optional<std::int64_t>& v) {
  if (!v) return std::nullopt;
  return static_cast<double>(*v);
}

learn::RatingSide side_of(const Work& work) {
  return work.grant.action() == "rate-support" ? learn::RatingSide::practitioner : learn::RatingSide::person;
}

/// What each stream joins up, of the four kinds.
std::vector<learn::Integration> tags_of(std::string_view stream) {
  using enum learn::Integration;
  if (stream == "nhs-phb") return {across_boundaries, around_the_person};
  if (stream == "own") return {around_the_person};
  return {of_resources, around_the_person};
}

}  // namespace
}  // namespace support_told_detail

using namespace support_told_detail;

learn::Continuity who_came(const Work& work) {
  work.only_for({"see-own"});
  std::vector<learn::Visit> visits;
  for (const auto& c : told::came_to(work.session, work.person(), work.today() - continuity_days, work.today()))
    visits.push_back(visit_of(c));
  return learn::continuity_of(visits);
}

namespace support_told_detail {
namespace {

Result<ContinuityBySize> continuity_of_all(const Work& work) {
  struct Mine {
    std::vector<learn::Visit> visits;
    std::map<std::string, int> providers;
    std::map<std::string, std::int64_t> staff;
  };
  std::map<std::string, Mine> people;
  std::vector<learn::Visit> all;
  for (const auto& c :
       told::came_to_all(work.session, work.actor().place, work.today() - continuity_days, work.today(), work.now())) {
    Mine& mine = people[c.person];
    mine.visits.push_back(visit_of(c));
    all.push_back(mine.visits.back());
    ++mine.providers[c.provider_ref];
    mine.staff[c.provider_ref] = c.staff_hundredths;
  }
  std::vector<learn::Observation> usual, workers;
  for (const auto& [person, mine] : people) {
    const auto most = std::ranges::max_element(mine.providers, {}, &std::pair<const std::string, int>::second);
    const auto c = learn::continuity_of(mine.visits);
    learn::Observation one{.person = person,
                           .provider = most->first,
                           .band = size_at(mine.staff.at(most->first)),
                           .respondent = "visits",
                           .score = c.usual_provider};
    usual.push_back(one);
    one.score = c.usual_provider ? std::optional(static_cast<double>(c.workers)) : std::nullopt;
    workers.push_back(one);
  }
  ContinuityBySize out;
  ONEPOT_TRY(out.usual, learn::compare_bands(usual, size_names));
  ONEPOT_TRY(out.workers, learn::compare_bands(workers, size_names));
  out.overall = learn::continuity(all).overall;
  return out;
}

Result<learn::FourTests> test_all(const Work& work, std::string_view respondent, double threshold, SupportBy by) {
  const auto names =
      by == SupportBy::size ? size_names : store::evaluations::provider_kinds(work.session, work.actor().place);
  std::vector<learn::TestAnswer> answers;
  std::set<std::string> providers;
  for (const auto& v : told::views(work.session, work.actor().place, respondent, work.today(), work.now())) {
    const double week = static_cast<double>(v.week.count()) / 100;
    const std::size_t band = by == SupportBy::size
                                 ? size_at(v.staff_hundredths)
                                 : static_cast<std::size_t>(std::ranges::find(names, v.provider_kind) - names.begin());
    if (band == names.size()) continue;  // a landlord gives no support
    answers.push_back({.person = v.person,
                       .provider = v.provider_ref,
                       .band = band,
                       .respondent = std::string(respondent),
                       .valued = as_real(v.valued),
                       .personalised = as_real(v.personalised),
                       .cost = week,
                       .effect = as_real(v.life),
                       .covariates = {static_cast<double>(age_on(v.born, work.today())),
                                      static_cast<double>(v.budget_week.count()) / 100, v.village ? 1.0 : 0.0}});
    providers.insert(v.provider_ref);
  }
  std::vector<learn::Innovation> innovations;
  for (const auto& n : store::newness::of_place(work.session, work.actor().place))
    for (const auto kind : learn::newnesses)
      if (learn::name_of(kind) == n.kind && providers.contains(n.provider_ref))
        innovations.push_back({n.provider_ref, kind, n.evidence});
  return learn::four_tests(answers, innovations, names, threshold);
}

}  // namespace
}  // namespace support_told_detail

Result<ContinuityBySize> continuity_by_size(const Work& work) {
  work.only_for({"see-evaluation"});
  static Kept<ContinuityBySize> kept(16);
  ONEPOT_TRY(
      const auto found,
      kept.get(fmt::format("{} {}", work.actor().place.value, work.today().number()),
               store::marks::of(work.session, {"agreement", "consent", "person", "provider", "visit", "visit_share"}),
               [&] { return continuity_of_all(work); }));
  return *found;
}

Result<learn::FourTests> four_tests(const Work& work, std::string_view respondent, double threshold, SupportBy by) {
  work.only_for({"see-evaluation"});
  static Kept<learn::FourTests> kept(16);
  ONEPOT_TRY(const auto found,
             kept.get(fmt::format("{} {} {} {} {}", work.actor().place.value, work.today().number(), respondent,
                                  threshold, by == SupportBy::size ? "size" : "model"),
                      store::marks::of(work.session, {"agreement", "agreement_share", "agreement_share_from", "area",
                                                      "consent", "innovation_evidence", "life_check", "person", "pot",
                                                      "pot_stream", "provider", "support_view"}),
                      [&] { return test_all(work, respondent, threshold, by); }));
  return *found;
}

std::vector<told::OwnProvider> my_providers(const Work& work) {
  work.only_for({"see-own", "change-own"});
  return told::own_providers(work.session, work.person(), work.today());
}

Result<void> say_of_support(const Work& work, std::string_view provider_ref, std::optional<std::int64_t> valued,
                            std::optional<std::int64_t> personalised) {
  work.only_for({"change-own"});
  const auto mine = told::own_providers(work.session, work.person(), work.today());
  const auto one = std::ranges::find(mine, provider_ref, &told::OwnProvider::ref);
  if (one == mine.end()) return refuse("provider", "Choose whose support it is", Where{{}, 0, "provider"});
  const auto good = [](const auto& v) { return !v || (*v >= 0 && *v <= 3); };
  if ((!valued && !personalised) || !good(valued) || !good(personalised))
    return refuse("empty", "Answer at least one question", Where{{}, 0, "valued"});
  told::add_view(work.session, work.person(), one->id, "person", valued, personalised, work.now());
  work.audit("provider:" + one->ref, work.person(), "said what they think of the support");
  return {};
}

std::vector<RoundSeen> rating_rounds(const Work& work) {
  work.only_for({"see-own", "change-own", "rate-support"});
  const auto side = side_of(work);
  std::vector<RoundSeen> out;
  for (const auto& r : told::rounds(work.session, work.person()))
    out.push_back({r.ratings.id, r.practitioner, r.opened, learn::seen_by(r.ratings, side),
                   side == learn::RatingSide::person || r.practitioner_id == work.actor().account});
  return out;
}

Result<void> open_round(const Work& work) {
  work.only_for({"change-own", "rate-support"});
  const auto practitioner = side_of(work) == learn::RatingSide::practitioner
                                ? std::optional(work.actor().account)
                                : told::practitioner_of(work.session, work.person(), work.now());
  if (!practitioner) return refuse("no-practitioner", "Nobody works with you who could answer");
  const std::string ref = work.new_ref();
  if (!told::open_round(work.session, work.person(), *practitioner, ref, work.now()))
    return refuse("taken", "There is an open one already");
  work.audit("rating:" + ref, work.person(), "opened");
  return {};
}

Result<void> give_ratings(const Work& work, std::string_view round_ref, const learn::Ratings& ratings) {
  work.only_for({"change-own", "rate-support"});
  const auto all = told::rounds(work.session, work.person());
  const auto found = std::ranges::find_if(all, [&](const told::Round& r) { return r.ratings.id == round_ref; });
  if (found == all.end()) return refuse("gone", "There is no such round");
  const auto side = side_of(work);
  if (side == learn::RatingSide::practitioner && found->practitioner_id != work.actor().account)
    return refuse("not-yours", "It is asked of somebody else");
  auto round = found->ratings;
  if (const auto given = learn::give(round, side, ratings, work.now()); !given)
    return given.error().code == "already-given" ? refuse("taken", given.error().sentence) : given;
  if (!told::give_ratings(work.session, round_ref, side, ratings, work.now()))
    return refuse("taken", "It is given already");
  work.audit("rating:" + std::string(round_ref), work.person(), learn::name_of(side));
  return {};
}

learn::GapReport rating_gap(const Work& work) {
  work.only_for({"see-evaluation"});
  return learn::rating_gap(told::all_rounds(work.session, work.actor().place, work.now()));
}

std::vector<told::Diagnostic> diagnostics(const Work& work) {
  work.only_for({"see-evaluation"});
  return told::diagnostics(work.session, work.actor().place);
}

Result<std::string> add_diagnostic(const Work& work, std::string_view subject, std::vector<learn::Seen> seen) {
  work.only_for({"diagnose"});
  if (trim(subject).empty()) return refuse("subject", "Say which support it is about", Where{{}, 0, "subject"});
  if (seen.empty()) return refuse("none", "Count at least one sign", Where{{}, 0, "subject"});
  ONEPOT_CHECK(learn::diagnose(seen));
  told::Diagnostic one{work.new_ref(), std::string(trim(subject)), {}, {}, std::move(seen)};
  told::add_diagnostic(work.session, work.actor().place, work.actor().account, one, work.now());
  work.audit("diagnostic:" + one.ref);
  return one.ref;
}

std::optional<learn::RateAndTotal> my_line(const Work& work) {
  work.only_for({"see-own"});
  std::vector<learn::Measured> measured;
  for (const auto& [day, score] : told::life_line(work.session, work.person()))
    measured.push_back({day, static_cast<double>(score)});
  auto out = learn::rate_and_total(measured, std::nullopt);
  return out ? std::optional(*std::move(out)) : std::nullopt;
}

std::optional<learn::MoneyRateAndTotal> my_money_line(const Work& work) {
  work.only_for({"see-own"});
  std::vector<learn::WeeklyCost> costs;
  std::optional<Date> first;
  for (const auto& s : told::stream_weeks(work.session, work.person())) {
    costs.push_back({s.name, tags_of(s.code), s.from, s.until, s.week});
    if (!first || s.from < *first) first = s.from;
  }
  if (!first || *first > work.today()) return std::nullopt;
  auto out = learn::money_rate_and_total(costs, Period{*first, work.today()});
  return out ? std::optional(*std::move(out)) : std::nullopt;
}

}  // namespace onepot::place
