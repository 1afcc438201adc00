#include "onepot/store/load.h"

#include "onepot/store/on_both.h"

namespace onepot::store {
namespace {

class LoadRows : public OnBoth {};

TEST_P(LoadRows, GoInInOrderWithTheirKeysAndTheNextKeyFollows) {
  constexpr std::int64_t count = 1237;  // not a whole number of statements
  auto written = database().write([&](Session& s) -> Result<std::int64_t> {
    Load load(s, "stream", {"id", "code", "name", "funder", "legal_basis", "purposes", "public_money"});
    for (std::int64_t i = 1; i <= count; ++i) {
      const std::string code = fmt::format("stream {}", i);  // gone before the statement is run
      load.row({i, code, "a name long enough not to be kept inside the string", "f", std::string("l"), "*", true});
    }
    return load.done();
  });
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, count);
  auto next = database().write([&](Session& s) -> Result<std::int64_t> {
    return s
        .query(
            "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES ('x', 'x', 'x', 'x', "
            "'x', 0) RETURNING id")[0]
        .integer(0);
  });
  EXPECT_EQ(*next, count + 1);
  database().read([&](Session& s) {
    const auto rows = s.query("SELECT id, code FROM stream WHERE code <> 'x' ORDER BY id");
    ASSERT_EQ(std::ssize(rows), count);
    std::int64_t expected = 0;
    for (const auto row : rows) {
      ++expected;
      EXPECT_EQ(row.integer(0), expected);
      EXPECT_EQ(row.text(1), fmt::format("stream {}", expected));
    }
  });
}
ONEPOT_ON_BOTH(LoadRows);

}  // namespace
}  // namespace onepot::store
