#pragma once
// What was made of the books, for whoever asks for the same next: as long as the key is the same – it holds the last
// hash of the chain – it is what would be made again. So much is kept at most, what was asked for longest ago goes
// first; and one thing is made at a time, so that ten who ask for a year at once do not take ten times the memory.
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "onepot/base/result.h"

namespace onepot::place {

template <class T>
class MadeOfBooks {
 public:
  /// size_max: of all that is kept, in what size_of() counts.
  explicit MadeOfBooks(std::size_t size_max) : size_max_(size_max) {}

  /// What is kept under the key, else what make() → Result<T> gives; a refusal is not kept.
  template <class SizeOf, class Make>
  Result<std::shared_ptr<const T>> get(const std::string& key, const SizeOf& size_of, const Make& make) {
    if (auto found = find(key)) return found;
    const std::scoped_lock one_at_a_time(making_);
    if (auto found = find(key)) return found;
    auto made = make();
    if (!made) return tl::unexpected(std::move(made).error());
    auto out = std::make_shared<const T>(*std::move(made));
    keep(key, out, size_of(*out));
    return out;
  }

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const T> made;
    std::size_t size;
  };
  std::shared_ptr<const T> find(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at)
      if (at->key == key) {
        kept_.splice(kept_.begin(), kept_, at);
        return at->made;
      }
    return nullptr;
  }
  void keep(const std::string& key, const std::shared_ptr<const T>& made, std::size_t size) {
    const std::scoped_lock lock(mutex_);
    kept_.push_front({key, made, size});
    size_ += size;
    while (size_ > size_max_) {
      size_ -= kept_.back().size;
      kept_.pop_back();
    }
  }

  std::size_t size_max_, size_ = 0;
  std::list<Kept> kept_;  ///< what was asked for last is first
  std::mutex mutex_, making_;
};

}  // namespace onepot::place
