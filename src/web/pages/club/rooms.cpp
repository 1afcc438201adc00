// What each room of the home is worth to each: said by everybody for themselves, then divided.
#include <fmt/format.h>

#include "../../routes.h"
#include "club.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace rooms_pages {
namespace {

std::string field(std::size_t room) {
  return fmt::format("room-{}", room + 1);
}

/// Why no division is within everybody's money, and what would help.
Html impossible(const Words& w, const place::ClubView& view) {
  Html inner = html::p(html::strong(w("rooms.impossible")));
  if (view.highest.empty()) {
    inner += paragraph(w("rooms.impossible.support"));
  } else {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("rooms.highest");
    table.head = {{.text = w("rooms.room")}, {.text = w("rooms.highest.rent"), .format = "numeric"}};
    for (const auto& [room, rent] : view.highest)
      table.rows.push_back({{.text = room}, {.text = to_pounds(rent), .format = "numeric"}});
    inner += govuk::table(table);
    inner += paragraph(w("rooms.lacking", {{"rent", to_pounds(view.rent)}, {"amount", to_pounds(view.lacking)}}));
  }
  inner += paragraph(w("rooms.try-other"));
  return govuk::inset_text({.html = inner});
}

Html rooms_form(const Visit& v, const place::ClubView& view) {
  const Words& w = v.w;
  std::vector<html::Card> all;
  for (std::size_t r = 0; r < view.rooms.size(); ++r) {
    html::Card card;
    card.title = view.rooms[r].name;
    card.more = pounds_input(v, field(r), w("rooms.worth", {{"room", view.rooms[r].name}}), "",
                             typed_or(v, field(r), to_decimal(view.my_worths[r])));
    all.push_back(std::move(card));
  }
  Html inner = html::cards(all);
  inner += govuk::button({.text = w("rooms.save"), .prevent_double_click = true});
  return v.form_to(fmt::format("/clubs/{}/rooms", view.club.ref), inner);
}

Html content(const Visit& v, const place::ClubView& view) {
  const Words& w = v.w;
  Html out = heading(w("rooms.title"));
  out += paragraph(w("rooms.lead", {{"home", view.club.home.name}, {"rent", to_pounds(view.rent)}}));
  out += paragraph(w("rooms.how"));
  if (view.rooms.size() > view.members.size()) out += paragraph(w("rooms.spare"));
  if (view.impossible) out += impossible(w, view);
  if (view.club.status == "asked") out += govuk::inset_text({.text = w("rooms.again")});
  out += rooms_form(v, view);
  const long said = std::ranges::count(view.has_said, true);
  return out +
         hint_paragraph(w("rooms.said", {{"n", std::to_string(said)}, {"all", std::to_string(view.members.size())}}));
}

std::string club_address(const place::ClubView& view) {
  return fmt::format("/clubs/{}", view.club.ref);
}

bool can_say(const place::ClubView& view) {
  return view.club.status == "rooms" || view.club.status == "asked";
}

Answer show_rooms(Page& p) {
  const auto seen = place::see_club(p.work(), place::built_in_price_book());
  if (!seen) return p.refused(seen.error(), "/me/home");
  const auto& view = *seen;
  if (!can_say(view)) return p.done(club_address(view));
  return p.show(p.w("rooms.title"), content(p, view), {.back = club_address(view)});
}

Answer do_rooms(Page& p) {
  const auto seen = place::see_club(p.work(), place::built_in_price_book());
  if (!seen) return p.refused(seen.error(), "/me/home");
  const auto& view = *seen;
  std::vector<Pence> worths;
  for (std::size_t r = 0; r < view.rooms.size(); ++r) {
    const auto amount = typed_pounds(p, field(r));
    if (!amount) p.errors.add(field(r), p.w("rooms.error", {{"room", view.rooms[r].name}}));
    worths.push_back(amount.value_or(Pence()));
  }
  if (!p.errors.empty()) return p.again(p.w("rooms.title"), content(p, view), {.back = club_address(view)});
  const auto said = place::say_rooms(p.work(), place::built_in_price_book(), worths);
  if (!said)
    return {p.page(p.w("rooms.title"), heading(p.w("club.ended.title")) + paragraph(p.w("club.over")),
                   {.back = club_address(view), .status = 409}),
            false};
  switch (*said) {
    case place::RoomsSaid::waiting:
      return p.done(club_address(view), "rooms-said");
    case place::RoomsSaid::asked:
      return p.done(club_address(view), "rooms-divided");
    case place::RoomsSaid::impossible:
      return p.done(club_address(view) + "/rooms", "rooms-impossible");
  }
  return p.done(club_address(view));
}

}  // namespace
}  // namespace rooms_pages

void add_rooms_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/clubs/{club}/rooms", "see-club", About::path, rooms_pages::show_rooms},
                                  {post, "/clubs/{club}/rooms", "change-club", About::path, rooms_pages::do_rooms},
                              });
}

}  // namespace onepot::web
