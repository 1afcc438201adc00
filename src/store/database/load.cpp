#include "onepot/store/load.h"

namespace onepot::store {
namespace loading {

constexpr std::size_t values_max = 600;  // of one statement; more gains nothing

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); });
}

}  // namespace loading

void expect_many_rows(Session& session) {
  if (session.dialect() == Dialect::sqlite) session.query("PRAGMA cache_size = -524288");
}

Load::Load(Session& session, std::string table, std::vector<std::string> columns)
    : session_(session), table_(std::move(table)), columns_(std::move(columns)) {
  ONEPOT_ASSERT(loading::is_name(table_) && !columns_.empty());
  for (const auto& column : columns_) ONEPOT_ASSERT(loading::is_name(column));
  rows_max_ = std::max<std::size_t>(1, loading::values_max / columns_.size());
  const std::size_t values = rows_max_ * columns_.size();
  for (std::size_t i = 0; i < values; ++i) names_.push_back(fmt::format("v{}", i));
  texts_.reserve(values);
  binds_.reserve(values);
}

void Load::row(std::initializer_list<Value> values) {
  ONEPOT_ASSERT(values.size() == columns_.size());
  for (Value value : values) {
    if (!value.null() && value.kind() == Value::Kind::text) {
      texts_.emplace_back(value.text());
      value = Value(std::string_view(texts_.back()));
    } else if (!value.null() && value.kind() == Value::Kind::bytes) {
      texts_.emplace_back(value.text());
      value = Value(Bytes{texts_.back()});
    }
    binds_.push_back({names_[binds_.size()], value});
  }
  ++loaded_;
  if (binds_.size() == rows_max_ * columns_.size()) write(rows_max_);
}

std::string Load::insert(std::size_t rows) const {
  std::string sql = "INSERT INTO " + table_ + " (";
  for (std::size_t c = 0; c < columns_.size(); ++c) sql += (c > 0 ? ", " : "") + columns_[c];
  sql += ") VALUES ";
  for (std::size_t r = 0; r < rows; ++r) {
    sql += r > 0 ? ", (" : "(";
    for (std::size_t c = 0; c < columns_.size(); ++c) sql += (c > 0 ? ", :" : ":") + names_[r * columns_.size() + c];
    sql += ")";
  }
  return sql;
}

void Load::write(std::size_t rows) {
  if (rows == rows_max_) {
    if (!full_) full_ = session_.prepare(insert(rows));
    full_->run(std::span<const Bind>(binds_));
  } else {
    session_.run(insert(rows), std::span<const Bind>(binds_));
  }
  binds_.clear();
  texts_.clear();
}

std::int64_t Load::done() {
  if (!binds_.empty()) write(binds_.size() / columns_.size());
  if (session_.dialect() == Dialect::postgres && loaded_ > 0 && std::ranges::find(columns_, "id") != columns_.end())
    session_.query("SELECT setval(pg_get_serial_sequence(:of, 'id'), (SELECT MAX(id) FROM " + table_ + "))",
                   {{"of", table_}});
  return loaded_;
}

}  // namespace onepot::store
