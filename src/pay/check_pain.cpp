#include <algorithm>
#include <array>
#include <set>

#include "onepot/base/text.h"
#include "readers.h"
#include "xml_reader.h"

namespace onepot::pay {
namespace pain_reading {

using xml::Element;

/// The children an element may have, in their order. `must` are required; `many` may repeat.
struct Sequence {
  std::vector<std::string_view> order, must, many;
};

const Sequence& initiation() {
  static const Sequence s{{"GrpHdr", "PmtInf", "SplmtryData"}, {"GrpHdr", "PmtInf"}, {"PmtInf", "SplmtryData"}};
  return s;
}
const Sequence& header() {
  static const Sequence s{{"MsgId", "CreDtTm", "Authstn", "NbOfTxs", "CtrlSum", "InitgPty", "FwdgAgt"},
                          {"MsgId", "CreDtTm", "NbOfTxs", "InitgPty"},
                          {"Authstn"}};
  return s;
}
const Sequence& batch(bool nine) {
  static const Sequence three{
      {"PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "PoolgAdjstmntDt", "Dbtr",
       "DbtrAcct", "DbtrAgt", "DbtrAgtAcct", "UltmtDbtr", "ChrgBr", "ChrgsAcct", "ChrgsAcctAgt", "CdtTrfTxInf"},
      {"PmtInfId", "PmtMtd", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "CdtTrfTxInf"},
      {"CdtTrfTxInf"}};
  static const Sequence with_instruction = [] {
    Sequence s = three;
    s.order.insert(std::ranges::find(s.order, "UltmtDbtr"), "InstrForDbtrAgt");
    return s;
  }();
  return nine ? with_instruction : three;
}
const Sequence& transfer(bool nine) {
  static const Sequence three{{"PmtId",
                               "PmtTpInf",
                               "Amt",
                               "XchgRateInf",
                               "ChrgBr",
                               "ChqInstr",
                               "UltmtDbtr",
                               "IntrmyAgt1",
                               "IntrmyAgt1Acct",
                               "IntrmyAgt2",
                               "IntrmyAgt2Acct",
                               "IntrmyAgt3",
                               "IntrmyAgt3Acct",
                               "CdtrAgt",
                               "CdtrAgtAcct",
                               "Cdtr",
                               "CdtrAcct",
                               "UltmtCdtr",
                               "InstrForCdtrAgt",
                               "InstrForDbtrAgt",
                               "Purp",
                               "RgltryRptg",
                               "Tax",
                               "RltdRmtInf",
                               "RmtInf"},
                              {"PmtId", "Amt", "Cdtr", "CdtrAcct"},
                              {"InstrForCdtrAgt", "RgltryRptg", "RltdRmtInf"}};
  static const Sequence supplemented = [] {
    Sequence s = three;
    s.order.emplace_back("SplmtryData");
    s.many.emplace_back("SplmtryData");
    return s;
  }();
  return nine ? supplemented : three;
}

class Check {
 public:
  Check(const std::string& file, Checked& out) : file_(file), out_(out) {}

  void document(const Element& root) {
    constexpr std::string_view space = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.";
    if (root.name == "Document" && root.space == std::string(space) + "09")
      out_.format = Format::pain_09;
    else if (root.name == "Document" && root.space == std::string(space) + "03")
      out_.format = Format::pain_03;
    else
      return fault(root, "bad-layout", "expected Document of pain.001.001.03 or pain.001.001.09");
    nine_ = out_.format == Format::pain_09;
    if (root.children.size() != 1 || root.children[0].name != "CstmrCdtTrfInitn")
      return fault(root, "bad-layout", "expected one CstmrCdtTrfInitn");
    const Element& message = root.children[0];
    layout(message, initiation());
    for (const Element& e : message.children)
      if (e.name == "PmtInf") payments(e);
    if (const Element* h = child(message, "GrpHdr")) {
      layout(*h, header());
      out_.id = text(*h, "MsgId", 35);
      if (const Element* made = child(*h, "CreDtTm"); made != nullptr && !instant(trim(made->text)))
        fault(*made, "bad-date", "expected an instant such as 2026-04-01T09:30:00Z");
      totals(*h, out_.payments.size(), sum_, true);
    }
  }

 private:
  void fault(const Element& at, const char* code, std::string sentence) {
    out_.faults.push_back({code, std::move(sentence), Where{file_, at.line, at.name}});
  }

  static const Element* child(const Element& e, std::string_view name) {
    const auto at = std::ranges::find(e.children, name, &Element::name);
    return at == e.children.end() ? nullptr : &*at;
  }
  static const Element* at(const Element& e, std::initializer_list<std::string_view> path) {
    const Element* here = &e;
    for (const auto name : path)
      if (here = child(*here, name); here == nullptr) return nullptr;
    return here;
  }

  /// The ISO instant: seconds may have a fraction, the zone may be Z, an offset, or absent.
  static bool instant(std::string_view t) {
    if (t.size() < 19 || t[10] != 'T' || t[13] != ':' || t[16] != ':' || !parse_date(t.substr(0, 10))) return false;
    for (const std::size_t i : {11U, 12U, 14U, 15U, 17U, 18U})
      if (t[i] < '0' || t[i] > '9') return false;
    return t.substr(11, 2) <= "23" && t.substr(14, 2) <= "59" && t.substr(17, 2) <= "59";
  }

  void layout(const Element& e, const Sequence& s) {
    std::size_t place = 0;
    std::set<std::string_view> seen;
    for (const Element& c : e.children) {
      const auto found = std::ranges::find(s.order, c.name);
      if (found == s.order.end() || c.space != e.space) {
        fault(c, "bad-layout", c.name + " may not stand in " + e.name);
        continue;
      }
      const auto index = static_cast<std::size_t>(found - s.order.begin());
      if (index < place)
        fault(c, "bad-layout", c.name + " stands too late in " + e.name + "; expected the order " + order_of(s));
      place = std::max(place, index);
      if (!seen.insert(c.name).second && std::ranges::find(s.many, c.name) == s.many.end())
        fault(c, "bad-layout", c.name + " stands twice in " + e.name);
    }
    for (const auto must : s.must)
      if (!seen.contains(must)) fault(e, "bad-layout", e.name + " has no " + std::string(must));
  }
  static std::string order_of(const Sequence& s) {
    std::string all;
    for (const auto name : s.order) all += (all.empty() ? "" : ", ") + std::string(name);
    return all;
  }

  std::string text(const Element& parent, std::string_view name, std::size_t most) {
    const Element* e = child(parent, name);
    if (e == nullptr) return {};
    if (e->text.empty() || e->text.size() > most)
      fault(*e, "bad-text", fmt::format("expected 1 to {} characters", most));
    return e->text;
  }

  void totals(const Element& e, std::size_t count, Pence sum, bool must) {
    if (const Element* n = child(e, "NbOfTxs"); n != nullptr && n->text != std::to_string(count))
      fault(*n, "wrong-count", fmt::format("says '{}' payments; there are {}", n->text.substr(0, 20), count));
    const Element* c = child(e, "CtrlSum");
    if (c == nullptr) {
      if (must) fault(e, "no-total", "there is no CtrlSum: a total that is not given cannot be proved");
      return;
    }
    const auto said = parse_pence(c->text);
    if (!said || *said != sum)
      fault(*c, "wrong-total", "says '" + c->text.substr(0, 20) + "'; the payments sum to " + to_decimal(sum));
  }

  BankAccount account(const Element& parent, std::string_view who, std::string_view who_account,
                      std::string_view agent) {
    BankAccount out;
    if (const Element* name = at(parent, {who, "Nm"})) {
      out.name = name->text;
      if (out.name.empty() || out.name.size() > 140) fault(*name, "bad-text", "expected 1 to 140 characters");
    } else if (const Element* p = child(parent, who)) {
      fault(*p, "no-name", "a name is missing");
    }
    if (const Element* iban = at(parent, {who_account, "Id", "IBAN"})) {
      out.number = iban->text;
      if (!valid_iban(iban->text)) fault(*iban, "bad-account", "the check digits of this IBAN do not hold");
    } else if (const Element* other = at(parent, {who_account, "Id", "Othr", "Id"})) {
      out.number = other->text;
      const auto digits = parse_account_number(other->text);
      if (!digits || *digits != other->text) fault(*other, "bad-account", "a UK account number has eight digits");
      const Element* member = at(parent, {agent, "FinInstnId", "ClrSysMmbId", "MmbId"});
      if (member == nullptr) {
        fault(*other, "no-sort-code", "a UK account number needs its sort code in " + std::string(agent));
      } else {
        out.sort_code = member->text;
        const auto six = parse_sort_code(member->text);
        if (!six || *six != member->text) fault(*member, "bad-sort-code", "a sort code has six digits");
        const Element* system = at(parent, {agent, "FinInstnId", "ClrSysMmbId", "ClrSysId", "Cd"});
        if (system == nullptr || system->text != "GBDSC")
          fault(*member, "bad-sort-code", "a UK sort code stands under the clearing system GBDSC");
      }
    } else if (const Element* a = child(parent, who_account)) {
      fault(*a, "bad-account", "expected Id/IBAN or Id/Othr/Id");
    }
    return out;
  }

  void payments(const Element& batch_element) {
    layout(batch_element, batch(nine_));
    text(batch_element, "PmtInfId", 35);
    if (const Element* method = child(batch_element, "PmtMtd");
        method != nullptr && method->text != "TRF" && method->text != "CHK" && method->text != "TRA")
      fault(*method, "bad-method", "expected TRF, CHK or TRA");
    const Element* day = nine_ ? at(batch_element, {"ReqdExctnDt", "Dt"}) : child(batch_element, "ReqdExctnDt");
    if (day != nullptr) {
      if (const auto date = parse_date(trim(day->text)))
        out_.date = *date;
      else
        fault(*day, "bad-date", date.error().sentence);
    } else if (const Element* when = child(batch_element, "ReqdExctnDt");
               when != nullptr && at(*when, {"DtTm"}) == nullptr) {
      fault(*when, "bad-date", "expected Dt or DtTm");
    }
    out_.from = account(batch_element, "Dbtr", "DbtrAcct", "DbtrAgt");
    Pence sum;
    std::size_t count = 0;
    for (const Element& e : batch_element.children) {
      if (e.name != "CdtTrfTxInf") continue;
      layout(e, transfer(nine_));
      Payment p;
      if (const Element* id = at(e, {"PmtId", "EndToEndId"})) {
        p.id = id->text;
        if (p.id.empty() || p.id.size() > 35)
          fault(*id, "bad-id", "expected 1 to 35 characters");
        else if (p.id != "NOTPROVIDED" && !ids_.insert(p.id).second)
          fault(*id, "repeated-id", "the id " + p.id + " stands above already: the same payment twice");
      } else {
        fault(e, "bad-id", "PmtId has no EndToEndId");
      }
      if (const Element* amount = at(e, {"Amt", "InstdAmt"})) {
        const auto pence = parse_pence(amount->text);
        const auto currency = std::ranges::find(amount->attributes, "Ccy", &std::pair<std::string, std::string>::first);
        if (currency == amount->attributes.end() || currency->second != "GBP")
          fault(*amount, "bad-amount", "expected Ccy=\"GBP\": other money cannot be totalled");
        if (!pence || *pence <= Pence(0))
          fault(*amount, "bad-amount",
                "'" + amount->text.substr(0, 20) + "' is not pounds above nothing, such as 450.00");
        else
          p.amount = *pence;
      } else if (child(e, "Amt") != nullptr) {
        fault(e, "bad-amount", "Amt has no InstdAmt");
      }
      p.to = account(e, "Cdtr", "CdtrAcct", "CdtrAgt");
      if (const Element* said = at(e, {"RmtInf", "Ustrd"})) p.reference = said->text;
      sum += p.amount;
      ++count;
      out_.payments.push_back(std::move(p));
      out_.places.push_back(Where{file_, e.line, e.name});
    }
    totals(batch_element, count, sum, false);
    sum_ += sum;
  }

  const std::string& file_;
  Checked& out_;
  bool nine_ = false;
  Pence sum_;
  std::set<std::string> ids_;
};

}  // namespace pain_reading

void check_pain(std::string_view text, const std::string& file, Checked& out) {
  const auto root = xml::parse(text, file);
  if (!root)
    out.faults.push_back(root.error());
  else
    pain_reading::Check(file, out).document(*root);
}

}  // namespace onepot::pay
