#pragma once
// What stands in the four files, each row with its place in them.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/hours.h"
#include "onepot/place/move_in.h"

namespace onepot::place::moving {

/// A row as it stands, for refusals and for its digest.
struct Source {
  const csv::Table* table = nullptr;
  const csv::Record* record = nullptr;
};
struct PersonRow {
  Source at;
  std::string person, known_as, full_name, area;
  Date born;
};
struct ProviderRow {
  Source at;
  std::string provider, name, kind, area, about, bank_name, sort_code, account;
  std::int64_t staff_hundredths = 100;
};
struct PotRow {
  Source at;
  std::string person, stream, holding;
  Pence week, balance;
  Date from;
  std::optional<Date> until;
};
struct AgreementRow {
  Source at;
  std::string agreement, person, provider, category, words;
  std::vector<std::string> people;  ///< of `person`: one, or those of a club
  std::vector<Pence> shares;        ///< what each of them pays a week; together `week`
  std::string club;                 ///< its name; empty where it is one person's
  Pence day_rate, night_rate, week;
  Hours day, night;
  std::int64_t notice_days = 0;
  Date from;
  std::optional<Date> until;
};
struct Tables {
  csv::Table people_table, providers_table, pots_table, agreements_table;
  std::vector<PersonRow> people;
  std::vector<ProviderRow> providers;
  std::vector<PotRow> pots;
  std::vector<AgreementRow> agreements;
};

/// Reads them into `tables`, which must not move afterwards. Refusals name file, line and column.
void read(const MoveFiles& files, Tables& tables, Refusals& refusals, std::vector<std::string>& warnings);
/// Refusal of a field of a row, by its column's name.
Refusal at(const Source& source, std::string_view column, std::string code, std::string sentence);
/// SHA-256 of the row's fields by column name, so that the same row in another order of columns is the same.
std::string digest_of(const Source& source);

}  // namespace onepot::place::moving
