#include "onepot/pay/returns.h"

#include <array>
#include <map>
#include <set>

#include "../xml_find.h"
#include "camt.h"
#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/pay/bank.h"

namespace onepot::pay {
namespace returns_reading {

using xml::Element;

void fault(ReadReturns& out, const std::string& file, const Element& e, std::string sentence) {
  out.faults.push_back({"bad-return", std::move(sentence), Where{file, e.line, e.name}});
}

/// pain.002: of the group, of a batch, of one payment; what is rejected above is rejected with all that is in it.
void from_pain_002(const Element& root, const std::string& file, ReadReturns& out) {
  out.format = root.space.substr(root.space.rfind(':') + 1);
  const Element* report = xml::child(root, "CstmrPmtStsRpt");
  if (report == nullptr) return fault(out, file, root, "expected CstmrPmtStsRpt");
  std::optional<Date> made;
  if (const auto date = parse_date(xml::text_at(*report, {"GrpHdr", "CreDtTm"}).substr(0, 10))) made = *date;
  const auto why = [](const Element& e, Returned& r) {
    if (const Element* said = xml::child(e, "StsRsnInf")) {
      r.code = xml::text_at(*said, {"Rsn", "Cd"});
      if (r.code.empty()) r.code = xml::text_at(*said, {"Rsn", "Prtry"});
      r.reason = xml::text_at(*said, {"AddtlInf"});
    }
  };
  const auto whole_run = [&](const Element& e, std::string run) {
    Returned r;
    r.line = e.line;
    r.run = std::move(run);
    r.date = made;
    why(e, r);
    if (r.run.empty()) return fault(out, file, e, "a run was rejected, but its id is not given");
    out.returns.push_back(std::move(r));
  };
  const Element* group = xml::child(*report, "OrgnlGrpInfAndSts");
  if (group != nullptr && xml::text_at(*group, {"GrpSts"}) == "RJCT")
    return whole_run(*group, xml::text_at(*group, {"OrgnlMsgId"}));
  xml::each(*report, "OrgnlPmtInfAndSts", [&](const Element& batch) {
    if (xml::text_at(batch, {"PmtInfSts"}) == "RJCT") return whole_run(batch, xml::text_at(batch, {"OrgnlPmtInfId"}));
    xml::each(batch, "TxInfAndSts", [&](const Element& e) {
      if (xml::text_at(e, {"TxSts"}) != "RJCT") return;
      Returned r;
      r.line = e.line;
      r.id = xml::text_at(e, {"OrgnlEndToEndId"});
      r.date = made;
      why(e, r);
      if (const auto amount = xml::text_at(e, {"OrgnlTxRef", "Amt", "InstdAmt"}); !amount.empty()) {
        if (const auto pence = parse_pence(amount))
          r.amount = *pence;
        else
          fault(out, file, e, "InstdAmt: " + pence.error().sentence);
      }
      if (r.id.empty()) return fault(out, file, e, "a payment was rejected, but OrgnlEndToEndId is not given");
      out.returns.push_back(std::move(r));
    });
  });
}

/// Bacs ARUCS: ReturnedCreditItem, however deep, with what it was in attributes and the account inside it.
void from_arucs(const Element& e, const std::string& file, ReadReturns& out) {
  if (e.name != "ReturnedCreditItem") {
    for (const Element& c : e.children) from_arucs(c, file, out);
    return;
  }
  Returned r;
  r.line = e.line;
  r.code = xml::attribute(e, "returnCode");
  r.reason = xml::attribute(e, "returnDescription");
  if (const auto amount = parse_pence(xml::attribute(e, "valueOf")); amount && *amount > Pence())
    r.amount = *amount;
  else
    return fault(out, file, e, "valueOf: expected pounds above nothing, such as 450.00");
  if (const auto day = parse_date(xml::attribute(e, "originalProcessingDate")))
    r.date = *day;
  else
    return fault(out, file, e, "originalProcessingDate: expected a day such as 2026-04-01");
  for (const Element& account : e.children) {
    const auto sort_code = parse_sort_code(xml::attribute(account, "sortCode"));
    const auto number = parse_account_number(xml::attribute(account, "number"));
    if (sort_code && number) r.sort_code = *sort_code, r.account = *number;
  }
  if (r.account.empty()) return fault(out, file, e, "expected an account with sortCode and number");
  out.returns.push_back(std::move(r));
}

void from_csv(std::string_view text, const std::string& file, ReadReturns& out) {
  const auto table = csv::parse(text, file);
  if (!table) {
    out.faults.push_back(table.error());
    return;
  }
  csv::Columns columns(*table);
  const auto id = columns.need("id"), date = columns.need("date"), amount = columns.need("amount"),
             code = columns.may("code"), reason = columns.may("reason");
  if (const auto done = columns.done(); !done) {
    out.faults.push_back(done.error());
    out.faults.back().sentence += "; returns are pain.002, camt.053, camt.054, Bacs ARUCS or such a CSV";
    return;
  }
  out.format = "csv";
  out.warnings = columns.warnings();
  for (const auto& row : table->records) {
    const auto bad = [&](const Refusal& r, std::size_t column) {
      out.faults.push_back({r.code, r.sentence, where(*table, row, column)});
    };
    Returned r;
    r.line = row.line;
    r.id = trim(field(row, id));
    r.code = trim(field(row, code));
    r.reason = trim(field(row, reason));
    const auto day = parse_date(trim(field(row, date)));
    const auto pence = parse_pence(trim(field(row, amount)));
    if (r.id.empty()) bad({"bad-id", "expected the id of the payment that came back", {}}, id);
    if (!day)
      bad(day.error(), date);
    else
      r.date = *day;
    if (!pence || *pence <= Pence())
      bad({"bad-amount", "expected pounds above nothing, such as 450.00", {}}, amount);
    else
      r.amount = *pence;
    out.returns.push_back(std::move(r));
  }
}

}  // namespace returns_reading

ReadReturns read_returns(std::string_view text, const std::string& file) {
  using namespace returns_reading;
  ReadReturns out;
  const std::string_view start = trim(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  if (!start.starts_with('<')) {
    from_csv(text, file, out);
    return out;
  }
  const auto root = xml::parse(text, file);
  if (!root) {
    out.faults.push_back(root.error());
  } else if (is_camt(*root)) {
    ReadStatements read;
    read_camt(*root, file, read);
    out.format = read.format;
    out.faults = std::move(read.faults);
    out.warnings = std::move(read.warnings);
    for (const auto& s : read.statements)
      for (const auto& l : s.lines)
        if (l.returned)
          out.returns.push_back({l.line, l.end_to_end, l.run, l.amount, l.booked, l.code, l.reason, {}, {}});
  } else if (root->name == "Document" && root->space.starts_with("urn:iso:std:iso:20022:tech:xsd:pain.002.")) {
    from_pain_002(*root, file, out);
  } else if (root->name == "BACSDocument") {
    out.format = "arucs";
    from_arucs(*root, file, out);
  } else {
    out.faults.push_back(
        {"bad-layout", "expected pain.002, camt.053, camt.054 or a BACSDocument", Where{file, root->line, root->name}});
  }
  return out;
}

std::string_view reason_words(std::string_view code) {
  // ISO 20022 external codes for return and status reasons.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> known{{
      {"AC01", "the account number is wrong"},
      {"AC03", "the account number is wrong"},
      {"AC04", "the account is closed"},
      {"AC06", "the account is blocked"},
      {"AC13", "this kind of account cannot be paid"},
      {"AG01", "this kind of payment is not allowed on the account"},
      {"AM02", "the amount is not allowed"},
      {"AM04", "there was not enough money in the account that pays"},
      {"AM05", "it was sent twice"},
      {"BE01", "the name is not the account holder’s"},
      {"BE04", "the payee’s address is missing"},
      {"CUST", "whoever pays asked for it back"},
      {"MD07", "the account holder has died"},
      {"MS02", "the payee did not want it"},
      {"MS03", "the bank gave no reason"},
      {"NARR", "see the bank’s words"},
      {"RC01", "the sort code is wrong"},
  }};
  for (const auto& [known_code, words] : known)
    if (code == known_code) return words;
  return {};
}

std::vector<MatchedReturn> match_returns(const std::vector<Returned>& returns, const std::vector<Sent>& sent) {
  std::map<std::string_view, std::size_t> by_id;
  std::multimap<std::string_view, std::size_t> by_run;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    by_id.emplace(sent[i].id, i);
    by_run.emplace(sent[i].run, i);
  }
  std::vector<MatchedReturn> out;
  std::set<std::size_t> taken;
  const auto meet = [&](std::size_t r, std::size_t s) {
    MatchedReturn m{ReturnFate::found, r, sent[s].id, {}};
    if (returns[r].amount && *returns[r].amount != sent[s].amount) {
      m.fate = ReturnFate::differs;
      m.why = "came back with " + to_decimal(*returns[r].amount) + "; " + to_decimal(sent[s].amount) + " was sent";
    } else if (sent[s].returned || !taken.insert(s).second) {
      m.fate = ReturnFate::before;
      m.why = "was entered before";
    }
    out.push_back(std::move(m));
  };
  for (std::size_t r = 0; r < returns.size(); ++r) {
    const Returned& back = returns[r];
    if (!back.id.empty()) {
      if (const auto found = by_id.find(back.id); found != by_id.end())
        meet(r, found->second);
      else
        out.push_back({ReturnFate::unknown, r, back.id, "no payment has this id"});
      continue;
    }
    if (!back.run.empty()) {
      const auto [from, until] = by_run.equal_range(back.run);
      if (from == until) out.push_back({ReturnFate::unknown, r, back.run, "no run has this id"});
      if (!back.amount) {
        for (auto at = from; at != until; ++at) meet(r, at->second);
      } else if (from != until) {
        out.push_back({ReturnFate::ambiguous, r, back.run, "a sum of a run came back; it does not say which payments"});
      }
      continue;
    }
    // No id: the payment of that amount to that account on that day, where there is only one that has not come back.
    std::vector<std::size_t> open, before;
    for (std::size_t s = 0; s < sent.size(); ++s)
      if (!back.account.empty() && sent[s].sort_code == back.sort_code && sent[s].account == back.account &&
          back.amount == sent[s].amount && back.date == sent[s].date)
        (sent[s].returned || taken.contains(s) ? before : open).push_back(s);
    if (open.size() == 1)
      meet(r, open.front());
    else if (open.size() > 1)
      out.push_back({ReturnFate::ambiguous, r, {}, std::to_string(open.size()) + " payments fit; say which by its id"});
    else if (!before.empty())
      out.push_back({ReturnFate::before, r, sent[before.front()].id, "was entered before"});
    else
      out.push_back({ReturnFate::unknown, r, {}, "no payment went to this account with this amount on this day"});
  }
  return out;
}

}  // namespace onepot::pay
