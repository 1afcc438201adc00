#pragma once
// What was made of the data, for whoever asks for the same next: as long as the mark is the same, it is what would be
// made again. A key has one answer, that of the mark seen last. So much is kept at most, what was asked for longest ago
// goes first; and one thing is made at a time, so that ten who ask for a year at once do not take ten times the memory.
// It knows nothing of who may see what: the door is asked before it, and a key says all that the answer is about.
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "onepot/base/result.h"

namespace onepot::place {

template <class T>
class Kept {
 public:
  using SizeOf = std::function<std::size_t(const T&)>;
  /// size_max: of all that is kept, in what size_of counts; a number of things when it is not told.
  explicit Kept(
      std::size_t size_max, SizeOf size_of = [](const T&) { return std::size_t{1}; })
      : size_max_(size_max), size_of_(std::move(size_of)) {}

  /// What is kept under the key with this mark (store::marks::of, or what else says that the data are the same), else
  /// what make() → Result<T> gives. A refusal is not kept; nor is anything made without a mark, in a transaction that
  /// may yet be undone.
  template <class Make>
  Result<std::shared_ptr<const T>> get(const std::string& key, const std::optional<std::string>& mark,
                                       const Make& make) {
    const auto made = [&]() -> Result<std::shared_ptr<const T>> {
      auto out = make();
      if (!out) return tl::unexpected(std::move(out).error());
      return std::make_shared<const T>(*std::move(out));
    };
    if (!mark) return made();
    if (auto found = find(key, *mark)) return found;
    const std::scoped_lock one_at_a_time(making_);
    if (auto found = find(key, *mark)) return found;
    auto out = made();
    if (out) keep(key, *mark, *out);
    return out;
  }

 private:
  struct One {
    std::string key, mark;
    std::shared_ptr<const T> made;
    std::size_t size;
  };
  std::shared_ptr<const T> find(const std::string& key, const std::string& mark) {
    const std::scoped_lock lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at)
      if (at->key == key && at->mark == mark) {
        kept_.splice(kept_.begin(), kept_, at);
        return at->made;
      }
    return nullptr;
  }
  void keep(const std::string& key, const std::string& mark, const std::shared_ptr<const T>& made) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(kept_, [&](const One& one) {
      if (one.key != key) return false;
      size_ -= one.size;
      return true;
    });
    kept_.push_front({key, mark, made, size_of_(*made)});
    size_ += kept_.front().size;
    while (size_ > size_max_) {
      size_ -= kept_.back().size;
      kept_.pop_back();
    }
  }

  std::size_t size_max_, size_ = 0;
  SizeOf size_of_;
  std::list<One> kept_;  ///< what was asked for last is first
  std::mutex mutex_, making_;
};

}  // namespace onepot::place
