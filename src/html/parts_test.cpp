#include "onepot/html/parts.h"

#include <gtest/gtest.h>

#include "fixtures/tree.h"
#include "onepot/html/write.h"

namespace onepot::html {
namespace {

using testing::canonical;

TEST(Cards, ATitleLeadsWhereItSaysAndEmptyPartsAreLeftOut) {
  const Html out = cards({{.title = "Dee & son", .href = "/providers/1", .facts = {{"An hour", "£16.50"}}}});
  EXPECT_EQ(canonical(out.view()),
            canonical("<ul class='op-cards'><li><div class='op-card'><h2 class='op-card__title'><a class='govuk-link' "
                      "href='/providers/1'>Dee &amp; son</a></h2><dl class='op-card__facts'><div class='op-card__fact'>"
                      "<dt>An hour</dt><dd>£16.50</dd></div></dl></div></li></ul>"));
  EXPECT_TRUE(cards({}).empty());
}

TEST(Statement, WordsOfAPersonCannotBecomeMarkup) {
  const Html out = statement({.words = "<script>x</script>", .by = "Pete"});
  EXPECT_EQ(std::string(out.view()).find("<script"), std::string::npos);
}

TEST(Slots, OnlyWhatIsFreeCanBePressed) {
  const Html out = slots("slot", {{.words = "9:30", .value = "a"}, {.words = "10:30", .value = "b", .gone = true}});
  const std::string html(out.view());
  EXPECT_NE(html.find("value=\"a\""), std::string::npos);
  EXPECT_EQ(html.find("value=\"b\""), std::string::npos);
  EXPECT_NO_THROW(canonical(html));
}

TEST(Form, EveryPostCarriesItsToken) {
  const Html out = form({.action = "/approve", .csrf = "abc"},
                        approve({.text = "Yes, pay £84.00", .name = "answer", .value = "yes"}));
  const std::string html(out.view());
  EXPECT_NE(html.find("name=\"csrf\" value=\"abc\""), std::string::npos);
  EXPECT_NO_THROW(canonical(html));
  EXPECT_DEATH(form({.action = "/approve"}, Html()), "assertion failed");
}

TEST(EasyRead, EachRowIsAPictureAndItsSentences) {
  const Html out = easy_read({{.picture = "/assets/images/easy/home.svg",
                               .sentences = {text("This is a home."), all("It has ", strong("two"), " rooms.")}}});
  EXPECT_NE(std::string(out.view()).find("alt=\"\""), std::string::npos);
}

}  // namespace
}  // namespace onepot::html
