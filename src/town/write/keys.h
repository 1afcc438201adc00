#pragma once
// Names and keys that several tables share. Keys are places in the town's lists, from 1.
#include "onepot/base/ids.h"
#include "onepot/base/random.h"
#include "onepot/store/load.h"
#include "onepot/town/cast.h"
#include "onepot/town/write.h"

namespace onepot::town::writing {

inline Instant at(Date day, int hour) {
  return Instant(day.days()) + std::chrono::hours(hour);
}
inline std::int64_t key(std::size_t index) {
  return static_cast<std::int64_t>(index) + 1;
}

/// Refs that depend on the seed and on what they name, not on the order of writing.
class Refs {
 public:
  Refs(const Town& town, std::uint64_t salt) : random_(Random(town.options.seed).fork(1000 + salt)) {}
  std::string next(Date when) { return uuid7(at(when, 9), random_); }

 private:
  Random random_;
};

struct Keys {
  std::vector<std::string> people, providers, agreements;  ///< refs
  std::vector<std::int64_t> practitioners;                 ///< accounts
  std::int64_t pete_supporter = 0, finance = 0;
};

struct Writer {
  const Town& town;
  store::Session& session;
  const WriteOptions& options;
  Keys keys{};
  Written written{};

  void report(std::string_view part, std::int64_t rows) {
    written.rows += rows;
    if (options.progress) options.progress(part, rows);
  }
  void places();
  void people();
  void accounts();
  void rules();
  void needs_and_pots();
  void plans_and_wishes();
  void providers_and_homes();
  void agreements();
  void support_and_payments();
  Result<void> books();
  void lives();
  void told();
  void evaluation();
  void care();
  void library();
  void clubs();
};

/// End-to-end name of a provider's payment in a run, as it stands in the bank's file.
inline std::string payment_name(int run, std::size_t provider) {
  return fmt::format("ASHDALE-{:02}-{:05}", run + 1, provider + 1);
}
std::string joined(const std::vector<std::string>& list);

}  // namespace onepot::town::writing
