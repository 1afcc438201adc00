#pragma once
// Individual service funds: what a person instructed the holder of their money to pay, and what the holder paid.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::isf {

struct Instruction {
  std::int64_t id = 0;
  std::string ref;
  PersonId person;
  std::string person_ref, known_as;
  ProviderId holder;
  std::string holder_ref, holder_name;
  std::string payee, category, words;
  Pence most, paid;
  Date until;
  Instant given_at{};
  std::optional<Instant> ended_at;
  Pence left() const { return most - paid; }
  bool open(Date today) const { return !ended_at && today <= until && left() > Pence(); }
};
struct Holder {
  std::string ref, name;
};
/// Who may hold a person's money for them: those they have an agreement with first, then the place's agencies and those
/// who say they hold funds; by name.
std::vector<Holder> possible_holders(Session& session, PersonId person);

struct NewInstruction {
  std::string ref;
  PersonId person;
  ProviderId holder;
  std::string payee, category, words;
  Pence most;
  Date until;
  AccountId by;
};
void add(Session& session, const NewInstruction& instruction, Instant now);
std::optional<Instruction> by_ref(Session& session, std::string_view ref);
/// The newest first.
std::vector<Instruction> of_person(Session& session, PersonId person);
std::vector<Instruction> of_holder(Session& session, ProviderId holder);
/// False where it is not theirs or was ended before.
bool end(Session& session, PersonId person, std::string_view ref, Instant now);

/// False where the instruction has ended, has lapsed, or leaves less than that: nothing has changed then.
bool spend(Session& session, std::int64_t instruction, Pence pence, Date today);
/// False where a payment of that ref was made before.
bool add_payment(Session& session, std::int64_t instruction, std::string_view ref, Date day, Pence pence,
                 std::string_view note, AccountId by, Instant now);
struct Paid {
  std::string payee, holder_name, note;
  Date day;
  Pence pence;
};
std::vector<Paid> payments(Session& session, PersonId person, int most);

}  // namespace onepot::store::isf
