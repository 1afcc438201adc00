// Many chunks at once, written in their order.
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "onepot/price/admitted/stream.h"

namespace onepot::price {

namespace streaming {

struct Key {
  std::string provider, spell;
  std::int64_t order = 0;
};

/// Where a chunk breaks the order of rows, taking spell numbers as text or as numbers: files are sorted either way, and
/// either brings a spell's episodes together. 0: nowhere.
struct Order {
  std::uint64_t text_line = 0, number_line = 0;
};

int as_text(std::string_view a, std::string_view b) {
  return a.compare(b);
}
int as_number(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view t) { return t.find_first_not_of("0123456789") == std::string_view::npos; };
  if (!digits(a) || !digits(b)) return a.compare(b);
  while (a.size() > 1 && a.front() == '0') a.remove_prefix(1);
  while (b.size() > 1 && b.front() == '0') b.remove_prefix(1);
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

std::int64_t order_of(std::string_view text) {
  std::int64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || n > 99'999'999) return -1;  // the episode is refused for it on its own
    n = n * 10 + (c - '0');
  }
  return text.empty() ? -1 : n;
}

struct Rows {
  const Grouper& grouper;
  const Chunk& chunk;
  std::string_view provider(std::size_t r) const { return grouper.field(chunk, chunk.episodes[r], Field::procodet); }
  std::string_view spell(std::size_t r) const { return grouper.field(chunk, chunk.episodes[r], Field::provspno); }
  std::int64_t order(std::size_t r) const { return order_of(grouper.field(chunk, chunk.episodes[r], Field::epiorder)); }
};

long line_of_row(const Chunk& chunk, std::size_t r) {
  return static_cast<long>(chunk.first_line) +
         std::count(chunk.text.begin(), chunk.text.begin() + static_cast<std::ptrdiff_t>(chunk.episodes[r].begin),
                    '\n');
}

template <class Compare>
int compare(std::string_view provider, std::string_view spell, std::string_view next_provider,
            std::string_view next_spell, Compare way) {
  const int by_provider = provider.compare(next_provider);
  return by_provider != 0 ? by_provider : way(spell, next_spell);
}

/// Looks through a chunk for the first rows out of order.
Order order_within(const Grouper& grouper, const Chunk& chunk) {
  const Rows rows{grouper, chunk};
  Order out;
  for (std::size_t s = 0; s < chunk.spells.size(); ++s) {
    const SpellRow& spell = chunk.spells[s];
    std::int64_t last = -1;
    for (std::size_t r = spell.first; r < spell.first + spell.count; ++r) {
      const std::int64_t here = rows.order(r);
      if (here >= 0 && here < last) {
        const auto line = static_cast<std::uint64_t>(line_of_row(chunk, r));
        if (out.text_line == 0) out.text_line = line;
        if (out.number_line == 0) out.number_line = line;
        return out;
      }
      last = std::max(last, here);
    }
    if (s == 0) continue;
    const std::size_t before = chunk.spells[s - 1].first, here = spell.first;
    if (out.text_line == 0 &&
        compare(rows.provider(before), rows.spell(before), rows.provider(here), rows.spell(here), as_text) > 0)
      out.text_line = static_cast<std::uint64_t>(line_of_row(chunk, here));
    if (out.number_line == 0 &&
        compare(rows.provider(before), rows.spell(before), rows.provider(here), rows.spell(here), as_number) > 0)
      out.number_line = static_cast<std::uint64_t>(line_of_row(chunk, here));
    if (out.text_line != 0 && out.number_line != 0) return out;
  }
  return out;
}

/// What one chunk gave.
struct Done {
  Result<void> result;
  std::vector<std::string> outputs;
  Totals totals;
  Order order;
  Key first, last;
  std::uint64_t first_line = 0;
};

class Run {
 public:
  Run(EpisodeFile& file, const Grouper& grouper, std::size_t outputs, const Hook& hook, const Write& write,
      unsigned threads)
      : file_(file), grouper_(grouper), outputs_(outputs), hook_(hook), write_(write), window_(4 * threads) {}

  void work() {
    Chunk chunk;
    for (;;) {
      std::uint64_t ticket = 0;
      Done done;
      {
        std::unique_lock lock(reading_);
        room_.wait(lock, [&] { return stopped_ || next_ticket_ < written_ + window_; });
        if (stopped_ || ended_) return;
        const auto more = file_.next(chunk);
        if (more && !*more) {
          ended_ = true;
          return;
        }
        if (!more) {
          done.result = tl::unexpected<Refusal>(more.error());
          ended_ = true;
        }
        ticket = next_ticket_++;
        if (!spare_.empty()) {
          done.outputs = std::move(spare_.back());
          spare_.pop_back();
        }
      }
      done.outputs.resize(outputs_);
      if (done.result) treat(chunk, done);
      hand_over(ticket, std::move(done));
    }
  }

  Result<Totals> result() {
    if (fault_) return tl::unexpected<Refusal>(*fault_);
    return totals_;
  }

 private:
  void treat(Chunk& chunk, Done& done) {
    done.result = grouper_.cut(chunk);
    if (!done.result || chunk.episodes.empty()) return;
    grouper_.group(chunk);
    done.order = order_within(grouper_, chunk);
    const Rows rows{grouper_, chunk};
    const std::size_t end = chunk.episodes.size() - 1;
    done.first = {std::string(rows.provider(0)), std::string(rows.spell(0)), 0};
    done.last = {std::string(rows.provider(end)), std::string(rows.spell(end)), 0};
    done.first_line = chunk.first_line;
    done.totals.episodes = chunk.episodes.size();
    done.totals.spells = chunk.spells.size();
    for (const auto& row : chunk.episodes) done.totals.episode_errors += row.rule < 0 ? 1 : 0;
    for (const auto& spell : chunk.spells) done.totals.spell_errors += spell.rule < 0 ? 1 : 0;
    done.result = hook_(grouper_, chunk, done.outputs);
  }

  /// Whoever comes while another writes leaves its chunk with them and goes on: nobody waits for the disk but the one
  /// who writes.
  void hand_over(std::uint64_t ticket, Done done) {
    std::unique_lock lock(writing_);
    waiting_.emplace(ticket, std::move(done));
    if (somebody_writes_) return;
    somebody_writes_ = true;
    while (!fault_ && !waiting_.empty() && waiting_.begin()->first == next_write_) {
      Done next = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++next_write_;
      lock.unlock();
      auto fault = settle(next);
      for (auto& output : next.outputs) output.clear();
      {
        const std::lock_guard guard(reading_);
        ++written_;
        stopped_ = stopped_ || fault.has_value();
        spare_.push_back(std::move(next.outputs));  // their room is used again
      }
      room_.notify_all();
      lock.lock();
      if (fault) fault_ = std::move(fault);
    }
    somebody_writes_ = false;
  }

  /// One chunk in its turn: is it in order after what came before, and out with it. Only one thread is here at a time.
  std::optional<Refusal> settle(Done& done) {
    if (!done.result) return done.result.error();
    if (done.totals.episodes > 0) {
      if (any_) {
        const auto breaks = [&](auto way) {
          return compare(last_.provider, last_.spell, done.first.provider, done.first.spell, way) > 0;
        };
        if (text_line_ == 0 && breaks(as_text)) text_line_ = done.first_line;
        if (number_line_ == 0 && breaks(as_number)) number_line_ = done.first_line;
      }
      if (text_line_ == 0) text_line_ = done.order.text_line;
      if (number_line_ == 0) number_line_ = done.order.number_line;
      if (text_line_ != 0 && number_line_ != 0) {
        return Refusal{"not-sorted",
                       "the rows are not in the order of provider, spell and episode; sort them so that each spell "
                       "stands together",
                       Where{file_.file(), static_cast<long>(std::max(text_line_, number_line_)), "PROVSPNO"}};
      }
      last_ = std::move(done.last);
      any_ = true;
    }
    totals_.episodes += done.totals.episodes;
    totals_.spells += done.totals.spells;
    totals_.episode_errors += done.totals.episode_errors;
    totals_.spell_errors += done.totals.spell_errors;
    for (std::size_t o = 0; o < done.outputs.size(); ++o) {
      if (done.outputs[o].empty()) continue;
      if (const auto written = write_(o, done.outputs[o]); !written) return written.error();
    }
    return std::nullopt;
  }

  EpisodeFile& file_;
  const Grouper& grouper_;
  std::size_t outputs_;
  const Hook& hook_;
  const Write& write_;
  std::uint64_t window_;

  std::mutex reading_;
  std::condition_variable room_;
  std::uint64_t next_ticket_ = 0, written_ = 0;
  bool ended_ = false, stopped_ = false;
  std::vector<std::vector<std::string>> spare_;  ///< outputs that were written, empty

  std::mutex writing_;
  std::map<std::uint64_t, Done> waiting_;
  bool somebody_writes_ = false;
  std::uint64_t next_write_ = 0;
  std::optional<Refusal> fault_;
  // Of whoever writes.
  std::uint64_t text_line_ = 0, number_line_ = 0;
  Key last_;
  bool any_ = false;
  Totals totals_;
};

}  // namespace streaming

Result<Totals> group_stream(EpisodeFile& file, const Grouper& grouper, std::size_t outputs, const Hook& hook,
                            const Write& write, unsigned threads) {
  streaming::Run run(file, grouper, outputs, hook, write, std::max(threads, 1U));
  std::vector<std::thread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back([&run] { run.work(); });
  run.work();
  for (auto& other : others) other.join();
  return run.result();
}

}  // namespace onepot::price
