#include "onepot/place/listing.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/pay/bank.h"
#include "onepot/place/account_check.h"
#include "onepot/store/bank.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

ProviderId provider_asked(const Work& work) {
  work.only_for({"own-provider"});
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::provider);
  return ProviderId{work.grant.subject().id};
}

void listing_changed(const Work& work, std::string_view what) {
  const auto provider = store::providers::by_id(work.session, ProviderId{work.grant.subject().id});
  work.audit("provider:" + provider->ref, {}, what);
}

constexpr std::size_t gap_words_max = 60;

}  // namespace

std::string category_of(std::string_view typed) {
  std::string out;
  for (const char c : trim(typed)) {
    if (c == ' ' || c == '-' || c == '_' || c == '|') {
      if (!out.empty() && out.back() != '-') out += '-';
    } else {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  if (out.size() > 40) out.resize(40);
  while (!out.empty() && (out.back() == '-' || !valid_utf8(out))) out.pop_back();
  return out;
}

Result<void> change_listing(const Work& work, const Listing& listing) {
  const ProviderId provider = provider_asked(work);
  if (trim(listing.name).empty()) return refuse("empty", "Give the name that people will see");
  store::providers::set_about(work.session, provider, trim(listing.name), trim(listing.kind), trim(listing.about),
                              listing.staff_hundredths);
  listing_changed(work, "listing");
  return {};
}

Result<void> add_offering(const Work& work, const NewOffering& offering) {
  const ProviderId provider = provider_asked(work);
  const std::string category = category_of(offering.category);
  if (category.empty()) return refuse("empty", "Say what kind of thing this is");
  store::providers::add_offering(work.session, provider, work.new_ref(), category, trim(offering.words),
                                 offering.day_rate, offering.night_rate, work.now());
  listing_changed(work, "offering added");
  return {};
}

Result<void> end_offering(const Work& work, std::string_view ref) {
  const ProviderId provider = provider_asked(work);
  if (!store::providers::end_offering(work.session, provider, ref, work.now()))
    return refuse("taken", "This is not offered any more");
  listing_changed(work, "offering ended");
  return {};
}

Result<void> change_bank(const Work& work, std::string_view name, std::string_view sort_code,
                         std::string_view account) {
  const ProviderId provider = provider_asked(work);
  if (trim(name).empty()) return refuse("empty", "Type the name on the account");
  ONEPOT_TRY(const auto sort, pay::parse_sort_code(sort_code));
  ONEPOT_TRY(const auto number, pay::parse_account_number(account));
  if (const auto verdict = pay::modulus(weight_table(work.session), sort, number);
      verdict.fit == pay::Fit::does_not_fit)
    return refuse("does-not-fit", "This sort code and account number cannot belong together.", Where{"", 0, "account"});
  store::providers::set_bank(work.session, provider, trim(name), sort, number);
  store::bank::set_mended(work.session, store::providers::by_id(work.session, provider)->ref, work.now());
  listing_changed(work, "bank details");  // that they changed, never what they are
  return {};
}

void note_gap(const Work& work, PlaceId place, std::string_view words) {
  work.only_for({"open-page"});
  std::string kept;
  for (const char c : trim(words)) kept += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (kept.size() > gap_words_max) kept.resize(gap_words_max);
  while (!valid_utf8(kept)) kept.pop_back();
  // One event only where something was written; a reload writes nothing.
  if (!kept.empty() && store::providers::add_gap(work.session, place, kept, work.now())) work.audit("place", {}, "gap");
}

}  // namespace onepot::place
