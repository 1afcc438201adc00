#include "onepot/pot/statement.h"

#include <map>

#include "in_order.h"
#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

/// What one transfer does to the pot of one person.
struct Leg {
  bool leaves = false, arrives = false;
  bool inside() const { return leaves && arrives; }
};

Leg leg_of(std::string_view person, const Transfer& t) {
  return {person_of(t.from) == person, person_of(t.to) == person};
}

bool is_provider(std::string_view account) {
  return account.starts_with(provider_account(""));
}

Pence promised_by(const Transfer& t) {
  switch (t.stage) {
    case Stage::reserve:
      return t.amount;
    case Stage::post:
    case Stage::release:
    case Stage::expire:
      return -t.amount;
    case Stage::move:
      break;
  }
  return {};
}

bool is_switch(const Transfer& t) {
  return t.becomes && t.becomes->holding && (!t.of || t.of->holding != t.becomes->holding);
}

/// Money that came out of several lots is several transfers of one id: one line.
void add_switch(std::vector<Statement::Line>& lines, const Transfer& t) {
  const std::string holding(holding_text(t.becomes->holding));
  for (auto& line : lines)
    if (line.kind == Statement::Kind::held_anew && line.id == t.id && line.holding == holding) {
      line.amount += t.amount;
      return;
    }
  lines.push_back(
      {t.booked, t.effective, Statement::Kind::held_anew, t.amount, t.stream, t.to, t.purpose, t.note, t.id, holding});
}

}  // namespace

Statement statement(std::string_view person, Period period, std::span<const Transfer> transfers) {
  Statement out;
  out.period = period;
  std::map<std::string, MoneyFlow> streams;
  std::map<std::string, Statement::With> with;
  for (const auto& t : transfers) {
    const Leg leg = leg_of(person, t);
    if ((!leg.leaves && !leg.arrives) || t.booked > period.until) continue;
    MoneyFlow& flow = streams[t.stream];
    if (leg.leaves) flow.promised += promised_by(t);
    const bool moved = t.stage == Stage::move || t.stage == Stage::post;
    if (moved && leg.inside() && is_switch(t) && t.booked >= period.from) add_switch(out.lines, t);
    if (!moved || leg.inside()) continue;
    const Pence change = leg.arrives ? t.amount : -t.amount;
    flow.closing += change;
    if (t.booked < period.from) {
      flow.opening += change;
      continue;
    }
    const std::string& other = leg.arrives ? t.from : t.to;
    Statement::Line line{t.booked, t.effective, Statement::Kind::came_in, t.amount, t.stream, other, t.purpose,
                         t.note,   t.id};
    if (is_provider(other)) {
      line.kind = leg.arrives ? Statement::Kind::came_back : Statement::Kind::spent;
      flow.spent -= change;
      auto& whom = with[other];
      whom.account = other;
      whom.amount -= change;
      whom.payments += leg.leaves ? 1 : 0;
    } else if (leg.arrives) {
      flow.came_in += t.amount;
    } else {
      line.kind = Statement::Kind::given_back;
      flow.given_back += t.amount;
    }
    out.lines.push_back(std::move(line));
  }
  sort_keeping_order(out.lines, [](const Statement::Line& l) { return l.booked; });
  for (auto& [stream, flow] : streams) {
    out.all.opening += flow.opening;
    out.all.came_in += flow.came_in;
    out.all.spent += flow.spent;
    out.all.given_back += flow.given_back;
    out.all.closing += flow.closing;
    out.all.promised += flow.promised;
    if (flow != MoneyFlow{}) out.streams.push_back({stream, flow});
  }
  for (auto& [account, whom] : with) out.spent_with.push_back(std::move(whom));
  sort_keeping_order(out.spent_with, [](const Statement::With& w) { return -w.amount; });
  return out;
}

}  // namespace onepot::pot
