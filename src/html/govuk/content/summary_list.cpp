#include "onepot/html/govuk/content/summary_list.h"

#include <algorithm>

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void action_link(Html& out, const Action& action, const SummaryCardTitle& card) {
  out.start("a")
      .classes("govuk-link", action.classes)
      .attribute("href", action.href)
      .attributes(action.attributes)
      .end();
  content(out, action.text, action.html);
  if (!action.visually_hidden_text.empty() || card.present()) {
    out.markup("<span class=\"govuk-visually-hidden\">");
    if (!action.visually_hidden_text.empty()) out.markup(" ").text(action.visually_hidden_text);
    if (card.present()) content(out.markup(" ("), card.text, card.html).markup(")");
    out.markup("</span>");
  }
  out.close("a");
}

void row_actions(Html& out, const SummaryActions& actions, const SummaryCardTitle& card) {
  if (actions.items.empty()) return;
  out.start("dd").classes("govuk-summary-list__actions", actions.classes).end();
  if (actions.items.size() == 1) {
    action_link(out, actions.items.front(), card);
  } else {
    out.markup("<ul class=\"govuk-summary-list__actions-list\">");
    for (const Action& action : actions.items) {
      out.markup("<li class=\"govuk-summary-list__actions-list-item\">");
      action_link(out, action, card);
      out.close("li");
    }
    out.close("ul");
  }
  out.close("dd");
}

void rows(Html& out, const SummaryList& options) {
  const SummaryCardTitle card = options.card ? options.card->title : SummaryCardTitle{};
  const bool any_actions = std::any_of(options.rows.begin(), options.rows.end(),
                                       [](const SummaryRow& row) { return !row.actions.items.empty(); });
  out.start("dl").classes("govuk-summary-list", options.classes).attributes(options.attributes).end();
  for (const SummaryRow& row : options.rows) {
    const bool bare = any_actions && row.actions.items.empty();
    out.start("div").classes("govuk-summary-list__row", bare ? "govuk-summary-list__row--no-actions" : "", row.classes);
    out.end().start("dt").classes("govuk-summary-list__key", row.key.classes).end();
    content(out, row.key.text, row.key.html).close("dt");
    out.start("dd").classes("govuk-summary-list__value", row.value.classes).end();
    content(out, row.value.text, row.value.html).close("dd");
    row_actions(out, row.actions, card);
    out.close("div");
  }
  out.close("dl");
}

void card_actions(Html& out, const SummaryCard& card) {
  const SummaryActions& actions = card.actions;
  if (actions.items.size() == 1) {
    out.start("div").classes("govuk-summary-card__actions", actions.classes).end();
    action_link(out, actions.items.front(), card.title);
    out.close("div");
  } else if (!actions.items.empty()) {
    out.start("ul").classes("govuk-summary-card__actions", actions.classes).end();
    for (const Action& action : actions.items) {
      out.markup("<li class=\"govuk-summary-card__action\">");
      action_link(out, action, card.title);
      out.close("li");
    }
    out.close("ul");
  }
}

}  // namespace

void append(Html& out, const SummaryList& options) {
  if (!options.card) return rows(out, options);
  const SummaryCard& card = *options.card;
  out.start("div").classes("govuk-summary-card", card.classes).attributes(card.attributes).end();
  out.markup("<div class=\"govuk-summary-card__title-wrapper\">");
  if (card.title.present()) {
    start_heading(out, card.title.heading_level).classes("govuk-summary-card__title", card.title.classes).end();
    content(out, card.title.text, card.title.html);
    close_heading(out, card.title.heading_level);
  }
  card_actions(out, card);
  out.markup("</div><div class=\"govuk-summary-card__content\">");
  rows(out, options);
  out.markup("</div></div>");
}

}  // namespace onepot::html::govuk
