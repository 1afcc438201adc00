#pragma once
// What is due and who may say so. A visit or invoice becomes money by the agreed rate; its cost falls on the members of
// a club by the agreed shares, to the penny; the person approves it, never the one who is paid; and what is approved
// becomes a payment once, however often the run is made.
#include <span>
#include <string>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/pay/run.h"

namespace onepot::pay {

/// One piece of recorded work, as agreed: time by day and by night, each at its rate an hour.
struct Work {
  Hours day;
  Pence day_rate;
  Hours night;
  Pence night_rate;
};
/// Exact, then rounded once to the penny, half to even.
Pence amount_of(const Work& work);

/// Parts of `amount` by weights (the agreement's weekly shares in pence): Σ parts = amount, exactly. Refuses
/// "no-shares" when there is no weight above nothing, "bad-share" for one below.
Result<std::vector<Pence>> shares_of(Pence amount, std::span<const std::int64_t> weights);

enum class WorkState { recorded, approved, queried, paid };

/// What is known when somebody wants to approve.
struct ApprovalRequest {
  std::string approver;                           ///< account reference
  std::vector<std::string> members;               ///< persons whose money it is
  std::vector<std::string> may_approve_for_them;  ///< supporters to whom a member gave this right, live on the day
  std::vector<std::string> paid;                  ///< everybody who gains: the provider's people
  WorkState state = WorkState::recorded;
  Date worked, today;
  Hours this_week, agreed_week;  ///< with this piece of work; what the agreement allows
  Date agreement_from, agreement_until;
};
struct Approval {
  std::vector<std::string> notes;  ///< shown, not refused: "This week comes to 9 hours; you agreed 8."
};
/// Refuses "is-paid" (before anything else), "not-theirs", "already-approved", "already-paid", "not-yet" (work on a
/// later day) and "outside-agreement".
Result<Approval> may_approve(const ApprovalRequest& request);

/// One approved thing to be paid, or a credit below nothing.
struct Due {
  std::string item;   ///< id of the visit or invoice; unique for ever
  std::string payee;  ///< provider reference
  Pence amount;
  std::string words;  ///< what for: "Visit on 3 June, 2 hours"
};
/// What moved in a provider's account, oldest first: above nothing earned, below nothing paid out or taken back.
struct Movement {
  std::string id;
  Pence amount;
  std::string words;
};
/// What is earned and not yet paid: payments out settle the oldest first, and what is part paid leaves an item of its
/// own ("ID/rest-PENCE"), the same however often it is asked. More out than in is one credit. Σ = Σ movements.
std::vector<Due> unpaid(const std::string& payee, std::span<const Movement> movements);

struct Payee {
  std::string ref;
  BankAccount account;
};

struct Remittance {
  std::string payment_id, payee;
  Pence amount;
  std::vector<Due> items;
};
struct Held {
  std::string payee;
  Pence amount;
  std::string why;  ///< "no bank details", "credits are more than what is due"
};
struct Prepared {
  std::vector<Payment> payments;        ///< one a payee, in order of payee reference
  std::vector<Remittance> remittances;  ///< beside each payment, what it is made of
  std::vector<Held> held;               ///< Σ payments + Σ held = Σ dues
};
/// One payment a payee. Its id comes from the items it pays and nothing else, so that the same dues give the same
/// payment however often a run is made, and a bank or ledger that has seen the id pays nothing twice.
/// Refuses "repeated-item".
Result<Prepared> prepare(std::span<const Due> dues, std::span<const Payee> payees, std::string_view reference);

/// "OP" and 30 hexadecimal digits of SHA-256 over the payee and the sorted items: at most 35 characters, as banks ask.
std::string payment_id(std::string_view payee, std::vector<std::string> items);

/// Reads payees: ref,name,sort_code,account. Every row is read; each fault names file, line and column.
struct ReadPayees {
  std::vector<Payee> payees;
  Refusals faults;
  std::vector<std::string> warnings;
};
ReadPayees read_payees(std::string_view text, const std::string& file);

}  // namespace onepot::pay
