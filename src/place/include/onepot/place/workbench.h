#pragma once
// Currencies and tariffs as a finance officer keeps them: those compiled in and the place's own, each version with the
// days from which it is tried (shadow) and used (live). A shadow tariff prices everything beside the live one and moves
// no money.
#include <string>
#include <vector>

#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/price/activity.h"
#include "onepot/price/design.h"
#include "onepot/price/plan.h"
#include "onepot/store/price_books.h"

namespace onepot::place {

/// A currency with where it comes from. `ref` is its address: the place's own ref, or the name of one compiled in.
struct ShownCurrency {
  std::string ref, state;  ///< state: draft, shadow, live or ended
  price::Currency currency;
  std::optional<store::price_books::Book> book;  ///< none: compiled in
};
/// Compiled in first, then the place's own, newest first (see-finance or price-money). Any that does not load any more
/// is left out.
std::vector<ShownCurrency> currencies(const Work& work);
std::optional<ShownCurrency> currency(const Work& work, std::string_view ref);

/// A tariff of needs (with its currency), or one of activity.
struct ShownTariff {
  std::string ref, state, name, version, currency_name;
  Period period;
  std::optional<price::Currency> currency;
  std::optional<price::Tariff> needs;
  std::optional<price::ActivityTariff> activity;
  std::optional<store::price_books::Book> book;  ///< none: compiled in
};
std::vector<ShownTariff> tariffs(const Work& work);
std::optional<ShownTariff> tariff(const Work& work, std::string_view ref);

/// What the officer chose on the page of the workbench.
struct DesignChoice {
  std::string cost;
  std::vector<std::string> by, never_less;
  std::size_t least = 30, most = 12;
  /// Columns of who provides and of what they are paid now, to say who would win and lose; empty: not asked, and what
  /// it cost.
  std::string provider = {}, paid = {};
};
struct Designed {
  price::Design design;
  price::LinkedCosts costs;
  std::vector<price::ProviderOutcome> providers;  ///< empty where no column says who provides
};
/// Divides people a third of whom are kept back; the seed is one, so the same file and choice give the same groups.
tl::expected<Designed, Refusals> design_groups(std::string_view csv, const std::string& file,
                                               const DesignChoice& choice);
/// Keeps the groups as a draft (price-money) and throws the table of costs away. Refuses "taken" where the name has
/// been used, "bad-name" where it is not lower case letters, digits and dashes.
Result<std::string> publish_design(const Work& work, std::string_view upload, const std::string& name,
                                   const DesignChoice& choice);

/// Brings a tariff's files in as a draft (price-money): one of needs, whose currency must be here, or one of activity.
/// Refuses what load_tariff and load_activity_tariff do.
Result<std::string> add_tariff(const Work& work, const price::Folder& folder);
/// draft → shadow → live → ended, forwards only, from a day that is not past (price-money). A tariff goes live only
/// when its currency is. Refuses "wrong-order", "bad-date", "taken" where it was said already.
Result<void> say_state(const Work& work, std::string_view ref, std::string_view state, Date from);

/// What a tariff would do to those whose needs have been described, beside the one in force: sums over people only.
struct Beside {
  std::int64_t people = 0, more = 0, less = 0, same = 0;
  Pence now_week, then_week;
  /// By how a person's week would change, in bands; people rounded to five, small counts hidden.
  struct Band {
    std::string words_id;
    std::int64_t about = 0;
    bool hidden = false;
  };
  std::vector<Band> bands;
  std::size_t not_priced = 0;
};
Result<Beside> beside_the_live_one(const Work& work, const ShownTariff& other);

/// A plan of expected activity, paid in advance (price-money); gives its ref. Refuses bad rows and a tariff not live.
tl::expected<std::string, Refusals> make_plan(const Work& work, const std::string& name, const ShownTariff& tariff,
                                              std::string_view expected, const std::string& file,
                                              const price::PlanOptions& options);
/// Settles a plan by a file of valued activity, through a month (empty: all). Nothing is kept.
tl::expected<price::Reconciled, Refusals> settle(const Work& work, const store::price_books::Plan& plan,
                                                 std::string_view actual, const std::string& file,
                                                 const std::string& through);
/// The same, kept as the plan's next run (price-money): only what differs from the runs before. Refuses "taken" where
/// somebody else posted a run since `runs` of them were seen.
tl::expected<void, Refusals> post_settlement(const Work& work, const store::price_books::Plan& plan,
                                             std::string_view actual, const std::string& file,
                                             const std::string& through, std::int64_t runs);

/// The tariff in force on a day, with its currency and the guide: the place's own where one is live, else the one
/// compiled in.
const PriceBook& price_book_in_force(store::Session& session, PlaceId place, Date day);

}  // namespace onepot::place
