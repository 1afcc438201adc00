// Activity plans and their settlements, kept by the place. A run that was posted is never changed: the next posts what
// differs.
#include <algorithm>

#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/place/workbench.h"

namespace onepot::place {
namespace plan_keeping {
namespace {

namespace books = store::price_books;

tl::unexpected<Refusals> one(const Refusal& refusal) {
  return tl::unexpected(Refusals{refusal});
}

}  // namespace
}  // namespace plan_keeping

tl::expected<std::string, Refusals> make_plan(const Work& work, const std::string& name, const ShownTariff& tariff,
                                              std::string_view expected, const std::string& file,
                                              const price::PlanOptions& options) {
  using namespace plan_keeping;
  work.only_for({"price-money"});
  const auto table = csv::parse(expected, file);
  if (!table) return one(table.error());
  const auto made = price::make_plan(
      tariff.activity ? *tariff.activity : price::as_activity(*tariff.currency, *tariff.needs), *table, options);
  if (!made) return tl::unexpected(made.error());
  books::Plan plan;
  plan.ref = work.new_ref();
  plan.name = name;
  plan.csv = price::plan_csv(*made);
  plan.year_from = options.year;
  for (const auto& row : made->rows) plan.total += row.amount;
  books::add_plan(work.session, work.actor().place, plan, work.actor().account, work.now());
  work.audit("plan:" + plan.ref, {}, "made");
  return plan.ref;
}

tl::expected<price::Reconciled, Refusals> settle(const Work& work, const store::price_books::Plan& plan,
                                                 std::string_view actual, const std::string& file,
                                                 const std::string& through) {
  work.only_for({"price-money"});
  price::ReconcileFiles files;
  files.plan = plan.csv;
  files.plan_file = "plan.csv";
  files.actual = actual;
  files.actual_file = file;
  for (const auto& run : store::price_books::settlements(work.session, plan.id))
    files.posted.emplace_back(fmt::format("run-{}.csv", run.run), run.csv);
  price::ReconcileOptions options;
  if (!through.empty()) options.through = through;
  options.as_of = work.today();
  return price::reconcile(files, options);
}

tl::expected<void, Refusals> post_settlement(const Work& work, const store::price_books::Plan& plan,
                                             std::string_view actual, const std::string& file,
                                             const std::string& through, std::int64_t runs) {
  using namespace plan_keeping;
  const Refusal meanwhile{"taken", "Somebody else has posted a run of this plan meanwhile. Look at it again."};
  if (std::ssize(books::settlements(work.session, plan.id)) != runs) return one(meanwhile);
  const auto settled = settle(work, plan, actual, file, through);
  if (!settled) return tl::unexpected(settled.error());
  books::Settlement s;
  s.ref = work.new_ref();
  s.run = runs + 1;
  s.actual_sha256 = to_hex(sha256(actual));
  s.csv = price::adjustments_csv(*settled);
  for (const auto& d : settled->adjustments) s.total += d.amount;
  if (!books::add_settlement(work.session, plan.id, s, work.actor().account, work.now())) return one(meanwhile);
  work.audit("plan:" + plan.ref, {}, fmt::format("run {} posted", s.run));
  return {};
}

}  // namespace onepot::place
