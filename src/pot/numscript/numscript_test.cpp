// What the reference implementation (github.com/formancehq/numscript: its interpreter tests, its script-tests and
// differences-with-machine.md, read 2026) says of each construct, re-expressed as our own programs and figures.
#include "onepot/pot/numscript.h"

#include <gtest/gtest.h>

namespace onepot::pot::numscript {
namespace {

struct Given {
  std::map<std::string, long> balances;  ///< by account, in the asset GBP/2
  std::map<std::string, std::string> variables = {};
  Metadata metadata = {};
  std::optional<std::set<std::string>> features = {};
};

Result<Outcome> outcome_of(const std::string& script, const Given& given) {
  Inputs inputs{{}, given.variables, given.metadata, given.features};
  for (const auto& [account, amount] : given.balances) inputs.balances[{account, "GBP/2"}] = amount;
  const auto program = parse(script, "s.num");
  if (!program) return tl::unexpected<Refusal>(program.error());
  return run(*program, inputs);
}

/// "pete>mary 100; sam>mary 5": assets are shown only where they are not GBP/2.
std::string run_of(const std::string& script, const Given& given) {
  const auto outcome = outcome_of(script, given);
  if (!outcome)
    return outcome.error().code + " " + std::to_string(outcome.error().where.line) + ":" + outcome.error().where.column;
  std::string out;
  for (const auto& p : outcome->postings)
    out += (out.empty() ? "" : "; ") + p.source + ">" + p.destination + " " +
           (p.asset == "GBP/2" ? "" : p.asset + " ") + p.amount.str();
  return out;
}

std::string send(const std::string& what, const std::string& source, const std::string& destination) {
  return "send " + what + " (\n source = " + source + "\n destination = " + destination + "\n)\n";
}
std::string kind_of(const std::string& script, const Given& given = {}) {
  const auto outcome = outcome_of(script, given);
  return outcome ? "done" : outcome.error().code;
}

TEST(numscript, sends_from_one_account_to_another) {
  EXPECT_EQ(run_of(send("[GBP/2 100]", "@pete", "@mary"), {{{"pete", 100}}}), "pete>mary 100");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "@pete", "@mary"), {{{"pete", 17}}}), "pete>mary 17");
  EXPECT_EQ(run_of(send("[GBP/2 5]", "@world", "@mary"), {}), "world>mary 5");
  EXPECT_EQ(run_of(send("[GBP/2 1_000]", "@world", "@mary"), {}), "world>mary 1000");
  EXPECT_EQ(run_of("", {}), "");
}

TEST(numscript, money_that_is_not_there_is_refused) {
  EXPECT_EQ(run_of(send("[GBP/2 101]", "@pete", "@mary"), {{{"pete", 100}}}), "missing-funds 2:11");
  EXPECT_EQ(run_of(send("[GBP/2 1]", "@pete", "@mary"), {}), "missing-funds 2:11");
  EXPECT_EQ(run_of(send("[GBP/2 1]", "@pete", "@mary"), {{{"pete", -5}}}), "missing-funds 2:11");
  // The reference: a part that cannot be paid fails although another could pay it.
  EXPECT_EQ(run_of(send("[GBP/2 100]", "{ 10% from @pete remaining from @world }", "@mary"), {{{"pete", 1}}}),
            "missing-funds 2:22");
  const auto refused = outcome_of(send("[GBP/2 16]", "{ @pete @sam }", "@mary"), {{{"pete", 3}, {"sam", 12}}});
  EXPECT_EQ(refused.error().sentence, "GBP/2 16 is needed and only GBP/2 15 is available");
}

TEST(numscript, nothing_is_no_posting) {
  EXPECT_EQ(run_of(send("[GBP/2 0]", "@pete", "@mary"), {}), "");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "@pete", "@mary"), {{{"pete", -3}}}), "");
  EXPECT_EQ(run_of(send("[GBP/2 0]", "{ 1/2 from @pete 1/2 from @sam }", "@mary"), {}), "");
  EXPECT_EQ(run_of(send("[GBP/2 7]", "{ @a @b @c }", "@mary"), {{{"c", 9}}}), "c>mary 7");
}

TEST(numscript, sources_in_order_and_caps) {
  const Given given{{{"pete", 3}, {"sam", 12}}};
  EXPECT_EQ(run_of(send("[GBP/2 15]", "{ @pete @sam }", "@mary"), given), "pete>mary 3; sam>mary 12");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "{ max [GBP/2 2] from @pete @sam }", "@mary"), given), "pete>mary 2; sam>mary 12");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "{ max [GBP/2 -50] from @pete @sam }", "@mary"), given), "sam>mary 10");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "max [GBP/2 4] from { @pete @sam }", "@mary"), given), "missing-funds 2:11");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "{ max [GBP/2 4] from { @pete @sam } @world }", "@mary"), given),
            "pete>mary 3; sam>mary 1; world>mary 6");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "max [GBP/2 4] from @world", "@mary"), given), "world>mary 4");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "{}", "@mary"), given), "");
}

TEST(numscript, the_same_account_twice_gives_once) {
  EXPECT_EQ(run_of(send("[GBP/2 10]", "{ @pete @sam @pete @world }", "@mary"), {{{"pete", 4}, {"sam", 1}}}),
            "pete>mary 4; sam>mary 1; world>mary 5");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "{ max [GBP/2 3] from @pete @pete }", "@mary"), {{{"pete", 20}}}),
            "pete>mary 10");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "{ 1/2 from @pete 1/2 from @pete }", "@mary"), {{{"pete", 9}}}),
            "missing-funds 2:37");
}

TEST(numscript, overdraft) {
  EXPECT_EQ(run_of(send("[GBP/2 100]", "@pete allowing unbounded overdraft", "@mary"), {}), "pete>mary 100");
  EXPECT_EQ(run_of(send("[GBP/2 11]", "@pete allowing overdraft up to [GBP/2 10]", "@mary"), {{{"pete", 1}}}),
            "pete>mary 11");
  EXPECT_EQ(run_of(send("[GBP/2 12]", "@pete allowing overdraft up to [GBP/2 10]", "@mary"), {{{"pete", 1}}}),
            "missing-funds 2:11");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "@pete allowing overdraft up to [GBP/2 10]", "@mary"), {{{"pete", 1000}}}),
            "pete>mary 1010");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "@pete allowing overdraft up to [GBP/2 -10]", "@mary"), {{{"pete", 7}}}),
            "pete>mary 7");
  EXPECT_EQ(
      run_of(send("[GBP/2 10]", "{ @pete allowing overdraft up to [GBP/2 4] @world }", "@mary"), {{{"pete", -1}}}),
      "pete>mary 3; world>mary 7");
  EXPECT_EQ(kind_of(send("[GBP/2 *]", "@pete allowing unbounded overdraft", "@mary")), "invalid-unbounded-in-send-all");
  EXPECT_EQ(kind_of(send("[GBP/2 *]", "@world", "@mary")), "invalid-unbounded-in-send-all");
  EXPECT_EQ(kind_of(send("[GBP/2 1]", "@pete allowing overdraft up to [EUR/2 9]", "@mary")), "mismatched-currency");
}

TEST(numscript, odd_pennies_go_to_the_first_parts) {
  EXPECT_EQ(run_of(send("[GBP/2 15]", "@world", "{ 80% to @a 8% to @b 12% to @c }"), {}),
            "world>a 13; world>b 1; world>c 1");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "@world", "{ 1/3 to @a 1/3 to @b 1/3 to @c }"), {}),
            "world>a 4; world>b 3; world>c 3");
  EXPECT_EQ(run_of(send("[GBP/2 100]", "@world", "{ 33.333% to @a remaining to @b }"), {}), "world>a 34; world>b 66");
  EXPECT_EQ(run_of(send("[GBP/2 15]", "@world", "{ 80% to @a 15% to @b remaining to @c }"), {}),
            "world>a 13; world>b 2");
  EXPECT_EQ(run_of(send("[GBP/2 11]", "{ 1/2 from @a remaining from @world }", "@mary"), {{{"a", 6}}}),
            "a>mary 6; world>mary 5");
  // The portions of a variable count like any other.
  EXPECT_EQ(run_of("vars { portion $p }\n" + send("[GBP/2 3]", "@world", "{ $p to @a remaining kept }"),
                   {{}, {{"p", "1/3"}}}),
            "world>a 1");
  EXPECT_EQ(kind_of(send("[GBP/2 9]", "@world", "{ 1/4 to @a }")), "invalid-allotment-sum");
  EXPECT_EQ(kind_of(send("[GBP/2 9]", "{ 42% from @world }", "@a")), "invalid-allotment-sum");
  EXPECT_EQ(kind_of(send("[GBP/2 *]", "{ 1/2 from @a 1/2 from @b }", "@c")), "invalid-allotment-in-send-all");
}

TEST(numscript, destinations_in_order_and_kept) {
  const Given given{{{"pete", 100}}};
  EXPECT_EQ(run_of(send("[GBP/2 *]", "@pete", "{ max [GBP/2 10] to @a max [GBP/2 12] to @b remaining to @c }"), given),
            "pete>a 10; pete>b 12; pete>c 78");
  EXPECT_EQ(run_of(send("[GBP/2 100]", "@pete", "{ max [GBP/2 10] kept remaining to @c }"), given), "pete>c 90");
  EXPECT_EQ(run_of(send("[GBP/2 100]", "@pete", "{ remaining kept }"), given), "");
  EXPECT_EQ(run_of(send("[GBP/2 5]", "@pete", "{ max [GBP/2 10] to @a remaining to @b }"), given), "pete>a 5");
  EXPECT_EQ(run_of(send("[GBP/2 5]", "@pete", "{ max [GBP/2 -1] to @a remaining to @b }"), given), "pete>b 5");
  // What is kept is kept by the first who gave, and can be sent again.
  EXPECT_EQ(
      run_of(send("[GBP/2 10]", "{ @a @b }", "{ max [GBP/2 3] kept remaining to @c }") + send("[GBP/2 *]", "@a", "@d"),
             {{{"a", 4}, {"b", 9}}}),
      "a>c 1; b>c 6; a>d 3");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "{ @a @b }",
                        "{ 1/3 to @c 2/3 to { 1/2 to @d 1/2 to { max [GBP/2 1] kept remaining "
                        "to @e } } }"),
                   {{{"a", 15}, {"b", 15}}}),
            "a>c 10; a>d 5; b>d 5; b>e 9");
}

TEST(numscript, one_of_takes_the_first_that_can) {
  EXPECT_EQ(run_of(send("[GBP/2 10]", "oneof { @a @b { @a @b } }", "@c"), {{{"a", 9}, {"b", 10}}}), "b>c 10");
  EXPECT_EQ(run_of(send("[GBP/2 15]", "oneof { @a @b { @a @b } }", "@c"), {{{"a", 9}, {"b", 10}}}), "a>c 9; b>c 6");
  EXPECT_EQ(run_of(send("[GBP/2 200]", "oneof { @a { @a @world } }", "@c"), {{{"a", 100}}}), "a>c 100; world>c 100");
  EXPECT_EQ(run_of(send("[GBP/2 *]", "oneof { @a @b }", "@c"), {{{"a", 1}, {"b", 2}}}), "a>c 1");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "oneof { @a @b }", "@c"), {{{"a", 9}, {"b", 8}}}), "missing-funds 2:11");
  const std::string to = "oneof { max [GBP/2 9] to @a max [GBP/2 10] to @b remaining to @c }";
  EXPECT_EQ(run_of(send("[GBP/2 9]", "@world", to), {}), "world>a 9");
  EXPECT_EQ(run_of(send("[GBP/2 10]", "@world", to), {}), "world>b 10");
  EXPECT_EQ(run_of(send("[GBP/2 11]", "@world", to), {}), "world>c 11");
}

TEST(numscript, later_statements_see_earlier_ones) {
  EXPECT_EQ(run_of(send("[GBP/2 50]", "@a", "@z") + send("[GBP/2 50]", "@a", "@z"), {{{"a", 60}}}),
            "missing-funds 6:11");
  EXPECT_EQ(run_of(send("[GBP/2 50]", "@world", "@a") + send("[GBP/2 *]", "@a", "@z"), {{{"a", 1}}}),
            "world>a 50; a>z 51");
  EXPECT_EQ(run_of(send("[GBP/2 5]", "@a allowing unbounded overdraft", "@b") +
                       send("[GBP/2 *]", "@a allowing overdraft up to [GBP/2 9]", "@z"),
                   {}),
            "a>b 5; a>z 4");
}

TEST(numscript, save_keeps_money_back) {
  EXPECT_EQ(run_of("save [GBP/2 10] from @a\n" + send("[GBP/2 30]", "{ @a @world }", "@b"), {{{"a", 20}}}),
            "a>b 10; world>b 20");
  EXPECT_EQ(run_of("save [GBP/2 *] from @a\n" + send("[GBP/2 30]", "{ @a @world }", "@b"), {{{"a", 20}}}),
            "world>b 30");
  EXPECT_EQ(run_of("save [GBP/2 99] from @a\n" + send("[GBP/2 *]", "@a", "@b"), {{{"a", 20}}}), "");
  EXPECT_EQ(run_of("save [GBP/2 1] from @a\n" + send("[GBP/2 30]", "@a", "@b"), {{{"a", 30}}}), "missing-funds 3:11");
  EXPECT_EQ(kind_of("save [GBP/2 -1] from @a"), "negative-amount");
}

TEST(numscript, variables_of_every_type) {
  const std::string head = "vars { account $who asset $unit number $n monetary $m portion $p string $s }\n";
  const Given given{
      {{"pete", 500}},
      {{"who", "pete"}, {"unit", "GBP/2"}, {"n", "40"}, {"m", "GBP/2 7"}, {"p", "12.5%"}, {"s", "hello"}}};
  EXPECT_EQ(run_of(head + send("[$unit $n]", "$who", "@b") + send("$m", "$who", "@b") +
                       send("[$unit 80]", "$who", "{ $p to @c remaining to @d }"),
                   given),
            "pete>b 40; pete>b 7; pete>c 10; pete>d 70");
  const auto meta = outcome_of(head +
                                   "set_tx_meta(\"a\", $who) set_tx_meta(\"b\", $unit) set_tx_meta(\"c\", $n)"
                                   "set_tx_meta(\"d\", $m) set_tx_meta(\"e\", $p) set_tx_meta(\"f\", $s)"
                                   "set_account_meta(@x, \"k\", 2/6) set_account_meta(@x, \"k\", 12%)",
                               given);
  ASSERT_TRUE(meta.has_value());
  EXPECT_EQ(meta->tx_metadata,
            (std::map<std::string, std::string>{
                {"a", "pete"}, {"b", "GBP/2"}, {"c", "40"}, {"d", "GBP/2 7"}, {"e", "1/8"}, {"f", "hello"}}));
  EXPECT_EQ(meta->metadata, (Metadata{{"x", {{"k", "3/25"}}}}));
}

TEST(numscript, what_a_variable_cannot_be) {
  const auto with = [](const std::string& type, const std::string& text) {
    return kind_of("vars { " + type + " $x }", {{}, {{"x", text}}});
  };
  EXPECT_EQ(with("number", "forty"), "invalid-number-literal");
  EXPECT_EQ(with("number", "-5"), "done");
  EXPECT_EQ(with("monetary", "GBP/2"), "invalid-monetary-literal");
  EXPECT_EQ(with("monetary", "GBP/2 x"), "invalid-number-literal");
  EXPECT_EQ(with("monetary", "gbp 1"), "invalid-asset");
  EXPECT_EQ(with("asset", "Aa"), "invalid-asset");
  EXPECT_EQ(with("account", "!"), "invalid-account-name");
  EXPECT_EQ(with("account", "a::b"), "invalid-account-name");
  EXPECT_EQ(with("portion", "not a portion"), "bad-portion-parsing");
  EXPECT_EQ(with("portion", "1/0"), "bad-portion-parsing");
  EXPECT_EQ(with("portion", "101%"), "bad-portion-parsing");
  EXPECT_EQ(with("portion", "1 / 2"), "done");
  EXPECT_EQ(with("colour", "red"), "invalid-type");
  EXPECT_EQ(kind_of("vars { number $x }"), "missing-variable");
}

TEST(numscript, origins) {
  const Metadata metadata{{"sale", {{"seller", "users:mary"}, {"fee", "2.5%"}, {"bad", "Aa"}}}};
  EXPECT_EQ(run_of("vars { account $to = meta(@sale, \"seller\") portion $fee = meta(@sale, \"fee\") }\n" +
                       send("[GBP/2 200]", "@world", "{ $fee to @fees remaining to $to }"),
                   {{}, {}, metadata}),
            "world>fees 5; world>users:mary 195");
  EXPECT_EQ(kind_of("vars { account $to = meta(@sale, \"none\") }", {{}, {}, metadata}), "metadata-not-found");
  EXPECT_EQ(kind_of("vars { asset $to = meta(@sale, \"bad\") }", {{}, {}, metadata}), "invalid-asset");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", meta(@sale, \"fee\"))", {{}, {}, metadata}), "invalid-nested-meta");
  EXPECT_EQ(run_of("vars { monetary $b = balance(@a, GBP/2) }\n" + send("$b", "@world", "@z"), {{{"a", 12}}}),
            "world>z 12");
  EXPECT_EQ(run_of("vars { monetary $b = balance(@a, GBP/2) }\n" + send("$b", "@world", "@z"), {}), "");
  EXPECT_EQ(kind_of("vars { monetary $b = balance(@a, GBP/2) }", {{{"a", -1}}}), "negative-balance");
  EXPECT_EQ(run_of("vars { monetary $o = overdraft(@a, GBP/2) }\n" + send("$o", "@world", "@a"), {{{"a", -9}}}),
            "world>a 9");
  EXPECT_EQ(run_of("vars { monetary $o = overdraft(@a, GBP/2) }\n" + send("$o", "@world", "@a"), {{{"a", 9}}}), "");
  EXPECT_EQ(run_of("vars { monetary $m = [GBP/2 4] number $n = get_amount($m) + 1 asset $u = get_asset($m) }\n" +
                       send("[$u $n]", "@world", "@a"),
                   {}),
            "world>a 5");
  // In the middle of a script a balance is what it is then.
  EXPECT_EQ(run_of(send("[GBP/2 4]", "@a", "@b") + send("[GBP/2 *]", "max balance(@a, GBP/2) from @world", "@z"),
                   {{{"a", 10}}}),
            "a>b 4; world>z 6");
}

TEST(numscript, arithmetic) {
  EXPECT_EQ(run_of(send("[GBP/2 1 + 2 - 4 + 10]", "@world", "@a"), {}), "world>a 9");
  EXPECT_EQ(run_of(send("[GBP/2 (10 - (1 + 2))]", "@world", "@a"), {}), "world>a 7");
  EXPECT_EQ(run_of(send("[GBP/2 5] + [GBP/2 --3] - [GBP/2 1]", "@world", "@a"), {}), "world>a 7");
  EXPECT_EQ(run_of(send("[GBP/2 9]", "@world", "{ 1/(1 + 2) to @a remaining to @b }"), {}), "world>a 3; world>b 6");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", 3/0)"), "divide-by-zero");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", 1 + \"two\")"), "type-error");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", @a + 1)"), "type-error");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", [GBP/2 1] + [EUR/2 1])"), "mismatched-currency");
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", [GBP/2 1] / 2)"), "type-error");
  EXPECT_EQ(kind_of(send("[GBP/2 -100]", "@world", "@a")), "negative-amount");
}

TEST(numscript, amounts_of_any_size) {
  const std::string many(60, '9');
  EXPECT_EQ(run_of(send("[GBP/2 " + many + "]", "@world", "{ 1/2 to @a 1/2 to @b }"), {}),
            "world>a 5" + std::string(59, '0') + "; world>b 4" + std::string(59, '9'));
  EXPECT_EQ(run_of("vars { number $n }\n" + send("[GBP/2 $n + 1]", "@world", "@a"), {{}, {{"n", many}}}),
            "world>a 1" + std::string(60, '0'));
  EXPECT_EQ(run_of(send("[GBP/2 007]", "@world", "@a"), {}), "world>a 7");
}

TEST(numscript, names_made_of_variables) {
  EXPECT_EQ(run_of("vars { number $id string $s account $a }\n" + send("[GBP/2 1]", "@world", "@pot:$id:$s:$a"),
                   {{}, {{"id", "42"}, {"s", "food"}, {"a", "x:y"}}}),
            "world>pot:42:food:x:y 1");
  EXPECT_EQ(kind_of("vars { string $s }\n" + send("[GBP/2 1]", "@world", "@pot:$s"), {{}, {{"s", "!"}}}),
            "invalid-account-name");
  EXPECT_EQ(kind_of("vars { asset $s }\n" + send("[GBP/2 1]", "@world", "@pot:$s"), {{}, {{"s", "GBP"}}}),
            "cannot-cast-to-string");
}

TEST(numscript, colours_are_assets_of_their_own) {
  Inputs inputs;
  inputs.balances = {{{"a", "GBP_RED/2"}, 7}, {{"a", "GBP/2"}, 9}};
  const auto got = [&](const std::string& script) {
    const auto outcome = run(*parse(script, "s.num"), inputs);
    if (!outcome) return outcome.error().code;
    std::string out;
    for (const auto& p : outcome->postings)
      out += p.source + ">" + p.destination + " " + p.asset + " " + p.amount.str() + ";";
    return out;
  };
  EXPECT_EQ(got(send("[GBP/2 10]", "{ @a \\ \"RED\" @a }", "@b")), "a>b GBP_RED/2 7;a>b GBP/2 3;");
  EXPECT_EQ(got(send("[GBP/2 *]", "@a \\ \"\"", "@b")), "a>b GBP/2 9;");
  EXPECT_EQ(got(send("[GBP/2 8]", "@a \\ \"RED\"", "@b")), "missing-funds");
  EXPECT_EQ(got(send("[GBP/2 8]", "@a \\ \"red\"", "@b")), "invalid-color");
}

TEST(numscript, wrong_types_and_functions) {
  EXPECT_EQ(kind_of(send("@bad:type", "@a", "@b")), "type-error");
  EXPECT_EQ(kind_of(send("[GBP/2 1]", "max \"abc\" from @a", "@b")), "type-error");
  EXPECT_EQ(kind_of(send("[GBP/2 1]", "max [EUR/2 1] from @world", "@b")), "mismatched-currency");
  EXPECT_EQ(kind_of(send("$nothing", "@a", "@b")), "unbound-variable");
  EXPECT_EQ(kind_of("do_something(1, 2)"), "unbound-function");
  EXPECT_EQ(kind_of("vars { number $x = do_something(1) }"), "unbound-function");
  EXPECT_EQ(kind_of("set_tx_meta()"), "bad-arity");
  EXPECT_EQ(kind_of("set_tx_meta(@key, \"value\")"), "type-error");
  // A fault further down is found before the first penny moves.
  EXPECT_EQ(kind_of(send("[GBP/2 1]", "@empty", "@b") + send("$nothing", "@a", "@b")), "unbound-variable");
  EXPECT_EQ(kind_of(send("[ABCDEFGHIJKLMNOPQRSTUVWXYZ 1]", "@world", "@b")), "internal");
}

TEST(numscript, experimental_features_can_be_switched_off) {
  const std::string script = send("[GBP/2 1]", "oneof { @a @world }", "@b");
  Given given;
  given.features.emplace();
  EXPECT_EQ(kind_of(script), "done");
  EXPECT_EQ(kind_of(script, given), "experimental-feature");
  EXPECT_EQ(kind_of("#![feature(\"experimental-oneof\")]\n" + script, given), "done");
  EXPECT_EQ(kind_of("#![feature(\"something-else\")]\n" + script), "invalid-feature");
}

TEST(numscript, comments_and_blanks) {
  EXPECT_EQ(
      run_of("// @version interpreter 0.0.15\n/* a /* b */ c */send[GBP/2 1](source=@world destination=@a// end\n)",
             {}),
      "world>a 1");
  EXPECT_EQ(run_of("\xef\xbb\xbfsend [GBP/2 1] (\r\n source = @world\r\n destination = @a\r\n)", {}), "world>a 1");
  const auto text = outcome_of("set_tx_meta(\"k\", \"a \\\" b // c\")", {});
  EXPECT_EQ(text->tx_metadata.at("k"), "a \\\" b // c");
}

TEST(numscript, what_does_not_fit_is_named_by_line_and_column) {
  const auto at = [](const std::string& script) { return run_of(script, {}); };
  EXPECT_EQ(at("send [GBP/2 1] (\n  source = @a\n  to @b\n)"), "parse-error 3:3");
  EXPECT_EQ(at("send [GBP/2 1"), "parse-error 1:14");
  EXPECT_EQ(at("send [GBP/2 1] (source = oneof {} destination = @a)"), "parse-error 1:33");
  EXPECT_EQ(at("send [GBP/2 1] (source = { 1/2 from @a @b } destination = @a)"), "parse-error 1:43");
  EXPECT_EQ(at("send [GBP/2 1] (source = @a destination = { max [GBP/2 1] to @b })"), "parse-error 1:65");
  EXPECT_EQ(at("é"), "parse-error 1:1");
  EXPECT_EQ(at("/* é */ \"open"), "parse-error 1:9");
  EXPECT_EQ(at("send [GBP/2 1__0] (source = @a destination = @b)"), "parse-error 1:14");
  EXPECT_EQ(at("/* open"), "parse-error 1:1");
  EXPECT_EQ(at(send("[GBP/2 1]", std::string(300, '{') + "@a" + std::string(300, '}'), "@b")), "parse-error 2:211");
  std::string sum = "1";
  for (int i = 0; i < 5000; ++i) sum += "+1";
  EXPECT_EQ(kind_of("set_tx_meta(\"k\", " + sum + ")"), "parse-error");
}

}  // namespace
}  // namespace onepot::pot::numscript
