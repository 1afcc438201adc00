// Rows through a stream: in their order whoever treats them, and the national grouper's ragged list of groups.
#include "onepot/price/rows/row_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace onepot::price {
namespace {
namespace row_stream_test {

/// Writes each row with its number of letters behind it.
class Counting final : public RowStage {
 public:
  void treat(const csv::Scanner& row, std::string& out) override {
    append_row(row, out);
    std::size_t letters = 0;
    for (const auto field : row.fields()) letters += field.size();
    out += fmt::format(",{}\n", letters);
  }
};

Result<std::string> streamed(const std::string& text, unsigned threads, std::size_t piece) {
  std::size_t at = 0;
  std::string out;
  const auto done = stream_rows(
      [&](char* to, std::size_t most) -> Result<std::size_t> {
        const std::size_t n = std::min({most, piece, text.size() - at});
        text.copy(to, n, at);
        at += n;
        return n;
      },
      "in.csv",
      [](const std::vector<std::string>&, unsigned count) -> Result<std::vector<std::unique_ptr<RowStage>>> {
        std::vector<std::unique_ptr<RowStage>> stages;
        for (unsigned t = 0; t < count; ++t) stages.push_back(std::make_unique<Counting>());
        return stages;
      },
      [&](std::string_view bytes) -> Result<void> {
        out += bytes;
        return {};
      },
      threads);
  if (!done) return tl::unexpected<Refusal>(done.error());
  return out;
}

TEST(RowStream, TheGroupersOwnListOfUnbundledGroupsIsOneField) {
  EXPECT_EQ(*streamed("SpellHRG,UnbundledHRGs\nAA22C,\nAA22C,RD20A\nAA22C,RD20A,XC07Z*2,\n\"A,B\",X,Y\n", 1, 1000),
            "AA22C,,5\nAA22C,RD20A,10\nAA22C,RD20A|XC07Z*2,10\n\"A,B\",X|Y,4\n");
  EXPECT_EQ(streamed("UnbundledHRGs,SpellHRG\nA,B,C\n", 1, 1000).error().text(),
            "in.csv:2: this row has 3 fields; the header has 2");
  EXPECT_EQ(streamed("SpellHRG,UnbundledHRGs\nA\n", 1, 1000).error().text(),
            "in.csv:2: this row has 1 fields; the header has 2");
}

TEST(RowStream, RowsComeInTheirOrderWhoeverTreatsThem) {
  std::string text = "record,words\n";  // several chunks of a million bytes
  for (int i = 0; i < 120'000; ++i)
    text += fmt::format("{},{}\n", i, std::string(static_cast<std::size_t>(i % 60), 'x'));
  const auto one = streamed(text, 1, 1 << 20);
  ASSERT_TRUE(one);
  for (const unsigned threads : {2U, 5U}) EXPECT_EQ(*streamed(text, threads, 70'001), *one);
  EXPECT_EQ(streamed(text + "1,2,3\n", 4, 1 << 20).error().text(),
            "in.csv:120002: this row has 3 fields; the header has 2");
}

}  // namespace row_stream_test
}  // namespace
}  // namespace onepot::price
