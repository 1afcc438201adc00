#pragma once
// What a database has to offer to be ours. Two answer to it: sqlite.cpp and postgres.cpp.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "onepot/store/migrations.h"
#include "onepot/store/session.h"

namespace onepot::store::driver {

/// A statement ready to run, on one connection.
class Prepared {
 public:
  virtual ~Prepared() = default;
  /// Binds, runs, and appends every row to `out`; gives the number of rows changed.
  virtual std::int64_t execute(std::span<const Bind> binds, RowsData& out) = 0;
  /// The same, handing over each row as it comes: `row` is filled with one row, then on_row is called.
  virtual void each(std::span<const Bind> binds, RowsData& row, const std::function<void()>& on_row) = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;
  virtual std::shared_ptr<Prepared> compile(std::string_view sql) = 0;
  /// Statements without parameters or answers, as many as the text holds.
  virtual void script(const std::string& sql) = 0;
  virtual void begin_read() = 0;
  virtual void begin_write() = 0;
  virtual void commit() = 0;
  /// Whether a transaction is open: a fault of the machine may have ended it.
  virtual bool in_transaction() const = 0;
  /// Never throws: it is what is done when something already went wrong.
  virtual void rollback() noexcept = 0;
  /// False once the connection can no longer be used.
  virtual bool usable() const = 0;

  /// From the cache, else compiled into it.
  std::shared_ptr<Prepared> prepared(std::string_view sql);

  /// What the books remember between transactions (ledger_kept.h, ledger_recent.h, ledger_limits.h), so that it need
  /// not be read again.
  std::shared_ptr<void> ledger_kept, ledger_recent, ledger_rules;
  /// Counts whatever may change what this connection sees: another session, a write to the books, a part undone.
  std::uint64_t moment = 0;
  /// Counts what was undone on this connection.
  std::uint64_t undone = 0;
  /// Whether the open transaction is one that may write.
  bool writing = false;
  /// Another number after another connection has committed something, as the open transaction sees it; nothing where
  /// the database does not say.
  virtual std::optional<std::int64_t> others_wrote() { return std::nullopt; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, std::shared_ptr<Prepared>, Hash, std::equal_to<>> cache_;
};

enum class SqliteUse { writing, reading, both };
std::unique_ptr<Connection> open_sqlite(const std::string& path, bool create, SqliteUse use);
std::unique_ptr<Connection> open_postgres(const std::string& url, const std::string& schema);

/// `:name` → `$n`, each name numbered by its first appearance; text in quotes, comments and `::` casts are left alone.
struct Numbered {
  std::string sql;
  std::vector<std::string> names;  ///< names[0] is $1
};
Numbered number_parameters(std::string_view sql);

}  // namespace onepot::store::driver

namespace onepot::store {
/// Applies what is missing, each step in a transaction of its own.
Result<void> migrate(driver::Connection& connection, std::span<const Migration> migrations);
/// The step's SQL in a database's own words.
std::string in_dialect(std::string_view sql, Dialect dialect);
}  // namespace onepot::store
