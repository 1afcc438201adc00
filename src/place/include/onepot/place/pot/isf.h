#pragma once
// Individual service funds: the person says what is to be paid, the provider that holds the money pays that and nothing
// else.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/pot/isf.h"

namespace onepot::place {

struct NewInstruction {
  std::string payee, category, words;
  Pence most;
  Date until;
};
/// The person's own (change-own), to whoever holds their fund today. Refused "no-fund", "empty", "bad-amount",
/// "bad-day"; where.column is the field.
Result<void> give_instruction(const Work& work, const NewInstruction& instruction);
/// Refused "taken".
Result<void> end_instruction(const Work& work, std::string_view ref);

struct HeldInstruction {
  store::isf::Instruction instruction;
  Pence available;  ///< in what this holder holds of the person's money and may go to this
};
/// What people whose money the provider holds instructed it to pay (own-provider).
std::vector<HeldInstruction> instructions_held(const Work& work);

struct FundPayment {
  std::string instruction_ref, form_ref;  ///< the form's own ref: pressed twice, it pays once
  Pence amount;
  Date day;
  std::string note;
};
/// The holder pays (own-provider). Refused "no-instruction" – there is none of this person to this holder that is live
/// on the day –, "over-instruction", "not-enough", "bad-amount", "bad-day"; where.column is the field.
Result<void> pay_from_fund(const Work& work, const FundPayment& payment);

}  // namespace onepot::place
