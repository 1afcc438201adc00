#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

struct FileUpload {
  std::string id;  ///< The name, unless given.
  std::string name;
  bool disabled = false;
  bool multiple = false;
  std::string described_by;
  Label label;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  bool javascript = false;  ///< Draws a drop zone when scripts run.
  std::string wrapper_classes;
  Attributes wrapper_attributes;
  std::string choose_files_button_text;
  std::string drop_instruction_text;
  Plurals multiple_files_chosen_text;
  std::string no_file_chosen_text;
  std::string entered_drop_zone_text;
  std::string left_drop_zone_text;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const FileUpload& options);
inline Html file_upload(const FileUpload& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
