#include "imported.h"

#include "onepot/base/hash.h"

namespace onepot::price {

std::string digest_of_tables(const Folder& folder) {
  std::string all;
  for (const auto& [name, text] : folder.files)
    if (name.ends_with(".csv")) all += name + "\n" + std::to_string(text.size()) + "\n" + text;
  return to_hex(sha256(all));
}

bool is_imported(const Folder& folder) {
  if (!folder.files.contains("imported.json")) return false;
  const auto object = object_of(folder, "imported.json");
  if (!object) return false;
  const auto* digest = object->if_contains("tables");
  return digest != nullptr && digest->is_string() && digest->get_string() == digest_of_tables(folder);
}

}  // namespace onepot::price
