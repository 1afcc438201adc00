#include "onepot/html/govuk/forms/date_input.h"

#include <algorithm>
#include <array>

#include "govuk/choices.h"
#include "onepot/html/govuk/forms/input.h"

namespace onepot::html::govuk {
namespace {

constexpr std::array<Literal, 3> date_parts{"day", "month", "year"};

bool is_marked(const DateInputItem& item) {
  return item.error.value_or(false) || item.classes.find("govuk-input--error") != std::string::npos;
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string value_named(const DateInput& options, std::string_view name) {
  const auto found = std::find_if(options.values.begin(), options.values.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == options.values.end() ? std::string() : found->second;
}

std::string classes_of(const DateInputItem& item, bool marked, bool year) {
  std::string classes;
  if (marked && item.classes.find("govuk-input--error") == std::string::npos) classes = "govuk-input--error";
  if (item.classes.find("govuk-input--width-") == std::string::npos) {
    classes = joined(classes, year ? "govuk-input--width-4" : "govuk-input--width-2");
  }
  return joined(classes, item.classes);
}

void date_item(Html& out, const DateInput& options, const DateInputItem& item, std::string_view name, bool any_marked) {
  const DateInputItem* named = name == "day" || name == options.day.name       ? &options.day
                               : name == "month" || name == options.month.name ? &options.month
                               : name == "year" || name == options.year.name   ? &options.year
                                                                               : nullptr;
  const std::string field =
      options.name_prefix.empty() ? std::string(name) : options.name_prefix + "-" + std::string(name);
  std::string value = item.value;
  if (value.empty() && named != nullptr) value = named->value;
  if (value.empty()) value = value_named(options, field);
  const bool marked = is_marked(item) || (item.error.value_or(true) && options.error_message.present() && !any_marked);
  out.markup("<div class=\"govuk-date-input__item\">");
  append(out, Input{.id = item.id.empty() ? options.id + "-" + std::string(name) : item.id,
                    .name = field,
                    .inputmode = std::string(or_else(item.inputmode, "numeric")),
                    .value = std::move(value),
                    .label = {.text = item.label.empty() ? capitalised(name) : item.label,
                              .classes = "govuk-date-input__label"},
                    .classes = joined("govuk-date-input__input", classes_of(item, marked, named == &options.year)),
                    .autocomplete = item.autocomplete,
                    .pattern = item.pattern,
                    .attributes = item.attributes});
  out.close("div");
}

void date_items(Html& out, const DateInput& options) {
  if (!options.items.empty()) {
    const bool any = std::any_of(options.items.begin(), options.items.end(), is_marked);
    for (const DateInputItem& item : options.items) {
      if (!item.omit) date_item(out, options, item, item.name, any);
    }
    return;
  }
  const std::array<const DateInputItem*, 3> three{&options.day, &options.month, &options.year};
  const bool any = std::any_of(three.begin(), three.end(), [](const auto* item) { return is_marked(*item); });
  for (std::size_t i = 0; i < three.size(); ++i) {
    if (!three[i]->omit) date_item(out, options, *three[i], or_else(three[i]->name, date_parts[i].view()), any);
  }
}

}  // namespace

void append(Html& out, const DateInput& options) {
  Html inner;
  const std::string described_by =
      hint_and_error(inner, options.fieldset.described_by, options.id, options.hint, options.error_message);
  inner.start("div").classes("govuk-date-input", options.classes).attributes(options.attributes);
  inner.attribute_if("id", options.id).end();
  content(inner, options.form_group.before_input);
  date_items(inner, options);
  content(inner, options.form_group.after_input);
  inner.close("div");
  // A fieldset of text boxes needs the role "group" for its description to be read out.
  in_form_group(out, options.form_group, options.fieldset, options.error_message.present(), described_by,
                std::move(inner), "group");
}

}  // namespace onepot::html::govuk
