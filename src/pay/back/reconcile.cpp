#include "onepot/pay/reconcile.h"

#include <algorithm>
#include <map>

namespace onepot::pay {

std::string_view to_text(MatchedBy how) {
  switch (how) {
    case MatchedBy::id:
      return "id";
    case MatchedBy::run:
      return "run";
    case MatchedBy::amount_and_day:
      break;
  }
  return "amount-and-day";
}

namespace reconciling {

bool days_fit(const StatementLine& l, const BookEntry& e) {
  return l.booked >= e.date && l.booked - e.date <= days_for_the_bank;
}

}  // namespace reconciling

Reconciled reconcile(const std::vector<StatementLine>& lines, const std::vector<BookEntry>& entries) {
  Reconciled out;
  std::vector<bool> line_done(lines.size()), entry_done(entries.size());
  std::vector<std::string> line_why(lines.size());
  const auto match = [&](std::size_t line, std::vector<std::size_t> which, MatchedBy by) {
    line_done[line] = true;
    for (const auto e : which) entry_done[e] = true;
    out.matches.push_back({line, std::move(which), by});
  };

  std::multimap<std::string_view, std::size_t> by_id, by_run;
  std::multimap<Pence, std::size_t> by_amount;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    by_id.emplace(entries[i].id, i);
    if (!entries[i].is_return) by_run.emplace(entries[i].run, i);
    by_amount.emplace(entries[i].amount, i);
  }
  for (std::size_t l = 0; l < lines.size(); ++l) {
    if (lines[l].end_to_end.empty()) continue;
    const auto [from, until] = by_id.equal_range(lines[l].end_to_end);
    for (auto at = from; at != until && !line_done[l]; ++at)
      if (!entry_done[at->second] && entries[at->second].amount == lines[l].amount)
        match(l, {at->second}, MatchedBy::id);
    if (line_done[l] || from == until) continue;
    const BookEntry& known = entries[from->second];
    line_why[l] = (lines[l].amount > Pence()) != (known.amount > Pence())
                      ? "it came back, and that is not in the books yet: enter it as a return"
                  : entry_done[from->second] ? "the bank shows this payment more than once"
                                             : "the books say " + to_decimal(known.amount) + " for this id";
  }
  for (std::size_t l = 0; l < lines.size(); ++l) {
    if (line_done[l] || !line_why[l].empty() || lines[l].run.empty()) continue;
    std::vector<std::size_t> open;
    Pence sum;
    const auto [from, until] = by_run.equal_range(lines[l].run);
    for (auto at = from; at != until; ++at)
      if (!entry_done[at->second]) {
        open.push_back(at->second);
        sum += entries[at->second].amount;
      }
    if (open.empty()) continue;
    if (sum == lines[l].amount)
      match(l, std::move(open), MatchedBy::run);
    else
      line_why[l] = "what is open of this run sums to " + to_decimal(sum);
  }
  // By amount and day: only where the line has one entry that fits, and the entry one line.
  const auto fitting_entries = [&](std::size_t l) {
    std::vector<std::size_t> fit;
    const auto [from, until] = by_amount.equal_range(lines[l].amount);
    for (auto at = from; at != until; ++at)
      if (!entry_done[at->second] && reconciling::days_fit(lines[l], entries[at->second])) fit.push_back(at->second);
    return fit;
  };
  std::vector<std::vector<std::size_t>> fits(lines.size());
  std::map<std::size_t, std::size_t> wanted;  // entry → how many lines it fits
  for (std::size_t l = 0; l < lines.size(); ++l) {
    // A line that names another id is not ours, however well its amount fits.
    if (line_done[l] || !line_why[l].empty() || (!lines[l].end_to_end.empty() && lines[l].end_to_end.starts_with("OP")))
      continue;
    fits[l] = fitting_entries(l);
    for (const auto e : fits[l]) ++wanted[e];
  }
  for (std::size_t l = 0; l < lines.size(); ++l) {
    if (fits[l].empty()) continue;
    if (fits[l].size() == 1 && wanted[fits[l].front()] == 1)
      match(l, {fits[l].front()}, MatchedBy::amount_and_day);
    else
      line_why[l] = "several could be this by amount and day; nobody guesses";
  }
  std::ranges::sort(out.matches, {}, &Match::line);
  for (std::size_t l = 0; l < lines.size(); ++l)
    if (!line_done[l])
      out.in_the_bank.push_back({l, line_why[l].empty() ? "nothing in the books is like it" : line_why[l]});
  for (std::size_t e = 0; e < entries.size(); ++e)
    if (!entry_done[e])
      out.in_the_books.push_back(
          {e, wanted[e] > 0 ? "several lines could be this by amount and day" : "the bank does not show it"});
  return out;
}

}  // namespace onepot::pay
