// A group never describes a person (P4): every page that a person, a supporter or a visitor can see is opened, in
// English and in Easy Read, and searched for the id and the name of every group of every currency that comes with the
// program, and for the words of the trade.
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <set>

#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace no_group_names {

using testing::Browser;
using testing::Market;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
/// As a whole word: "as-a1" is not in "was-a12".
bool stands_in(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool before = at > 0 && is_word(text[at - 1]);
    const auto end = at + word.size();
    if (!before && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

/// Ids and names of the groups of every currency. Ids of digits only ("12") say nothing by themselves and are left to
/// the words of the trade.
std::set<std::string> forbidden() {
  std::set<std::string> out{"hrg", "healthcare resource group", "cluster", "clusters", "currency", "tariff group"};
  for (const auto& folder : std::filesystem::directory_iterator(std::string(ONEPOT_SOURCE_DIR) + "/currencies")) {
    const auto text = read_file((folder.path() / "groups.csv").string());
    if (!text) continue;
    const auto table = csv::parse(*text, "groups.csv");
    EXPECT_TRUE(table) << folder.path();
    csv::Columns columns(*table);
    const auto id = columns.need("group"), name = columns.need("name");
    for (const auto& r : table->records)
      for (const auto column : {id, name}) {
        const std::string word = lower(std::string(csv::field(r, column)));
        if (word.find_first_not_of("0123456789") != std::string::npos && word.size() >= 3) out.insert(word);
      }
    if (const auto head = read_file((folder.path() / "currency.json").string()))
      if (const auto json = json::parse(*head, "currency.json"); json && json->is_object()) {
        out.insert(lower(std::string(json->at("id").as_string())));
        out.insert(lower(std::string(json->at("name").as_string())));
      }
  }
  return out;
}

/// What somebody reads or hears: the words between tags, and those of labels. Random tokens in hidden fields are not.
std::string words_of(const std::string& body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '<') {
      out += body[i];
      continue;
    }
    const auto end = std::min(body.find('>', i), body.size());
    const std::string tag = body.substr(i, end - i);
    for (const auto* attribute : {"aria-label", "title", "alt", "placeholder", "content"})
      out += " " + testing::attribute_of(tag, attribute);
    out += ' ';
    i = end;
  }
  return lower(out);
}

std::vector<std::string> links(const std::string& body) {
  std::vector<std::string> out;
  for (auto at = body.find("href=\"/"); at != std::string::npos; at = body.find("href=\"/", at + 1)) {
    const auto from = at + 6, to = body.find('"', from);
    std::string target = body.substr(from, to - from);
    target = target.substr(0, target.find('#'));
    if (!target.starts_with("/assets")) out.push_back(target);
  }
  return out;
}

struct Walk {
  std::set<std::string> seen;
  std::size_t pages = 0;
};

void walk(Walk& done, Browser browser, const std::vector<std::string>& begin, const std::set<std::string>& words,
          const std::string& who) {
  constexpr std::size_t most = 400;
  std::deque<std::string> waiting(begin.begin(), begin.end());
  std::set<std::string> seen;
  while (!waiting.empty() && seen.size() < most) {
    const std::string target = waiting.front();
    waiting.pop_front();
    if (!seen.insert(target).second) continue;
    if (browser.get(target) != 200 || browser.body.find("<html") == std::string::npos) continue;
    ++done.pages;
    done.seen.insert(target.substr(0, target.find('?')));
    const std::string text = words_of(browser.body);
    for (const auto& word : words)
      EXPECT_FALSE(stands_in(text, word)) << '"' << word << "\" on " << target << " (" << who << ")";
    for (auto& next : links(browser.body)) waiting.push_back(std::move(next));
  }
}

TEST(NoGroupNames, OnNoPageThatAPersonSees) {
  Market market;
  const auto words = forbidden();
  ASSERT_GT(words.size(), 15U);
  market.pot("sam", {{"adult-social-care", "*", 500000}});
  market.pot("ali", {{"nhs-phb", "*", 500000}});
  market.club({{"sam", 20000}, {"ali", 20000}});
  auto pete = market.as("pete");
  pete.get("/me/needs");
  ASSERT_EQ(pete.submit("/me/needs", {{"words", "I want to stay at home."}, {"let-in", "yes"}}), 200) << pete.body;
  auto dana = market.as("dana");
  const std::string about_pete = "/people/" + market.ref("pete");
  dana.get(about_pete + "/needs");
  ASSERT_EQ(dana.submit(about_pete + "/needs", {{"personal-hours", "9"}, {"night-nights", "7"}}), 200) << dana.body;
  ASSERT_EQ(dana.submit(about_pete + "/offer"), 200) << dana.body;
  market.relate("sister", "pete", "supports");
  for (const auto* purpose : {"needs", "plan", "pot", "approve"}) market.consent("pete", "sister", purpose);

  std::vector<std::string> begin{"/", "/me", "/supporting"};
  for (const auto& route : market.app->routes())
    if (route.method == http::Method::get && route.pattern.find('{') == std::string_view::npos)
      begin.emplace_back(route.pattern);
  for (const auto* part : {"", "/plan", "/pot", "/needs", "/visits", "/statement"}) begin.push_back(about_pete + part);
  Walk done;
  for (const bool easy : {false, true})
    for (const auto* who : {"", "pete", "sam", "ali", "sister"}) {
      auto browser = *who == '\0' ? market.nobody() : market.as(who);
      if (easy) {
        browser.get("/words");
        ASSERT_EQ(browser.submit("/words", {{"words", "en-easy"}}), 200) << who;
        ASSERT_TRUE(browser.has("easy-read")) << who;
      }
      walk(done, browser, begin, words, who);
    }
  for (const auto* page : {"/me", "/me/offer", "/me/needs", "/me/costs", "/me/pot", "/supporting"})
    EXPECT_TRUE(done.seen.contains(page)) << page;
  EXPECT_TRUE(done.seen.contains(about_pete + "/needs"));
  EXPECT_GT(done.pages, 150U);
  std::printf("%zu pages opened, %zu words looked for\n", done.pages, words.size());
}

// The search itself is able to fail: the finance officer's page of currencies names groups, and is caught.
TEST(NoGroupNames, TheSearchFindsThemWhereTheyAre) {
  Market market;
  auto fin = market.as("fin");
  ASSERT_EQ(fin.get("/finance/currencies/ashdale-social-care"), 200) << fin.body;
  EXPECT_TRUE(stands_in(words_of(fin.body), "as-a1"));
  EXPECT_FALSE(stands_in("was-a12", "as-a1"));
}

}  // namespace no_group_names
}  // namespace onepot::web
