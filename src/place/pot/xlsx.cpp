#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "onepot/base/files.h"
#include "onepot/place/records.h"

namespace onepot::place {
namespace {

constexpr std::size_t rows_at_most = LXW_ROW_MAX - 2;  // less the header and the sums
constexpr double width_of_a_column = 18;

/// libxlsxwriter writes to a file by name: one of our own, gone when this is.
class XlsxFile {
 public:
  XlsxFile() {
    std::error_code none;
    const auto folder = std::filesystem::temp_directory_path(none);
    path_ = (none ? std::filesystem::path("/tmp") : folder) / "onepot-XXXXXX";
    std::string name = path_.string();
    const int file = ::mkstemp(name.data());
    made_ = file >= 0;
    if (made_) ::close(file);
    path_ = name;
  }
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;
  ~XlsxFile() {
    std::error_code ignored;
    if (made_) std::filesystem::remove(path_, ignored);
  }
  bool made() const { return made_; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
  bool made_ = false;
};

struct XlsxFormats {
  lxw_format *bold, *money, *money_bold, *date;
};

/// Excel knows no other number than a double: it holds every amount of the books (up to £100 thousand million) to the
/// penny.
double for_excel(Pence amount) {
  return static_cast<double>(amount.count()) / 100;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const pot::Value& value, const XlsxFormats& f) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
  } else if (const auto* day = std::get_if<Date>(&value)) {
    const auto ymd = day->ymd();
    lxw_datetime when = {static_cast<int>(ymd.year()),
                         static_cast<int>(static_cast<unsigned>(ymd.month())),
                         static_cast<int>(static_cast<unsigned>(ymd.day())),
                         0,
                         0,
                         0};
    worksheet_write_datetime(sheet, row, column, &when, f.date);
  } else if (const auto* money = std::get_if<Pence>(&value)) {
    worksheet_write_number(sheet, row, column, for_excel(*money), f.money);
  } else if (const auto* count = std::get_if<std::int64_t>(&value)) {
    worksheet_write_number(sheet, row, column, static_cast<double>(*count), nullptr);
  }
}

void write_sheet(lxw_workbook* book, const pot::SheetRows& rows, const XlsxFormats& f) {
  const pot::Sheet& sheet = rows.head;
  lxw_worksheet* out = workbook_add_worksheet(book, sheet.name.c_str());
  const auto columns = static_cast<lxw_col_t>(sheet.columns.size());
  worksheet_set_column(out, 0, static_cast<lxw_col_t>(columns - 1), width_of_a_column, nullptr);
  worksheet_freeze_panes(out, 1, 0);
  for (lxw_col_t c = 0; c < columns; ++c) worksheet_write_string(out, 0, c, sheet.columns[c].title.c_str(), f.bold);
  std::vector<Pence> sums(columns);
  lxw_row_t row = 0;
  rows.each([&](const std::vector<pot::Value>& values) {
    ++row;
    for (lxw_col_t c = 0; c < columns; ++c) {
      write_cell(out, row, c, values[c], f);
      if (const auto* money = std::get_if<Pence>(&values[c])) sums[c] += *money;
    }
  });
  if (!sheet.totals || row == 0) return;
  worksheet_autofilter(out, 0, 0, row, static_cast<lxw_col_t>(columns - 1));
  for (lxw_col_t c = 0; c < columns; ++c) {
    if (sheet.columns[c].kind != pot::Column::Kind::money) continue;
    const auto letter = static_cast<char>('A' + c);  // no sheet of ours has 26 columns
    worksheet_write_formula_num(out, row + 1, c, fmt::format("=SUM({}2:{}{})", letter, letter, row + 1).c_str(),
                                f.money_bold, for_excel(sums[c]));
  }
}

}  // namespace

Result<std::string> to_xlsx(std::span<const pot::Sheet> sheets, Date made) {
  std::vector<pot::SheetRows> rows;
  for (const auto& sheet : sheets)
    rows.push_back({{sheet.name, sheet.columns, {}, sheet.totals}, sheet.rows.size(), [&sheet](const auto& f) {
                      for (const auto& row : sheet.rows) f(row);
                    }});
  return to_xlsx(rows, made);
}

Result<std::string> to_xlsx(std::span<const pot::SheetRows> sheets, Date made) {
  for (const auto& sheet : sheets)
    if (sheet.count > rows_at_most)
      return refuse("too-many-rows", fmt::format("{} has {} rows; a workbook holds {}. Ask for a shorter period or CSV",
                                                 sheet.head.name, sheet.count, rows_at_most));
  const XlsxFile file;
  if (!file.made()) return refuse("machine", "no temporary file can be made");
  const std::string path = file.path();
  // A row is written out when the next one begins: the sheet of a year is never held.
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return refuse("machine", "no workbook can be made");
  lxw_doc_properties properties = {};
  properties.created = std::chrono::system_clock::to_time_t(made.days());
  workbook_set_properties(book, &properties);
  XlsxFormats formats = {workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                         workbook_add_format(book)};
  format_set_bold(formats.bold);
  format_set_num_format(formats.money, "#,##0.00");
  format_set_num_format(formats.money_bold, "#,##0.00");
  format_set_bold(formats.money_bold);
  format_set_num_format(formats.date, "yyyy-mm-dd");
  for (const auto& sheet : sheets) write_sheet(book, sheet, formats);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR) return refuse("machine", lxw_strerror(error));
  return read_file(path);
}

}  // namespace onepot::place
