#include "onepot/pot/allocate_csv.h"

#include "onepot/base/text.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {
namespace {

/// Reads fields of one file, remembering each that cannot be read.
class AllocateFields {
 public:
  AllocateFields(const csv::Table& table, Refusals& refusals) : table_(table), refusals_(refusals) {}

  static std::string text(const csv::Record& r, std::size_t column) { return std::string(trim(csv::field(r, column))); }

  void refuse_at(const csv::Record& r, std::size_t column, std::string code, std::string sentence) {
    refusals_.push_back({std::move(code), std::move(sentence), csv::where(table_, r, column)});
  }
  std::string name(const csv::Record& r, std::size_t column) {
    std::string out = text(r, column);
    if (out.empty())
      refuse_at(r, column, "empty", fmt::format("this is empty; expected the name of a {}", table_.header[column]));
    else if (!seen_.insert(out).second)
      refuse_at(r, column, "repeated",
                fmt::format("'{}' stands twice; expected each {} once", out, table_.header[column]));
    return out;
  }
  Pence amount(const csv::Record& r, std::size_t column, bool nought_allowed) {
    const auto read = parse_pence(text(r, column));
    if (!read)
      refuse_at(r, column, read.error().code, read.error().sentence);
    else if (*read > amount_max)
      refuse_at(r, column, "bad-amount", fmt::format("expected at most {}", to_decimal(amount_max)));
    else if (*read < Pence() || (*read == Pence() && !nought_allowed))
      refuse_at(r, column, "bad-amount",
                fmt::format("'{}' is not enough; expected {}", text(r, column),
                            nought_allowed ? "0.00 or more" : "more than 0.00"));
    else
      return *read;
    return {};
  }
  std::optional<Date> date(const csv::Record& r, std::size_t column, bool may_lack) {
    const std::string given = text(r, column);
    if (given.empty() && may_lack) return std::nullopt;
    const auto read = parse_date(given);
    if (read) return *read;
    refuse_at(r, column, read.error().code, read.error().sentence);
    return std::nullopt;
  }

 private:
  const csv::Table& table_;
  Refusals& refusals_;
  std::set<std::string> seen_;
};

bool columns_are_there(const csv::Columns& columns, Refusals& refusals, std::vector<std::string>& warnings) {
  if (const auto done = columns.done(); !done) {
    refusals.push_back(done.error());
    return false;
  }
  for (auto& w : columns.warnings()) warnings.push_back(std::move(w));
  return true;
}

}  // namespace

std::vector<Purse> read_streams(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings) {
  std::vector<Purse> out;
  csv::Columns columns(table);
  const auto stream = columns.need("stream"), amount = columns.need("amount"), purposes = columns.need("purposes");
  const auto from = columns.may("from"), until = columns.may("until");
  if (!columns_are_there(columns, refusals, warnings)) return out;
  AllocateFields fields(table, refusals);
  for (const auto& r : table.records) {
    Purse purse{{fields.name(r, stream), list_of(csv::field(r, purposes)), fields.date(r, from, true),
                 fields.date(r, until, true)},
                fields.amount(r, amount, true)};
    if (purse.conditions.purposes.empty())
      fields.refuse_at(r, purposes, "empty", "no purpose is named; expected purposes joined by |, or * for any");
    if (purse.conditions.from && purse.conditions.until && *purse.conditions.until < *purse.conditions.from)
      fields.refuse_at(r, until, "bad-until", "the stream ends before it begins");
    out.push_back(std::move(purse));
  }
  return out;
}

std::vector<Purchase> read_purchases(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings) {
  std::vector<Purchase> out;
  csv::Columns columns(table);
  const auto purchase = columns.need("purchase"), amount = columns.need("amount"), purpose = columns.need("purpose"),
             date = columns.need("date");
  if (!columns_are_there(columns, refusals, warnings)) return out;
  AllocateFields fields(table, refusals);
  for (const auto& r : table.records) {
    Purchase p{fields.name(r, purchase), fields.amount(r, amount, false), AllocateFields::text(r, purpose),
               fields.date(r, date, false).value_or(Date())};
    if (p.purpose.empty()) fields.refuse_at(r, purpose, "empty", "no purpose is named");
    out.push_back(std::move(p));
  }
  return out;
}

}  // namespace onepot::pot
