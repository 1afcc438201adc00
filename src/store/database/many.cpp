#include "many.h"

namespace onepot::store {

Many::Many(std::string_view before, std::initializer_list<std::string_view> columns, std::string_view after)
    : columns_(columns.size()) {
  for (const std::size_t rows : {std::size_t{64}, std::size_t{8}, std::size_t{1}}) {
    Group group{rows, std::string(before)};
    for (std::size_t r = 0; r < rows; ++r) {
      group.sql += r == 0 ? " (" : ", (";
      for (const auto column : columns) {
        if (group.sql.back() != '(') group.sql += ", ";
        group.sql += fmt::format(":{}{}", column, r);
      }
      group.sql += ")";
    }
    group.sql += " ";
    group.sql += after;
    groups_.push_back(std::move(group));
  }
}

void Many::run(Session& session, std::size_t rows, const std::function<void(std::size_t, std::vector<Value>&)>& values,
               const std::function<void(const Rows&)>& on_rows) const {
  each_group(session, rows, values, [&](Statement& statement, std::size_t, std::size_t, std::span<const Bind> binds) {
    if (on_rows)
      on_rows(statement.query(binds));
    else
      statement.run(binds);
  });
}

void Many::run_counted(Session& session, std::size_t rows,
                       const std::function<void(std::size_t, std::vector<Value>&)>& values,
                       const std::function<void(std::size_t, std::size_t, std::int64_t)>& on_changed) const {
  each_group(session, rows, values,
             [&](Statement& statement, std::size_t first, std::size_t count, std::span<const Bind> binds) {
               on_changed(first, count, statement.run(binds));
             });
}

void Many::each_group(Session& session, std::size_t rows,
                      const std::function<void(std::size_t, std::vector<Value>&)>& values, const Use& use) const {
  std::vector<Value> row;
  std::vector<Bind> binds;
  std::size_t done = 0;
  for (const auto& group : groups_) {
    if (rows - done < group.rows) continue;
    Statement statement = session.prepare(group.sql);
    for (; rows - done >= group.rows; done += group.rows) {
      binds.clear();
      for (std::size_t r = 0; r < group.rows; ++r) {
        row.clear();
        values(done + r, row);
        ONEPOT_ASSERT(row.size() == columns_);
        for (const auto& v : row) binds.push_back({{}, v});
      }
      use(statement, done, group.rows, binds);
    }
  }
}

}  // namespace onepot::store
