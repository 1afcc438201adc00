#pragma once
// One transaction on one connection: ask and write in SQL with named parameters (`:name` on both databases).
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "onepot/base/result.h"
#include "onepot/store/rows.h"
#include "onepot/store/value.h"

namespace onepot::store {

/// The machine or the SQL failed: disk full, lost connection, a constraint nobody handled. Expected conflicts are
/// handled with ON CONFLICT … RETURNING, never by catching this.
class Fault : public std::runtime_error {
 public:
  enum class Kind { machine, constraint, retry };
  Fault(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

enum class Dialect { sqlite, postgres };

namespace driver {
class Connection;
class Prepared;
}  // namespace driver

/// A prepared statement of a session, for running many times. It must not outlive its session.
class Statement {
 public:
  explicit Statement(std::shared_ptr<driver::Prepared> prepared) : prepared_(std::move(prepared)) {}
  Rows query(std::initializer_list<Bind> binds = {}) {
    return query(std::span<const Bind>(binds.begin(), binds.size()));
  }
  Rows query(std::span<const Bind> binds);
  std::int64_t run(std::initializer_list<Bind> binds = {}) {
    return run(std::span<const Bind>(binds.begin(), binds.size()));
  }
  std::int64_t run(std::span<const Bind> binds);

 private:
  std::shared_ptr<driver::Prepared> prepared_;
};

class Session {
 public:
  explicit Session(driver::Connection& connection) : connection_(connection) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// All rows of the answer. Every parameter of the statement must be bound and every bind used.
  Rows query(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    return query(sql, std::span<const Bind>(binds.begin(), binds.size()));
  }
  Rows query(std::string_view sql, std::span<const Bind> binds);
  /// Runs a statement and gives the number of rows it changed.
  std::int64_t run(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    return run(sql, std::span<const Bind>(binds.begin(), binds.size()));
  }
  std::int64_t run(std::string_view sql, std::span<const Bind> binds);
  /// Row by row without holding the whole answer (on SQLite): for exports and checks over a whole table.
  void each(std::string_view sql, std::initializer_list<Bind> binds, const std::function<void(const Row&)>& f);
  /// Prepared once (and cached), to run many times.
  Statement prepare(std::string_view sql);
  /// f() → Result<T> inside a savepoint: its refusal undoes only what it wrote, the transaction goes on.
  template <class F>
  auto attempt(F&& f) -> std::invoke_result_t<F> {
    savepoint();
    try {
      auto out = f();
      out ? release() : undo();
      return out;
    } catch (const Fault& fault) {
      if (fault.kind() == Fault::Kind::constraint) undo();
      throw;
    }
  }

  Dialect dialect() const;
  /// For the store's own parts: what it runs on.
  driver::Connection& connection() { return connection_; }

 private:
  void savepoint();
  void release();
  void undo();
  driver::Connection& connection_;
};

}  // namespace onepot::store
