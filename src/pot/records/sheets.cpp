#include "onepot/pot/sheets.h"

#include "in_order.h"
#include "onepot/base/csv.h"
#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

using Kind = Column::Kind;

constexpr std::pair<Statement::Kind, std::string_view> line_kinds[] = {
    {Statement::Kind::came_in, "came in"},
    {Statement::Kind::spent, "spent"},
    {Statement::Kind::came_back, "came back"},
    {Statement::Kind::given_back, "given back"},
    {Statement::Kind::held_anew, "held in another way"},
};

std::string kind_words(Statement::Kind kind) {
  for (const auto& [k, words] : line_kinds)
    if (k == kind) return std::string(words);
  return {};
}

std::vector<Column> flow_columns(std::string first) {
  return {{Kind::text, std::move(first)}, {Kind::money, "opening"}, {Kind::money, "came_in"}, {Kind::money, "spent"},
          {Kind::money, "given_back"},    {Kind::money, "closing"}, {Kind::money, "promised"}};
}

std::vector<Value> flow_row(const std::string& first, const MoneyFlow& f) {
  return {first, f.opening, f.came_in, f.spent, f.given_back, f.closing, f.promised};
}

std::string value_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return safe_text(*text);
  if (const auto* day = std::get_if<Date>(&value)) return to_iso(*day);
  if (const auto* money = std::get_if<Pence>(&value)) return to_decimal(*money);
  if (const auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
  return {};
}

/// What a transfer does to a flow of which `leaves` or `arrives` is the near end.
void add_to(MoneyFlow& flow, const Transfer& t, bool leaves, const std::string& other, const Period& period) {
  const Pence change = leaves ? -t.amount : t.amount;
  flow.closing += change;
  if (t.booked < period.from)
    flow.opening += change;
  else if (other.starts_with(provider_account("")))
    flow.spent -= change;
  else if (leaves)
    flow.given_back += t.amount;
  else
    flow.came_in += t.amount;
}

}  // namespace

std::string safe_text(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first != std::string_view::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos)
    return "'" + std::string(text);
  return std::string(text);
}

std::string to_csv(const Sheet& sheet) {
  std::vector<std::string> fields;
  for (const auto& column : sheet.columns) fields.push_back(column.title);
  std::string out = csv::line(fields);
  for (const auto& row : sheet.rows) {
    fields.clear();
    for (const auto& value : row) fields.push_back(value_text(value));
    out += csv::line(fields);
  }
  return out;
}

std::vector<Sheet> sheets_of(const Statement& statement, const std::map<std::string, std::string>& names) {
  Sheet sums{"Sums", flow_columns("stream"), {}, true};
  for (const auto& s : statement.streams) sums.rows.push_back(flow_row(s.stream, s.flow));
  Sheet lines{"Lines",
              {{Kind::date, "date"},
               {Kind::date, "effective"},
               {Kind::text, "what"},
               {Kind::text, "with"},
               {Kind::text, "stream"},
               {Kind::text, "purpose"},
               {Kind::money, "in"},
               {Kind::money, "out"},
               {Kind::text, "note"},
               {Kind::text, "id"}},
              {},
              true};
  for (const auto& line : statement.lines) {
    const bool in = line.kind == Statement::Kind::came_in || line.kind == Statement::Kind::came_back;
    const bool stays = line.kind == Statement::Kind::held_anew;
    const auto name = names.find(line.other);
    lines.rows.push_back({line.booked, line.effective, kind_words(line.kind),
                          name == names.end() ? line.other : name->second, line.stream, line.purpose,
                          in ? Value(line.amount) : Value(), in || stays ? Value() : Value(line.amount), line.note,
                          line.id});
  }
  return {std::move(sums), std::move(lines)};
}

void BookSheets::add(const Transfer& t) {
  if (t.booked > period_.until) return;
  const auto payer = person_of(t.from), payee = person_of(t.to);
  const bool moved = t.stage == Stage::move || t.stage == Stage::post;
  auto& from = accounts_[{t.from, t.stream}];
  const Pence promise = t.stage == Stage::reserve ? t.amount : t.stage == Stage::move ? Pence() : -t.amount;
  from.promised += promise;
  if (payer) {
    people_[std::string(*payer)].promised += promise;
    streams_[t.stream].promised += promise;
  }
  if (!moved) return;
  auto& to = accounts_[{t.to, t.stream}];
  from.closing -= t.amount;
  to.closing += t.amount;
  if (t.booked < period_.from) {
    from.opening -= t.amount;
    to.opening += t.amount;
  } else {
    from.minus += t.amount;
    to.plus += t.amount;
    moved_.push_back(t);
  }
  if (payer != payee) {
    if (payer) add_to(people_[std::string(*payer)], t, true, t.to, period_);
    if (payee) add_to(people_[std::string(*payee)], t, false, t.from, period_);
  }
  if (payer.has_value() != payee.has_value()) {
    if (payer) add_to(streams_[t.stream], t, true, t.to, period_);
    if (payee) add_to(streams_[t.stream], t, false, t.from, period_);
  }
}

std::vector<Sheet> BookSheets::sheets() const {
  Sheet ledger{"Ledger",
               {{Kind::date, "date"},
                {Kind::date, "effective"},
                {Kind::text, "id"},
                {Kind::text, "from"},
                {Kind::text, "to"},
                {Kind::text, "stream"},
                {Kind::text, "purpose"},
                {Kind::money, "amount"},
                {Kind::text, "note"}},
               {},
               true};
  Sheet payments{"Payments",
                 {{Kind::date, "date"},
                  {Kind::text, "provider"},
                  {Kind::text, "stream"},
                  {Kind::money, "amount"},
                  {Kind::text, "run"},
                  {Kind::text, "id"}},
                 {},
                 true};
  for (const auto& t : moved_) {
    ledger.rows.push_back({t.booked, t.effective, t.id, t.from, t.to, t.stream, t.purpose, t.amount, t.note});
    if (t.to == bank_account())
      payments.rows.push_back({t.booked, t.from, t.stream, t.amount, t.note, t.id});
    else if (t.from == bank_account())  // it came back
      payments.rows.push_back({t.booked, t.to, t.stream, -t.amount, t.note, t.id});
  }
  const auto by_day = [](const std::vector<Value>& row) { return std::get<Date>(row.front()); };
  sort_keeping_order(ledger.rows, by_day);
  sort_keeping_order(payments.rows, by_day);
  Sheet accounts{"Accounts",
                 {{Kind::text, "account"},
                  {Kind::text, "stream"},
                  {Kind::money, "opening"},
                  {Kind::money, "plus"},
                  {Kind::money, "minus"},
                  {Kind::money, "closing"},
                  {Kind::money, "promised"}},
                 {},
                 true};
  for (const auto& [key, side] : accounts_)
    accounts.rows.push_back({key.first, key.second, side.opening, side.plus, side.minus, side.closing, side.promised});
  Sheet streams{"Streams", flow_columns("stream"), {}, true}, people{"People", flow_columns("person"), {}, true};
  for (const auto& [stream, flow] : streams_) streams.rows.push_back(flow_row(stream, flow));
  for (const auto& [person, flow] : people_) people.rows.push_back(flow_row(person, flow));
  return {std::move(ledger), std::move(accounts), std::move(streams), std::move(payments), std::move(people)};
}

}  // namespace onepot::pot
