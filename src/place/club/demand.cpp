#include "onepot/place/demand.h"

#include <algorithm>

#include "market.h"
#include "onepot/base/json.h"
#include "onepot/store/accounts.h"
#include "onepot/store/demand.h"

namespace onepot::place {
namespace {

constexpr std::int64_t round_down_to = 5;

/// Everybody of the place who looks, with whom all may share: what is wanted of those who build, not who knows whom.
club::Seeking whole_market(const Work& work) {
  club::Seeking out;
  for (const auto person : store::demand::looking(work.session, work.actor().place)) {
    auto one = seeker(work.session, person, work.today());
    if (one.missing == Missing::nothing) out.people.push_back(std::move(one.person));
  }
  for (const auto& home : store::clubs::free_homes(work.session, work.actor().place))
    out.homes.push_back(for_club(home));
  return out;
}

PublishedDemand read_release(const store::demand::Release& release, std::string place_name) {
  PublishedDemand out{std::move(place_name), release.day, {}};
  const auto document = boost::json::parse(release.document);
  for (const auto& item : document.as_object().at("gaps").as_array()) {
    const auto& o = item.as_object();
    PublishedGap gap;
    gap.area = std::string(o.at("area").as_string());
    gap.kind = std::string(o.at("kind").as_string());
    gap.at_least = o.at("at_least").as_int64();
    if (const auto* more = o.if_contains("more_week"))
      gap.more_week = parse_pence(std::string(more->as_string())).value();
    if (const auto* beds = o.if_contains("bedrooms")) gap.bedrooms = beds->as_int64();
    out.gaps.push_back(std::move(gap));
  }
  return out;
}

}  // namespace

InMyWay see_in_my_way(const Work& work, const PriceBook& book) {
  work.only_for({"see-own"});
  InMyWay out;
  const auto mine = seeker(work.session, work.person(), work.today());
  out.missing = mine.missing;
  if (mine.missing != Missing::nothing) return out;
  out.sharing = store::meeting::wish(work.session, work.person())->sharing;
  if (!out.sharing) return out;
  const auto terms = terms_of(book);
  const Market market = market_around(work, work.person());
  const auto matching = club::match(market.seeking, terms);
  for (auto& one : club::unmet(market.seeking, matching, terms))
    if (one.person == 0) out.unmet = std::move(one);
  out.found = !out.unmet;
  return out;
}

std::vector<PublishedDemand> see_demand(const Work& work) {
  work.only_for({"open-page"});
  std::vector<PublishedDemand> out;
  for (const auto& place : store::accounts::places(work.session))
    if (const auto release = store::demand::latest(work.session, place.id))
      out.push_back(read_release(*release, place.name));
  return out;
}

std::optional<Date> next_release(const Work& work) {
  const auto last = store::demand::latest(work.session, work.actor().place);
  if (!last || last->day + days_between_releases <= work.today()) return std::nullopt;
  return last->day + days_between_releases;
}

std::string work_out_demand(const Work& work, const PriceBook& book, const club::Effort& effort) {
  work.only_for({"publish-demand"});
  const auto seeking = whole_market(work);
  const auto terms = terms_of(book);
  const auto matching = club::match(seeking, terms, effort);
  json::array gaps;
  for (const auto& gap :
       club::gap_map(seeking, matching, club::unmet(seeking, matching, terms), least_people_published)) {
    // Rounded down: one person more or less is seen neither within a release nor between two of them.
    json::object o{{"area", gap.area},
                   {"kind", club::name_of(gap.kind)},
                   {"at_least", gap.people / round_down_to * round_down_to}};
    if (gap.more_week) o["more_week"] = to_decimal(*gap.more_week);
    if (gap.bedrooms) o["bedrooms"] = *gap.bedrooms;
    gaps.push_back(std::move(o));
  }
  return boost::json::serialize(json::object{{"gaps", std::move(gaps)}});
}

Result<PublishedDemand> publish_demand(const Work& work, std::string_view document) {
  work.only_for({"publish-demand"});
  if (next_release(work)) return refuse("too-soon", "It was published less than a week ago.");
  store::demand::Release release{work.today(), std::string(document)};
  if (!store::demand::add(work.session, work.actor().place, release.day, release.document))
    return refuse("too-soon", "It was published a moment ago.");
  work.audit("demand", {}, to_iso(release.day));
  return read_release(release, store::accounts::place(work.session, work.actor().place)->name);
}

}  // namespace onepot::place
