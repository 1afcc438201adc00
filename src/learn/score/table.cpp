#include <algorithm>
#include <charconv>

#include "onepot/base/text.h"
#include "onepot/learn/eq5d.h"
#include "onepot/learn/score.h"
#include "onepot/learn/weights.h"

namespace onepot::learn {
namespace score_table {
namespace {

/// The levels of a row; nothing where one is unanswered. What is no number becomes 0, which no item has.
std::optional<std::vector<int>> levels_of(const csv::Record& row, const std::vector<std::size_t>& at) {
  std::vector<int> levels(at.size(), 0);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto cell = trim(csv::field(row, at[i]));
    if (cell.empty()) return std::nullopt;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), levels[i]);
    if (error != std::errc() || end != cell.data() + cell.size()) levels[i] = 0;
  }
  return levels;
}

}  // namespace
}  // namespace score_table

Result<Scorer> scorer_of(std::string_view set, std::string_view weights, const std::string& weights_file) {
  const auto* measure = weighted_measure(set);
  // The crosswalk is published and here; a table of one's own goes before it.
  if (measure != nullptr && (!weights.empty() || !eq5d_set(set))) {
    if (weights.empty())
      return refuse("no-weights",
                    measure->id + " needs --weights FILE: " + measure->source + "; none are shipped here");
    ONEPOT_TRY(auto own, read_weights(weights, weights_file, *measure));
    auto items = own.items;
    return Scorer{std::move(items),
                  [w = std::move(own)](const std::vector<int>& levels) { return weighted_index(w, levels); },
                  {}};
  }
  auto known = eq5d_set(set);
  if (!known) {
    std::vector<std::string> weighted;
    for (const auto& m : weighted_measures()) weighted.push_back(m.id);
    known.error().sentence += "; or with weights of your own (--weights) " + join(weighted, ", ");
    return tl::unexpected(known.error());
  }
  if (!weights.empty())
    return refuse("weights", std::string(set) + " has its own published values and takes no file of weights");
  const Eq5dSet& published = **known;
  Scorer out{{eq5d_items.begin(), eq5d_items.end()},
             [&published](const std::vector<int>& levels) {
               return eq5d_index(published, {levels[0], levels[1], levels[2], levels[3], levels[4]});
             },
             {}};
  if (!published.note.empty()) out.warnings.push_back(fmt::format("{}: {}", published.id, published.note));
  return out;
}

tl::expected<Scored, Refusals> score(const csv::Table& answers, const Scorer& by, std::string_view respondent) {
  using namespace score_table;
  csv::Columns columns(answers);
  std::vector<std::size_t> at;
  for (const auto& item : by.items) at.push_back(columns.need(item));
  const auto who_column = respondent.empty() ? columns.may("respondent") : columns.need("respondent");
  if (const auto done = columns.done(); !done) return tl::unexpected(Refusals{done.error()});
  Scored out;
  out.warnings = by.warnings;
  Refusals wrong;
  auto header = answers.header;
  header.emplace_back("index");
  out.csv = csv::line(header);
  for (const auto& row : answers.records) {
    const auto who = csv::field(row, who_column);
    if (!respondent.empty() && who != respondent) continue;
    if (who_column != csv::Columns::npos) ++out.kinds[std::string(who)];
    ++out.rows;
    auto fields = row.fields;
    const auto levels = levels_of(row, at);
    if (!levels) {
      ++out.unanswered;
      fields.emplace_back();
      out.csv += csv::line(fields);
      continue;
    }
    const auto index = by.index(*levels);
    if (!index) {
      wrong.push_back(index.error());
      const auto item = std::ranges::find(by.items, index.error().where.column) - by.items.begin();
      const std::size_t column = at[static_cast<std::size_t>(item)];
      if (index.error().code == "bad-level")
        wrong.back().sentence = fmt::format("'{}' is not a level{}", csv::field(row, column).substr(0, 40),
                                            wrong.back().sentence.substr(wrong.back().sentence.find(';')));
      wrong.back().where = csv::where(answers, row, column);
      continue;
    }
    fields.push_back(thousandths(*index));
    out.csv += csv::line(fields);
  }
  if (!wrong.empty()) return tl::unexpected(std::move(wrong));
  if (out.kinds.size() > 1) {
    std::vector<std::string> parts;
    for (const auto& [kind, many] : out.kinds)
      parts.push_back(std::to_string(many) + " by " + (kind.empty() ? "nobody named" : kind));
    out.warnings.push_back(answers.file + ": answers " + and_list(parts) +
                           ": compare each kind by itself (--respondent KIND); they must not be pooled");
  }
  if (out.unanswered > 0)
    out.warnings.push_back(fmt::format("{}: {} of {} rows have an item without an answer and so no index", answers.file,
                                       out.unanswered, answers.records.size()));
  return out;
}

}  // namespace onepot::learn
