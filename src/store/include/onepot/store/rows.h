#pragma once
// What comes out of a statement: rows held whole in one arena, the same from either database.
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/assert.h"
#include "onepot/base/date.h"
#include "onepot/base/ids.h"
#include "onepot/base/money.h"

namespace onepot::store {

/// One value of a row.
struct Cell {
  enum class Kind : std::uint8_t { null, integer, real, text };
  Kind kind = Kind::null;
  std::uint32_t length = 0;  ///< of text, in bytes
  union {
    std::int64_t integer = 0;
    double real;
    std::size_t offset;  ///< of text in the arena
  };
};

struct RowsData {
  std::size_t columns = 0;
  std::vector<Cell> cells;
  std::string arena;
  void add_null() { cells.emplace_back(); }
  void add_integer(std::int64_t v);
  void add_real(double v);
  void add_text(std::string_view v);
  void clear();
};

/// One row. Columns count from 0; asking for another type than the column has, or for NULL as a plain value, is a
/// fault of ours (assertion), except that an integer may be read as real. It keeps its rows alive.
class Row {
 public:
  Row(std::shared_ptr<const RowsData> data, std::size_t row) : data_(std::move(data)), row_(row) {}

  bool null(std::size_t column) const { return cell(column).kind == Cell::Kind::null; }
  std::int64_t integer(std::size_t column) const {
    const Cell& c = cell(column);
    ONEPOT_ASSERT(c.kind == Cell::Kind::integer);
    return c.integer;
  }
  bool boolean(std::size_t column) const { return integer(column) != 0; }
  double real(std::size_t column) const;
  /// A copy; view() borrows from the rows instead.
  std::string text(std::size_t column) const { return std::string(view(column)); }
  std::string_view view(std::size_t column) const;
  /// Bytes come back as a string of bytes.
  std::string bytes(std::size_t column) const { return std::string(view(column)); }
  Pence pence(std::size_t column) const { return Pence(integer(column)); }
  Date date(std::size_t column) const { return Date::from_number(integer(column)); }
  Instant instant(std::size_t column) const { return Instant(std::chrono::milliseconds(integer(column))); }
  /// row.id<PersonId>(0), where PersonId is an Id<…>.
  template <class I>
  I id(std::size_t column) const {
    return I{integer(column)};
  }

  // NULL becomes nullopt (or the empty id, whose value is 0).
  std::optional<std::int64_t> maybe_integer(std::size_t c) const {
    return maybe(c, [&] { return integer(c); });
  }
  std::optional<std::string> maybe_text(std::size_t c) const {
    return maybe(c, [&] { return text(c); });
  }
  std::optional<Pence> maybe_pence(std::size_t c) const {
    return maybe(c, [&] { return pence(c); });
  }
  std::optional<Date> maybe_date(std::size_t c) const {
    return maybe(c, [&] { return date(c); });
  }
  std::optional<Instant> maybe_instant(std::size_t c) const {
    return maybe(c, [&] { return instant(c); });
  }
  std::optional<double> maybe_real(std::size_t c) const {
    return maybe(c, [&] { return real(c); });
  }
  template <class I>
  I maybe_id(std::size_t c) const {
    return null(c) ? I{} : id<I>(c);
  }

 private:
  const Cell& cell(std::size_t column) const {
    ONEPOT_ASSERT(column < data_->columns);
    return data_->cells[row_ * data_->columns + column];
  }
  template <class F>
  auto maybe(std::size_t c, F&& f) const -> std::optional<decltype(f())> {
    if (null(c)) return std::nullopt;
    return f();
  }
  std::shared_ptr<const RowsData> data_;
  std::size_t row_;
};

/// All rows of an answer. `for (auto row : session.query(…))`.
class Rows {
 public:
  explicit Rows(std::shared_ptr<const RowsData> data) : data_(std::move(data)) {}
  std::size_t size() const { return data_->columns == 0 ? 0 : data_->cells.size() / data_->columns; }
  bool empty() const { return data_->cells.empty(); }
  Row operator[](std::size_t i) const {
    ONEPOT_ASSERT(i < size());
    return Row(data_, i);
  }
  /// The only row; anything but exactly one is a fault of ours.
  Row one() const {
    ONEPOT_ASSERT(size() == 1);
    return Row(data_, 0);
  }
  std::optional<Row> first() const { return empty() ? std::nullopt : std::optional(Row(data_, 0)); }

  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    Iterator(const Rows* rows, std::size_t at) : rows_(rows), at_(at) {}
    Row operator*() const { return (*rows_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const Rows* rows_;
    std::size_t at_;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  std::shared_ptr<const RowsData> data_;
};

}  // namespace onepot::store
