#include "onepot/place/linked.h"

#include <fmt/format.h>

#include "care_rules_files.h"
#include "care_summaries.h"
#include "onepot/base/text.h"
#include "onepot/store/accounts.h"
#include "onepot/store/needs.h"

namespace onepot::place {

const price::CareRules& built_in_care_rules() {
  static const price::CareRules rules = [] {
    auto loaded = price::load_care_rules({"rules/linked-costs",
                                          {{"kinds.csv", std::string(care_rules_files::care_kinds)},
                                           {"evidence.csv", std::string(care_rules_files::care_evidence)}}});
    ONEPOT_ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  return rules;
}

void say_care_yes(const Work& work, bool yes) {
  work.only_for({"change-own"});
  const auto open = store::door::open_consents(work.session, work.person(), work.now());
  const bool said = std::ranges::find(open, care_consent) != open.end();
  if (yes && !said) store::door::give_consent(work.session, work.person(), std::nullopt, care_consent, work.now());
  if (!yes && said) store::door::withdraw_consent(work.session, work.person(), std::nullopt, care_consent, work.now());
  work.audit("person", work.person(), yes ? "care costs: yes" : "care costs: no");
}

LinkedView linked_cost(const Work& work) {
  work.only_for({"see-own", "change-own", "describe-needs", "offer-budget"});
  LinkedView out;
  const auto open = store::door::open_consents(work.session, work.person(), work.now());
  out.said_yes = std::ranges::find(open, care_consent) != open.end();
  if (!out.said_yes) return out.why_not = "no-yes", out;
  const auto& rules = built_in_care_rules();
  const PlaceId place = store::accounts::person(work.session, work.person())->place;
  const std::string key = store::care::key(work.session, place);
  // A year to the last day that every service has told of; sums made before that was kept know only the last of all.
  const auto told = kept_told(work.session, place);
  const auto last = told ? std::optional(told->all.until) : store::care::last_day(work.session, place);
  if (key.empty() || !last) return out.why_not = "no-records", out;
  const auto records = store::care::records(
      work.session, place, rules, price::care_pseudonym(key, store::care::number_of(work.session, work.person())));
  if (records.records.empty()) return out.why_not = "no-records", out;
  const auto cost =
      price::cost_of(rules, records, price::by_person(records).front(), {*last - (care_window_days - 1), *last});
  if (!cost) return out.why_not = cost.error().code, out;
  out.cost = *cost;
  out.similar = kept_similar(work.session, place, rules);
  out.evidence = price::evidence_of(rules, *cost, out.similar, work.today());
  const auto offer = price::linked_offer(rules, *cost, out.evidence);
  if (!offer) return out.why_not = offer.error().code, out;
  out.offer = *offer;
  return out;
}

Result<void> offer_linked(const Work& work, Pence contribution) {
  work.only_for({"offer-budget"});
  const auto assessment = store::needs::latest(work.session, work.person());
  if (!assessment) return refuse("not-asked", "This person has not asked for support");
  const LinkedView view = linked_cost(work);
  if (!view.offer) return refuse(view.why_not, "There is no offer to be made from what care has cost");
  store::needs::NewOffer offer;
  offer.ref = work.new_ref();
  offer.assessment = assessment->id;
  offer.basis = "linked";
  offer.low = view.offer->low;
  offer.high = view.offer->high;
  offer.grade = view.offer->grade;
  Pence left = contribution;
  for (const auto& part : view.offer->parts) {
    const store::StreamId stream = store::needs::stream(work.session, part.stream);
    if (!stream) return refuse("no-stream", fmt::format("This place has no stream of money called {}", part.stream));
    // People are charged for care only, never for health (Care Act 2014, section 14).
    const Pence asked = part.stream == "adult-social-care" ? std::min(left, part.week) : Pence();
    left -= asked;
    if (part.week > asked) offer.parts.push_back({stream, {part.week - asked, part.words}});
    offer.week += part.week - asked;
  }
  offer.contribution = contribution - left;
  offer.plain_words = join(view.offer->plain, "\n");
  json::array workings;
  for (const auto& line : view.offer->workings) workings.emplace_back(line);
  offer.workings = boost::json::serialize(json::object{{"basis", "linked"}, {"workings", std::move(workings)}});
  store::needs::add_offer(work.session, work.person(), offer, work.actor().account, work.now());
  work.audit("offer:" + offer.ref, work.person(), "made from what care cost");
  return {};
}

tl::expected<store::care::LoadedFile, Refusals> load_care_records(const Work& work, const std::string& name,
                                                                  std::string_view text, std::string_view new_key) {
  work.only_for({"price-money"});
  const PlaceId place = work.actor().place;
  const auto& rules = built_in_care_rules();
  const std::string key = store::care::keep_key(work.session, place, new_key, work.now());
  auto records = store::care::records(work.session, place, rules);
  const std::size_t before = records.records.size();
  if (const auto added = price::add_care_records(records, text, name, rules, key); !added)
    return tl::unexpected(added.error());
  if (records.records.size() == before)
    return tl::unexpected(Refusals{{"nothing-new", "every record of this file was here already", {name, 0, ""}}});
  const std::string ref = work.new_ref();
  store::care::add(work.session, place, ref, name, rules, records, before, work.actor().account, work.now());
  summarise_care(work.session, place, rules, records, work.now());
  work.audit("care-records:" + ref, {}, "brought in");
  return store::care::loads(work.session, place, 1).front();
}

std::optional<price::Told> care_told(const Work& work) {
  work.only_for({"price-money"});
  return kept_told(work.session, work.actor().place);
}

Result<void> withdraw_care_records(const Work& work, std::string_view load_ref) {
  work.only_for({"price-money"});
  if (!store::care::withdraw(work.session, work.actor().place, load_ref, work.now()))
    return refuse("taken", "This file has been taken out already.");
  refresh_care_summaries(work.session, work.actor().place, work.now());
  work.audit("care-records:" + std::string(load_ref), {}, "taken out");
  return {};
}

}  // namespace onepot::place
