#pragma once
// Reading a result's figures, as learn's rooms wrote them, into words.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/json.h"
#include "onepot/learn/note.h"
#include "onepot/web/page.h"

namespace onepot::web::figures {

std::string text_of(const json::object& o, std::string_view name);
double number_of(const json::object& o, std::string_view name);
/// A whole number; nought where there is none.
std::int64_t whole_of(const json::object& o, std::string_view name);
/// A count, or "fewer than 5" where it is hidden.
std::string count_of(const Words& w, const json::object& o, std::string_view name);
/// Whether a count is hidden or greater than nought.
bool is_some(const json::object& o, std::string_view name);
std::string two_places(double x);
std::string interval_words(const Words& w, const json::object& o, std::string_view mean, std::string_view low,
                           std::string_view high);
const json::array& list_of(const json::object& o, std::string_view name);
/// "with replacement, adjusted" as the end of a message id: "with-replacement-adjusted".
std::string slug(std::string_view name);
/// Notes as a list; nothing where there are none. A count of people from 1 to 4 is "fewer than 5".
Html notes_list(const Words& w, const std::vector<learn::Note>& notes);

}  // namespace onepot::web::figures
