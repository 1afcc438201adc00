#pragma once
// One statement for many rows: "INSERT … VALUES (:a0, :b0), (:a1, :b1), …" in groups of 64, 8 and 1, so that only three
// texts are ever prepared.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/session.h"

namespace onepot::store {

class Many {
 public:
  /// The statement is `before` (…), (…), … `after`; `columns` are the names of the parameters of one row.
  Many(std::string_view before, std::initializer_list<std::string_view> columns, std::string_view after);

  /// values(i, out): pushes row i's values, in the order of the columns. on_rows: what each group answered.
  void run(Session& session, std::size_t rows, const std::function<void(std::size_t, std::vector<Value>&)>& values,
           const std::function<void(const Rows&)>& on_rows = {}) const;
  /// The same; on_changed: of the rows from which on, how many in one statement, how many it changed.
  void run_counted(Session& session, std::size_t rows,
                   const std::function<void(std::size_t, std::vector<Value>&)>& values,
                   const std::function<void(std::size_t, std::size_t, std::int64_t)>& on_changed) const;

 private:
  using Use = std::function<void(Statement&, std::size_t first, std::size_t rows, std::span<const Bind>)>;
  void each_group(Session& session, std::size_t rows,
                  const std::function<void(std::size_t, std::vector<Value>&)>& values, const Use& use) const;
  struct Group {
    std::size_t rows;
    std::string sql;
  };
  std::size_t columns_;
  std::vector<Group> groups_;  ///< largest first
};

}  // namespace onepot::store
