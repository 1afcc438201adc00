// onepot pot close | limit | expire: what is decided about the books, and what a day brings.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "commands.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotRuleOptions {
  std::string ledger, until, account, lowest, highest, from, date, by, why;
  bool list = false;
};

Instant clock_of_rules() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string day_is_real(const std::string& text) {
  const auto day = parse_date(text);
  return day ? std::string() : day.error().sentence;
}

std::string amount_is_real(const std::string& text) {
  if (text == "none") return {};
  const auto amount = parse_pence(text);
  return amount ? std::string() : amount.error().sentence;
}

std::optional<Pence> limit_typed(const std::string& text) {
  return text == "none" ? std::nullopt : std::optional(*parse_pence(text));
}

std::string limit_shown(const std::optional<Pence>& pence) {
  return pence ? to_decimal(*pence) : "none";
}

int run_pot_close(const PotRuleOptions& o) {
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  if (o.until.empty()) {
    for (const auto& c : db->read([](store::Session& s) { return store::ledger::closings(s); }))
      fmt::print("{}  closed {} by {}  {} rows  {}  {}\n", to_iso(c.until), to_iso(date_of(c.at)), c.by, c.rows, c.head,
                 c.note);
    return exit_done;
  }
  const Instant now = clock_of_rules();
  const auto closed = db->write([&](store::Session& s) {
    return store::ledger::close_until(s, *parse_date(o.until), date_of(now), now, o.by, o.why);
  });
  if (!closed) return refused(closed.error());
  fmt::print("The books are closed up to {}: {} rows, last hash {}\n", to_iso(closed->until), closed->rows,
             closed->head);
  return exit_done;
}

int run_pot_limit(const PotRuleOptions& o) {
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  if (o.lowest.empty() && o.highest.empty()) {
    for (const auto& c : db->read([&](store::Session& s) { return store::ledger::limit_changes(s, o.account); }))
      fmt::print("{}  from {}  lowest {}  highest {}  by {}  {}\n", c.account, to_iso(c.from),
                 limit_shown(c.limit.lowest), limit_shown(c.limit.highest), c.by, c.why);
    return exit_done;
  }
  const Instant now = clock_of_rules();
  const auto changed = db->write([&](store::Session& s) -> Result<void> {
    const Date from = o.from.empty() ? date_of(now) : *parse_date(o.from);
    pot::Limit limit = store::ledger::limit_on(s, o.account, from);
    if (!o.lowest.empty()) limit.lowest = limit_typed(o.lowest);
    if (!o.highest.empty()) limit.highest = limit_typed(o.highest);
    return store::ledger::set_limit(s, {o.account, limit, from, now, o.by, o.why});
  });
  return changed ? static_cast<int>(exit_done) : refused(changed.error());
}

int run_pot_expire(const PotRuleOptions& o) {
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  const Date today = o.date.empty() ? date_of(clock_of_rules()) : *parse_date(o.date);
  const auto released = db->write([&](store::Session& s) { return store::ledger::expire_due(s, today); });
  if (!released) return refused(released.error());
  fmt::print("{} promises released\n", *released);
  return exit_done;
}

}  // namespace

void add_pot_close(CLI::App& pot, int& exit) {
  auto o = std::make_shared<PotRuleOptions>();
  auto* verb = pot.add_subcommand("close", "Close the books up to a day: nothing in them changes any more");
  verb->add_option("--ledger", o->ledger, "the books: a file or postgres://…")->required();
  auto* until =
      verb->add_option("--until", o->until, "the last day that is closed; without it, what is closed is listed")
          ->check(day_is_real);
  verb->add_option("--by", o->by, "who closes them")->needs(until);
  verb->add_option("--note", o->why, "for whoever looks later")->needs(until);
  verb->footer("Example:\n  onepot pot close --ledger books.db --until 2026-04-30 --by 'Femi Ade'");
  verb->callback([o, until, &exit] {
    if (*until && o->by.empty()) throw CLI::RequiredError("--by");
    exit = run_pot_close(*o);
  });
}

void add_pot_limit(CLI::App& pot, int& exit) {
  auto o = std::make_shared<PotRuleOptions>();
  auto* verb = pot.add_subcommand("limit", "How far an account may go: change it, or list its changes");
  verb->add_option("--ledger", o->ledger, "the books: a file or postgres://…")->required();
  verb->add_option("--account", o->account, "the account; without it, the changes of all are listed");
  verb->add_option("--lowest", o->lowest, "available may not go below this, in any stream; none: no limit")
      ->check(amount_is_real);
  verb->add_option("--highest", o->highest, "the balance may not go above this, in any stream; none: no limit")
      ->check(amount_is_real);
  verb->add_option("--from", o->from, "for what is booked on this day and after; today unless given")
      ->check(day_is_real);
  verb->add_option("--by", o->by, "who changes it");
  verb->add_option("--why", o->why, "why it changes");
  verb->footer(
      "Example:\n  onepot pot limit --ledger books.db --account pot:pete:nhs-phb --lowest=-50.00 --by 'Femi Ade' --why "
      "'the transfer is late'");
  verb->callback([o, &exit] {
    if (!o->lowest.empty() || !o->highest.empty()) {
      if (o->account.empty()) throw CLI::RequiredError("--account");
      if (o->by.empty()) throw CLI::RequiredError("--by");
    }
    exit = run_pot_limit(*o);
  });
}

void add_pot_expire(CLI::App& pot, int& exit) {
  auto o = std::make_shared<PotRuleOptions>();
  auto* verb = pot.add_subcommand("expire", "Release what is left of promises whose last day is past");
  verb->add_option("--ledger", o->ledger, "the books: a file or postgres://…")->required();
  verb->add_option("--date", o->date, "the day it is; today unless given")->check(day_is_real);
  verb->footer("Example:\n  onepot pot expire --ledger books.db --date 2026-07-01");
  verb->callback([o, &exit] { exit = run_pot_expire(*o); });
}

}  // namespace onepot::cli
