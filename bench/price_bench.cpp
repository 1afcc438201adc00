// Admitted care from CSV to CSV: episodes a second, against only reading and writing the same rows.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "onepot/price/admitted/grouper_files.h"
#include "onepot/price/admitted/value_stream.h"

namespace {

using namespace onepot;

constexpr std::size_t episodes = 400'000;

/// Episodes like those of the national sample: mostly one a stay, four diagnoses, one or two procedures.
std::string made(std::size_t rows) {
  const std::vector<std::string> diagnoses{"J181", "I639", "S720", "N390", "R69X6", "I500", "E119", "M1999",
                                           "Z501", "I10X", "A419", "J969", "F03X",  "K579", "Z602", "L031"};
  const std::vector<std::string> procedures{"W371", "H229", "C751", "U543", "M479", "K751", "Z942", "Y981"};
  std::string out =
      "PROCODET,PROVSPNO,EPIORDER,STARTAGE,SEX,CLASSPAT,ADMISORC,ADMIMETH,DISDEST,DISMETH,EPIDUR,MAINSPEF,"
      "NEOCARE,TRETSPEF";
  for (int d = 1; d <= 14; ++d) out += fmt::format(",DIAG_{:02}", d);
  for (int p = 1; p <= 12; ++p) out += fmt::format(",OPER_{:02}", p);
  out += ",CRITICALCAREDAYS,REHABILITATIONDAYS,SPCDAYS\n";
  std::uint64_t state = 1;
  const auto below = [&](std::uint64_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33U) % n;
  };
  std::size_t spell = 1'000'000'000, left = 0, order = 0;
  const char *method = "21", *setting = "1";
  for (std::size_t r = 0; r < rows; ++r) {
    if (left == 0) {
      ++spell;
      left = below(5) == 0 ? 1 + below(4) : 1;
      order = 0;
      const bool planned = below(3) == 0;
      method = planned ? "11" : "21";
      setting = planned && below(2) == 0 ? "2" : "1";
    }
    --left;
    out += fmt::format("R1H,{},{},{},{},{},19,{},19,1,{},300,8,300", spell, ++order, below(100), 1 + below(2), setting,
                       method, below(20));
    const std::size_t d = 1 + below(8), p = below(4);
    for (std::size_t i = 0; i < 14; ++i) {
      out += ',';
      if (i < d) out += diagnoses[below(diagnoses.size())];
    }
    for (std::size_t i = 0; i < 12; ++i) {
      out += ',';
      if (i < p) out += procedures[below(procedures.size())];
    }
    out += below(30) == 0 ? ",3,0,0\n" : ",0,0,0\n";
  }
  return out;
}

/// The input as a file, once; outputs go to files beside it, so that the disk's cache is part of both.
struct Disk {
  std::string folder = (std::filesystem::temp_directory_path() / fmt::format("price-bench-{}", ::getpid())).string();
  std::string in = folder + "/in.csv";
  Disk() {
    std::filesystem::create_directories(folder);
    const auto text = made(episodes);
    const int fd = ::open(in.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    for (std::string_view rest = text; !rest.empty();) {
      const auto n = ::write(fd, rest.data(), rest.size());
      if (n <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(fd);
  }
  ~Disk() { std::filesystem::remove_all(folder); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
};
const Disk& disk() {
  static const Disk one;
  return one;
}

struct Files {
  std::vector<int> fds;
  explicit Files(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
      fds.push_back(::open(fmt::format("{}/out-{}.csv", disk().folder, i).c_str(),
                           O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  }
  ~Files() {
    for (const int fd : fds) ::close(fd);
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  Result<void> write(std::size_t file, std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto n = ::write(fds[file], bytes.data(), bytes.size());
      if (n <= 0) return refuse("machine", "cannot be written");
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
};

price::Read reading() {
  const auto fd = std::shared_ptr<int>(new int(::open(disk().in.c_str(), O_RDONLY | O_CLOEXEC)), [](int* f) {
    ::close(*f);
    delete f;
  });
  return [fd](char* to, std::size_t most) -> Result<std::size_t> {
    return static_cast<std::size_t>(std::max<ssize_t>(::read(*fd, to, most), 0));
  };
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return std::move(*result);
}

const price::Admitted& teaching() {
  static const price::Admitted loaded =
      must(price::load_admitted(must(price::read_folder(ONEPOT_SOURCE_DIR "/currencies/teaching-admitted"))));
  return loaded;
}
const price::ActivityTariff& prices() {
  static const price::ActivityTariff loaded = must(
      price::load_activity_tariff(must(price::read_folder(ONEPOT_SOURCE_DIR "/tariffs/teaching-admitted-2024-25"))));
  return loaded;
}

void rate(benchmark::State& state) {
  state.counters["episodes/s"] = benchmark::Counter(
      static_cast<double>(episodes) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// What everything else is measured against: the rows read, cut into cells, and the same cells written.
void only_read_and_write(benchmark::State& state) {
  for (auto _ : state) {
    auto file = must(price::EpisodeFile::open(reading(), {}, "in.csv"));
    const price::Grouper grouper(teaching(), file.layout(), file.header().size(), "in.csv");
    const Files out(1);
    price::Chunk chunk;
    std::string text;
    while (must(file.next(chunk))) {
      if (!grouper.cut(chunk)) throw std::runtime_error("cut");
      text.clear();
      text.reserve(chunk.text.size());
      for (const auto& row : chunk.episodes)
        for (std::size_t c = 0; c < file.header().size(); ++c) {
          text += chunk.at(row, c);
          text += c + 1 < file.header().size() ? ',' : '\n';
        }
      if (!out.write(0, text)) throw std::runtime_error("write");
    }
  }
  rate(state);
}
BENCHMARK(only_read_and_write)->Unit(benchmark::kMillisecond)->UseRealTime();

void group(benchmark::State& state, bool with_prices) {
  const auto threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state) {
    auto file = must(price::EpisodeFile::open(reading(), {}, "in.csv"));
    const price::Grouper grouper(teaching(), file.layout(), file.header().size(), "in.csv");
    const auto valuer = must(price::SpellValuer::over(std::span(&prices(), 1), file.header(), "in.csv"));
    const std::size_t kinds = price::grouper_files().size();
    const Files out(kinds + 1);
    const auto totals = price::group_stream(
        file, grouper, kinds + 1,
        [&](const price::Grouper& g, const price::Chunk& chunk, std::span<std::string> outputs) -> Result<void> {
          price::write_grouped(g, chunk, outputs.first(kinds));
          if (with_prices) valuer.write(g, chunk, outputs.back());
          return {};
        },
        [&](std::size_t output, std::string_view text) { return out.write(output, text); }, threads);
    benchmark::DoNotOptimize(must(totals).spells);
  }
  rate(state);
}
void group_only(benchmark::State& state) {
  group(state, false);
}
void group_and_price(benchmark::State& state) {
  group(state, true);
}
BENCHMARK(group_only)->Arg(1)->Arg(2)->ArgName("threads")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(group_and_price)->Arg(1)->Arg(2)->ArgName("threads")->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
