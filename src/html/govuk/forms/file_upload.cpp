#include "onepot/html/govuk/forms/file_upload.h"

#include "govuk/field.h"

namespace onepot::html::govuk {

void append(Html& out, const FileUpload& options) {
  const std::string_view id = or_else(options.id, options.name);
  const bool error = options.error_message.present();
  open_form_group(out, options.form_group, error);
  Label label = options.label;
  label.for_id = id;
  append(out, label);
  const std::string described_by = hint_and_error(out, options.described_by, id, options.hint, options.error_message);
  content(out, options.form_group.before_input);
  if (options.javascript) {
    out.start("div").classes("govuk-file-upload-wrapper", options.wrapper_classes);
    out.markup(" data-module=\"govuk-file-upload\"");
    i18n(out, "data-i18n.choose-files-button", options.choose_files_button_text);
    i18n(out, "data-i18n.no-file-chosen", options.no_file_chosen_text);
    i18n(out, "data-i18n.multiple-files-chosen", options.multiple_files_chosen_text);
    i18n(out, "data-i18n.drop-instruction", options.drop_instruction_text);
    i18n(out, "data-i18n.entered-drop-zone", options.entered_drop_zone_text);
    i18n(out, "data-i18n.left-drop-zone", options.left_drop_zone_text);
    out.attributes(options.wrapper_attributes).end();
  }
  out.start("input").classes("govuk-file-upload", options.classes, error ? "govuk-file-upload--error" : "");
  out.attribute("id", id).attribute("name", options.name).markup(" type=\"file\"");
  out.flag("disabled", options.disabled).flag("multiple", options.multiple);
  out.attribute_if("aria-describedby", described_by).attributes(options.attributes).end();
  if (options.javascript) out.close("div");
  content(out, options.form_group.after_input);
  out.close("div");
}

}  // namespace onepot::html::govuk
