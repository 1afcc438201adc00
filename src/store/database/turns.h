#pragma once
// Who writes to a SQLite file when. One at a time – but where others wait, the next one goes on in the same
// transaction, and one wait for the disk serves them all: a commit costs far more than what is committed. Nobody's
// write returns before the commit that holds it is durable; whoever is refused or fails is undone alone.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "driver.h"

namespace onepot::store::driver {

/// So many share a commit at most: the first of them has waited for all.
inline constexpr int together_max = 64;

class Turns {
 public:
  /// f in a write transaction: kept where it gives true, undone where it gives false or throws.
  void write(Connection& connection, const std::function<bool(Session&)>& f, int most_together);
  /// f while nobody writes and no transaction is open.
  void alone(const std::function<void()>& f);

 private:
  /// Those who share a transaction.
  struct Group {
    int members = 0;  ///< whose writes are in it
    enum class State : std::uint8_t { open, durable, lost } state = State::open;
    std::string why;  ///< it was lost
  };
  void come(std::unique_lock<std::mutex>& lock);
  void leave();
  void finish(Connection& connection, Group& group);

  std::mutex mutex_;
  std::condition_variable turn_, done_;
  bool busy_ = false;
  int waiting_ = 0;
  std::shared_ptr<Group> group_;           ///< whose transaction is open
  std::atomic<std::thread::id> thread_{};  ///< to tell a nested write, which would wait for itself
};

}  // namespace onepot::store::driver
