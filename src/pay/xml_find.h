#pragma once
// Finding one's way in a read XML document.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "onepot/base/text.h"
#include "xml_reader.h"

namespace onepot::pay::xml {

inline const Element* child(const Element& e, std::string_view name) {
  const auto at = std::ranges::find(e.children, name, &Element::name);
  return at == e.children.end() ? nullptr : &*at;
}
inline const Element* at(const Element& e, std::initializer_list<std::string_view> path) {
  const Element* here = &e;
  for (const auto name : path)
    if (here = child(*here, name); here == nullptr) return nullptr;
  return here;
}
/// The trimmed text at the path; empty where there is no such element.
inline std::string text_at(const Element& e, std::initializer_list<std::string_view> path) {
  const Element* found = at(e, path);
  return found == nullptr ? std::string() : std::string(trim(found->text));
}
inline std::string attribute(const Element& e, std::string_view name) {
  const auto found = std::ranges::find(e.attributes, name, &std::pair<std::string, std::string>::first);
  return found == e.attributes.end() ? std::string() : found->second;
}
/// Calls f(child) for every child of that name.
template <class F>
void each(const Element& e, std::string_view name, F&& f) {
  for (const Element& c : e.children)
    if (c.name == name) f(c);
}

}  // namespace onepot::pay::xml
