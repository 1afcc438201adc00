#pragma once
#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace onepot::http {

/// Part of the memory that large bodies may take together, given back when the request is answered.
class Reservation {
 public:
  Reservation() = default;
  static std::optional<Reservation> of(std::atomic<std::size_t>& taken, std::size_t bytes, std::size_t most) {
    if (taken.fetch_add(bytes) + bytes <= most) return Reservation(taken, bytes);
    taken.fetch_sub(bytes);
    return std::nullopt;
  }
  Reservation(Reservation&& other) noexcept : taken_(std::exchange(other.taken_, nullptr)), bytes_(other.bytes_) {}
  Reservation& operator=(Reservation&& other) noexcept {
    std::swap(taken_, other.taken_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Reservation() {
    if (taken_ != nullptr) taken_->fetch_sub(bytes_);
  }

 private:
  Reservation(std::atomic<std::size_t>& taken, std::size_t bytes) : taken_(&taken), bytes_(bytes) {}
  std::atomic<std::size_t>* taken_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace onepot::http
