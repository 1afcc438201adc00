#include "onepot/price/told.h"

#include <algorithm>

namespace onepot::price {
namespace told_detail {
namespace {

struct Service {
  std::vector<Period> records;
  Period days;
  std::int64_t silence_allowed = 0;
};

void judge(Service& s) {
  std::ranges::sort(s.records, {}, [](const Period& p) { return std::pair(p.from, p.until); });
  s.days = s.records.front();
  std::int64_t longest = 0;
  for (const auto& r : s.records) {
    longest = std::max(longest, r.from - s.days.until - 1);
    s.days.until = std::max(s.days.until, r.until);
  }
  s.silence_allowed = std::max(told_pause_least, 2 * longest);
}

}  // namespace
}  // namespace told_detail

std::optional<Told> told_by_all(const CareRecords& records) {
  using told_detail::Service;
  std::vector<Service> services(records.streams.size());
  for (const auto& r : records.records) services[r.stream].records.push_back({r.from, r.until});
  Told out;
  bool first = true;
  for (std::size_t s = 0; s < services.size(); ++s) {
    if (services[s].records.empty()) continue;
    told_detail::judge(services[s]);
    const Period days = services[s].days;
    out.services.push_back({records.streams[s], days});
    out.all = first ? days : Period{std::min(out.all.from, days.from), std::max(out.all.until, days.until)};
    first = false;
  }
  if (first) return std::nullopt;
  const Period any = out.all;
  for (const auto& s : services) {
    if (s.records.size() < told_records_least) continue;
    if (s.days.from - any.from > s.silence_allowed) out.all.from = std::max(out.all.from, s.days.from);
    if (any.until - s.days.until > s.silence_allowed) out.all.until = std::min(out.all.until, s.days.until);
  }
  if (out.all.until < out.all.from) return std::nullopt;
  return out;
}

}  // namespace onepot::price
