#include "onepot/place/pot/isf.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/place/pots.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

constexpr std::size_t longest_words = 1'000;
constexpr std::int64_t furthest_day = 366;
constexpr std::int64_t late_days = 92;  // a holder writes payments up within the quarter

tl::unexpected<Refusal> fund_refused(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

/// The purses of the pot that this provider holds today.
std::vector<pot::Purse> held_by(store::Session& session, PersonId person, ProviderId holder, Date today) {
  const auto view = pot_view(session, person, today);
  if (!view) return {};
  std::vector<pot::Purse> out;
  for (auto& purse : purses(*view)) {
    const auto* version = store::conditions::in_force(view->versions, purse.conditions.stream, today);
    if (version && version->terms.holding == pot::Holding::isf && version->holder == holder)
      out.push_back(std::move(purse));
  }
  return out;
}

std::optional<ProviderId> holder_today(store::Session& session, PersonId person, Date today) {
  const auto all = store::conditions::of(session, person);
  for (const auto& v : all)
    if (store::conditions::in_force(all, v.stream_code, today) == &v && v.terms.holding == pot::Holding::isf &&
        v.holder)
      return v.holder;
  return std::nullopt;
}

}  // namespace

Result<void> give_instruction(const Work& work, const NewInstruction& asked) {
  work.only_for({"change-own"});
  const auto holder = holder_today(work.session, work.person(), work.today());
  if (!holder) return refuse("no-fund", "No provider holds money for you today.");
  const std::string payee(trim(asked.payee)), words(trim(asked.words));
  if (payee.empty()) return fund_refused("payee", "empty", "Say who is to be paid.");
  if (words.empty()) return fund_refused("words", "empty", "Say what it is for.");
  if (payee.size() > longest_words || words.size() > longest_words)
    return fund_refused("words", "too-long", fmt::format("Keep it under {} characters.", longest_words));
  if (trim(asked.category).empty()) return fund_refused("kind", "empty", "Choose what kind of thing it is.");
  if (asked.most <= Pence()) return fund_refused("most", "bad-amount", "Say how much may be paid in all.");
  if (asked.until < work.today() || asked.until > work.today() + furthest_day)
    return fund_refused("until", "bad-day", "Choose a day from today, within a year.");
  store::isf::NewInstruction instruction;
  instruction.ref = work.new_ref();
  instruction.person = work.person();
  instruction.holder = *holder;
  instruction.payee = payee;
  instruction.category = std::string(trim(asked.category));
  instruction.words = words;
  instruction.most = asked.most;
  instruction.until = asked.until;
  instruction.by = work.actor().account;
  store::isf::add(work.session, instruction, work.now());
  work.audit("instruction:" + instruction.ref, work.person(), "given");
  return {};
}

Result<void> end_instruction(const Work& work, std::string_view ref) {
  work.only_for({"change-own"});
  if (!store::isf::end(work.session, work.person(), ref, work.now()))
    return refuse("taken", "This was taken back before.");
  work.audit(fmt::format("instruction:{}", ref), work.person(), "taken back");
  return {};
}

std::vector<HeldInstruction> instructions_held(const Work& work) {
  work.only_for({"own-provider"});
  std::vector<HeldInstruction> out;
  const ProviderId holder{work.grant.subject().id};
  for (auto& i : store::isf::of_holder(work.session, holder)) {
    Pence available;
    if (i.open(work.today()))
      available = pot::available_for(i.category, work.today(), held_by(work.session, i.person, holder, work.today()));
    out.push_back({std::move(i), available});
  }
  return out;
}

Result<void> pay_from_fund(const Work& work, const FundPayment& asked) {
  work.only_for({"own-provider"});
  const ProviderId holder{work.grant.subject().id};
  const auto instruction = store::isf::by_ref(work.session, asked.instruction_ref);
  if (!instruction || instruction->holder != holder || instruction->ended_at || instruction->until < work.today())
    return refuse("no-instruction", "The person has not told you to pay this. Only what they said can be paid.");
  if (asked.amount <= Pence()) return fund_refused("amount", "bad-amount", "Say how much you paid.");
  if (asked.day > work.today() || asked.day < work.today() - late_days || asked.day < date_of(instruction->given_at))
    return fund_refused("day", "bad-day", "Choose a day since the person said so, not a day to come.");
  if (asked.amount > instruction->left())
    return fund_refused(
        "amount", "over-instruction",
        fmt::format("That is more than the person said. {} is left of it.", to_pounds(instruction->left())));
  const auto purses = held_by(work.session, instruction->person, holder, work.today());
  const auto drawn = pot::draw(asked.amount, instruction->category, work.today(), purses);
  if (!drawn) return fund_refused("amount", "not-enough", "There is not that much in what you hold for this person.");
  if (!store::isf::add_payment(work.session, instruction->id, asked.form_ref, asked.day, asked.amount, trim(asked.note),
                               work.actor().account, work.now()))
    return refuse("taken", "This payment was entered before.");
  if (!store::isf::spend(work.session, instruction->id, asked.amount, work.today()))
    return refuse("taken", "The person changed what they said meanwhile. Look at it again.");
  const auto provider = store::providers::by_id(work.session, holder);
  for (std::size_t n = 0; n < drawn->size(); ++n) {
    pot::Transfer out;
    out.id = fmt::format("isf:{}/{}", asked.form_ref, n + 1);
    out.booked = work.today();
    out.effective = asked.day;
    out.from = pot::pot_account(instruction->person_ref, (*drawn)[n].stream);
    out.to = pot::fund_account(provider->ref);
    out.amount = (*drawn)[n].amount;
    out.stream = (*drawn)[n].stream;
    out.purpose = instruction->category;
    out.note = fmt::format("instruction {}", instruction->ref);
    if (!store::ledger::post(work.session, out))
      return fund_refused("amount", "not-enough", "There is not that much in what you hold for this person.");
  }
  work.audit("instruction:" + instruction->ref, instruction->person, "paid");
  return {};
}

}  // namespace onepot::place
