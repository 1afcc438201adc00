#include "onepot/html/svg.h"

#include <gtest/gtest.h>

#include "fixtures/tree.h"
#include "svg/draw.h"

namespace onepot::html::svg {
namespace {

std::size_t count_of(std::string_view text, std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

std::string drawn(Html html) {
  EXPECT_NO_THROW(testing::canonical(html.view()));
  return std::move(html).take();
}

TEST(Draw, CoordinatesAreToATenth) {
  Html out;
  place(out, "x", 12.34);
  place(out, "x", -0.06);
  place(out, "x", 7);
  EXPECT_EQ(out.view(), " x=\"12.3\" x=\"-0.1\" x=\"7\"");
}

TEST(Draw, LinesBreakAtSpacesByCharactersNotBytes) {
  EXPECT_EQ(broken("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(broken("éé éé", 5), (std::vector<std::string>{"éé éé"}));
  EXPECT_EQ(broken("extraordinarily", 4), (std::vector<std::string>{"extraordinarily"}));
  EXPECT_EQ(broken("", 4), (std::vector<std::string>{""}));
}

TEST(Bars, EachFigureIsInThePictureAndInTheTable) {
  const std::string html =
      drawn(bars({.title = "Cost & size",
                  .bars = {{.label = "Micro", .written = "£14.80", .at = 1480, .interval = {{1390, 1570}}},
                           {.label = "Large", .written = "£29.60", .at = 2960}},
                  .table = {.headings = {"Size", "Cost"}}}));
  EXPECT_EQ(count_of(html, "£14.80"), 2U);
  EXPECT_EQ(count_of(html, "<tr"), 3U);
  EXPECT_NE(html.find("width=\"358\""), std::string::npos) << "the longest bar fills the picture";
  EXPECT_NE(html.find("width=\"179\""), std::string::npos) << "half the cost, half the length";
  EXPECT_NE(html.find("aria-label=\"Cost &amp; size\""), std::string::npos);
}

TEST(Bars, NegativeOnesGoTheOtherWay) {
  const std::string html =
      drawn(bars({.title = "Change",
                  .bars = {{.label = "Up", .written = "1", .at = 1}, {.label = "Down", .written = "-1", .at = -1}},
                  .table = {.headings = {"What", "Change"}}}));
  EXPECT_EQ(count_of(html, "width=\"179\""), 2U);
  EXPECT_NE(html.find("x=\"180\""), std::string::npos);
  EXPECT_NE(html.find("x=\"1\""), std::string::npos);
}

TEST(Bars, ALongLabelHasTheWholeWidthAndNeverRunsIntoItsFigure) {
  const auto chart = [](std::string label, std::string written) {
    return drawn(bars({.title = "T",
                       .bars = {{.label = std::move(label), .written = std::move(written), .at = 1}},
                       .table = {.headings = {"What", "Figure"}}}));
  };
  // A short one stands beside its figure, on one line.
  EXPECT_EQ(count_of(chart("Agencies", "1.64 (1.58 to 1.70)"), " y=\"15\""), 2U);
  // One word that does not fit, and many: the figure goes below.
  for (const auto* label : {"Micro-enterprises", "Matching, for those who had it, each partner once, adjusted"}) {
    const std::string html = chart(label, "495.86 (485.62 to 506.10)");
    EXPECT_EQ(count_of(html, " y=\"15\""), 1U) << html;
    EXPECT_EQ(count_of(html, "495.86"), 2U);
  }
}

TEST(Bars, NothingAndAllAlikeDrawSafely) {
  EXPECT_TRUE(bars({.title = "None"}).empty());
  drawn(bars({.title = "Zero", .bars = {{.label = "a", .written = "0"}}, .table = {.headings = {"A", "B"}}}));
  drawn(dots({.title = "One", .dots = {{.label = "a", .x = 5, .y = 5}}, .table = {.headings = {"No.", "Place"}}}));
  drawn(lines({.title = "One", .points = {{.label = "a", .written = "0"}}, .table = {.headings = {"A", "B"}}}));
}

TEST(Dots, FitTheFrameWithoutStretching) {
  const std::string html = drawn(dots({.title = "Where",
                                       .dots = {{.label = "West", .x = 0, .y = 0}, {.label = "East", .x = 10, .y = 0}},
                                       .table = {.headings = {"Number", "Place"}, .opens = "Show the places"}}));
  EXPECT_NE(html.find("cx=\"24\" cy=\"150\""), std::string::npos);
  EXPECT_NE(html.find("cx=\"336\" cy=\"150\""), std::string::npos);
  EXPECT_NE(html.find("<details"), std::string::npos);
}

TEST(Pot, LevelsAddUpAndTheFiguresAreInWords) {
  const std::string html = drawn(pot({.name = "Your pot",
                                      .amount = "£1",
                                      .means = "About a visit left",
                                      .described = "A jar that is half full.",
                                      .left = {"Left", Pence(100)},
                                      .promised = {"Promised", Pence(100)},
                                      .spent = {"Used", Pence(0)},
                                      .caption = "Your pot"}));
  EXPECT_EQ(count_of(html, "height=\"55\""), 2U);
  EXPECT_EQ(count_of(html, "£1.00"), 2U);
  EXPECT_NE(html.find("A jar that is half full."), std::string::npos);
}

TEST(Pot, AnOverspentPotDrawsNoLevel) {
  const std::string html =
      drawn(pot({.left = {"Left", Pence(-500)}, .promised = {"Promised", Pence(0)}, .spent = {"Used", Pence(900)}}));
  EXPECT_EQ(html.find("op-pot__left"), std::string::npos);
  EXPECT_NE(html.find("−£5.00"), std::string::npos);
}

}  // namespace
}  // namespace onepot::html::svg
