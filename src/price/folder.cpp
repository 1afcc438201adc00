#include "onepot/price/folder.h"

#include <filesystem>
#include <system_error>

#include "onepot/base/files.h"

namespace onepot::price {

Result<Folder> read_folder(const std::string& path) {
  namespace fs = std::filesystem;
  Folder folder{path, {}};
  std::error_code error;
  fs::directory_iterator at(path, error);
  if (error) return refuse("machine", "cannot read the folder: " + error.message(), Where{path, 0, ""});
  for (; at != fs::directory_iterator(); at.increment(error)) {
    if (error) return refuse("machine", "cannot read the folder: " + error.message(), Where{path, 0, ""});
    const auto extension = at->path().extension();
    if (!at->is_regular_file() || (extension != ".csv" && extension != ".json")) continue;
    ONEPOT_TRY(auto text, read_file(at->path().string()));
    folder.files[at->path().filename().string()] = std::move(text);
  }
  return folder;
}

namespace {
Result<const std::string*> file_of(const Folder& folder, const std::string& name) {
  const auto at = folder.files.find(name);
  if (at == folder.files.end())
    return refuse("missing-file", "the file is missing; this folder must hold it",
                  Where{folder.path + "/" + name, 0, ""});
  return &at->second;
}
}  // namespace

Result<csv::Table> table_of(const Folder& folder, const std::string& name) {
  ONEPOT_TRY(const std::string* text, file_of(folder, name));
  return csv::parse(*text, folder.path + "/" + name);
}

Result<json::object> object_of(const Folder& folder, const std::string& name) {
  ONEPOT_TRY(const std::string* text, file_of(folder, name));
  ONEPOT_TRY(auto value, json::parse(*text, folder.path + "/" + name));
  if (!value.is_object())
    return refuse("bad-json", "expected one object { … }", Where{folder.path + "/" + name, 1, ""});
  return std::move(value.get_object());
}

Result<std::string> text_of(const json::object& object, std::string_view member, const std::string& file) {
  const auto* value = object.if_contains(member);
  if (value == nullptr || !value->is_string() || value->get_string().empty())
    return refuse("missing-member", "the text '" + std::string(member) + "' is missing",
                  Where{file, 0, std::string(member)});
  return std::string(value->get_string());
}

}  // namespace onepot::price
