#include "onepot/place/accounts.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

Refusal name_taken() {
  return {"taken", "Somebody already uses that sign-in name. Choose another."};
}

}  // namespace

Result<std::string> sign_in_name(std::string_view typed) {
  std::string out;
  for (const char c : trim(typed)) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (out.size() < 3 || out.size() > 40 ||
      out.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)
    return refuse("bad-sign-in", "A sign-in name has 3 to 40 letters, numbers, dots or dashes");
  return out;
}

Result<AccountId> join_person(const Work& work, const NewPersonAccount& asked) {
  work.only_for({"join"});
  const PersonId person = store::accounts::add_person(work.session, {.ref = work.new_ref(),
                                                                     .known_as = asked.known_as,
                                                                     .full_name = asked.full_name,
                                                                     .pseudonym = work.new_ref(),
                                                                     .place = asked.place,
                                                                     .area = asked.area,
                                                                     .born = asked.born});
  const std::string ref = work.new_ref();
  const AccountId account = store::accounts::add(work.session,
                                                 {.ref = ref,
                                                  .sign_in = asked.sign_in,
                                                  .password_hash = asked.password_hash,
                                                  .name = asked.known_as,
                                                  .role = "P",
                                                  .duty = "",
                                                  .place = asked.place,
                                                  .person = person},
                                                 work.now());
  if (!account) return tl::unexpected(name_taken());
  store::door::add_audit(work.session, work.now(), account, "join", "account:" + ref, person);
  return account;
}

Result<AccountId> join_provider(const Work& work, const NewProviderAccount& asked) {
  work.only_for({"join"});
  const std::string provider_ref = work.new_ref();
  const ProviderId provider = store::providers::add(work.session,
                                                    {.ref = provider_ref,
                                                     .name = asked.provider_name,
                                                     .kind = asked.kind,
                                                     .about = asked.about,
                                                     .bank_name = asked.bank_name,
                                                     .bank_sort_code = asked.bank_sort_code,
                                                     .bank_account = asked.bank_account,
                                                     .place = asked.place,
                                                     .area = asked.area,
                                                     .staff_hundredths = asked.staff_hundredths},
                                                    work.now());
  store::providers::add_offering(work.session, provider, work.new_ref(), asked.category, asked.offering_words,
                                 asked.day_rate, asked.night_rate, work.now());
  const AccountId account = store::accounts::add(work.session,
                                                 {.ref = work.new_ref(),
                                                  .sign_in = asked.sign_in,
                                                  .password_hash = asked.password_hash,
                                                  .name = asked.name,
                                                  .role = "M",
                                                  .duty = "",
                                                  .place = asked.place,
                                                  .provider = provider},
                                                 work.now());
  if (!account) return tl::unexpected(name_taken());
  store::door::add_audit(work.session, work.now(), account, "join", "provider:" + provider_ref, {});
  return account;
}

void begin_session(const Work& work, std::string_view token_hash, AccountId account) {
  store::accounts::start_session(work.session, token_hash, account, work.now());
  store::door::add_audit(work.session, work.now(), account, "sign-in", "", {});
}

void end_session(const Work& work, std::string_view token_hash) {
  store::accounts::end_session(work.session, token_hash, work.now());
  work.audit("session", {}, "ended");
}

void choose_words(const Work& work, std::string_view words, bool large_print) {
  work.only_for({"own-account"});
  store::accounts::set_words(work.session, work.actor().account, words, large_print);
}

Result<void> choose_name(const Work& work, std::string_view known_as) {
  work.only_for({"change-own"});
  const auto name = trim(known_as);
  if (name.empty() || name.size() > 60)
    return refuse("bad-name", "Type what you would like to be called, in at most 60 letters");
  store::accounts::set_known_as(work.session, work.person(), name);
  work.audit("person", work.person(), "known-as");
  return {};
}

}  // namespace onepot::place
