#include "onepot/place/account_check.h"

#include <fmt/format.h>

#include "onepot/store/bank.h"

namespace onepot::place {

pay::ModulusTable weight_table(store::Session& session) {
  const auto kept = store::bank::weight_table(session);
  if (!kept) return {};
  return pay::read_modulus_table(kept->weights, "", kept->substitutions, "").table;
}

tl::expected<std::int64_t, Refusals> load_weight_table(store::Session& session, const WeightFiles& files, Instant now,
                                                       std::optional<AccountId> by) {
  auto read = pay::read_modulus_table(files.weights, files.weights_file, files.substitutions, files.substitutions_file);
  if (!read.faults.empty()) return tl::unexpected<Refusals>(std::move(read.faults));
  const auto rows = std::ssize(read.table.rules);
  store::bank::set_weight_table(session, {files.weights, files.substitutions, rows, now}, by);
  return rows;
}

tl::expected<std::int64_t, Refusals> load_weight_table(const Work& work, const WeightFiles& files) {
  work.only_for({"run-payments"});
  auto rows = load_weight_table(work.session, files, work.now(), work.actor().account);
  if (rows) work.audit("weight-table:1", {}, fmt::format("{} rows", *rows));
  return rows;
}

}  // namespace onepot::place
