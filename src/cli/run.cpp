#include "onepot/cli/run.h"

#include <cstdio>
#include <exception>

#include "commands.h"
#include "onepot/base/csv.h"

namespace onepot::cli {

int refused(const Refusal& refusal) {
  std::fprintf(stderr, "%s\n", refusal.text().c_str());
  return refusal.code == "machine" ? exit_machine : exit_refused;
}

int refused(const Refusals& refusals) {
  constexpr std::size_t shown = 20;
  int exit = exit_refused;
  for (std::size_t i = 0; i < refusals.size() && i < shown; ++i) exit = refused(refusals[i]);
  if (refusals.size() > shown) std::fprintf(stderr, "and %zu more\n", refusals.size() - shown);
  return exit;
}

void warn(const std::vector<std::string>& warnings) {
  for (const auto& w : warnings) std::fprintf(stderr, "%s\n", w.c_str());
}

std::vector<std::string> passed_over(std::string_view text, const std::string& file,
                                     const std::vector<std::string>& known) {
  // Only the first row is needed, and none of the names that are known has a line end in it.
  const auto header = csv::parse(text.substr(0, text.find('\n')), file);
  if (!header) return {};
  csv::Columns columns(*header);
  for (const auto& name : known) columns.may(name);
  return columns.warnings();
}

int run(int argc, char** argv) {
  CLI::App app{"Onepot: public money as one pot that a person can see, plan with, share, spend and account for"};
  app.name("onepot");
  app.require_subcommand(1);
  int exit = exit_done;
  add_price(app, exit);
  add_pot(app, exit);
  add_club(app, exit);
  add_pay(app, exit);
  add_learn(app, exit);
  add_spread(app, exit);
  add_place(app, exit);
  add_town(app, exit);
  add_serve(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return exit_wrong_command;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "onepot: %s\n", fault.what());
    return exit_machine;
  }
  return exit;
}

}  // namespace onepot::cli
