#include "care_summaries.h"

#include <map>

#include "onepot/learn/publish.h"
#include "onepot/price/told.h"

namespace onepot::place {
namespace {

constexpr int shift_months = 3, shift_months_shown = 24;
constexpr learn::CountRules counts_shown{.threshold = 5, .round = 5};

json::object to_json(const price::ShiftLine& l) {
  json::object o{{"pathway", l.pathway},
                 {"before_from", to_iso(l.before.from)},
                 {"before_until", to_iso(l.before.until)},
                 {"after_from", to_iso(l.after.from)},
                 {"after_until", to_iso(l.after.until)},
                 {"people", l.people},
                 {"health_before", l.health_before.count()},
                 {"health_after", l.health_after.count()},
                 {"care_before", l.care_before.count()},
                 {"care_after", l.care_after.count()},
                 {"to_care", l.to_care.count()}};
  if (l.low_each) o["low_each"] = l.low_each->count(), o["high_each"] = l.high_each->count();
  return o;
}

price::ShiftLine from_json(const json::object& o) {
  const auto day = [&](const char* name) { return *parse_date(std::string(o.at(name).as_string())); };
  const auto pence = [&](const char* name) { return Pence(o.at(name).as_int64()); };
  price::ShiftLine l;
  l.pathway = std::string(o.at("pathway").as_string());
  l.before = {day("before_from"), day("before_until")};
  l.after = {day("after_from"), day("after_until")};
  l.people = o.at("people").as_int64();
  l.health_before = pence("health_before");
  l.health_after = pence("health_after");
  l.care_before = pence("care_before");
  l.care_after = pence("care_after");
  l.to_care = pence("to_care");
  l.to_health = -l.to_care;
  if (o.contains("low_each")) l.low_each = pence("low_each"), l.high_each = pence("high_each");
  return l;
}

json::object days_json(const std::string& service, Period days) {
  return {{"service", service}, {"from", to_iso(days.from)}, {"until", to_iso(days.until)}};
}
Period days_of(const json::object& o) {
  return {*parse_date(std::string(o.at("from").as_string())), *parse_date(std::string(o.at("until").as_string()))};
}

}  // namespace

void summarise_care(store::Session& session, PlaceId place, const price::CareRules& rules,
                    const price::CareRecords& records, Instant now) {
  std::vector<price::PersonCost> costs;
  std::vector<price::ShiftLine> lines;
  json::object told_json;
  if (const auto told = price::told_by_all(records)) {
    const Date last = told->all.until;
    json::array services;
    for (const auto& s : told->services) services.push_back(days_json(s.service, s.days));
    told_json = days_json("", told->all);
    told_json["services"] = std::move(services);
    for (const auto& mine : price::by_person(records)) {
      if (mine.empty()) continue;
      if (auto cost = price::cost_of(rules, records, mine, {last - (care_window_days - 1), last}))
        costs.push_back(*std::move(cost));
    }
    // Whole quarters that end with the last whole month, of which every service has told.
    const auto ymd = (last + 1).ymd();
    const Date end = Date(std::chrono::sys_days(ymd.year() / ymd.month() / 1));
    Date begin = add_months(end, -shift_months_shown);
    while (begin < told->all.from) begin = add_months(begin, shift_months);
    if (const auto periods = price::shift_periods(begin, end - 1, shift_months))
      lines = price::cost_shift(rules, records, *periods);
  }
  json::array similar, shift;
  for (const auto& s : price::similar_people(costs))
    similar.push_back(json::object{
        {"kind", rules.kinds[s.kind].id}, {"people", s.people}, {"mean", s.mean_pence}, {"spread", s.spread_percent}});
  std::erase_if(lines, [](const auto& l) { return l.people == 0; });
  const auto shown = hide_small(lines);
  ONEPOT_ASSERT(shown.has_value());  // nothing was released before that could make it impossible
  for (const auto& s : *shown) {
    shift.push_back(to_json(s.line));
    auto& o = shift.back().as_object();
    o["about"] = s.people_about;
    o["hidden"] = s.hidden;
  }
  store::care::keep_summary(session, place, "told", boost::json::serialize(told_json), now);
  store::care::keep_summary(session, place, "similar", boost::json::serialize(similar), now);
  store::care::keep_summary(session, place, "shift", boost::json::serialize(shift), now);
}

void refresh_care_summaries(store::Session& session, PlaceId place, Instant now) {
  const auto& rules = built_in_care_rules();
  summarise_care(session, place, rules, store::care::records(session, place, rules), now);
}

std::optional<price::Told> kept_told(store::Session& session, PlaceId place) {
  const auto kept = store::care::summary(session, place, "told");
  if (!kept) return std::nullopt;
  const auto body = json::parse(kept->body, "told");
  ONEPOT_ASSERT(body.has_value());
  const auto& o = body->as_object();
  if (o.empty()) return std::nullopt;
  price::Told out{.services = {}, .all = days_of(o)};
  for (const auto& s : o.at("services").as_array())
    out.services.push_back({std::string(s.at("service").as_string()), days_of(s.as_object())});
  return out;
}

std::vector<price::Similar> kept_similar(store::Session& session, PlaceId place, const price::CareRules& rules) {
  std::vector<price::Similar> out;
  const auto kept = store::care::summary(session, place, "similar");
  if (!kept) return out;
  const auto body = json::parse(kept->body, "similar");
  ONEPOT_ASSERT(body.has_value());
  for (const auto& one : body->as_array()) {
    const auto kind = rules.kind(std::string_view(one.at("kind").as_string()));
    if (kind)
      out.push_back({*kind, one.at("people").as_int64(), one.at("mean").as_int64(), one.at("spread").as_int64()});
  }
  return out;
}

Result<std::vector<ShownShift>> hide_small(const std::vector<price::ShiftLine>& lines) {
  constexpr const char* everybody = "everybody";
  csv::Table table{"people", {"pathway", "period", "people"}, {}};
  const auto key = [&](const price::ShiftLine& l) {
    return std::vector<std::string>{l.pathway.empty() ? everybody : l.pathway, to_iso(l.after.from)};
  };
  long at = 2;
  for (const auto& l : lines) {
    auto fields = key(l);
    fields.push_back(std::to_string(l.people));
    table.records.push_back({at++, std::move(fields)});
  }
  std::vector<ShownShift> out;
  if (lines.empty()) return out;
  ONEPOT_TRY(const auto counts, learn::read_counts(table, {"pathway", "period"}, "people"));
  ONEPOT_TRY(const auto published, learn::publish(counts, counts_shown, {}));
  std::map<std::vector<std::string>, const learn::Figure*> figures;
  for (const auto& f : published.release.figures) figures.emplace(f.key, &f);
  for (const auto& l : lines) {
    const auto* figure = figures.at(key(l));
    out.push_back({l, figure->hidden ? 0 : figure->value, figure->hidden});
  }
  return out;
}

ShiftView see_shift(const Work& work) {
  work.only_for({"see-finance"});
  ShiftView out;
  out.told = kept_told(work.session, work.actor().place);
  const auto kept = store::care::summary(work.session, work.actor().place, "shift");
  if (!kept) return out;
  out.made_at = kept->made_at;
  const auto body = json::parse(kept->body, "shift");
  ONEPOT_ASSERT(body.has_value());
  for (const auto& one : body->as_array())
    out.lines.push_back({from_json(one.as_object()), one.at("about").as_int64(), one.at("hidden").as_bool()});
  return out;
}

}  // namespace onepot::place
