#include "onepot/place/workbench.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

#include "onepot/base/text.h"
#include "onepot/learn/publish.h"
#include "onepot/store/needs.h"

namespace onepot::place {
namespace workbench {
namespace {

namespace books = store::price_books;

constexpr double kept_back = 0.3;
constexpr std::size_t other_samples = 10;
constexpr std::uint64_t seed = 1;

price::Status status_of(const std::string& state) {
  return state == "live" ? price::Status::live : state == "shadow" ? price::Status::shadow : price::Status::draft;
}

std::vector<ShownCurrency> all_currencies(store::Session& session, PlaceId place, Date day) {
  std::vector<ShownCurrency> out;
  for (const auto* c : built_in_currencies()) out.push_back({c->id, std::string(price::to_text(c->status)), *c, {}});
  for (auto& book : books::all(session, place, "currency")) {
    auto loaded = price::load_currency(book.folder);
    if (!loaded) continue;
    const std::string state = book.state_on(day);
    loaded->status = status_of(state);
    out.push_back({book.ref, state, *std::move(loaded), std::move(book)});
  }
  return out;
}

/// The currency a tariff prices: a live one first, then the newest.
const ShownCurrency* currency_named(const std::vector<ShownCurrency>& all, const std::string& id) {
  const ShownCurrency* out = nullptr;
  for (const auto& one : all)
    if (one.currency.id == id && (out == nullptr || (one.state == "live" && out->state != "live"))) out = &one;
  return out;
}

Result<ShownTariff> load(const books::Book& book, const std::vector<ShownCurrency>& all, Date day) {
  const std::string state = book.state_on(day);
  if (price::is_activity_tariff(book.folder)) {
    ONEPOT_TRY(auto activity, price::load_activity_tariff(book.folder));
    activity.status = status_of(state);
    return ShownTariff{book.ref,        state,        activity.name, activity.version, activity.currency,
                       activity.period, std::nullopt, std::nullopt,  activity,         book};
  }
  ONEPOT_TRY(const auto head, price::object_of(book.folder, "tariff.json"));
  ONEPOT_TRY(const auto id, price::text_of(head, "currency", "tariff.json"));
  const auto* found = currency_named(all, id);
  if (found == nullptr)
    return refuse("no-currency", "this place has no currency called " + id, Where{"tariff.json", 0, "currency"});
  ONEPOT_TRY(auto tariff, price::load_tariff(book.folder, found->currency));
  tariff.status = status_of(state);
  return ShownTariff{book.ref,      state,           tariff.name, tariff.version, found->currency.name,
                     tariff.period, found->currency, tariff,      std::nullopt,   book};
}

std::vector<ShownTariff> all_tariffs(store::Session& session, PlaceId place, Date day) {
  const auto& built_in = built_in_price_book();
  const auto& t = built_in.tariff;
  std::vector<ShownTariff> out{{t.id, "live", t.name, t.version, built_in.currency.name, t.period, built_in.currency, t,
                                std::nullopt, std::nullopt}};
  const auto currencies = all_currencies(session, place, day);
  for (const auto& book : books::all(session, place, "tariff"))
    if (auto loaded = load(book, currencies, day)) {
      if (loaded->state == "live" && loaded->needs) out.front().state = "ended";  // the place's own is in force instead
      out.push_back(*std::move(loaded));
    }
  return out;
}

bool is_name(std::string_view name) {
  constexpr std::size_t longest = 40;
  return !name.empty() && name.size() <= longest &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace
}  // namespace workbench

std::vector<ShownCurrency> currencies(const Work& work) {
  work.only_for({"see-finance", "price-money"});
  return workbench::all_currencies(work.session, work.actor().place, work.today());
}

std::optional<ShownCurrency> currency(const Work& work, std::string_view ref) {
  for (auto& one : currencies(work))
    if (one.ref == ref) return std::move(one);
  return std::nullopt;
}

std::vector<ShownTariff> tariffs(const Work& work) {
  work.only_for({"see-finance", "price-money"});
  return workbench::all_tariffs(work.session, work.actor().place, work.today());
}

std::optional<ShownTariff> tariff(const Work& work, std::string_view ref) {
  for (auto& one : tariffs(work))
    if (one.ref == ref) return std::move(one);
  return std::nullopt;
}

tl::expected<Designed, Refusals> design_groups(std::string_view csv, const std::string& file,
                                               const DesignChoice& choice) {
  const auto one = [&](const Refusal& r) {
    return tl::unexpected(Refusals{Refusal{r.code, r.sentence, r.where.file.empty() ? Where{file, 0, ""} : r.where}});
  };
  if (choice.by.empty()) return one({"empty", "choose at least one column that may divide people"});
  auto costs = price::read_costs(csv, file, choice.cost, choice.by);
  if (!costs) return tl::unexpected(costs.error());
  price::DesignRules rules;
  rules.min_group = choice.least;
  rules.max_groups = choice.most;
  rules.direction.resize(costs->known.size(), 0);
  for (std::size_t k = 0; k < costs->known.size(); ++k) {
    if (std::ranges::find(choice.never_less, costs->known[k].name) == choice.never_less.end()) continue;
    if (costs->known[k].kind == price::Attribute::Kind::code)
      return one({"no-order", "'" + costs->known[k].name +
                                  "' holds codes, which have no order; only counts and yes/no "
                                  "rise or fall"});
    rules.direction[k] = 1;
  }
  auto made = price::design(*costs, rules, workbench::kept_back, workbench::other_samples, workbench::seed);
  if (!made) return one(made.error());
  Designed out{*std::move(made), *std::move(costs), {}};
  if (!choice.provider.empty()) {
    const auto beside =
        price::read_costs(csv, file, choice.paid.empty() ? choice.cost : choice.paid, {choice.provider});
    if (!beside) return tl::unexpected(beside.error());
    out.providers = price::outcomes(out.design, out.costs, beside->known.front(), beside->pence);
  }
  return out;
}

Result<std::string> publish_design(const Work& work, std::string_view upload, const std::string& name,
                                   const DesignChoice& choice) {
  work.only_for({"price-money"});
  const auto sent = store::price_books::upload(work.session, work.actor().account, upload);
  if (!sent) return refuse("taken", "This table has been used or thrown away already. Send it again.");
  if (!workbench::is_name(name))
    return refuse("bad-name", "Use lower case letters, digits and dashes, 40 at most, such as ashdale-local-2027",
                  Where{"", 0, "name"});
  const auto made = design_groups(sent->body, sent->name, choice);
  if (!made) return tl::unexpected(made.error().front());
  const auto folder = price::published(made->design, made->costs, "currencies/" + name, name);
  ONEPOT_CHECK(price::load_currency(folder));
  json::object report{{"train", made->design.train},
                      {"holdout", made->design.holdout},
                      {"riv_train", made->design.riv_train},
                      {"stability", made->design.stability}};
  if (made->design.riv_holdout) report["riv_holdout"] = *made->design.riv_holdout;
  json::array providers;
  for (const auto& p : made->providers)
    providers.push_back(json::object{{"provider", p.provider},
                                     {"people", p.people},
                                     {"paid_now", p.paid_now.count()},
                                     {"by_groups", p.by_groups.count()}});
  if (!providers.empty()) report["providers"] = std::move(providers);
  const std::string ref = work.new_ref();
  if (!store::price_books::add(work.session, work.actor().place, ref, "currency", name, "draft-1", folder,
                               boost::json::serialize(report), work.actor().account, work.now()))
    return refuse("name-taken", "There is a currency of this name already. Give it another.", Where{"", 0, "name"});
  store::price_books::drop_upload(work.session, work.actor().account, upload);
  work.audit("currency:" + ref, {}, "published as a draft");
  return ref;
}

Result<std::string> add_tariff(const Work& work, const price::Folder& folder) {
  work.only_for({"price-money"});
  ONEPOT_TRY(const auto head, price::object_of(folder, "tariff.json"));
  ONEPOT_TRY(const auto id, price::text_of(head, "id", folder.path + "/tariff.json"));
  ONEPOT_TRY(const auto version, price::text_of(head, "version", folder.path + "/tariff.json"));
  store::price_books::Book book;
  book.folder = folder;
  ONEPOT_CHECK(
      workbench::load(book, workbench::all_currencies(work.session, work.actor().place, work.today()), work.today()));
  const std::string ref = work.new_ref();
  if (!store::price_books::add(work.session, work.actor().place, ref, "tariff", id, version, folder, "",
                               work.actor().account, work.now()))
    return refuse("name-taken", "This version of this tariff is here already. Another needs another version.",
                  Where{folder.path + "/tariff.json", 0, "version"});
  work.audit("tariff:" + ref, {}, "brought in as a draft");
  return ref;
}

Result<void> say_state(const Work& work, std::string_view ref, std::string_view state, Date from) {
  work.only_for({"price-money"});
  const auto book = store::price_books::by_ref(work.session, work.actor().place, ref);
  if (!book) return refuse("no-book", "There is no such currency or tariff");
  constexpr std::array order{"draft", "shadow", "live", "ended"};
  const auto rank = [&](std::string_view s) { return std::ranges::find(order, s) - order.begin(); };
  const auto last = book->states.empty() ? std::string("draft") : book->states.back().state;
  if (rank(state) >= std::ssize(order) || rank(state) < 1) return refuse("bad-state", "There is no such step");
  if (rank(state) == rank(last)) return refuse("taken", "This step was taken already. Look at it again.");
  if (rank(state) < rank(last)) return refuse("wrong-order", "The steps go forward only: draft, shadow, live, ended");
  if (state == "live" && last == "draft")
    return refuse("wrong-order", "First let it price beside the one in force: shadow comes before live");
  if (from < work.today() || (!book->states.empty() && from < book->states.back().from))
    return refuse("bad-date", "The first day must not be past, nor before the step before it", Where{"", 0, "from"});
  if (state == "live" && book->kind == "tariff") {
    const auto shown = tariff(work, ref);
    if (!shown || (shown->currency && shown->currency->status != price::Status::live))
      return refuse("currency-not-live", "Its currency is not live. Make the currency live first.");
  }
  if (!store::price_books::say(work.session, book->id, state, from, work.actor().account, work.now()))
    return refuse("taken", "This step was taken already. Look at it again.");
  work.audit(book->kind + ":" + book->ref, {}, std::string(state) + " from " + to_iso(from));
  return {};
}

Result<Beside> beside_the_live_one(const Work& work, const ShownTariff& other) {
  work.only_for({"see-finance", "price-money"});
  ONEPOT_ASSERT(other.needs.has_value());
  const PriceBook& now = price_book_in_force(work.session, work.actor().place, work.today());
  Beside out;
  constexpr std::array edges{-50'00, -10'00, 10'00, 50'00};
  constexpr std::array names{"beside.much-less", "beside.less", "beside.same", "beside.more", "beside.much-more"};
  std::array<std::int64_t, names.size()> counts{};
  for (const auto& person : store::needs::everybody(work.session, work.actor().place)) {
    std::vector<price::Need> needs;
    for (const auto& n : person.needs)
      needs.push_back({n.kind, n.day, n.shareable, n.nights, n.nights_shareable, n.waking, n.two_helpers});
    const price::Circumstances where{.rural = person.village};
    const auto before = price::price_needs(now.currency, now.tariff, needs, where);
    const auto after = price::price_needs(*other.currency, *other.needs, needs, where);
    if (!before || !after) {
      ++out.not_priced;
      continue;
    }
    ++out.people;
    out.now_week += before->week;
    out.then_week += after->week;
    const std::int64_t change = (after->week - before->week).count();
    ++(change > 0 ? out.more : change < 0 ? out.less : out.same);
    std::size_t band = 0;
    while (band < edges.size() && change >= edges[band]) ++band;
    ++counts[band];
  }
  csv::Table table{"bands", {"band", "people"}, {}};
  for (std::size_t b = 0; b < names.size(); ++b)
    table.records.push_back({static_cast<long>(b) + 2, {names[b], std::to_string(counts[b])}});
  ONEPOT_TRY(const auto release, learn::read_counts(table, {"band"}, "people"));
  ONEPOT_TRY(const auto published, learn::publish(release, {}, {}));
  for (const auto* name : names) {
    const auto figure =
        std::ranges::find(published.release.figures, std::vector<std::string>{name}, &learn::Figure::key);
    out.bands.push_back({name, figure->hidden ? 0 : figure->value, figure->hidden});
  }
  return out;
}

const PriceBook& price_book_in_force(store::Session& session, PlaceId place, Date day) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<PriceBook>> loaded;  // by the refs of both; books never change
  const auto all = store::price_books::all(session, place, "tariff");
  const auto own = std::ranges::find_if(
      all, [&](const auto& b) { return b.state_on(day) == "live" && !price::is_activity_tariff(b.folder); });
  if (own == all.end()) return built_in_price_book();
  const auto shown = workbench::load(*own, workbench::all_currencies(session, place, day), day);
  if (!shown || shown->currency->status != price::Status::live) return built_in_price_book();
  const std::string key = own->ref + "/" + shown->currency->id + "/" + shown->currency->version;
  const std::scoped_lock lock(mutex);
  auto& book = loaded[key];
  if (!book)
    book = std::make_unique<PriceBook>(PriceBook{*shown->currency, *shown->needs, built_in_price_book().guide});
  return *book;
}

}  // namespace onepot::place
