#include "onepot/html/govuk/forms/radios.h"

#include "govuk/choices.h"

namespace onepot::html::govuk {
namespace {

void radio(Html& out, const Radios& group, const RadioItem& item, std::string_view id) {
  if (!item.divider.empty()) {
    out.markup("<div class=\"govuk-radios__divider\">").text(item.divider).close("div");
    return;
  }
  const bool checked = item.checked ? *item.checked : !group.value.empty() && item.value == group.value;
  const std::string hint_id = item.hint.present() ? std::string(id) + "-item-hint" : std::string();
  out.markup("<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\"");
  out.attribute("id", id).attribute("name", group.name).markup(" type=\"radio\"").attribute("value", item.value);
  out.flag("checked", checked).flag("disabled", item.disabled);
  if (!item.conditional.empty()) out.markup(" data-aria-controls=\"conditional-").text(id).markup("\"");
  out.attribute_if("aria-describedby", hint_id).attributes(item.attributes).end();
  choice_words(out, item, id, hint_id, "govuk-radios__label", "govuk-radios__hint");
  out.close("div");
  if (item.conditional.empty()) return;
  out.start("div").classes("govuk-radios__conditional", checked ? "" : "govuk-radios__conditional--hidden");
  out.markup(" id=\"conditional-").text(id).markup("\">").add(item.conditional).close("div");
}

}  // namespace

void append(Html& out, const Radios& options) {
  const std::string_view id_prefix = or_else(options.id_prefix, options.name);
  Html inner;
  const std::string described_by =
      hint_and_error(inner, options.fieldset.described_by, id_prefix, options.hint, options.error_message);
  inner.start("div").classes("govuk-radios", options.classes).attributes(options.attributes);
  inner.markup(" data-module=\"govuk-radios\">");
  content(inner, options.form_group.before_input);
  for (std::size_t i = 0; i < options.items.size(); ++i) {
    const RadioItem& item = options.items[i];
    if (!item.omit) radio(inner, options, item, choice_id(item.id, id_prefix, i + 1));
  }
  content(inner, options.form_group.after_input);
  inner.close("div");
  in_form_group(out, options.form_group, options.fieldset, options.error_message.present(), described_by,
                std::move(inner));
}

}  // namespace onepot::html::govuk
