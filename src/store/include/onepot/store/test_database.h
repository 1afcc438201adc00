#pragma once
// A database that a test may do anything with: a new SQLite file, or a new schema of the PostgreSQL server that the
// environment names (ONEPOT_TEST_POSTGRES=postgres://…, see tools/postgres-for-tests). Gone when the test is done.
#include <optional>
#include <string>
#include <vector>

#include "onepot/store/database.h"

namespace onepot::store {

class TestDatabase {
 public:
  /// Null on PostgreSQL when no server is named: the test is then skipped, with a message that says so.
  static std::optional<TestDatabase> make(Dialect dialect, OpenOptions options = {});
  TestDatabase(TestDatabase&& other) noexcept;
  TestDatabase& operator=(TestDatabase&&) = delete;
  ~TestDatabase();

  /// Nobody holds the file any more: who opens it next finds it as a stopped program leaves it.
  void close() { database_.reset(); }
  Database& operator*() { return *database_; }
  Database* operator->() { return &*database_; }
  /// What Database::open was given, to open it a second time.
  const std::string& url() const { return url_; }
  const OpenOptions& options() const { return options_; }

 private:
  TestDatabase() = default;
  std::string url_;
  OpenOptions options_;
  std::string folder_;  ///< SQLite: removed with everything in it
  std::optional<Database> database_;
};

}  // namespace onepot::store
