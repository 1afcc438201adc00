#include "onepot/store/database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "driver.h"
#include "onepot/base/files.h"
#include "onepot/store/on_both.h"

namespace onepot::store {
namespace {

struct ThingTag;
using ThingId = Id<ThingTag>;

constexpr std::array things = {
    Migration{1, "thing",
              "CREATE TABLE thing (id @KEY, name TEXT NOT NULL UNIQUE, at BIGINT, worth_pence BIGINT, share "
              "DOUBLE PRECISION, picture @BYTES, other BIGINT REFERENCES thing(id));"},
    Migration{
        2, "counter",
        "CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL); INSERT INTO counter VALUES ('all', 0);"}};

class DatabaseTest : public OnBoth {
  OpenOptions options() override { return {.migrations = std::span<const Migration>(things)}; }
};
ONEPOT_ON_BOTH(DatabaseTest);

Result<ThingId> add(Session& s, std::string_view name) {
  return s.query("INSERT INTO thing (name) VALUES (:name) RETURNING id", {{"name", name}}).one().id<ThingId>(0);
}

TEST_P(DatabaseTest, EveryTypeComesBackAsItWentIn) {
  const std::string picture("\0\x01\xff'\\", 5);
  const auto id = database().write([&](Session& s) -> Result<ThingId> {
    return s
        .query(
            "INSERT INTO thing (name, at, worth_pence, share, picture, other) VALUES (:name, :at, :worth, :share, "
            ":picture, :other) RETURNING id",
            {{"other", std::optional<ThingId>()},
             {"name", "it's :not a parameter"},
             {"at", Date(2026, 4, 1)},
             {"worth", Pence(-307)},
             {"share", 0.1},
             {"picture", Bytes{picture}}})
        .one()
        .id<ThingId>(0);
  });
  ASSERT_TRUE(id);
  database().read([&](Session& s) {
    const Row row = s.query(
                         "SELECT name, at, worth_pence, share, picture, other, 'a:b', sum(worth_pence) OVER () FROM "
                         "thing WHERE id = :id",
                         {{"id", *id}})
                        .one();
    EXPECT_EQ(row.text(0), "it's :not a parameter");
    EXPECT_EQ(row.date(1), Date(2026, 4, 1));
    EXPECT_EQ(row.pence(2), Pence(-307));
    EXPECT_EQ(row.real(3), 0.1);
    EXPECT_EQ(row.bytes(4), picture);
    EXPECT_TRUE(row.null(5));
    EXPECT_FALSE(row.maybe_id<ThingId>(5));
    EXPECT_EQ(row.text(6), "a:b");
    EXPECT_EQ(row.integer(7), -307);
  });
}

TEST_P(DatabaseTest, OneNameMayStandTwiceAndBindsComeInAnyOrder) {
  database().read([](Session& s) {
    const Row row = s.query("SELECT CAST(:b AS BIGINT), CAST(:a AS BIGINT), CAST(:b AS BIGINT) - CAST(:a AS BIGINT)",
                            {{"a", 1}, {"b", 5}})
                        .one();
    EXPECT_EQ(row.integer(0), 5);
    EXPECT_EQ(row.integer(1), 1);
    EXPECT_EQ(row.integer(2), 4);
  });
}

TEST_P(DatabaseTest, ARefusalUndoesTheWrite) {
  const auto refused = database().write([](Session& s) -> Result<void> {
    ONEPOT_CHECK(add(s, "gone"));
    return refuse("no", "changed my mind");
  });
  EXPECT_EQ(refused.error().code, "no");
  EXPECT_EQ(database().read([](Session& s) { return s.query("SELECT count(*) FROM thing").one().integer(0); }), 0);
}

TEST_P(DatabaseTest, AnExceptionUndoesTheWriteAndTheDatabaseGoesOn) {
  EXPECT_THROW((void)database().write([](Session& s) -> Result<void> {
    ONEPOT_CHECK(add(s, "gone"));
    throw std::runtime_error("broken");
  }),
               std::runtime_error);
  EXPECT_TRUE(database().write([](Session& s) { return add(s, "kept"); }));
  EXPECT_EQ(database().read([](Session& s) { return s.query("SELECT name FROM thing").one().text(0); }), "kept");
}

TEST_P(DatabaseTest, AConstraintNobodyHandledIsAFault) {
  try {
    (void)database().write([](Session& s) -> Result<void> {
      ONEPOT_CHECK(add(s, "same"));
      ONEPOT_CHECK(add(s, "same"));
      return {};
    });
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.kind(), Fault::Kind::constraint);
  }
  EXPECT_THROW((void)database().write([](Session& s) -> Result<void> {
    s.run("INSERT INTO thing (name, other) VALUES ('a', 999)");
    return {};
  }),
               Fault)
      << "foreign keys are on";
}

TEST_P(DatabaseTest, AnAttemptThatIsRefusedLeavesTheRest) {
  const auto done = database().write([](Session& s) -> Result<void> {
    ONEPOT_CHECK(add(s, "one"));
    const auto inner = s.attempt([&]() -> Result<void> {
      ONEPOT_CHECK(add(s, "two"));
      return refuse("no", "not two");
    });
    EXPECT_FALSE(inner);
    EXPECT_TRUE(s.attempt([&] { return add(s, "three"); }));
    return {};
  });
  ASSERT_TRUE(done);
  database().read([](Session& s) {
    const Rows rows = s.query("SELECT name FROM thing ORDER BY id");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].text(0), "one");
    EXPECT_EQ(rows[1].text(0), "three");
  });
}

TEST_P(DatabaseTest, RunSaysHowManyRowsChanged) {
  (void)database().write([](Session& s) -> Result<void> {
    ONEPOT_CHECK(add(s, "a"));
    ONEPOT_CHECK(add(s, "b"));
    EXPECT_EQ(s.run("UPDATE thing SET at = :at", {{"at", 1}}), 2);
    EXPECT_EQ(s.run("UPDATE thing SET at = :at WHERE name = :name", {{"at", 1}, {"name", "z"}}), 0);
    EXPECT_EQ(s.run("INSERT INTO thing (name) VALUES ('a') ON CONFLICT (name) DO NOTHING"), 0);
    return {};
  });
}

TEST_P(DatabaseTest, AReadCannotWrite) {
  EXPECT_THROW(database().read([](Session& s) { (void)add(s, "no"); }), Fault);
  EXPECT_TRUE(database().write([](Session& s) { return add(s, "yes"); }));
}

TEST_P(DatabaseTest, EachGivesRowByRowAndMayAskTheSameAgain) {
  (void)database().write([](Session& s) -> Result<void> {
    for (int i = 0; i < 5; ++i) ONEPOT_CHECK(add(s, fmt::format("n{}", i)));
    return {};
  });
  int seen = 0;
  database().read([&](Session& s) {
    s.each("SELECT id FROM thing ORDER BY id", {},
           [&](const Row&) { seen += static_cast<int>(s.query("SELECT id FROM thing ORDER BY id").size()); });
  });
  EXPECT_EQ(seen, 25);
}

TEST_P(DatabaseTest, ManyThreadsLoseNoCount) {
  constexpr int threads = 4, times = 25;
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t)
    all.emplace_back([&] {
      for (int i = 0; i < times; ++i) {
        (void)database().write([](Session& s) -> Result<void> {
          const std::int64_t n = s.query("SELECT n FROM counter WHERE name = 'all'").one().integer(0);
          s.run("UPDATE counter SET n = :n WHERE name = 'all'", {{"n", n + 1}});
          return {};
        });
        (void)database().read([](Session& s) { return s.query("SELECT n FROM counter").one().integer(0); });
      }
    });
  for (auto& t : all) t.join();
  EXPECT_EQ(database().read([](Session& s) { return s.query("SELECT n FROM counter").one().integer(0); }),
            threads * times);
}

TEST_P(DatabaseTest, OpeningAgainFindsEverything) {
  ASSERT_TRUE(database().write([](Session& s) { return add(s, "kept"); }));
  auto again = Database::open(db->url(), db->options());
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->read([](Session& s) { return s.query("SELECT name FROM thing").one().text(0); }), "kept");
}

TEST_P(DatabaseTest, AStepThatChangedIsRefused) {
  auto changed = things;
  changed[0].sql = "CREATE TABLE other (id @KEY);";
  auto options = db->options();
  options.migrations = std::span<const Migration>(changed);
  EXPECT_EQ(Database::open(db->url(), options).error().code, "changed-migration");
}

TEST_P(DatabaseTest, ANewerDatabaseIsRefusedWithASentence) {
  auto options = db->options();
  options.migrations = std::span<const Migration>(things).first(1);
  const auto refused = Database::open(db->url(), options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "newer-database");
  EXPECT_NE(refused.error().sentence.find("newer version"), std::string::npos);
}

TEST_P(DatabaseTest, AStepThatFailsLeavesNothing) {
  std::vector<Migration> broken(things.begin(), things.end());
  broken.push_back({3, "broken", "CREATE TABLE half (id @KEY); INSERT INTO nowhere VALUES (1);"});
  auto options = db->options();
  options.migrations = std::span<const Migration>(broken);
  EXPECT_EQ(Database::open(db->url(), options).error().code, "database");
  EXPECT_THROW(database().read([](Session& s) { (void)s.query("SELECT * FROM half"); }), Fault);
}

class CompiledIn : public OnBoth {};
ONEPOT_ON_BOTH(CompiledIn);

TEST_P(CompiledIn, EveryStepRunsOnBothDatabases) {
  const auto applied =
      database().read([](Session& s) { return s.query("SELECT count(*) FROM migration").one().integer(0); });
  EXPECT_EQ(static_cast<std::size_t>(applied), compiled_migrations().size());
}

TEST(SqliteFile, ThatIsNotADatabaseIsRefused) {
  const auto path = (std::filesystem::temp_directory_path() / "onepot-not-a-database").string();
  ASSERT_TRUE(write_file(path, std::string(5000, 'x')));
  EXPECT_EQ(Database::open(path).error().code, "database");
  std::filesystem::remove(path);
  EXPECT_EQ(Database::open(path, {.create = false}).error().code, "database");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(InMemory, ReadsSeeWrites) {
  auto db = Database::open(":memory:", {.migrations = std::span<const Migration>(things)});
  ASSERT_TRUE(db);
  ASSERT_TRUE(db->write([](Session& s) { return add(s, "here"); }));
  EXPECT_EQ(db->read([](Session& s) { return s.query("SELECT count(*) FROM thing").one().integer(0); }), 1);
}

TEST(Parameters, AreNumberedByName) {
  const auto n = driver::number_parameters("SELECT :a, ':b', \"x:c\", d::text, :e -- :f\n, /* :g */ :a, 'it''s :h'");
  EXPECT_EQ(n.sql, "SELECT $1, ':b', \"x:c\", d::text, $2 -- :f\n, /* :g */ $1, 'it''s :h'");
  EXPECT_EQ(n.names, (std::vector<std::string>{"a", "e"}));
}

}  // namespace
}  // namespace onepot::store
