#pragma once
// Who is around a person, what each may see, and who looked: all of it the person's own to change.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"

namespace onepot::place {

struct AroundView {
  std::vector<store::door::Around> around;
  std::vector<std::string> open;  ///< purposes consented to nobody by name
};
AroundView see_around(const Work& work);                     ///< see-own
std::vector<store::door::Look> see_looks(const Work& work);  ///< see-own: the newest hundred

/// The person names a supporter by their sign-in name (change-own); what they may see is chosen apart. Refused "nobody"
/// where no supporter of the place has that name.
Result<void> name_supporter(const Work& work, std::string_view sign_in, std::string_view words);
/// Exactly these purposes for somebody around the person (change-own): needs, plan, pot, approve.
Result<void> choose_consents(const Work& work, std::string_view account_ref, const std::vector<std::string>& purposes);
/// Exactly these of evaluation and story (change-own).
void choose_open_consents(const Work& work, const std::vector<std::string>& purposes);
/// Ends the relationship and every consent that went with it (change-own).
Result<void> end_relationship(const Work& work, std::string_view account_ref);

}  // namespace onepot::place
