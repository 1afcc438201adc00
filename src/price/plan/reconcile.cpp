// Actual activity beside the plan, month by month, and what is still to be posted.
#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "cells.h"
#include "months.h"
#include "onepot/base/csv_scan.h"
#include "onepot/base/text.h"
#include "onepot/price/plan.h"

namespace onepot::price {
namespace reconciling {

constexpr std::size_t most_refusals = 1000;
constexpr std::size_t provider = 0, line = 1, month = dims;

const std::vector<std::string>& names_of(std::size_t dim) {
  static const std::array<const std::vector<std::string>*, dims> names{&column::provider(), &column::line(),
                                                                       &column::group(), &column::pod()};
  return *names[dim];
}

class Settling {
 public:
  Settling(const ReconcileFiles& files, const ReconcileOptions& options) : files_(files), options_(options) {}

  tl::expected<Reconciled, Refusals> run() {
    if (!read_plan() || !read_actual()) return tl::unexpected(std::move(refusals_));
    for (const auto& [name, text] : files_.posted)
      if (!read_posted(name, text)) return tl::unexpected(std::move(refusals_));
    if (!refusals_.empty()) return tl::unexpected(std::move(refusals_));
    settle();
    return std::move(out_);
  }

 private:
  using Columns = std::array<std::optional<std::size_t>, dims + 1>;

  bool failed(Refusal refusal) {
    refusals_.push_back(std::move(refusal));
    return false;
  }
  bool note(Refusal refusal) {
    refusals_.push_back(std::move(refusal));
    return refusals_.size() < most_refusals;
  }

  /// So many months later.
  static std::string shifted(const std::string& text, int months) {
    return text.empty() ? text : planning::month_text(add_months(*parse_date(text + "-01"), months));
  }

  bool missing(const std::string& file, const std::string& what, const std::vector<std::string>& names) {
    return failed({"missing-column", "the column '" + what + "' is missing; it may be called " + join(names, ", "),
                   Where{file, 1, what}});
  }

  static Columns columns_of(const std::vector<std::string>& header) {
    Columns out;
    for (std::size_t d = 0; d < dims; ++d) {
      out[d] = column_of(header, names_of(d));
      // What an engine wrote goes before what came with the row.
      if (d == line)
        if (const auto own = column_of(header, {"price_line"})) out[d] = own;
      if (d == 3)
        if (const auto own = column_of(header, {"price_pod"})) out[d] = own;
    }
    out[month] = column_of(header, column::month());
    return out;
  }

  /// The cell of the scanner's row, by the parts that both files know. Nothing where there are more names than can be
  /// told apart.
  Cell* cell_of(const csv::Scanner& at, const Columns& columns, std::string_view in) {
    Key key = 0;
    for (std::size_t d = 0; d <= dims; ++d) {
      const std::string_view name = d == month                 ? in
                                    : shared_[d] && columns[d] ? trim(at[*columns[d]])
                                                               : std::string_view();
      const std::uint32_t n = (*names_)[d].add(name);
      if (n >> bits[d] != 0) {
        failed({"too-many", "more providers, lines, units or points of delivery than can be settled in one plan",
                at.where(columns[d].value_or(0))});
        return nullptr;
      }
      key = key << bits[d] | n;
    }
    return &cells_[key];
  }

  bool read_plan() {
    auto opened = csv::Scanner::open(files_.plan, files_.plan_file);
    if (!opened) return failed(opened.error());
    csv::Scanner& at = *opened;
    const Columns columns = columns_of(at.header());
    if (!columns[month]) return missing(files_.plan_file, "month", column::month());
    const auto amount = column_of(at.header(), {"amount", "planned", "plan", "payment", "price", "value"});
    if (!amount) return missing(files_.plan_file, "amount", {"amount", "planned", "plan", "payment", "value"});
    const auto terms = column_of(at.header(), {"terms"}), freeze = column_of(at.header(), {"freeze", "freeze_date"}),
               year = column_of(at.header(), {"year"});
    // Which parts the two files share is known once both headers are.
    auto other = csv::Scanner::open(files_.actual, files_.actual_file);
    if (!other) return failed(other.error());
    const Columns theirs = columns_of(other->header());
    for (std::size_t d = 0; d < dims; ++d) shared_[d] = columns[d] && theirs[d];

    for (;;) {
      const auto more = at.next();
      if (!more) return failed(more.error());
      if (!*more) break;
      const auto text = trim(at[*columns[month]]);
      const auto in = planning::month_of(text, std::nullopt);
      if (!in) {
        if (!note({"bad-month",
                   "'" + std::string(text.substr(0, 40)) + "' is not a month; expected one such as 2026-04",
                   at.where(*columns[month])}))
          return false;
        continue;
      }
      const auto pence = parse_pence(trim(at[*amount]));
      if (!pence) {
        if (!note({pence.error().code, pence.error().sentence, at.where(*amount)})) return false;
        continue;
      }
      planned_ = true;
      if (first_.empty() || *in < first_) first_ = *in;
      if (last_.empty() || *in > last_) last_ = *in;
      // A plan that says its year is settled in that year's months; of another, as many as make twelve with it.
      if (const auto from = year ? parse_date(trim(at[*year])) : parse_date(""); from) year_ = *from;
      if (freeze && !trim(at[*freeze]).empty()) {
        const auto day = parse_date(trim(at[*freeze]));
        if (!day) {
          if (!note({day.error().code, day.error().sentence, at.where(*freeze)})) return false;
          continue;
        }
        freeze_.emplace(*in, *day);
      }
      if (terms && !trim(at[*terms]).empty()) {
        const auto parsed = parse_terms(at[*terms], at.where(*terms));
        if (!parsed) {
          if (!note(parsed.error())) return false;
          continue;
        }
        if (!shared_[provider] || !shared_[line])
          return failed({"terms-unmatched",
                         "the plan has terms for a provider's line; the activity must say the provider and the line of "
                         "each row (price_line, as `onepot price value` writes it)",
                         Where{files_.actual_file, 1, shared_[provider] ? "price_line" : "provider"}});
        const auto of = std::pair(std::string(trim(at[*columns[provider]])), std::string(trim(at[*columns[line]])));
        const auto [known, fresh] = terms_.emplace(of, *parsed);
        if (!fresh && terms_text(known->second) != terms_text(*parsed)) {
          if (!note({"two-terms", "other terms stand above for the same provider and line", at.where(*terms)}))
            return false;
          continue;
        }
      }
      if (options_.through && *in > *options_.through) {
        if (shared_[provider] && shared_[line])
          later_of_[{std::string(trim(at[*columns[provider]])), std::string(trim(at[*columns[line]]))}] += *pence;
        continue;
      }
      Cell* cell = cell_of(at, columns, *in);
      if (cell == nullptr) return false;
      cell->plan += *pence;
    }
    if (!planned_ && refusals_.empty())
      return failed({"no-rows", "nothing is planned in this file", Where{files_.plan_file, 1, ""}});
    return true;
  }

  bool read_actual() {
    auto opened = csv::Scanner::open(files_.actual, files_.actual_file);
    if (!opened) return failed(opened.error());
    csv::Scanner& at = *opened;
    const Columns columns = columns_of(at.header());
    if (!columns[month]) return missing(files_.actual_file, "month", column::month());
    auto amount = column_of(at.header(), {"price"});  // as `price value` writes it, whatever else came with the row
    if (!amount || !column_of(at.header(), {"price_fault"})) amount = column_of(at.header(), column::amount());
    if (!amount) return missing(files_.actual_file, "amount", column::amount());
    const auto received = column_of(at.header(), column::received()), by = column_of(at.header(), {"price_tariff"});
    const std::string begin = std::min(first_, year_ ? planning::month_text(*year_) : shifted(last_, -11));
    const std::string end = std::max(last_, shifted(year_ ? planning::month_text(*year_) : first_, 11));
    const auto year = year_ ? year_ : first_.empty() ? std::nullopt : std::optional(*parse_date(first_ + "-01"));
    std::string seen_text, seen_month;  // rows come in runs of one month
    for (;;) {
      const auto more = at.next();
      if (!more) return failed(more.error());
      if (!*more) break;
      ++out_.rows;
      const auto cell = trim(at[*amount]);
      if (cell.empty()) {
        ++out_.unpriced;
        continue;
      }
      if (by && (at[*by].ends_with(" draft") || at[*by].ends_with(" shadow")))
        return failed(
            {"not-live",
             "this row was priced by " + std::string(at[*by]) + ", which moves no money; settle by the live tariff",
             at.where(*by)});
      const auto text = trim(at[*columns[month]]);
      if (text != seen_text) {
        const auto in = planning::month_of(text, year);
        seen_text = text;
        seen_month = in.value_or("");
      }
      if (seen_month.empty() || seen_month < begin || seen_month > end) {
        if (!note({"bad-month",
                   "'" + std::string(text.substr(0, 40)) + "' is not in a month of the plan; expected " + begin +
                       " to " + end,
                   at.where(*columns[month])}))
          return false;
        continue;
      }
      const auto pence = parse_pence(cell);
      if (!pence) {
        if (!note({pence.error().code, pence.error().sentence, at.where(*amount)})) return false;
        continue;
      }
      if (options_.through && seen_month > *options_.through) continue;
      if (received && !trim(at[*received]).empty()) {
        const auto day = parse_date(trim(at[*received]).substr(0, 10));
        if (!day) {
          if (!note({day.error().code, day.error().sentence, at.where(*received)})) return false;
          continue;
        }
        if (options_.as_of && *day > *options_.as_of) {
          ++out_.unknown_yet;
          continue;
        }
        if (const auto frozen = freeze_.find(seen_month); frozen != freeze_.end() && *day > frozen->second) {
          ++out_.late;
          out_.late_pounds += *pence;
          continue;
        }
      }
      last_actual_ = std::max(last_actual_, seen_month);
      Cell* sums = cell_of(at, columns, seen_month);
      if (sums == nullptr) return false;
      sums->actual += *pence;
    }
    return true;
  }

  bool read_posted(const std::string& name, std::string_view text) {
    auto opened = csv::Scanner::open(text, name);
    if (!opened) return failed(opened.error());
    csv::Scanner& at = *opened;
    const Columns columns = columns_of(at.header());
    if (!columns[month]) return missing(name, "month", column::month());
    const auto amount = column_of(at.header(), {"amount", "adjustment"});
    if (!amount) return missing(name, "amount", {"amount", "adjustment"});
    const auto reason = column_of(at.header(), {"reason"});
    for (;;) {
      const auto more = at.next();
      if (!more) return failed(more.error());
      if (!*more) break;
      const auto in = planning::month_of(trim(at[*columns[month]]), std::nullopt);
      const auto pence = parse_pence(trim(at[*amount]));
      if (!in || !pence) {
        if (!note({"bad-posted", "expected a month such as 2026-04 and an amount such as -12.50",
                   at.where(in ? *amount : *columns[month])}))
          return false;
        continue;
      }
      if (options_.through && *in > *options_.through) continue;
      if (reason && at[*reason].starts_with("terms"))
        terms_posted_[{shared_[provider] && columns[provider] ? std::string(trim(at[*columns[provider]])) : "",
                       shared_[line] && columns[line] ? std::string(trim(at[*columns[line]])) : "", *in}] += *pence;
      else if (Cell* cell = cell_of(at, columns, *in); cell != nullptr)
        cell->posted += *pence;
      else
        return false;
    }
    return true;
  }

  using Of = std::pair<std::string, std::string>;  // provider and line
  struct Line {
    std::map<std::string, std::array<Pence, 2>> months;  ///< what was planned and priced
  };
  const std::vector<SettledTerm>* terms_for(const Of& of) const {
    const auto at = terms_.find(of);
    return at == terms_.end() ? nullptr : &at->second;
  }

  void settle() {
    // In the order of the names: each part's names are ranked, and the keys sorted by their ranks as numbers.
    std::array<std::vector<std::uint32_t>, dims + 1> rank;
    for (std::size_t d = 0; d <= dims; ++d) {
      const Names& names = (*names_)[d];
      std::vector<std::uint32_t> order(names.size());
      for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
      std::ranges::sort(order, [&](std::uint32_t x, std::uint32_t y) { return names[x] < names[y]; });
      rank[d].resize(order.size());
      for (std::uint32_t i = 0; i < order.size(); ++i) rank[d][order[i]] = i;
    }
    std::vector<std::pair<Key, std::uint32_t>> order(cells_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      Key ranked = 0;
      for (std::size_t d = 0; d <= dims; ++d) ranked = ranked << bits[d] | rank[d][part_of(cells_.key(i), d)];
      order[i] = {ranked, i};
    }
    std::ranges::sort(order);

    std::vector<MonthSettled> months((*names_)[month].size());
    std::map<Of, Line> lines;
    Key seen_of = 0;
    Line* line_now = nullptr;
    const std::vector<SettledTerm>* terms = nullptr;
    bool any = false;
    out_.adjustments.reserve(order.size());
    for (const auto& [ranked, n] : order) {
      const Key key = cells_.key(n);
      const auto name = [&](std::size_t d) -> const std::string& { return (*names_)[d][part_of(key, d)]; };
      Cell cell = cells_.cell(n);
      const std::uint32_t in = part_of(key, month);
      months[in].priced += cell.actual;
      // Keys of one provider's line stand together.
      if (const Key of = ranked >> (bits[2] + bits[3] + bits[4]); !any || of != seen_of) {
        any = true;
        seen_of = of;
        const Of names{name(provider), name(line)};
        terms = terms_for(names);
        line_now = terms == nullptr ? nullptr : &lines[names];
      }
      if (line_now != nullptr) {
        auto& sums = line_now->months[name(month)];
        sums[0] += cell.plan;
        sums[1] += cell.actual;
        // A block is the plan itself: activity is looked at beside it.
        if (!terms->empty() && terms->front().kind == Term::Kind::block) cell.actual = cell.plan;
      }
      post({name(0), name(1), name(2), name(3), name(month), "activity", cell.plan, cell.posted, cell.actual, {}},
           months[in]);
    }
    // A line that has terms posted keeps being settled where its rows are gone.
    for (const auto& [of, posted] : terms_posted_) {
      lines[{std::get<0>(of), std::get<1>(of)}].months[std::get<2>(of)];
    }
    std::vector<Difference> of_cells = std::move(out_.adjustments);
    out_.adjustments = {};
    for (const auto& [of, by_month] : lines) settle_terms(of, by_month, months);
    const auto by_name = [](const Difference& d) {
      return std::tie(d.provider, d.line, d.group, d.pod, d.month, d.reason);
    };
    std::ranges::sort(out_.adjustments, {}, by_name);
    std::vector<Difference> all;
    all.reserve(of_cells.size() + out_.adjustments.size());
    std::ranges::merge(of_cells, out_.adjustments, std::back_inserter(all), {}, by_name, by_name);
    out_.adjustments = std::move(all);
    for (std::uint32_t m = 0; m < months.size(); ++m) {
      months[m].month = (*names_)[month][m];
      out_.months.push_back(months[m]);
    }
    std::ranges::sort(out_.months, {}, &MonthSettled::month);
    out_.names = names_;
    if (!options_.through && !last_actual_.empty() && last_actual_ < last_)
      out_.warnings.push_back(
          fmt::format("no activity after {}: what is planned to {} is taken back; --through {} would leave it",
                      last_actual_, last_, last_actual_));
  }

  void settle_terms(const Of& of, const Line& by_month, std::vector<MonthSettled>& months) {
    const auto* terms = terms_for(of);
    const bool block = terms != nullptr && !terms->empty() && terms->front().kind == Term::Kind::block;
    const std::string_view reason = kept("terms: " + (terms == nullptr ? "none" : terms_text(*terms)));
    Pence whole;
    for (const auto& [text, sums] : by_month.months) whole += sums[0];
    if (const auto later = later_of_.find(of); later != later_of_.end()) whole += later->second;
    Pence done, priced, before;
    for (const auto& [text, sums] : by_month.months) {
      done += sums[0];
      priced += sums[1];
      Pence effect;
      if (terms != nullptr && !block) {
        const Pence now = settled(priced, *terms, done, whole);
        effect = now - before - sums[1];
        before = now;
      }
      Pence posted;
      if (const auto at = terms_posted_.find({of.first, of.second, text}); at != terms_posted_.end())
        posted = at->second;
      const std::uint32_t in = (*names_)[month].add(text);
      if (in == months.size()) months.emplace_back();
      post({kept(of.first), kept(of.second), "", "", (*names_)[month][in], reason, {}, posted, effect, {}}, months[in]);
    }
  }
  /// A text that lives as long as the result.
  std::string_view kept(const std::string& text) {
    Names& all = (*names_)[dims + 1];
    return all[all.add(text)];
  }

  void post(Difference d, MonthSettled& in) {
    d.amount = d.actual - d.plan - d.posted;
    in.plan += d.plan;
    in.posted += d.posted;
    in.actual += d.actual;
    in.adjustments += d.amount;
    if (d.amount != Pence(0)) out_.adjustments.push_back(std::move(d));
  }

  const ReconcileFiles& files_;
  const ReconcileOptions& options_;
  Refusals refusals_;
  Reconciled out_;
  std::array<bool, dims> shared_{};
  Cells cells_;
  /// Of the parts of a key, and last of what else the differences say.
  std::shared_ptr<std::array<Names, dims + 2>> names_ = std::make_shared<std::array<Names, dims + 2>>();
  std::string first_, last_, last_actual_;
  bool planned_ = false;
  std::optional<Date> year_;
  std::map<Of, Pence> later_of_;
  std::map<std::string, Date> freeze_;
  std::map<Of, std::vector<SettledTerm>> terms_;
  std::map<std::tuple<std::string, std::string, std::string>, Pence> terms_posted_;
};

}  // namespace reconciling

tl::expected<Reconciled, Refusals> reconcile(const ReconcileFiles& files, const ReconcileOptions& options) {
  return reconciling::Settling(files, options).run();
}

namespace reconciling {
void add_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos)
    out += cell;
  else
    out += csv::quoted(cell);
  out += ',';
}
}  // namespace reconciling

std::string adjustments_csv(const Reconciled& reconciled) {
  std::string out = "provider,line,group,pod,month,reason,plan,posted,actual,amount\n";
  out.reserve(out.size() + 96 * reconciled.adjustments.size());
  for (const Difference& d : reconciled.adjustments) {
    for (const std::string_view cell : {d.provider, d.line, d.group, d.pod, d.month, d.reason})
      reconciling::add_cell(out, cell);
    for (const Pence amount : {d.plan, d.posted, d.actual}) {
      out += to_decimal(amount);
      out += ',';
    }
    out += to_decimal(d.amount);
    out += '\n';
  }
  return out;
}

}  // namespace onepot::price
