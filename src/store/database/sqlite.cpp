#include <sqlite3.h>

#include "driver.h"

namespace onepot::store::driver {
namespace {

constexpr int busy_wait_ms = 10'000;

[[noreturn]] void fail(sqlite3* db, int code, std::string_view doing) {
  const auto kind = (code & 0xff) == SQLITE_CONSTRAINT ? Fault::Kind::constraint : Fault::Kind::machine;
  throw Fault(kind, fmt::format("SQLite: {} ({})", db ? sqlite3_errmsg(db) : sqlite3_errstr(code), doing));
}

class SqlitePrepared final : public Prepared {
 public:
  SqlitePrepared(sqlite3* db, std::string_view sql) : db_(db) {
    const char* rest = nullptr;
    const int code =
        sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, &rest);
    if (code != SQLITE_OK) fail(db, code, sql);
    ONEPOT_ASSERT(statement_ != nullptr);
    const int count = sqlite3_bind_parameter_count(statement_);
    for (int i = 1; i <= count; ++i) {
      const char* name = sqlite3_bind_parameter_name(statement_, i);
      ONEPOT_ASSERT(name != nullptr && name[0] == ':');
      names_.emplace_back(name + 1);
    }
  }
  ~SqlitePrepared() override { sqlite3_finalize(statement_); }
  SqlitePrepared(const SqlitePrepared&) = delete;
  SqlitePrepared& operator=(const SqlitePrepared&) = delete;

  std::int64_t execute(std::span<const Bind> binds, RowsData& out) override {
    const Reset reset{statement_};
    bind(binds);
    out.columns = static_cast<std::size_t>(sqlite3_column_count(statement_));
    const std::int64_t before = sqlite3_total_changes64(db_);
    while (step()) take(out);
    return sqlite3_total_changes64(db_) == before ? 0 : sqlite3_changes64(db_);
  }

  void each(std::span<const Bind> binds, RowsData& row, const std::function<void()>& on_row) override {
    const Reset reset{statement_};
    bind(binds);
    row.columns = static_cast<std::size_t>(sqlite3_column_count(statement_));
    while (step()) {
      row.clear();
      take(row);
      on_row();
    }
  }

 private:
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() { sqlite3_reset(statement); }
  };

  void bind(std::span<const Bind> binds) {
    ONEPOT_ASSERT(binds.size() == names_.size());
    for (std::size_t i = 0; i < binds.size(); ++i) bind_one(position(binds[i].name, i), binds[i].value);
  }

  /// 1-based. Callers mostly give the binds in the statement's order: look there first.
  int position(std::string_view name, std::size_t hint) const {
    std::size_t at = hint;
    if (!name.empty() && names_[at] != name)
      at = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    if (at == names_.size())
      throw Fault(Fault::Kind::machine, fmt::format("no parameter :{} in {}", name, sqlite3_sql(statement_)));
    return static_cast<int>(at) + 1;
  }

  void bind_one(int at, const Value& v) {
    int code = SQLITE_OK;
    if (v.null()) {
      code = sqlite3_bind_null(statement_, at);
    } else if (v.kind() == Value::Kind::integer) {
      code = sqlite3_bind_int64(statement_, at, v.integer());
    } else if (v.kind() == Value::Kind::real) {
      code = sqlite3_bind_double(statement_, at, v.real());
    } else {
      // The text outlives the call (Value says so), and the reset comes before the call returns. An empty view may
      // have no address, which SQLite would read as NULL.
      const char* bytes = v.text().data() ? v.text().data() : "";
      const auto size = static_cast<sqlite3_uint64>(v.text().size());
      code = v.kind() == Value::Kind::text ? sqlite3_bind_text64(statement_, at, bytes, size, nullptr, SQLITE_UTF8)
                                           : sqlite3_bind_blob64(statement_, at, bytes, size, nullptr);
    }
    if (code != SQLITE_OK) fail(db_, code, sqlite3_sql(statement_));
  }

  bool step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(db_, code, sqlite3_sql(statement_));
    return false;
  }

  void take(RowsData& out) {
    for (int i = 0; i < static_cast<int>(out.columns); ++i) {
      switch (sqlite3_column_type(statement_, i)) {
        case SQLITE_INTEGER:
          out.add_integer(sqlite3_column_int64(statement_, i));
          break;
        case SQLITE_FLOAT:
          out.add_real(sqlite3_column_double(statement_, i));
          break;
        case SQLITE_NULL:
          out.add_null();
          break;
        default: {
          const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, i));
          const int size = sqlite3_column_bytes(statement_, i);
          out.add_text(size == 0 ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size)));
        }
      }
    }
  }

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  std::vector<std::string> names_;
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool create, SqliteUse use) : use_(use) {
    const int flags =
        SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr);
    if (code != SQLITE_OK) {
      const std::string why = sqlite3_errmsg(db_);
      sqlite3_close(db_);
      throw Fault(Fault::Kind::machine, why);
    }
    try {
      sqlite3_busy_timeout(db_, busy_wait_ms);
      script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
          "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; "
          // 16 MiB of log before it is copied back: half as many waits for the disk in a long batch.
          "PRAGMA wal_autocheckpoint = 4000;");
      if (use_ == SqliteUse::reading) query_only(true);
      compile_all();
    } catch (...) {
      forget();
      sqlite3_close(db_);
      throw;
    }
  }
  ~SqliteConnection() override {
    forget();
    sqlite3_close_v2(db_);  // cached statements of the base class go after us: v2 waits for them
  }
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Dialect dialect() const override { return Dialect::sqlite; }
  std::shared_ptr<Prepared> compile(std::string_view sql) override {
    return std::make_shared<SqlitePrepared>(db_, sql);
  }
  void script(const std::string& sql) override {
    const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(db_, code, sql.substr(0, 200));
  }
  void begin_read() override {
    if (use_ == SqliteUse::both) query_only(true);
    go(*begin_);
  }
  void begin_write() override {
    if (use_ == SqliteUse::both) query_only(false);
    go(*begin_immediate_);
  }
  void commit() override { go(*commit_); }
  bool in_transaction() const override { return sqlite3_get_autocommit(db_) == 0; }
  void rollback() noexcept override {
    if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  bool usable() const override { return true; }
  std::optional<std::int64_t> others_wrote() override {
    RowsData out;
    data_version_->execute({}, out);
    return out.cells.front().integer;
  }

 private:
  void compile_all() {
    begin_ = compile("BEGIN");
    begin_immediate_ = compile("BEGIN IMMEDIATE");
    commit_ = compile("COMMIT");
    data_version_ = compile("PRAGMA data_version");
  }
  void forget() { begin_ = begin_immediate_ = commit_ = data_version_ = nullptr; }
  /// A reader that wrote would take the writer's lock behind its back: this refuses it. (It is no statement to keep
  /// prepared: SQLite obeys it while compiling.)
  void query_only(bool on) { script(on ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0"); }
  static void go(Prepared& statement) {
    RowsData unused;
    statement.execute({}, unused);
  }

  SqliteUse use_;
  sqlite3* db_ = nullptr;
  std::shared_ptr<Prepared> begin_, begin_immediate_, commit_, data_version_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool create, SqliteUse use) {
  return std::make_unique<SqliteConnection>(path, create, use);
}

}  // namespace onepot::store::driver
