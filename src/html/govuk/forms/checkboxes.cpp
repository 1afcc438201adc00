#include "onepot/html/govuk/forms/checkboxes.h"

#include <algorithm>

#include "govuk/choices.h"

namespace onepot::html::govuk {
namespace {

bool is_checked(const Checkboxes& group, const CheckboxItem& item) {
  if (item.checked) return *item.checked;
  return std::find(group.values.begin(), group.values.end(), item.value) != group.values.end();
}

void checkbox(Html& out, const Checkboxes& group, const CheckboxItem& item, std::string_view id,
              std::string_view described_by) {
  if (!item.divider.empty()) {
    out.markup("<div class=\"govuk-checkboxes__divider\">").text(item.divider).close("div");
    return;
  }
  const bool checked = is_checked(group, item);
  const std::string hint_id = item.hint.present() ? std::string(id) + "-item-hint" : std::string();
  out.markup("<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\"");
  out.attribute("id", id).attribute("name", or_else(item.name, group.name)).markup(" type=\"checkbox\"");
  out.attribute("value", item.value).flag("checked", checked).flag("disabled", item.disabled);
  if (!item.conditional.empty()) out.markup(" data-aria-controls=\"conditional-").text(id).markup("\"");
  out.attribute_if("data-behaviour", item.behaviour);
  out.attribute_if("aria-describedby", joined(described_by, hint_id)).attributes(item.attributes).end();
  choice_words(out, item, id, hint_id, "govuk-checkboxes__label", "govuk-checkboxes__hint");
  out.close("div");
  if (item.conditional.empty()) return;
  out.start("div").classes("govuk-checkboxes__conditional", checked ? "" : "govuk-checkboxes__conditional--hidden");
  out.markup(" id=\"conditional-").text(id).markup("\">").add(item.conditional).close("div");
}

}  // namespace

void append(Html& out, const Checkboxes& options) {
  const std::string_view id_prefix = or_else(options.id_prefix, options.name);
  Html inner;
  const std::string described_by =
      hint_and_error(inner, std::string(or_else(options.fieldset.described_by, options.described_by)), id_prefix,
                     options.hint, options.error_message);
  inner.start("div").classes("govuk-checkboxes", options.classes).attributes(options.attributes);
  inner.markup(" data-module=\"govuk-checkboxes\">");
  content(inner, options.form_group.before_input);
  // Inside a fieldset the fieldset is described; without one, each box is.
  const std::string_view each = options.fieldset.present() ? std::string_view() : std::string_view(described_by);
  for (std::size_t i = 0; i < options.items.size(); ++i) {
    const CheckboxItem& item = options.items[i];
    if (!item.omit) checkbox(inner, options, item, choice_id(item.id, id_prefix, i + 1), each);
  }
  content(inner, options.form_group.after_input);
  inner.close("div");
  in_form_group(out, options.form_group, options.fieldset, options.error_message.present(), described_by,
                std::move(inner));
}

}  // namespace onepot::html::govuk
