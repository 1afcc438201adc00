#include "onepot/store/session.h"

#include "driver.h"

namespace onepot::store {

namespace driver {
namespace {
constexpr std::size_t statements_max = 500;  // a program that writes SQL on the fly must not fill the memory
}

std::shared_ptr<Prepared> Connection::prepared(std::string_view sql) {
  if (auto found = cache_.find(sql); found != cache_.end()) return found->second;
  if (cache_.size() >= statements_max) cache_.clear();
  auto made = compile(sql);
  cache_.emplace(std::string(sql), made);
  return made;
}
}  // namespace driver

Rows Statement::query(std::span<const Bind> binds) {
  auto out = std::make_shared<RowsData>();
  prepared_->execute(binds, *out);
  return Rows(std::move(out));
}

std::int64_t Statement::run(std::span<const Bind> binds) {
  RowsData unused;
  return prepared_->execute(binds, unused);
}

Rows Session::query(std::string_view sql, std::span<const Bind> binds) {
  return prepare(sql).query(binds);
}

std::int64_t Session::run(std::string_view sql, std::span<const Bind> binds) {
  return prepare(sql).run(binds);
}

void Session::each(std::string_view sql, std::initializer_list<Bind> binds, const std::function<void(const Row&)>& f) {
  // A statement of its own: while it is half read, the same text may be asked for again.
  auto prepared = connection_.compile(sql);
  auto data = std::make_shared<RowsData>();
  const Row row(data, 0);
  prepared->each(std::span<const Bind>(binds.begin(), binds.size()), *data, [&] { f(row); });
}

Statement Session::prepare(std::string_view sql) {
  return Statement(connection_.prepared(sql));
}

Dialect Session::dialect() const {
  return connection_.dialect();
}

// Savepoints nest by name: the same name again hides the one before until it is released.
void Session::savepoint() {
  run("SAVEPOINT attempt");
}
void Session::release() {
  run("RELEASE SAVEPOINT attempt");
}
void Session::undo() {
  ++connection_.moment;
  ++connection_.undone;
  run("ROLLBACK TO SAVEPOINT attempt");
  run("RELEASE SAVEPOINT attempt");
}

}  // namespace onepot::store
