#include "onepot/html/govuk/forms/input.h"

#include "govuk/field.h"

namespace onepot::html::govuk {
namespace {

void affix(Html& out, const Affix& options, Literal base) {
  if (!options.present()) return;
  out.start("div").classes(base, options.classes).markup(" aria-hidden=\"true\"").attributes(options.attributes).end();
  content(out, options.text, options.html).close("div");
}

void box(Html& out, const Input& options, std::string_view id, std::string_view described_by) {
  out.start("input").classes("govuk-input", options.classes,
                             options.error_message.present() ? "govuk-input--error" : "");
  out.attribute("id", id).attribute("name", options.name).attribute("type", or_else(options.type, "text"));
  if (options.spellcheck) out.attribute("spellcheck", yes_no(*options.spellcheck));
  out.attribute_if("value", options.value).flag("disabled", options.disabled);
  out.attribute_if("aria-describedby", described_by).attribute_if("autocomplete", options.autocomplete);
  out.attribute_if("autocapitalize", options.autocapitalize).attribute_if("pattern", options.pattern);
  out.attribute_if("inputmode", options.inputmode).attributes(options.attributes).end();
}

}  // namespace

void append(Html& out, const Input& options) {
  const std::string_view id = or_else(options.id, options.name);
  open_form_group(out, options.form_group, options.error_message.present());
  Label label = options.label;
  label.for_id = id;
  append(out, label);
  const std::string described_by = hint_and_error(out, options.described_by, id, options.hint, options.error_message);
  const FormGroup& group = options.form_group;
  const bool wrapped = options.prefix.present() || options.suffix.present() || group.before_input.present() ||
                       group.after_input.present();
  if (wrapped) {
    out.start("div").classes("govuk-input__wrapper", options.input_wrapper.classes);
    out.attributes(options.input_wrapper.attributes).end();
  }
  content(out, group.before_input);
  affix(out, options.prefix, "govuk-input__prefix");
  box(out, options, id, described_by);
  affix(out, options.suffix, "govuk-input__suffix");
  content(out, group.after_input);
  if (wrapped) out.close("div");
  out.close("div");
}

}  // namespace onepot::html::govuk
