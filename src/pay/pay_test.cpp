#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>

#include "onepot/base/files.h"
#include "onepot/pay/check.h"
#include "onepot/pay/due.h"

namespace onepot::pay {
namespace {

PaymentRun a_run() {
  return {.id = "ASHDALE-20260605",
          .created = *parse_instant("2026-06-04T15:00:00Z"),
          .date = Date(2026, 6, 5),
          .from = {"Ashdale Council", "200000", "55779911"},
          .initiator = "Ashdale Council",
          .service_user = "123456",
          .payments = {{"OP1", {"Zoë's Good Company", "400001", "00123456"}, Pence(45000), "Pete, Sam & Ali"},
                       {"OP2", {"Łukasz Nowak", "609242", "12345678"}, Pence(1), ""}}};
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}
std::string first_fault(const std::string& text) {
  const Checked c = check(text, "f");
  return c.faults.empty() ? "sound" : c.faults.front().text();
}

TEST(Bank, ReadsAndFitsWhatBanksCarry) {
  EXPECT_EQ(*parse_sort_code("20-00-00"), "200000");
  for (const auto* bad : {"20-00-0", "2000000", "", "20-00-0O"}) EXPECT_FALSE(parse_sort_code(bad)) << bad;
  EXPECT_EQ(*parse_account_number("1234567"), "01234567");
  for (const auto* bad : {"12345", "123456789", "1234567a"}) EXPECT_FALSE(parse_account_number(bad)) << bad;
  EXPECT_EQ(bank_text("Zoë & Łukasz – “best” <b>", 70), "Zoe . Lukasz - .best. .b.");
  EXPECT_EQ(bank_text("ŸžŽſ", 9), "YzZs");
  EXPECT_EQ(bacs_text("Zoë & Łukasz (2)", 18), "ZOE & LUKASZ .2.");
  EXPECT_EQ(masked({"x", "200000", "55779911"}), "20-00-00 ****9911");
  EXPECT_TRUE(valid_iban("GB29NWBK60161331926819"));
  EXPECT_FALSE(valid_iban("GB29NWBK60161331926818"));
  EXPECT_TRUE(rc::check([](const std::string& raw) {
    for (const char c : bank_text(raw, 35)) RC_ASSERT(static_cast<unsigned char>(c) < 0x80 && c != '<' && c != '&');
  }));
}

TEST(PaymentRun, WhatIsWrittenIsProvedByTheOtherReader) {
  for (const Format format : {Format::pain_09, Format::pain_03, Format::bacs18, Format::csv}) {
    const auto text = write(a_run(), format);
    ASSERT_TRUE(text) << text.error().text();
    const Checked c = check(*text, "run");
    EXPECT_TRUE(c.faults.empty()) << to_text(format) << ": " << c.faults.front().text();
    EXPECT_EQ(c.format, format);
    EXPECT_EQ(c.total, Pence(45001));
    EXPECT_EQ(c.date, Date(2026, 6, 5));
    ASSERT_EQ(c.payments.size(), 2U);
    EXPECT_EQ(c.payments[0].to.sort_code, "400001");
    EXPECT_EQ(c.payments[0].to.number, "00123456");
  }
}

TEST(PaymentRun, ThousandsOfRandomPaymentsComeBackEqual) {
  EXPECT_TRUE(rc::check([] {
    PaymentRun run = a_run();
    run.payments.clear();
    const auto n = *rc::gen::inRange(1, 30);
    for (int i = 0; i < n; ++i)
      run.payments.push_back({fmt::format("OP{}", i),
                              {"Payee " + std::to_string(i), fmt::format("{:06}", *rc::gen::inRange(0, 999999)),
                               fmt::format("{:08}", *rc::gen::inRange(0, 99999999))},
                              Pence(*rc::gen::inRange<std::int64_t>(1, 2'000'000'000)),
                              "Week 23"});
    for (const Format format : {Format::pain_09, Format::pain_03, Format::csv}) {
      const auto text = write(run, format);
      RC_ASSERT(static_cast<bool>(text));
      const Checked c = check(*text, "run");
      RC_ASSERT(c.faults.empty());
      RC_ASSERT(c.payments == run.payments);
      RC_ASSERT(c.total == total(run));
    }
    const Checked bacs = check(*write(run, Format::bacs18), "run");
    RC_ASSERT(bacs.faults.empty());
    RC_ASSERT(bacs.total == total(run));
  }));
}

TEST(PaymentRun, IsValidAgainstThePublishedSchemas) {
  const char* given = std::getenv("ONEPOT_SHARED_DATA");
  const std::string data = given != nullptr ? given : std::string(ONEPOT_SOURCE_DIR) + "/../shared/data";
  if (!std::filesystem::exists(data + "/iso20022/pain.001.001.09.xsd"))
    GTEST_SKIP() << "no schemas at " << data << "/iso20022";
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  for (const Format format : {Format::pain_09, Format::pain_03}) {
    const std::string path = testing::TempDir() + "/onepot_" + std::string(to_text(format)) + ".xml";
    ASSERT_TRUE(write_file(path, *write(a_run(), format)));
    const std::string command =
        "xmllint --noout --schema '" + data + "/iso20022/" + std::string(to_text(format)) + ".xsd' '" + path + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
}

TEST(PaymentRun, RefusesWhatABankWouldRefuse) {
  const auto code = [](auto change) {
    PaymentRun run = a_run();
    change(run);
    const auto out = write(run, Format::pain_09);
    return out ? std::string("written") : out.error().code;
  };
  EXPECT_EQ(code([](PaymentRun& r) { r.payments.clear(); }), "no-payments");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[1].id = "OP1"; }), "repeated-id");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].amount = Pence(0); }), "bad-amount");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].amount = Pence(2'000'000'001); }), "bad-amount");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].to.number = "123"; }), "bad-account");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].to = r.from; }), "pays-itself");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].id = std::string(36, 'a'); }), "bad-id");
  EXPECT_EQ(code([](PaymentRun& r) { r.payments[0].id = "a<b"; }), "bad-id");
}

TEST(Check, SeesWhatTheSchemaDoesNot) {
  const std::string good = *write(a_run(), Format::pain_09);
  EXPECT_EQ(first_fault(changed(good, "<CtrlSum>450.01", "<CtrlSum>450.02")),
            "f:8:CtrlSum: says '450.02'; the payments sum to 450.01");
  EXPECT_EQ(first_fault(changed(good, "<NbOfTxs>2", "<NbOfTxs>3")), "f:7:NbOfTxs: says '3' payments; there are 2");
  EXPECT_EQ(first_fault(changed(good, "<EndToEndId>OP2", "<EndToEndId>OP1")).substr(0, 14), "f:78:EndToEndI");
  EXPECT_EQ(first_fault(changed(good, "<Id>00123456</Id>", "<Id>123456</Id>")),
            "f:67:Id: a UK account number has eight digits");
  EXPECT_EQ(first_fault(changed(good, "<Cd>GBDSC</Cd>", "<Cd>USABA</Cd>")).substr(0, 22), "f:38:MmbId: a UK sort ");
  EXPECT_EQ(first_fault(changed(good, "<PmtMtd>TRF</PmtMtd>\n", "")).substr(0, 28), "f:13:PmtInf: PmtInf has no P");
  EXPECT_EQ(first_fault(changed(good, "</Document>", "")), "f:107: the element Document is never closed");
  EXPECT_EQ(first_fault("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>"),
            "f:1: document types are not read; expected an element");
  const std::string bacs = *write(a_run(), Format::bacs18);
  EXPECT_EQ(first_fault(changed(bacs, "00000045000", "00000045001")),
            "f:10:18-30: says credits of 450.01; they sum to 450.02");
  EXPECT_EQ(first_fault(changed(bacs, "UTL1", "UTL2")).substr(0, 4), "f:10");
  EXPECT_EQ(
      first_fault("hello"),
      "f:1:id: the column id, payee, sort_code, account, amount, reference and date are missing; expected "
      "id,payee,sort_code,account,amount,reference,date; a payment file begins with an XML, Bacs or such a CSV header");
}

TEST(Due, IsExactAndSharedToThePenny) {
  EXPECT_EQ(amount_of({Hours::minutes(95), Pence(2000), Hours::whole(9), Pence(1400)}),
            Pence(15767));  // 31.666… + 126.00
  EXPECT_EQ(amount_of({Hours::minutes(1), Pence(30), Hours::minutes(1), Pence(30)}),
            Pence(1));  // two halves make a whole, not two noughts
  EXPECT_TRUE(rc::check([] {
    const Pence amount(*rc::gen::inRange(0, 1000000));
    auto weights = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 100000));
    weights.push_back(1);
    const auto parts = shares_of(amount, weights);
    RC_ASSERT(static_cast<bool>(parts));
    RC_ASSERT(std::accumulate(parts->begin(), parts->end(), Pence()) == amount);
  }));
  EXPECT_EQ(shares_of(Pence(1), {}).error().code, "no-shares");
}

TEST(Due, IsNeverApprovedByTheOneWhoIsPaid) {
  ApprovalRequest r{.approver = "pete",
                    .members = {"pete", "sam"},
                    .may_approve_for_them = {"mum"},
                    .paid = {"zoe"},
                    .worked = Date(2026, 6, 3),
                    .today = Date(2026, 6, 4),
                    .this_week = Hours::whole(9),
                    .agreed_week = Hours::whole(8),
                    .agreement_from = Date(2026, 6, 1),
                    .agreement_until = Date(2027, 5, 31)};
  const auto ok = may_approve(r);
  ASSERT_TRUE(ok);
  EXPECT_EQ(ok->notes.at(0), "With this the week comes to 9 hours. You agreed 8.");
  const auto code = [&](auto change) {
    ApprovalRequest other = r;
    change(other);
    const auto out = may_approve(other);
    return out ? std::string("approved") : out.error().code;
  };
  EXPECT_EQ(code([](auto& x) { x.approver = "mum"; }), "approved");
  EXPECT_EQ(code([](auto& x) { x.approver = "zoe"; }), "is-paid");
  EXPECT_EQ(code([](auto& x) {
              x.paid.push_back("mum");
              x.approver = "mum";
            }),
            "is-paid");
  EXPECT_EQ(code([](auto& x) { x.paid.push_back("pete"); }), "is-paid");
  EXPECT_EQ(code([](auto& x) { x.approver = "officer"; }), "not-theirs");
  EXPECT_EQ(code([](auto& x) { x.state = WorkState::approved; }), "already-approved");
  EXPECT_EQ(code([](auto& x) { x.worked = Date(2026, 6, 5); }), "not-yet");
  EXPECT_EQ(code([](auto& x) { x.worked = Date(2026, 5, 31); }), "outside-agreement");
}

TEST(Prepare, SameDuesSamePaymentAndNoPennyLost) {
  const std::vector<Payee> payees{{"zoe", {"Zoe", "400001", "00123456"}}, {"luk", {"Lukasz", "609242", "12345678"}}};
  const std::vector<Due> dues{{"v2", "zoe", Pence(3000), "Visit"},
                              {"v1", "zoe", Pence(2000), "Visit"},
                              {"v3", "nobody", Pence(700), "Visit"},
                              {"c1", "luk", Pence(-100), "Credit"}};
  std::vector<Due> turned(dues.rbegin(), dues.rend());
  const auto a = prepare(dues, payees, "Ashdale"), b = prepare(turned, payees, "Ashdale");
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->payments, b->payments);
  ASSERT_EQ(a->payments.size(), 1U);
  EXPECT_EQ(a->payments[0].amount, Pence(5000));
  EXPECT_EQ(a->payments[0].id.size(), 32U);
  EXPECT_EQ(a->remittances[0].items.size(), 2U);
  Pence held;
  for (const auto& h : a->held) held += h.amount;
  EXPECT_EQ(held + Pence(5000), Pence(5600));
  EXPECT_NE(payment_id("zoe", {"v1", "v2"}), payment_id("zoe", {"v1"}));
  EXPECT_NE(payment_id("z", {"1:a"}), payment_id("z", {"1", "a"}));
  const std::vector<Due> twice{dues[0], dues[0]};
  EXPECT_EQ(prepare(twice, payees, "").error().code, "repeated-item");
}

TEST(Unpaid, IsWhatIsLeftOldestFirst) {
  const std::vector<Movement> some{
      {"a", Pence(100), ""}, {"b", Pence(50), ""}, {"p", Pence(-120), ""}, {"c", Pence(7), ""}};
  const auto dues = unpaid("zoe", some);
  ASSERT_EQ(dues.size(), 2U);
  EXPECT_EQ(dues[0].item, "b/rest-30");
  EXPECT_EQ(dues[1].item, "c");
  EXPECT_TRUE(rc::check([] {
    std::vector<Movement> any;
    Pence sum;
    for (const int pence : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-500, 900))) {
      any.push_back({std::to_string(any.size()), Pence(pence), ""});
      sum += Pence(pence);
    }
    Pence due;
    for (const Due& d : unpaid("p", any)) due += d.amount;
    RC_ASSERT(due == sum);
  }));
}

TEST(Payees, NameThePlaceOfWhatIsWrong) {
  const auto read = read_payees("ref,name,sort_code,account\nzoe,Zoe,40-00-01,123456\nluk,,4,x\n", "p.csv");
  ASSERT_EQ(read.faults.size(), 3U);
  EXPECT_EQ(read.faults[1].text(), "p.csv:3:sort_code: a sort code has six digits, such as 20-00-00");
  EXPECT_EQ(read.payees[0].account.number, "00123456");
}

}  // namespace
}  // namespace onepot::pay
