#include "onepot/place/publishing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "onepot/base/csv.h"
#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/buy/band.h"
#include "onepot/store/evaluations.h"
#include "onepot/store/taken_back.h"

namespace onepot::place {
namespace publishing_detail {
namespace {

using store::publications::Counted;
using store::publications::Publication;

Refusal no_table() {
  return {"gone", "There is no such table here"};
}

const std::string& value_of(const Counted& c, std::string_view by) {
  if (by == "area") return c.area;
  if (by == "setting") return c.setting;
  if (by == "size") return c.size;
  if (by == "kind") return c.kind;
  if (by == "holding") return c.holding;
  ONEPOT_ASSERT(by == "age");
  return c.age;
}

std::string counts_csv(const std::vector<Counted>& people, const std::vector<std::string>& by) {
  std::map<std::vector<std::string>, std::int64_t> cells;
  for (const auto& c : people) {
    std::vector<std::string> key;
    for (const auto& column : by) key.push_back(value_of(c, column));
    ++cells[key];
  }
  std::vector<std::string> header = by;
  header.emplace_back("people");
  std::string out = csv::line(header);
  for (const auto& [key, n] : cells) {
    std::vector<std::string> row = key;
    row.push_back(std::to_string(n));
    out += csv::line(row);
  }
  return out;
}

/// Everything that the place has released, each of its day.
Result<std::vector<learn::Release>> released_before(const std::vector<Publication>& all) {
  std::vector<learn::Release> out;
  for (const auto& p : all) {
    ONEPOT_TRY(const auto table, csv::parse(p.csv, p.title));
    ONEPOT_TRY(auto release, learn::read_release(table));
    release.day = to_iso(p.as_of);
    out.push_back(std::move(release));
  }
  return out;
}

/// Whether somebody counted in a table has taken their yes back since it was made.
bool taken_back(const Work& work, const Publication& p) {
  return store::taken_back::since(
      work.session, {.place = work.actor().place, .from = p.as_of, .until = p.as_of, .made = p.made_at}, work.now());
}

/// Who consents changes, so that tables of one day may be of different people when they were made at different times:
/// then each is of a day of its own, in the order in which they were made.
void part_by_making(std::vector<learn::Release>& before, learn::Release& own) {
  for (std::size_t i = 0; i < before.size(); ++i)
    before[i].day += fmt::format("/{:06}", before.size() - i);  // the newest stands first
  own.day += "/999999";
}

std::vector<std::string> refs_of(const std::vector<Publication>& all) {
  std::vector<std::string> out;
  for (const auto& p : all) out.push_back(p.ref);
  return out;
}

}  // namespace
}  // namespace publishing_detail

using publishing_detail::no_table;

const std::vector<PublisherRules>& publisher_rules() {
  static const std::vector<PublisherRules> all = {{"social-care", {.threshold = 5, .round = 5, .hide_nought = true}},
                                                  {"health", {.threshold = 8, .round = 5}},
                                                  {"ten", {.threshold = 10, .round = 5}},
                                                  {"plain", {.threshold = 5, .round = 0}}};
  return all;
}

const std::vector<std::string>& countable() {
  static const std::vector<std::string> all = {"area", "setting", "size", "kind", "holding", "age"};
  return all;
}

Result<store::publications::Publication> make_table(const Work& work, const ProposedTable& asked) {
  work.only_for({"publish-figures"});
  const auto field = [](const char* code, const char* sentence) { return refuse(code, sentence, Where{{}, 0, code}); };
  if (trim(asked.title).empty() || asked.title.size() > 300) return field("title", "Say what the table is about");
  if (asked.by.empty() || asked.by.size() > 3) return field("by", "Choose one to three columns");
  for (const auto& by : asked.by)
    if (std::ranges::find(countable(), by) == countable().end()) return field("by", "Choose one to three columns");
  const auto rules = std::ranges::find(publisher_rules(), asked.rules, &PublisherRules::id);
  if (rules == publisher_rules().end()) return field("rules", "Choose the rules");
  if (asked.as_of > work.today()) return field("as-of", "Choose a day that has been");
  const auto people = store::publications::people(work.session, work.actor().place, asked.as_of, work.now());
  if (people.empty()) return refuse("empty", "There is nobody to count");
  const auto earlier = store::publications::all(work.session, work.actor().place, true);
  store::publications::Publication out;
  out.linked = publishing_detail::refs_of(earlier);
  ONEPOT_TRY(auto before, publishing_detail::released_before(earlier));
  ONEPOT_TRY(const auto table, csv::parse(publishing_detail::counts_csv(people, asked.by), "counts"));
  ONEPOT_TRY(auto counts, learn::read_counts(table, asked.by, "people"));
  counts.day = to_iso(asked.as_of);
  auto proved = learn::publish(counts, rules->rules, before);
  if (!proved && proved.error().code == "contradiction") {
    publishing_detail::part_by_making(before, counts);
    proved = learn::publish(counts, rules->rules, before);
  }
  ONEPOT_TRY(const auto published, std::move(proved));
  out.title = std::string(trim(asked.title));
  out.as_of = asked.as_of;
  out.by = asked.by;
  out.threshold = rules->rules.threshold;
  out.round = rules->rules.round;
  out.rules = rules->id;
  out.csv = learn::to_csv(published.release);
  out.csv_sha256 = to_hex(sha256(out.csv));
  out.small = static_cast<std::int64_t>(published.small);
  out.more = static_cast<std::int64_t>(published.more);
  out.form = learn::checkers_form(published, rules->rules, before);
  return out;
}

Result<std::string> propose_table(const Work& work, store::publications::Publication made) {
  work.only_for({"publish-figures"});
  const auto now = store::publications::all(work.session, work.actor().place, true);
  if (publishing_detail::refs_of(now) != made.linked) return refuse("taken", "Another table was released meanwhile");
  made.ref = work.new_ref();
  made.made_by_id = work.actor().account;
  store::publications::add(work.session, work.actor().place, made, work.now());
  work.audit("publication:" + made.ref, {}, "proposed");
  return made.ref;
}

Result<void> check_table(const Work& work, std::string_view ref, bool release, std::string_view words) {
  work.only_for({"check-figures"});
  const auto found = store::publications::by_ref(work.session, ref);
  if (!found || store::publications::place_of(work.session, ref) != work.actor().place)
    return tl::unexpected(no_table());
  if (found->made_by_id == work.actor().account) return refuse("own", "Somebody else has to check your table");
  if (!release && trim(words).empty()) return refuse("empty", "Say why not", Where{{}, 0, "words"});
  if (release) {
    if (publishing_detail::taken_back(work, *found))
      return refuse("taken-back", "Somebody counted here has taken their yes back: it must be made again");
    const auto now = store::publications::all(work.session, work.actor().place, true);
    if (publishing_detail::refs_of(now) != found->linked)
      return refuse("stale", "Another table was released since: it must be made again");
  }
  if (!store::publications::answer(work.session, ref, release ? "released" : "refused", trim(words),
                                   work.actor().account, work.now()))
    return refuse("taken", "Somebody has answered already");
  work.audit("publication:" + found->ref, {}, release ? "released" : "refused");
  return {};
}

std::vector<store::publications::Publication> publications(const Work& work) {
  work.only_for({"see-evaluation"});
  auto out = store::publications::all(work.session, work.actor().place, false);
  for (auto& one : out) one.taken_back = publishing_detail::taken_back(work, one);
  return out;
}

Result<store::publications::Publication> publication(const Work& work, std::string_view ref) {
  work.only_for({"see-evaluation", "check-figures"});
  auto found = store::publications::by_ref(work.session, ref);
  if (!found || store::publications::place_of(work.session, ref) != work.actor().place)
    return tl::unexpected(no_table());
  found->taken_back = publishing_detail::taken_back(work, *found);
  return *std::move(found);
}

std::vector<store::publications::Permission> permissions(const Work& work) {
  work.only_for({"give-permission"});
  return store::publications::permissions(work.session, work.actor().place, "extract", work.now());
}

Result<void> permit_extract(const Work& work, std::string_view account_ref, std::string_view why, Date until) {
  work.only_for({"give-permission"});
  const auto account = store::publications::evaluator(work.session, work.actor().place, account_ref);
  if (!account) return refuse("account", "Choose who", Where{{}, 0, "account"});
  if (trim(why).empty()) return refuse("why", "Say what for", Where{{}, 0, "why"});
  if (until <= work.today() || until > work.today() + 366)
    return refuse("until", "A day within a year", Where{{}, 0, "until"});
  store::publications::permit(work.session, work.actor().place, *account, work.new_ref(), "extract", trim(why),
                              work.actor().account, work.now(), Instant((until + 1).days()));
  work.audit("account:" + std::string(account_ref), {}, "permitted to take extracts");
  return {};
}

Result<void> end_permission(const Work& work, std::string_view ref) {
  work.only_for({"give-permission"});
  if (!store::publications::end_permission(work.session, work.actor().place, ref, work.now()))
    return refuse("gone", "It has ended already");
  work.audit("permission:" + std::string(ref), {}, "ended");
  return {};
}

Result<Extract> take_extract(const Work& work, std::string_view purpose) {
  work.only_for({"take-extract"});
  if (trim(purpose).empty() || purpose.size() > 500)
    return refuse("purpose", "Say what it is for", Where{{}, 0, "purpose"});
  const Date today = work.today();
  const auto people = store::evaluations::lived(work.session, work.actor().place,
                                                today - store::publications::extract_days, today, work.now());
  constexpr std::array<const char*, 4> sizes{"micro", "small", "medium", "large"};
  const auto age_of = [&](const auto& l) {
    const int tens = std::clamp(age_on(l.born, today) / 10 * 10, 10, 90);
    return fmt::format("{}-{}", tens, tens + 9);
  };
  const auto alike = [&](const auto& l) {
    return fmt::format("{}|{}|{}", age_of(l), l.village,
                       sizes.at(static_cast<std::size_t>(buy::band_of(l.staff_hundredths))));
  };
  std::map<std::string, int> as_many;
  for (const auto& l : people) ++as_many[alike(l)];
  // Names that are good for this file only: nobody can lay two files side by side.
  const std::string key = fmt::format("{:016x}{:016x}", work.random.next(), work.random.next());
  const auto name = [&](std::string_view what) { return to_hex(sha256(key + std::string(what))).substr(0, 12); };
  const auto number = [](const std::optional<std::int64_t>& v) { return v ? std::to_string(*v) : std::string(); };
  Extract out;
  std::map<std::string, std::string> rows;  // by the new names, so that the order tells nothing
  std::vector<std::string> pseudonyms;
  for (const auto& l : people) {
    const bool few = as_many[alike(l)] < 5;
    out.generalised += few;
    const std::string person = name("person " + l.pseudonym);
    rows[person] =
        csv::line({person, name("provider " + l.provider_ref), few ? "" : age_of(l), l.village ? "village" : "town",
                   sizes.at(static_cast<std::size_t>(buy::band_of(l.staff_hundredths))), l.provider_kind, l.holding,
                   std::to_string((l.budget_week.count() + 500) / 1000 * 10),
                   std::to_string((l.support_week.count() + 500) / 1000 * 10), number(l.life_before),
                   number(l.life_after), number(l.carer_before), number(l.carer_after), std::to_string(l.workers),
                   std::to_string(l.visits), std::to_string(l.events)});
    pseudonyms.push_back(l.pseudonym);
  }
  out.rows_csv =
      csv::line({"person", "provider", "age", "setting", "size", "kind", "holding", "budget_week", "support_week",
                 "life_before", "life_after", "carer_before", "carer_after", "workers", "visits", "events"});
  for (const auto& [person, line] : rows) out.rows_csv += line;
  out.people = std::ssize(pseudonyms);
  const std::string from = to_iso(today - store::publications::extract_days), until = to_iso(today);
  out.dictionary_csv = csv::line({"column", "meaning", "values"});
  const std::vector<std::array<std::string, 3>> meanings = {
      {"person", "a name for this file only; it is in no other", "12 hexadecimal digits"},
      {"provider", "who gave most of the support on " + from + "; a name for this file only", "12 hexadecimal digits"},
      {"age", "on " + until + ", in tens; empty where fewer than five people are alike in age, setting and size",
       "10-19 … 90-99"},
      {"setting", "where the person lives", "town, village"},
      {"size", "of the provider, in full-time staff: up to 5, 25, under 100, 100 and over",
       "micro, small, medium, large"},
      {"kind", "of the provider", "open list"},
      {"holding", "how the money is held", "direct-payment, isf, notional, mixed, empty"},
      {"budget_week", "of the person, pounds, to the nearest 10", "whole number"},
      {"support_week", "what the main support costs a week, pounds, to the nearest 10", "whole number"},
      {"life_before", "how life is, the person's own last answer up to " + from, "0 to 24, empty: none"},
      {"life_after", "the same, last answer after that and up to " + until, "0 to 24, empty: none"},
      {"carer_before", "how life is, a carer's last answer up to " + from, "0 to 24, empty: none"},
      {"carer_after", "the same, last answer after that and up to " + until, "0 to 24, empty: none"},
      {"workers", "different people who came between the two days", "whole number"},
      {"visits", "lines of timesheets between the two days", "whole number"},
      {"events", "life events that the person told and lets be counted", "whole number"}};
  for (const auto& m : meanings) out.dictionary_csv += csv::line({m[0], m[1], m[2]});
  const std::string ref = work.new_ref();
  store::publications::add_extract(work.session, work.actor().place, work.actor().account, ref, trim(purpose),
                                   pseudonyms, to_hex(sha256(out.rows_csv)), work.now());
  work.audit("extract:" + ref, {}, fmt::format("{} people", out.people));
  return out;
}

}  // namespace onepot::place
