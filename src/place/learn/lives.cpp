#include "onepot/place/lives.h"

#include <algorithm>

#include "../kept.h"
#include "onepot/base/text.h"
#include "onepot/buy/band.h"
#include "onepot/store/marks.h"

namespace onepot::place {

std::vector<store::lives::LifeCheck> my_life(const Work& work) {
  work.only_for({"see-own"});
  return store::lives::checks(work.session, work.person(), 10);
}

Result<void> say_how_life_is(const Work& work, const learn::LifeAnswers& answers, std::string_view words,
                             bool share_words) {
  work.only_for({"change-own"});
  std::vector<store::lives::Answer> given;
  for (std::size_t i = 0; i < answers.size(); ++i)
    if (answers[i]) given.push_back({learn::life_areas[i], *answers[i]});
  const std::string said(trim(words));
  if (given.empty() && said.empty()) return refuse("empty", "Answer at least one question, or say something in words");
  const auto scored = learn::life_score(answers);
  const bool tell = share_words && !said.empty();
  store::lives::add_check(work.session, work.person(), "person", given,
                          scored.score ? std::optional<std::int64_t>(*scored.score) : std::nullopt, said, tell,
                          work.now());
  if (tell) {
    const auto open = store::door::open_consents(work.session, work.person(), work.now());
    if (std::ranges::find(open, "story") == open.end())
      store::door::give_consent(work.session, work.person(), std::nullopt, "story", work.now());
    store::lives::add_story(work.session, work.person(), work.new_ref(), said, work.now());
  }
  work.audit("life", work.person(), tell ? "said, story shared" : "said");
  return {};
}

namespace lives_detail {
namespace {

void consent_to(const Work& work, const char* purpose) {
  const auto open = store::door::open_consents(work.session, work.person(), work.now());
  if (std::ranges::find(open, purpose) == open.end())
    store::door::give_consent(work.session, work.person(), std::nullopt, purpose, work.now());
}

}  // namespace
}  // namespace lives_detail

const std::vector<std::string>& life_event_kinds() {
  static const std::vector<std::string> kinds = {"tenancy", "job",           "course",  "volunteering",
                                                 "friend",  "getting-about", "wedding", "other"};
  return kinds;
}

std::vector<store::lives::LifeEvent> my_events(const Work& work) {
  work.only_for({"see-own", "change-own"});
  return store::lives::own_events(work.session, work.person());
}

Result<void> tell_event(const Work& work, store::lives::LifeEvent event) {
  work.only_for({"change-own"});
  if (std::ranges::find(life_event_kinds(), event.kind) == life_event_kinds().end())
    return refuse("kind", "Choose what it is", Where{{}, 0, "kind"});
  if (event.day > work.today() || event.day < work.today() - 130 * 366)
    return refuse("day", "Say on which day it was", Where{{}, 0, "day"});
  event.words = std::string(trim(event.words));
  if (event.words.size() > 2000) return refuse("long", "Say it in fewer words", Where{{}, 0, "words"});
  event.share_words = event.share_words && !event.words.empty();
  if (event.may_count) lives_detail::consent_to(work, "evaluation");
  if (event.share_words) lives_detail::consent_to(work, "story");
  event.ref = work.new_ref();
  store::lives::add_life_event(work.session, work.person(), event, work.now());
  work.audit("life-event:" + event.ref, work.person(), event.kind);
  return {};
}

Result<void> take_back_event(const Work& work, std::string_view ref) {
  work.only_for({"change-own"});
  if (!store::lives::withdraw_event(work.session, work.person(), ref, work.now()))
    return refuse("gone", "It is taken back already");
  work.audit("life-event:" + std::string(ref), work.person(), "taken back");
  return {};
}

Told what_people_tell(const Work& work) {
  work.only_for({"see-evaluation"});
  const PlaceId place = work.actor().place;
  Told out;
  for (const auto& [kind, n] : store::lives::life_events(work.session, place, work.today() - 365, work.now()))
    out.events.emplace_back(kind, learn::shown(n));
  out.words = store::lives::told_events(work.session, place, work.now(), 20);
  out.stories = store::lives::stories(work.session, place, work.now(), 20);
  return out;
}

namespace lives_detail {
namespace {

struct Compared {
  std::int64_t people = 0;
  learn::BandComparison comparison;
};

Result<Compared> compare(const Work& work, PlaceId place, std::string_view respondent) {
  std::vector<learn::Observation> observations;
  for (const auto& o : store::lives::observed(work.session, place, respondent, work.today(), work.now())) {
    learn::Observation one;
    one.person = o.pseudonym;
    one.provider = o.provider_ref;
    one.band = static_cast<std::size_t>(buy::band_of(o.staff_hundredths));
    one.respondent = std::string(respondent);
    if (o.score) one.score = static_cast<double>(*o.score);
    if (o.day_rate > Pence()) one.cost_hour = static_cast<double>(o.day_rate.count()) / 100;
    one.covariates = {static_cast<double>(age_on(o.born, work.today())), static_cast<double>(o.week.count()) / 100,
                      o.village ? 1.0 : 0.0};
    observations.push_back(std::move(one));
  }
  Compared made{.people = static_cast<std::int64_t>(observations.size())};
  ONEPOT_TRY(made.comparison, learn::compare_bands(observations, {"micro", "small", "medium", "large"}));
  return made;
}

/// The comparison reads everybody; while nothing it rests on has changed, it need not be made again for each reader.
Result<std::shared_ptr<const Compared>> compared(const Work& work, PlaceId place, std::string_view respondent) {
  static Kept<Compared> kept(16);
  return kept.get(fmt::format("{} {} {}", place.value, respondent, work.today().number()),
                  store::marks::of(work.session, {"agreement", "agreement_share", "agreement_share_from", "area",
                                                  "consent", "life_check", "person", "provider"}),
                  [&] { return compare(work, place, respondent); });
}

}  // namespace
}  // namespace lives_detail

Result<BySize> evaluate_by_size(const Work& work, std::string_view respondent) {
  work.only_for({"see-evaluation"});
  const PlaceId place = work.actor().place;
  ONEPOT_TRY(const auto kept, lives_detail::compared(work, place, respondent));
  BySize out{.comparison = kept->comparison, .people = kept->people};
  for (const auto& [kind, n] : store::lives::life_events(work.session, place, work.today() - 365, work.now()))
    out.events.emplace_back(kind, learn::shown(n));
  out.stories = store::lives::stories(work.session, place, work.now(), 5);
  return out;
}

}  // namespace onepot::place
