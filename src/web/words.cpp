#include "onepot/web/words.h"

#include <fmt/format.h>

#include <unordered_map>

#include "onepot/base/assert.h"
#include "onepot/base/text.h"

namespace onepot::web {

extern const std::string_view words_en_text;
extern const std::string_view words_easy_text;

namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
};
using Messages = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

std::string unescaped(std::string_view quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 1 < quoted.size()) {
      ++i;
      out += quoted[i] == 'n' ? '\n' : quoted[i];
    } else {
      out += quoted[i];
    }
  }
  return out;
}

/// GNU gettext's PO text, as msgcat writes it: msgid and msgstr with continued lines; comments passed over.
Messages read_po(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> entries;
  std::string* current = nullptr;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.starts_with("msgid ")) {
      entries.emplace_back();
      current = &entries.back().first;
    } else if (line.starts_with("msgstr ") && !entries.empty()) {
      current = &entries.back().second;
    }
    const auto open = line.find('"'), close = line.rfind('"');
    if (line.starts_with('#') || open == std::string_view::npos || close <= open || current == nullptr) continue;
    *current += unescaped(line.substr(open + 1, close - open - 1));
  }
  Messages out;
  for (auto& [id, message] : entries)
    if (!id.empty()) out.emplace(std::move(id), std::move(message));
  return out;
}

const Messages& messages(Language language) {
  static const Messages en = read_po(words_en_text);
  static const Messages easy = read_po(words_easy_text);
  return language == Language::easy ? easy : en;
}

}  // namespace

Language language_of(std::string_view name) {
  return name == "en-easy" ? Language::easy : Language::en;
}
std::string_view name_of(Language language) {
  return language == Language::easy ? "en-easy" : "en";
}

bool Words::has(std::string_view id) const {
  return messages(language_).contains(id);
}

std::string Words::operator()(std::string_view id, std::initializer_list<Filling> fillings) const {
  const Messages& all = messages(language_);
  const auto found = all.find(id);
  if (found == all.end()) return fmt::format("[{}]", id);
  const std::string& message = found->second;
  if (fillings.size() == 0) return message;
  std::string out;
  out.reserve(message.size() + 32);
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t open = message.find('{', at);
    out.append(message, at, open == std::string::npos ? std::string::npos : open - at);
    if (open == std::string::npos) break;
    const std::size_t close = message.find('}', open);
    if (close == std::string::npos) {
      out.append(message, open);
      break;
    }
    const std::string_view name(message.data() + open + 1, close - open - 1);
    for (const auto& [key, value] : fillings)
      if (key == name) out.append(value);
    at = close + 1;
  }
  return out;
}

std::string Words::count(std::string_view id, long n) const {
  return (*this)(fmt::format("{}.{}", id, n == 1 ? "one" : "many"), {{"n", std::to_string(n)}});
}

}  // namespace onepot::web
