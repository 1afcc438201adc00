#include "onepot/learn/support/continuity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cells.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

constexpr std::int64_t recent_days = 28;
constexpr int people_for_a_mean = 5;

std::optional<ContinuityOverall::Mean> mean_of(const std::vector<double>& values) {
  if (values.size() < people_for_a_mean) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double v : values) mean += v / n;
  for (const double v : values) squares += (v - mean) * (v - mean);
  const double reach = student_quantile(0.975, n - 1) * std::sqrt(squares / (n - 1) / n);
  return ContinuityOverall::Mean{mean, mean - reach, mean + reach};
}

}  // namespace

Continuity continuity_of(std::span<const Visit> visits) {
  Continuity out;
  std::vector<const Visit*> order;
  for (const Visit& v : visits) order.push_back(&v);
  std::ranges::sort(order, [](const Visit* a, const Visit* b) {
    return std::tie(a->day, a->at, a) < std::tie(b->day, b->at, b);  // last, as they stand in the file
  });
  std::map<std::string_view, int> by_worker;
  int same_as_before = 0;
  const Visit* before = nullptr;
  for (const Visit* v : order) {
    if (before == nullptr) out.person = v->person;
    if (++by_worker[v->worker] == 1) ++out.first_visits;
    if (before != nullptr && before->worker == v->worker) ++same_as_before;
    before = v;
  }
  out.visits = static_cast<int>(order.size());
  out.workers = static_cast<int>(by_worker.size());
  if (order.empty()) return out;
  for (const Visit* v : order)
    if (by_worker[v->worker] > out.by_usual) {
      out.by_usual = by_worker[v->worker];
      out.usual = v->worker;
    }
  std::set<std::string_view> recent;
  for (const Visit* v : order)
    if (order.back()->day - v->day < recent_days) recent.insert(v->worker);
  out.workers_last_28_days = static_cast<int>(recent.size());
  if (out.visits < visits_needed) return out;
  const double n = out.visits;
  double squares = 0;
  for (const auto& [worker, many] : by_worker) squares += static_cast<double>(many) * many;
  out.usual_provider = out.by_usual / n;
  out.bice_boxerman = (squares - n) / (n * (n - 1));
  out.sequential = same_as_before / (n - 1);
  out.k_index = (n - out.workers) / (n - 1);
  return out;
}

ContinuityReport continuity(std::span<const Visit> visits) {
  std::map<std::string, std::vector<Visit>> by_person;
  for (const Visit& v : visits) by_person[v.person].push_back(v);
  ContinuityReport out;
  std::vector<double> bice_boxerman, usual;
  std::vector<int> workers;
  for (const auto& [person, theirs] : by_person) {
    out.people.push_back(continuity_of(theirs));
    const Continuity& c = out.people.back();
    ++out.overall.people;
    if (!c.bice_boxerman) continue;
    bice_boxerman.push_back(*c.bice_boxerman);
    usual.push_back(*c.usual_provider);
    workers.push_back(c.workers);
  }
  out.overall.people_with_enough = static_cast<int>(workers.size());
  std::ranges::sort(workers);
  if (const std::size_t n = workers.size(); n > 0)
    out.overall.median_workers = (workers[(n - 1) / 2] + workers[n / 2]) / 2.0;
  out.overall.bice_boxerman = mean_of(bice_boxerman);
  out.overall.usual_provider = mean_of(usual);
  return out;
}

Result<std::vector<Visit>> read_visits(std::string_view text, const std::string& file) {
  return rows_of<Visit>(text, file, {"person", "worker", "day"}, {"at"},
                        [](const NamedRow& row, Visit& v) -> Result<void> {
                          ONEPOT_TRY(v.person, row.name("person"));
                          ONEPOT_TRY(v.worker, row.name("worker"));
                          ONEPOT_TRY(v.day, row.date("day"));
                          v.at = std::string(row.text("at"));
                          return {};
                        });
}

}  // namespace onepot::learn
