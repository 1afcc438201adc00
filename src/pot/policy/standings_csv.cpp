#include "onepot/pot/policy/standings_csv.h"

#include "onepot/base/text.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {
namespace {

class StandingFields {
 public:
  StandingFields(const csv::Table& table, Refusals& refusals) : table_(table), refusals_(refusals) {}

  static std::string text(const csv::Record& r, std::size_t column) { return std::string(trim(csv::field(r, column))); }
  void refuse_at(const csv::Record& r, std::size_t column, std::string code, std::string sentence) {
    refusals_.push_back({std::move(code), std::move(sentence), csv::where(table_, r, column)});
  }
  std::string name(const csv::Record& r, std::size_t column) {
    std::string out = text(r, column);
    if (out.empty()) refuse_at(r, column, "empty", fmt::format("this is empty; expected a {}", table_.header[column]));
    return out;
  }
  Pence money(const csv::Record& r, std::size_t column, bool may_lack = false) {
    const std::string given = text(r, column);
    if (given.empty() && may_lack) return {};
    const auto read = parse_pence(given);
    if (!read)
      refuse_at(r, column, read.error().code, read.error().sentence);
    else if (*read < Pence() || *read > amount_max)
      refuse_at(r, column, "bad-amount",
                fmt::format("'{}' is out of range; expected 0.00 to {}", given, to_decimal(amount_max)));
    else
      return *read;
    return {};
  }
  bool yes(const csv::Record& r, std::size_t column) {
    const std::string given = text(r, column);
    if (given != "" && given != "yes" && given != "no")
      refuse_at(r, column, "bad-answer", fmt::format("'{}' is neither; expected yes or no", given));
    return given == "yes";
  }

 private:
  const csv::Table& table_;
  Refusals& refusals_;
};

}  // namespace

std::vector<PersonStanding> read_standings(const csv::Table& table, Date day, Refusals& refusals,
                                           std::vector<std::string>& warnings) {
  csv::Columns c(table);
  const auto person = c.need("person"), holding = c.need("holding"), stream = c.need("stream"), week = c.need("week"),
             balance = c.need("balance"), committed = c.need("committed"), stood = c.may("stood"),
             employs = c.may("employs"), set_aside = c.may("set_aside");
  if (const auto done = c.done(); !done) {
    refusals.push_back(done.error());
    return {};
  }
  for (auto& w : c.warnings()) warnings.push_back(std::move(w));
  StandingFields f(table, refusals);
  std::vector<PersonStanding> out;
  std::map<std::string, std::size_t> places;
  for (const auto& r : table.records) {
    const std::string who = f.name(r, person);
    const auto [place, fresh] = places.emplace(who, out.size());
    if (fresh) out.push_back({who, {.day = day}});
    PotStanding& pot = out[place->second].pot;
    StreamStanding s;
    s.stream = f.name(r, stream);
    s.own = s.stream == "own";
    if (const auto held = parse_holding(f.text(r, holding)); !held)
      f.refuse_at(r, holding, held.error().code, held.error().sentence);
    else if (*held == Holding::mixed)
      f.refuse_at(r, holding, "bad-holding",
                  "a mixed pot is held stream by stream; expected direct-payment, isf or notional");
    else
      s.holding = *held;
    s.week = f.money(r, week);
    s.balance = f.money(r, balance);
    s.committed = f.money(r, committed);
    s.stood = f.money(r, stood, true);
    pot.employs = f.yes(r, employs) || pot.employs;
    if (const Pence aside = f.money(r, set_aside, true); aside > Pence()) pot.set_aside.push_back({"", aside});
    if (std::ranges::find(pot.streams, s.stream, &StreamStanding::stream) != pot.streams.end())
      f.refuse_at(r, stream, "repeated",
                  fmt::format("{} has '{}' twice; expected each stream once a person", who, s.stream));
    pot.streams.push_back(std::move(s));
  }
  return out;
}

}  // namespace onepot::pot
