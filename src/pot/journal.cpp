#include "onepot/pot/journal.h"

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

constexpr std::string_view currency = "GBP";

/// One line without what the formats read as the start of a comment, a tag list or a payee.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool punctuation = c == ';' || c == '|' || c == '"' || c == '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : punctuation ? ',' : c;
  }
  return std::string(trim(out));
}

std::string description(const Transfer& t) {
  std::string words = one_line(t.note);
  if (words.empty()) words = t.purpose;
  return words.empty() ? "transfer" : words;
}

/// What a tag says of the money: at the entry where both of its ends agree, else at each posting.
struct Marks {
  std::string entry, from, to;
};

Marks marks_of(const Transfer& t, const auto& line) {
  Marks out;
  const Earmark of = t.of.value_or(Earmark()), becomes = t.becomes.value_or(Earmark());
  const auto mark = [&](std::string_view name, std::string_view left, std::string_view arrives) {
    if (left == arrives) {
      if (!left.empty()) out.entry += line(name, left, false);
      return;
    }
    if (!left.empty()) out.from += line(name, left, true);
    if (!arrives.empty()) out.to += line(name, arrives, true);
  };
  mark("person", of.person, becomes.person);
  mark("holding", holding_text(of.holding), holding_text(becomes.holding));
  mark("conditions", of.conditions, becomes.conditions);
  return out;
}

/// The side of beancount's five that an account is on.
std::string_view bean_root(std::string_view account) {
  const std::string_view first = account.substr(0, account.find(':'));
  if (first == "pot" || first == "bank") return "Assets";
  return first == "provider" ? "Liabilities" : "Equity";
}

/// beancount's parts begin with a capital or a digit and hold letters, digits and dashes.
std::string bean_part(std::string_view part) {
  std::string out;
  for (const char c : part) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       static_cast<unsigned char>(c) >= 0x80;
    out += plain ? c : '-';
  }
  if (out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  // A capital before what it may not begin with (a dash, or a letter beyond ASCII of which we do not know the case).
  if (out.front() == '-' || static_cast<unsigned char>(out.front()) >= 0x80) out.insert(0, "X");
  return out;
}

}  // namespace

Result<JournalFormat> parse_journal_format(std::string_view text) {
  if (text == "hledger") return JournalFormat::hledger;
  if (text == "ledger") return JournalFormat::ledger;
  if (text == "beancount") return JournalFormat::beancount;
  return refuse("bad-format", fmt::format("'{}' is not a format; expected hledger, ledger or beancount", text));
}

std::map<std::string, std::string> bean_names(const std::map<std::string, Pence>& accounts) {
  std::map<std::string, std::string> out;
  std::set<std::string> taken;
  for (const auto& [account, unused] : accounts) {
    std::string name(bean_root(account));
    for (const auto& part : split_text(account, ':')) name += ":" + bean_part(part);
    std::string free = name;
    for (int n = 2; !taken.insert(free).second; ++n) free = fmt::format("{}-{}", name, n);
    out.emplace(account, free);
  }
  return out;
}

JournalWriter::JournalWriter(JournalFormat format, std::map<std::string, Pence> accounts, Sink sink)
    : format_(format), accounts_(std::move(accounts)), sink_(std::move(sink)) {
  if (format_ == JournalFormat::beancount) names_ = bean_names(accounts_);
}

const std::string& JournalWriter::name(const std::string& account) const {
  return format_ == JournalFormat::beancount ? names_.at(account) : account;
}

void JournalWriter::begin(Date first, Date last) {
  first_ = first;
  last_ = last;
  sink_("; The books of Onepot: what leaves an account is minus, what arrives is plus; each stream sums to nought.\n");
  switch (format_) {
    case JournalFormat::hledger:
      sink_(fmt::format("commodity 1000.00 {}\n", currency));
      break;
    case JournalFormat::ledger:
      sink_(fmt::format("commodity {}\n    format 1000.00 {}\n", currency, currency));
      break;
    case JournalFormat::beancount:
      sink_(fmt::format("option \"operating_currency\" \"{}\"\n", currency));
      break;
  }
  for (const auto& [account, unused] : accounts_)
    sink_(format_ == JournalFormat::beancount
              ? fmt::format("{} open {} {}\n  account: \"{}\"\n", to_iso(first), name(account), currency, account)
              : fmt::format("account {}\n", account));
}

void JournalWriter::entry(const Transfer& t) {
  if (t.stage != Stage::move && t.stage != Stage::post) return;
  format_ == JournalFormat::beancount ? bean_entry(t) : plain_entry(t);
}

void JournalWriter::plain_entry(const Transfer& t) {
  const std::string amount = to_decimal(t.amount);
  const auto marks = marks_of(t, [](std::string_view name, std::string_view value, bool) {
    return fmt::format("    ; {}: {}\n", name, value);
  });
  sink_(fmt::format("\n{}{} * ({}) {}\n    ; stream: {}\n{}{}    {}  -{} {}\n{}    {}  {} {}\n{}", to_iso(t.booked),
                    t.effective == t.booked ? "" : "=" + to_iso(t.effective), t.id, description(t), t.stream,
                    t.purpose.empty() ? "" : fmt::format("    ; purpose: {}\n", t.purpose), marks.entry, t.from, amount,
                    currency, marks.from, t.to, amount, currency, marks.to));
}

void JournalWriter::bean_entry(const Transfer& t) {
  const std::string amount = to_decimal(t.amount);
  const auto marks = marks_of(t, [](std::string_view name, std::string_view value, bool of_posting) {
    return fmt::format("{}{}: \"{}\"\n", of_posting ? "    " : "  ", name, value);
  });
  sink_(fmt::format("\n{} * \"{}\"\n  id: \"{}\"\n  stream: \"{}\"\n{}{}{}  {}  -{} {}\n{}  {}  {} {}\n{}",
                    to_iso(t.booked), description(t), t.id, t.stream,
                    t.purpose.empty() ? "" : fmt::format("  purpose: \"{}\"\n", t.purpose),
                    t.effective == t.booked ? "" : fmt::format("  effective: {}\n", to_iso(t.effective)), marks.entry,
                    name(t.from), amount, currency, marks.from, name(t.to), amount, currency, marks.to));
}

void JournalWriter::end() {
  if (accounts_.empty()) return;
  if (format_ == JournalFormat::beancount) {
    // A balance is asserted at the beginning of its day; without a tolerance beancount would let a penny pass.
    sink_("\n");
    for (const auto& [account, balance] : accounts_)
      sink_(fmt::format("{} balance {} {} ~ 0.001 {}\n", to_iso(last_ + 1), name(account), to_decimal(balance),
                        currency));
    return;
  }
  sink_(fmt::format("\n{} * balances asserted\n", to_iso(last_)));
  for (const auto& [account, balance] : accounts_)
    sink_(fmt::format("    {}  0.00 {} = {} {}\n", account, currency, to_decimal(balance), currency));
}

}  // namespace onepot::pot
