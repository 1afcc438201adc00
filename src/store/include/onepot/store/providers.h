#pragma once
// Providers and what they have to give: the directory's rows.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::providers {

struct Provider {
  ProviderId id;
  std::string ref;
  PlaceId place;
  AreaId area;
  std::string area_name, name, kind, about;
  std::int64_t staff_hundredths = 0;
  Instant listed_at{};
  std::string innovation, bank_name, bank_sort_code, bank_account;
};
std::optional<Provider> by_id(Session& session, ProviderId id);
std::optional<Provider> by_ref(Session& session, std::string_view ref);

struct NewProvider {
  std::string ref, name, kind, about, bank_name, bank_sort_code, bank_account;
  PlaceId place;
  AreaId area;
  std::int64_t staff_hundredths = 100;
};
ProviderId add(Session& session, const NewProvider& provider, Instant now);
void set_about(Session& session, ProviderId id, std::string_view name, std::string_view kind, std::string_view about,
               std::int64_t staff_hundredths);
void set_bank(Session& session, ProviderId id, std::string_view name, std::string_view sort_code,
              std::string_view account);

struct Offering {
  std::string ref, category, words;
  std::optional<Pence> day_rate, night_rate;
};
void add_offering(Session& session, ProviderId provider, std::string_view ref, std::string_view category,
                  std::string_view words, std::optional<Pence> day_rate, std::optional<Pence> night_rate, Instant now);
/// False where it is not theirs or was ended before.
bool end_offering(Session& session, ProviderId provider, std::string_view ref, Instant now);
std::vector<Offering> offerings(Session& session, ProviderId provider);

struct Listed {
  std::string provider_ref, provider_name, kind, area_name, category, words;
  std::int64_t staff_hundredths = 0;
  std::optional<Pence> day_rate;
};
/// What is on offer: words looked for in names, categories and descriptions (empty: everything), in one category and
/// area where given, at most `most`, the nearest to the words first and then by name. `of` is how many there are in
/// all.
struct Found {
  std::vector<Listed> listed;
  std::int64_t of = 0;
};
Found search(Session& session, PlaceId place, std::string_view words, std::string_view category, AreaId area, int from,
             int most);
std::vector<std::string> categories(Session& session, PlaceId place);
/// A search that found nothing is a gap in the market. The same words within a day count once: false.
bool add_gap(Session& session, PlaceId place, std::string_view words, Instant now);

}  // namespace onepot::store::providers
