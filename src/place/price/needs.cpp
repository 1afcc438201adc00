#include "onepot/place/needs.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/place/pot/funding.h"
#include "onepot/place/pot/savings.h"
#include "onepot/pot/stream.h"
#include "onepot/store/accounts.h"
#include "onepot/store/pots.h"

namespace onepot::place {
namespace {

std::vector<price::Need> for_price(const std::vector<store::needs::Need>& needs) {
  std::vector<price::Need> out;
  for (const auto& n : needs)
    out.push_back({n.kind, n.day, n.shareable, n.nights, n.nights_shareable, n.waking, n.two_helpers});
  return out;
}

Result<price::Circumstances> circumstances_of(const Work& work) {
  const auto person = store::accounts::person(work.session, work.person());
  if (!person) return refuse("no-person", "There is no such person");
  for (const auto& area : store::accounts::areas(work.session, person->place))
    if (area.id == person->area) return price::Circumstances{.rural = area.kind == "village"};
  return price::Circumstances{};
}

Refusal answered_meanwhile() {
  return {"taken", "This offer has been answered already, or a newer one has taken its place. Look at it again."};
}

/// The only money for which people are charged (Care Act 2014, section 14): a contribution is part of it.
constexpr std::string_view charged_stream = "adult-social-care";

std::string workings_json(const PricedNeeds& priced) {
  json::array lines;
  for (const auto& e : priced.explanations)
    for (const auto& w : e.workings) lines.emplace_back(w);
  for (const auto& w : priced.offer.workings) lines.emplace_back(w);
  json::object out;
  out["currency"] = priced.priced.currency;
  out["currency_version"] = priced.priced.currency_version;
  out["tariff"] = priced.priced.tariff;
  out["tariff_version"] = priced.priced.tariff_version;
  out["workings"] = std::move(lines);
  return boost::json::serialize(out);
}

}  // namespace

Result<void> ask_for_support(const Work& work, std::string_view own_words, bool let_in) {
  work.only_for({"change-own"});
  if (trim(own_words).empty()) return refuse("empty", "Say something about your life and what would help");
  const auto latest = store::needs::latest(work.session, work.person());
  if (latest && !latest->described_at)
    store::needs::set_own_words(work.session, latest->id, trim(own_words));
  else
    store::needs::ask(work.session, work.person(), work.new_ref(), trim(own_words), work.now());
  if (let_in) {
    std::optional<AccountId> practitioner;
    for (const auto& a : store::door::around(work.session, work.person(), work.now()))
      if (a.kind == "practitioner") practitioner = a.account;
    if (!practitioner)
      practitioner = store::needs::least_busy_practitioner(work.session, work.actor().place, work.now());
    if (!practitioner)
      return refuse("nobody",
                    "There is nobody at the council in Onepot yet who could talk with you. Telephone the council.");
    store::door::start_relationship(work.session, work.person(), *practitioner, "practitioner", "social worker",
                                    work.now());
    for (const auto* purpose : {"needs", "plan", "pot"})
      store::door::give_consent(work.session, work.person(), *practitioner, purpose, work.now());
  }
  work.audit("assessment", work.person(), let_in ? "asked, let in" : "asked");
  return {};
}

Result<void> describe_needs(const Work& work, const PriceBook& book, const std::vector<store::needs::Need>& needs) {
  work.only_for({"describe-needs"});
  const auto assessment = store::needs::latest(work.session, work.person());
  if (!assessment) return refuse("not-asked", "This person has not asked for support");
  if (needs.empty()) return refuse("bad-need", "Describe at least one need");
  ONEPOT_TRY(const auto circumstances, circumstances_of(work));
  const auto described = for_price(needs);
  ONEPOT_CHECK(price::price_needs(book.currency, book.tariff, described, circumstances));
  store::needs::describe(work.session, assessment->id, needs, work.actor().account, work.now());
  work.audit("assessment:" + assessment->ref, work.person(), "described");
  return {};
}

Result<PricedNeeds> price_needs(const Work& work, const PriceBook& book, Pence contribution) {
  work.only_for({"describe-needs", "offer-budget", "see-needs"});
  const auto assessment = store::needs::latest(work.session, work.person());
  if (!assessment || !assessment->described_at) return refuse("not-described", "No needs have been described yet");
  ONEPOT_TRY(const auto circumstances, circumstances_of(work));
  const auto needs = for_price(store::needs::of(work.session, assessment->id));
  PricedNeeds out;
  ONEPOT_TRY(out.priced, price::price_needs(book.currency, book.tariff, needs, circumstances));
  ONEPOT_TRY(out.offer, price::make_offer(book.currency, book.tariff, out.priced, contribution));
  for (const auto& line : out.priced.lines)
    out.explanations.push_back(price::explain(book.currency, book.tariff, line));
  return out;
}

Result<void> offer_budget(const Work& work, const PriceBook& book, Pence contribution) {
  work.only_for({"offer-budget"});
  ONEPOT_TRY(const PricedNeeds priced, price_needs(work, book, contribution));
  const auto assessment = store::needs::latest(work.session, work.person());
  store::needs::NewOffer offer;
  offer.ref = work.new_ref();
  offer.assessment = assessment->id;
  offer.week = priced.offer.net;
  offer.low = priced.offer.low;
  offer.high = priced.offer.high;
  offer.contribution = priced.offer.contribution;
  offer.grade = priced.offer.grade;
  offer.plain_words = join(priced.offer.plain, "\n");
  offer.workings = workings_json(priced);
  for (const auto& part : priced.offer.parts) {
    if (part.net <= Pence()) continue;
    const store::StreamId stream = store::needs::stream(work.session, part.stream);
    if (!stream) return refuse("no-stream", fmt::format("This place has no stream of money called {}", part.stream));
    offer.parts.push_back({stream, {part.net, part.words}});
  }
  store::needs::add_offer(work.session, work.person(), offer, work.actor().account, work.now());
  work.audit("offer:" + offer.ref, work.person(), "made");
  return {};
}

Result<void> accept_offer(const Work& work, std::string_view offer_ref, std::string_view holding) {
  work.only_for({"change-own"});
  const auto offer = store::needs::latest_offer(work.session, work.person());
  if (!offer || offer->ref != offer_ref) return tl::unexpected(answered_meanwhile());
  ONEPOT_TRY(const auto held, pot::parse_holding(holding));
  if (!store::needs::answer_offer(work.session, offer->id, "accepted", work.now()))
    return tl::unexpected(answered_meanwhile());
  const auto person = store::accounts::person(work.session, work.person());
  if (!store::pots::open(work.session, work.person(), work.new_ref(), pot::to_string(held), work.now()))
    return refuse("taken",
                  "You have a pot already. A new amount for it has to be agreed another way: ask your social worker.");
  const auto rules = rules_in_force(work.session, person->place, work.today());
  for (const auto& part : offer->parts) {
    const auto* rule = pot::rule_for(rules, held, part.stream_code, work.today());
    store::pots::add_stream(work.session, work.person(), part.stream, part.week, work.today(),
                            part.stream_code == charged_stream ? offer->contribution : Pence(),
                            pot::to_string(rule ? rule->payment : pot::Payment::net));
  }
  ONEPOT_CHECK(pay_first_weeks(work, work.person()));
  work.audit("offer:" + offer->ref, work.person(), "accepted");
  return {};
}

Result<void> decline_offer(const Work& work, std::string_view offer_ref) {
  work.only_for({"change-own"});
  const auto offer = store::needs::latest_offer(work.session, work.person());
  if (!offer || offer->ref != offer_ref || !store::needs::answer_offer(work.session, offer->id, "declined", work.now()))
    return tl::unexpected(answered_meanwhile());
  work.audit("offer:" + offer->ref, work.person(), "declined");
  return {};
}

}  // namespace onepot::place
