#include "onepot/http/fields.h"

namespace onepot::http {
namespace fields_detail {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Same>
std::string_view first(const std::vector<Field>& all, std::string_view name, Same same) {
  for (const auto& field : all)
    if (same(field.name, name)) return field.value;
  return {};
}

}  // namespace
}  // namespace fields_detail

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (fields_detail::lower(a[i]) != fields_detail::lower(b[i])) return false;
  return true;
}

bool Fields::has(std::string_view name) const {
  return std::any_of(all_.begin(), all_.end(), [&](const Field& f) { return f.name == name; });
}

std::string_view Fields::get(std::string_view name) const {
  return fields_detail::first(all_, name, std::equal_to<std::string_view>());
}

std::vector<std::string_view> Fields::each(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& field : all_)
    if (field.name == name) out.emplace_back(field.value);
  return out;
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(all_, [&](const Field& f) { return same_name(f.name, name); });
  add(std::move(name), std::move(value));
}

bool Headers::has(std::string_view name) const {
  return std::any_of(all_.begin(), all_.end(), [&](const Field& f) { return same_name(f.name, name); });
}

std::string_view Headers::get(std::string_view name) const {
  return fields_detail::first(all_, name, same_name);
}

}  // namespace onepot::http
