#pragma once
// Words for people stand in content/, never in code: a page asks for a message by its id. Each message has its Easy
// Read form beside it (content/easy); the build fails where one is missing (tools/check-words.mjs).
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace onepot::web {

enum class Language { en, easy };

/// The languages' names in files, pages' lang attribute and accounts: en, en-easy.
Language language_of(std::string_view name);
std::string_view name_of(Language language);

using Filling = std::pair<std::string_view, std::string_view>;

/// w("pot.left", {{"amount", "£40"}}): the message with {amount} filled in. Plain text: whoever puts it on a page
/// escapes it.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}
  std::string operator()(std::string_view id, std::initializer_list<Filling> fillings = {}) const;
  /// "1 visit" / "3 visits": id.one or id.many, with {n}.
  std::string count(std::string_view id, long n) const;
  bool has(std::string_view id) const;
  Language language() const { return language_; }

 private:
  Language language_;
};

}  // namespace onepot::web
