// The disk fails at the nth write or sync, writes half of what it was given, or is full: nothing that was acknowledged
// is lost, nothing half done is seen, and the same process goes on when the disk does. And: those who write at the same
// time share the waits for the disk. Both through a layer of our own between SQLite and the file.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <thread>

#include "onepot/store/ledger.h"
#include "onepot/store/test_database.h"

namespace onepot::store {
namespace {

/// What goes wrong, at which call from now on.
struct FaultPlan {
  enum class Kind : std::uint8_t { none, write, half_a_write, sync, full };
  std::atomic<Kind> kind = Kind::none;
  std::atomic<long> countdown = 0;
  std::atomic<long> wal_syncs = 0;
  std::atomic<int> sync_takes_us = 0;
  /// True once the nth call is reached; a full disk stays full.
  bool strikes() { return --countdown <= 0 && (countdown == 0 || kind == Kind::full); }
};
FaultPlan fault_plan;

struct FaultFile {
  sqlite3_file base;
  sqlite3_file* real;
  bool wal;
};
FaultFile* faulty(sqlite3_file* file) {
  return reinterpret_cast<FaultFile*>(file);
}
sqlite3_file* behind(sqlite3_file* file) {
  return faulty(file)->real;
}

int fault_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  using Kind = FaultPlan::Kind;
  const Kind kind = fault_plan.kind;
  const auto* methods = behind(file)->pMethods;
  if (kind == Kind::write && fault_plan.strikes()) return SQLITE_IOERR_WRITE;
  if (kind == Kind::full && fault_plan.strikes()) return SQLITE_FULL;
  if (kind == Kind::half_a_write && fault_plan.strikes()) {
    (void)methods->xWrite(behind(file), bytes, size / 2, at);
    return SQLITE_IOERR_WRITE;
  }
  return methods->xWrite(behind(file), bytes, size, at);
}

int fault_sync(sqlite3_file* file, int flags) {
  if (fault_plan.kind == FaultPlan::Kind::sync && fault_plan.strikes()) return SQLITE_IOERR_FSYNC;
  if (faulty(file)->wal) ++fault_plan.wal_syncs;
  if (const int wait = fault_plan.sync_takes_us; wait > 0) std::this_thread::sleep_for(std::chrono::microseconds(wait));
  return behind(file)->pMethods->xSync(behind(file), flags);
}

const sqlite3_io_methods& fault_methods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods m{};
    m.iVersion = 2;
    m.xClose = [](sqlite3_file* f) {
      const int code = behind(f)->pMethods->xClose(behind(f));
      sqlite3_free(behind(f));
      return code;
    };
    m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
      return behind(f)->pMethods->xRead(behind(f), to, n, at);
    };
    m.xWrite = fault_write;
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) { return behind(f)->pMethods->xTruncate(behind(f), n); };
    m.xSync = fault_sync;
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return behind(f)->pMethods->xFileSize(behind(f), n); };
    m.xLock = [](sqlite3_file* f, int l) { return behind(f)->pMethods->xLock(behind(f), l); };
    m.xUnlock = [](sqlite3_file* f, int l) { return behind(f)->pMethods->xUnlock(behind(f), l); };
    m.xCheckReservedLock = [](sqlite3_file* f, int* r) {
      return behind(f)->pMethods->xCheckReservedLock(behind(f), r);
    };
    m.xFileControl = [](sqlite3_file* f, int op, void* p) {
      return behind(f)->pMethods->xFileControl(behind(f), op, p);
    };
    m.xSectorSize = [](sqlite3_file* f) { return behind(f)->pMethods->xSectorSize(behind(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file* f) { return behind(f)->pMethods->xDeviceCharacteristics(behind(f)); };
    m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** p) {
      return behind(f)->pMethods->xShmMap(behind(f), page, size, extend, p);
    };
    m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
      return behind(f)->pMethods->xShmLock(behind(f), offset, n, flags);
    };
    m.xShmBarrier = [](sqlite3_file* f) { behind(f)->pMethods->xShmBarrier(behind(f)); };
    m.xShmUnmap = [](sqlite3_file* f, int remove) { return behind(f)->pMethods->xShmUnmap(behind(f), remove); };
    return m;
  }();
  return methods;
}

/// While it lives, every SQLite file is opened through the layer.
class FaultyDisk {
 public:
  FaultyDisk() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "onepot-faulty-disk";
    vfs_.szOsFile = sizeof(FaultFile);
    vfs_.pAppData = real_;
    vfs_.xOpen = [](sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
      auto* real = static_cast<sqlite3_vfs*>(vfs->pAppData);
      auto* own = faulty(file);
      own->base.pMethods = nullptr;
      own->wal = (flags & SQLITE_OPEN_WAL) != 0;
      own->real = static_cast<sqlite3_file*>(sqlite3_malloc(real->szOsFile));
      std::memset(own->real, 0, static_cast<std::size_t>(real->szOsFile));
      const int code = real->xOpen(real, name, own->real, flags, out_flags);
      if (own->real->pMethods)
        own->base.pMethods = &fault_methods();
      else
        sqlite3_free(own->real);
      return code;
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    fault_plan.kind = FaultPlan::Kind::none;
    fault_plan.sync_takes_us = 0;
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

 private:
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
};

/// The n-th batch of three: money in, a promise, and a payment out of it.
std::vector<pot::Transfer> faults_batch(int n) {
  const Date day(2026, 4, 1);
  const auto id = [&](std::string_view what) { return fmt::format("{}-{}", what, n); };
  pot::Transfer in{.id = id("in"),
                   .booked = day,
                   .effective = day,
                   .from = "funder:asc",
                   .to = fmt::format("pot:p{}:asc", n % 3),
                   .amount = Pence(100),
                   .stream = "asc"};
  pot::Transfer promise = in;
  promise.id = id("promise");
  promise.from = in.to;
  promise.to = "provider:mary";
  promise.amount = Pence(60);
  promise.stage = pot::Stage::reserve;
  const pot::Transfer paid{.id = id("paid"),
                           .booked = day,
                           .effective = day,
                           .amount = Pence(40),
                           .stage = pot::Stage::post,
                           .reservation = promise.id};
  return {in, promise, paid};
}

TEST(LedgerFaults, ADiskThatFailsLosesNothingAndLeavesNothingHalfDone) {
  const FaultyDisk disk;
  auto place = TestDatabase::make(Dialect::sqlite);
  place->close();
  const std::string fresh = place->url(), path = fresh + "-faulty";
  const auto enter = [](Database& db, int n) {
    return db.write([&](Session& s) { return ledger::post(s, faults_batch(n)); });
  };
  long struck = 0;
  constexpr int batches = 6;
  for (const auto kind :
       {FaultPlan::Kind::write, FaultPlan::Kind::half_a_write, FaultPlan::Kind::sync, FaultPlan::Kind::full})
    for (long nth = 1; nth <= 30; ++nth) {
      for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
      std::filesystem::copy_file(fresh, path);
      int acknowledged = 0;
      const std::string what = fmt::format("kind {}, call {}", static_cast<int>(kind), nth);
      {
        auto db = Database::open(path);
        ASSERT_TRUE(db) << db.error().text();
        fault_plan.countdown = nth;
        fault_plan.kind = kind;
        try {
          for (; acknowledged < batches; ++acknowledged) ASSERT_TRUE(enter(*db, acknowledged)) << what;
        } catch (const Fault&) {
          ++struck;
          fault_plan.kind = FaultPlan::Kind::none;
          // The disk is well again: what is not there is entered now, what is there is a repeat.
          ASSERT_TRUE(enter(*db, acknowledged)) << what;
          ++acknowledged;
          ASSERT_TRUE(enter(*db, acknowledged)) << what;
          ++acknowledged;
        }
        fault_plan.kind = FaultPlan::Kind::none;
      }
      auto again = Database::open(path);
      ASSERT_TRUE(again) << again.error().text();
      const auto found = again->read([](Session& s) { return ledger::verify(s); });
      EXPECT_EQ(found.problems, std::vector<std::string>()) << what;
      EXPECT_EQ(found.transfers, acknowledged * 3) << what;
    }
  EXPECT_GT(struck, 40) << "hardly anything went wrong: the test shows little";
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
}

/// As above, but the process ends with the fault, and the next one finds the files as they are.
TEST(LedgerFaults, AProcessThatEndsWithTheFaultLeavesWholeBooks) {
  const FaultyDisk disk;
  auto place = TestDatabase::make(Dialect::sqlite);
  place->close();
  const std::string fresh = place->url(), path = fresh + "-ended";
  for (const auto kind :
       {FaultPlan::Kind::write, FaultPlan::Kind::half_a_write, FaultPlan::Kind::sync, FaultPlan::Kind::full})
    for (long nth = 1; nth <= 20; ++nth) {
      for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
      std::filesystem::copy_file(fresh, path);
      int acknowledged = 0;
      {
        auto db = Database::open(path);
        ASSERT_TRUE(db);
        fault_plan.countdown = nth;
        fault_plan.kind = kind;
        try {
          for (; acknowledged < 6; ++acknowledged)
            if (!db->write([&](Session& s) { return ledger::post(s, faults_batch(acknowledged)); })) break;
        } catch (const Fault&) {
        }
        // Closing copies the log back: on a disk that is still full it cannot, and must not harm what is there.
        if (kind != FaultPlan::Kind::full) fault_plan.kind = FaultPlan::Kind::none;
      }
      fault_plan.kind = FaultPlan::Kind::none;
      auto again = Database::open(path);
      ASSERT_TRUE(again) << again.error().text();
      const auto found = again->read([](Session& s) { return ledger::verify(s); });
      EXPECT_EQ(found.problems, std::vector<std::string>());
      // The batch that failed may have been durable before the disk said so: then it is there whole.
      EXPECT_TRUE(found.transfers == acknowledged * 3 || found.transfers == (acknowledged + 1) * 3)
          << found.transfers << " transfers, " << acknowledged << " batches acknowledged";
    }
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
}

TEST(LedgerTogether, ThoseWhoWriteAtOnceShareTheWaitForTheDisk) {
  const FaultyDisk disk;
  auto place = TestDatabase::make(Dialect::sqlite);
  auto db = Database::open(place->url());
  ASSERT_TRUE(db);
  const Date day(2026, 4, 1);
  ASSERT_TRUE(db->write([&](Session& s) {
    return ledger::post(s, pot::Transfer{.id = "in",
                                         .booked = day,
                                         .effective = day,
                                         .from = "funder:asc",
                                         .to = "pot:pete:asc",
                                         .amount = Pence(1'000),
                                         .stream = "asc"});
  }));
  constexpr int threads = 8, times = 40;
  std::atomic<int> entered = 0, refused = 0, wrong = 0;
  fault_plan.wal_syncs = 0;
  fault_plan.sync_takes_us = 1'000;
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t)
    all.emplace_back([&, t] {
      for (int i = 0; i < times; ++i) {
        // Every fourth asks for more than there ever is: it is refused alone, whoever shares its transaction.
        const bool too_much = i % 4 == 3;
        const auto r = db->write([&](Session& s) {
          return ledger::post(s, pot::Transfer{.id = fmt::format("{}-{}", t, i),
                                               .booked = day,
                                               .effective = day,
                                               .from = "pot:pete:asc",
                                               .to = "bank",
                                               .amount = Pence(too_much ? 5'000 : 1),
                                               .stream = "asc"});
        });
        ++(r ? entered : refused);
        if (r.has_value() == too_much) ++wrong;
        // What was acknowledged is there for everybody.
        if (r && !db->read([&](Session& s) { return ledger::find(s, fmt::format("{}-{}", t, i)); })) ++wrong;
      }
    });
  for (auto& t : all) t.join();
  const long waits = fault_plan.wal_syncs;
  EXPECT_EQ(entered, threads * times * 3 / 4);
  EXPECT_EQ(refused, threads * times / 4);
  EXPECT_EQ(wrong, 0);
  EXPECT_LT(waits * 2, entered) << "at least two writes for each wait, on average";
  const auto found = db->read([](Session& s) { return ledger::verify(s); });
  EXPECT_EQ(found.problems, std::vector<std::string>());
  EXPECT_EQ(found.transfers, entered + 1);
}

}  // namespace
}  // namespace onepot::store
