#pragma once
// Accounts, their sign-in sessions, and the people and places they belong to.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::accounts {

struct Account {
  AccountId id;
  std::string ref;
  PlaceId place;
  std::string sign_in, password_hash, name, role, duty;
  PersonId person;      ///< 0 where the account is nobody's who draws on support
  ProviderId provider;  ///< 0 where none
  std::string words;    ///< en | en-easy
  bool large_print = false;
};

std::optional<Account> by_sign_in(Session& session, std::string_view sign_in);
std::optional<Account> by_ref(Session& session, std::string_view ref);
/// The account behind a live sign-in, and when it was begun and last seen.
struct SignedIn {
  Account account;
  Instant created_at{}, seen_at{};
};
std::optional<SignedIn> by_session(Session& session, std::string_view token_hash);

struct NewAccount {
  std::string ref, sign_in, password_hash, name, role, duty;
  PlaceId place;
  std::optional<PersonId> person;
  std::optional<ProviderId> provider;
};
/// 0 where the sign-in name is taken.
AccountId add(Session& session, const NewAccount& account, Instant now);
void set_words(Session& session, AccountId account, std::string_view words, bool large_print);

void start_session(Session& session, std::string_view token_hash, AccountId account, Instant now);
void touch_session(Session& session, std::string_view token_hash, Instant now);
void end_session(Session& session, std::string_view token_hash, Instant now);

struct Attempt {
  Instant at{};
  bool succeeded = false;
};
/// Sign-ins under this name (hashed) since `since`, oldest first.
std::vector<Attempt> attempts(Session& session, std::string_view sign_in_hash, Instant since);
/// Remembers one for a day, and forgets what is older: nobody needs to know for longer who mistyped.
void add_attempt(Session& session, std::string_view sign_in_hash, bool succeeded, Instant now);

struct Place {
  PlaceId id;
  std::string slug, name, council, nhs_partner;
};
std::optional<Place> place(Session& session, PlaceId id);
std::optional<Place> place_by_slug(Session& session, std::string_view slug);
std::vector<Place> places(Session& session);

/// True where any place here was made up from a seed: its pages must say so.
bool any_synthetic(Session& session);

struct Area {
  AreaId id;
  std::string name, kind;
};
std::vector<Area> areas(Session& session, PlaceId place);

struct Person {
  PersonId id;
  std::string ref;
  PlaceId place;
  AreaId area;
  std::string area_name, known_as, full_name, pseudonym, about;
  Date born;
};
std::optional<Person> person(Session& session, PersonId id);

struct NewPerson {
  std::string ref, known_as, full_name, pseudonym;
  PlaceId place;
  AreaId area;
  Date born;
};
PersonId add_person(Session& session, const NewPerson& person);
void set_known_as(Session& session, PersonId person, std::string_view known_as);

/// Accounts of a place with this role and duty, by name.
std::vector<Account> with_duty(Session& session, PlaceId place, std::string_view role, std::string_view duty);

}  // namespace onepot::store::accounts
