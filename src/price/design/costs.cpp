// From a CSV of linked costs to columns of small numbers.
#include <algorithm>
#include <unordered_map>

#include "onepot/base/text.h"
#include "onepot/price/design.h"

namespace onepot::price {
namespace linked_costs {

constexpr int most_places = 6;
constexpr std::size_t most_codes = 5000;
constexpr std::size_t most_refusals = 1000;

struct Decimal {
  std::int64_t value = 0;  ///< in units of 10^-most_places
  int places = 0;
};

/// "-12.50" with at most six places and nine digits before them.
std::optional<Decimal> decimal(std::string_view text) {
  Decimal out;
  std::size_t at = 0;
  const bool below = !text.empty() && text[0] == '-';
  if (below) ++at;
  std::int64_t whole = 0;
  const std::size_t digits = at;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    whole = whole * 10 + (text[at] - '0');
    if (at - digits >= 9) return std::nullopt;
  }
  if (at == digits) return std::nullopt;
  if (at < text.size()) {
    if (text[at] != '.' || at + 1 == text.size()) return std::nullopt;
    for (++at; at < text.size(); ++at) {
      if (text[at] < '0' || text[at] > '9' || ++out.places > most_places) return std::nullopt;
      whole = whole * 10 + (text[at] - '0');
    }
  }
  for (int i = out.places; i < most_places; ++i) whole *= 10;
  out.value = below ? -whole : whole;
  return out;
}

/// Values to their places among the distinct ones.
void rank(Known& known, std::vector<std::int64_t>& raw) {
  const auto [least, most] = std::ranges::minmax(raw);
  known.at.resize(raw.size());
  if (most - least < 8'000'000) {  // a table of what occurs is quicker than sorting
    std::vector<std::uint32_t> place(static_cast<std::size_t>(most - least) + 1, 0);
    for (const std::int64_t v : raw) place[static_cast<std::size_t>(v - least)] = 1;
    for (std::size_t i = 0; i < place.size(); ++i)
      if (place[i] != 0) {
        place[i] = static_cast<std::uint32_t>(known.values.size());
        known.values.push_back(least + static_cast<std::int64_t>(i));
      }
    for (std::size_t i = 0; i < raw.size(); ++i) known.at[i] = place[static_cast<std::size_t>(raw[i] - least)];
    return;
  }
  known.values = raw;
  std::ranges::sort(known.values);
  known.values.erase(std::ranges::unique(known.values).begin(), known.values.end());
  for (std::size_t i = 0; i < raw.size(); ++i)
    known.at[i] = static_cast<std::uint32_t>(std::ranges::lower_bound(known.values, raw[i]) - known.values.begin());
}

/// Codes in the order of the alphabet, so that the order of rows changes nothing.
void sort_codes(Known& known) {
  std::vector<std::uint32_t> order(known.codes.size()), place(known.codes.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return known.codes[a] < known.codes[b]; });
  std::vector<std::string> codes;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    codes.push_back(known.codes[order[i]]);
  }
  known.codes = std::move(codes);
  for (auto& at : known.at) at = place[at];
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using CodeMap = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

tl::unexpected<Refusals> one(Refusal refusal) {
  return tl::unexpected(Refusals{std::move(refusal)});
}

/// One column as it is read: numbers as long as every cell is one, else the words that occur.
struct Reading {
  bool number = true;
  bool again = false;  ///< a word came after numbers: those before it must be read again, as words
  int places = 0;
  std::vector<std::int64_t> raw;  ///< in units of 10^-most_places
  CodeMap map;
  std::vector<std::string> codes;
  std::vector<std::uint32_t> at;
  std::optional<Refusal> bad;  ///< the first cell that can be no code
  std::size_t cells = 0, numbers = 0;
  std::optional<Refusal> stray;  ///< the first word, as it is told where nearly all others are numbers

  void see(std::string_view cell, const csv::Scanner& row, std::size_t column) {
    ++cells;
    const auto d = decimal(cell);
    if (d) ++numbers;
    if (number) {
      if (d) {
        places = std::max(places, d->places);
        raw.push_back(d->value);
        return;
      }
      stray = Refusal{"stray-word",
                      "'" + std::string(cell.substr(0, 40)) +
                          "' is not a number, and nearly everything else in this column is; what is not known cannot "
                          "divide people: fill it in, or leave the row out",
                      row.where(column)};
      number = false;
      again = !raw.empty();
      raw = {};
    }
    if (!again) see_word(cell, row, column);
  }
  void see_word(std::string_view cell, const csv::Scanner& row, std::size_t column) {
    if (bad) return;
    auto found = map.find(cell);
    if (found == map.end()) {
      if (cell.find('|') != std::string_view::npos) {
        bad = Refusal{"bad-code", "a code may not hold |, which joins codes in a rule", row.where(column)};
        return;
      }
      if (codes.size() == most_codes) {
        bad = Refusal{"too-many-codes",
                      "the column has more than 5,000 different words; it names people rather than groups them",
                      row.where(column)};
        return;
      }
      found = map.emplace(std::string(cell), static_cast<std::uint32_t>(codes.size())).first;
      codes.emplace_back(cell);
    }
    at.push_back(found->second);
  }
  /// A word among many numbers is something that is not known ("NA") or a slip; it would make every number a code.
  bool has_stray() const { return !number && codes.size() > 20 && numbers * 20 >= cells * 19; }
};

Known known_of(Reading&& reading, const std::string& name) {
  Known out;
  out.name = name;
  if (reading.number) {
    out.places = reading.places;
    std::int64_t unit = 1;
    for (int i = out.places; i < most_places; ++i) unit *= 10;
    for (auto& value : reading.raw) value /= unit;
    rank(out, reading.raw);
    return out;
  }
  out.codes = std::move(reading.codes);
  out.at = std::move(reading.at);
  if (std::ranges::all_of(out.codes, [](const std::string& c) { return c == "yes" || c == "no"; })) {
    out.kind = Attribute::Kind::flag;
    const std::uint32_t yes = out.codes.front() == "yes" ? 0 : 1;  // as it was met
    for (auto& at : out.at) at = at == yes ? 1 : 0;
    out.codes = {"no", "yes"};
    return out;
  }
  out.kind = Attribute::Kind::code;
  sort_codes(out);
  return out;
}

}  // namespace linked_costs

tl::expected<LinkedCosts, Refusals> read_costs(std::string_view text, const std::string& file, const std::string& cost,
                                               const std::vector<std::string>& by) {
  using namespace linked_costs;
  LinkedCosts out;
  Refusals refusals;
  auto first = csv::Scanner::open(text, file);
  if (!first) return one(first.error());
  csv::Columns columns(first->table());
  const std::size_t paid = columns.need(cost);
  std::vector<std::size_t> from;
  for (const auto& name : by) from.push_back(columns.need(name));
  if (const auto done = columns.done(); !done) return one(done.error());
  std::vector<Reading> reading(by.size());
  for (;;) {
    const auto more = first->next();
    if (!more) return one(more.error());
    if (!*more) break;
    const auto amount = parse_pence(trim((*first)[paid]));
    if (amount)
      out.pence.push_back(amount->count());
    else
      refusals.push_back({amount.error().code, amount.error().sentence, first->where(paid)});
    for (std::size_t k = 0; k < by.size(); ++k) {
      const auto cell = trim((*first)[from[k]]);
      if (cell.empty())
        refusals.push_back({"empty-cell",
                            "nothing stands here; expected what is known of this person, or leave the row out",
                            first->where(from[k])});
      else
        reading[k].see(cell, *first, from[k]);
    }
    if (refusals.size() >= most_refusals) break;
  }
  if (!refusals.empty()) return tl::unexpected(std::move(refusals));
  if (out.pence.empty()) return one({"no-rows", "there is nobody in this file", Where{file, 1, ""}});

  if (std::ranges::any_of(reading, &Reading::again)) {
    auto again = csv::Scanner::open(text, file);
    while (*again->next())
      for (std::size_t k = 0; k < by.size(); ++k)
        if (reading[k].again) reading[k].see_word(trim((*again)[from[k]]), *again, from[k]);
  }
  for (const Reading& r : reading)
    if (r.has_stray()) refusals.push_back(*r.stray);
  if (!refusals.empty()) return tl::unexpected(std::move(refusals));
  const Refusal* bad = nullptr;
  for (const Reading& r : reading)
    if (r.bad && (bad == nullptr || r.bad->where.line < bad->where.line)) bad = &*r.bad;
  if (bad != nullptr) return one(*bad);
  for (std::size_t k = 0; k < by.size(); ++k) out.known.push_back(known_of(std::move(reading[k]), by[k]));
  return out;
}

}  // namespace onepot::price
