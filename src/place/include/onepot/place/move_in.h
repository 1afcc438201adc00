#pragma once
// Moving onto Onepot changes no service by itself: people, providers, pots and agreements come in from plain files as
// they are, all of them or none, and what came out of it is held against the files, field by field. The same files
// again change nothing.
#include <map>
#include <string>
#include <vector>

#include "onepot/place/work.h"

namespace onepot::place {

/// The four tables, each with the name that refusals use. Columns: docs/moving-in.md.
struct MoveFiles {
  struct File {
    std::string name, text;
  };
  File people, providers, pots, agreements;
};

/// One field of one agreement, as the files have it and as the books have it now.
struct Compared {
  std::string agreement, field, was, is;
  bool same() const { return was == is; }
};
struct MovedIn {
  struct Count {
    std::int64_t made = 0, there = 0;  ///< brought in now; the same was there already
  };
  Count people, providers, pots, agreements;
  std::vector<Compared> compared;  ///< every field of every agreement of the files
  std::int64_t differences = 0;
  Pence balances;  ///< of the pots brought in now
  struct Welcome {
    std::string person, known_as, code;  ///< the code is told once and kept only as a hash
  };
  std::vector<Welcome> welcomes;
  std::vector<std::string> notes;  ///< promises that the money does not carry yet
};

/// move-in. Gives either what was done, or every refusal of the files with file, line and column; then the caller's
/// transaction must be refused.
struct MoveOutcome {
  MovedIn moved;
  Refusals refusals;
  std::vector<std::string> warnings;
};
MoveOutcome move_in(const Work& work, const MoveFiles& files);

/// action join: somebody who was moved in comes to their own record, with the code they were sent and the day they were
/// born. Refused "bad-code" (none such, used, or another day), "taken" (the sign-in name).
Result<AccountId> come_in(const Work& work, std::string_view code, Date born, std::string_view sign_in,
                          std::string_view password_hash);

}  // namespace onepot::place
