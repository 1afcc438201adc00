#include "onepot/html/govuk/forms/textarea.h"

#include "govuk/field.h"

namespace onepot::html::govuk {

void append(Html& out, const Textarea& options) {
  const std::string_view id = or_else(options.id, options.name);
  const bool error = options.error_message.present();
  open_form_group(out, options.form_group, error);
  Label label = options.label;
  label.for_id = id;
  append(out, label);
  const std::string described_by = hint_and_error(out, options.described_by, id, options.hint, options.error_message);
  content(out, options.form_group.before_input);
  out.start("textarea").classes("govuk-textarea", error ? "govuk-textarea--error" : "", options.classes);
  out.attribute("id", id).attribute("name", options.name).attribute("rows", options.rows);
  if (options.spellcheck) out.attribute("spellcheck", yes_no(*options.spellcheck));
  out.flag("disabled", options.disabled).attribute_if("aria-describedby", described_by);
  out.attribute_if("autocomplete", options.autocomplete).attributes(options.attributes).end();
  // A parser drops a line break right after the tag: one more keeps what the person wrote.
  if (options.value.starts_with('\n')) out.markup("\n");
  out.text(options.value).close("textarea");
  content(out, options.form_group.after_input);
  out.close("div");
}

}  // namespace onepot::html::govuk
