#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/price/could_get.h"
#include "onepot/price/currency.h"
#include "onepot/price/offer.h"
#include "onepot/price/tariff.h"

namespace onepot::price {
namespace {

const std::string source_dir = ONEPOT_SOURCE_DIR;

Folder currency_folder() {
  return *read_folder(source_dir + "/currencies/ashdale-social-care");
}
Folder tariff_folder() {
  return *read_folder(source_dir + "/tariffs/ashdale-2026-27");
}

struct Ashdale {
  Currency currency;
  Tariff tariff;
};
const Ashdale& ashdale() {
  static const Ashdale loaded = [] {
    auto currency = load_currency(currency_folder());
    if (!currency) throw std::runtime_error(currency.error().text());
    auto tariff = load_tariff(tariff_folder(), *currency);
    if (!tariff) throw std::runtime_error(tariff.error().text());
    return Ashdale{std::move(*currency), std::move(*tariff)};
  }();
  return loaded;
}

std::vector<Need> petes_needs() {
  return {{.kind = "personal", .day = Hours::whole(14), .shareable = Hours::whole(7)},
          {.kind = "household", .day = Hours::whole(7), .shareable = Hours::whole(5)},
          {.kind = "out", .day = Hours::whole(6), .shareable = Hours::whole(4)},
          {.kind = "health", .day = Hours::minutes(210)},
          {.kind = "night", .nights = 7, .nights_shareable = true},
          {.kind = "work", .day = Hours::whole(4)}};
}

/// Changes one file of a folder and says how it is refused.
template <class Load>
std::string refusal(Folder folder, const std::string& file, const std::string& from, const std::string& to, Load load) {
  std::string& text = folder.files[file];
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  auto result = load(folder);
  return result ? "accepted" : result.error().text();
}

TEST(Currency, FirstRuleThatFitsDecidesAndSaysWhatWouldChangeIt) {
  const Currency& c = ashdale().currency;
  Record record(c.attributes.size(), 0);
  record[*c.attribute("minutes")] = 400;
  const Decision d = c.decide(record);
  EXPECT_EQ(c.groups[d.group].id, "AS-A1");
  EXPECT_EQ(c.rules[d.rule].id, "R04");
  EXPECT_FALSE(d.runner_up);
  ASSERT_FALSE(d.changes.empty());
  EXPECT_EQ(d.changes[0].to, 420);
  EXPECT_EQ(c.groups[d.changes[0].group].id, "AS-A2");
  record[*c.attribute("two_helpers")] = 1;
  EXPECT_EQ(c.groups[c.group_of(record)].id, "AS-A4");
  EXPECT_EQ(c.rules[*c.decide(record).runner_up].id, "R04");
}

TEST(Currency, EveryRecordHasAGroupAndTheNearestChangeIsNearest) {
  const Currency& c = ashdale().currency;
  EXPECT_TRUE(rc::check([&] {
    Record record;
    for (const Attribute& a : c.attributes) record.push_back(*rc::gen::inRange(a.least, a.most + 1));
    const auto whole = *c.attribute("minutes"), shared = *c.attribute("shareable_minutes");
    record[shared] = std::min(record[shared], record[whole]);
    const Decision d = c.decide(record);
    for (const Change& change : d.changes) {
      Record other = record;
      other[change.attribute] = change.to;
      RC_ASSERT(c.group_of(other) == change.group);
      RC_ASSERT(change.group != d.group);
      if (c.attributes[change.attribute].kind != Attribute::Kind::count) continue;
      const std::int64_t step = change.to > change.from ? 1 : -1;
      other[change.attribute] = change.to - step;
      if (c.faults(other).empty()) RC_ASSERT(c.group_of(other) == d.group);
    }
  }));
}

TEST(Currency, RefusesATableThatIsNotWhole) {
  const auto load = [](const Folder& f) { return load_currency(f); };
  const std::string dir = source_dir + "/currencies/ashdale-social-care/";
  EXPECT_EQ(refusal(currency_folder(), "rules.csv", "420..1259", "421..1259", load),
            dir + "rules.csv: no rule takes the record with kind personal, minutes 420, waking no and two_helpers no");
  EXPECT_EQ(refusal(currency_folder(), "rules.csv", "R02,personal,>=1260", "R02,personal,>=0", load),
            dir + "rules.csv:4: the rule R03 can never decide: earlier rules take all its records (R01 and R02)");
  EXPECT_EQ(refusal(currency_folder(), "currency.json", "\"first\"", "\"unique\"", load),
            dir + "rules.csv:5: the rules R01 and R04 both take one record, and hit is unique");
  EXPECT_EQ(
      refusal(currency_folder(), "rules.csv", "R05,household", "R05,houshold", load),
      dir +
          "rules.csv:6:kind: 'houshold' is not a code of kind; expected personal, household, out, health, night, work");
  EXPECT_EQ(refusal(currency_folder(), "rules.csv", ",AS-F1,", ",AS-F9,", load),
            dir + "rules.csv:12:group: 'AS-F9' does not stand in groups.csv");
  EXPECT_EQ(refusal(currency_folder(), "rules.csv", ">=1260", "1300..1200", load),
            dir + "rules.csv:3:minutes: '1300..1200' admits no value");
}

TEST(Tariff, PricesByHand) {
  const auto& [c, t] = ashdale();
  const auto priced = price_needs(c, t, petes_needs(), {.rural = true});
  ASSERT_TRUE(priced) << priced.error().text();
  // 14 h × 24.10 = 337.40; 7 h of it at half: −84.35 = 253.05; countryside × 1.06 = 268.233.
  EXPECT_EQ(priced->lines[0].week, Pence(26823));
  // 7 × 22.71 = 158.97; 5 h = 113.55, half to even 56.78 (56.775): 158.97 − 113.55 + 56.78 = 102.20; × 1.06 = 108.332.
  EXPECT_EQ(priced->lines[1].week, Pence(10833));
  // 6 × 22.71 = 136.26; 4 h = 90.84 at half 45.42: 90.84; × 1.06 = 96.29.
  EXPECT_EQ(priced->lines[2].week, Pence(9629));
  // 3.5 × 32.14 = 112.49; × 1.06 = 119.2394.
  EXPECT_EQ(priced->lines[3].week, Pence(11924));
  EXPECT_EQ(priced->lines[4].week, Pence(29400));  // 7 × 126.00 ÷ 3
  EXPECT_EQ(priced->lines[5].week, Pence(11200));  // 4 × 28.00
  EXPECT_EQ(priced->week, Pence(99809));
  EXPECT_EQ(t.rate("night-hour")->amount, Pence(1400));
  EXPECT_FALSE(t.rate("nothing"));
}

TEST(Tariff, WordsForThePersonNameNoGroup) {
  EXPECT_TRUE(rc::check([] {
    const Currency& c = ashdale().currency;
    const Tariff& t = ashdale().tariff;
    Need need;
    need.kind = c.attributes[0].codes[*rc::gen::inRange<std::size_t>(0, c.attributes[0].codes.size())];
    need.day = Hours::minutes(*rc::gen::inRange(0, 10080));
    need.shareable = Hours::minutes(*rc::gen::inRange<std::int64_t>(0, need.day.in_minutes() + 1));
    need.nights = *rc::gen::inRange(0, 8);
    need.nights_shareable = *rc::gen::arbitrary<bool>();
    need.waking = *rc::gen::arbitrary<bool>();
    need.two_helpers = *rc::gen::arbitrary<bool>();
    const std::vector<Need> needs{need};
    const auto priced = price_needs(c, t, needs, {.rural = *rc::gen::arbitrary<bool>()});
    RC_ASSERT(static_cast<bool>(priced));
    const Line& line = priced->lines[0];
    RC_ASSERT(line.low <= line.week && line.week <= line.high);
    RC_ASSERT(line.steps.back().after == line.week);
    const Explanation why = explain(c, t, line);
    RC_ASSERT(!why.plain.empty());
    for (const auto& words : why.plain) RC_ASSERT(!names_a_group(c, words));
    RC_ASSERT(names_a_group(c, why.workings[1]));
  }));
}

TEST(Tariff, ExplainsItself) {
  const auto& [c, t] = ashdale();
  const auto priced = price_needs(c, t, petes_needs(), {.rural = true});
  ASSERT_TRUE(priced);
  const Explanation why = explain(c, t, priced->lines[4]);
  EXPECT_EQ(why.plain[0], "7 nights a week of having somebody there at night, at £126.00 for each night.");
  EXPECT_EQ(why.plain[2], "We worked it out at £294.00 a week.");
  EXPECT_EQ(why.plain[4],
            "If this were different – one helper at night can be there for all who live together: no – it would be "
            "£588.00 more a week.");
  EXPECT_EQ(why.workings[1], "Rule R10 decided group AS-E1 (Sleeping night): The worker may sleep");
}

TEST(Tariff, RefusesWhatCannotBeTrusted) {
  const Currency& c = ashdale().currency;
  const auto load = [&](const Folder& f) { return load_tariff(f, c); };
  const std::string dir = source_dir + "/tariffs/ashdale-2026-27/";
  EXPECT_EQ(refusal(tariff_folder(), "rates.csv", "24.10", "24.105", load),
            dir + "rates.csv:2:amount: '24.105' is not a rate; expected pounds from 0.00 to 10000.00");
  EXPECT_EQ(refusal(tariff_folder(), "prices.csv", "AS-F1,work-hour,minutes,60\n", "", load),
            dir + "prices.csv:group: the group AS-F1 has no price");
  EXPECT_EQ(
      refusal(tariff_folder(), "adjustments.csv", "Two helpers are there at the same time", "You are in AS-A4", load),
      dir + "adjustments.csv:4:words: these words are for a person and must not name a group of the currency");
  EXPECT_EQ(refusal(tariff_folder(), "streams.csv", "S3,adult-social-care,*,1,", "S3,adult-social-care,*,1/2,", load),
            dir +
                "streams.csv:rule: the last rule must take all that is left (no condition, share 1, no most_week), or "
                "money would be lost");
}

TEST(Offer, ConservesMoneyToThePenny) {
  EXPECT_TRUE(rc::check([] {
    const Currency& c = ashdale().currency;
    const Tariff& t = ashdale().tariff;
    std::vector<Need> needs;
    const auto n = *rc::gen::inRange(1, 6);
    for (int i = 0; i < n; ++i) {
      Need need;
      need.kind = c.attributes[0].codes[*rc::gen::inRange<std::size_t>(0, c.attributes[0].codes.size())];
      need.day = Hours::minutes(*rc::gen::inRange(0, 5000));
      need.nights = *rc::gen::inRange(0, 8);
      needs.push_back(need);
    }
    const auto priced = price_needs(c, t, needs, {});
    RC_ASSERT(priced);
    const auto offer = make_offer(c, t, *priced, Pence(*rc::gen::inRange(0, 50000)));
    RC_ASSERT(offer);
    Pence gross, net, contribution;
    for (const OfferPart& p : offer->parts) {
      RC_ASSERT(p.gross > Pence(0) && p.net >= Pence(0) && p.net + p.contribution == p.gross);
      if (p.stream != "adult-social-care") RC_ASSERT(p.contribution == Pence(0));
      gross += p.gross, net += p.net, contribution += p.contribution;
    }
    RC_ASSERT(gross == priced->week && net == offer->net && contribution == offer->contribution);
    for (const auto& words : offer->plain) RC_ASSERT(!names_a_group(c, words));
  }));
}

TEST(Offer, PeteHasThreeStreams) {
  const auto& [c, t] = ashdale();
  const auto priced = price_needs(c, t, petes_needs(), {.rural = true});
  ASSERT_TRUE(priced);
  const auto offer = make_offer(c, t, *priced, Pence(2500));
  ASSERT_TRUE(offer) << offer.error().text();
  ASSERT_EQ(offer->parts.size(), 3U);
  EXPECT_EQ(offer->parts[0].stream, "nhs-phb");
  EXPECT_EQ(offer->parts[0].net, Pence(11924));
  EXPECT_EQ(offer->parts[1].stream, "access-to-work");
  EXPECT_EQ(offer->parts[1].net, Pence(11200));
  EXPECT_EQ(offer->parts[2].stream, "adult-social-care");
  EXPECT_EQ(offer->parts[2].net, Pence(74185));
  EXPECT_EQ(offer->grade, "C");
}

TEST(Offer, AShadowTariffMovesNoMoney) {
  Folder folder = tariff_folder();
  std::string& head = folder.files["tariff.json"];
  head.replace(head.find("\"live\""), 6, "\"shadow\"");
  const auto shadow = load_tariff(folder, ashdale().currency);
  ASSERT_TRUE(shadow) << shadow.error().text();
  const auto priced = price_needs(ashdale().currency, *shadow, petes_needs(), {});
  ASSERT_TRUE(priced);
  EXPECT_GT(priced->week, Pence(0));
  const auto offer = make_offer(ashdale().currency, *shadow, *priced);
  ASSERT_FALSE(offer);
  EXPECT_EQ(offer.error().code, "not-live");
}

TEST(CouldGet, SaysRightsAndNeverPromises) {
  const auto folder = read_folder(source_dir + "/rules/rights");
  ASSERT_TRUE(folder);
  const auto guide = load_guide(*folder);
  ASSERT_TRUE(guide) << guide.error().text();
  const auto nothing_said = could_get(*guide, {});
  ASSERT_EQ(nothing_said.size(), 2U);  // information, and saying no, are for everybody
  const auto pete = could_get(*guide, {.needs_help_at_home = true,
                                       .long_term_health = true,
                                       .works_or_wants_to = true,
                                       .wants_own_home = true,
                                       .helped_by_family_or_friend = true});
  std::set<std::string> ids;
  for (const Possibility& p : pete) {
    ids.insert(p.id);
    EXPECT_FALSE(p.basis.empty());
    EXPECT_FALSE(names_a_group(ashdale().currency, p.words + p.right + p.easy));
    EXPECT_EQ(p.low.has_value(), !p.range_source.empty());
  }
  for (const auto* id : {"needs-assessment", "personal-budget", "direct-payment", "carers-assessment", "health-budget",
                         "access-to-work", "own-home"})
    EXPECT_TRUE(ids.contains(id)) << id;
  EXPECT_FALSE(ids.contains("home-adaptation"));
}

TEST(CouldGet, TheTypicalRangeIsWhatTheTariffGives) {
  const auto& [c, t] = ashdale();
  const std::vector<Need> low{{.kind = "household", .day = Hours::whole(7)}};
  const std::vector<Need> high{{.kind = "personal", .day = Hours::whole(50)},
                               {.kind = "night", .nights = 7, .nights_shareable = true}};
  EXPECT_EQ(price_needs(c, t, low, {})->week, Pence(15897));
  EXPECT_EQ(price_needs(c, t, high, {})->week, Pence(142950));
}

}  // namespace
}  // namespace onepot::price
