// onepot price import: the published code-to-group workbook as a currency of a place's own.
#include <filesystem>
#include <memory>

#include "onepot/base/files.h"
#include "onepot/price/admitted/workbook.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace import_workbook_command {

struct Options {
  std::string in, out, map, fields, id = "hrg4plus", name = "HRG4+", version, from, until;
};

Result<void> run(const Options& o) {
  ONEPOT_TRY(const auto bytes, read_file(o.in));
  price::ImportOptions options;
  options.id = o.id;
  options.name = o.name;
  options.version = o.version;
  options.file = std::filesystem::path(o.in).filename().string();
  ONEPOT_TRY(options.period.from, parse_date(o.from));
  ONEPOT_TRY(options.period.until, parse_date(o.until));
  if (!o.map.empty()) {
    ONEPOT_TRY(const auto text, read_file(o.map));
    ONEPOT_TRY(options.map, csv::parse(text, o.map));
  }
  ONEPOT_TRY(const auto usual, price::read_folder(o.fields));
  ONEPOT_TRY(const auto folder, price::import_workbook(bytes, options, usual, o.out));
  std::error_code error;
  std::filesystem::create_directories(o.out, error);
  if (error) return refuse("machine", "cannot make the folder: " + error.message(), Where{o.out, 0, ""});
  for (const auto& [name, text] : folder.files) ONEPOT_CHECK(write_file(o.out + "/" + name, text));
  return write_file("-", fmt::format("{} files in {}. Compare what it gives with the national grouper's output before "
                                     "relying on it: what the workbook says in words only is not in it.\n",
                                     folder.files.size(), o.out));
}

}  // namespace import_workbook_command

void add_price_import_workbook(CLI::App& price, int& exit) {
  using namespace import_workbook_command;
  const auto o = std::make_shared<Options>();
  auto* c = price.add_subcommand("import", "Make a currency from your copy of the published code-to-group workbook");
  c->footer(
      "Example:\n  onepot price import code-to-group.xlsx --out hrg --version 2024/25 --from 2024-04-01 --until "
      "2025-03-31 --fields currencies/teaching-admitted");
  c->add_option("--out", o->out, "folder of the currency")->required();
  c->add_option("--map", o->map, "table,column,sheet,heading: where things stand in this workbook; see docs/price.md");
  c->add_option("--fields", o->fields, "a currency of admitted care whose fields.csv is taken over")->required();
  c->add_option("--id", o->id, "id of the currency");
  c->add_option("--name", o->name, "its name");
  c->add_option("--version", o->version, "its version")->required();
  c->add_option("--from", o->from, "first day, such as 2024-04-01")->required();
  c->add_option("--until", o->until, "last day")->required();
  c->add_option("WORKBOOK", o->in, "the workbook (.xlsx)")->required();
  c->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
