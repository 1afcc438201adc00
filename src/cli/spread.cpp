#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/spread/forecast.h"

namespace onepot::cli {
namespace spread_command {

struct Options {
  std::string in;
  std::size_t ahead = 5;
  bool json = false;
};

int forecast(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto adopters = spread::read_adoption(*text, o.in);
  if (!adopters) return refused(adopters.error());
  auto fit = spread::forecast(*adopters, o.ahead);
  if (!fit) {
    fit.error().where.file = o.in;
    return refused(fit.error());
  }
  warn(fit->warnings);
  if (o.json) {
    const auto periods = [](const std::vector<spread::ForecastPeriod>& list) {
      json::array out;
      for (const auto& p : list) out.push_back(json::object{{"period", p.period}, {"expected", p.expected}, {"low", p.low}, {"high", p.high}, {"so_far", p.so_far}});
      return out;
    };
    const auto interval = [](const spread::Parameter& p) { return json::object{{"se", p.se}, {"low", p.low}, {"high", p.high}}; };
    std::fputs(json::pretty(json::object{{"m", fit->m.value}, {"p", fit->p.value}, {"q", fit->q.value},
                                         {"intervals", json::object{{"m", interval(fit->m)}, {"p", interval(fit->p)}, {"q", interval(fit->q)}}},
                                         {"peak", fit->peak}, {"residual_sd", fit->residual_sd}, {"fitted", periods(fit->fitted)}, {"ahead", periods(fit->ahead)},
                                         {"warnings", json::array(fit->warnings.begin(), fit->warnings.end())}}).c_str(), stdout);
    return exit_done;
  }
  const auto line = [](const char* name, const spread::Parameter& p, const char* words) { std::printf("%s  %.4g  (%.4g to %.4g)  %s\n", name, p.value, p.low, p.high, words); };
  line("m", fit->m, "will have adopted it in the end");
  line("p", fit->p, "of those left adopt it by themselves in a period");
  line("q", fit->q, "adopt it because others did");
  if (fit->peak > 0) std::printf("fastest after %.1f periods\n", fit->peak);
  std::printf("period    expected         low        high      so far\n");
  for (const auto& p : fit->ahead) std::printf("%6d%12.1f%12.1f%12.1f%12.1f\n", p.period, p.expected, p.low, p.high, p.so_far);
  return exit_done;
}

}  // namespace spread_command

void add_spread(CLI::App& root, int& exit) {
  using namespace spread_command;
  auto* room = root.add_subcommand("spread", "How good ideas travel, and what people who talk about them agree on");
  room->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  auto* f = room->add_subcommand("forecast", "Fit Bass's curve to new adopters a period, and look ahead");
  f->footer("Columns: period,adopters (new ones in the period).\nExample:\n  onepot spread forecast adoption.csv --ahead 5");
  f->add_option("--ahead", o->ahead, "periods to look ahead")->check(CLI::Range(0, 1000));
  f->add_flag("--json", o->json, "one JSON document");
  f->add_option("ADOPTION", o->in, "one row a period; - is standard input")->required();
  f->callback([o, &exit] { exit = forecast(*o); });
}

}  // namespace onepot::cli
