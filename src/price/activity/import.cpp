// A published list of prices as the folder of a tariff.
#include <algorithm>

#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/price/activity.h"

namespace onepot::price {
namespace importing {

struct Listed {
  std::string group, pod;
  Pence price;
};

/// Where a member of a JSON document stands: the first line that names it.
Where member_at(const PriceList& list, std::string_view key) {
  const auto at = list.text.find("\"" + std::string(key) + "\"");
  const auto before = std::string_view(list.text).substr(0, std::min(at, list.text.size()));
  return {list.file, at == std::string::npos ? 0 : 1 + std::ranges::count(before, '\n'), std::string(key)};
}

/// "DAY-ELE-AA22C-2425": the last part is the year, the one before the unit, the rest the point of delivery.
Result<std::vector<Listed>> from_json(const PriceList& list) {
  ONEPOT_TRY(const auto document, json::parse(list.text, list.file));
  if (!document.is_object())
    return refuse("bad-json", "expected one object of POD-UNIT-YEAR: pounds", Where{list.file, 1, ""});
  std::vector<Listed> out;
  std::string year = list.year;
  for (const auto& [key, value] : document.get_object()) {
    const std::string_view name(key);
    const auto last = name.rfind('-');
    const auto middle =
        last == std::string_view::npos || last == 0 ? std::string_view::npos : name.rfind('-', last - 1);
    if (middle == std::string_view::npos || middle == 0 || middle + 1 == last || last + 1 == name.size())
      return refuse("bad-key", "expected POD-UNIT-YEAR, such as DAY-ELE-AA22C-2425", member_at(list, name));
    const auto of = name.substr(last + 1);
    if (list.year.empty() && year.empty()) year = of;
    if (of != year) {
      if (list.year.empty())
        return refuse("two-years",
                      fmt::format("this price is of {}, those before it of {}; say which year is meant", of, year),
                      member_at(list, name));
      continue;
    }
    std::int64_t pounds = -1;
    if (value.is_int64()) pounds = value.get_int64();
    std::optional<Pence> price;
    if (pounds >= 0 && pounds <= 10'000'000)
      price = Pence(100 * pounds);
    else if (value.is_string())
      if (const auto pence = parse_pence(std::string_view(value.get_string())); pence && *pence >= Pence(0))
        price = *pence;
    if (!price)
      return refuse("bad-price", "expected whole pounds, or pounds and pence as text such as \"1234.50\"",
                    member_at(list, name));
    out.push_back(
        {std::string(name.substr(middle + 1, last - middle - 1)), std::string(name.substr(0, middle)), *price});
  }
  if (out.empty())
    return refuse("no-prices",
                  "there is no price" + (list.year.empty() ? "" : " of the year " + list.year) + " in this file",
                  Where{list.file, 1, ""});
  return out;
}

Result<std::vector<Listed>> from_csv(const PriceList& list) {
  ONEPOT_TRY(const auto table, csv::parse(list.text, list.file));
  const auto group = column_of(table.header, column::group()), pod = column_of(table.header, column::pod()),
             price = column_of(table.header, {"price", "pounds", "unit_price", "tariff"});
  if (!group || !price)
    return refuse("missing-column", "expected the columns group, pod and price",
                  Where{list.file, 1, group ? "price" : "group"});
  std::vector<Listed> out;
  for (const auto& row : table.records) {
    const auto pence = parse_pence(trim(field(row, *price)));
    if (!pence)
      return refuse(
          "bad-price",
          "'" + std::string(field(row, *price).substr(0, 40)) + "' is not a price; expected pounds such as 1234.50",
          where(table, row, *price));
    out.push_back({std::string(trim(field(row, *group))), pod ? std::string(trim(field(row, *pod))) : "all", *pence});
  }
  return out;
}

/// The points of delivery of the English list, from what the national grouper's input says of a spell: NHS Data
/// Dictionary, ADMISSION METHOD (11 to 13 are elective) and PATIENT CLASSIFICATION (2 is a day case).
std::string pods_of(const std::vector<Listed>& prices) {
  const auto has = [&](std::string_view pod) {
    return std::ranges::any_of(prices, [&](const Listed& l) { return l.pod == pod; });
  };
  if (!has("DAY-ELE") || !has("ORD-ELE") || !has("ORD-NON")) return {};
  return csv::line({"pod", "when", "words"}) +
         csv::line({"DAY-ELE", "admission=11|12|13 & class=2", "A planned stay of one day, without a night"}) +
         csv::line({"ORD-ELE", "admission=11|12|13 & class=1", "A planned stay"}) +
         csv::line(
             {"ORD-NON", "admission=2*|3*|8* & class=1|2|5", "A stay that was not planned, a birth or a transfer"});
}

}  // namespace importing

Result<Folder> import_prices(const PriceList& list, const std::string& path) {
  using namespace importing;
  const auto first = list.text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  const bool is_json = first != std::string::npos && (list.text[first] == '{' || list.text[first] == '[');
  ONEPOT_TRY(const auto prices, is_json ? from_json(list) : from_csv(list));
  Folder out{path, {}};
  out.files["tariff.json"] = json::pretty(json::object{{"form", "activity"},
                                                       {"id", list.id},
                                                       {"name", list.name},
                                                       {"version", list.version},
                                                       {"currency", list.currency},
                                                       {"from", to_iso(list.period.from)},
                                                       {"until", to_iso(list.period.until)},
                                                       {"status", std::string(to_text(list.status))},
                                                       {"rounding", "every step to the penny, half to even"},
                                                       {"source", list.source},
                                                       {"owner", list.owner}});
  std::string& table = out.files["prices.csv"] = csv::line({"group", "pod", "price"});
  for (const Listed& l : prices) table += csv::line({l.group, l.pod, to_decimal(l.price)});
  if (auto pods = pods_of(prices); !pods.empty()) out.files["pods.csv"] = std::move(pods);
  if (!list.mff.empty() || list.other_factor) {
    std::string& factors = out.files["mff.csv"] = csv::line({"provider", "mff"});
    if (!list.mff.empty()) {
      ONEPOT_TRY(const auto mff, csv::parse(list.mff, list.mff_file));
      const auto provider = column_of(mff.header, column::provider()),
                 value = column_of(mff.header, {"mff", "market_forces_factor", "factor"});
      if (!provider || !value)
        return refuse("missing-column", "expected the columns provider and mff",
                      Where{list.mff_file, 1, provider ? "mff" : "provider"});
      for (const auto& row : mff.records) {
        if (!parse_rational(trim(field(row, *value))))
          return refuse(
              "bad-factor",
              "'" + std::string(field(row, *value).substr(0, 40)) + "' is not a factor; expected one such as 1.041377",
              where(mff, row, *value));
        factors += csv::line({std::string(trim(field(row, *provider))), std::string(trim(field(row, *value)))});
      }
    }
    if (list.other_factor) factors += csv::line({"*", to_string(*list.other_factor)});
  }
  // What the engine would not load is not worth writing.
  if (const auto loads = load_activity_tariff(out); !loads) return tl::unexpected<Refusal>(loads.error());
  return out;
}

}  // namespace onepot::price
