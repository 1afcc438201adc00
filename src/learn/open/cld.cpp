#include "onepot/learn/open/cld.h"

#include <algorithm>
#include <charconv>

#include "cells.h"

namespace onepot::learn {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Why a value is not one of its field; nothing where it is.
std::optional<std::string> wrong_value(const CldField& field, const std::string& value) {
  switch (field.kind) {
    case CldKind::text:
      return std::nullopt;
    case CldKind::date:
      if (!parse_date(value)) return "is not a day; expected one such as 2026-04-01";
      return std::nullopt;
    case CldKind::nhs_number:
      if (!valid_nhs_number(value)) return "is not an NHS number: its check digit or its length is wrong";
      return std::nullopt;
    case CldKind::number: {
      int number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error != std::errc() || end != value.data() + value.size() || number < 0)
        return "is not a whole number from 0";
      return std::nullopt;
    }
    case CldKind::amount: {
      const auto amount = parse_pence(value);
      if (!amount || *amount < Pence()) return "is not an amount in pounds, such as 450.00";
      return std::nullopt;
    }
    case CldKind::quantity:  // two decimals at most, as the council's own checks of release 2 take it
      if (const auto hundredths = parse_pence(value); !hundredths || *hundredths < Pence())
        return "is not a number from 0, such as 3.5";
      return std::nullopt;
    case CldKind::list:
      if (field.values.empty() || std::ranges::any_of(field.values, [&](auto v) { return lower(v) == lower(value); }))
        return std::nullopt;
      return "is not in the list of release 2";
  }
  return std::nullopt;
}

/// What must agree between fields.
void agree(const CldEvent& e, std::vector<CldFault>& faults) {
  const auto day = [&](std::string_view field) {
    const auto d = parse_date(e.at(field));
    return d ? std::optional(*d) : std::nullopt;
  };
  const auto fault = [&](const char* field, std::string sentence) {
    faults.push_back({e.line, field, "order", std::move(sentence)});
  };
  const auto from = day("Reporting_Period_Start_Date"), until = day("Reporting_Period_End_Date"),
             begin = day("Event_Start_Date"), end = day("Event_End_Date"), born = day("Date_of_Birth");
  if (from && until && *until < *from) fault("Reporting_Period_End_Date", "the reporting period ends before it begins");
  if (begin && end && *end < *begin) fault("Event_End_Date", "the event ends before it begins");
  if (begin && until && *begin > *until) fault("Event_Start_Date", "the event begins after the reporting period");
  if (born && begin && *born > *begin) fault("Date_of_Birth", "the person is born after the event begins");
  if (!end || !from || !until) return;
  const bool service = lower(e.at("Event_Type")) == "service";
  if (service && *end < *from) fault("Event_End_Date", "the service ended before the reporting period");
  if (!service && (*end < *from || *end > *until))
    fault("Event_End_Date", "a request, an assessment or a review belongs to the period in which it ended");
}

}  // namespace

bool valid_nhs_number(std::string_view number) {
  std::string digits;
  for (const char c : number)
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ' && c != '-')
      return false;
  if (digits.size() != 10) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * (10 - static_cast<int>(i));
  const int check = (11 - sum % 11) % 11;
  return check != 10 && check == digits[9] - '0';
}

const std::string& CldEvent::at(std::string_view field) const {
  return values[*cld_field(field)];
}

Result<CldFile> read_cld(const csv::Table& table) {
  CldFile out;
  const auto& fields = cld_fields();
  std::vector<std::optional<std::size_t>> column(fields.size());
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    const auto f = cld_field(table.header[c]);
    if (!f)
      out.unknown.push_back(table.header[c]);
    else if (column[*f])
      return refuse("repeated-column", "the column stands twice", Where{table.file, 1, table.header[c]});
    else
      column[*f] = c;
  }
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (!column[f]) out.missing.emplace_back(fields[f].name);
  for (const std::string_view needed : {"LA_Code", "Event_Type"})
    if (!column[*cld_field(needed)])
      return refuse("missing-column", "this is not client level data: the column is missing",
                    Where{table.file, 1, std::string(needed)});
  for (const auto& row : table.records) {
    CldEvent e{row.line, std::vector<std::string>(fields.size())};
    for (std::size_t f = 0; f < fields.size(); ++f)
      if (column[f]) {
        e.values[f] = std::string(trim(row.fields[*column[f]]));
        if (e.values[f] == "NULL") e.values[f].clear();
      }
    out.events.push_back(std::move(e));
  }
  return out;
}

CldReport check_cld(const std::vector<CldEvent>& events) {
  CldReport out;
  const auto& fields = cld_fields();
  for (const CldField& f : fields)
    out.fields.push_back({f.name, 0, 0, 0, 0, 0, f.kind != CldKind::list || !f.values.empty()});
  for (const CldEvent& e : events) {
    ++out.events;
    const std::size_t before = out.faults.size();
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const CldField& field = fields[f];
      CldCount& count = out.fields[f];
      const std::string& value = e.values[f];
      const std::string name(field.name);
      if (!cld_applies(field.name, e)) {
        ++count.not_applicable;
        if (!value.empty())
          out.faults.push_back({e.line, name, "not-applicable", "does not apply to this event; expected nothing"});
      } else if (value.empty()) {
        const bool needed = cld_mandatory(field.name, e);
        ++(needed ? count.blank_mandatory : count.blank_allowed);
        if (needed) out.faults.push_back({e.line, name, "blank", "is blank; it is mandatory for this event"});
      } else if (const auto why = wrong_value(field, value)) {
        ++count.invalid;
        // What names a person is never repeated in a message.
        out.faults.push_back({e.line, name, "invalid",
                              (field.names_person ? "the value" : "'" + value.substr(0, 60) + "'") + " " + *why});
      } else {
        ++count.valid;
      }
    }
    agree(e, out.faults);
    if (out.faults.size() > before) ++out.events_with_faults;
  }
  return out;
}

std::string cld_csv(const std::vector<CldEvent>& events, bool national) {
  const auto& fields = cld_fields();
  std::vector<std::string> line;
  for (const CldField& f : fields)
    if (national || !f.names_person) line.emplace_back(f.name);
  std::string out = csv::line(line);
  for (const CldEvent& e : events) {
    line.clear();
    for (std::size_t f = 0; f < fields.size(); ++f)
      if (national || !fields[f].names_person) line.push_back(e.values[f]);
    out += csv::line(line);
  }
  return out;
}

}  // namespace onepot::learn
