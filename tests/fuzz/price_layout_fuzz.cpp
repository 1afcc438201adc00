// A layout and a file of episodes, cut out of the bytes at '\f', and a workbook: read or refused, and whatever is read
// is grouped, alike for one thread and two and for any cut into chunks.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/grouper_files.h"
#include "onepot/price/admitted/workbook.h"

using namespace onepot;

namespace {

const price::Admitted* currency() {
  static const auto loaded =
      price::load_admitted(*price::read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/teaching-admitted"));
  ONEPOT_ASSERT(loaded.has_value());
  return &*loaded;
}

Result<std::vector<std::string>> grouped(const std::string& text, const std::optional<price::Layout>& layout,
                                         unsigned threads, std::size_t piece) {
  const auto read = [&, at = std::size_t{0}](char* to, std::size_t most) mutable -> Result<std::size_t> {
    const std::size_t n = std::min({most, piece, text.size() - at});
    text.copy(to, n, at);
    at += n;
    return n;
  };
  ONEPOT_TRY(auto file, price::EpisodeFile::open(read, layout, "in.csv", piece));
  const price::Grouper grouper(*currency(), file.layout(), file.header().size(), "in.csv");
  auto out = price::grouper_headers(grouper, file.header());
  ONEPOT_CHECK(price::group_stream(
      file, grouper, out.size(),
      [](const price::Grouper& g, const price::Chunk& chunk, std::span<std::string> outputs) -> Result<void> {
        price::write_grouped(g, chunk, outputs);
        return {};
      },
      [&](std::size_t output, std::string_view bytes) -> Result<void> {
        out[output] += bytes;
        return {};
      },
      threads));
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)price::read_workbook(bytes, "book.xlsx");
  const auto parts = split_text(bytes, '\f');
  std::optional<price::Layout> layout;
  if (const auto read = price::read_layout(parts[0], "x.rdf")) layout = *read;
  const std::string text = parts.size() > 1 ? parts[1] : parts[0];
  const auto one = grouped(text, layout, 1, 1 << 20);
  const auto two = grouped(text, layout, 2, 64);
  if (one && two) ONEPOT_ASSERT(*one == *two);
  ONEPOT_ASSERT(one.has_value() == two.has_value());
  return 0;
}
