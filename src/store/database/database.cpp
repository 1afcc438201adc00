#include "onepot/store/database.h"

#include <atomic>
#include <condition_variable>
#include <thread>

#include "driver.h"
#include "turns.h"

namespace onepot::store {
namespace {

bool is_postgres(std::string_view url) {
  return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

/// Connections lent out one caller at a time; made when needed, up to a limit.
class Pool {
 public:
  Pool(std::function<std::unique_ptr<driver::Connection>()> make, std::size_t max)
      : make_(std::move(make)), max_(max) {}

  std::unique_ptr<driver::Connection> take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !idle_.empty() || out_ < max_; });
    ++out_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    lock.unlock();
    try {
      return make_();
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<driver::Connection> connection) {
    const std::scoped_lock lock(mutex_);
    --out_;
    if (connection && connection->usable()) idle_.push_back(std::move(connection));
    returned_.notify_one();
  }

 private:
  std::function<std::unique_ptr<driver::Connection>()> make_;
  std::size_t max_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t out_ = 0;
  std::vector<std::unique_ptr<driver::Connection>> idle_;
};

struct Lent {
  explicit Lent(Pool& from) : pool(from), connection(from.take()) {}
  ~Lent() { pool.give_back(std::move(connection)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  Pool& pool;
  std::unique_ptr<driver::Connection> connection;
};

constexpr int tries_max = 20;

/// Nth wait before trying again: longer each time, and different between threads so that they do not meet again.
void wait_before_retry(int attempt) {
  const auto own = std::hash<std::thread::id>()(std::this_thread::get_id()) % 7;
  std::this_thread::sleep_for(
      std::chrono::microseconds(500 * (1 << std::min(attempt, 6)) + 300 * static_cast<int>(own)));
}

}  // namespace

struct Database::State {
  State(Dialect which, std::function<std::unique_ptr<driver::Connection>()> make, std::size_t max)
      : dialect(which), pool(std::move(make), max) {}
  Dialect dialect;
  Pool pool;                                   ///< PostgreSQL: everyone; SQLite: readers
  std::unique_ptr<driver::Connection> writer;  ///< SQLite: the one that may write
  bool one_connection = false;                 ///< ":memory:" lives in one connection only
  driver::Turns turns;                         ///< at the writer
};

namespace {

void in_read(driver::Connection& connection, const std::function<void(Session&)>& f) {
  try {
    connection.begin_read();
    connection.writing = false;
    ++connection.moment;
    Session session(connection);
    f(session);
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
}

void in_write(driver::Connection& connection, const std::function<bool(Session&)>& f) {
  try {
    connection.begin_write();
    connection.writing = true;
    ++connection.moment;
    Session session(connection);
    if (f(session)) {
      connection.commit();
    } else {
      connection.rollback();
    }
  } catch (...) {
    connection.rollback();
    throw;
  }
}

}  // namespace

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& url, OpenOptions options) {
  const auto migrations = options.migrations ? *options.migrations : compiled_migrations();
  try {
    if (is_postgres(url)) {
      auto state = std::make_unique<State>(
          Dialect::postgres, [url, schema = options.schema] { return driver::open_postgres(url, schema); },
          options.connections_max);
      {
        const Lent lent(state->pool);
        ONEPOT_CHECK(migrate(*lent.connection, migrations));
      }
      return Database(std::move(state));
    }
    constexpr std::size_t readers_max = 256;
    auto state = std::make_unique<State>(
        Dialect::sqlite, [url] { return driver::open_sqlite(url, false, driver::SqliteUse::reading); }, readers_max);
    state->one_connection = url == ":memory:";
    state->writer = driver::open_sqlite(url, options.create || state->one_connection,
                                        state->one_connection ? driver::SqliteUse::both : driver::SqliteUse::writing);
    ONEPOT_CHECK(migrate(*state->writer, migrations));
    return Database(std::move(state));
  } catch (const Fault& fault) {
    return refuse("database", fmt::format("{} cannot be opened as a database: {}",
                                          is_postgres(url) ? "the PostgreSQL server" : url, fault.what()));
  }
}

Dialect Database::dialect() const {
  return state_->dialect;
}

void Database::transact_read(const std::function<void(Session&)>& f) {
  if (state_->one_connection) return state_->turns.alone([&] { in_read(*state_->writer, f); });
  const Lent lent(state_->pool);
  in_read(*lent.connection, f);
}

void Database::transact_write(const std::function<bool(Session&)>& f) {
  if (state_->writer) return state_->turns.write(*state_->writer, f, state_->one_connection ? 1 : driver::together_max);
  const Lent lent(state_->pool);
  for (int attempt = 0;; ++attempt) {
    try {
      return in_write(*lent.connection, f);
    } catch (const Fault& fault) {
      if (fault.kind() != Fault::Kind::retry || attempt + 1 == tries_max) throw;
    }
    wait_before_retry(attempt);
  }
}

}  // namespace onepot::store
