#include "casual/times.h"

#include <algorithm>

namespace onepot::club {

Day every(int weekday_from_monday) {
  ONEPOT_ASSERT(weekday_from_monday >= 0 && weekday_from_monday <= 6);
  return {true, weekday_from_monday};
}

Day once(Date date) {
  return {false, date.number()};
}

bool falls_on(const Day& mine, const Day& other) {
  if (mine == other) return true;
  return mine.weekly && !other.weekly && mine.number == weekday_from_monday(Date::from_number(other.number));
}

Starts starts_on(const std::vector<Window>& windows, const Day& day, std::int64_t minutes) {
  std::vector<std::pair<std::int64_t, std::int64_t>> found;
  for (const Window& w : windows)
    if (falls_on(w.day, day) && w.until - w.from >= minutes) found.emplace_back(w.from, w.until - minutes);
  std::ranges::sort(found);
  Starts out;
  for (const auto& stretch : found) {
    if (!out.empty() && stretch.first <= out.stretches.back().second + 1)
      out.stretches.back().second = std::max(out.stretches.back().second, stretch.second);
    else
      out.stretches.push_back(stretch);
  }
  return out;
}

Starts common(const Starts& a, const Starts& b) {
  Starts out;
  for (const auto& x : a.stretches)
    for (const auto& y : b.stretches)
      if (const auto from = std::max(x.first, y.first), until = std::min(x.second, y.second); from <= until)
        out.stretches.emplace_back(from, until);
  std::ranges::sort(out.stretches);
  return out;
}

Starts without(const Starts& a, const Window& busy, std::int64_t minutes) {
  // Beginnings later than busy.from − minutes and earlier than busy.until would run into it.
  Starts out;
  for (const auto& [from, until] : a.stretches) {
    if (const auto end = std::min(until, busy.from - minutes); from <= end) out.stretches.emplace_back(from, end);
    if (const auto begin = std::max(from, busy.until); begin <= until) out.stretches.emplace_back(begin, until);
  }
  std::ranges::sort(out.stretches);
  out.stretches.erase(std::ranges::unique(out.stretches).begin(), out.stretches.end());
  return out;
}

}  // namespace onepot::club
