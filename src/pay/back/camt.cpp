#include "camt.h"

#include "../xml_find.h"
#include "onepot/base/text.h"

namespace onepot::pay {
namespace camt_reading {

using xml::Element;

constexpr std::string_view space = "urn:iso:std:iso:20022:tech:xsd:";

class Camt {
 public:
  Camt(const std::string& file, ReadStatements& out) : file_(file), out_(out) {}

  void statement(const Element& e, bool has_balances) {
    Statement s;
    s.id = xml::text_at(e, {"Id"});
    s.account = xml::text_at(e, {"Acct", "Id", "IBAN"});
    if (s.account.empty()) s.account = xml::text_at(e, {"Acct", "Id", "Othr", "Id"});
    s.from = day(xml::at(e, {"FrToDt", "FrDtTm"}));
    s.until = day(xml::at(e, {"FrToDt", "ToDtTm"}));
    if (has_balances) xml::each(e, "Bal", [&](const Element& balance) { take_balance(balance, s); });
    const std::size_t faults_before = out_.faults.size();
    xml::each(e, "Ntry", [&](const Element& entry) { take_entry(entry, s); });
    Pence moved;
    for (const auto& l : s.lines) {
      moved += l.amount;
      if (!s.from || l.booked < *s.from) s.from = l.booked;
      if (!s.until || l.booked > *s.until) s.until = l.booked;
    }
    if (s.opening && s.closing && out_.faults.size() == faults_before) {
      s.balances_checked = *s.opening + moved == *s.closing;
      if (!s.balances_checked)
        fault(e, "wrong-balance",
              "the opening balance " + to_decimal(*s.opening) + " and entries of " + to_decimal(moved) + " make " +
                  to_decimal(*s.opening + moved) + "; the closing balance says " + to_decimal(*s.closing));
    }
    if (has_balances && (!s.opening || !s.closing))
      out_.warnings.push_back(file_ + ": statement " + s.id + " does not give both balances: they were not checked");
    out_.statements.push_back(std::move(s));
  }

 private:
  void fault(const Element& e, const char* code, std::string sentence) {
    out_.faults.push_back({code, std::move(sentence), Where{file_, e.line, e.name}});
  }

  /// Dt, DtTm, or a date in the element itself.
  std::optional<Date> day(const Element* e) {
    if (e == nullptr) return std::nullopt;
    const Element* said = xml::child(*e, "Dt");
    if (said == nullptr) said = xml::child(*e, "DtTm");
    if (said == nullptr) said = e;
    const auto text = trim(said->text);
    const auto date = parse_date(text.substr(0, 10));
    if (!date || (text.size() > 10 && text[10] != 'T' && text[10] != 'Z' && text[10] != '+' && text[10] != '-')) {
      fault(*said, "bad-date", "expected a day such as 2026-04-01");
      return std::nullopt;
    }
    return *date;
  }

  /// The amount, above nought when it came in. `sign` is of the entry where the detail itself has none.
  std::optional<Pence> amount(const Element& e, const Element* amount_element, int sign_outside) {
    if (amount_element == nullptr) return std::nullopt;
    const auto pence = parse_pence(trim(amount_element->text));
    if (xml::attribute(*amount_element, "Ccy") != "GBP") {
      fault(*amount_element, "bad-amount", "expected Ccy=\"GBP\": other money cannot be matched");
      return std::nullopt;
    }
    if (!pence || *pence < Pence() || *pence > most_of_one_line) {
      fault(*amount_element, "bad-amount", "expected pounds such as 450.00");
      return std::nullopt;
    }
    const std::string sign = xml::text_at(e, {"CdtDbtInd"});
    if (sign != "CRDT" && sign != "DBIT" && (!sign.empty() || sign_outside == 0)) {
      fault(e, "bad-amount", "expected CdtDbtInd of CRDT or DBIT");
      return std::nullopt;
    }
    const bool in = sign.empty() ? sign_outside > 0 : sign == "CRDT";
    return in ? *pence : -*pence;
  }

  void take_balance(const Element& e, Statement& s) {
    const std::string kind = xml::text_at(e, {"Tp", "CdOrPrtry", "Cd"});
    const bool opens = kind == "OPBD" || kind == "PRCD", closes = kind == "CLBD";
    if (!opens && !closes) return;
    auto& place = opens ? s.opening : s.closing;
    const auto value = amount(e, xml::child(e, "Amt"), 0);
    if (place && value && *place != *value) fault(e, "wrong-balance", "this balance stands twice, and differs");
    if (value) place = value;
    if (const auto date = day(xml::child(e, "Dt")); closes && date && !s.until) s.until = date;
  }

  static bool is_return(const Element& e) {
    if (xml::child(e, "RtrInf") != nullptr) return true;
    return xml::text_at(e, {"BkTxCd", "Domn", "Fmly", "SubFmlyCd"}) == "RRTN";
  }

  static void say_why(const Element& e, StatementLine& l) {
    const Element* why = xml::child(e, "RtrInf");
    if (why == nullptr) return;
    l.code = xml::text_at(*why, {"Rsn", "Cd"});
    if (l.code.empty()) l.code = xml::text_at(*why, {"Rsn", "Prtry"});
    l.reason = xml::text_at(*why, {"AddtlInf"});
  }

  /// The id of a detail, where it is one: banks write NOTPROVIDED for none.
  static std::string end_to_end(const Element& detail) {
    std::string id = xml::text_at(detail, {"Refs", "EndToEndId"});
    return id == "NOTPROVIDED" ? std::string() : id;
  }

  void take_entry(const Element& e, Statement& s) {
    if (s.lines.size() >= most_lines) {
      if (!full_) fault(e, "too-long", fmt::format("a statement of more than {} lines is not read", most_lines));
      full_ = true;
      return;
    }
    std::string state = xml::text_at(e, {"Sts", "Cd"});
    if (state.empty()) state = xml::text_at(e, {"Sts"});
    if (state != "BOOK" && !state.empty()) {
      out_.warnings.push_back(
          fmt::format("{}:{}: an entry that is not booked ({}) was passed over", file_, e.line, state.substr(0, 10)));
      return;
    }
    const auto sum = amount(e, xml::child(e, "Amt"), 0);
    auto booked = day(xml::child(e, "BookgDt"));
    if (!booked) booked = day(xml::child(e, "ValDt"));
    if (!booked) fault(e, "bad-date", "an entry needs BookgDt");
    if (!sum || !booked) return;
    StatementLine whole;
    whole.line = e.line;
    whole.booked = *booked;
    whole.amount = *sum;
    whole.bank_ref = xml::text_at(e, {"AcctSvcrRef"});
    whole.words = xml::text_at(e, {"AddtlNtryInf"});
    whole.returned = *sum > Pence() && (xml::text_at(e, {"RvslInd"}) == "true" || is_return(e));
    std::vector<StatementLine> details;
    bool all_amounts = true;
    Pence of_details;
    xml::each(e, "NtryDtls", [&](const Element& group) {
      if (whole.run.empty()) whole.run = xml::text_at(group, {"Btch", "PmtInfId"});
      if (whole.run.empty()) whole.run = xml::text_at(group, {"Btch", "MsgId"});
      xml::each(group, "TxDtls", [&](const Element& detail) {
        if (details.size() >= most_lines) return;
        StatementLine l = whole;
        l.line = detail.line;
        l.end_to_end = end_to_end(detail);
        if (l.run.empty()) l.run = xml::text_at(detail, {"Refs", "PmtInfId"});
        if (const auto ref = xml::text_at(detail, {"Refs", "AcctSvcrRef"}); !ref.empty()) l.bank_ref = ref;
        if (const auto words = xml::text_at(detail, {"RmtInf", "Ustrd"}); !words.empty()) l.words = words;
        l.returned = *sum > Pence() && (whole.returned || is_return(detail));
        say_why(detail, l);
        const Element* own = xml::child(detail, "Amt");
        if (own == nullptr) own = xml::at(detail, {"AmtDtls", "TxAmt", "Amt"});
        const auto part = own == nullptr ? std::nullopt : amount(detail, own, *sum > Pence() ? 1 : -1);
        all_amounts = all_amounts && part.has_value();
        l.amount = part.value_or(Pence());
        of_details += l.amount;
        details.push_back(std::move(l));
      });
    });
    if (details.size() == 1) {
      details[0].amount = whole.amount;
      s.lines.push_back(std::move(details[0]));
    } else if (!details.empty() && all_amounts) {
      if (of_details != whole.amount)
        fault(e, "wrong-total",
              "the entry says " + to_decimal(whole.amount) + "; its details sum to " + to_decimal(of_details));
      for (std::size_t i = 0; i < details.size(); ++i) {
        // The bank's reference of the entry stands for all of it: each part needs its own.
        if (!whole.bank_ref.empty() && details[i].bank_ref == whole.bank_ref)
          details[i].bank_ref += fmt::format("/{}", i + 1);
        details[i].run.clear();
        s.lines.push_back(std::move(details[i]));
      }
    } else {
      s.lines.push_back(std::move(whole));
    }
  }

  const std::string& file_;
  ReadStatements& out_;
  bool full_ = false;
};

}  // namespace camt_reading

bool is_camt(const xml::Element& root) {
  const std::string space(camt_reading::space);
  return root.name == "Document" &&
         (root.space.starts_with(space + "camt.053.") || root.space.starts_with(space + "camt.054."));
}

void read_camt(const xml::Element& root, const std::string& file, ReadStatements& out) {
  out.format = root.space.substr(camt_reading::space.size());
  const bool statement = out.format.starts_with("camt.053");
  const auto* message = xml::child(root, statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn");
  if (message == nullptr) {
    out.faults.push_back({"bad-layout",
                          std::string("expected ") + (statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn"),
                          Where{file, root.line, root.name}});
    return;
  }
  camt_reading::Camt reader(file, out);
  const char* each = statement ? "Stmt" : "Ntfctn";
  xml::each(*message, each, [&](const xml::Element& e) { reader.statement(e, statement); });
  if (out.statements.empty())
    out.faults.push_back({"bad-layout", std::string("there is no ") + each, Where{file, message->line, message->name}});
}

}  // namespace onepot::pay
