#include "onepot/town/rents.h"

#include <zlib.h>

#include <memory>
#include <set>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/town/numbers.h"

namespace onepot::town {

RentTable RentTable::built_in() {
  const Numbers& n = Numbers::built_in();
  RentTable out;
  out.source = "Local Housing Allowance, April 2024 (synthetic spread)";
  const auto low = static_cast<std::int64_t>(n.real("rent_spread_low") * 1000 + 0.5);
  const auto high = static_cast<std::int64_t>(n.real("rent_spread_high") * 1000 + 0.5);
  const std::array names{"rent_shared_room", "rent_1_bed", "rent_2_bed", "rent_3_bed", "rent_4_bed"};
  for (std::size_t size = 0; size < names.size(); ++size) {
    const Pence allowance =
        n.pence(names[size]);  // the allowance is the 30th percentile: straight lines on either side
    for (std::int64_t q = 0; q <= 100; ++q) {
      const std::int64_t factor = q <= 30 ? low + (1000 - low) * q / 30 : 1000 + (high - 1000) * (q - 30) / 70;
      out.sorted[size].push_back(times(allowance, Rational(factor, 1000)));
    }
  }
  return out;
}

Pence RentTable::at(int size, std::int64_t thousandths) const {
  const auto& rents = sorted.at(static_cast<std::size_t>(size));
  ONEPOT_ASSERT(!rents.empty() && thousandths >= 0 && thousandths <= 1000);
  return rents[static_cast<std::size_t>(thousandths) * (rents.size() - 1) / 1000];
}

namespace rents_file {

/// Lines of a file that may be gzipped (zlib reads a plain file as it is).
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(gzopen(path.c_str(), "rb"), gzclose) {
    if (file_) gzbuffer(file_.get(), 1 << 18);
  }
  bool open() const { return file_ != nullptr; }
  bool broken() const {
    int code = Z_OK;
    gzerror(file_.get(), &code);
    return code != Z_OK && code != Z_STREAM_END;
  }
  bool next(std::string& line) {
    line.clear();
    std::array<char, 4096> part{};
    while (gzgets(file_.get(), part.data(), static_cast<int>(part.size())) != nullptr) {
      line += part.data();
      if (line.ends_with('\n')) break;
    }
    const bool any = !line.empty();
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return any;
  }

 private:
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
};

std::string near_names(const std::set<std::string>& names, const std::string& wanted) {
  std::vector<std::string> near;
  for (const auto& name : names)
    if (!wanted.empty() && name.starts_with(wanted.substr(0, 3)) && near.size() < 8) near.push_back(name);
  for (const auto& name : names)
    if (near.empty() || (near.size() < 5 && !name.starts_with(wanted.substr(0, 3)))) near.push_back(name);
  return join(near, ", ");
}

}  // namespace rents_file

Result<RentTable> read_rents(const std::string& path, const std::string& brma) {
  rents_file::Lines lines(path);
  if (!lines.open()) return refuse("no-file", "the file cannot be opened; expected a CSV of weekly rents", Where{path});
  std::string text;
  if (!lines.next(text))
    return refuse("no-header", "the file is empty; expected a header row of column names", Where{path, 1, ""});
  ONEPOT_TRY(const auto header, csv::parse(text + "\n", path));
  csv::Columns columns(header);
  const auto rent = columns.need("weekly_rent"), area = columns.need("brma"), category = columns.need("lha_category");
  ONEPOT_CHECK(columns.done());
  RentTable out;
  std::set<std::string> names;
  std::vector<std::string> fields;
  for (long line = 2; lines.next(text); ++line) {
    if (text.find('"') == std::string::npos) {
      fields = split_text(text, ',');
    } else {  // rare: only then the full reader
      ONEPOT_TRY(auto one, csv::parse(text + "\n", path));
      fields = std::move(one.header);
    }
    if (fields.size() != header.header.size())
      return refuse("ragged-row",
                    fmt::format("this row has {} fields; the header has {}", fields.size(), header.header.size()),
                    Where{path, line, ""});
    if (fields[area] != brma) {
      if (names.empty() || *names.rbegin() != fields[area]) names.insert(fields[area]);
      continue;
    }
    const std::string& letter = fields[category];
    if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'E')
      return refuse("bad-category", "'" + letter + "' is not a size; expected A, B, C, D or E",
                    Where{path, line, "lha_category"});
    auto pence = parse_pence(fields[rent]);
    if (!pence) return refuse(pence.error().code, pence.error().sentence, Where{path, line, "weekly_rent"});
    if (*pence <= Pence(0))
      return refuse("bad-rent", "a rent of " + fields[rent] + "; expected more than nothing",
                    Where{path, line, "weekly_rent"});
    out.sorted[static_cast<std::size_t>(letter[0] - 'A')].push_back(*pence);
  }
  if (lines.broken())
    return refuse("bad-gzip", "the file breaks off or is damaged; expected a whole gzip file", Where{path});
  std::size_t count = 0;
  for (const auto& rents : out.sorted) count += rents.size();
  if (count == 0)
    return refuse("no-such-area",
                  "no rents for the area '" + brma + "'; expected one of the file's, such as " +
                      rents_file::near_names(names, brma),
                  Where{path, 0, "brma"});
  for (std::size_t size = 0; size < out.sorted.size(); ++size) {
    if (out.sorted[size].empty())
      return refuse("no-such-size",
                    fmt::format("the area '{}' has no rents of category {}; expected some of every size", brma,
                                static_cast<char>('A' + size)),
                    Where{path, 0, "lha_category"});
    std::ranges::sort(out.sorted[size]);
  }
  out.source = fmt::format("{} rents of {}, list of rents 2019/20", count, brma);
  return out;
}

}  // namespace onepot::town
