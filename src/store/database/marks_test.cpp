#include "onepot/store/marks.h"

#include <gtest/gtest.h>

#include "driver.h"
#include "onepot/store/on_both.h"

namespace onepot::store {
namespace {

constexpr std::array things = {
    Migration{1, "thing",
              "CREATE TABLE thing (id @KEY, name TEXT NOT NULL UNIQUE); CREATE TABLE other (id @KEY, name TEXT NOT "
              "NULL); CREATE TABLE watched (name TEXT PRIMARY KEY, writes BIGINT NOT NULL) @BY_KEY; @WATCH thing;\n"
              "@WATCH other;"}};

class Marks : public OnBoth {
 protected:
  OpenOptions options() override { return {.migrations = std::span<const Migration>(things)}; }
  static std::string seen(Database& by) {
    const auto mark = by.read([](Session& s) { return marks::of(s, {"thing"}); });
    EXPECT_TRUE(mark.has_value());
    return mark.value_or("");
  }
  std::string now() { return seen(database()); }
  static void write(Database& by, const std::string& sql) {
    ASSERT_TRUE(by.write([&](Session& s) -> Result<void> { return s.run(sql), Result<void>(); }));
  }
};
ONEPOT_ON_BOTH(Marks);

TEST_P(Marks, AreOthersAfterEachKindOfWriteByAnybody) {
  auto another = Database::open(db->url(), db->options());
  ASSERT_TRUE(another);
  std::set<std::string> all = {now()};
  for (const auto* sql :
       {"INSERT INTO thing (name) VALUES ('a'), ('b')", "UPDATE thing SET name = 'c' WHERE name = 'a'",
        "INSERT INTO thing (name) VALUES ('c') ON CONFLICT (name) DO UPDATE SET name = 'd'", "DELETE FROM thing"}) {
    write(all.size() % 2 == 0 ? database() : *another, sql);
    EXPECT_TRUE(all.insert(now()).second) << sql;
  }
  EXPECT_EQ(now(), seen(*another)) << "whoever looks sees the same";
}

TEST_P(Marks, StayTheSameWhileNothingIsWritten) {
  const std::string before = now();
  EXPECT_EQ(now(), before);
  if (GetParam() == Dialect::sqlite) {
    write(database(), "INSERT INTO other (name) VALUES ('a')");
    write(database(), "UPDATE thing SET name = 'nobody' WHERE name = 'not there'");
    EXPECT_EQ(now(), before);
  }
}

TEST_P(Marks, SayNothingWhereItMayYetBeUndone) {
  const std::string before = now();
  const auto undone = database().write([](Session& s) -> Result<void> {
    s.run("INSERT INTO thing (name) VALUES ('a')");
    EXPECT_FALSE(marks::of(s, {"thing"}));
    return refuse("no", "No");
  });
  ASSERT_FALSE(undone);
  const std::string after = now();
  if (GetParam() == Dialect::sqlite) EXPECT_EQ(after, before);
  write(database(), "INSERT INTO thing (name) VALUES ('b')");
  EXPECT_NE(now(), after);
}

TEST(MarksOfOurs, TwoNewDatabasesDoNotSayTheSame) {
  const auto mark = [](TestDatabase& db) {
    return *db->read([](Session& s) { return marks::of(s, {"visit", "consent"}); });
  };
  auto one = TestDatabase::make(Dialect::sqlite), two = TestDatabase::make(Dialect::sqlite);
  EXPECT_NE(mark(*one), mark(*two));
}

TEST(MarksOfOurs, EveryWatchedTableHasItsTriggers) {
  auto db = TestDatabase::make(Dialect::sqlite);
  (*db)->read([](Session& s) {
    const auto short_of = s.query(
        "SELECT w.name FROM watched w WHERE (SELECT COUNT(*) FROM sqlite_master t WHERE t.type = 'trigger' AND "
        "t.tbl_name = w.name AND t.name LIKE w.name || '_watched_%') <> 3");
    for (const auto row : short_of) ADD_FAILURE() << row.text(0) << " was made anew without being watched";
    EXPECT_GE(s.query("SELECT COUNT(*) FROM watched").one().integer(0), 20);
  });
}

}  // namespace
}  // namespace onepot::store
