// Tables that go out: chosen, hidden and proved by the program, checked by another person, kept for good. And rows
// without names, for those whom the place has permitted.
#include "onepot/place/publishing.h"

#include <fmt/format.h>

#include <algorithm>

#include "../../routes.h"
#include "evaluations.h"
#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

using store::publications::Publication;

std::string columns_words(const Words& w, const std::vector<std::string>& by) {
  std::vector<std::string> out;
  for (const auto& b : by) out.push_back(w("publish.by." + b));
  return join(out, ", ");
}

std::string state_words(const Words& w, const Publication& p) {
  return w(p.answer.empty() ? "publish.waits" : "publish.answer." + p.answer);
}

/// As it goes out: without the columns that say what each printed figure says.
Html figures_table(const Words& w, const Publication& p) {
  const auto parsed = csv::parse(p.csv, p.ref);
  ONEPOT_ASSERT(parsed.has_value());
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = p.title;
  const std::size_t columns = p.by.size() + 1;
  for (std::size_t c = 0; c < p.by.size(); ++c) table.head.push_back({.text = w("publish.by." + p.by[c])});
  table.head.push_back({.text = w("publish.people"), .format = "numeric"});
  for (const auto& record : parsed->records) {
    std::vector<govuk::TableCell> cells;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string value(csv::field(record, c));
      const bool number = c + 1 == columns;
      cells.push_back({.text = number ? (value == learn::hidden_mark ? w("publish.hidden") : value)
                                      : (value == learn::total_word ? w("publish.total") : value),
                       .format = number ? "numeric" : ""});
    }
    table.rows.push_back(std::move(cells));
  }
  return wide_table(p.title, table);
}

Html facts(const Words& w, const Publication& p) {
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("publish.as-of")}, .value = {.text = to_words(p.as_of)}},
               {.key = {.text = w("publish.columns")}, .value = {.text = columns_words(w, p.by)}},
               {.key = {.text = w("publish.rules")}, .value = {.text = w("publish.rules." + p.rules)}},
               {.key = {.text = w("publish.state")}, .value = {.text = state_words(w, p)}}};
  if (p.checked_at)
    list.rows.push_back(
        {.key = {.text = w("publish.checked")},
         .value = {.text = w("eval.made.value", {{"day", to_words(date_of(*p.checked_at))}, {"name", p.checked_by}})}});
  return govuk::summary_list(list);
}

Answer show_all(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("publish.title")) + paragraph(w("publish.lead"));
  if (place::decide(p.session, p.actor, "publish-figures", {}, p.now))
    out += govuk::button({.text = w("publish.new"), .href = "/evaluations/publish/new"});
  const auto all = place::publications(p.work());
  if (all.empty()) out += paragraph(w("publish.nothing"));
  for (const auto& one : all) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}}, link("/evaluations/publish/" + one.ref, one.title));
    card += hint_paragraph(fmt::format("{}. {}", columns_words(w, one.by), to_words(one.as_of)));
    card += govuk::tag({.text = state_words(w, one),
                        .classes = one.answer == "released"  ? "govuk-tag--green"
                                   : one.answer == "refused" ? "govuk-tag--grey"
                                                             : "govuk-tag--yellow"});
    if (one.taken_back && one.answer != "refused") card += paragraph(w("publish.taken-back-tag"));
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  Html more;
  more += html::element("li", {}, link("/published", w("published.title")));
  if (place::decide(p.session, p.actor, "take-extract", {}, p.now))
    more += html::element("li", {}, link("/evaluations/extract", w("extract.title")));
  else if (p.actor && p.actor->role == 'E')
    more += html::element("li", {}, w("extract.not-permitted"));
  if (place::decide(p.session, p.actor, "give-permission", {}, p.now))
    more += html::element("li", {}, link("/evaluations/permissions", w("permit.title")));
  out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, more);
  return p.show(w("publish.title"), out, {.back = "/evaluations"});
}

Html new_form(const Visit& v) {
  const Words& w = v.w;
  Html inner = line_input(v, "title", w("publish.name"), w("publish.name.hint"), v.typed("title"));
  govuk::Checkboxes by;
  by.fieldset.legend = {.text = w("publish.columns"), .classes = "govuk-fieldset__legend--s"};
  by.hint.text = w("publish.columns.hint");
  by.error_message.text = v.errors.of("by");
  by.name = "by";
  for (const auto each : v.form.each("by")) by.values.emplace_back(each);
  for (const auto& code : place::countable()) by.items.push_back({.text = w("publish.by." + code), .value = code});
  inner += govuk::checkboxes(by);
  inner += day_input(v, "as-of", w("publish.as-of"), w("publish.as-of.hint"), v.today());
  auto rules = one_of(v, "rules", w("publish.rules"), typed_or(v, "rules", "social-care"));
  for (const auto& r : place::publisher_rules())
    rules.items.push_back({.text = w("publish.rules." + r.id), .value = r.id});
  inner += govuk::radios(rules);
  inner += govuk::button({.text = w("publish.make"), .prevent_double_click = true});
  return heading(w("publish.new")) + paragraph(w("publish.new.lead")) + v.form_to("/evaluations/publish/new", inner);
}

Answer show_new(Page& p) {
  return p.show(p.w("publish.new"), new_form(p), {.back = "/evaluations/publish"});
}

http::Response do_new(Visit& v) {
  place::ProposedTable asked{.title = v.typed("title"), .rules = v.typed("rules"), .as_of = v.today(), .by = {}};
  for (const auto each : v.form.each("by")) asked.by.emplace_back(each);
  if (const auto day = typed_day(v, "as-of"))
    asked.as_of = *day;
  else
    v.errors.add("as-of", v.w("eval.error.day"));
  const auto kept = v.app.db().read([&](store::Session& s) -> Result<Publication> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "publish-figures", {}, v.now));
    return place::make_table({s, grant, v.random}, asked);
  });
  const auto proposed = !kept || !v.errors.empty()
                            ? Result<std::string>(tl::unexpected(kept ? Refusal{} : kept.error()))
                            : v.app.db().write([&](store::Session& s) -> Result<std::string> {
                                ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "publish-figures", {}, v.now));
                                return place::propose_table({s, grant, v.random}, *kept);
                              });
  if (proposed) return v.go("/evaluations/publish/" + *proposed, "table-made");
  if (const auto& refusal = proposed.error(); !refusal.code.empty()) {
    const std::string field = refusal.where.column.empty() || refusal.code == "empty" ? "by" : refusal.where.column;
    v.errors.add(v.w.has("publish.error." + refusal.code) ? field : "by",
                 v.w.has("publish.error." + refusal.code) ? v.w("publish.error." + refusal.code) : refusal.sentence);
  }
  return v.page(v.w("publish.new"), new_form(v), {.back = "/evaluations/publish", .status = 422});
}

Html checking(Page& p, const Publication& one) {
  const Words& w = p.w;
  Html out = heading2(w("publish.check"));
  if (one.taken_back && one.answer != "refused")
    out += govuk::warning_text(
        {.text = w(one.answer == "released" ? "publish.taken-back-released" : "publish.taken-back-waiting"),
         .icon_fallback_text = w("eval.warning")});
  out += paragraph(w("publish.proved", {{"small", std::to_string(one.small)},
                                        {"more", std::to_string(one.more)},
                                        {"linked", std::to_string(one.linked.size())}}));
  out += paragraph(w("publish.other-days"));
  out += govuk::details({.summary_text = w("publish.form"),
                         .html = html::element("pre", {{"class", "op-scroll"}, {"tabindex", "0"}}, one.form)});
  if (!one.answer.empty()) {
    if (!one.checked_words.empty())
      out += html::element("blockquote", {{"class", "govuk-inset-text"}}, one.checked_words);
    return out;
  }
  if (!place::decide(p.session, p.actor, "check-figures", {}, p.now)) return out;
  if (one.made_by_id == p.actor->account) return out + govuk::inset_text({.text = w("publish.error.own")});
  auto radios = one_of(p, "answer", w("publish.answer"), p.typed("answer"));
  radios.items = {{.text = w("publish.release"), .value = "release"}, {.text = w("publish.refuse"), .value = "refuse"}};
  Html inner = govuk::radios(radios);
  inner += words_input(p, "words", w("publish.words"), w("publish.words.hint"), p.typed("words"), 3);
  inner += govuk::button({.text = w("publish.answer.button"), .prevent_double_click = true});
  return out + p.form_to(fmt::format("/evaluations/publish/{}/check", one.ref), inner);
}

Answer show_one(Page& p) {
  const auto one = place::publication(p.work(), p.parameter("publication"));
  if (!one) return p.refused({"gone", p.w("publish.error.gone")}, "/evaluations/publish");
  return p.show(one->title, heading(one->title) + facts(p.w, *one) + figures_table(p.w, *one) + checking(p, *one),
                {.back = "/evaluations/publish"});
}

Answer do_check(Page& p) {
  const std::string ref = p.parameter("publication"), here = "/evaluations/publish/" + ref;
  const auto one = place::publication(p.work(), ref);
  if (!one) return p.refused({"gone", p.w("publish.error.gone")}, "/evaluations/publish");
  const std::string answer = p.typed("answer");
  const auto again = [&] {
    return p.again(one->title, heading(one->title) + facts(p.w, *one) + figures_table(p.w, *one) + checking(p, *one),
                   {.back = "/evaluations/publish"});
  };
  if (answer != "release" && answer != "refuse") {
    p.errors.add("answer", p.w("eval.error.verdict"));
    return again();
  }
  const auto done = place::check_table(p.work(), ref, answer == "release", p.typed("words"));
  if (!done) {
    if (done.error().where.column.empty())
      return p.refused({done.error().code == "stale" || done.error().code == "taken-back" ? "taken" : done.error().code,
                        p.w("publish.error." + done.error().code)},
                       here);
    p.errors.add("words", p.w("publish.error.words"));
    return again();
  }
  return p.done(here, answer == "release" ? "table-released" : "table-refused");
}

// For everybody -------------------------------------------------------------------------------------------------------

Answer show_published(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("published.title")) + paragraph(w("published.lead"));
  const auto all = store::publications::everywhere(p.session);
  if (all.empty()) out += paragraph(w("published.nothing"));
  for (const auto& one : all) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}}, link("/published/" + one.ref, one.title));
    card += hint_paragraph(fmt::format("{}. {}", columns_words(w, one.by), to_words(one.as_of)));
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  return p.show(w("published.title"), out);
}

std::optional<Publication> released(Page& p) {
  auto one = store::publications::by_ref(p.session, p.parameter("publication"));
  return one && one->answer == "released" ? one : std::nullopt;
}

Answer show_released(Page& p) {
  const auto one = released(p);
  if (!one) return p.refused({"gone", p.w("publish.error.gone")}, "/published");
  Html out = heading(one->title) + facts(p.w, *one) + figures_table(p.w, *one) + paragraph(p.w("published.consent"));
  out += html::element("p", {{"class", "govuk-body"}},
                       link(fmt::format("/published/{}/table.csv", one->ref), p.w("published.csv")));
  return p.show(one->title, out, {.back = "/published"});
}

Answer show_csv(Page& p) {
  const auto one = released(p);
  if (!one) return p.refused({"gone", p.w("publish.error.gone")}, "/published");
  return {attachment(one->csv, false, "table"), true};
}

// Rows without names --------------------------------------------------------------------------------------------------

/// Every extract that was taken of the place's people.
Html extracts_taken(Page& p) {
  const Words& w = p.w;
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("extract.taken");
  bool taken_back = false;
  table.head = {{.text = w("extract.who")},
                {.text = w("extract.when")},
                {.text = w("extract.purpose")},
                {.text = w("publish.people"), .format = "numeric"}};
  for (const auto& t : store::publications::extracts(p.session, p.actor->place, p.now)) {
    taken_back = taken_back || t.taken_back;
    table.rows.push_back(
        {{.text = t.account_name},
         {.text =
              t.taken_back ? w("extract.taken-back-at", {{"day", to_words(date_of(t.at))}}) : to_words(date_of(t.at))},
         {.text = t.purpose},
         {.text = t.people < 5 ? w("evaluation.fewer") : std::to_string(t.people), .format = "numeric"}});
  }
  if (table.rows.empty()) return {};
  Html out;
  if (taken_back)
    out += govuk::warning_text({.text = w("extract.taken-back"), .icon_fallback_text = w("eval.warning")});
  return out + wide_table(w("extract.taken"), table);
}

Html extract_form(Page& p) {
  const Words& w = p.w;
  Html inner = words_input(p, "purpose", w("extract.purpose"), w("extract.purpose.hint"), p.typed("purpose"), 2);
  auto which = one_of(p, "which", w("extract.which"), typed_or(p, "which", "rows"));
  which.items = {{.text = w("extract.rows"), .value = "rows"},
                 {.text = w("extract.dictionary"), .value = "dictionary"}};
  inner += govuk::radios(which) + govuk::button({.text = w("extract.take"), .prevent_double_click = true});
  Html out = heading(w("extract.title")) + paragraph(w("extract.lead")) + p.form_to("/evaluations/extract", inner);
  return out + extracts_taken(p);
}

Answer show_extract(Page& p) {
  return p.show(p.w("extract.title"), extract_form(p), {.back = "/evaluations/publish"});
}

Answer do_extract(Page& p) {
  const auto taken = place::take_extract(p.work(), p.typed("purpose"));
  if (!taken) {
    p.errors.add("purpose", p.w("extract.error.purpose"));
    return p.again(p.w("extract.title"), extract_form(p), {.back = "/evaluations/publish"});
  }
  if (p.typed("which") == "dictionary") return {attachment(taken->dictionary_csv, false, "dictionary"), false};
  return {attachment(taken->rows_csv, false, "extract"), true};
}

Html permissions_page(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("permit.title")) + paragraph(w("permit.lead"));
  for (const auto& one : place::permissions(p.work())) {
    Html card = html::element("h2", {{"class", "govuk-heading-s"}}, one.account_name) + paragraph(one.why);
    card += hint_paragraph(w("permit.line", {{"name", one.given_by},
                                             {"from", to_words(date_of(one.given_at))},
                                             {"until", to_words(date_of(one.until) - 1)}}));
    card += p.button_to("/evaluations/permissions/end", w("permit.end"), {{"permission", one.ref}},
                        "govuk-button--secondary");
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  govuk::Select who;
  who.name = "account";
  who.value = p.typed("account");
  who.items.push_back({.value = "", .text = w("eval.choose")});
  for (const auto& [ref, name] : store::publications::evaluators(p.session, p.actor->place))
    who.items.push_back({.value = ref, .text = name});
  who.label = {.text = w("permit.who"), .classes = "govuk-label--s"};
  who.error_message.text = p.errors.of("account");
  Html inner = govuk::select(who) + words_input(p, "why", w("permit.why"), w("permit.why.hint"), p.typed("why"), 2);
  inner += day_input(p, "until", w("permit.until"), w("permit.until.hint"), std::nullopt);
  inner += govuk::button({.text = w("permit.button"), .prevent_double_click = true});
  return out + p.form_to("/evaluations/permissions", inner) + extracts_taken(p);
}

Answer show_permissions(Page& p) {
  return p.show(p.w("permit.title"), permissions_page(p), {.back = "/evaluations/publish"});
}

Answer do_permit(Page& p) {
  const auto until = typed_day(p, "until");
  if (!until) p.errors.add("until", p.w("eval.error.day"));
  const auto given = place::permit_extract(p.work(), p.typed("account"), p.typed("why"), until.value_or(p.today() + 1));
  if (!given) p.errors.add(given.error().where.column, p.w("permit.error." + given.error().code));
  if (!p.errors.empty()) return p.again(p.w("permit.title"), permissions_page(p), {.back = "/evaluations/publish"});
  return p.done("/evaluations/permissions", "permission-given");
}

Answer do_end(Page& p) {
  if (const auto ended = place::end_permission(p.work(), p.typed("permission")); !ended)
    return p.refused({"taken", p.w("permit.error.gone")}, "/evaluations/permissions");
  return p.done("/evaluations/permissions", "permission-ended");
}

}  // namespace

void add_publishing_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/evaluations/publish", "see-evaluation", About::nothing, show_all},
                    {get, "/evaluations/publish/new", "publish-figures", About::nothing, show_new},
                    {get, "/evaluations/publish/{publication}", "see-evaluation", About::nothing, show_one},
                    {post, "/evaluations/publish/{publication}/check", "check-figures", About::nothing, do_check},
                    {get, "/evaluations/extract", "take-extract", About::nothing, show_extract},
                    {post, "/evaluations/extract", "take-extract", About::nothing, do_extract},
                    {get, "/evaluations/permissions", "give-permission", About::nothing, show_permissions},
                    {post, "/evaluations/permissions", "give-permission", About::nothing, do_permit},
                    {post, "/evaluations/permissions/end", "give-permission", About::nothing, do_end},
                    {get, "/published", "open-page", About::nothing, show_published},
                    {get, "/published/{publication}", "open-page", About::nothing, show_released},
                    {get, "/published/{publication}/table.csv", "open-page", About::nothing, show_csv},
                });
  routes.push_back(
      {.method = post, .pattern = "/evaluations/publish/new", .action = "publish-figures", .run_slowly = do_new});
}

}  // namespace onepot::web
