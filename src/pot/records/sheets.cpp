#include "onepot/pot/sheets.h"

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
  return to_csv(SheetRows{{sheet.name, sheet.columns, {}, sheet.totals}, sheet.rows.size(), [&](const auto& f) {
                            for (const auto& row : sheet.rows) f(row);
                          }});
}

std::string to_csv(const SheetRows& sheet) {
  std::vector<std::string> fields;
  for (const auto& column : sheet.head.columns) fields.push_back(column.title);
  std::string out = csv::line(fields);
  sheet.each([&](const std::vector<Value>& row) {
    fields.clear();
    for (const auto& value : row) fields.push_back(value_text(value));
    out += csv::line(fields);
  });
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
  const auto from_at = accounts_.try_emplace({t.from, t.stream}).first;
  Side& from = from_at->second;
  const Pence promise = t.stage == Stage::reserve ? t.amount : t.stage == Stage::move ? Pence() : -t.amount;
  from.promised += promise;
  if (payer) {
    people_[std::string(*payer)].promised += promise;
    streams_[t.stream].promised += promise;
  }
  if (!moved) return;
  const auto to_at = accounts_.try_emplace({t.to, t.stream}).first;
  Side& to = to_at->second;
  from.closing -= t.amount;
  to.closing += t.amount;
  if (t.booked < period_.from) {
    from.opening -= t.amount;
    to.opening += t.amount;
  } else {
    from.minus += t.amount;
    to.plus += t.amount;
    const std::size_t id = texts_.size();
    texts_ += t.id;
    const std::size_t note = texts_.size();
    texts_ += t.note;
    moved_.push_back({t.booked, t.effective, t.amount, &from_at->first.first, &to_at->first.first,
                      &from_at->first.second, &*purposes_.insert(t.purpose).first, id, note, texts_.size()});
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

std::vector<const BookSheets::Moved*> BookSheets::in_order_of_day(bool payments_only) const {
  std::vector<const Moved*> out;
  for (const auto& m : moved_)
    if (!payments_only || *m.to == bank_account() || *m.from == bank_account()) out.push_back(&m);
  std::ranges::sort(out, [](const Moved* a, const Moved* b) {  // of one day in the order of the chain
    return a->booked != b->booked ? a->booked < b->booked : a < b;
  });
  return out;
}

SheetRows BookSheets::sheet(std::string_view name) const {
  using Row = std::function<void(const std::vector<Value>&)>;
  if (name == "Ledger")
    return {{"Ledger",
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
             true},
            moved_.size(),
            [this](const Row& f) {
              for (const Moved* m : in_order_of_day(false))
                f({m->booked, m->effective, std::string(id_of(*m)), *m->from, *m->to, *m->stream, *m->purpose,
                   m->amount, std::string(note_of(*m))});
            }};
  if (name == "Payments")
    return {{"Payments",
             {{Kind::date, "date"},
              {Kind::text, "provider"},
              {Kind::text, "stream"},
              {Kind::money, "amount"},
              {Kind::text, "run"},
              {Kind::text, "id"}},
             {},
             true},
            in_order_of_day(true).size(),
            [this](const Row& f) {
              for (const Moved* m : in_order_of_day(true)) {
                const bool out = *m->to == bank_account();  // else it came back
                f({m->booked, out ? *m->from : *m->to, *m->stream, out ? m->amount : -m->amount,
                   std::string(note_of(*m)), std::string(id_of(*m))});
              }
            }};
  if (name == "Accounts")
    return {{"Accounts",
             {{Kind::text, "account"},
              {Kind::text, "stream"},
              {Kind::money, "opening"},
              {Kind::money, "plus"},
              {Kind::money, "minus"},
              {Kind::money, "closing"},
              {Kind::money, "promised"}},
             {},
             true},
            accounts_.size(),
            [this](const Row& f) {
              for (const auto& [key, side] : accounts_)
                f({key.first, key.second, side.opening, side.plus, side.minus, side.closing, side.promised});
            }};
  ONEPOT_ASSERT(name == "Streams" || name == "People");
  const auto& flows = name == "Streams" ? streams_ : people_;
  return {{std::string(name), flow_columns(name == "Streams" ? "stream" : "person"), {}, true},
          flows.size(),
          [&flows](const Row& f) {
            for (const auto& [key, flow] : flows) f(flow_row(key, flow));
          }};
}

std::vector<Sheet> BookSheets::sheets() const {
  std::vector<Sheet> out;
  for (const auto name : names) {
    auto rows = sheet(name);
    rows.each([&](const std::vector<Value>& row) { rows.head.rows.push_back(row); });
    out.push_back(std::move(rows.head));
  }
  return out;
}

}  // namespace onepot::pot
