#include "onepot/store/rows.h"

#include <limits>

namespace onepot::store {

void RowsData::add_integer(std::int64_t v) {
  Cell& c = cells.emplace_back();
  c.kind = Cell::Kind::integer;
  c.integer = v;
}

void RowsData::add_real(double v) {
  Cell& c = cells.emplace_back();
  c.kind = Cell::Kind::real;
  c.real = v;
}

void RowsData::add_text(std::string_view v) {
  ONEPOT_ASSERT(v.size() <= std::numeric_limits<std::uint32_t>::max());
  Cell& c = cells.emplace_back();
  c.kind = Cell::Kind::text;
  c.length = static_cast<std::uint32_t>(v.size());
  c.offset = arena.size();
  arena.append(v);
}

void RowsData::clear() {
  cells.clear();
  arena.clear();
}

double Row::real(std::size_t column) const {
  const Cell& c = cell(column);
  if (c.kind == Cell::Kind::integer) return static_cast<double>(c.integer);
  ONEPOT_ASSERT(c.kind == Cell::Kind::real);
  return c.real;
}

std::string_view Row::view(std::size_t column) const {
  const Cell& c = cell(column);
  ONEPOT_ASSERT(c.kind == Cell::Kind::text);
  return std::string_view(data_->arena).substr(c.offset, c.length);
}

}  // namespace onepot::store
