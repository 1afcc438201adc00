#pragma once
// Many rows at once into one table, for bringing in a whole place: rows are gathered and written some dozens to a
// statement, which is several times faster than one by one, and on PostgreSQL spares the journeys.
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "onepot/store/session.h"

namespace onepot::store {

/// Says that this session will write hundreds of thousands of rows: SQLite then keeps up to 512 MiB of changed pages in
/// memory and writes each once, instead of once for every row that touches it. Nothing to do on PostgreSQL.
void expect_many_rows(Session& session);

class Load {
 public:
  /// `columns` in the order in which row() gives their values. Where "id" is among them the keys are the caller's own.
  Load(Session& session, std::string table, std::vector<std::string> columns);
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  /// One row; texts are copied. As many values as columns.
  void row(std::initializer_list<Value> values);
  /// Writes what is still gathered and, where the keys were given, sets the table's next key after them. Must be
  /// called. Gives the number of rows loaded.
  std::int64_t done();

 private:
  std::string insert(std::size_t rows) const;
  void write(std::size_t rows);
  Session& session_;
  std::string table_;
  std::vector<std::string> columns_;
  std::size_t rows_max_;
  std::vector<std::string> names_;  ///< of the parameters, row by row
  std::vector<std::string> texts_;  ///< copies; never grows past what was reserved, so that views into it stay good
  std::vector<Bind> binds_;
  std::optional<Statement> full_;  ///< for as many rows as one statement takes
  std::int64_t loaded_ = 0;
};

}  // namespace onepot::store
