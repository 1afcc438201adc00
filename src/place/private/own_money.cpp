#include "onepot/place/own_money.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/pay/due.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

namespace own = store::own_money;
constexpr int own_rows_shown = 200;
constexpr std::size_t own_words_longest = 500;
constexpr Pence own_amount_most = Pence(100'000'000);  // a million pounds: more is a slip of the keyboard
constexpr Hours own_visit_longest = Hours::whole(48);

tl::unexpected<Refusal> own_gone() {
  return refuse("taken", "This is not as it was a moment ago. Look at it again.");
}

tl::unexpected<Refusal> own_field(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

void own_event(const Work& work, std::string_view action, std::string_view subject) {
  own::add_event(work.session, work.actor().account, action, subject, work.now());
}

Result<own::Deal> deal_of_person(const Work& work, std::string_view ref) {
  auto deal = own::deal(work.session, ref);
  if (!deal || deal->person != work.person()) return own_gone();
  return *std::move(deal);
}

Result<own::Visit> visit_of_person(const Work& work, std::string_view ref) {
  auto visit = own::visit(work.session, ref);
  if (!visit || visit->person != work.person()) return own_gone();
  return *std::move(visit);
}

ProviderId own_provider_id(const Work& work) {
  work.only_for({"own-provider"});
  return ProviderId{work.grant.subject().id};
}

}  // namespace

OwnMoney see_own_money(const Work& work) {
  work.only_for({"see-own", "change-own"});
  OwnMoney out;
  out.balance = own::balance(work.session, work.person());
  out.owed = own::owed(work.session, work.person());
  out.deals = own::deals_of(work.session, work.person());
  out.visits = own::visits_of(work.session, work.person(), own_rows_shown);
  out.entries = own::entries(work.session, work.person(), own_rows_shown);
  for (const auto& d : out.deals)
    if (d.runs()) out.week += buy::week_cost({d.day_rate, d.night_rate, d.day, d.night});
  return out;
}

Result<void> write_down_money(const Work& work, Pence amount, Date day, std::string_view words) {
  work.only_for({"change-own"});
  if (amount == Pence() || amount > own_amount_most || amount < -own_amount_most)
    return own_field("amount", "bad-amount", "Type an amount above nothing.");
  if (day > work.today()) return own_field("day", "bad-day", "This day has not come yet.");
  if (words.size() > own_words_longest) return own_field("words", "too-long", "Use fewer words.");
  own::Entry entry{work.new_ref(), day, amount, std::string(trim(words)), ""};
  own::add_entry(work.session, work.person(), entry, std::nullopt, work.now());
  own_event(work, "write-down", "entry:" + entry.ref);
  return {};
}

Result<void> ask_provider(const Work& work, const NewDeal& asked) {
  work.only_for({"change-own"});
  const auto provider = store::providers::by_ref(work.session, asked.provider_ref);
  if (!provider) return refuse("no-provider", "This provider is not listed any more.");
  const auto words = trim(asked.words);
  if (words.empty()) return own_field("words", "empty", "Say what you would like.");
  if (words.size() > own_words_longest) return own_field("words", "too-long", "Use fewer words.");
  if (asked.day + asked.night <= Hours()) return own_field("hours", "no-time", "Say how many hours a week.");
  own::Deal deal;
  deal.ref = work.new_ref();
  deal.person = work.person();
  deal.provider = provider->id;
  deal.words = words;
  deal.day_rate = asked.day_rate;
  deal.night_rate = asked.night_rate;
  deal.day = asked.day;
  deal.night = asked.night;
  deal.from = asked.from;
  own::add_deal(work.session, deal, work.now());
  own_event(work, "ask", "deal:" + deal.ref);
  return {};
}

Result<void> end_own_deal(const Work& work, std::string_view deal_ref) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto deal, deal_of_person(work, deal_ref));
  if (!own::end_deal(work.session, deal.id, work.now())) return own_gone();
  own_event(work, "end", "deal:" + deal.ref);
  return {};
}

Result<void> answer_own_visit(const Work& work, std::string_view visit_ref, bool yes, std::string_view query) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto visit, visit_of_person(work, visit_ref));
  const auto said = trim(query);
  if (!yes && said.empty()) return own_field("words", "empty", "Say what is wrong.");
  if (said.size() > own_words_longest) return own_field("words", "too-long", "Use fewer words.");
  if (!own::answer_visit(work.session, visit.id, yes ? "yes" : "wrong", yes ? "" : said, work.now())) return own_gone();
  own_event(work, yes ? "yes" : "wrong", "visit:" + visit.ref);
  return {};
}

Result<void> paid_own_visit(const Work& work, std::string_view visit_ref) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto visit, visit_of_person(work, visit_ref));
  if (!own::set_paid(work.session, visit.id, work.now())) return own_gone();
  if (visit.pence > Pence())
    own::add_entry(work.session, work.person(), {work.new_ref(), work.today(), -visit.pence, "", ""}, visit.id,
                   work.now());
  own_event(work, "paid", "visit:" + visit.ref);
  return {};
}

PrivateCustomers private_customers(const Work& work) {
  const ProviderId provider = own_provider_id(work);
  return {own::deals_of(work.session, provider), own::visits_of(work.session, provider, own_rows_shown)};
}

Result<void> answer_deal(const Work& work, std::string_view deal_ref, bool yes) {
  const ProviderId provider = own_provider_id(work);
  const auto deal = own::deal(work.session, deal_ref);
  if (!deal || deal->provider != provider || !own::answer_deal(work.session, deal->id, yes ? "yes" : "no", work.now()))
    return own_gone();
  own_event(work, yes ? "accept" : "decline", "deal:" + deal->ref);
  return {};
}

Result<void> record_own_visit(const Work& work, const OwnVisit& asked) {
  const ProviderId provider = own_provider_id(work);
  const auto deal = own::deal(work.session, asked.deal_ref);
  if (!deal || deal->provider != provider || !deal->runs()) return own_gone();
  own::Visit visit;
  visit.ref = work.new_ref();
  visit.deal = deal->id;
  visit.worker = trim(asked.worker);
  visit.day = asked.day;
  visit.start_minute = asked.start_minute;
  visit.day_time = asked.day_time;
  visit.night_time = asked.night_time;
  if (visit.worker.empty()) return own_field("worker", "empty", "Say who came.");
  if (visit.day > work.today()) return own_field("day", "not-yet", "This day has not come yet.");
  if (visit.day < deal->from)
    return own_field("day", "outside-agreement", fmt::format("It begins on {}.", to_words(deal->from)));
  if (visit.day_time + visit.night_time <= Hours()) return own_field("hours", "no-time", "Say how long the visit was.");
  if (visit.day_time + visit.night_time > own_visit_longest)
    return own_field("hours", "too-long", "That is longer than one visit can be.");
  visit.pence = pay::amount_of({visit.day_time, deal->day_rate, visit.night_time, deal->night_rate});
  if (!own::add_visit(work.session, visit, work.now()))
    return refuse("already-recorded", "This visit is written down already.");
  own_event(work, "record", "visit:" + visit.ref);
  return {};
}

Result<void> take_back_own_visit(const Work& work, std::string_view visit_ref) {
  const ProviderId provider = own_provider_id(work);
  const auto visit = own::visit(work.session, visit_ref);
  if (!visit || visit->provider != provider || !own::remove_visit(work.session, visit->id)) return own_gone();
  own_event(work, "take-back", "visit:" + visit->ref);
  return {};
}

}  // namespace onepot::place
