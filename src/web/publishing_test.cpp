// Tables go out only when somebody else has checked them; rows without names only to those who are permitted.
#include <gtest/gtest.h>

#include "onepot/learn/publish.h"
#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Village;

const FormValues table = {{"title", "People by size of provider"},
                          {"by", "size"},
                          {"as-of-day", "1"},
                          {"as-of-month", "10"},
                          {"as-of-year", "2026"},
                          {"rules", "social-care"}};

std::string made_by(Village& village, testing::Browser& eva, const FormValues& asked) {
  eva.get("/evaluations/publish/new");
  EXPECT_EQ(eva.submit("/evaluations/publish/new", asked), 200) << eva.body;
  (void)village;
  return eva.path;
}

TEST(Publishing, ATableIsHiddenProvedCheckedBySomebodyElseAndKept) {
  Village village;
  testing::fill_with_lives(village);
  // Three people whose provider is of a size of its own: a small count.
  village.write([&](store::Session& s) {
    s.run("UPDATE provider SET staff_hundredths = 5000 WHERE ref = 'provider-0'");
    s.run(
        "UPDATE consent SET withdrawn_at = 0 WHERE person_id IN (SELECT person_id FROM agreement g JOIN provider v ON "
        "v.id = g.provider_id WHERE v.ref = 'provider-0' AND g.ref NOT IN ('agreement-somebody0', "
        "'agreement-somebody12', 'agreement-somebody24'))");
  });
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/publish/new"), 200);
  EXPECT_EQ(eva.submit("/evaluations/publish/new"), 422);
  EXPECT_TRUE(eva.has("Say what the table is about"));
  const std::string here = made_by(village, eva, table);
  EXPECT_TRUE(eva.has("hidden"));
  EXPECT_FALSE(eva.has(">3<")) << "a count of three is shown nowhere";
  EXPECT_TRUE(eva.has("Somebody else has to check it"));
  EXPECT_EQ(eva.post(here + "/check", {{"answer", "release"}}), 422) << "nobody checks their own table";
  auto nobody = village.nobody();
  nobody.get("/published");
  EXPECT_FALSE(nobody.has("People by size of provider")) << "it waits for its checker";
  const std::string ref = here.substr(here.rfind('/') + 1);
  EXPECT_EQ(nobody.get("/published/" + ref), 422);
  auto cara = village.as("cara");
  ASSERT_EQ(cara.get(here), 200);
  EXPECT_EQ(cara.submit(here + "/check"), 422);
  EXPECT_EQ(cara.submit(here + "/check", {{"answer", "refuse"}}), 422) << "a no needs a reason";
  ASSERT_EQ(cara.submit(here + "/check", {{"answer", "release"}, {"words", "I read it"}}), 200) << cara.body;
  EXPECT_EQ(cara.post(here + "/check", {{"answer", "refuse"}, {"words", "Late"}}), 409) << "two answer: one is told";
  ASSERT_EQ(nobody.get("/published/" + ref), 200);
  ASSERT_EQ(nobody.get("/published/" + ref + "/table.csv"), 200);
  // What went out tells no small count, says the attack itself.
  const auto parsed = csv::parse(nobody.body, "table.csv");
  ASSERT_TRUE(parsed.has_value());
  const auto release = learn::read_release(*parsed);
  ASSERT_TRUE(release.has_value());
  const auto bounds = learn::attack({*release});
  ASSERT_TRUE(bounds.has_value());
  ASSERT_FALSE(bounds->empty());
  for (const auto& b : *bounds)
    EXPECT_TRUE(b.low <= 1 && (!b.high || *b.high >= 4)) << b.low << " to " << b.high.value_or(-1);
  EXPECT_EQ(village.as("fin").post(here + "/check", {{"answer", "release"}}), 403);
}

TEST(Publishing, ALaterTableIsAttackedTogetherWithEarlierOnesAndARaceIsTold) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  const std::string first = made_by(village, eva, table);
  auto other = table;
  other[1].second = "holding";
  const std::string second = made_by(village, eva, other);
  auto cara = village.as("cara");
  cara.get(first);
  ASSERT_EQ(cara.submit(first + "/check", {{"answer", "release"}}), 200);
  // The second was proved before the first went out: it has to be made again.
  cara.get(second);
  EXPECT_EQ(cara.submit(second + "/check", {{"answer", "release"}}), 409);
  EXPECT_TRUE(cara.has("must be made again"));
  const std::string third = made_by(village, eva, other);
  EXPECT_TRUE(eva.has("together with 1 released before"));
  cara.get(third);
  EXPECT_EQ(cara.submit(third + "/check", {{"answer", "release"}}), 200);
  // Somebody takes back consent: what was released stays, and says so; a later day counts them no more.
  village.write([&](store::Session& s) {
    store::door::withdraw_consent(s, village.people.at("somebody0"), std::nullopt, "evaluation", village.now);
  });
  village.now += std::chrono::minutes(1);
  auto nobody = village.nobody();
  ASSERT_EQ(nobody.get("/published/" + first.substr(first.rfind('/') + 1)), 200);
  EXPECT_TRUE(nobody.has("What was released before keeps only the counts it had"));
}

TEST(Publishing, OneDayTakenFromAnotherTellsNobodyWhoCame) {
  Village village;
  testing::fill_with_lives(village);
  // Between the two days one person begins with a micro-enterprise.
  village.write([&](store::Session& s) {
    s.run("UPDATE agreement SET from_date = :day WHERE ref = 'agreement-somebody0'", {{"day", Date(2026, 9, 15)}});
  });
  auto eva = village.as("eva"), cara = village.as("cara"), nobody = village.nobody();
  auto asked = table;
  asked.back().second = "plain";
  std::vector<learn::Release> out;
  for (const char* month : {"9", "10"}) {
    asked[3].second = month;
    const std::string here = made_by(village, eva, asked);
    cara.get(here);
    ASSERT_EQ(cara.submit(here + "/check", {{"answer", "release"}}), 200) << cara.body;
    ASSERT_EQ(nobody.get("/published" + here.substr(here.rfind('/')) + "/table.csv"), 200);
    out.push_back(*learn::read_release(*csv::parse(nobody.body, "table.csv")));
  }
  const auto of = [&](std::size_t r, const char* size) {
    return *std::ranges::find(out[r].figures, std::vector<std::string>{size}, &learn::Figure::key);
  };
  EXPECT_EQ(of(0, "micro").value, 39);
  EXPECT_EQ(of(0, "Total").value, 79);
  for (const auto& f : out[0].figures) {
    const auto& then = of(1, f.key[0].c_str());
    if (!f.hidden && !then.hidden) EXPECT_EQ(f.value, then.value) << f.key[0] << ": the difference is a person";
  }
  EXPECT_TRUE(of(1, "micro").hidden);
  // Nor does the rest of the later table tell that there are more than there were.
  for (auto& f : out[1].figures) f.hidden = true;
  const auto bounds = learn::attack({out[1]});
  ASSERT_TRUE(bounds.has_value());
  for (const auto& b : *bounds)
    if (out[1].figures[b.figure].key[0] == "micro") EXPECT_LE(b.low, 39);
}

TEST(Publishing, RowsWithoutNamesAreOnlyForThoseWhoArePermitted) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  EXPECT_EQ(eva.get("/evaluations/extract"), 403) << "the role alone does not give it";
  auto cara = village.as("cara");
  ASSERT_EQ(cara.get("/evaluations/permissions"), 200);
  EXPECT_EQ(cara.submit("/evaluations/permissions"), 422);
  const std::string account = village.db->read(
      [&](store::Session& s) { return s.query("SELECT ref FROM account WHERE sign_in = 'eva'").one().text(0); });
  const FormValues given = {{"account", account},
                            {"why", "The study of small providers"},
                            {"until-day", "1"},
                            {"until-month", "3"},
                            {"until-year", "2027"}};
  ASSERT_EQ(cara.submit("/evaluations/permissions", given), 200) << cara.body;
  ASSERT_EQ(eva.get("/evaluations/extract"), 200);
  EXPECT_EQ(eva.submit("/evaluations/extract"), 422);
  ASSERT_EQ(eva.submit("/evaluations/extract", {{"purpose", "Small providers"}, {"which", "dictionary"}}), 200);
  EXPECT_TRUE(eva.body.starts_with("column,meaning,values"));
  eva.get("/evaluations/extract");
  EXPECT_FALSE(eva.has("<td class=\"govuk-table__cell\">Small providers"))
      << "reading the dictionary takes nobody's row";
  ASSERT_EQ(eva.submit("/evaluations/extract", {{"purpose", "Small providers"}}), 200);
  const auto rows = csv::parse(eva.body, "extract.csv");
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(rows->records.size(), 80U);
  EXPECT_EQ(eva.body.find("somebody"), std::string::npos);
  EXPECT_EQ(eva.body.find("ps70"), std::string::npos) << "no pseudonym of the place: two files cannot be joined";
  const std::string first = eva.body;
  eva.get("/evaluations/extract");
  eva.submit("/evaluations/extract", {{"purpose", "Small providers"}});
  EXPECT_NE(eva.body.substr(0, 300), first.substr(0, 300)) << "names are of one file";
  // Each person sees it; who takes consent back is in none after it.
  auto somebody = village.as("somebody7");
  somebody.get("/me/looked");
  EXPECT_TRUE(somebody.has("Took your row without your name"));
  village.write([&](store::Session& s) {
    store::door::withdraw_consent(s, village.people.at("somebody7"), std::nullopt, "evaluation", village.now);
  });
  village.now += std::chrono::minutes(1);
  eva.get("/evaluations/extract");
  eva.submit("/evaluations/extract", {{"purpose", "Small providers"}});
  EXPECT_EQ(csv::parse(eva.body, "extract.csv")->records.size(), 79U);
  // The permission ends.
  cara.get("/evaluations/permissions");
  ASSERT_EQ(cara.submit("/evaluations/permissions/end"), 200) << cara.body;
  EXPECT_EQ(eva.get("/evaluations/extract"), 403);
}

}  // namespace
}  // namespace onepot::web
