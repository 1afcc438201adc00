#include "onepot/place/clubs.h"

#include <algorithm>
#include <set>

#include "club_rooms.h"
#include "market.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/place/blocks.h"
#include "onepot/store/accounts.h"

namespace onepot::place {
namespace {

namespace clubs = store::clubs;

constexpr std::size_t most_people_looked_among = 60;

Result<clubs::Club> club_asked(const Work& work) {
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::club);
  auto club = clubs::club(work.session, ClubId{work.grant.subject().id});
  if (!club) return refuse("no-home", "This club is not about a home");
  return *std::move(club);
}

tl::unexpected<Refusal> this_has_ended() {
  return refuse("taken", "This has come to an end meanwhile. Look at it again.");
}

/// Everybody joined to the person by mutual yeses, nearest first.
std::vector<PersonId> joined_by_yeses(store::Session& session, PersonId person, Date today,
                                      std::vector<std::pair<PersonId, PersonId>>& pairs) {
  std::vector<PersonId> out{person};
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const auto other : companions_allowed(session, out[i], today)) {
      const auto known = std::ranges::find(out, other);
      if (known == out.end()) {
        if (out.size() == most_people_looked_among) continue;
        out.push_back(other);
        pairs.emplace_back(out[i], other);
      } else if (known - out.begin() > static_cast<std::ptrdiff_t>(i)) {
        pairs.emplace_back(out[i], other);
      }
    }
  return out;
}

std::string workings_of(const club::Seeking& seeking, const club::Matching& found, const club::FormedGroup& group,
                        const club::Terms& terms) {
  json::array shares;
  for (std::size_t i = 0; i < group.people.size(); ++i)
    shares.push_back(json::object{{"person", seeking.people[group.people[i]].name},
                                  {"rent", to_decimal(group.rent[i])},
                                  {"support", to_decimal(group.support[i])}});
  return boost::json::serialize(json::object{{"served", found.served},
                                             {"bound", found.bound},
                                             {"status", found.optimal ? "optimal" : "feasible"},
                                             {"groups_weighed", found.candidates},
                                             {"homes_weighed", seeking.homes.size()},
                                             {"day_rate", to_decimal(terms.day_rate)},
                                             {"night_rate", to_decimal(terms.night_rate)},
                                             {"first_shares", std::move(shares)}});
}

/// Whether these people have this home before them already.
std::optional<std::string> same_club(const Work& work, PersonId person, HomeId home,
                                     const std::vector<PersonId>& people) {
  for (const auto& club : clubs::clubs_of(work.session, person, work.now())) {
    if (club.status == "ended" || club.home.id != home) continue;
    std::vector<PersonId> theirs;
    for (const auto& m : clubs::members(work.session, club.id, work.now())) theirs.push_back(m.person);
    if (std::ranges::is_permutation(theirs, people)) return club.ref;
  }
  return std::nullopt;
}

std::string code_of(Missing missing) {
  return missing == Missing::wish ? "wish" : missing == Missing::needs ? "needs" : "pot";
}

}  // namespace

std::vector<PersonId> companions_allowed(store::Session& session, PersonId person, Date today) {
  auto out = store::meeting::companions(session, person);
  std::erase_if(out, [&](PersonId other) { return !blocks_between(session, {person, other}, today).empty(); });
  return out;
}

Market market_around(const Work& work, PersonId me) {
  Market out;
  std::vector<std::pair<PersonId, PersonId>> yeses;
  auto everybody = joined_by_yeses(work.session, me, work.today(), yeses);
  for (const auto id : everybody) {
    Seeker one = seeker(work.session, id, work.today());
    if (one.missing != Missing::nothing) continue;
    one.person.priority = id == me ? 1 : 0;  // between equally good answers, the one who asks is in
    out.people.push_back(id);
    out.seeking.people.push_back(std::move(one.person));
  }
  const auto index = [&](PersonId id) {
    return static_cast<std::size_t>(std::ranges::find(out.people, id) - out.people.begin());
  };
  out.seeking.together.emplace();
  for (const auto& [a, b] : yeses)
    if (index(a) < out.people.size() && index(b) < out.people.size())
      out.seeking.together->emplace_back(index(a), index(b));
  const auto turned_down = clubs::homes_turned_down(work.session, me);
  for (auto& home : clubs::free_homes(work.session, work.actor().place)) {
    if (std::ranges::find(turned_down, home.id) != turned_down.end()) continue;
    out.seeking.homes.push_back(for_club(home));
    out.homes.push_back(std::move(home));
  }
  return out;
}

bool home_waits(const Work& work) {
  work.only_for({"see-own"});
  for (const auto& club : clubs::clubs_of(work.session, work.person(), work.now())) {
    if (club.status == "rooms") {
      const auto said = clubs::worths(work.session, club.id);
      if (std::ranges::find(said, work.person(), &clubs::Worth::person) == said.end()) return true;
    }
    if (club.status != "asked") continue;
    for (const auto& m : clubs::members(work.session, club.id, work.now()))
      if (m.person == work.person() && m.answer != "yes") return true;
  }
  return false;
}

Result<Found> find_home(const Work& work, const PriceBook& book) {
  work.only_for({"change-own"});
  const PersonId me = work.person();
  if (const auto mine = seeker(work.session, me, work.today()); mine.missing != Missing::nothing)
    return refuse(code_of(mine.missing), "Something is needed first");
  if (!store::meeting::wish(work.session, me)->sharing)
    return refuse("not-sharing", "You said that you would not share a home");
  if (!clubs::stays_in(work.session, me).empty()) return refuse("have-home", "You have a home with your club already");
  const auto terms = terms_of(book);
  const Market market = market_around(work, me);
  const auto found = club::match(market.seeking, terms);
  Found out;
  out.companions = companions_allowed(work.session, me, work.today()).size();
  const auto mine = std::ranges::find_if(
      found.groups, [](const auto& g) { return std::ranges::find(g.people, std::size_t{0}) != g.people.end(); });
  if (mine == found.groups.end()) {
    for (const auto& why : club::why_not(market.seeking, found, terms))
      if (why.person == 0) out.why = why;
    work.audit("home", me, "nothing fits");
    return out;
  }
  clubs::NewClub made;
  for (const auto i : mine->people) made.people.push_back(market.people[i]);
  const auto& home = market.homes[mine->home];
  if (auto known = same_club(work, me, home.id, made.people)) {
    out.club_ref = *std::move(known);
    out.known_before = true;
    return out;
  }
  made.ref = out.club_ref = work.new_ref();
  made.name = home.name;
  made.place = work.actor().place;
  made.home = home.id;
  made.workings = workings_of(market.seeking, found, *mine, terms);
  clubs::add(work.session, made, work.now());
  work.audit("club:" + made.ref, me, "found");
  return out;
}

Result<RoomsSaid> say_rooms(const Work& work, const PriceBook& book, const std::vector<Pence>& worths) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, club_asked(work));
  if (club.status != "rooms" && club.status != "asked") return this_has_ended();
  const auto rooms = clubs::rooms(work.session, club.home.id);
  if (worths.size() != rooms.size()) return refuse("worths", "Say what each room is worth to you");
  std::vector<std::pair<store::RoomId, Pence>> said;
  for (std::size_t i = 0; i < rooms.size(); ++i) said.emplace_back(rooms[i].id, worths[i]);
  clubs::set_worths(work.session, club.id, *work.actor().person, said);
  work.audit("club:" + club.ref, *work.actor().person, "rooms valued");
  const auto members = clubs::members(work.session, club.id, work.now());
  const auto household = club_rooms::household(work.session, club, members, work.today());
  const auto back_to_rooms = [&] {
    clubs::clear_shares(work.session, club.id);
    clubs::move(work.session, club.id, "asked", "rooms", work.now());
  };
  if (!household.complete) {
    back_to_rooms();
    return RoomsSaid::waiting;
  }
  const auto divided = club_rooms::divide(household, terms_of(book));
  if (!divided.possible) {
    back_to_rooms();
    return RoomsSaid::impossible;
  }
  std::vector<clubs::Share> shares;
  for (std::size_t i = 0; i < members.size(); ++i)
    shares.push_back({members[i].person, rooms[divided.room[i]].id, divided.rent[i], divided.support[i],
                      "Rent without envy, least surplus highest; support by Shapley within the core"});
  clubs::set_shares(work.session, club.id, shares);
  clubs::move(work.session, club.id, "rooms", "asked", work.now());
  return RoomsSaid::asked;
}

Result<Answered> say_yes(const Work& work, Pence week) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, club_asked(work));
  if (club.status != "asked") return this_has_ended();
  const PersonId me = *work.actor().person;
  std::vector<PersonId> together;
  for (const auto& m : clubs::members(work.session, club.id, work.now())) together.push_back(m.person);
  if (!blocks_between(work.session, together, work.today()).empty())
    return refuse("blocked", "An organisation stands against this. Read why, and what you can do.");
  for (const auto& m : clubs::members(work.session, club.id, work.now()))
    if (m.person == me && (!m.rent || !m.support || *m.rent + *m.support != week))
      return refuse("changed", "The sums have changed since you looked. Look at them again before you answer.");
  clubs::answer_yes(work.session, club.id, me, work.now());
  work.audit("club:" + club.ref, me, "yes");
  for (const auto& m : clubs::members(work.session, club.id, work.now()))
    if (m.answer != "yes") return Answered::waiting;
  // All have said yes. The home first: of two clubs at the same moment, one gets it.
  if (!clubs::take_home(work.session, club.home.id, work.now()))
    return refuse("taken", "This home has gone to other people meanwhile. We are sorry. You can look for another.");
  if (!clubs::move(work.session, club.id, "asked", "agreed", work.now())) return this_has_ended();
  // The same people move: what they had before ends with this yes, and their support comes along.
  if (const auto before = clubs::follows(work.session, club.id)) {
    const auto old = clubs::club(work.session, before);
    if (old && clubs::end(work.session, before, "moved-home", work.now())) {
      clubs::give_home_back(work.session, old->home.id);
      clubs::hand_over_agreements(work.session, before, club.id);
    }
  }
  clubs::end_rivals(work.session, club.id, work.now());
  return Answered::agreed;
}

Result<void> say_no(const Work& work) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, club_asked(work));
  if (clubs::has_agreement(work.session, club.id))
    return refuse("living", "There is an agreement for support in this home now. Ending it goes by its notice.");
  const bool held = club.status == "agreed";
  if (!clubs::end(work.session, club.id, held ? "left" : "no", work.now())) return this_has_ended();
  if (held) clubs::give_home_back(work.session, club.home.id);
  work.audit("club:" + club.ref, *work.actor().person, held ? "left" : "no");
  return {};
}

}  // namespace onepot::place
