#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/fieldset.h"
#include "onepot/html/govuk/forms/hint.h"

namespace onepot::html::govuk {

struct DateInputItem {
  std::string id;
  std::string name;  ///< "day", "month" or "year" for those three.
  std::string label;
  std::string value;
  std::optional<bool> error;  ///< Unless given, all three are marked when there is an error message.
  std::string autocomplete;
  std::string inputmode;
  std::string pattern;
  std::string classes;
  Attributes attributes;
  bool omit = false;  ///< Left out: a date without a day.
};
struct DateInput {
  std::string id;
  std::string name_prefix;
  DateInputItem day;
  DateInputItem month;
  DateInputItem year;
  std::vector<DateInputItem> items;                         ///< In place of day, month and year.
  std::vector<std::pair<std::string, std::string>> values;  ///< By field name, prefix included.
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  Fieldset fieldset;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const DateInput& options);
inline Html date_input(const DateInput& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
