// onepot price compare and price publish: a tariff in shadow beside the live one, and how it becomes live.
#include "onepot/price/compare.h"

#include <memory>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/price/publish.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace compare_command {

struct Options {
  std::string tariff, with, in, block, by = "provider";
  bool json = false;
};
struct PublishOptions {
  std::string tariff, status, on, by;
};

std::string percent(const price::Compared& c) {
  const auto tenths = price::tenths_of_percent(c.now, c.then - c.now);
  if (!tenths) return "";
  const std::int64_t size = *tenths < 0 ? -*tenths : *tenths;
  return fmt::format("{}{}.{}", *tenths < 0 ? "-" : "", size / 10, size % 10);
}

json::object to_json(const price::Compared& c, const std::string& by) {
  json::object out{{by, c.name},
                   {"rows", c.rows},
                   {"now", to_decimal(c.now)},
                   {"then", to_decimal(c.then)},
                   {"difference", to_decimal(c.then - c.now)},
                   {"percent", percent(c)},
                   {"without_a_price_now", c.unpriced_now},
                   {"without_a_price_then", c.unpriced_then}};
  if (c.block) {
    out["block"] = to_decimal(*c.block);
    out["tariff_less_block"] = to_decimal(c.now - *c.block);
    out["then_less_block"] = to_decimal(c.then - *c.block);
  }
  return out;
}

std::string line_of(const price::Compared& c, bool blocks) {
  const auto difference = c.then - c.now;
  std::string out = fmt::format("{:<12} {:>9} {:>18} {:>18} {:>16} {:>7}", c.name, c.rows, to_decimal(c.now),
                                to_decimal(c.then), to_decimal(difference), percent(c));
  if (blocks) out += fmt::format(" {:>18}", c.block ? to_decimal(*c.block) : "");
  return out + (difference > Pence(0) ? "  wins\n" : difference < Pence(0) ? "  loses\n" : "  the same\n");
}

Result<void> run(const Options& o) {
  ONEPOT_TRY(const auto tariffs, activity_tariffs_at({o.tariff, o.with}));
  ONEPOT_TRY(const auto text, read_file(o.in));
  std::string block;
  if (!o.block.empty()) {
    ONEPOT_TRY(block, read_file(o.block));
  }
  const auto by = o.by == "group" ? price::CompareBy::group
                  : o.by == "pod" ? price::CompareBy::pod
                                  : price::CompareBy::provider;
  ONEPOT_TRY(const auto c, price::compare(tariffs[0], tariffs[1], text, o.in, by, block, o.block));
  const auto named = [](const price::ActivityTariff& t) {
    return fmt::format("{}@{} {}", t.id, t.version, to_text(t.status));
  };
  if (o.json) {
    json::array parts;
    for (const auto& p : c.parts) parts.push_back(to_json(p, o.by));
    auto all = to_json(c.all, o.by);
    all.erase(o.by);
    return write_file("-", json::pretty(json::object{{"now", named(tariffs[0])},
                                                     {"then", named(tariffs[1])},
                                                     {o.by + "s", std::move(parts)},
                                                     {"all", std::move(all)},
                                                     {"win", c.win},
                                                     {"lose", c.lose},
                                                     {"same", c.same},
                                                     {"won", to_decimal(c.won)},
                                                     {"lost", to_decimal(c.lost)},
                                                     {"moves_money", false}}));
  }
  const bool blocks = c.all.block.has_value();
  std::string out = fmt::format("Now:  {}\nThen: {}\n\n{:<12} {:>9} {:>18} {:>18} {:>16} {:>7}{}\n", named(tariffs[0]),
                                named(tariffs[1]), o.by, "rows", "now", "then", "difference", "%",
                                blocks ? fmt::format(" {:>18}", "block") : "");
  for (const auto& p : c.parts) out += line_of(p, blocks);
  auto all = c.all;
  all.name = "all";
  out += line_of(all, blocks);
  out += fmt::format("\n{} win {}, {} lose {}, {} stay as they are. Nothing is paid by this.\n", c.win,
                     to_pounds(c.won), c.lose, to_pounds(c.lost), c.same);
  if (c.all.unpriced_now + c.all.unpriced_then > 0)
    out +=
        fmt::format("{} rows have no price now, {} would have none then.\n", c.all.unpriced_now, c.all.unpriced_then);
  return write_file("-", out);
}

Result<void> publish(const PublishOptions& o) {
  ONEPOT_TRY(const auto folder, price::read_folder(o.tariff));
  ONEPOT_TRY(const auto status, price::parse_status(o.status, "--as"));
  const auto on = parse_date(o.on);
  if (!on) return refuse(on.error().code, on.error().sentence, Where{"--on", 0, ""});
  // What does not load is not published.
  if (price::is_activity_tariff(folder)) {
    ONEPOT_CHECK(activity_tariffs_at({o.tariff}));
  } else {
    ONEPOT_CHECK(needs_tariff_at(o.tariff, ""));
  }
  ONEPOT_TRY(const auto text, price::published_as(folder, status, *on, o.by));
  ONEPOT_CHECK(write_file(o.tariff + "/tariff.json", text));
  warn({fmt::format("{} is {} since {}", o.tariff, o.status == "draft" ? "a draft again" : o.status, o.on)});
  return {};
}

}  // namespace compare_command

void add_price_compare(CLI::App& price, int& exit) {
  using namespace compare_command;
  auto* verb =
      price.add_subcommand("compare", "The same activity by two tariffs, beside a block: who wins and who loses");
  verb->alias("shadow");
  verb->footer(
      "Example:\n  onepot price compare --tariff tariffs/hrg-2025-26 --with tariffs/hrg-2026-27-shadow --block "
      "blocks.csv spells.csv");
  const auto o = std::make_shared<Options>();
  verb->add_option("--tariff", o->tariff, "folder of the tariff that is paid by now")->required();
  verb->add_option("--with", o->with, "folder of the other, in any status")->required();
  verb->add_option("--block", o->block, "what block contracts pay for the same activity: a CSV of provider and amount");
  verb->add_option("--by", o->by, "provider, group or pod")
      ->capture_default_str()
      ->check(CLI::IsMember({"provider", "group", "pod"}));
  verb->add_flag("--json", o->json, "one JSON document");
  verb->add_option("IN", o->in, "activity, one a row; - is standard input")->required();
  verb->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });

  auto* p = price.add_subcommand("publish", "Take a tariff from draft to shadow, and from shadow to live");
  p->footer(
      "From then on its files must stay as they are: a changed one is refused wherever the tariff is loaded.\n"
      "Example:\n  onepot price publish --tariff tariffs/hrg-2026-27 --as shadow --on 2026-01-12 --by 'F. Okafor, "
      "finance'");
  const auto po = std::make_shared<PublishOptions>();
  p->add_option("--tariff", po->tariff, "folder of the tariff")->required();
  p->add_option("--as", po->status, "shadow, live, or draft again")
      ->required()
      ->check(CLI::IsMember({"draft", "shadow", "live"}));
  p->add_option("--on", po->on, "the day of the decision")->required();
  p->add_option("--by", po->by, "who decided")->required();
  p->callback([po, &exit] {
    if (const auto done = publish(*po); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
