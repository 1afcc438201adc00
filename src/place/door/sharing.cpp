#include "onepot/place/sharing.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/place/accounts.h"
#include "onepot/store/accounts.h"
#include "onepot/store/lives.h"

namespace onepot::place {
namespace {

std::optional<store::door::Around> somebody_around(const Work& work, std::string_view account_ref) {
  for (auto& a : store::door::around(work.session, work.person(), work.now()))
    if (a.account_ref == account_ref) return a;
  return std::nullopt;
}

tl::unexpected<Refusal> nobody_around() {
  return refuse("nobody", "Nobody of that name is around you now");
}

}  // namespace

AroundView see_around(const Work& work) {
  work.only_for({"see-own"});
  return {store::door::around(work.session, work.person(), work.now()),
          store::door::open_consents(work.session, work.person(), work.now())};
}

std::vector<store::door::Look> see_looks(const Work& work) {
  work.only_for({"see-own"});
  return store::door::looks(work.session, work.person(), 100);
}

Result<void> name_supporter(const Work& work, std::string_view sign_in, std::string_view words) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const std::string name, sign_in_name(sign_in));
  const auto account = store::accounts::by_sign_in(work.session, name);
  if (!account || account->place != work.actor().place || account->role != "S") return nobody_around();
  store::door::start_relationship(work.session, work.person(), account->id, "supports", trim(words).substr(0, 60),
                                  work.now());
  work.audit("account:" + account->ref, work.person(), "named supporter");
  return {};
}

Result<void> choose_consents(const Work& work, std::string_view account_ref, const std::vector<std::string>& purposes) {
  work.only_for({"change-own"});
  const auto one = somebody_around(work, account_ref);
  if (!one) return nobody_around();
  const auto is_for_supporters = [](std::string_view purpose) {
    return purpose == "approve" || purpose == "challenge";
  };
  for (const auto* purpose : {"needs", "plan", "pot", "approve", "challenge"}) {
    const bool given = std::ranges::find(one->purposes, purpose) != one->purposes.end();
    const bool wanted = std::ranges::find(purposes, purpose) != purposes.end() &&
                        !(one->kind == "practitioner" && is_for_supporters(purpose));
    if (wanted && !given) store::door::give_consent(work.session, work.person(), one->account, purpose, work.now());
    if (!wanted && given) store::door::withdraw_consent(work.session, work.person(), one->account, purpose, work.now());
  }
  work.audit("account:" + one->account_ref, work.person(), "consents chosen");
  return {};
}

void choose_open_consents(const Work& work, const std::vector<std::string>& purposes) {
  work.only_for({"change-own"});
  const auto now_given = store::door::open_consents(work.session, work.person(), work.now());
  for (const auto* purpose : {"evaluation", "story"}) {
    const bool given = std::ranges::find(now_given, purpose) != now_given.end();
    const bool wanted = std::ranges::find(purposes, purpose) != purposes.end();
    if (wanted && !given) store::door::give_consent(work.session, work.person(), std::nullopt, purpose, work.now());
    if (!wanted && given) store::door::withdraw_consent(work.session, work.person(), std::nullopt, purpose, work.now());
    // A consent given again brings nothing back that was told under the old one.
    if (!wanted && given && std::string_view(purpose) == "story")
      store::lives::withdraw_stories(work.session, work.person(), work.now());
  }
  work.audit("person", work.person(), "open consents chosen");
}

Result<void> end_relationship(const Work& work, std::string_view account_ref) {
  work.only_for({"change-own"});
  const auto one = somebody_around(work, account_ref);
  if (!one) return nobody_around();
  store::door::end_relationship(work.session, work.person(), one->account, work.now());
  work.audit("account:" + one->account_ref, work.person(), "relationship ended");
  return {};
}

}  // namespace onepot::place
