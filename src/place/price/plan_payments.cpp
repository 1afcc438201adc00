#include "onepot/place/plan_payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "onepot/base/csv.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/payments.h"

namespace onepot::place {
namespace plan_paying {
namespace {

namespace books = store::price_books;
namespace dues = store::plan_dues;

/// Adds up a file of ours: what it pays, by provider.
void add_up(const csv::Table& table, const std::function<PlanPart&(const csv::Record&)>& part_of) {
  csv::Columns columns(table);
  const auto code = columns.need("provider"), amount = columns.need("amount");
  ONEPOT_ASSERT(columns.done().has_value());
  for (const auto& row : table.records) {
    const auto pence = parse_pence(csv::field(row, amount));
    ONEPOT_ASSERT(pence.has_value());
    PlanPart& part = part_of(row);
    part.pence += *pence;
    part.by_code[std::string(csv::field(row, code))] += *pence;
  }
}

csv::Table ours(const std::string& text, const std::string& name) {
  auto table = csv::parse(text, name);
  ONEPOT_ASSERT(table.has_value());
  return std::move(*table);
}

std::vector<PlanPart> months_of(const books::Plan& plan) {
  const auto table = ours(plan.csv, "plan.csv");
  csv::Columns columns(table);
  const auto month = columns.need("month"), due = columns.need("due");
  ONEPOT_ASSERT(columns.done().has_value());
  std::map<std::string, PlanPart> months;
  add_up(table, [&](const csv::Record& row) -> PlanPart& {
    PlanPart& part = months[std::string(csv::field(row, month))];
    if (!part.due) {
      part.what = csv::field(row, month);
      part.due = *parse_date(csv::field(row, due));
    }
    return part;
  });
  std::vector<PlanPart> out;
  for (auto& [name, part] : months) out.push_back(std::move(part));
  return out;
}

pot::Transfer transfer_of(const Work& work, const books::Plan& plan, const PlanPart& part, std::size_t number,
                          const dues::Payee& payee, Pence pence) {
  const std::string funder = pot::funder_account(payee.stream), provider = pot::provider_account(payee.provider_ref);
  const bool back = pence < Pence();
  return {.id = fmt::format("plan:{}:{}:{}", plan.ref, part.what, number),
          .booked = work.today(),
          .effective = work.today(),
          .from = back ? provider : funder,
          .to = back ? funder : provider,
          .amount = back ? -pence : pence,
          .stream = payee.stream,
          .purpose = "activity-plan",
          .note = fmt::format("{}, {}", plan.name, part.what)};
}

}  // namespace
}  // namespace plan_paying

PlanMoney plan_money(const Work& work, const store::price_books::Plan& plan) {
  using namespace plan_paying;
  work.only_for({"price-money"});
  PlanMoney out;
  out.parts = months_of(plan);
  for (const auto& run : books::settlements(work.session, plan.id)) {
    PlanPart part;
    part.what = fmt::format("run-{}", run.run);
    add_up(ours(run.csv, part.what + ".csv"), [&](const csv::Record&) -> PlanPart& { return part; });
    out.parts.push_back(std::move(part));
  }
  std::set<std::string> codes;
  for (const auto& part : out.parts)
    for (const auto& [code, pence] : part.by_code) codes.insert(code);
  out.codes.assign(codes.begin(), codes.end());
  out.payees = dues::payees(work.session, plan.id);
  for (auto& due : dues::of_plan(work.session, plan.id)) {
    out.said += due.pence;
    const auto part = std::ranges::find(out.parts, due.what, &PlanPart::what);
    ONEPOT_ASSERT(part != out.parts.end());
    part->said.push_back(std::move(due));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> plan_streams(const Work& work) {
  work.only_for({"price-money"});
  return store::plan_dues::public_streams(work.session);
}

Result<void> say_payees(const Work& work, const store::price_books::Plan& plan, const std::vector<SaidPayee>& said) {
  using namespace plan_paying;
  work.only_for({"price-money"});
  const auto money = plan_money(work, plan);
  const auto providers = store::payments::provider_details(work.session, work.actor().place);
  const auto streams = plan_streams(work);
  for (const auto& one : said) {
    if (std::ranges::find(money.codes, one.code) == money.codes.end())
      return refuse("no-code", "The plan names no provider " + one.code);
    const auto provider = std::ranges::find(providers, one.provider_ref, &store::payments::Details::ref);
    if (provider == providers.end())
      return refuse("no-provider", "Choose the provider", Where{"", 0, "provider-" + one.code});
    const bool known =
        one.stream == contract_stream ||
        std::ranges::find(streams, one.stream, &std::pair<std::string, std::string>::first) != streams.end();
    if (!known) return refuse("no-stream", "Choose whose money it is", Where{"", 0, "stream-" + one.code});
    dues::say_payee(work.session, plan.id, one.code, provider->id, one.stream, work.actor().account, work.now());
  }
  work.audit("plan:" + plan.ref, {}, fmt::format("{} providers known", said.size()));
  return {};
}

Result<void> say_due(const Work& work, const store::price_books::Plan& plan, std::string_view what) {
  using namespace plan_paying;
  work.only_for({"price-money"});
  const auto money = plan_money(work, plan);
  const auto part = std::ranges::find(money.parts, what, &PlanPart::what);
  if (part == money.parts.end()) return refuse("no-part", "The plan has no such month or settlement");
  if (!part->said.empty()) return refuse("taken", "This was said to be due before. Nothing is paid twice.");
  if (part->due && work.today() < *part->due - advance_days)
    return refuse("not-yet", fmt::format("An advance may be said due {} days before its month begins", advance_days));
  std::size_t number = 0;
  for (const auto& [code, pence] : part->by_code) {
    const auto payee = std::ranges::find(money.payees, code, &dues::Payee::code);
    if (payee == money.payees.end())
      return refuse("no-payee",
                    code.empty() ? "Say first who the plan's provider is" : "Say first which provider " + code + " is");
    if (!dues::add(work.session, plan.id, {part->what, code, payee->provider, payee->stream, pence},
                   work.actor().account, work.now()))
      return refuse("taken", "This was said to be due a moment ago. Nothing is paid twice.");
    ++number;
    if (pence == Pence()) continue;
    ONEPOT_CHECK(store::ledger::post(work.session, transfer_of(work, plan, *part, number, *payee, pence)));
  }
  work.audit("plan:" + plan.ref, {}, part->what + " said due");
  return {};
}

}  // namespace onepot::place
