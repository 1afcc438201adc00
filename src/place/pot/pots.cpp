#include "onepot/place/pots.h"

#include "onepot/base/text.h"
#include "onepot/place/pot/means.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/accounts.h"
#include "onepot/store/ledger.h"
#include "pot_money.h"

namespace onepot::place {

std::optional<PotView> pot_money(store::Session& session, PersonId person, Date today) {
  auto pot = store::pots::of(session, person);
  if (!pot) return std::nullopt;
  const auto who = store::accounts::person(session, person);
  PotView view;
  view.person_ref = who->ref;
  view.pot = std::move(*pot);
  // Each stream as its conditions say today: a version that was agreed counts from its day without anybody pressing.
  view.versions = store::conditions::of(session, person);
  for (auto& stream : view.pot.streams)
    if (const auto* now = store::conditions::latest(view.versions, stream.code, today)) {
      stream.week = now->terms.funded();
      stream.legal_basis = now->legal_basis;
      stream.purposes = now->terms.purposes.empty() ? "*" : join(now->terms.purposes, "|");
      stream.until = now->terms.until;
    }
  if (!view.versions.empty()) view.pot.holding = holding_of(view.versions, today);
  for (const auto& stream : view.pot.streams) {
    const auto held = store::ledger::balance(session, pot::pot_account(who->ref, stream.code), stream.code);
    view.balance += held.posted;
    view.committed += held.committed;
    view.by_stream.push_back({stream.code, held.posted, held.committed});
  }
  return view;
}

std::optional<PotView> pot_view(store::Session& session, PersonId person, Date today) {
  auto view = pot_money(session, person, today);
  if (!view) return std::nullopt;
  view->promises = store::pots::promises(session, person, today);
  view->usual_visit = store::pots::usual_visit(session, person);
  return view;
}

std::optional<PotView> see_pot(const Work& work) {
  work.only_for({"see-pot", "see-own", "change-own", "approve-visit"});
  return pot_view(work.session, work.person(), work.today());
}

std::vector<pot::Purse> purses(const PotView& view) {
  std::vector<pot::Purse> out;
  for (std::size_t i = 0; i < view.pot.streams.size(); ++i) {
    const auto& stream = view.pot.streams[i];
    pot::Purse purse;
    purse.conditions.stream = stream.code;
    purse.conditions.purposes = list_of(stream.purposes);
    purse.conditions.from = stream.from;
    purse.conditions.until = stream.until;
    purse.available = view.by_stream[i].balance - view.by_stream[i].committed;
    out.push_back(std::move(purse));
  }
  return out;
}

}  // namespace onepot::place
