// Prices of activity: worked examples by hand and by another program, an obvious slow version, and what is refused.
#include "onepot/price/activity.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "onepot/base/files.h"
#include "onepot/base/text.h"
#include "onepot/price/compare.h"
#include "onepot/price/publish.h"

namespace onepot::price {
namespace {
namespace activity_test {

Folder small_tariff() {
  return {"t",
          {{"tariff.json",
            R"({"form":"activity","id":"small","name":"Small","version":"1","currency":"hrg","from":"2026-04-01",
                "until":"2027-03-31","status":"live","source":"a test","owner":"a test",
                "short_stay_when":"los<=1 & age>=19 & admission=2*"})"},
           {"prices.csv",
            "group,pod,price,short_stay,trim,long_stay_day\n"
            "AA1,EL,1000.00,,5,200.00\n"
            "AA1,NE,1500.00,600.00,10,210.50\n"
            "AB1,EL,333.33,,,\n"},
           {"mff.csv", "provider,mff\nR1H,1.148886\nRK9,1\n*,1.05\n"},
           {"pods.csv", "pod,when,words\nEL,admission=1*,planned\nNE,admission=2*|3*,not planned\n"},
           {"adjustments.csv",
            "adjustment,groups,pods,when,kind,value,words,source\n"
            "elsewhere,AB1,*,drug=yes,exclude,,paid by another body,a test\n"
            "children,AA*,*,age=0..18,top-up,37%,children's care costs more,a test\n"
            "best-practice,AA1,NE,bpt=yes,add,150.00,seen within a day,a test\n"
            "half,AB1,EL,age>=65,factor,1/2,a test of thirds,a test\n"}}};
}

std::string refusal(const std::string& file, const std::string& from, const std::string& to) {
  Folder folder = small_tariff();
  std::string& text = folder.files[file];
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  const auto loaded = load_activity_tariff(folder);
  return loaded ? "accepted" : loaded.error().text();
}

struct RowPriced {
  std::string fault, pod, price;
  std::vector<std::string> steps, rest;
};
const std::vector<std::string> header{"id", "PROCODET", "SpellHRG", "ADMIMETH", "STARTAGE", "SpellLOS", "bpt", "drug"};

RowPriced priced(const ActivityTariff& t, const std::vector<std::string>& cells) {
  auto valuer = Valuer::over(std::span(&t, 1), header, "in.csv");
  EXPECT_TRUE(valuer) << valuer.error().text();
  const std::vector<std::string_view> fields(cells.begin(), cells.end());
  const auto out = valuer->value(fields);
  RowPriced p{std::string(out.price.fault), "", "", {}, {}};
  if (!p.fault.empty()) return p;
  p.pod = t.pods[out.price.pod];
  p.price = to_decimal(out.price.price);
  for (std::size_t i = 0; i < valuer->steps().size(); ++i)
    p.steps.push_back(step_words(t, out.row, out.price, valuer->steps(), i));
  p.rest = not_applied(t, out.row, out.price);
  return p;
}

const ActivityTariff& small_loaded() {
  static const ActivityTariff loaded = [] {
    auto t = load_activity_tariff(small_tariff());
    if (!t) throw std::runtime_error(t.error().text());
    return std::move(*t);
  }();
  return loaded;
}

std::optional<std::string> shared(const std::string& name) {
  const char* given = std::getenv("ONEPOT_SHARED_DATA");
  const std::string folder = given != nullptr ? given : std::string(ONEPOT_SOURCE_DIR) + "/../shared/data";
  auto text = read_file(folder + "/" + name);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

}  // namespace activity_test
using namespace activity_test;

TEST(Activity, StepsByHand) {
  const auto& t = small_loaded();
  // A long stay: 1000.00 + 3 days × 200.00 = 1600.00; × 1.148886 = 1838.2176.
  const auto planned = priced(t, {"1", "R1H", "AA1", "11", "40", "8", "no", "no"});
  EXPECT_EQ(planned.pod, "EL");
  EXPECT_EQ(planned.price, "1838.22");
  EXPECT_EQ(planned.steps,
            (std::vector<std::string>{
                "price: AA1 at EL: £1,000.00. Source: a test",
                "long-stay: 3 days beyond the trim point of 5, at £200.00 each: £1,000.00 becomes £1,600.00",
                "mff: market forces factor of R1H, × 1.148886: £1,600.00 becomes £1,838.22"}));
  EXPECT_EQ(planned.rest[1], "children: asks age=0..18; it is '40'");
  // A short emergency stay of a grown person, at a site of a provider: 600.00 + 150.00 = 750.00; × 1.148886 = 861.6645.
  EXPECT_EQ(priced(t, {"2", "R1H05", "AA1", "21", "19", "1", "yes", "no"}).price, "861.66");
  // Of a child the short price is not paid: 1500.00 + 37% of 1500.00 = 2055.00; a provider not named: × 1.05.
  EXPECT_EQ(priced(t, {"3", "XYZ", "AA1", "21", "18", "1", "no", "no"}).price, "2157.75");
  // A top-up is of the unit's price, not of the days beyond: 1000 + 370 + 200 = 1570.
  EXPECT_EQ(priced(t, {"4", "RK9", "AA1", "12", "7", "6", "no", "no"}).price, "1570.00");
  // Half to even: 333.33 ÷ 2 = 166.665.
  EXPECT_EQ(priced(t, {"5", "RK9", "AB1", "12", "70", "6", "no", "no"}).price, "166.66");
  const auto other = priced(t, {"6", "R1H", "AB1", "12", "70", "6", "no", "yes"});
  EXPECT_EQ(other.price, "0.00");
  EXPECT_EQ(other.steps.back(),
            "elsewhere: paid by another body (not paid under this tariff): £333.33 becomes £0.00. Source: a test");
}

TEST(Activity, ARowThatCannotBePricedSaysWhy) {
  const auto& t = small_loaded();
  EXPECT_EQ(priced(t, {"1", "R1H", "ZZ9", "11", "40", "8", "no", "no"}).fault, "unknown-group");
  EXPECT_EQ(priced(t, {"1", "R1H", "AB1", "21", "40", "8", "no", "no"}).fault, "no-price");
  EXPECT_EQ(priced(t, {"1", "R1H", "AA1", "81", "40", "8", "no", "no"}).fault, "no-pod");
  EXPECT_EQ(priced(t, {"1", "R1H", "AA1", "11", "40", "-1", "no", "no"}).fault, "bad-number");
  EXPECT_EQ(priced(t, {"1", "R1H", "AA1", "11", "", "3", "no", "no"}).fault, "bad-number");
}

TEST(Activity, HalfUpWhereTheTariffSaysSo) {
  Folder folder = small_tariff();
  std::string& head = folder.files["tariff.json"];
  head.replace(head.find("\"form\""), 0, "\"rounding\":\"every step to the penny, half up\",");
  const auto t = load_activity_tariff(folder);
  ASSERT_TRUE(t) << t.error().text();
  EXPECT_EQ(priced(*t, {"5", "RK9", "AB1", "12", "70", "6", "no", "no"}).price, "166.67");
}

TEST(Activity, RefusesWhatCannotBeTrusted) {
  EXPECT_EQ(refusal("prices.csv", "1500.00", "1500.005"),
            "t/prices.csv:3:price: '1500.005' is not a price; expected pounds from 0.00 to 10000000.00");
  EXPECT_EQ(refusal("prices.csv", "AB1,EL", "AA1,EL"),
            "t/prices.csv:4:group: this unit has a price at this point of delivery already");
  EXPECT_EQ(refusal("prices.csv", ",5,200.00", ",5,"),
            "t/prices.csv:2:long_stay_day: a trim point and a price of a day beyond it go together");
  EXPECT_EQ(refusal("mff.csv", "1.148886", "one"),
            "t/mff.csv:2:mff: 'one' is not a factor; expected one such as 1.06, 7/10 or 30%, from 0 to 10");
  EXPECT_EQ(refusal("pods.csv", "EL,admission", "DC,admission"), "t/pods.csv:2:pod: 'DC' has no price in prices.csv");
  EXPECT_EQ(refusal("pods.csv", "admission=1*", "admission"),
            "t/pods.csv:2:when: 'admission' is not a condition; expected one such as los<=1, age=0..18, "
            "specialty=100|11* or bpt=yes");
  EXPECT_EQ(refusal("adjustments.csv", "half,AB1", "half,AB9"),
            "t/adjustments.csv:5:groups: 'AB9' is no group of prices.csv; expected one of them, AA* or *");
  EXPECT_EQ(refusal("adjustments.csv", "a test of thirds,a test", "a test of thirds,"),
            "t/adjustments.csv:5:source: every figure needs its source; write 'assumption: …' where it is one");
  EXPECT_EQ(refusal("tariff.json", "\"2027-03-31\"", "\"2026-02-30\"").substr(0, 21), "t/tariff.json:until: ");
  EXPECT_EQ(refusal("tariff.json", ",\n                \"short_stay_when\":\"los<=1 & age>=19 & admission=2*\"", ""),
            "t/tariff.json:short_stay_when: prices.csv has short-stay prices; say here when they are paid, such as "
            "\"los<=1 & age>=19\"");
}

/// The same price by an obvious way: long sums in hundredths of a penny's fraction, one rule after another by name.
TEST(Activity, AsAnObviousSlowVersion) {
  const auto& t = small_loaded();
  EXPECT_TRUE(rc::check([&] {
    const auto group = *rc::gen::element<std::string>("AA1", "AB1");
    const auto method = *rc::gen::element<std::string>("11", "13", "21", "2A", "31");
    const auto provider = *rc::gen::element<std::string>("R1H", "RK9", "ZZZ");
    const int age = *rc::gen::inRange(0, 100), los = *rc::gen::inRange(0, 40);
    const bool bpt = *rc::gen::arbitrary<bool>(), drug = *rc::gen::arbitrary<bool>();
    const auto ours = priced(t, {"1", provider, group, method, std::to_string(age), std::to_string(los),
                                 bpt ? "yes" : "no", drug ? "yes" : "no"});
    const bool planned = method[0] == '1';
    if (group == "AB1" && !planned) {
      RC_ASSERT(ours.fault == "no-price");
      return;
    }
    __int128 pence = group == "AB1" ? 33333 : planned ? 100000 : 150000;
    const auto half_even = [](__int128 over, __int128 under) {
      const __int128 twice = 2 * (over % under);
      __int128 whole = over / under;
      if (twice > under || (twice == under && whole % 2 == 1)) ++whole;
      return whole;
    };
    if (group == "AA1" && !planned && los <= 1 && age >= 19 && method[0] == '2') pence = 60000;
    const __int128 base = pence;
    bool paid = true;
    if (group == "AB1" && drug) pence = 0, paid = false;
    if (paid && group == "AA1" && age <= 18) pence += half_even(base * 37, 100);
    if (paid && group == "AA1" && !planned && bpt) pence += 15000;
    if (paid && group == "AB1" && age >= 65) pence = half_even(pence, 2);
    if (paid && group == "AA1") pence += planned ? std::max(0, los - 5) * 20000 : std::max(0, los - 10) * 21050;
    if (paid) pence = half_even(pence * (provider == "R1H" ? 1148886 : provider == "RK9" ? 1000000 : 1050000), 1000000);
    RC_ASSERT(ours.price == to_decimal(Pence(static_cast<std::int64_t>(pence))));
  }));
}

TEST(Activity, ValuesARowAndFindsTheTariffOfItsDay) {
  std::vector<ActivityTariff> years;
  years.push_back(small_loaded());
  Folder next = small_tariff();
  std::string& head = next.files["tariff.json"];
  head.replace(head.find("2026-04-01"), 10, "2027-04-01");
  head.replace(head.find("2027-03-31"), 10, "2028-03-31");
  head.replace(head.find("\"small\""), 7, "\"next\"");
  next.files["prices.csv"] =
      "group,pod,price,short_stay,trim,long_stay_day\nAA1,EL,1100,,,\nAA1,NE,1,1,,\nAB1,EL,2,,,\n";
  auto second = load_activity_tariff(next);
  ASSERT_TRUE(second) << second.error().text();
  years.push_back(std::move(*second));
  auto columns = header;
  columns.push_back("discharge_date");
  auto valuer = Valuer::over(years, columns, "in.csv");
  ASSERT_TRUE(valuer) << valuer.error().text();
  const auto said = [&](const std::string& date) {
    std::string text;
    const std::vector<std::string_view> fields{"1", "RK9", "AA1", "11", "40", "2", "no", "no", date};
    valuer->append(valuer->value(fields), text);
    return text;
  };
  EXPECT_EQ(said("2027-03-31"), ",EL,1000.00,1000.00,price mff,,small@1 live,");
  EXPECT_EQ(said("2027-04"), ",EL,1100.00,1100.00,price mff,,next@1 live,");
  EXPECT_EQ(said("2028-04-01"), ",,,,,,,outside-period");
  EXPECT_EQ(said("2027-02-29"), ",,,,,,,bad-date");
  years[1].period.from = Date(2027, 3, 31);
  const auto both = Valuer::over(years, columns, "in.csv");
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().sentence, "the tariffs small and next are both in force on 2027-03-31");
}

TEST(Activity, AnEpisodeThatDoesNotReportItsSpellIsNotPaidTwice) {
  auto columns = header;
  columns.push_back("SpellReportFlag");
  auto valuer = Valuer::over(std::span(&small_loaded(), 1), columns, "in.csv");
  ASSERT_TRUE(valuer);
  std::string text;
  const std::vector<std::string_view> fields{"1", "RK9", "AA1", "11", "40", "2", "no", "no", "0"};
  valuer->append(valuer->value(fields), text);
  EXPECT_EQ(text, ",,,0.00,reported-by-another-episode,,,");
}

TEST(Activity, TheNationalPricesOf2024To2025ToThePenny) {
  const auto prices = shared("nhs/hrg_prices_2024_25.json"), mff = shared("nhs/market_forces_factor_2026_27.csv");
  if (!prices || !mff) GTEST_SKIP() << "no shared data: set ONEPOT_SHARED_DATA";
  PriceList list;
  list.file = "prices.json", list.text = *prices, list.mff_file = "mff.csv", list.mff = *mff;
  list.id = "hrg", list.name = "HRG", list.version = "1", list.currency = "hrg", list.source = "s", list.owner = "o";
  list.period = {Date(2024, 4, 1), Date(2025, 3, 31)};
  const auto folder = import_prices(list, "t");
  ASSERT_TRUE(folder) << folder.error().text();
  const auto t = load_activity_tariff(*folder);
  ASSERT_TRUE(t) << t.error().text();
  std::size_t known = 0;
  for (const auto& unit : t->prices) known += unit ? 1 : 0;
  EXPECT_EQ(known, 7215U);
  EXPECT_EQ(t->factors.size(), 12U);
  std::vector<PriceStep> steps;
  const auto price = [&](std::string_view pod, std::string_view group, std::string_view provider) {
    return to_decimal(price_activity(*t, {provider, group, pod, {}}, steps).price);
  };
  // Worked out from the two files with Python's decimal, half to even.
  EXPECT_EQ(price("DAY-ELE", "AA22C", "R1H"), "11083.30");
  EXPECT_EQ(price("ORD-NON", "EB07E", "RRV"), "727.53");
  EXPECT_EQ(price("ORD-ELE", "HN22E", "R0A00"), "7240.95");
  EXPECT_EQ(price("ORD-NON", "DZ11V", "RLQ"), "1950.49");
  EXPECT_EQ(price("DAY-ELE", "PX50A", "RRV"), "1175.34");  // 1175.335, the one exact half among them all
  // And all 7,215 prices at all twelve providers: the sum of 86,580 rounded products.
  Pence sum;
  for (std::size_t p = 0; p < t->providers.size(); ++p)
    for (std::size_t g = 0; g < t->groups.size(); ++g)
      for (std::size_t d = 0; d < t->pods.size(); ++d) {
        const std::vector<std::string_view> none(t->fields.size());
        sum += price_activity(*t, {t->providers[p], t->groups[g], t->pods[d], none}, steps).price;
      }
  EXPECT_EQ(to_decimal(sum), "397180792.51");
}

TEST(Activity, ImportSaysWhereAListIsWrong) {
  const auto said = [](const std::string& text) {
    PriceList list;
    list.file = "p.json", list.text = text;
    list.id = list.name = list.version = list.currency = list.source = list.owner = "x";
    list.period = {Date(2024, 4, 1), Date(2025, 3, 31)};
    const auto folder = import_prices(list, "t");
    return folder ? std::string("accepted") : folder.error().text();
  };
  EXPECT_EQ(said("{\"EL-AA1-2425\": 12, \"EL-AB1-2425\": \"12.50\"}"), "accepted");
  EXPECT_EQ(said("{\"EL-AA1-2425\": 12,\n\"AB1-2425\": 3}"),
            "p.json:2:AB1-2425: expected POD-UNIT-YEAR, such as DAY-ELE-AA22C-2425");
  EXPECT_EQ(said("{\"EL-AA1-2425\": 12.5}"),
            "p.json:1:EL-AA1-2425: expected whole pounds, or pounds and pence as text such as \"1234.50\"");
  EXPECT_EQ(said("{\"EL-AA1-2425\": 12,\n\"EL-AA1-2526\": 13}"),
            "p.json:2:EL-AA1-2526: this price is of 2526, those before it of 2425; say which year is meant");
  EXPECT_EQ(said("group,pod,price\nAA1,EL,1.234\n"),
            "p.json:2:price: '1.234' is not a price; expected pounds such as 1234.50");
}

TEST(Activity, ATariffGoesFromDraftToShadowToLiveAndStays) {
  Folder folder = small_tariff();
  std::string& head = folder.files["tariff.json"];
  head.replace(head.find("\"live\""), 6, "\"draft\"");
  const auto publish = [&](Status to, Date on) {
    const auto text = published_as(folder, to, on, "F. Okafor");
    if (text) folder.files["tariff.json"] = *text;
    return text ? std::string("done") : text.error().code;
  };
  EXPECT_EQ(publish(Status::live, Date(2026, 1, 12)), "not-next");
  EXPECT_EQ(publish(Status::shadow, Date(2026, 1, 12)), "done");
  EXPECT_EQ(load_activity_tariff(folder)->status, Status::shadow);
  EXPECT_EQ(publish(Status::live, Date(2026, 4, 2)), "too-late");
  EXPECT_EQ(publish(Status::live, Date(2026, 4, 1)), "done");
  ASSERT_TRUE(load_activity_tariff(folder));
  EXPECT_EQ(publish(Status::draft, Date(2026, 4, 1)), "not-next");
  // Whatever is changed afterwards, it is seen: a price, a factor, the period, the status itself.
  for (const auto& [file, from, to] : std::vector<std::array<std::string, 3>>{
           {"prices.csv", "1000.00", "1000.01"},
           {"mff.csv", "1.05", "1.06"},
           {"tariff.json", "2027-03-31", "2027-04-30"},
           {"tariff.json", "\"status\": \"live\",\n  \"", "\"status\": \"shadow\",\n  \""}}) {
    Folder changed = folder;
    std::string& text = changed.files[file];
    ASSERT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
    const auto loaded = load_activity_tariff(changed);
    ASSERT_FALSE(loaded) << file;
    EXPECT_EQ(loaded.error().code, "changed-since");
  }
}

TEST(Activity, ComparedByProviderWhatOneWinsAnotherLoses) {
  const auto& now = small_loaded();
  Folder folder = small_tariff();
  std::string& prices = folder.files["prices.csv"];
  prices.replace(prices.find("1000.00"), 7, "900.00");
  const auto then = load_activity_tariff(folder);
  ASSERT_TRUE(then);
  const auto c = compare(
      now, *then,
      "provider,group,pod,los,age,admission,bpt,drug\n"
      "RK9,AA1,EL,1,40,11,no,no\nRK9,AB1,EL,1,40,11,no,no\nR1H,AB1,EL,1,40,11,no,no\nRK9,AB1,NE,1,40,21,no,no\n",
      "in.csv", CompareBy::provider, "provider,amount\nRK9,1234.00\n", "blocks.csv");
  ASSERT_TRUE(c) << c.error().text();
  ASSERT_EQ(c->parts.size(), 2U);
  EXPECT_EQ(c->parts[1].name, "RK9");
  EXPECT_EQ(c->parts[1].now, Pence(133333));
  EXPECT_EQ(c->parts[1].then, Pence(123333));
  EXPECT_EQ(c->parts[1].block, Pence(123400));
  EXPECT_EQ(c->parts[1].unpriced_now, 1);
  EXPECT_EQ(c->lose, 1);
  EXPECT_EQ(c->same, 1);
  EXPECT_EQ(c->lost, Pence(10000));
  EXPECT_EQ(tenths_of_percent(Pence(133333), Pence(-10000)), -75);
}

}  // namespace
}  // namespace onepot::price
