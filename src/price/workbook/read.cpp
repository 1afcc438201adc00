#include <expat.h>
#include <zip.h>

#include <charconv>
#include <map>
#include <memory>

#include "onepot/base/text.h"
#include "onepot/price/admitted/workbook.h"

namespace onepot::price {

namespace workbook_reading {

constexpr std::size_t most_bytes = 512U * 1024 * 1024, most_cells = 20'000'000, most_rows = 1'048'576,
                      most_columns = 16'384;

tl::unexpected<Refusal> bad(const std::string& file, const std::string& what, std::string part = "") {
  return refuse("bad-workbook", what, Where{file, 0, std::move(part)});
}

struct CloseZip {
  void operator()(zip_t* z) const { zip_discard(z); }
};
struct CloseEntry {
  void operator()(zip_file_t* f) const { zip_fclose(f); }
};
struct FreeParser {
  void operator()(XML_ParserStruct* p) const { XML_ParserFree(p); }
};

class Archive {
 public:
  static Result<Archive> open(std::string_view bytes, const std::string& file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return bad(file, "it cannot be opened");
    zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr) {
      zip_source_free(source);
      return bad(file, "it is not an Excel workbook (.xlsx)");
    }
    return Archive(zip, file);
  }
  bool has(const std::string& part) const { return zip_name_locate(zip_.get(), part.c_str(), 0) >= 0; }
  Result<std::string> part(const std::string& name) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(zip_.get(), name.c_str(), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
      return bad(file_, "the part is missing", name);
    if (stat.size > most_bytes - taken_) return bad(file_, "it would unfold to more than 512 MB", name);
    taken_ += stat.size;
    const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(zip_.get(), name.c_str(), 0));
    std::string out(stat.size, '\0');
    if (!entry || zip_fread(entry.get(), out.data(), out.size()) != static_cast<zip_int64_t>(out.size()))
      return bad(file_, "the part is damaged", name);
    return out;
  }

 private:
  Archive(zip_t* zip, std::string file) : zip_(zip), file_(std::move(file)) {}
  std::unique_ptr<zip_t, CloseZip> zip_;
  std::string file_;
  std::size_t taken_ = 0;
};

using Attributes = std::map<std::string, std::string, std::less<>>;

/// Elements by their local names, as they come.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}

  Result<void> run(const std::string& xml, const std::string& file, const std::string& part) {
    const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreate(nullptr));
    if (!parser) return bad(file, "no memory for reading it", part);
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_,
        [](void* self, const XML_Char* name, const XML_Char** at) {
          Attributes attributes;
          for (; *at != nullptr; at += 2) attributes.emplace(local(at[0]), at[1]);
          static_cast<Reader*>(self)->begin(local(name), attributes);
        },
        [](void* self, const XML_Char* name) { static_cast<Reader*>(self)->end(local(name)); });
    XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* s, int n) {
      static_cast<Reader*>(self)->text({s, static_cast<std::size_t>(n)});
    });
    // A workbook has no document type; one that has means harm.
    XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
      static_cast<Reader*>(self)->stop("it holds a document type");
    });
    const bool whole = XML_Parse(parser_, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    const auto line = static_cast<long>(XML_GetCurrentLineNumber(parser_));
    parser_ = nullptr;
    if (!why_.empty()) return bad(file, why_, part);
    if (!whole) return refuse("bad-workbook", "the part is not well-formed XML", Where{file, line, part});
    return {};
  }

 protected:
  void stop(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
  }
  static std::string_view local(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }

 private:
  XML_ParserStruct* parser_ = nullptr;
  std::string why_;
};

std::string value_of(const Attributes& attributes, std::string_view name) {
  const auto at = attributes.find(name);
  return at == attributes.end() ? std::string() : at->second;
}

/// xl/workbook.xml: names of sheets with the ids of their parts, in order.
struct SheetNames : Reader {
  std::vector<std::pair<std::string, std::string>> sheets;
  void begin(std::string_view name, const Attributes& a) override {
    if (name != "sheet") return;
    // name= and r:id=; sheetId= is another thing.
    sheets.emplace_back(value_of(a, "name"), value_of(a, "id"));
  }
  void end(std::string_view) override {}
};

struct Relations : Reader {
  std::map<std::string, std::string> target;
  void begin(std::string_view name, const Attributes& a) override {
    if (name == "Relationship") target[value_of(a, "Id")] = value_of(a, "Target");
  }
  void end(std::string_view) override {}
};

/// Texts that many cells share; runs of one text are put together, readings aids left out.
struct SharedTexts : Reader {
  std::vector<std::string> texts;
  bool in_text = false;
  int aside = 0;
  void begin(std::string_view name, const Attributes&) override {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") ++aside;
    in_text = name == "t" && aside == 0;
  }
  void end(std::string_view name) override {
    if (name == "rPh") --aside;
    in_text = false;
  }
  void text(std::string_view t) override {
    if (in_text && !texts.empty()) texts.back() += t;
  }
};

/// "BC12": column and row, from 0.
std::optional<std::pair<std::size_t, std::size_t>> place_of(std::string_view reference) {
  std::size_t column = 0, i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 3; ++i)
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  std::size_t row = 0;
  const auto digits = reference.substr(i);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), row);
  if (column == 0 || error != std::errc() || end != digits.data() + digits.size() || row == 0 || row > most_rows ||
      column > most_columns)
    return std::nullopt;
  return std::pair(column - 1, row - 1);
}

struct Cells : Reader {
  Cells(Sheet& s, const std::vector<std::string>& t, std::size_t& n) : sheet(s), shared(t), cells(n) {}
  Sheet& sheet;
  const std::vector<std::string>& shared;
  std::size_t& cells;
  std::size_t row = 0, column = 0, next_row = 0, next_column = 0;
  std::string type, value;
  bool in_cell = false, in_value = false;
  int aside = 0;
  void begin(std::string_view name, const Attributes& a) override {
    if (name == "row") {
      std::size_t n = 0;
      const auto r = value_of(a, "r");
      if (!r.empty() && std::from_chars(r.data(), r.data() + r.size(), n).ec == std::errc() && n > 0) next_row = n - 1;
      row = next_row++;
      next_column = 0;
    } else if (name == "c") {
      in_cell = true;
      type = value_of(a, "t");
      value.clear();
      column = next_column;
      if (const auto r = value_of(a, "r"); !r.empty()) {
        const auto at = place_of(r);
        if (!at) return stop("the cell '" + r.substr(0, 20) + "' stands nowhere");
        column = at->first;
        row = at->second;
      }
      next_column = column + 1;
    } else if (name == "rPh") {
      ++aside;
    }
    in_value = in_cell && aside == 0 && (name == "v" || name == "t");
  }
  void end(std::string_view name) override {
    in_value = false;
    if (name == "rPh") --aside;
    if (name != "c" || !in_cell) return;
    in_cell = false;
    if (type == "s") {
      std::size_t n = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
      if (error != std::errc() || end != value.data() + value.size() || n >= shared.size())
        return stop("a cell refers to a text that is not there");
      value = shared[n];
    }
    if (value.empty()) return;
    if (row >= most_rows || column >= most_columns) return stop("it has more rows than a sheet can have");
    if (sheet.rows.size() <= row) {
      cells += row + 1 - sheet.rows.size();
      if (cells > most_cells) return stop("it has too many cells");
      sheet.rows.resize(row + 1);
    }
    auto& cells_of_row = sheet.rows[row];
    if (cells_of_row.size() <= column) {
      cells += column + 1 - cells_of_row.size();
      if (cells > most_cells) return stop("it has too many cells");
      cells_of_row.resize(column + 1);
    }
    cells_of_row[column] = std::move(value);
    value.clear();
  }
  void text(std::string_view t) override {
    if (in_value) value += t;
  }
};

}  // namespace workbook_reading

Result<std::vector<Sheet>> read_workbook(std::string_view bytes, const std::string& file) {
  using namespace workbook_reading;
  ONEPOT_TRY(auto archive, Archive::open(bytes, file));
  const std::string book = "xl/workbook.xml", relations = "xl/_rels/workbook.xml.rels", texts = "xl/sharedStrings.xml";
  SheetNames names;
  ONEPOT_TRY(const auto book_xml, archive.part(book));
  ONEPOT_CHECK(names.run(book_xml, file, book));
  Relations targets;
  ONEPOT_TRY(const auto relations_xml, archive.part(relations));
  ONEPOT_CHECK(targets.run(relations_xml, file, relations));
  SharedTexts shared;
  if (archive.has(texts)) {
    ONEPOT_TRY(const auto xml, archive.part(texts));
    ONEPOT_CHECK(shared.run(xml, file, texts));
  }
  std::vector<Sheet> out;
  std::size_t cells = 0;
  for (const auto& [name, id] : names.sheets) {
    const auto target = targets.target.find(id);
    if (target == targets.target.end()) return bad(file, "the sheet '" + name + "' has no part", book);
    const std::string part = target->second.starts_with('/') ? target->second.substr(1) : "xl/" + target->second;
    ONEPOT_TRY(const auto xml, archive.part(part));
    Sheet sheet{name, {}};
    Cells reader(sheet, shared.texts, cells);
    ONEPOT_CHECK(reader.run(xml, file, part));
    out.push_back(std::move(sheet));
  }
  return out;
}

}  // namespace onepot::price
