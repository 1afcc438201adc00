#include "onepot/html/govuk/forms/character_count.h"

#include "govuk/field.h"

namespace onepot::html::govuk {
namespace {

std::string limit_sentence(const CharacterCount& options, bool words) {
  std::string sentence = options.textarea_description_text;
  if (sentence.empty())
    sentence = words ? "You can enter up to %{count} words" : "You can enter up to %{count} characters";
  constexpr std::string_view mark = "%{count}";
  const std::size_t at = sentence.find(mark);
  const int limit = options.maxwords > 0 ? options.maxwords : options.maxlength;
  if (at != std::string::npos) sentence.replace(at, mark.size(), std::to_string(limit));
  return sentence;
}

void add_number(Attributes& out, const char* name, int value) {
  if (value > 0) out.emplace_back(name, std::to_string(value));
}
void add_message(Attributes& out, const char* name, const std::string& message) {
  if (!message.empty()) out.emplace_back(name, message);
}
void add_plurals(Attributes& out, const std::string& name, const Plurals& messages) {
  for (const auto& [rule, message] : messages) out.emplace_back(name + "." + rule, message);
}

Attributes count_attributes(const CharacterCount& options, const std::string& count_type, bool no_limit) {
  Attributes out;
  out.emplace_back("data-module", "govuk-character-count");
  add_number(out, "data-maxlength", options.maxlength);
  add_number(out, "data-maxwords", options.maxwords);
  add_number(out, "data-threshold", options.threshold);
  add_message(out, "data-count-type", count_type);
  if (no_limit) add_message(out, "data-i18n.textarea-description.other", options.textarea_description_text);
  add_plurals(out, "data-i18n.characters-under-limit", options.characters_under_limit_text);
  add_message(out, "data-i18n.characters-at-limit", options.characters_at_limit_text);
  add_plurals(out, "data-i18n.characters-over-limit", options.characters_over_limit_text);
  add_plurals(out, "data-i18n.words-under-limit", options.words_under_limit_text);
  add_message(out, "data-i18n.words-at-limit", options.words_at_limit_text);
  add_plurals(out, "data-i18n.words-over-limit", options.words_over_limit_text);
  out.insert(out.end(), options.form_group.attributes.begin(), options.form_group.attributes.end());
  return out;
}

}  // namespace

void append(Html& out, const CharacterCount& options) {
  const std::string id(or_else(options.id, options.name));
  const std::string count_type = !options.count_type.empty() ? options.count_type
                                 : options.maxwords > 0      ? std::string("words")
                                                             : std::string();
  // Without a limit here (a script may set one), there is no number to say yet.
  const bool no_limit = options.maxwords == 0 && options.maxlength == 0;
  Html message;
  append(message, Hint{.text = no_limit ? std::string() : limit_sentence(options, count_type == "words"),
                       .id = id + "-info",
                       .classes = joined("govuk-character-count__message", options.count_message.classes)});
  content(message, options.form_group.after_input);
  append(out, Textarea{.id = id,
                       .name = options.name,
                       .spellcheck = options.spellcheck,
                       .rows = options.rows,
                       .value = options.value,
                       .described_by = id + "-info",
                       .label = options.label,
                       .hint = options.hint,
                       .error_message = options.error_message,
                       .form_group = {.classes = joined("govuk-character-count", options.form_group.classes),
                                      .attributes = count_attributes(options, count_type, no_limit),
                                      .before_input = options.form_group.before_input,
                                      .after_input = {.html = std::move(message)}},
                       .classes = joined("govuk-js-character-count", options.classes),
                       .attributes = options.attributes});
}

}  // namespace onepot::html::govuk
