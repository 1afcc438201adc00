#include "onepot/price/compare.h"

#include <map>

#include "onepot/base/csv_scan.h"
#include "onepot/base/text.h"

namespace onepot::price {
namespace comparing {

Result<void> read_blocks(std::string_view text, const std::string& file, std::map<std::string, Compared>& parts) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  const auto provider = column_of(table.header, column::provider()), amount = column_of(table.header, column::amount());
  if (!provider || !amount)
    return refuse("missing-column", "expected the columns provider and amount",
                  Where{file, 1, provider ? "amount" : "provider"});
  for (const auto& row : table.records) {
    const auto pence = parse_pence(trim(field(row, *amount)));
    if (!pence) return refuse(pence.error().code, pence.error().sentence, where(table, row, *amount));
    Compared& part = parts[std::string(trim(field(row, *provider)))];
    if (part.block)
      return refuse("repeated-block", "this provider's block stands above already", where(table, row, *provider));
    part.block = *pence;
  }
  return {};
}

}  // namespace comparing

Result<Comparison> compare(const ActivityTariff& now, const ActivityTariff& then, std::string_view activity,
                           const std::string& file, CompareBy by, std::string_view block,
                           const std::string& block_file) {
  ONEPOT_TRY(auto scanner, csv::Scanner::open(activity, file));
  if (last_repeats(scanner.header())) scanner.let_last_repeat();
  ONEPOT_TRY(auto first, Valuer::over(std::span(&now, 1), scanner.header(), file));
  ONEPOT_TRY(auto second, Valuer::over(std::span(&then, 1), scanner.header(), file));
  std::map<std::string, Compared> parts;
  if (!block.empty()) ONEPOT_CHECK(comparing::read_blocks(block, block_file, parts));
  // Rows of one provider tend to follow each other; the name last seen saves most of the looking up.
  Compared* part = nullptr;
  std::string seen;
  for (;;) {
    ONEPOT_TRY(const bool more, scanner.next());
    if (!more) break;
    // The dates of the two differ; what is asked is what the same activity would cost.
    const auto a = first.undated(scanner.fields()), b = second.undated(scanner.fields());
    if (!a.counted) continue;
    std::string_view name = a.row.provider;
    if (by == CompareBy::group) name = a.row.group;
    if (by == CompareBy::pod)
      name = a.price.pod == Names::none ? std::string_view("none") : std::string_view(now.pods[a.price.pod]);
    if (part == nullptr || name != seen) {
      seen = name;
      part = &parts[seen];
    }
    ++part->rows;
    if (a.price.fault.empty())
      part->now += a.price.price;
    else
      ++part->unpriced_now;
    if (b.price.fault.empty())
      part->then += b.price.price;
    else
      ++part->unpriced_then;
  }
  Comparison out;
  for (auto& [name, p] : parts) {
    p.name = name;
    out.all.rows += p.rows;
    out.all.unpriced_now += p.unpriced_now, out.all.unpriced_then += p.unpriced_then;
    out.all.now += p.now, out.all.then += p.then;
    if (p.block) out.all.block = out.all.block.value_or(Pence()) + *p.block;
    if (p.then > p.now) ++out.win, out.won += p.then - p.now;
    if (p.then < p.now) ++out.lose, out.lost += p.now - p.then;
    if (p.then == p.now) ++out.same;
    out.parts.push_back(p);
  }
  return out;
}

std::optional<std::int64_t> tenths_of_percent(Pence now, Pence difference) {
  if (now <= Pence(0)) return std::nullopt;
  return times(difference, Rational(1000, now.count())).count();
}

}  // namespace onepot::price
