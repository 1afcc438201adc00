#include <algorithm>

#include "condition.h"
#include "imported.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/admitted.h"
#include "unbundled.h"

namespace onepot::price {

namespace admitted_loading {

std::optional<Field> field_named(std::string_view name) {
  for (std::size_t f = 0; f < single_fields; ++f)
    if (to_text(static_cast<Field>(f)) == name) return static_cast<Field>(f);
  return std::nullopt;
}

Result<FieldRule> field_rule(const csv::Table& table, const csv::Record& row, std::size_t kind, std::size_t values,
                             std::size_t required, std::size_t words) {
  FieldRule rule;
  rule.words = field(row, words);
  const auto k = field(row, kind), v = trim(field(row, values)), must = field(row, required);
  if (must != "yes" && must != "no")
    return refuse("bad-required", "'" + std::string(must) + "' is not yes or no", where(table, row, required));
  rule.required = must == "yes";
  if (rule.words.empty()) return refuse("no-words", "say what is expected of the field", where(table, row, words));
  if (k == "text") {
    rule.kind = FieldRule::Kind::text;
  } else if (k == "icd10") {
    rule.kind = FieldRule::Kind::icd10;
  } else if (k == "opcs4") {
    rule.kind = FieldRule::Kind::opcs4;
  } else if (k == "number") {
    rule.kind = FieldRule::Kind::number;
    const auto dots = v.find("..");
    if (dots == std::string_view::npos)
      return refuse("bad-values", "a number needs its range, such as 0..130", where(table, row, values));
    ONEPOT_TRY(rule.least, whole(trim(v.substr(0, dots)), where(table, row, values)));
    ONEPOT_TRY(rule.most, whole(trim(v.substr(dots + 2)), where(table, row, values)));
    if (rule.least < 0 || rule.least > rule.most)
      return refuse("bad-values", "the range holds nothing", where(table, row, values));
  } else if (k == "code") {
    rule.kind = FieldRule::Kind::code;
    for (const auto& code : list_of(v)) {
      if (code.size() > 8)
        return refuse("bad-values", "'" + code + "' is longer than eight characters", where(table, row, values));
      rule.codes.push_back(packed(code));
    }
    std::ranges::sort(rule.codes);
    if (rule.codes.empty()) return refuse("bad-values", "a code needs its lawful codes", where(table, row, values));
  } else {
    return refuse("bad-kind",
                  "'" + std::string(k) + "' is not a kind of field; expected text, number, code, icd10 or opcs4",
                  where(table, row, kind));
  }
  return rule;
}

Result<void> read_fields(const Folder& folder, Admitted& out) {
  ONEPOT_TRY(const auto table, table_of(folder, "fields.csv"));
  csv::Columns columns(table);
  const auto name = columns.need("field"), kind = columns.need("kind"), values = columns.need("values"),
             required = columns.need("required"), words = columns.need("words");
  ONEPOT_CHECK(columns.done());
  std::vector<std::string> seen;
  for (const auto& row : table.records) {
    const std::string n(field(row, name));
    ONEPOT_TRY(auto rule, field_rule(table, row, kind, values, required, words));
    if (std::ranges::find(seen, n) != seen.end())
      return refuse("repeated-field", "the field " + n + " stands above already", where(table, row, name));
    seen.push_back(n);
    if (const auto single = field_named(n))
      out.fields[static_cast<std::size_t>(*single)] = std::move(rule);
    else if (n == "DIAG_01")
      out.first_diagnosis = std::move(rule);
    else if (n == "DIAG")
      out.other_diagnosis = std::move(rule);
    else if (n == "OPER")
      out.procedure = std::move(rule);
    else
      return refuse("unknown-field", "'" + n + "' is not a field of the record", where(table, row, name));
  }
  if (seen.size() != single_fields + 3)
    return refuse("missing-field",
                  fmt::format("{} fields are described; expected the {} single ones, DIAG_01, DIAG and OPER",
                              seen.size(), single_fields),
                  Where{table.file, 0, "field"});
  for (const Field f : {Field::epidur, Field::criticalcaredays, Field::rehabilitationdays, Field::spcdays,
                        Field::epiorder, Field::startage})
    if (out.fields[static_cast<std::size_t>(f)].kind != FieldRule::Kind::number)
      return refuse("bad-kind", std::string(to_text(f)) + " is reckoned with and must be a number",
                    Where{table.file, 0, "kind"});
  return {};
}

struct Way {
  std::string_view name;
  Derived::How how;
  Attribute::Kind gives;
};
constexpr std::array<Way, 9> ways{{{"number", Derived::How::number, Attribute::Kind::count},
                                   {"code", Derived::How::code, Attribute::Kind::code},
                                   {"main", Derived::How::main, Attribute::Kind::code},
                                   {"dominant", Derived::How::dominant, Attribute::Kind::code},
                                   {"score", Derived::How::score, Attribute::Kind::count},
                                   {"any", Derived::How::any, Attribute::Kind::flag},
                                   {"many", Derived::How::many, Attribute::Kind::count},
                                   {"length", Derived::How::length, Attribute::Kind::count},
                                   {"episodes", Derived::How::episodes, Attribute::Kind::count}}};

Result<void> read_derived(const Folder& folder, Admitted& out) {
  ONEPOT_TRY(const auto table, table_of(folder, "derive.csv"));
  csv::Columns columns(table);
  const auto name = columns.need("attribute"), how = columns.need("how"), from = columns.need("from"),
             otherwise = columns.need("otherwise");
  columns.may("words");
  ONEPOT_CHECK(columns.done());
  const auto& attributes = out.currency.attributes;
  std::vector<bool> known(attributes.size(), false);
  out.derived.resize(attributes.size());
  std::size_t dominant = 0, main = 0;
  for (const auto& row : table.records) {
    const auto a = out.currency.attribute(field(row, name));
    if (!a || known[*a])
      return refuse("unknown-attribute",
                    "'" + std::string(field(row, name)) + "' is not an attribute that still needs a way",
                    where(table, row, name));
    known[*a] = true;
    const auto way = std::ranges::find(ways, field(row, how), &Way::name);
    if (way == ways.end())
      return refuse("bad-how",
                    "'" + std::string(field(row, how)) +
                        "' is not a way; expected number, code, main, dominant, score, any, many, length or episodes",
                    where(table, row, how));
    if (way->gives != attributes[*a].kind)
      return refuse("bad-how", "this way does not give an attribute of its kind", where(table, row, how));
    Derived& d = out.derived[*a];
    d.how = way->how;
    const auto source = trim(field(row, from));
    if (d.how == Derived::How::number || d.how == Derived::How::code) {
      const auto f = field_named(source);
      const bool number = f && out.fields[static_cast<std::size_t>(*f)].kind == FieldRule::Kind::number;
      if (!f || (d.how == Derived::How::number && !number))
        return refuse("unknown-field", "'" + std::string(source) + "' is not a field that this can be taken from",
                      where(table, row, from));
      d.field = *f;
    } else if (d.how == Derived::How::any || d.how == Derived::How::many) {
      if (source != "diagnoses" && source != "procedures")
        return refuse("bad-from", "expected diagnoses or procedures", where(table, row, from));
      d.procedures = source == "procedures";
    } else if (!source.empty()) {
      return refuse("bad-from", "this way takes nothing from a field; leave it empty", where(table, row, from));
    }
    d.clinical = out.clinical;
    if (d.how == Derived::How::main || d.how == Derived::How::dominant || d.how == Derived::How::score ||
        d.how == Derived::How::any)
      ++out.clinical;
    if ((d.how == Derived::How::main && ++main > 1) || (d.how == Derived::How::dominant && ++dominant > 1))
      return refuse("bad-how", "only one attribute can be worked out so", where(table, row, how));
    if (attributes[*a].kind == Attribute::Kind::code) {
      const auto value = parse_value(attributes[*a], field(row, otherwise));
      if (!value) return refuse(value.error().code, value.error().sentence, where(table, row, otherwise));
      d.otherwise = *value;
    } else if (!trim(field(row, otherwise)).empty()) {
      return refuse("bad-otherwise", "only a code has another code where nothing gives one; leave it empty",
                    where(table, row, otherwise));
    } else {
      d.otherwise = attributes[*a].least;
    }
  }
  for (std::size_t a = 0; a < known.size(); ++a)
    if (!known[a])
      return refuse("missing-attribute", "nothing says how " + attributes[a].id + " is worked out",
                    Where{table.file, 0, "attribute"});
  return {};
}

Result<void> read_maps(const Folder& folder, Admitted& out) {
  if (folder.files.contains("maps.csv")) {
    ONEPOT_TRY(const auto table, table_of(folder, "maps.csv"));
    csv::Columns columns(table);
    const auto name = columns.need("attribute"), value = columns.need("value"), code = columns.need("code");
    ONEPOT_CHECK(columns.done());
    for (const auto& row : table.records) {
      const auto a = out.currency.attribute(field(row, name));
      if (!a || out.derived[*a].how != Derived::How::code)
        return refuse("unknown-attribute",
                      "'" + std::string(field(row, name)) + "' is not an attribute taken from a field as a code",
                      where(table, row, name));
      const auto to = parse_value(out.currency.attributes[*a], field(row, code));
      if (!to) return refuse(to.error().code, to.error().sentence, where(table, row, code));
      for (const auto& v : list_of(field(row, value))) {
        auto& map = out.derived[*a].map;
        if (v.size() > 8 ||
            std::ranges::find(map, packed(v), &std::pair<std::uint64_t, std::int64_t>::first) != map.end())
          return refuse("bad-value", "'" + v + "' stands above already, or is longer than eight characters",
                        where(table, row, value));
        map.emplace_back(packed(v), *to);
      }
    }
  }
  for (Derived& d : out.derived) std::ranges::sort(d.map);
  return {};
}

Result<void> read_clinical(const Folder& folder, Admitted& out) {
  out.diagnoses = CodeTable(out.clinical);
  out.unbundled_column = out.clinical;
  out.procedures = CodeTable(out.clinical + 1);
  ONEPOT_TRY(const auto table, table_of(folder, "clinical.csv"));
  csv::Columns columns(table);
  const auto scheme = columns.need("scheme"), code = columns.need("code"), name = columns.need("attribute"),
             value = columns.need("value"), rank = columns.need("rank");
  columns.may("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    const auto s = field(row, scheme);
    if (s != "diagnosis" && s != "procedure")
      return refuse("bad-scheme", "'" + std::string(s) + "' is not a scheme; expected diagnosis or procedure",
                    where(table, row, scheme));
    const bool procedure = s == "procedure";
    const auto a = out.currency.attribute(field(row, name));
    if (!a)
      return refuse("unknown-attribute", "'" + std::string(field(row, name)) + "' is not an attribute",
                    where(table, row, name));
    const Derived& d = out.derived[*a];
    using How = Derived::How;
    const bool fits = procedure ? d.how == How::dominant || (d.how == How::any && d.procedures)
                                : d.how == How::main || d.how == How::score || (d.how == How::any && !d.procedures);
    if (!fits)
      return refuse("bad-scheme",
                    "the attribute " + std::string(field(row, name)) + " is not worked out from a " + std::string(s),
                    where(table, row, name));
    CodeTable::Value v;
    std::int64_t given = 0;
    if (d.how == How::score) {
      ONEPOT_TRY(given, whole(field(row, value), where(table, row, value)));
      if (given < 0 || given > 1000) return refuse("bad-value", "expected 0 to 1000 points", where(table, row, value));
    } else {
      const auto parsed = parse_value(out.currency.attributes[*a], field(row, value));
      if (!parsed) return refuse(parsed.error().code, parsed.error().sentence, where(table, row, value));
      given = *parsed;
    }
    v.value = static_cast<std::int32_t>(given);
    if (!trim(field(row, rank)).empty()) {
      ONEPOT_TRY(const auto r, whole(trim(field(row, rank)), where(table, row, rank)));
      if (r < 0) return refuse("bad-rank", "a rank is 0 or more", where(table, row, rank));
      v.rank = static_cast<std::int32_t>(r);
    }
    std::string plain;
    for (const char c : field(row, code))
      if (c != '.') plain += c;
    auto& codes = procedure ? out.procedures : out.diagnoses;
    if (plain.size() < 1 || plain.size() > 6 || !codes.add(plain, d.clinical, v))
      return refuse("bad-code",
                    "'" + std::string(field(row, code)) +
                        "' is not a code or the beginning of one (capitals and digits), or it says two things",
                    where(table, row, code));
  }
  ONEPOT_CHECK(admitted_reading::read_unbundled(folder, out));
  out.diagnoses.finish();
  out.procedures.finish();
  return {};
}

/// Which rules decide because of a procedure: those that do not hold for a stay without one.
void find_methods(Admitted& out) {
  for (const Rule& rule : out.currency.rules)
    out.methods.push_back(std::ranges::any_of(rule.conditions,
                                              [&](const Condition& c) {
                                                const Derived& d = out.derived[c.attribute];
                                                const bool of_procedures =
                                                    d.how == Derived::How::dominant ||
                                                    ((d.how == Derived::How::any || d.how == Derived::How::many) &&
                                                     d.procedures);
                                                return of_procedures && !c.admits(d.otherwise);
                                              })
                              ? 'P'
                              : 'D');
}

/// The official groups are not ours to ship: only tables taken from the published workbook may bear their name.
Result<bool> may_be_called_hrg(const Folder& folder, const Currency& currency) {
  const bool imported = is_imported(folder);
  for (const std::string& text : {currency.id, currency.name}) {
    std::string small;
    for (const char c : text)
      if (c != ' ' && c != '-' && c != '_') small += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (small.find("hrg4") != std::string::npos && !imported)
      return refuse("not-hrg",
                    "only tables imported from the published workbook, and unaltered since, may be called HRG4+; "
                    "import it with `onepot price import`, or give the currency a name of its own",
                    Where{folder.path + "/currency.json", 0, "name"});
  }
  return imported;
}

}  // namespace admitted_loading

bool is_admitted(const Folder& folder) {
  const auto head = object_of(folder, "currency.json");
  if (!head) return false;
  const auto* kind = head->if_contains("kind");
  return kind != nullptr && kind->is_string() && kind->get_string() == "admitted";
}

Result<Admitted> load_admitted(const Folder& folder) {
  using namespace admitted_loading;
  Admitted out;
  ONEPOT_TRY(out.currency, load_currency(folder));
  ONEPOT_TRY(const auto head, object_of(folder, "currency.json"));
  ONEPOT_TRY(out.error_group, text_of(head, "error_group", folder.path + "/currency.json"));
  if (out.currency.group(out.error_group))
    return refuse("bad-group", "the error group must not be one that rules give",
                  Where{folder.path + "/currency.json", 0, "error_group"});
  ONEPOT_TRY(out.imported, may_be_called_hrg(folder, out.currency));
  ONEPOT_CHECK(read_fields(folder, out));
  ONEPOT_CHECK(read_derived(folder, out));
  ONEPOT_CHECK(read_maps(folder, out));
  ONEPOT_CHECK(read_clinical(folder, out));
  find_methods(out);
  ONEPOT_CHECK(admitted_reading::read_methods(folder, out));
  return out;
}

}  // namespace onepot::price
