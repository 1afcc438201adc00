#include "onepot/html/parts/card.h"

#include "onepot/base/assert.h"

namespace onepot::html {
namespace {

void card_title(Html& out, const Card& options) {
  ONEPOT_ASSERT(options.heading_level >= 2 && options.heading_level <= 6);
  out.markup("<h").number(options.heading_level).markup(" class=\"op-card__title\">");
  if (!options.href.empty()) out.markup("<a class=\"govuk-link\"").attribute("href", options.href).end();
  out.text(options.title);
  if (!options.href.empty()) out.close("a");
  out.markup("</h").number(options.heading_level).end();
}

void card_facts(Html& out, const std::vector<CardFact>& facts) {
  if (facts.empty()) return;
  out.markup("<dl class=\"op-card__facts\">");
  for (const CardFact& fact : facts) {
    out.markup("<div class=\"op-card__fact\"><dt>").text(fact.name).markup("</dt><dd>").text(fact.value);
    out.markup("</dd></div>");
  }
  out.close("dl");
}

void write_card(Html& out, const Card& options) {
  out.markup("<div class=\"op-card\">");
  if (!options.picture.empty()) {
    out.markup("<img class=\"op-card__picture\" loading=\"lazy\"").attribute("src", options.picture);
    out.attribute("alt", options.picture_words).end();
  }
  card_title(out, options);
  if (!options.tags.empty()) out.markup("<p class=\"op-card__line\">").add(options.tags).close("p");
  if (!options.line.empty()) out.markup("<p class=\"op-card__line\">").text(options.line).close("p");
  if (!options.quiet_line.empty()) {
    out.markup("<p class=\"op-card__line op-card__line--quiet\">").text(options.quiet_line).close("p");
  }
  card_facts(out, options.facts);
  out.add(options.more);
  if (!options.actions.empty()) out.markup("<div class=\"op-card__actions\">").add(options.actions).close("div");
  out.close("div");
}

}  // namespace

Html card(const Card& options) {
  Html out;
  write_card(out, options);
  return out;
}

Html cards(const std::vector<Card>& all) {
  Html out;
  if (all.empty()) return out;
  out.reserve(all.size() * 768);
  out.markup("<ul class=\"op-cards\">");
  for (const Card& options : all) {
    out.markup("<li>");
    write_card(out, options);
    out.close("li");
  }
  out.close("ul");
  return out;
}

}  // namespace onepot::html
