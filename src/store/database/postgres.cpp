#include <libpq-fe.h>

#include <bit>
#include <charconv>

#include "driver.h"

namespace onepot::store::driver {
namespace {

// The numbers PostgreSQL gives its own types: fixed for ever in its catalogue (pg_type.dat).
enum Oid_ : unsigned {
  oid_bool = 16,
  oid_bytea = 17,
  oid_int8 = 20,
  oid_int2 = 21,
  oid_int4 = 23,
  oid_text = 25,
  oid_float4 = 700,
  oid_float8 = 701,
  oid_numeric = 1700
};

struct ClearResult {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

Fault::Kind kind_of(std::string_view state) {
  if (state == "40001" || state == "40P01") return Fault::Kind::retry;
  return state.starts_with("23") ? Fault::Kind::constraint : Fault::Kind::machine;
}

Answer checked(PGconn* db, PGresult* raw, std::string_view doing) {
  Answer answer(raw);
  const auto status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return answer;
  const char* state = raw ? PQresultErrorField(raw, PG_DIAG_SQLSTATE) : nullptr;
  throw Fault(kind_of(state ? state : ""),
              fmt::format("PostgreSQL: {} ({})", raw ? PQresultErrorMessage(raw) : PQerrorMessage(db), doing));
}

std::uint64_t network_order(std::uint64_t v) {
  return std::endian::native == std::endian::little ? __builtin_bswap64(v) : v;
}

unsigned type_of(const Value& v) {
  switch (v.kind()) {
    case Value::Kind::integer:
      return oid_int8;
    case Value::Kind::real:
      return oid_float8;
    case Value::Kind::text:
      return oid_text;
    case Value::Kind::bytes:
      return oid_bytea;
    case Value::Kind::nothing:
      break;
  }
  return 0;  // left to the server to infer
}

void take_number(std::string_view text, RowsData& out) {
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc() && end == text.data() + text.size()) return out.add_integer(whole);
  double real = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), real);
  if (parsed.ec != std::errc())
    throw Fault(Fault::Kind::machine, fmt::format("PostgreSQL: {} is too large a number", text));
  out.add_real(real);
}

void take_bytes(std::string_view text, RowsData& out) {
  const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  ONEPOT_ASSERT(text.starts_with("\\x") && text.size() % 2 == 0);
  std::string bytes;
  bytes.reserve(text.size() / 2 - 1);
  for (std::size_t i = 2; i < text.size(); i += 2)
    bytes += static_cast<char>(static_cast<unsigned char>(nibble(text[i]) << 4 | nibble(text[i + 1])));
  out.add_text(bytes);
}

void take_row(const PGresult* r, int row, RowsData& out) {
  for (int column = 0; column < static_cast<int>(out.columns); ++column) {
    if (PQgetisnull(r, row, column)) {
      out.add_null();
      continue;
    }
    const std::string_view text(PQgetvalue(r, row, column), static_cast<std::size_t>(PQgetlength(r, row, column)));
    switch (PQftype(r, column)) {
      case oid_int2:
      case oid_int4:
      case oid_int8:
      case oid_numeric:
        take_number(text, out);
        break;
      case oid_float4:
      case oid_float8: {
        double real = 0;
        std::from_chars(text.data(), text.data() + text.size(), real);
        out.add_real(real);
        break;
      }
      case oid_bool:
        out.add_integer(text == "t");
        break;
      case oid_bytea:
        take_bytes(text, out);
        break;
      default:
        out.add_text(text);
    }
  }
}

std::int64_t rows_changed(PGresult* r) {
  const std::string_view text = PQcmdTuples(r);
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

/// Parameters travel in binary, so that no number is printed and read again; answers come as text.
class PostgresPrepared final : public Prepared {
 public:
  PostgresPrepared(PGconn* db, std::string name, std::string_view sql)
      : db_(db), name_(std::move(name)), numbered_(number_parameters(sql)) {}

  std::int64_t execute(std::span<const Bind> binds, RowsData& out) override {
    const Answer answer = send(binds);
    out.columns = static_cast<std::size_t>(PQnfields(answer.get()));
    const int rows = PQntuples(answer.get());
    out.cells.reserve(static_cast<std::size_t>(rows) * out.columns);
    for (int row = 0; row < rows; ++row) take_row(answer.get(), row, out);
    return rows_changed(answer.get());
  }

  void each(std::span<const Bind> binds, RowsData& row, const std::function<void()>& on_row) override {
    const Answer answer = send(binds);
    row.columns = static_cast<std::size_t>(PQnfields(answer.get()));
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      row.clear();
      take_row(answer.get(), i, row);
      on_row();
    }
  }

 private:
  Answer send(std::span<const Bind> binds) {
    ONEPOT_ASSERT(binds.size() == numbered_.names.size());
    const std::size_t n = binds.size();
    std::vector<unsigned> types(n);
    std::vector<std::uint64_t> numbers(n);
    std::vector<const char*> values(n);
    std::vector<int> lengths(n), formats(n, 1);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t at = position(binds[i].name, i);
      const Value& v = binds[i].value;
      types[at] = type_of(v);
      if (v.null()) continue;
      if (v.kind() == Value::Kind::text || v.kind() == Value::Kind::bytes) {
        values[at] = v.text().data() ? v.text().data() : "";
        lengths[at] = static_cast<int>(v.text().size());
      } else {
        numbers[at] = network_order(v.kind() == Value::Kind::real ? std::bit_cast<std::uint64_t>(v.real())
                                                                  : std::bit_cast<std::uint64_t>(v.integer()));
        values[at] = reinterpret_cast<const char*>(&numbers[at]);
        lengths[at] = 8;
      }
    }
    const std::string name = prepared_for(types);
    return checked(
        db_, PQexecPrepared(db_, name.c_str(), static_cast<int>(n), values.data(), lengths.data(), formats.data(), 0),
        numbered_.sql);
  }

  /// The server's name of this statement for these types: it is prepared once for each combination met.
  std::string prepared_for(const std::vector<unsigned>& types) {
    const auto found = std::find(types_.begin(), types_.end(), types);
    const auto at = found - types_.begin();
    const std::string name = fmt::format("{}_{}", name_, at);
    if (found == types_.end()) {
      checked(db_, PQprepare(db_, name.c_str(), numbered_.sql.c_str(), static_cast<int>(types.size()), types.data()),
              numbered_.sql);
      types_.push_back(types);
    }
    return name;
  }

  std::size_t position(std::string_view name, std::size_t hint) const {
    if (name.empty() || numbered_.names[hint] == name) return hint;
    const auto found = std::find(numbered_.names.begin(), numbered_.names.end(), name);
    if (found == numbered_.names.end())
      throw Fault(Fault::Kind::machine, fmt::format("no parameter :{} in {}", name, numbered_.sql));
    return static_cast<std::size_t>(found - numbered_.names.begin());
  }

  PGconn* db_;
  std::string name_;
  Numbered numbered_;
  std::vector<std::vector<unsigned>> types_;
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const std::string& url, const std::string& schema) : db_(PQconnectdb(url.c_str())) {
    try {
      if (PQstatus(db_) != CONNECTION_OK) throw Fault(Fault::Kind::machine, PQerrorMessage(db_));
      script("SET client_min_messages = warning; SET TIME ZONE 'UTC'");
      if (!schema.empty()) {
        char* quoted = PQescapeIdentifier(db_, schema.data(), schema.size());
        const std::string name = quoted ? quoted : "";
        PQfreemem(quoted);
        make_schema(schema, name);
        script(fmt::format("SET search_path = {}", name));
      }
    } catch (...) {
      PQfinish(db_);
      throw;
    }
  }
  ~PostgresConnection() override { PQfinish(db_); }
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  Dialect dialect() const override { return Dialect::postgres; }
  std::shared_ptr<Prepared> compile(std::string_view sql) override {
    return std::make_shared<PostgresPrepared>(db_, fmt::format("s{}", ++statements_), sql);
  }
  void script(const std::string& sql) override {
    checked(db_, PQexec(db_, sql.c_str()), std::string_view(sql).substr(0, 200));
  }
  void begin_read() override { script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void begin_write() override { script("BEGIN ISOLATION LEVEL SERIALIZABLE"); }
  void commit() override {
    // COMMIT of a failed transaction answers ROLLBACK without an error: that must not look like success.
    const Answer answer = checked(db_, PQexec(db_, "COMMIT"), "COMMIT");
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
      throw Fault(Fault::Kind::machine, "PostgreSQL: the transaction was undone");
  }
  bool in_transaction() const override { return PQtransactionStatus(db_) != PQTRANS_IDLE; }
  void rollback() noexcept override {
    if (PQtransactionStatus(db_) != PQTRANS_IDLE) PQclear(PQexec(db_, "ROLLBACK"));
  }
  bool usable() const override { return PQstatus(db_) == CONNECTION_OK; }

 private:
  /// CREATE … IF NOT EXISTS asks for the right to create even where it exists, and races with itself: look first.
  void make_schema(const std::string& schema, const std::string& quoted) {
    RowsData found;
    compile("SELECT 1 FROM pg_namespace WHERE nspname = :name")->execute(std::array{Bind{"name", schema}}, found);
    if (found.cells.empty()) script(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", quoted));
  }

  PGconn* db_;
  long statements_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url, const std::string& schema) {
  return std::make_unique<PostgresConnection>(url, schema);
}

}  // namespace onepot::store::driver
