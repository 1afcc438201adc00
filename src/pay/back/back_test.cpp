#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "onepot/pay/reconcile.h"
#include "onepot/pay/returns.h"

namespace onepot::pay {
namespace {

/// A statement as a bank sends it, in the layout of version 08, with what a test wants in the middle.
std::string camt053(const std::string& entries, const std::string& opening = "1000.00",
                    const std::string& closing = "549.99") {
  const auto balance = [](const char* kind, const std::string& amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + std::string(kind) + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-05</Dt></Dt></Bal>\n";
  };
  return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n<GrpHdr><MsgId>S1</MsgId>"
         "<CreDtTm>2026-06-06T01:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id>"
         "<Acct><Id><Othr><Id>55779911</Id></Othr></Id></Acct>\n" +
         balance("OPBD", opening) + balance("CLBD", closing) + entries + "</Stmt></BkToCstmrStmt></Document>\n";
}
std::string entry(const std::string& amount, const char* sign, const std::string& details) {
  return "<Ntry><Amt Ccy=\"GBP\">" + amount + "</Amt><CdtDbtInd>" + sign +
         "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-05</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>" +
         details + "</Ntry>\n";
}
const std::string two =
    entry("450.01", "DBIT",
          "<NtryDtls><Btch><PmtInfId>RUN</PmtInfId></Btch>"
          "<TxDtls><Refs><EndToEndId>OP1</EndToEndId></Refs><Amt Ccy=\"GBP\">450.00</Amt></TxDtls>"
          "<TxDtls><Refs><EndToEndId>OP2</EndToEndId></Refs><Amt Ccy=\"GBP\">0.01</Amt></TxDtls></NtryDtls>");

TEST(Statement, ReadsEntriesDetailsAndBalances) {
  const auto read = read_statements(camt053(two), "s.xml");
  ASSERT_TRUE(read.faults.empty()) << read.faults.front().text();
  EXPECT_EQ(read.format, "camt.053.001.08");
  ASSERT_EQ(read.statements.size(), 1U);
  const auto& s = read.statements[0];
  EXPECT_TRUE(s.balances_checked);
  EXPECT_EQ(s.account, "55779911");
  EXPECT_EQ(s.until, Date(2026, 6, 5));
  ASSERT_EQ(s.lines.size(), 2U);
  EXPECT_EQ(s.lines[0].end_to_end, "OP1");
  EXPECT_EQ(s.lines[0].amount, Pence(-45000));
  EXPECT_EQ(s.lines[1].bank_ref, "B1/2");
}

TEST(Statement, ProvesBalancesAndTotals) {
  const auto first = [](const std::string& text) {
    const auto read = read_statements(text, "s");
    return read.faults.empty() ? std::string("sound") : read.faults.front().text();
  };
  EXPECT_EQ(
      first(camt053(two, "1000.00", "550.00")),
      "s:2:Stmt: the opening balance 1000.00 and entries of -450.01 make 549.99; the closing balance says 550.00");
  std::string wrong = two;
  wrong.replace(wrong.find(">450.00<"), 8, ">450.10<");
  EXPECT_EQ(first(camt053(wrong)), "s:5:Ntry: the entry says -450.01; its details sum to -450.11");
  EXPECT_EQ(first(camt053("<Ntry><Amt Ccy=\"EUR\">1.00</Amt></Ntry>\n")).substr(0, 30),
            "s:5:Amt: expected Ccy=\"GBP\": o");
  EXPECT_EQ(first("<Document/>"), "s:1:Document: expected a Document of camt.053 or camt.054");
  EXPECT_EQ(first("date,amount,balance\n2026-06-05,-10.00,90.00\n2026-06-06,5.00,96.00\n"),
            "s:3:balance: the balance before and this amount make 95.00; this line says 96.00");
  EXPECT_EQ(first("date,amount\n5 June,1\n").substr(0, 9), "s:2:date:");
  const auto csv = read_statements("date,amount,reference,balance\n2026-06-05,-10.00,OP1,90.00\n", "s");
  EXPECT_TRUE(csv.statements.at(0).balances_checked);
  EXPECT_EQ(csv.statements[0].opening, Pence(10000));
  EXPECT_FALSE(read_statements("date,amount\n2026-06-05,-10.00\n", "s").statements.at(0).balances_checked);
}

TEST(Returns, AreReadFromEveryFormat) {
  const auto only = [](const std::string& text) {
    const auto read = read_returns(text, "r");
    EXPECT_TRUE(read.faults.empty()) << read.faults.front().text();
    EXPECT_EQ(read.returns.size(), 1U) << text;
    return read.returns.empty() ? Returned() : read.returns[0];
  };
  const auto camt = only(camt053(entry("450.00", "CRDT",
                                       "<NtryDtls><TxDtls><Refs><EndToEndId>OP1</EndToEndId></Refs><RtrInf><Rsn>"
                                       "<Cd>AC04</Cd></Rsn><AddtlInf>Closed</AddtlInf></RtrInf></TxDtls></NtryDtls>") +
                                     entry("5.00", "CRDT", ""),
                                 "0.00", "455.00"));
  EXPECT_EQ(camt.id, "OP1");
  EXPECT_EQ(camt.code, "AC04");
  EXPECT_EQ(camt.amount, Pence(45000));
  const auto pain = only(
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr>"
      "<CreDtTm>2026-06-05T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>RUN</OrgnlMsgId>"
      "<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>RUN</OrgnlPmtInfId>"
      "<TxInfAndSts><OrgnlEndToEndId>OP1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn>"
      "</StsRsnInf></TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>OP2</OrgnlEndToEndId><TxSts>ACSC</TxSts>"
      "</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
  EXPECT_EQ(pain.id, "OP1");
  EXPECT_EQ(pain.date, Date(2026, 6, 5));
  const auto arucs = only(
      "<BACSDocument><Data><ARUCS><OriginatingAccountRecords><OriginatingAccountRecord>"
      "<ReturnedCreditItem ref=\"ASHDALE\" transCode=\"99\" returnCode=\"B\" returnDescription=\"ACCOUNT CLOSED\" "
      "originalProcessingDate=\"2026-06-05\" valueOf=\"450.00\" currency=\"GBP\">"
      "<ReceiverAccount name=\"ZOE\" number=\"00123456\" sortCode=\"40-00-01\"/></ReturnedCreditItem>"
      "</OriginatingAccountRecord></OriginatingAccountRecords></ARUCS></Data></BACSDocument>");
  EXPECT_EQ(arucs.sort_code, "400001");
  EXPECT_EQ(arucs.reason, "ACCOUNT CLOSED");
  EXPECT_EQ(only("id,date,amount,reason\nOP1,2026-06-05,450.00,closed\n").reason, "closed");
  EXPECT_EQ(read_returns("id,date,amount\n,2026-06-05,0\n", "r").faults.size(), 2U);
  EXPECT_EQ(read_returns("<a/>", "r").faults.at(0).text(),
            "r:1:a: expected pain.002, camt.053, camt.054 or a BACSDocument");
}

TEST(Returns, AreMatchedOnceAndNeverGuessed) {
  const Date day(2026, 6, 5);
  const std::vector<Sent> sent{{"OP1", "RUN", Pence(45000), day, "400001", "00123456", false},
                               {"OP2", "RUN", Pence(100), day, "400001", "00999999", false},
                               {"OP3", "R2", Pence(45000), day, "400001", "00123456", false},
                               {"OP4", "R2", Pence(7), day, "400001", "00777777", true}};
  const auto fate = [&](Returned r) { return match_returns({r}, sent).at(0); };
  EXPECT_EQ(fate({.id = "OP1", .amount = Pence(45000)}).fate, ReturnFate::found);
  EXPECT_EQ(fate({.id = "OP1", .amount = Pence(44000)}).why, "came back with 440.00; 450.00 was sent");
  EXPECT_EQ(fate({.id = "OP9"}).fate, ReturnFate::unknown);
  EXPECT_EQ(fate({.id = "OP4"}).fate, ReturnFate::before);
  EXPECT_EQ(fate({.amount = Pence(100), .date = day, .sort_code = "400001", .account = "00999999"}).payment, "OP2");
  EXPECT_EQ(fate({.amount = Pence(45000), .date = day, .sort_code = "400001", .account = "00123456"}).fate,
            ReturnFate::ambiguous);
  EXPECT_EQ(fate({.amount = Pence(7), .date = day, .sort_code = "400001", .account = "00777777"}).fate,
            ReturnFate::before);
  EXPECT_EQ(fate({.amount = Pence(8), .date = day, .sort_code = "400001", .account = "00777777"}).fate,
            ReturnFate::unknown);
  EXPECT_EQ(match_returns({{.run = "RUN"}}, sent).size(), 2U);
  EXPECT_EQ(match_returns({{.id = "OP1"}, {.id = "OP1"}}, sent).at(1).fate, ReturnFate::before);
}

TEST(Reconcile, MatchesByIdThenRunThenAmountAndDay) {
  const Date day(2026, 6, 5);
  const std::vector<BookEntry> books{
      {"OP1", "R1", day, Pence(-45000), false, "Zoe"}, {"OP2", "R2", day, Pence(-100), false, "Mo"},
      {"OP3", "R2", day, Pence(-200), false, "Kit"},   {"OP4", "R3", day, Pence(-777), false, "Jo"},
      {"OP5", "R3", day, Pence(-50), false, "A"},      {"OP6", "R4", day, Pence(-50), false, "B"},
      {"OP7", "R4", day, Pence(-9), false, "C"}};
  const auto line = [&](std::int64_t pence, const char* id, const char* run, int later = 0) {
    StatementLine l;
    l.booked = day + later;
    l.amount = Pence(pence);
    l.end_to_end = id;
    l.run = run;
    return l;
  };
  const std::vector<StatementLine> lines{line(-45000, "OP1", ""), line(-300, "", "R2"),   line(-777, "", "", 2),
                                         line(-50, "", ""),       line(450, "OP7", ""),   line(-9, "", "", 4),
                                         line(-12, "", ""),       line(-45000, "OP1", "")};
  const auto r = reconcile(lines, books);
  ASSERT_EQ(r.matches.size(), 3U);
  EXPECT_EQ(r.matches[0].by, MatchedBy::id);
  EXPECT_EQ(r.matches[1].by, MatchedBy::run);
  EXPECT_EQ(r.matches[1].entries, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(r.matches[2].by, MatchedBy::amount_and_day);
  std::map<std::size_t, std::string> bank;
  for (const auto& u : r.in_the_bank) bank[u.at] = u.why;
  EXPECT_EQ(bank.at(3), "several could be this by amount and day; nobody guesses");
  EXPECT_EQ(bank.at(4), "it came back, and that is not in the books yet: enter it as a return");
  EXPECT_EQ(bank.at(5), "nothing in the books is like it") << "four days later is too late";
  EXPECT_EQ(bank.at(7), "the bank shows this payment more than once");
  EXPECT_EQ(r.in_the_books.size(), 3U);
}

/// The rules again, the slow way: every line against every entry.
bool could_be(const StatementLine& l, const BookEntry& e) {
  return l.amount == e.amount && l.booked >= e.date && l.booked - e.date <= days_for_the_bank;
}

TEST(Reconcile, EverythingIsOnOneSideOnceAndNoChoiceIsMade) {
  EXPECT_TRUE(rc::check([] {
    std::vector<BookEntry> books;
    std::vector<StatementLine> lines;
    const auto day = [] { return Date(2026, 6, 1) + *rc::gen::inRange(0, 6); };
    const auto amount = [] { return Pence(*rc::gen::inRange(1, 5)); };
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
      books.push_back({"OP" + std::to_string(i), "R", day(), -amount(), false, ""});
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
      StatementLine l;
      l.booked = day();
      l.amount = -amount();
      if (!books.empty() && *rc::gen::inRange(0, 3) == 0)
        l.end_to_end = books[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(books.size())))].id;
      lines.push_back(l);
    }
    const auto r = reconcile(lines, books);
    std::vector<int> seen_lines(lines.size()), seen_entries(books.size());
    for (const auto& m : r.matches) {
      ++seen_lines[m.line];
      RC_ASSERT(m.entries.size() == 1U);
      ++seen_entries[m.entries[0]];
      RC_ASSERT(lines[m.line].amount == books[m.entries[0]].amount);
      if (m.by == MatchedBy::id)
        RC_ASSERT(lines[m.line].end_to_end == books[m.entries[0]].id);
      else
        RC_ASSERT(could_be(lines[m.line], books[m.entries[0]]));
    }
    for (const auto& u : r.in_the_bank) ++seen_lines[u.at];
    for (const auto& u : r.in_the_books) ++seen_entries[u.at];
    RC_ASSERT(std::ranges::all_of(seen_lines, [](int n) { return n == 1; }));
    RC_ASSERT(std::ranges::all_of(seen_entries, [](int n) { return n == 1; }));
    // By amount and day nothing was left unmatched that had only one answer.
    std::vector<bool> by_id_lines(lines.size()), by_id_entries(books.size());
    for (const auto& m : r.matches)
      if (m.by == MatchedBy::id) by_id_lines[m.line] = by_id_entries[m.entries[0]] = true;
    for (const auto& u : r.in_the_bank) {
      if (!lines[u.at].end_to_end.empty()) continue;
      std::size_t fit = 0, rivals = 0;
      for (std::size_t e = 0; e < books.size(); ++e) {
        if (by_id_entries[e] || !could_be(lines[u.at], books[e])) continue;
        ++fit;
        for (std::size_t l = 0; l < lines.size(); ++l)
          rivals += !by_id_lines[l] && lines[l].end_to_end.empty() && could_be(lines[l], books[e]);
      }
      RC_ASSERT(fit == 0 || fit > 1 || rivals > 1);
    }
  }));
}

}  // namespace
}  // namespace onepot::pay
