#include "onepot/pot/earmark.h"

#include "onepot/pot/accounts.h"

namespace onepot::pot {

std::string to_words(const Earmark& earmark) {
  std::string out = earmark.person;
  const auto add = [&](std::string_view part) { out.append(out.empty() ? "" : ", ").append(part); };
  if (earmark.holding) add(to_string(*earmark.holding));
  if (!earmark.conditions.empty()) add("conditions " + earmark.conditions);
  return out.empty() ? "not earmarked" : out;
}

std::string_view holding_text(const std::optional<Holding>& holding) {
  return holding ? to_string(*holding) : std::string_view();
}

Result<std::optional<Holding>> parse_maybe_holding(std::string_view text) {
  if (text.empty() || text == "none") return std::optional<Holding>();
  ONEPOT_TRY(const Holding holding, parse_holding(text));
  return std::optional(holding);
}

Earmark in_account(Earmark earmark, std::string_view account) {
  if (earmark.person.empty())
    if (const auto person = person_of(account)) earmark.person = std::string(*person);
  return earmark;
}

Result<void> check_earmark(const Earmark& earmark, std::string_view account) {
  if (!earmark.person.empty()) ONEPOT_CHECK(check_name("person", earmark.person));
  if (!earmark.conditions.empty()) ONEPOT_CHECK(check_name("set of conditions", earmark.conditions));
  const auto person = person_of(account);
  if (person && !earmark.person.empty() && earmark.person != *person)
    return refuse("wrong-person", fmt::format("what is in '{}' is {}'s; expected that or nobody named, not '{}'",
                                              account, *person, earmark.person));
  return {};
}

}  // namespace onepot::pot
