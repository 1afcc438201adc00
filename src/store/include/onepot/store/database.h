#pragma once
// The database behind one interface: a SQLite file (the default; one machine serves a council) or PostgreSQL.
// SQLite: WAL, synchronous FULL, foreign keys on; one writer at a time (BEGIN IMMEDIATE), any number of readers each
// with its snapshot. PostgreSQL: SERIALIZABLE writes, tried again when the server asks for it; REPEATABLE READ reads.
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "onepot/base/result.h"
#include "onepot/store/migrations.h"
#include "onepot/store/session.h"

namespace onepot::store {

struct OpenOptions {
  bool create = true;       ///< false: a SQLite file that is not there is refused
  std::string schema = {};  ///< PostgreSQL: tables live in this schema, made if absent
  std::optional<std::span<const Migration>> migrations = {};  ///< instead of those compiled in (tests)
  std::size_t connections_max = 16;                           ///< PostgreSQL: more callers than this wait
};

namespace detail {
template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;
}  // namespace detail

class Database {
 public:
  /// Opens "postgres://…" (or "postgresql://…"), a path, or ":memory:", and brings it up to date by the numbered
  /// migrations. Refused ("database") with a sentence when it cannot be opened, is not ours, or is newer than us.
  static Result<Database> open(const std::string& url, OpenOptions options = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// f(Session&) in one read transaction: it sees one moment, and can change nothing. Gives what f gives.
  template <class F>
  auto read(F&& f) -> std::invoke_result_t<F, Session&> {
    using R = std::invoke_result_t<F, Session&>;
    if constexpr (std::is_void_v<R>) {
      transact_read([&](Session& s) { f(s); });
    } else {
      std::optional<R> out;
      transact_read([&](Session& s) { out.emplace(f(s)); });
      return std::move(*out);
    }
  }

  /// f(Session&) → Result<T> in one write transaction: durable when this returns a value, undone on a refusal or an
  /// exception. On PostgreSQL f may be run again: it must have no effect outside its session that cannot be repeated.
  /// Never call write or read from within f: use its session.
  template <class F>
  auto write(F&& f) -> std::invoke_result_t<F, Session&> {
    using R = std::invoke_result_t<F, Session&>;
    static_assert(detail::is_result<R>, "a write gives a Result: a refusal undoes it");
    std::optional<R> out;
    transact_write([&](Session& s) {
      out.emplace(f(s));
      return out->has_value();
    });
    return std::move(*out);
  }

  Dialect dialect() const;

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  void transact_read(const std::function<void(Session&)>& f);
  void transact_write(const std::function<bool(Session&)>& f);
  std::unique_ptr<State> state_;
};

}  // namespace onepot::store
