// Durable transfers a second: the books, beside the straightforward SQLite programme that keeps none of their promises.
// Both work in turn on the same disk in the same run: 10,000 accounts, one commit for each batch of 1, 100, 1,000,
// 8,000.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <chrono>
#include <ctime>
#include <filesystem>

#include "onepot/base/random.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"

namespace {

using namespace onepot;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t accounts = 10'000;

std::string folder() {
  const char* chosen = std::getenv("ONEPOT_BENCH_DIR");
  const std::filesystem::path path = chosen ? chosen : std::filesystem::current_path() / "build" / "ledger-bench";
  std::filesystem::create_directories(path);
  return path.string();
}

/// What is paid, in the words of both: made beforehand, so that neither's time is that of making test data.
struct Payment {
  std::string key;
  std::int64_t from, to, pence;
};

std::vector<Payment> payments(std::int64_t& next, std::int64_t count, Random& random) {
  std::vector<Payment> out;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t from = random.between(0, accounts - 1);
    out.push_back({fmt::format("payment-{}", next++), from, (from + random.between(1, accounts - 1)) % accounts,
                   random.between(1, 5000)});
  }
  return out;
}

/// The baseline: an entry with a unique key, two postings, two balances; write-ahead log, synchronous FULL.
class Plain {
 public:
  explicit Plain(const std::string& path) {
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
    sqlite3_open(path.c_str(), &db_);
    sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, day INTEGER NOT NULL, note TEXT NOT "
        "NULL);"
        "CREATE TABLE posting (id INTEGER PRIMARY KEY, entry INTEGER NOT NULL, account INTEGER NOT NULL, pence INTEGER "
        "NOT NULL);"
        "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, pence INTEGER NOT NULL); BEGIN;");
    for (std::int64_t i = 0; i < accounts; ++i)
      sql(fmt::format("INSERT INTO account VALUES ({}, 'pot:{}:asc', 100000000)", i, i));
    sql("COMMIT");
    entry_ = prepare("INSERT INTO entry (key, day, note) VALUES (?1, 20000, '')");
    posting_ = prepare("INSERT INTO posting (entry, account, pence) VALUES (?1, ?2, ?3)");
    balance_ = prepare("UPDATE account SET pence = pence + ?2 WHERE id = ?1");
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
  }
  ~Plain() {
    for (auto* s : {entry_, posting_, balance_, begin_, commit_}) sqlite3_finalize(s);
    sqlite3_close(db_);
  }
  Plain(const Plain&) = delete;
  Plain& operator=(const Plain&) = delete;

  void post(const std::vector<Payment>& batch) {
    run(begin_);
    for (const auto& p : batch) {
      sqlite3_bind_text(entry_, 1, p.key.data(), static_cast<int>(p.key.size()), SQLITE_STATIC);
      run(entry_);
      const std::int64_t entry = sqlite3_last_insert_rowid(db_);
      leg(entry, p.from, -p.pence);
      leg(entry, p.to, p.pence);
    }
    run(commit_);
  }

 private:
  void sql(const std::string& text) {
    ONEPOT_ASSERT(sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  sqlite3_stmt* prepare(const char* text) {
    sqlite3_stmt* out = nullptr;
    ONEPOT_ASSERT(sqlite3_prepare_v2(db_, text, -1, &out, nullptr) == SQLITE_OK);
    return out;
  }
  void run(sqlite3_stmt* s) {
    ONEPOT_ASSERT(sqlite3_step(s) == SQLITE_DONE);
    sqlite3_reset(s);
  }
  void leg(std::int64_t entry, std::int64_t account, std::int64_t pence) {
    sqlite3_bind_int64(posting_, 1, entry);
    sqlite3_bind_int64(posting_, 2, account);
    sqlite3_bind_int64(posting_, 3, pence);
    run(posting_);
    sqlite3_bind_int64(balance_, 1, account);
    sqlite3_bind_int64(balance_, 2, pence);
    run(balance_);
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt *entry_ = nullptr, *posting_ = nullptr, *balance_ = nullptr, *begin_ = nullptr, *commit_ = nullptr;
};

store::Database books(const std::string& path) {
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  auto db = store::Database::open(path);
  ONEPOT_ASSERT(db.has_value());
  std::vector<pot::Transfer> funding;
  for (std::int64_t i = 0; i < accounts; ++i)
    funding.push_back({.id = fmt::format("funding-{}", i),
                       .booked = Date(2026, 4, 1),
                       .effective = Date(2026, 4, 1),
                       .from = "funder:asc",
                       .to = fmt::format("pot:{}:asc", i),
                       .amount = Pence(100'000'000),
                       .stream = "asc"});
  ONEPOT_ASSERT(db->write([&](store::Session& s) -> Result<void> {
                    ONEPOT_CHECK(store::ledger::post(s, funding));
                    // Limits are on for every pot; a hundred of them have been changed.
                    for (std::int64_t i = 0; i < 100; ++i)
                      ONEPOT_CHECK(store::ledger::set_limit(s, {fmt::format("pot:{}:asc", i),
                                                                {Pence(-10'000), {}},
                                                                Date(2026, 4, 1),
                                                                Instant(),
                                                                "bench",
                                                                "an advance"}));
                    return {};
                  }).has_value());
  return std::move(*db);
}

std::vector<pot::Transfer> transfers_of(const std::vector<Payment>& batch) {
  std::vector<pot::Transfer> out;
  out.reserve(batch.size());
  for (const auto& p : batch)
    out.push_back({.id = p.key,
                   .booked = Date(2026, 4, 2),
                   .effective = Date(2026, 4, 2),
                   .from = fmt::format("pot:{}:asc", p.from),
                   .to = fmt::format("pot:{}:asc", p.to),
                   .amount = Pence(p.pence),
                   .stream = "asc"});
  return out;
}

void post(store::Database& db, const std::vector<pot::Transfer>& transfers) {
  ONEPOT_ASSERT(db.write([&](store::Session& s) { return store::ledger::post(s, transfers); }).has_value());
}

struct Spent {
  double wall_s = 0, cpu_s = 0;
  void add(const std::function<void()>& work) {
    const auto from = Clock::now();
    const double cpu_from = thread_cpu_s();
    work();
    wall_s += std::chrono::duration<double>(Clock::now() - from).count();
    cpu_s += thread_cpu_s() - cpu_from;
  }
  static double thread_cpu_s() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }
};

void durable_transfers(benchmark::State& state) {
  const std::int64_t batch_size = state.range(0);
  Plain plain(folder() + "/plain.db");
  store::Database db = books(folder() + "/books.db");
  Random random(1);
  std::int64_t next = 1, done = 0;
  Spent plain_spent, ours_spent;
  for (auto _ : state) {
    const auto batch = payments(next, batch_size, random);
    const auto transfers = transfers_of(batch);
    // In turn, and each first every other time: the disk's moods fall on both alike.
    const bool plain_first = done / batch_size % 2 == 0;
    const double before = ours_spent.wall_s;
    if (plain_first) plain_spent.add([&] { plain.post(batch); });
    ours_spent.add([&] { post(db, transfers); });
    if (!plain_first) plain_spent.add([&] { plain.post(batch); });
    done += batch_size;
    state.SetIterationTime(ours_spent.wall_s - before);
  }
  const auto n = static_cast<double>(done);
  state.counters["transfers_per_s"] = n / ours_spent.wall_s;
  state.counters["plain_sqlite_per_s"] = n / plain_spent.wall_s;
  state.counters["ratio"] = plain_spent.wall_s / ours_spent.wall_s;
  state.counters["processor_us_each"] = ours_spent.cpu_s * 1e6 / n;
  state.counters["plain_processor_us_each"] = plain_spent.cpu_s * 1e6 / n;
}
BENCHMARK(durable_transfers)->Arg(1)->Iterations(4000)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(durable_transfers)->Arg(100)->Iterations(300)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(durable_transfers)->Arg(1000)->Iterations(60)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(durable_transfers)->Arg(8000)->Iterations(12)->UseManualTime()->Unit(benchmark::kMillisecond);

void point_query(benchmark::State& state) {
  store::Database db = books(folder() + "/books.db");
  Random random(1);
  db.read([&](store::Session& s) {
    for (auto _ : state)
      benchmark::DoNotOptimize(store::ledger::balance(s, fmt::format("pot:{}:asc", random.below(accounts)), "asc"));
  });
}
BENCHMARK(point_query)->Unit(benchmark::kMicrosecond);

void read_transaction_with_one_query(benchmark::State& state) {
  store::Database db = books(folder() + "/books.db");
  for (auto _ : state)
    benchmark::DoNotOptimize(db.read([](store::Session& s) { return store::ledger::balance(s, "pot:7:asc", "asc"); }));
}
BENCHMARK(read_transaction_with_one_query)->Unit(benchmark::kMicrosecond);

void verify_the_books(benchmark::State& state) {
  store::Database db = books(folder() + "/books.db");
  Random random(1);
  std::int64_t next = 1;
  const std::int64_t count = 200'000;
  for (std::int64_t i = 0; i < count; i += 10'000) post(db, transfers_of(payments(next, 10'000, random)));
  for (auto _ : state) {
    const auto found = db.read([](store::Session& s) { return store::ledger::verify(s); });
    ONEPOT_ASSERT(found.problems.empty());
  }
  state.counters["transfers_per_s"] =
      benchmark::Counter(static_cast<double>(count * state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(verify_the_books)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
