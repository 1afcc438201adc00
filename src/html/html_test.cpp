#include "onepot/html/html.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "fixtures/tree.h"
#include "onepot/html/govuk.h"
#include "onepot/html/url.h"

namespace onepot::html {
namespace {

TEST(Html, WordsAreEscapedMarkupIsNot) {
  EXPECT_EQ(element("p", {{"class", "a\"b"}}, "1 < 2 & 'x'", trusted("<br>")).view(),
            "<p class=\"a&quot;b\">1 &lt; 2 &amp; &#39;x&#39;<br></p>");
}

TEST(Html, NoWordsCanOpenATagOrLeaveAnAttribute) {
  const bool held = rc::check([](const std::string& words) {
    const std::string out(text(words).view());
    RC_ASSERT(out.find_first_of("<>\"'") == std::string::npos);
  });
  EXPECT_TRUE(held);
}

TEST(Html, WordsComeBackAsTheyWere) {
  const bool held = rc::check([] {
    const auto words = *rc::gen::string<std::string>();
    RC_PRE(words.find('\r') == std::string::npos);
    const std::string page = std::move(element("textarea", {{"title", words}}, Html().markup("\n"), words)).take();
    const auto nodes = testing::Reader(page).document();
    RC_ASSERT(nodes.size() == 1U);
    RC_ASSERT(nodes[0].attributes.at("title") == words);
    RC_ASSERT(nodes[0].children.at(0).text == words);
  });
  EXPECT_TRUE(held);
}

TEST(Href, OnlyAddressesThatAreSafeToFollow) {
  for (const char* good : {"/home", "#part", "?page=2", "https://example.org/a:b", "HTTP://example.org",
                           "//example.org", "mailto:a@example.org", "tel:+441234567890", "a/b:c", "", "page"}) {
    EXPECT_TRUE(safe_url(good)) << good;
  }
  for (const char* bad : {"javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
                          "data:text/html,x", "vbscript:x", "\tjavascript:x", "file:///etc/passwd", "blob:x"}) {
    EXPECT_FALSE(safe_url(bad)) << bad;
  }
  EXPECT_EQ(govuk::back_link({.href = "javascript:alert(1)"}).view(),
            "<a href=\"#\" class=\"govuk-back-link\">Back</a>");
}

TEST(Html, AnAttributeThatRunsAScriptIsAFaultOfOurs) {
  EXPECT_DEATH(govuk::button({.text = "x", .attributes = {{"onclick", "steal()"}}}), "assertion failed");
  EXPECT_DEATH(govuk::button({.text = "x", .attributes = {{"a b", "c"}}}), "assertion failed");
}

TEST(Page, HasEverythingAReaderOfTheScreenNeeds) {
  const Html page = govuk::page({.title = "Your pot <Pete> – Onepot",
                                 .stylesheets = {"/assets/site.css"},
                                 .content = element("h1", {{"class", "govuk-heading-l"}}, "Your pot")});
  const std::string html(page.view());
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" class=\"govuk-template\">"));
  EXPECT_NE(html.find("<title>Your pot &lt;Pete&gt; – Onepot</title>"), std::string::npos);
  EXPECT_NE(html.find("href=\"#main-content\""), std::string::npos);
  EXPECT_NE(html.find("id=\"main-content\""), std::string::npos);
  EXPECT_NO_THROW(testing::canonical(html));
}

TEST(SiteFooter, ShowsNoCrown) {
  const std::string html =
      std::move(govuk::site_footer({.meta = {.items = {{.text = "Accessibility", .href = "/a"}}}})).take();
  EXPECT_EQ(html.find("rown"), std::string::npos);
  EXPECT_NE(html.find("Accessibility"), std::string::npos);
}

}  // namespace
}  // namespace onepot::html
