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

/// What a column can be, seen cell by cell.
struct Sniffed {
  bool number = true, flag = true;
  int places = 0;
  void see(std::string_view cell) {
    if (number) {
      const auto d = decimal(cell);
      number = d.has_value();
      if (d) places = std::max(places, d->places);
    }
    if (flag) flag = cell == "yes" || cell == "no";
  }
  Attribute::Kind kind() const {
    return number ? Attribute::Kind::count : flag ? Attribute::Kind::flag : Attribute::Kind::code;
  }
};

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
  std::vector<Sniffed> sniffed(by.size());
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
      sniffed[k].see(cell);
    }
    if (refusals.size() >= most_refusals) break;
  }
  if (!refusals.empty()) return tl::unexpected(std::move(refusals));
  if (out.pence.empty()) return one({"no-rows", "there is nobody in this file", Where{file, 1, ""}});

  std::vector<std::vector<std::int64_t>> raw(by.size());
  std::vector<CodeMap> codes(by.size());
  for (std::size_t k = 0; k < by.size(); ++k) {
    Known known;
    known.name = by[k];
    known.kind = sniffed[k].kind();
    known.places = known.kind == Attribute::Kind::count ? sniffed[k].places : 0;
    if (known.kind == Attribute::Kind::flag) known.codes = {"no", "yes"};
    (known.kind == Attribute::Kind::count ? raw[k].reserve(out.people()) : known.at.reserve(out.people()));
    out.known.push_back(std::move(known));
  }
  auto again = csv::Scanner::open(text, file);
  while (*again->next()) {
    for (std::size_t k = 0; k < by.size(); ++k) {
      const auto cell = trim((*again)[from[k]]);
      Known& known = out.known[k];
      if (known.kind == Attribute::Kind::count) {
        std::int64_t value = decimal(cell)->value;
        for (int i = known.places; i < most_places; ++i) value /= 10;
        raw[k].push_back(value);
      } else if (known.kind == Attribute::Kind::flag) {
        known.at.push_back(cell == "yes" ? 1 : 0);
      } else {
        if (cell.find('|') != std::string_view::npos)
          return one({"bad-code", "a code may not hold |, which joins codes in a rule", again->where(from[k])});
        auto found = codes[k].find(cell);
        if (found == codes[k].end()) {
          if (known.codes.size() == most_codes)
            return one({"too-many-codes",
                        "the column has more than 5,000 different words; it names people rather than groups them",
                        again->where(from[k])});
          found = codes[k].emplace(std::string(cell), static_cast<std::uint32_t>(known.codes.size())).first;
          known.codes.emplace_back(cell);
        }
        known.at.push_back(found->second);
      }
    }
  }
  for (std::size_t k = 0; k < by.size(); ++k) {
    if (out.known[k].kind == Attribute::Kind::count) rank(out.known[k], raw[k]);
    if (out.known[k].kind == Attribute::Kind::code) sort_codes(out.known[k]);
  }
  return out;
}

}  // namespace onepot::price
