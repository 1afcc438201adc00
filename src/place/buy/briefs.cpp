#include "onepot/place/briefs.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/buy/brief.h"
#include "onepot/place/promises.h"
#include "onepot/place/rules.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"

namespace onepot::place {
namespace {

namespace briefs = store::briefs;
namespace agreements = store::agreements;

briefs::Brief brief_asked(const Work& work) {
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::brief);
  auto found = briefs::by_id(work.session, BriefId{work.grant.subject().id});
  ONEPOT_ASSERT(found.has_value());
  return *std::move(found);
}

buy::Brief rules_of(const briefs::Brief& brief, const std::vector<briefs::Member>& members) {
  buy::Brief out;
  out.words = brief.words;
  out.day_week = brief.day;
  out.night_week = brief.night;
  out.from = brief.from;
  out.state = brief.status == "open"     ? buy::BriefState::open
              : brief.status == "chosen" ? buy::BriefState::chosen
                                         : buy::BriefState::withdrawn;
  for (const auto& m : members) out.members.push_back(m.ref);
  return out;
}

buy::Offer rules_of(const briefs::Offer& o) {
  return {o.ref, o.provider_ref, o.words, o.day_rate, o.night_rate, o.notice_days, o.withdrawn};
}

buy::Terms terms_of_offer(const briefs::Brief& brief, const briefs::Offer& offer) {
  return {offer.day_rate, offer.night_rate, brief.day, brief.night};
}

WeekShares shares_for(store::Session& session, const briefs::Brief& brief, const briefs::Offer& offer,
                      const std::vector<briefs::Member>& members) {
  std::vector<std::optional<SupportHours>> hours;
  std::vector<std::optional<Pence>> agreed;
  for (const auto& m : members) {
    hours.push_back(support_hours(session, m.person));
    agreed.push_back(m.support_week);
  }
  return shares_of_week(terms_of_offer(brief, offer), hours, agreed);
}

/// Nobody is promised backwards: an offer that was chosen late begins when it is chosen. What is for one day only
/// begins on it.
Date begins(const briefs::Brief& brief, Date today) {
  return brief.until ? brief.from : std::max(brief.from, today);
}

}  // namespace

bool OfferView::fits_all() const {
  return std::ranges::all_of(fits, [](bool b) { return b; });
}

Result<std::string> post_brief(const Work& work, const NewBrief& asked) {
  work.only_for({"post-brief"});
  const auto& subject = work.grant.subject();
  briefs::Brief brief;
  brief.words = trim(asked.words);
  brief.day = asked.day;
  brief.night = asked.night;
  brief.from = asked.from;
  briefs::NewBrief made;
  const auto who = store::accounts::person(work.session, *work.actor().person);
  made.place = who->place;
  made.area = who->area;
  if (subject.kind == Subject::Kind::club) {
    brief.club = ClubId{subject.id};
    const auto club = briefs::club(work.session, brief.club);
    if (club->status != "agreed") return refuse("not-agreed", "First everybody in the club says yes to sharing.");
    made.club = brief.club;
    made.place = club->place;
    if (club->area) made.area = club->area;
  } else {
    brief.person = work.person();
    made.person = brief.person;
  }
  ONEPOT_CHECK(buy::check_brief(rules_of(brief, briefs::behind(work.session, brief)), work.today()));
  made.ref = work.new_ref();
  made.by = work.actor().account;
  made.words = brief.words;
  made.category = trim(asked.category);
  made.day = brief.day;
  made.night = brief.night;
  made.from = brief.from;
  briefs::add(work.session, made, work.now());
  work.audit("brief:" + made.ref, made.person);
  return made.ref;
}

std::optional<std::pair<Hours, Hours>> usual_hours(const Work& work) {
  work.only_for({"post-brief"});
  briefs::Brief brief;
  if (work.grant.subject().kind == Subject::Kind::club)
    brief.club = ClubId{work.grant.subject().id};
  else
    brief.person = work.person();
  std::vector<SupportHours> all;
  for (const auto& m : briefs::behind(work.session, brief)) {
    const auto hours = support_hours(work.session, m.person);
    if (!hours) return std::nullopt;
    all.push_back(*hours);
  }
  return hours_together(all);
}

Result<void> withdraw_brief(const Work& work) {
  work.only_for({"choose-offer"});
  const auto brief = brief_asked(work);
  if (!briefs::withdraw(work.session, brief.id)) return refuse("taken", "This was closed already. Look at it again.");
  work.audit("brief:" + brief.ref, {}, "withdrawn");
  return {};
}

Result<void> make_offer(const Work& work, const NewOffer& asked) {
  work.only_for({"answer-brief"});
  const auto brief = brief_asked(work);
  const ProviderId provider = *work.actor().provider;
  const auto members = briefs::behind(work.session, brief);
  std::vector<buy::Offer> others;
  for (const auto& o : briefs::offers(work.session, brief.id))
    if (o.provider != provider || !o.withdrawn) others.push_back(rules_of(o));
  buy::Offer offer;
  offer.words = trim(asked.words);
  offer.day_rate = asked.day_rate;
  offer.night_rate = asked.night_rate;
  offer.notice_days = asked.notice_days;
  for (const auto& o : briefs::offers(work.session, brief.id))
    if (o.provider == provider) offer.provider = o.provider_ref;
  ONEPOT_CHECK(buy::may_offer(rules_of(brief, members), others, offer, briefs::people_of(work.session, provider)));
  const std::string ref = work.new_ref();
  if (!briefs::add_offer(work.session, brief.id, provider,
                         {ref, offer.words, offer.day_rate, offer.night_rate, offer.notice_days}, work.now()))
    return refuse("already-offered", "You have made an offer. You can take it back and make another.");
  work.audit("offer:" + ref);
  return {};
}

Result<void> take_back_offer(const Work& work) {
  work.only_for({"answer-brief"});
  const auto brief = brief_asked(work);
  if (!briefs::withdraw_offer(work.session, brief.id, *work.actor().provider, work.now()))
    return refuse("taken", "There is no offer of yours that can be taken back.");
  work.audit("brief:" + brief.ref, {}, "offer taken back");
  return {};
}

BriefView view_brief(const Work& work) {
  work.only_for({"see-brief"});
  BriefView view;
  view.brief = brief_asked(work);
  view.members = briefs::behind(work.session, view.brief);
  const auto yeses = briefs::yeses(work.session, view.brief.id);
  const Date from = begins(view.brief, work.today());
  std::vector<Pence> available;
  for (const auto& m : view.members)
    available.push_back(available_to(work.session, m.person, view.brief.category, from));
  const auto me = std::ranges::find(view.members, *work.actor().person, &briefs::Member::person) - view.members.begin();
  const auto mine = purses_of(work.session, *work.actor().person, from);
  const auto ruled = under_rules(work.session, *work.actor().person, mine, view.brief.category, from);
  for (auto& offer : briefs::offers(work.session, view.brief.id)) {
    if (offer.withdrawn) continue;
    OfferView o;
    const auto terms = terms_of_offer(view.brief, offer);
    o.week = buy::week_cost(terms);
    o.shares = shares_for(work.session, view.brief, offer, view.members);
    std::vector<std::int64_t> weights;
    for (const Pence share : o.shares.each) weights.push_back(share.count());
    const auto first = buy::commitments(terms, buy::promised(from, view.brief.until, weeks_promised), weights);
    for (std::size_t i = 0; i < view.members.size(); ++i)
      o.fits.push_back(!first || buy::affordable((*first)[i], available[i]).yes);
    if (const auto i = static_cast<std::size_t>(me);
        i < o.fits.size() && !o.fits[i] && !ruled.stopping.empty() &&
        buy::affordable((*first)[i], pot::available_for(view.brief.category, from, mine)).yes)
      o.my_rule = ruled.stopping.front();
    for (const auto& yes : yeses)
      if (yes.offer == offer.id) o.yes.push_back(yes.person);
    o.offer = std::move(offer);
    view.offers.push_back(std::move(o));
  }
  if (view.brief.chosen)
    if (const auto agreement = agreements::from_offer(work.session, view.brief.chosen))
      view.agreement_ref = agreement->ref;
  return view;
}

Result<Said> say_yes_to_offer(const Work& work, std::string_view offer_ref) {
  work.only_for({"choose-offer"});
  const auto brief = brief_asked(work);
  if (brief.until && brief.from < work.today()) return refuse("taken", "The day of this has passed.");
  const auto members = briefs::behind(work.session, brief);
  const auto offers = briefs::offers(work.session, brief.id);
  const auto offer = std::ranges::find(offers, offer_ref, &briefs::Offer::ref);
  if (offer == offers.end()) return refuse("offer-withdrawn", "This offer is not there any more.");
  std::optional<std::string> chosen;
  for (const auto& o : offers)
    if (brief.chosen == o.id) chosen = o.ref;
  std::vector<std::string> before;
  const auto yeses = briefs::yeses(work.session, brief.id);
  for (const auto& m : members)
    if (std::ranges::any_of(yeses, [&](const briefs::Yes& y) { return y.offer == offer->id && y.person == m.person; }))
      before.push_back(m.ref);
  const PersonId me = *work.actor().person;
  const auto self = std::ranges::find(members, me, &briefs::Member::person);
  ONEPOT_ASSERT(self != members.end());  // the door let in somebody behind the brief
  ONEPOT_TRY(const auto yes, buy::say_yes(rules_of(brief, members), chosen, rules_of(*offer), before, self->ref));
  Said said;
  if (chosen) {  // said yes again to what was chosen
    said.chosen = true;
    if (const auto made = agreements::from_offer(work.session, offer->id)) said.agreement_ref = made->ref;
    return said;
  }
  briefs::say_yes(work.session, brief.id, offer->id, me, work.now());
  for (const auto& m : members)
    if (std::ranges::find(yes.waiting_for, m.ref) != yes.waiting_for.end()) said.waiting_for.push_back(m.known_as);
  work.audit("offer:" + offer->ref, me, yes.chosen ? "last yes" : "yes");
  if (!yes.chosen) return said;
  // Only one offer closes a brief, whoever else is saying yes at this moment.
  if (!briefs::choose(work.session, brief.id, offer->id))
    return refuse("taken", "Another offer was chosen a moment ago.");
  agreements::NewAgreement made;
  made.ref = work.new_ref();
  made.place = brief.place;
  made.provider = offer->provider;
  if (brief.club) made.club = brief.club;
  if (brief.person) made.person = brief.person;
  made.offer = offer->id;
  made.words = brief.words;
  made.category = brief.category;
  made.day_rate = offer->day_rate;
  made.night_rate = offer->night_rate;
  made.day = brief.day;
  made.night = brief.night;
  made.notice_days = offer->notice_days;
  made.from = begins(brief, work.today());
  made.until = brief.until;
  const AgreementId id = agreements::add(work.session, made, work.now());
  if (!id) return refuse("taken", "This offer became an agreement a moment ago.");
  const auto shares = shares_for(work.session, brief, *offer, members);
  for (std::size_t i = 0; i < members.size(); ++i)
    agreements::add_share(work.session, id, members[i].person, shares.each[i]);
  const auto agreement = agreements::by_id(work.session, id);
  ONEPOT_CHECK(promise(work, *agreement, agreements::shares(work.session, id),
                       buy::promised(made.from, made.until, weeks_promised)));
  said.chosen = true;
  said.agreement_ref = made.ref;
  return said;
}

}  // namespace onepot::place
