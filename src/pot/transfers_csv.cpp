#include "onepot/pot/transfers_csv.h"

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

/// What stands in `pending`.
Result<void> read_pending(std::string_view text, Transfer& t) {
  const std::size_t colon = text.find(':');
  const std::string_view word = text.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (text.empty() || text == "no") return {};
  if (word == "reserve" || text == "yes" || text == "pending") {
    t.stage = Stage::reserve;
    if (colon == std::string_view::npos) return {};
    ONEPOT_TRY(t.until, parse_date(rest));
    return {};
  }
  if (word == "post")
    t.stage = Stage::post;
  else if (word == "void")
    t.stage = Stage::release;
  else if (word == "expire")
    t.stage = Stage::expire;
  if (t.stage == Stage::move || rest.empty())
    return refuse(
        "bad-pending",
        fmt::format("'{}' is not known; expected nothing, reserve, reserve:DATE, post:ID, void:ID or expire:ID",
                    text.substr(0, 60)));
  t.reservation = std::string(rest);
  return {};
}

struct Places {
  std::size_t id, date, from, to, amount, stream, effective, purpose, pending, note;
  std::size_t person, holding, conditions, new_holding, new_conditions;
};

class Reader {
 public:
  Reader(const csv::Table& table, const Places& at, Refusals& refusals) : table_(table), at_(at), refusals_(refusals) {}

  /// Nothing where a field cannot be read; every such field of the row has been refused.
  std::optional<TransferRow> row(const csv::Record& record) {
    record_ = &record;
    good_ = true;
    Transfer t;
    t.id = text(at_.id);
    t.from = text(at_.from);
    t.to = text(at_.to);
    t.stream = text(at_.stream);
    t.purpose = text(at_.purpose);
    t.note = std::string(csv::field(record, at_.note));
    keep(read_pending(trim(csv::field(record, at_.pending)), t), at_.pending);
    t.booked = value(parse_date(text(at_.date)), at_.date, Date());
    const std::string effective = text(at_.effective);
    t.effective = effective.empty() ? t.booked : value(parse_date(effective), at_.effective, Date());
    const std::string amount = text(at_.amount);
    const bool releases = t.stage == Stage::release || t.stage == Stage::expire;
    if (!(releases && amount.empty())) t.amount = value(parse_pence(amount), at_.amount, Pence());
    read_earmarks(t);
    if (good_) check_names(t);
    if (good_) keep(check(t), npos_);
    if (!good_) return std::nullopt;
    return TransferRow{std::move(t), record.line};
  }

 private:
  std::string text(std::size_t column) const { return std::string(trim(csv::field(*record_, column))); }

  void refuse_at(Refusal refusal, std::string column) {
    refusal.where = Where{table_.file, record_->line, std::move(column)};
    refusals_.push_back(std::move(refusal));
    good_ = false;
  }
  void keep(const Result<void>& read, std::size_t column) {
    if (!read) refuse_at(read.error(), column == npos_ ? column_of(read.error()) : table_.header[column]);
  }
  template <class T>
  T value(Result<T> read, std::size_t column, std::type_identity_t<T> otherwise) {
    if (read) return *read;
    refuse_at(read.error(), table_.header[column]);
    return otherwise;
  }

  /// Any of the three says which money it is; either of the two, what it becomes – of the same person.
  void read_earmarks(Transfer& t) {
    const Earmark of{text(at_.person), value(parse_maybe_holding(text(at_.holding)), at_.holding, {}),
                     text(at_.conditions)};
    if (of != Earmark()) t.of = of;
    const std::string holding = text(at_.new_holding), conditions = text(at_.new_conditions);
    if (holding.empty() && conditions.empty()) return;
    t.becomes = Earmark{of.person, value(parse_maybe_holding(holding), at_.new_holding, {}), conditions};
  }

  /// check() says that a name is wrong; here it is known in which column it stands.
  void check_names(const Transfer& t) {
    const bool may_lack = !t.reservation.empty();
    if (!(may_lack && t.from.empty())) keep(check_name("account", t.from), at_.from);
    if (!(may_lack && t.to.empty())) keep(check_name("account", t.to), at_.to);
    if (!(may_lack && t.stream.empty())) keep(check_name("stream", t.stream), at_.stream);
    if (!t.purpose.empty()) keep(check_name("purpose", t.purpose), at_.purpose);
    if (t.of) keep(check_earmark(*t.of, t.from), t.of->conditions.empty() ? at_.person : at_.conditions);
    if (t.becomes && good_) keep(check_earmark(*t.becomes, t.to), at_.new_conditions);
  }

  static constexpr std::size_t npos_ = csv::Columns::npos;
  const csv::Table& table_;
  Places at_;
  Refusals& refusals_;
  const csv::Record* record_ = nullptr;
  bool good_ = true;
};

}  // namespace

std::string column_of(const Refusal& refusal) {
  static const std::map<std::string_view, std::string_view> columns = {
      {"bad-id", "id"},         {"id-taken", "id"},          {"same-account", "to"},
      {"bad-amount", "amount"}, {"missing-funds", "amount"}, {"not-left", "amount"},
      {"bad-note", "note"},     {"period-closed", "date"},   {"above-limit", "amount"},
      {"bad-lot", "holding"}};
  const auto found = columns.find(refusal.code);
  return std::string(found == columns.end() ? "pending" : found->second);
}

TransferFile read_transfers(const csv::Table& table) {
  TransferFile out;
  csv::Columns columns(table);
  const Places at{.id = columns.need("id"),
                  .date = columns.need("date"),
                  .from = columns.need("from"),
                  .to = columns.need("to"),
                  .amount = columns.need("amount"),
                  .stream = columns.need("stream"),
                  .effective = columns.may("effective"),
                  .purpose = columns.may("purpose"),
                  .pending = columns.may("pending"),
                  .note = columns.may("note"),
                  .person = columns.may("person"),
                  .holding = columns.may("holding"),
                  .conditions = columns.may("conditions"),
                  .new_holding = columns.may("new_holding"),
                  .new_conditions = columns.may("new_conditions")};
  if (const auto done = columns.done(); !done) {
    out.refusals.push_back(done.error());
    return out;
  }
  out.warnings = columns.warnings();
  Reader reader(table, at, out.refusals);
  out.rows.reserve(table.records.size());
  for (const auto& record : table.records)
    if (auto row = reader.row(record)) out.rows.push_back(std::move(*row));
  return out;
}

}  // namespace onepot::pot
