// The library of good ideas: what is core, what may be adapted, who adopted it and what they changed.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/innovations.h"

namespace onepot::web {
namespace {

using store::innovations::Entry;

std::string kinds_words(const Words& w, const spread::Innovation& i) {
  std::vector<std::string> out;
  for (const auto kind : i.kinds) out.push_back(w(fmt::format("library.kind.{}", spread::to_text(kind))));
  return join(out, "; ");
}

Answer show_library(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("library.title"));
  out += paragraph(w("library.lead"));
  if (p.actor && place::decide(p.session, p.actor, "put-innovation", {}, p.now))
    out += govuk::button({.text = w("library.new"), .href = "/library/new"});
  for (const auto& e : store::innovations::all(p.session)) {
    Html card =
        html::element("h2", {{"class", "govuk-heading-m"}}, link(fmt::format("/library/{}", e.ref), e.innovation.name));
    card += paragraph(e.innovation.summary);
    card += hint_paragraph(fmt::format("{} · {}", kinds_words(w, e.innovation),
                                       w.count("library.adopted", static_cast<long>(e.adoptions))));
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  return p.show(w("library.title"), out);
}

Html parts_list(const Words& w, const spread::Innovation& i, bool core) {
  Html list;
  for (const auto& part : i.parts)
    if (part.core == core) list += html::element("li", {}, part.text);
  return heading2(w(core ? "library.core" : "library.adaptable")) +
         html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, list);
}

Answer show_innovation(Page& p) {
  const Words& w = p.w;
  const auto e = store::innovations::by_ref(p.session, p.parameter("innovation"));
  if (!e) return p.refused({"gone", w("library.gone")}, "/library");
  Html out = heading(e->innovation.name);
  out += html::element("p", {{"class", "govuk-body-l"}}, e->innovation.summary);
  govuk::SummaryList facts;
  facts.rows.push_back({.key = {.text = w("library.kinds")}, .value = {.text = kinds_words(w, e->innovation)}});
  facts.rows.push_back({.key = {.text = w("library.origin")}, .value = {.text = e->innovation.origin}});
  if (!e->place_name.empty())
    facts.rows.push_back({.key = {.text = w("library.from")}, .value = {.text = e->place_name}});
  if (!e->prior.empty()) facts.rows.push_back({.key = {.text = w("library.prior")}, .value = {.text = e->prior}});
  out += govuk::summary_list(facts);
  out += parts_list(w, e->innovation, true);
  out += parts_list(w, e->innovation, false);
  const auto adoptions = store::innovations::adoptions(p.session, e->id);
  out += heading2(w("library.adoptions"));
  if (adoptions.empty()) out += paragraph(w("library.no-adoptions"));
  for (const auto& a : adoptions) {
    const auto d = spread::departures(e->innovation, a.adoption);
    Html card = html::element("h3", {{"class", "govuk-heading-s"}}, a.place_name, ", ", to_words(date_of(a.at)));
    card += paragraph(d.words);
    if (d.drift)
      card += html::element("p", {{"class", "govuk-body"}},
                            html::element("strong", {{"class", "govuk-tag govuk-tag--orange"}}, w("library.drift")),
                            " ", w("library.drift.text"));
    Html changes;
    for (const auto& part : a.adoption.parts)
      if (part.did != spread::Did::kept)
        for (const auto& original : e->innovation.parts)
          if (original.id == part.part)
            changes += html::element(
                "li", {}, html::element("strong", {}, w(fmt::format("library.did.{}", spread::to_text(part.did)))), " ",
                original.text, " – ", part.note);
    if (!changes.empty()) card += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, changes);
    if (!a.words.empty()) card += html::element("blockquote", {{"class", "govuk-inset-text"}}, a.words);
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  if (p.actor && e->place != p.actor->place && place::decide(p.session, p.actor, "adopt-innovation", {}, p.now))
    out += govuk::button({.text = w("library.adopt"), .href = fmt::format("/library/{}/adopt", e->ref)});
  return p.show(e->innovation.name, out, {.back = "/library"});
}

// Putting one in
// -----------------------------------------------------------------------------------------------------------

Html new_form(Page& p, bool looked) {
  const Words& w = p.w;
  const auto area = [&](const char* name, const char* label, const char* hint, int rows) {
    return govuk::textarea({.name = name,
                            .rows = rows,
                            .value = p.typed(name),
                            .label = {.text = w(label), .classes = "govuk-label--s"},
                            .hint = {.text = w(hint)},
                            .error_message = {.text = p.errors.of(name)}});
  };
  Html inner = govuk::input({.name = "name",
                             .value = p.typed("name"),
                             .label = {.text = w("library.form.name"), .classes = "govuk-label--s"},
                             .error_message = {.text = p.errors.of("name")}});
  inner += area("summary", "library.form.summary", "library.form.summary.hint", 4);
  govuk::Checkboxes kinds;
  kinds.fieldset.legend = {.text = w("library.form.kinds"), .classes = "govuk-fieldset__legend--s"};
  kinds.error_message.text = p.errors.of("kinds");
  kinds.name = "kinds";
  for (const auto kind : p.form.each("kinds")) kinds.values.emplace_back(kind);
  for (const auto* kind : {"what", "how", "who"})
    kinds.items.push_back({.text = w(fmt::format("library.kind.{}", kind)), .value = kind});
  inner += govuk::checkboxes(kinds);
  inner += area("origin", "library.form.origin", "library.form.origin.hint", 2);
  inner += area("core", "library.form.core", "library.form.core.hint", 5);
  inner += area("adaptable", "library.form.adaptable", "library.form.adaptable.hint", 5);
  Html out = heading(w("library.new"));
  if (looked) {
    // Groundhog Day: what was tried before is seen before anything is added.
    out += heading2(w("library.before"));
    const auto before = place::tried_before(p.session, p.typed("name") + ". " + p.typed("summary"));
    if (before.empty()) out += paragraph(w("library.before.none"));
    Html list;
    for (const auto& [entry, like] : before)
      list += html::element("li", {}, link(fmt::format("/library/{}", entry.ref), entry.innovation.name), " ",
                            w("library.before.shared", {{"words", join(like.shared, ", ")}}));
    if (!before.empty()) out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, list);
    inner += area("prior", "library.form.prior", "library.form.prior.hint", 3);
    inner += html::hidden("looked", "yes");
    inner += govuk::button({.text = w("library.form.put"), .prevent_double_click = true});
  } else {
    inner += govuk::button({.text = w("library.form.next"), .prevent_double_click = true});
  }
  return out + p.form_to("/library/new", inner);
}

Answer show_new(Page& p) {
  return p.show(p.w("library.new"), new_form(p, false), {.back = "/library"});
}

Answer do_new(Page& p) {
  spread::Innovation i;
  i.name = p.typed("name");
  i.summary = p.typed("summary");
  i.origin = p.typed("origin");
  for (const auto kind : p.form.each("kinds"))
    if (auto read = spread::parse_kinds(kind)) i.kinds.insert(i.kinds.end(), read->begin(), read->end());
  for (const bool core : {true, false})
    for (const auto& line : split_text(p.form.text(core ? "core" : "adaptable"), '\n'))
      if (!trim(line).empty()) i.parts.push_back({0, core, std::string(trim(line))});
  const bool looked = p.form.has("looked");
  i.looked_at_prior = true;
  if (auto missing = spread::missing(i); !missing.empty()) {
    for (auto& m : missing) p.errors.add(m.where.column.empty() ? "name" : m.where.column, m.sentence);
    return p.again(p.w("library.new"), new_form(p, looked), {.back = "/library"});
  }
  if (!looked) {
    Answer answer = p.show(p.w("library.new"), new_form(p, true), {.back = "/library"});
    return answer;
  }
  const auto put = place::put_innovation(p.work(), std::move(i), p.typed("prior"));
  if (!put) return p.refused(put.error().front(), "/library/new");
  return p.done(fmt::format("/library/{}", *put), "innovation-put");
}

// Adopting
// -----------------------------------------------------------------------------------------------------------------

Html adopt_form(const Visit& v, const Entry& e) {
  const Words& w = v.w;
  Html inner;
  for (const auto& part : e.innovation.parts) {
    const std::string did = fmt::format("part-{}", part.id), note = fmt::format("note-{}", part.id);
    govuk::Radios radios;
    radios.fieldset.legend = {
        .text = fmt::format("{} {}", w(part.core ? "library.part.core" : "library.part.adaptable"), part.text),
        .classes = "govuk-fieldset__legend--s"};
    radios.error_message.text = v.errors.of(did);
    radios.name = did;
    radios.value = v.typed(did);
    radios.classes = "govuk-radios--inline govuk-radios--small";
    for (const auto* choice : {"kept", "changed", "left-out"})
      radios.items.push_back({.text = w(fmt::format("library.will.{}", choice)), .value = choice});
    inner += govuk::radios(radios);
    inner += govuk::input({.name = note,
                           .value = v.typed(note),
                           .label = {.text = w("library.note")},
                           .error_message = {.text = v.errors.of(note)}});
  }
  inner += govuk::textarea({.name = "words",
                            .rows = 3,
                            .value = v.typed("words"),
                            .label = {.text = w("library.adopt.words"), .classes = "govuk-label--s"}});
  inner += govuk::button({.text = w("library.adopt.button"), .prevent_double_click = true});
  return heading(w("library.adopt.title", {{"name", e.innovation.name}})) + paragraph(w("library.adopt.lead")) +
         v.form_to(fmt::format("/library/{}/adopt", e.ref), inner);
}

Answer show_adopt(Page& p) {
  const auto e = store::innovations::by_ref(p.session, p.parameter("innovation"));
  if (!e) return p.refused({"gone", p.w("library.gone")}, "/library");
  return p.show(p.w("library.adopt"), adopt_form(p, *e), {.back = fmt::format("/library/{}", e->ref)});
}

Answer do_adopt(Page& p) {
  const auto e = store::innovations::by_ref(p.session, p.parameter("innovation"));
  if (!e) return p.refused({"gone", p.w("library.gone")}, "/library");
  const std::string back = fmt::format("/library/{}", e->ref);
  spread::Adoption adoption;
  for (const auto& part : e->innovation.parts) {
    const std::string did = fmt::format("part-{}", part.id), note = p.typed(fmt::format("note-{}", part.id));
    const auto read = spread::parse_did(p.typed(did));
    if (!read)
      p.errors.add(did, p.w("library.adopt.unanswered"));
    else if (*read != spread::Did::kept && note.empty())
      p.errors.add(fmt::format("note-{}", part.id), p.w("library.adopt.no-note"));
    else
      adoption.parts.push_back({part.id, *read, note});
  }
  if (!p.errors.empty()) return p.again(p.w("library.adopt"), adopt_form(p, *e), {.back = back});
  const auto done = place::adopt_innovation(p.work(), e->ref, adoption, p.typed("words"));
  if (!done) return p.refused(done.error().front(), back);
  return p.done(back, done->drift ? "adopted-with-drift" : "adopted");
}

}  // namespace

void add_library_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/library", "open-page", About::nothing, show_library},
                                  {get, "/library/new", "put-innovation", About::nothing, show_new},
                                  {post, "/library/new", "put-innovation", About::nothing, do_new},
                                  {get, "/library/{innovation}", "open-page", About::nothing, show_innovation},
                                  {get, "/library/{innovation}/adopt", "adopt-innovation", About::nothing, show_adopt},
                                  {post, "/library/{innovation}/adopt", "adopt-innovation", About::nothing, do_adopt},
                              });
}

}  // namespace onepot::web
