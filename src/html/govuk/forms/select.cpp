#include "onepot/html/govuk/forms/select.h"

#include "govuk/field.h"

namespace onepot::html::govuk {
namespace {

bool is_selected(const SelectItem& item, const std::string& value) {
  if (item.selected) return *item.selected;
  return !value.empty() && item.value.value_or(item.text) == value;
}

}  // namespace

void append(Html& out, const Select& options) {
  const std::string_view id = or_else(options.id, options.name);
  const bool error = options.error_message.present();
  open_form_group(out, options.form_group, error);
  Label label = options.label;
  label.for_id = id;
  append(out, label);
  const std::string described_by = hint_and_error(out, options.described_by, id, options.hint, options.error_message);
  content(out, options.form_group.before_input);
  out.start("select").classes("govuk-select", options.classes, error ? "govuk-select--error" : "");
  out.attribute("id", id).attribute("name", options.name).flag("disabled", options.disabled);
  out.attribute_if("aria-describedby", described_by).attributes(options.attributes).end();
  for (const SelectItem& item : options.items) {
    out.start("option");
    if (item.value) out.attribute("value", *item.value);
    out.flag("selected", is_selected(item, options.value)).flag("disabled", item.disabled);
    out.attributes(item.attributes).end().text(item.text).close("option");
  }
  out.close("select");
  content(out, options.form_group.after_input);
  out.close("div");
}

}  // namespace onepot::html::govuk
