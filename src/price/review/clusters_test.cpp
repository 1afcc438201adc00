#include "onepot/price/admitted/clusters.h"

#include <gtest/gtest.h>

namespace onepot::price {
namespace {

const Folder& clusters_folder() {
  static const Folder folder = *read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/mental-health-clusters");
  return folder;
}
const Currency& clusters() {
  static const Currency loaded = [] {
    auto c = load_currency(clusters_folder());
    if (!c) throw std::runtime_error(c.error().text());
    return std::move(*c);
  }();
  return loaded;
}

TEST(Clusters, TwentyOneUnitsWithTheirPublishedReviewPeriods) {
  const auto review = load_review(clusters_folder(), clusters());
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_EQ(clusters().groups.size(), 21U);
  EXPECT_FALSE(clusters().group("MH09"));
  // Monitor and NHS England, guidance 2014/15, table 1: 4 weeks in a crisis, 12 weeks at first, a year when it lasts.
  EXPECT_EQ((*review)[*clusters().group("MH14")], 28);
  EXPECT_EQ((*review)[*clusters().group("MH01")], 84);
  EXPECT_EQ((*review)[*clusters().group("MH02")], 105);
  EXPECT_EQ((*review)[*clusters().group("MH18")], 365);
}

TEST(Clusters, APlacesOwnGridSaysWhatFits) {
  const auto table = csv::parse(
      "cluster,item,least,most,need\n"
      "1,mood,1,2,must\n1,daily,0,1,expected\n"
      "MH04,mood,2,4,must\nMH04,daily,2,4,expected\n",
      "grid.csv");
  const auto grid = load_grid(*table, clusters());
  ASSERT_TRUE(grid) << grid.error().text();
  const auto ids = [&](std::int64_t mood, std::int64_t daily) {
    std::string out;
    for (const auto g : fitting(*grid, {mood, daily})) out += clusters().groups[g].id + " ";
    return out;
  };
  EXPECT_EQ(ids(1, 0), "MH01 ");
  EXPECT_EQ(ids(2, 3), "MH04 MH01 ");  // the expected item holds for the one only
  EXPECT_EQ(ids(2, 0), "MH01 MH04 ");
  EXPECT_EQ(ids(0, 0), "");
}

TEST(Clusters, RefusesWithThePlace) {
  const auto why = [](const std::string& rows) {
    const auto grid = load_grid(*csv::parse("cluster,item,least,most,need\n" + rows, "grid.csv"), clusters());
    return grid ? std::string("accepted") : grid.error().text();
  };
  EXPECT_EQ(why("9,mood,1,2,must\n"), "grid.csv:2:cluster: '9' is not a cluster of mental-health-clusters");
  EXPECT_EQ(why("1,mood,3,2,must\n"), "grid.csv:2:least: the range holds nothing");
  EXPECT_EQ(why("1,mood,1,2,must\n1,mood,1,2,must\n"),
            "grid.csv:3:item: this item of the cluster stands above already");
  EXPECT_EQ(why("1,mood,1,2,expected\n"), "grid.csv:need: the cluster MH01 has nothing that must be rated so");
  Folder folder = clusters_folder();
  folder.files["review.csv"] = "group,days\nMH00,0\n";
  EXPECT_EQ(load_review(folder, clusters()).error().code, "bad-days");
}

}  // namespace
}  // namespace onepot::price
