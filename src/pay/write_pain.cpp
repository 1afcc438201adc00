#include "writers.h"

namespace onepot::pay {
namespace {

/// Elements with indentation; the text was narrowed by bank_text before, so that only ' needs no escape and nothing
/// else is left.
class Xml {
 public:
  void open(std::string_view name) {
    out_ += std::string(depth_ * 2, ' ') + "<" + std::string(name) + ">\n";
    ++depth_;
  }
  void close(std::string_view name) {
    --depth_;
    out_ += std::string(depth_ * 2, ' ') + "</" + std::string(name.substr(0, name.find(' '))) + ">\n";
  }
  void leaf(std::string_view name, std::string_view text) {
    const std::string_view end = name.substr(0, name.find(' '));
    out_ += fmt::format("{}<{}>{}</{}>\n", std::string(depth_ * 2, ' '), name, text, end);
  }
  std::string take() { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(out_); }

 private:
  std::string out_;
  std::size_t depth_ = 0;
};

void party(Xml& x, std::string_view element, const std::string& name) {
  x.open(element);
  x.leaf("Nm", bank_text(name, 70));
  x.close(element);
}

void account(Xml& x, std::string_view element, const BankAccount& a) {
  x.open(element);
  x.open("Id");
  x.open("Othr");
  x.leaf("Id", a.number);
  x.close("Othr");
  x.close("Id");
  x.close(element);
}

void agent(Xml& x, std::string_view element, const BankAccount& a) {
  x.open(element);
  x.open("FinInstnId");
  x.open("ClrSysMmbId");
  x.open("ClrSysId");
  x.leaf("Cd", "GBDSC");
  x.close("ClrSysId");
  x.leaf("MmbId", a.sort_code);
  x.close("ClrSysMmbId");
  x.close("FinInstnId");
  x.close(element);
}

}  // namespace

std::string write_pain(const PaymentRun& run, bool version_09) {
  Xml x;
  const std::string document =
      fmt::format("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{}\"", version_09 ? "09" : "03");
  const std::string count = std::to_string(run.payments.size()), sum = to_decimal(total(run));
  x.open(document);
  x.open("CstmrCdtTrfInitn");
  x.open("GrpHdr");
  x.leaf("MsgId", run.id);
  x.leaf("CreDtTm", to_iso(run.created));
  x.leaf("NbOfTxs", count);
  x.leaf("CtrlSum", sum);
  party(x, "InitgPty", run.initiator);
  x.close("GrpHdr");
  x.open("PmtInf");
  x.leaf("PmtInfId", run.id);
  x.leaf("PmtMtd", "TRF");
  x.leaf("BtchBookg", "true");
  x.leaf("NbOfTxs", count);
  x.leaf("CtrlSum", sum);
  if (version_09) {
    x.open("ReqdExctnDt");
    x.leaf("Dt", to_iso(run.date));
    x.close("ReqdExctnDt");
  } else {
    x.leaf("ReqdExctnDt", to_iso(run.date));
  }
  party(x, "Dbtr", run.from.name);
  account(x, "DbtrAcct", run.from);
  agent(x, "DbtrAgt", run.from);
  x.leaf("ChrgBr", "SHAR");
  for (const Payment& p : run.payments) {
    x.open("CdtTrfTxInf");
    x.open("PmtId");
    x.leaf("InstrId", p.id);
    x.leaf("EndToEndId", p.id);
    x.close("PmtId");
    x.open("Amt");
    x.leaf("InstdAmt Ccy=\"GBP\"", to_decimal(p.amount));
    x.close("Amt");
    agent(x, "CdtrAgt", p.to);
    party(x, "Cdtr", p.to.name);
    account(x, "CdtrAcct", p.to);
    if (const auto reference = bank_text(p.reference, 140); !reference.empty()) {
      x.open("RmtInf");
      x.leaf("Ustrd", reference);
      x.close("RmtInf");
    }
    x.close("CdtTrfTxInf");
  }
  x.close("PmtInf");
  x.close("CstmrCdtTrfInitn");
  x.close(document);
  return x.take();
}

}  // namespace onepot::pay
