// What can be bought here: for anybody, signed in or not. A search that finds nothing is written down as a gap.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/http/address.h"
#include "onepot/http/form.h"
#include "onepot/place/listing.h"
#include "onepot/store/accounts.h"
#include "onepot/store/providers.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace providers = store::providers;
constexpr int page_size = 20;
constexpr int pages_most = 200;

struct Asked {
  std::string words, category;
  std::int64_t area = 0;
  int page = 1;
};

struct Shown {
  store::accounts::Place place;
  std::vector<store::accounts::Area> areas;
  std::vector<std::string> categories;
  providers::Found found;
};

int whole_of(std::string_view text, int otherwise, int most) {
  int n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || n > most) return otherwise;
    n = n * 10 + (c - '0');
  }
  return text.empty() || n > most ? otherwise : n;
}

Asked asked_of(const Visit& v) {
  Asked asked;
  const auto& query = v.request.query;
  asked.words = std::string(trim(query.get("words"))).substr(0, 100);
  while (!valid_utf8(asked.words)) asked.words.pop_back();
  asked.category = std::string(query.get("category")).substr(0, 60);
  asked.area = whole_of(query.get("area"), 0, 1'000'000);
  asked.page = std::max(1, whole_of(query.get("page"), 1, pages_most));
  return asked;
}

std::string address_of(const Asked& asked, int page) {
  http::Fields fields;
  fields.add("words", asked.words);
  fields.add("category", asked.category);
  fields.add("area", asked.area == 0 ? "" : std::to_string(asked.area));
  fields.add("page", std::to_string(page));
  return "/directory?" + http::to_urlencoded(fields);
}

Html search_form(const Visit& v, const Asked& asked, const Shown& shown) {
  const Words& w = v.w;
  govuk::Select category{.name = "category",
                         .items = {{.value = "", .text = w("directory.any-kind")}},
                         .value = asked.category,
                         .label = {.text = w("directory.kind")}};
  for (const auto& c : shown.categories) category.items.push_back({.value = c, .text = category_words(c)});
  govuk::Select area{.name = "area",
                     .items = {{.value = "", .text = w("directory.any-area")}},
                     .value = asked.area == 0 ? "" : std::to_string(asked.area),
                     .label = {.text = w("directory.area")}};
  for (const auto& a : shown.areas) area.items.push_back({.value = std::to_string(a.id.value), .text = a.name});
  Html out;
  out.start("form").attribute("method", "get").attribute("action", "/directory").end();
  out += line_input(v, "words", w("directory.words"), w("directory.words.hint"), asked.words);
  out += govuk::select(category);
  out += govuk::select(area);
  out += govuk::button({.text = w("directory.search")});
  return out.close("form");
}

html::Card card_of(const Words& w, const providers::Listed& l) {
  return {.title = l.provider_name,
          .href = "/providers/" + l.provider_ref,
          .heading_level = 3,
          .line = l.words,
          .quiet_line = category_words(l.category),
          .facts = {{w("directory.price"), rate_words(w, l.day_rate)},
                    {w("directory.where"), l.area_name},
                    {w("directory.size"), size_words(w, l.staff_hundredths)}}};
}

http::Response show_directory(Visit& v) {
  const Words& w = v.w;
  const Asked asked = asked_of(v);
  Shown shown;
  v.app.db().read([&](store::Session& s) {
    if (v.actor)
      shown.place = store::accounts::place(s, v.actor->place).value_or(store::accounts::Place{});
    else if (const auto all = store::accounts::places(s); !all.empty())
      shown.place = all.front();
    shown.areas = store::accounts::areas(s, shown.place.id);
    shown.categories = providers::categories(s, shown.place.id);
    shown.found = providers::search(s, shown.place.id, asked.words, asked.category, place::AreaId{asked.area},
                                    (asked.page - 1) * page_size, page_size);
  });
  const bool nothing = shown.found.of == 0;
  if (nothing && !asked.words.empty() && v.request.method == http::Method::get)
    (void)v.app.db().write([&](store::Session& s) -> Result<int> {
      ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "open-page", {}, v.now));
      place::note_gap({s, grant, v.random}, shown.place.id, asked.words);
      return 0;
    });
  Html out = heading(w("directory.title", {{"place", shown.place.name}}));
  out += paragraph(w("directory.lead"));
  out += search_form(v, asked, shown);
  if (nothing) {
    out += heading2(w("directory.nothing"));
    if (!asked.words.empty()) out += paragraph(w("directory.gap"));
    out += paragraph(w("directory.nothing.try"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/directory", w("directory.all")));
    return v.page(w("directory.title", {{"place", shown.place.name}}), out);
  }
  out += heading2(w.count("directory.found", shown.found.of));
  std::vector<html::Card> all;
  for (const auto& l : shown.found.listed) all.push_back(card_of(w, l));
  out += html::cards(all);
  const auto pages = static_cast<int>((shown.found.of + page_size - 1) / page_size);
  if (pages > 1) {
    out += paragraph(w("directory.page", {{"page", std::to_string(asked.page)}, {"pages", std::to_string(pages)}}));
    govuk::Pagination pagination;
    pagination.landmark_label = w("directory.pages");
    if (asked.page > 1)
      pagination.previous = {.text = w("directory.previous"), .href = address_of(asked, asked.page - 1)};
    if (asked.page < pages) pagination.next = {.text = w("directory.next"), .href = address_of(asked, asked.page + 1)};
    out += govuk::pagination(pagination);
  }
  out += html::element("p", {{"class", "govuk-body"}}, link("/demand", w("demand.title")));
  return v.page(w("directory.title", {{"place", shown.place.name}}), out, {.wide = true});
}

Answer show_provider(Page& p) {
  const Words& w = p.w;
  const auto provider = providers::by_ref(p.session, p.parameter("provider"));
  if (!provider)
    return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                   {.status = 404}),
            true};
  Html out = heading(provider->name) + listing_as_others_see_it(p, *provider);
  if (p.actor && p.actor->person)
    out += html::element("p", {{"class", "govuk-body"}},
                         link("/me/money/agree?provider=" + provider->ref, p.w("own.ask.link")));
  return p.show(provider->name, out, {.back = "/directory"});
}

}  // namespace

Html listing_as_others_see_it(const Page& p, const store::providers::Provider& provider) {
  const Words& w = p.w;
  Html out;
  if (!provider.about.empty()) out += paragraph(provider.about);
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("directory.where")}, .value = {.text = provider.area_name}},
               {.key = {.text = w("directory.size")}, .value = {.text = size_words(w, provider.staff_hundredths)}},
               {.key = {.text = w("provider.kind")}, .value = {.text = category_words(provider.kind)}}};
  out += govuk::summary_list(list);
  out += heading2(w("provider.offers"));
  std::vector<html::Card> all;
  for (const auto& o : providers::offerings(p.session, provider.id))
    all.push_back(
        {.title = category_words(o.category),
         .heading_level = 3,
         .line = o.words,
         .facts = {{w("provider.day"), rate_words(w, o.day_rate)},
                   {w("provider.night"), o.night_rate ? rate_words(w, o.night_rate) : w("provider.no-nights")}}});
  out += all.empty() ? paragraph(w("provider.offers-nothing")) : html::cards(all);
  return out += newness_as_others_see_it(p, provider.id);
}

void add_directory_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {.method = get, .pattern = "/directory", .action = "open-page", .run_slowly = show_directory},
                    {get, "/providers/{provider}", "open-page", About::nothing, show_provider},
                });
}

}  // namespace onepot::web
