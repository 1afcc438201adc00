#include "files.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/pay/bank.h"
#include "onepot/pot/stream.h"

namespace onepot::place::moving {
namespace {

/// One row, read field by field; what is wrong is kept with its place, and reading goes on.
class Row {
 public:
  Row(const Source& source, Refusals& refusals) : source_(source), refusals_(refusals) {}
  std::string text(std::string_view column) const {
    const auto& header = source_.table->header;
    const auto found = std::ranges::find(header, column);
    if (found == header.end()) return {};
    return std::string(trim(source_.record->fields[static_cast<std::size_t>(found - header.begin())]));
  }
  void bad(std::string_view column, std::string code, std::string sentence) {
    refusals_.push_back(at(source_, column, std::move(code), std::move(sentence)));
    good_ = false;
  }
  std::string needed(std::string_view column) {
    auto said = text(column);
    if (said.empty()) bad(column, "missing", "this is empty");
    return said;
  }
  template <class T>
  T take(std::string_view column, Result<T> read, T otherwise = {}) {
    if (read) return *std::move(read);
    bad(column, read.error().code, read.error().sentence);
    return otherwise;
  }
  Date date(std::string_view column) { return take(column, parse_date(text(column))); }
  std::optional<Date> maybe_date(std::string_view column) {
    return text(column).empty() ? std::nullopt : std::optional(date(column));
  }
  Pence pence(std::string_view column) {
    const auto amount = take(column, parse_pence(text(column)));
    if (amount < Pence()) bad(column, "bad-amount", "expected pounds, nothing or more");
    return amount;
  }
  Hours hours(std::string_view column) {
    const auto time = take(column, parse_hours(text(column)));
    if (time < Hours() || time > Hours::whole(336)) bad(column, "bad-hours", "expected hours a week, 0 to 336");
    return time;
  }
  std::int64_t whole(std::string_view column, std::int64_t most) {
    const auto said = text(column);
    std::int64_t n = -1;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), n);
    if (error != std::errc() || end != said.data() + said.size() || n < 0 || n > most) {
      bad(column, "bad-number", "expected a whole number from 0 to " + std::to_string(most));
      return 0;
    }
    return n;
  }
  bool good() const { return good_; }

 private:
  Source source_;
  Refusals& refusals_;
  bool good_ = true;
};

bool open_table(const MoveFiles::File& file, csv::Table& table, std::initializer_list<const char*> need,
                std::initializer_list<const char*> may, Refusals& refusals, std::vector<std::string>& warnings) {
  auto parsed = csv::parse(file.text, file.name);
  if (!parsed) {
    refusals.push_back(parsed.error());
    return false;
  }
  table = *std::move(parsed);
  csv::Columns columns(table);
  for (const auto* name : need) columns.need(name);
  for (const auto* name : may) columns.may(name);
  if (const auto done = columns.done(); !done) {
    refusals.push_back(done.error());
    return false;
  }
  for (auto& warning : columns.warnings()) warnings.push_back(std::move(warning));
  return true;
}

void read_people(Tables& t, Refusals& refusals) {
  std::set<std::string> seen;
  for (const auto& record : t.people_table.records) {
    PersonRow p;
    p.at = {&t.people_table, &record};
    Row row(p.at, refusals);
    p.person = row.needed("person");
    p.known_as = row.needed("known_as");
    p.full_name = row.needed("full_name");
    p.area = row.needed("area");
    p.born = row.date("born");
    if (!seen.insert(p.person).second) row.bad("person", "twice", "this person stands here twice");
    if (row.good()) t.people.push_back(std::move(p));
  }
}

void read_providers(Tables& t, Refusals& refusals) {
  std::set<std::string> seen;
  for (const auto& record : t.providers_table.records) {
    ProviderRow p;
    p.at = {&t.providers_table, &record};
    Row row(p.at, refusals);
    p.provider = row.needed("provider");
    p.name = row.needed("name");
    p.kind = row.needed("kind");
    p.area = row.needed("area");
    p.about = row.text("about");
    const auto staff = parse_rational(row.text("staff"));
    if (!staff || *staff <= Rational(0) || *staff > Rational(100'000))
      row.bad("staff", "bad-number", "expected full-time equivalents above 0, such as 1 or 2.5");
    else
      p.staff_hundredths = times(Pence(100), *staff).count();
    p.bank_name = row.text("bank_name");
    if (!row.text("sort_code").empty() || !row.text("account").empty()) {
      p.sort_code = row.take("sort_code", pay::parse_sort_code(row.text("sort_code")));
      p.account = row.take("account", pay::parse_account_number(row.text("account")));
    }
    if (!seen.insert(p.provider).second) row.bad("provider", "twice", "this provider stands here twice");
    if (row.good()) t.providers.push_back(std::move(p));
  }
}

void read_pots(Tables& t, Refusals& refusals) {
  std::set<std::pair<std::string, std::string>> seen;
  std::map<std::string, std::string> holdings;
  for (const auto& record : t.pots_table.records) {
    PotRow p;
    p.at = {&t.pots_table, &record};
    Row row(p.at, refusals);
    p.person = row.needed("person");
    p.stream = row.needed("stream");
    p.holding = row.text("holding");
    if (const auto holding = pot::parse_holding(p.holding); !holding)
      row.bad("holding", holding.error().code, holding.error().sentence);
    p.week = row.pence("week");
    p.balance = row.pence("balance");
    p.from = row.date("from");
    p.until = row.maybe_date("until");
    if (!seen.emplace(p.person, p.stream).second)
      row.bad("stream", "twice", "this stream of the pot stands here twice");
    if (const auto [first, fresh] = holdings.emplace(p.person, p.holding); !fresh && first->second != p.holding)
      row.bad("holding", "two-holdings", "another row holds this pot as " + first->second + "; expected mixed in both");
    if (row.good()) t.pots.push_back(std::move(p));
  }
}

std::vector<std::string> in_parts(std::string_view joined) {
  std::vector<std::string> out;
  for (const auto& part : split_text(joined, '|')) out.emplace_back(trim(part));
  return out;
}

/// Several people of one agreement are a club, and each one's part of the week is in the records it comes from.
void read_club(AgreementRow& a, Row& row) {
  if (a.people.size() == 1) {
    if (!a.club.empty()) row.bad("club", "one-person", "a club is of two people or more; expected them joined by |");
    if (!row.text("shares").empty())
      row.bad("shares", "one-person", "one person pays all of it; expected nothing here");
    a.shares = {a.week};
    return;
  }
  if (a.club.empty()) row.bad("club", "missing", "several people share this: expected how their club is called");
  auto names = a.people;
  std::ranges::sort(names);
  if (names.front().empty() || std::ranges::adjacent_find(names) != names.end())
    row.bad("person", "twice", "expected different people, joined by |");
  Pence sum;
  for (const auto& part : in_parts(row.text("shares"))) {
    a.shares.push_back(row.take("shares", parse_pence(part)));
    sum += a.shares.back();
    if (a.shares.back() < Pence()) row.bad("shares", "bad-amount", "expected pounds, nothing or more");
  }
  if (row.good() && a.shares.size() != a.people.size())
    row.bad("shares", "other-number", "expected what each pays a week, joined by | in the order of the people");
  else if (row.good() && sum != a.week)
    row.bad("shares", "other-price", "they come to " + to_decimal(sum) + " a week: it would change what is paid");
}

void read_agreements(Tables& t, Refusals& refusals) {
  std::set<std::string> seen;
  for (const auto& record : t.agreements_table.records) {
    AgreementRow a;
    a.at = {&t.agreements_table, &record};
    Row row(a.at, refusals);
    a.agreement = row.needed("agreement");
    a.person = row.needed("person");
    a.people = in_parts(a.person);
    a.club = row.text("club");
    a.provider = row.needed("provider");
    a.category = row.needed("category");
    a.words = row.text("words");
    a.day_rate = row.pence("day_rate");
    a.night_rate = row.pence("night_rate");
    a.day = row.hours("day_hours");
    a.night = row.hours("night_hours");
    a.week = row.pence("week");
    a.notice_days = row.whole("notice_days", 3'650);
    a.from = row.date("from");
    a.until = row.maybe_date("until");
    if (a.until && *a.until < a.from) row.bad("until", "bad-until", "it ends before it begins");
    if (!seen.insert(a.agreement).second) row.bad("agreement", "twice", "this agreement stands here twice");
    if (row.good()) {
      const auto week = buy::week_cost({a.day_rate, a.night_rate, a.day, a.night});
      if (week != a.week)
        row.bad("week", "other-price",
                "the rates and hours come to " + to_decimal(week) + " a week: it would change what is paid");
    }
    if (row.good()) read_club(a, row);
    if (row.good()) t.agreements.push_back(std::move(a));
  }
}

}  // namespace

Refusal at(const Source& source, std::string_view column, std::string code, std::string sentence) {
  return {std::move(code), std::move(sentence), Where{source.table->file, source.record->line, std::string(column)}};
}

std::string digest_of(const Source& source) {
  std::map<std::string, std::string> fields;
  for (std::size_t i = 0; i < source.table->header.size(); ++i)
    fields[source.table->header[i]] = std::string(trim(source.record->fields[i]));
  std::string all;
  for (const auto& [name, value] : fields)
    if (!value.empty()) all += name + "\x1f" + value + "\x1e";
  return to_hex(sha256(all));
}

void read(const MoveFiles& files, Tables& tables, Refusals& refusals, std::vector<std::string>& warnings) {
  if (open_table(files.people, tables.people_table, {"person", "known_as", "full_name", "born", "area"}, {}, refusals,
                 warnings))
    read_people(tables, refusals);
  if (open_table(files.providers, tables.providers_table, {"provider", "name", "kind", "area", "staff"},
                 {"about", "bank_name", "sort_code", "account"}, refusals, warnings))
    read_providers(tables, refusals);
  if (open_table(files.pots, tables.pots_table, {"person", "stream", "holding", "week", "balance", "from"}, {"until"},
                 refusals, warnings))
    read_pots(tables, refusals);
  if (open_table(files.agreements, tables.agreements_table,
                 {"agreement", "person", "provider", "category", "words", "day_rate", "night_rate", "day_hours",
                  "night_hours", "week", "notice_days", "from"},
                 {"until", "club", "shares"}, refusals, warnings))
    read_agreements(tables, refusals);
}

}  // namespace onepot::place::moving
