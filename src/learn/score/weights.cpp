#include "onepot/learn/weights.h"

#include <algorithm>
#include <charconv>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"

namespace onepot::learn {
namespace {

constexpr std::int64_t million = 1'000'000;

/// A decimal in millionths: at most three digits before the point and six after, exact.
std::optional<std::int64_t> millionths(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point), rest = point == text.npos ? std::string_view() : text.substr(point + 1);
  const auto digits = [](std::string_view part) {
    return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(whole) || !digits(rest) || whole.size() > 3 || rest.size() > 6 || whole.size() + rest.size() == 0)
    return {};
  std::int64_t out = 0;
  for (const char c : whole) out = out * 10 + (c - '0');
  for (std::size_t i = 0; i < 6; ++i) out = out * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  return minus ? -out : out;
}

/// a ÷ b rounded, halves away from nought; b > 0.
std::int64_t halves_away(std::int64_t a, std::int64_t b) {
  return (a < 0 ? a - b / 2 : a + b / 2) / b;
}

std::optional<int> as_level(std::string_view cell) {
  int level = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), level);
  if (error != std::errc() || end != cell.data() + cell.size() || level < 1 || level > 9) return {};
  return level;
}

Result<std::int64_t> a_weight(const csv::Table& table, const csv::Record& row, std::size_t column) {
  const auto cell = trim(field(row, column));
  const auto value = millionths(cell);
  if (!value)
    return refuse("bad-number",
                  "'" + std::string(cell.substr(0, 40)) + "' is not a weight; expected a decimal such as 0.432",
                  where(table, row, column));
  return *value;
}

Result<Weights> read_states(const csv::Table& table, csv::Columns& columns, const Measure& measure) {
  const auto state = columns.need("state"), index = columns.need("index");
  ONEPOT_CHECK(columns.done());
  Weights out{measure.items, measure.levels, {}, 0, million, {}};
  for (const auto& row : table.records) {
    const auto text = trim(field(row, state));
    std::vector<int> levels;
    for (const char c : text) levels.push_back(c - '0');
    if (levels.size() != measure.items.size() ||
        std::ranges::any_of(levels, [&](int l) { return l < 1 || l > measure.levels; }))
      return refuse("bad-state",
                    fmt::format("'{}' is not a state; expected {} digits from 1 to {}", text.substr(0, 40),
                                measure.items.size(), measure.levels),
                    where(table, row, state));
    ONEPOT_TRY(const auto value, a_weight(table, row, index));
    if (!out.states.try_emplace(std::move(levels), value).second)
      return refuse("repeated", fmt::format("the state {} stands above already", text), where(table, row, state));
  }
  return out;
}

}  // namespace

const std::vector<Measure>& weighted_measures() {
  static const std::vector<Measure> all{
      {"ascot-sct4",
       {"control", "clean", "food", "safe", "social", "occupation", "home", "dignity"},
       4,
       "ASCOT SCT4 (Netten and others, Health Technology Assessment 2012): its weights come with a licence from the "
       "University of Kent"},
      {"icecap-a",
       {"stability", "attachment", "autonomy", "achievement", "enjoyment"},
       4,
       "ICECAP-A (Flynn and others, Health Economics 2015): its values come with a licence from the University of "
       "Bristol"},
      {"eq5d-5l:UK-crosswalk",
       {"mobility", "selfcare", "activity", "pain", "anxiety"},
       5,
       "crosswalk of EQ-5D-5L to the UK's 3L values (van Hout and others, Value in Health 2012): a table of your own, "
       "state,index"},
      {"local", {}, 9, "a measure of your own: its file names the items and levels"},
  };
  return all;
}

const Measure* weighted_measure(std::string_view id) {
  const auto at = std::ranges::find(weighted_measures(), id, &Measure::id);
  return at == weighted_measures().end() ? nullptr : &*at;
}

Result<Weights> read_weights(std::string_view text, const std::string& file, const Measure& measure) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  if (std::ranges::find(table.header, "state") != table.header.end() && !measure.items.empty())
    return read_states(table, columns, measure);
  const auto item = columns.need("item"), level = columns.need("level"), value = columns.need("value");
  ONEPOT_CHECK(columns.done());
  Weights out{measure.items, 0, {}, 0, million, {}};
  out.value.resize(out.items.size());
  for (const auto& row : table.records) {
    const std::string name(trim(field(row, item)));
    ONEPOT_TRY(const auto weight, a_weight(table, row, value));
    if (name == "constant" || name == "multiply") {
      if (!trim(field(row, level)).empty())
        return refuse("bad-level", "a " + name + " has no level", where(table, row, level));
      (name == "constant" ? out.constant : out.multiply) = weight;
      continue;
    }
    auto at = static_cast<std::size_t>(std::ranges::find(out.items, name) - out.items.begin());
    if (at == out.items.size()) {
      if (!measure.items.empty() || name.empty())
        return refuse("bad-item",
                      "'" + name.substr(0, 40) + "' is not an item of " + measure.id + "; expected " +
                          (measure.items.empty() ? "a name" : join(measure.items, ", ")),
                      where(table, row, item));
      out.items.push_back(name);
      out.value.emplace_back();
    }
    const auto l = as_level(trim(field(row, level)));
    if (!l || *l > measure.levels)
      return refuse(
          "bad-level",
          fmt::format("'{}' is not a level; expected 1 to {}", field(row, level).substr(0, 40), measure.levels),
          where(table, row, level));
    auto& values = out.value[at];
    if (values.size() < static_cast<std::size_t>(*l)) values.resize(static_cast<std::size_t>(*l));
    auto& place = values[static_cast<std::size_t>(*l) - 1];
    if (place)
      return refuse("repeated", fmt::format("level {} of {} stands above already", *l, name), where(table, row, level));
    place = weight;
    out.levels = std::max(out.levels, *l);
  }
  if (out.items.empty()) return refuse("incomplete", "the file has no weights", Where{file, 0, ""});
  for (std::size_t i = 0; i < out.items.size(); ++i) {
    const auto& values = out.value[i];
    const bool all = std::ranges::all_of(values, [](const auto& v) { return v.has_value(); });
    if (values.empty() || !all || (!measure.items.empty() && static_cast<int>(values.size()) != measure.levels))
      return refuse("incomplete",
                    fmt::format("{} lacks a weight for one of its levels{}", out.items[i],
                                measure.items.empty() ? "" : fmt::format("; expected 1 to {}", measure.levels)),
                    Where{file, 0, "level"});
  }
  return out;
}

Result<std::int64_t> weighted_index(const Weights& weights, const std::vector<int>& levels) {
  const auto refuse_level = [&](std::size_t i, int most) {
    return refuse("bad-level", fmt::format("{} is not a level; expected 1 to {}", levels[i], most),
                  Where{"", 0, weights.items[i]});
  };
  if (!weights.states.empty()) {
    for (std::size_t i = 0; i < levels.size(); ++i)
      if (levels[i] < 1 || levels[i] > weights.levels) return refuse_level(i, weights.levels);
    const auto at = weights.states.find(levels);
    if (at == weights.states.end()) {
      std::string state;
      for (const int l : levels) state += std::to_string(l);
      return refuse("no-state", "the table of weights has no state " + state, Where{"", 0, weights.items.front()});
    }
    return halves_away(at->second, 1000);
  }
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto& values = weights.value[i];
    if (levels[i] < 1 || static_cast<std::size_t>(levels[i]) > values.size())
      return refuse_level(i, static_cast<int>(values.size()));
    sum += *values[static_cast<std::size_t>(levels[i]) - 1];
  }
  // At most a few tens of items below 1,000 each: the product of two numbers of millionths stays far inside 64 bits.
  return halves_away(weights.constant * million + weights.multiply * sum, 1'000'000'000);
}

}  // namespace onepot::learn
