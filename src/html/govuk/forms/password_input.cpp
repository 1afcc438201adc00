#include "onepot/html/govuk/forms/password_input.h"

#include "govuk/write.h"
#include "onepot/html/govuk/forms/button.h"

namespace onepot::html::govuk {
namespace {

Attributes password_attributes(const PasswordInput& options) {
  Attributes out;
  out.emplace_back("data-module", "govuk-password-input");
  const auto message = [&](const char* name, const std::string& words) {
    if (!words.empty()) out.emplace_back(name, words);
  };
  message("data-i18n.show-password", options.show_password_text);
  message("data-i18n.hide-password", options.hide_password_text);
  message("data-i18n.show-password-aria-label", options.show_password_aria_label_text);
  message("data-i18n.hide-password-aria-label", options.hide_password_aria_label_text);
  message("data-i18n.password-shown-announcement", options.password_shown_announcement_text);
  message("data-i18n.password-hidden-announcement", options.password_hidden_announcement_text);
  out.insert(out.end(), options.form_group.attributes.begin(), options.form_group.attributes.end());
  return out;
}

}  // namespace

void append(Html& out, const PasswordInput& options) {
  const std::string id(or_else(options.id, options.name));
  Html toggle;
  append(toggle,
         Button{.text = std::string(or_else(options.show_password_text, "Show")),
                .type = "button",
                .classes = joined("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle",
                                  options.button.classes),
                .attributes = {
                    {"aria-controls", id},
                    {"aria-label", std::string(or_else(options.show_password_aria_label_text, "Show password"))},
                    Attribute("hidden")}});
  content(toggle, options.form_group.after_input);
  append(out, Input{.id = id,
                    .name = options.name,
                    .type = "password",
                    .value = options.value,
                    .disabled = options.disabled,
                    .described_by = options.described_by,
                    .label = options.label,
                    .hint = options.hint,
                    .error_message = options.error_message,
                    .form_group = {.classes = joined("govuk-password-input", options.form_group.classes),
                                   .attributes = password_attributes(options),
                                   .before_input = options.form_group.before_input,
                                   .after_input = {.html = std::move(toggle)}},
                    .classes = joined("govuk-password-input__input govuk-js-password-input-input", options.classes),
                    .autocomplete = std::string(or_else(options.autocomplete, "current-password")),
                    .spellcheck = false,
                    .autocapitalize = "none",
                    .input_wrapper = {.classes = "govuk-password-input__wrapper"},
                    .attributes = options.attributes});
}

}  // namespace onepot::html::govuk
