#include "onepot/place/statements.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "onepot/base/hash.h"
#include "onepot/store/bank.h"
#include "onepot/store/payments.h"

namespace onepot::place {
namespace reconciling {

namespace bank = store::bank;
namespace statements = store::statements;

/// What the books say went through the bank and no statement has shown yet.
std::vector<pay::BookEntry> open_entries(store::Session& session, std::optional<PlaceId> place) {
  std::set<std::string> ours;
  if (place)
    for (const auto& d : store::payments::provider_details(session, *place)) ours.insert(d.ref);
  const auto sent = statements::matched(session, false), back = statements::matched(session, true);
  const std::set<std::string> sent_done(sent.begin(), sent.end()), back_done(back.begin(), back.end());
  std::vector<pay::BookEntry> out;
  for (const auto& o : bank::outs(session)) {
    if (place && !ours.contains(o.payee)) continue;
    const bool sent_open = !sent_done.contains(o.end_to_end), back_open = !back_done.contains(o.end_to_end);
    // Rejected before it left: the bank shows neither the one nor the other.
    if (o.returned && o.returned->source.starts_with("pain.002") && sent_open && back_open) continue;
    if (sent_open) out.push_back({o.end_to_end, o.run, o.for_date, -o.pence, false, o.payee_name});
    if (o.returned && back_open) out.push_back({o.end_to_end, o.run, o.returned->on, o.pence, true, o.payee_name});
  }
  return out;
}

std::vector<pay::StatementLine> as_read(const std::vector<statements::Line>& lines) {
  std::vector<pay::StatementLine> out;
  for (const auto& l : lines) {
    pay::StatementLine line;
    line.booked = l.booked;
    line.amount = l.pence;
    line.end_to_end = l.end_to_end;
    line.run = l.run;
    out.push_back(std::move(line));
  }
  return out;
}

struct Compared {
  std::vector<statements::Line> lines;
  std::vector<pay::BookEntry> entries;
  pay::Reconciled result;
};
Compared compare(store::Session& session, std::optional<PlaceId> place) {
  Compared out{statements::unmatched(session, place), open_entries(session, place), {}};
  out.result = pay::reconcile(as_read(out.lines), out.entries);
  return out;
}

OpenItems open_of(store::Session& session, std::optional<PlaceId> place, const Compared& compared) {
  OpenItems out;
  const auto covered = statements::covered_until(session, place);
  for (const auto& u : compared.result.in_the_bank) out.in_the_bank.push_back({compared.lines[u.at], u.why});
  for (const auto& u : compared.result.in_the_books) {
    const auto& entry = compared.entries[u.at];
    if (covered && entry.date <= *covered) out.in_the_books.push_back({entry, u.why});
  }
  return out;
}

/// The same line in another file has the same key: the bank's own reference, or what the line says and which of its
/// equals of the day it is.
std::string key_of(const pay::StatementLine& l, const std::string& account, std::optional<PlaceId> place,
                   std::map<std::string, int>& equals) {
  std::string key = fmt::format("{}|{}|{}|{}|", place ? place->value : 0, account, to_iso(l.booked), l.amount.count());
  key += l.bank_ref.empty() ? fmt::format("{}|{}|{}", l.end_to_end, l.run, l.words) : "bank|" + l.bank_ref;
  const int n = ++equals[key];
  return to_hex(sha256(key + (l.bank_ref.empty() ? fmt::format("|{}", n) : "")));
}

}  // namespace reconciling

tl::expected<StatementTaken, Refusals> take_statement(store::Session& session, const StatementWanted& wanted) {
  using namespace reconciling;
  auto read = pay::read_statements(wanted.text, wanted.file);
  if (!read.faults.empty()) return tl::unexpected<Refusals>(std::move(read.faults));
  StatementTaken out;
  out.warnings = std::move(read.warnings);
  const std::string digest = to_hex(sha256(wanted.text));
  const bool again = statements::is_known(session, digest, wanted.place);
  std::map<std::string, int> equals;
  for (const auto& s : read.statements) {
    if (again) {
      out.known_lines += std::ssize(s.lines);
      continue;
    }
    const auto id = statements::add(session,
                                    {wanted.new_ref(), digest, s.id, s.account, wanted.place, s.from, s.until,
                                     s.opening, s.closing, s.balances_checked, wanted.by},
                                    wanted.now);
    for (const auto& l : s.lines)
      ++(statements::add_line(session, id, key_of(l, s.account, wanted.place, equals),
                              {0, l.booked, l.amount, l.end_to_end, l.run, l.bank_ref, l.words})
             ? out.new_lines
             : out.known_lines);
  }
  const Compared compared = compare(session, wanted.place);
  for (const auto& m : compared.result.matches) {
    MatchedLine line{compared.lines[m.line], {}, m.by};
    for (const auto e : m.entries) {
      const auto& entry = compared.entries[e];
      if (!statements::match(session, line.line.id, entry.id, entry.is_return, pay::to_text(m.by)))
        return tl::unexpected<Refusals>(Refusals{{"taken", "Somebody matched this a moment ago.", {}}});
      line.entries.push_back(entry);
    }
    out.matched.push_back(std::move(line));
  }
  out.open = open_of(session, wanted.place, compared);
  out.statements = std::move(read.statements);
  return out;
}

tl::expected<StatementTaken, Refusals> take_statement(const Work& work, std::string_view text,
                                                      const std::string& file) {
  work.only_for({"run-payments"});
  auto taken = take_statement(work.session, {.text = std::string(text),
                                             .file = file,
                                             .now = work.now(),
                                             .by = work.actor().account,
                                             .place = work.actor().place,
                                             .new_ref = [&] { return work.new_ref(); }});
  if (taken) work.audit("bank-statement", {}, fmt::format("{} new lines", taken->new_lines));
  return taken;
}

OpenItems open_items(const Work& work) {
  work.only_for({"see-finance"});
  const auto compared = reconciling::compare(work.session, work.actor().place);
  return reconciling::open_of(work.session, work.actor().place, compared);
}

}  // namespace onepot::place
