#include "onepot/price/rows/row_stream.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "onepot/price/rows/columns.h"

namespace onepot::price {
namespace row_streaming {

constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

struct Rows {
  std::uint64_t ticket = 0;
  long lines_before = 0;  ///< of the file, before the chunk's first row
  std::string text;       ///< the header's line, then whole rows
};

/// Cuts the source into chunks that end where a row ends.
class Cutter {
 public:
  Cutter(const RowSource& source, std::string file) : source_(source), file_(std::move(file)) {}

  /// The header's record with its line end, for every chunk to begin with.
  Result<std::string> header() {
    for (;;) {
      if (const auto end = row_end(0, ahead_.size(), true); end != std::string::npos) {
        head_ = ahead_.substr(0, end);
        ahead_.erase(0, end);
        break;
      }
      ONEPOT_TRY(const bool more, fill());
      if (!more) {
        head_ = std::move(ahead_);
        ahead_.clear();
        break;
      }
    }
    lines_ = std::count(head_.begin(), head_.end(), '\n');
    return head_;
  }

  /// False at the end.
  Result<bool> next(Rows& to) {
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
      while (ahead_.size() < wanted_) {
        ONEPOT_TRY(const bool more, fill());
        if (!more) break;
      }
      if (ended_ && ahead_.size() <= wanted_) end = ahead_.size();
      if (end == std::string::npos) end = row_end(0, ahead_.size(), false);
      if (end == std::string::npos) wanted_ *= 2;  // a row longer than a chunk
    }
    wanted_ = chunk_bytes;
    if (end == 0) return false;
    to.ticket = ticket_++;
    to.lines_before = lines_;
    to.text.assign(head_);
    to.text.append(ahead_, 0, end);
    lines_ += std::count(ahead_.begin(), ahead_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    ahead_.erase(0, end);
    return true;
  }

  long head_lines() const { return std::count(head_.begin(), head_.end(), '\n'); }

 private:
  Result<bool> fill() {
    const std::size_t before = ahead_.size();
    ahead_.resize(before + chunk_bytes);
    const auto n = source_(ahead_.data() + before, chunk_bytes);
    ahead_.resize(before + n.value_or(0));
    if (!n) return tl::unexpected<Refusal>(n.error());
    if (*n == 0) ended_ = true;
    return *n > 0;
  }

  /// Behind the first or the last line end that is not within quotes: an even number of quotes stands before it.
  std::size_t row_end(std::size_t from, std::size_t until, bool first) const {
    std::size_t found = std::string::npos;
    bool quoted = false;
    for (std::size_t at = from; at < until;) {
      const void* quote = std::memchr(ahead_.data() + at, '"', until - at);
      const std::size_t stop =
          quote == nullptr ? until : static_cast<std::size_t>(static_cast<const char*>(quote) - ahead_.data());
      if (!quoted) {
        const std::string_view part(ahead_.data() + at, stop - at);
        const auto line = first ? part.find('\n') : part.rfind('\n');
        if (line != std::string_view::npos) {
          found = at + line + 1;
          if (first) return found;
        }
      }
      if (quote != nullptr) quoted = !quoted;
      at = stop + 1;
    }
    return found;
  }

  const RowSource& source_;
  std::string file_, head_, ahead_;
  std::size_t wanted_ = chunk_bytes;
  bool ended_ = false;
  long lines_ = 0;
  std::uint64_t ticket_ = 0;
};

class Run {
 public:
  Run(Cutter& cutter, std::string file, const RowSink& sink, unsigned threads)
      : cutter_(cutter), file_(std::move(file)), sink_(sink), window_(3 * std::uint64_t{threads}) {}

  void work(RowStage& stage) {
    Rows rows;
    for (;;) {
      Treated done;
      {
        std::unique_lock lock(reading_);
        room_.wait(lock, [&] { return stopped_ || given_ < written_ + window_; });
        if (stopped_ || ended_) return;
        const auto more = cutter_.next(rows);
        if (!more) {
          ended_ = true;
          lock.unlock();
          stop(more.error());
          return;
        }
        if (!*more) {
          ended_ = true;
          return;
        }
        ++given_;
        if (!spare_.empty()) {
          done.out = std::move(spare_.back());
          spare_.pop_back();
        }
      }
      treat(rows, stage, done);
      hand_over(rows.ticket, std::move(done));
    }
  }

  const std::optional<Refusal>& fault() const { return fault_; }

 private:
  struct Treated {
    std::string out;
    std::optional<Refusal> fault;
  };

  void treat(const Rows& rows, RowStage& stage, Treated& done) {
    const auto faulty = [&](Refusal refusal) {
      // The scanner counted the header's lines before the chunk's.
      if (refusal.where.line > 0) refusal.where.line += rows.lines_before - cutter_.head_lines();
      done.fault = std::move(refusal);
    };
    auto opened = csv::Scanner::open(rows.text, file_);
    if (!opened) return faulty(opened.error());
    if (last_repeats(opened->header())) opened->let_last_repeat();
    done.out.reserve(rows.text.size() + rows.text.size() / 2);
    for (;;) {
      const auto more = opened->next();
      if (!more) return faulty(more.error());
      if (!*more) return;
      stage.treat(*opened, done.out);
    }
  }

  void stop(const Refusal& refusal) {
    const std::lock_guard lock(writing_);
    if (!fault_) fault_ = refusal;
  }

  /// Whoever comes while another writes leaves its rows with them and goes on.
  void hand_over(std::uint64_t ticket, Treated done) {
    std::unique_lock lock(writing_);
    waiting_.emplace(ticket, std::move(done));
    if (somebody_writes_) return;
    somebody_writes_ = true;
    while (!fault_ && !waiting_.empty() && waiting_.begin()->first == next_) {
      Treated first = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++next_;
      lock.unlock();
      auto fault = std::move(first.fault);
      if (!fault)
        if (const auto written = sink_(first.out); !written) fault = written.error();
      first.out.clear();
      {
        const std::lock_guard guard(reading_);
        ++written_;
        stopped_ = stopped_ || fault.has_value();
        spare_.push_back(std::move(first.out));  // its room is used again
      }
      room_.notify_all();
      lock.lock();
      if (fault) fault_ = std::move(fault);
    }
    somebody_writes_ = false;
  }

  Cutter& cutter_;
  std::string file_;
  const RowSink& sink_;
  std::uint64_t window_;
  std::mutex reading_, writing_;
  std::condition_variable room_;
  std::uint64_t given_ = 0, written_ = 0, next_ = 0;
  bool stopped_ = false, ended_ = false, somebody_writes_ = false;
  std::vector<std::string> spare_;  ///< texts that were written, empty
  std::map<std::uint64_t, Treated> waiting_;
  std::optional<Refusal> fault_;
};

}  // namespace row_streaming

Result<std::vector<std::unique_ptr<RowStage>>> stream_rows(const RowSource& source, const std::string& file,
                                                           const RowStages& stages, const RowSink& sink,
                                                           unsigned threads) {
  threads = std::max(threads, 1U);
  row_streaming::Cutter cutter(source, file);
  ONEPOT_TRY(const std::string head, cutter.header());
  ONEPOT_TRY(const auto scanner, csv::Scanner::open(head, file));
  ONEPOT_TRY(auto ready, stages(scanner.header(), threads));
  row_streaming::Run run(cutter, file, sink, threads);
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < ready.size(); ++t) others.emplace_back([&run, &ready, t] { run.work(*ready[t]); });
  run.work(*ready.front());
  for (auto& other : others) other.join();
  if (run.fault()) return tl::unexpected<Refusal>(*run.fault());
  return ready;
}

void append_row(const csv::Scanner& row, std::string& out) {
  const auto fields = row.fields();
  // Fields that lie one comma apart are the row as it was written.
  bool plain = true;
  for (std::size_t i = 1; plain && i < fields.size(); ++i)
    plain = fields[i - 1].data() + fields[i - 1].size() + 1 == fields[i].data();
  if (plain && !fields.empty() && row.rest().empty()) {
    const std::string_view bytes(
        fields.front().data(),
        static_cast<std::size_t>(fields.back().data() + fields.back().size() - fields.front().data()));
    // A single field may have stood in quotes, which are not part of it.
    if (bytes.find_first_of("\"\r\n") == std::string_view::npos &&
        (fields.size() > 1 || bytes.find(',') == std::string_view::npos)) {
      out += bytes;
      return;
    }
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    if (i + 1 < fields.size() || row.rest().empty()) {
      out += csv::quoted(fields[i]);
      continue;
    }
    // What the last column repeats becomes one field, so that columns can stand behind it.
    std::string joined(fields[i]);
    for (const auto item : row.rest()) {
      if (item.empty()) continue;
      joined += '|';
      joined += item;
    }
    out += csv::quoted(joined);
  }
}

}  // namespace onepot::price
