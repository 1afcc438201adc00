#pragma once
// What goes into a statement: a parameter's name and a value, typed so that both databases are told the same thing.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/assert.h"
#include "onepot/base/date.h"
#include "onepot/base/ids.h"
#include "onepot/base/money.h"

namespace onepot::store {

/// Bytes that are not text: digests, pictures.
struct Bytes {
  std::string_view bytes;
};

/// A value to bind. It borrows text and bytes: what it was made from must outlive the call it is given to.
/// An absent optional is a typed NULL, so that PostgreSQL need not guess.
class Value {
 public:
  enum class Kind : std::uint8_t { integer, real, text, bytes, nothing };

  Value(std::nullptr_t) : kind_(Kind::nothing), null_(true) {}
  Value(std::nullopt_t) : kind_(Kind::nothing), null_(true) {}
  template <std::integral T>
  Value(T v) : kind_(Kind::integer), integer_(static_cast<std::int64_t>(v)) {
    ONEPOT_ASSERT(std::in_range<std::int64_t>(static_cast<std::conditional_t<std::is_same_v<T, bool>, int, T>>(v)));
  }
  Value(Pence v) : kind_(Kind::integer), integer_(v.count()) {}
  Value(Date v) : kind_(Kind::integer), integer_(v.number()) {}
  Value(Instant v) : kind_(Kind::integer), integer_(v.time_since_epoch().count()) {}
  template <class Tag>
  Value(Id<Tag> v) : kind_(Kind::integer), integer_(v.value) {}
  Value(double v) : kind_(Kind::real), real_(v) {}
  Value(std::string_view v) : kind_(Kind::text), text_(v) {}
  Value(const std::string& v) : kind_(Kind::text), text_(v) {}
  Value(const char* v) : kind_(Kind::text), text_(v) {}
  Value(Bytes v) : kind_(Kind::bytes), text_(v.bytes) {}
  template <class T>
  Value(const std::optional<T>& v) : Value(v ? Value(*v) : typed_null<T>()) {}

  Kind kind() const { return kind_; }
  bool null() const { return null_; }
  std::int64_t integer() const { return integer_; }
  double real() const { return real_; }
  std::string_view text() const { return text_; }

 private:
  template <class T>
  static Value typed_null() {
    Value v = Value(T());
    v.null_ = true;
    v.text_ = {};
    return v;
  }

  Kind kind_;
  bool null_ = false;
  std::int64_t integer_ = 0;
  double real_ = 0;
  std::string_view text_;
};

/// {"person", id}: the statement's `:person`. The name is written without the colon. An empty name is the parameter at
/// this place, counted by first appearance: for statements that were put together by a program, never for written ones.
struct Bind {
  std::string_view name;
  Value value;
};

}  // namespace onepot::store
