#include "onepot/pay/due.h"

#include <algorithm>
#include <map>
#include <set>

#include "onepot/base/csv.h"
#include "onepot/base/hash.h"
#include "onepot/base/text.h"

namespace onepot::pay {

Pence amount_of(const Work& work) {
  return times(work.day_rate * work.day.in_minutes() + work.night_rate * work.night.in_minutes(), Rational(1, 60));
}

Result<std::vector<Pence>> shares_of(Pence amount, std::span<const std::int64_t> weights) {
  if (std::ranges::any_of(weights, [](auto w) { return w < 0; }))
    return refuse("bad-share", "a share cannot be below nothing");
  if (std::ranges::all_of(weights, [](auto w) { return w == 0; }))
    return refuse("no-shares", "the agreement says nobody's share; somebody must pay");
  return split(amount, weights);
}

Result<Approval> may_approve(const ApprovalRequest& r) {
  const auto among = [&](const std::vector<std::string>& who) {
    return std::ranges::find(who, r.approver) != who.end();
  };
  if (among(r.paid)) return refuse("is-paid", "Whoever is paid for the work cannot approve it.");
  if (!among(r.members) && !among(r.may_approve_for_them))
    return refuse("not-theirs", "Only the person whose money it is, or somebody they chose, can approve this.");
  if (r.state == WorkState::approved)
    return refuse("already-approved", "This was approved before. Nothing more needs to be done.");
  if (r.state == WorkState::paid) return refuse("already-paid", "This was paid before.");
  if (r.worked > r.today) return refuse("not-yet", "This is for " + to_words(r.worked) + ", which has not come yet.");
  if (r.worked < r.agreement_from || r.worked > r.agreement_until)
    return refuse("outside-agreement", "The agreement runs from " + to_words(r.agreement_from) + " to " +
                                           to_words(r.agreement_until) + "; this is for " + to_words(r.worked) + ".");
  Approval out;
  if (r.this_week > r.agreed_week)
    out.notes.push_back("With this the week comes to " + to_decimal(r.this_week) + " hours. You agreed " +
                        to_decimal(r.agreed_week) + ".");
  return out;
}

std::string payment_id(std::string_view payee, std::vector<std::string> items) {
  std::ranges::sort(items);
  std::string all = fmt::format("{}:{}", payee.size(), payee);  // lengths keep two different lists from reading alike
  for (const auto& item : items) all += fmt::format("|{}:{}", item.size(), item);
  return "OP" + to_hex(sha256(all)).substr(0, 30);
}

Result<Prepared> prepare(std::span<const Due> dues, std::span<const Payee> payees, std::string_view reference) {
  std::map<std::string, std::vector<Due>> by_payee;
  std::set<std::string> items;
  for (const Due& due : dues) {
    if (!items.insert(due.item).second)
      return refuse("repeated-item", "'" + due.item + "' is there twice; nothing is paid twice");
    by_payee[due.payee].push_back(due);
  }
  std::map<std::string, const Payee*> known;
  for (const Payee& p : payees) known[p.ref] = &p;
  Prepared out;
  for (auto& [ref, list] : by_payee) {
    std::ranges::sort(list, {}, &Due::item);
    Pence sum;
    std::vector<std::string> ids;
    for (const Due& due : list) {
      sum += due.amount;
      ids.push_back(due.item);
    }
    const auto payee = known.find(ref);
    if (sum == Pence(0)) continue;
    if (sum < Pence(0)) {
      out.held.push_back({ref, sum, "credits are more than what is due; they wait for the next run"});
    } else if (payee == known.end()) {
      out.held.push_back({ref, sum, "no bank details are known"});
    } else {
      Payment payment{payment_id(ref, ids), payee->second->account, sum, std::string(reference)};
      out.remittances.push_back({payment.id, ref, sum, std::move(list)});
      out.payments.push_back(std::move(payment));
    }
  }
  return out;
}

std::vector<Due> unpaid(const std::string& payee, std::span<const Movement> movements) {
  Pence out_of_it;
  for (const Movement& m : movements)
    if (m.amount < Pence()) out_of_it += -m.amount;
  std::vector<Due> dues;
  for (const Movement& m : movements) {
    if (m.amount <= Pence()) continue;
    const Pence settled = std::min(m.amount, out_of_it);
    out_of_it -= settled;
    if (settled == Pence())
      dues.push_back({m.id, payee, m.amount, m.words});
    else if (settled < m.amount)
      dues.push_back(
          {fmt::format("{}/rest-{}", m.id, (m.amount - settled).count()), payee, m.amount - settled, m.words});
  }
  if (out_of_it > Pence())
    dues.push_back({fmt::format("{}/credit-{}", payee, out_of_it.count()), payee, -out_of_it,
                    "Paid or taken back before it was earned"});
  return dues;
}

ReadPayees read_payees(std::string_view text, const std::string& file) {
  ReadPayees out;
  const auto table = csv::parse(text, file);
  if (!table) {
    out.faults.push_back(table.error());
    return out;
  }
  csv::Columns columns(*table);
  const auto ref = columns.need("ref"), name = columns.need("name"), sort = columns.need("sort_code"),
             account = columns.need("account");
  if (const auto done = columns.done(); !done) {
    out.faults.push_back(done.error());
    return out;
  }
  out.warnings = columns.warnings();
  std::set<std::string> seen;
  for (const auto& row : table->records) {
    const auto fault = [&](const Refusal& r, std::size_t column) {
      out.faults.push_back({r.code, r.sentence, where(*table, row, column)});
    };
    Payee p{std::string(field(row, ref)), {std::string(trim(field(row, name))), "", ""}};
    if (p.ref.empty() || !seen.insert(p.ref).second)
      fault({"bad-ref", "a payee needs a reference of its own", {}}, ref);
    if (p.account.name.empty()) fault({"no-name", "the account holder's name is missing", {}}, name);
    if (auto s = parse_sort_code(field(row, sort)))
      p.account.sort_code = *s;
    else
      fault(s.error(), sort);
    if (auto a = parse_account_number(field(row, account)))
      p.account.number = *a;
    else
      fault(a.error(), account);
    out.payees.push_back(std::move(p));
  }
  return out;
}

}  // namespace onepot::pay
