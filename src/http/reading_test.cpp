// The pure readers: addresses, forms, cookies, heads.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/base/text.h"
#include "onepot/http/address.h"
#include "onepot/http/assets.h"
#include "onepot/http/cookie.h"
#include "onepot/http/form.h"
#include "onepot/http/gzip.h"
#include "onepot/http/head.h"
#include "onepot/http/request.h"
#include "onepot/http/response.h"

namespace onepot::http {
namespace {

TEST(Percent, DecodesWhatItEncodes) {
  EXPECT_EQ(percent_encode("a b/é?&=+~"), "a%20b%2F%C3%A9%3F%26%3D%2B~");
  EXPECT_EQ(percent_decode("a+b%2B"), "a+b+");
  EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
  for (const auto* bad : {"%", "%2", "%2g", "%g2", "a%", "%%41"}) EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
  EXPECT_TRUE(rc::check([](const std::string& any) {
    RC_ASSERT(percent_decode(percent_encode(any)) == any);
    RC_ASSERT(percent_decode(percent_encode(any), true) == any);
  }));
}

TEST(Target, IsReadInEveryLawfulForm) {
  EXPECT_EQ(parse_target("/")->path, "/");
  EXPECT_EQ(parse_target("/caf%C3%A9/")->path, "/café/");
  EXPECT_EQ(parse_target("http://h:1/a?b=c")->path, "/a");
  EXPECT_EQ(parse_target("http://h")->path, "/");
  EXPECT_EQ(parse_target("HTTPS://h?x=1")->query.get("x"), "1") << "no path, but a query";
  EXPECT_EQ(parse_target("*")->path, "*");
  const auto address = *parse_target("/find?q=day%20centre&area=north&area=south+side&open");
  EXPECT_EQ(address.query.get("q"), "day centre");
  EXPECT_EQ(address.query.each("area"), (std::vector<std::string_view>{"north", "south side"}));
  EXPECT_TRUE(address.query.has("open"));
  EXPECT_FALSE(address.query.has("shut"));
}

TEST(Target, IsRefusedWhereItCouldMeanTwoThings) {
  for (const auto* bad : {"", "a", "?x", "/a/..", "/a/./b", "/%2e%2E/", "/a%2Fb", "/a\\b", "/a%5Cb", "/a%00", "/a%0a",
                          "/a%7f", "/%c0%af", "/a#b", "/%", "/?a=%zz", "/?a=%ff"})
    EXPECT_FALSE(parse_target(bad).has_value()) << bad;
}

TEST(Target, NeverGivesAClimbingPath) {
  EXPECT_TRUE(rc::check([] {
    const auto piece =
        rc::gen::element<std::string>("/", ".", "..", "%2e", "%2f", "a", "%5c", "//", "\\", "?", "%00", "é");
    std::string target = "/";
    for (const auto& p : *rc::gen::container<std::vector<std::string>>(piece)) target += p;
    if (const auto address = parse_target(target)) {
      RC_ASSERT(valid_utf8(address->path));
      for (const auto& segment : split_text(address->path, '/')) RC_ASSERT(segment != "." && segment != "..");
      RC_ASSERT(address->path.find('\\') == std::string::npos && address->path.find('\0') == std::string::npos);
    }
  }));
}

std::string any_text() {
  // Code points of one, two and three bytes, and the marks that forms are made of.
  std::string out;
  for (const auto& s : *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
           "a", "B", "9", " ", "&", "=", "+", "%", "\"", "\\", ";", "\r\n", "-", "--", "é", "’", "½")))
    out += s;
  return out;
}

TEST(UrlencodedForm, GoesThereAndBack) {
  EXPECT_TRUE(rc::check([] {
    Fields in;
    const int n = *rc::gen::inRange(0, 6);
    for (int i = 0; i < n; ++i) in.add(any_text(), any_text());
    const auto out = parse_urlencoded(to_urlencoded(in));
    RC_ASSERT(out.has_value());
    RC_ASSERT(out->all() == in.all());
  }));
}

TEST(UrlencodedForm, IsReadAsBrowsersWriteIt) {
  const auto form = *parse_form("application/x-www-form-urlencoded; charset=UTF-8",
                                "name=Pete+M&likes=swimming&likes=caf%C3%A9&empty=&&flag");
  EXPECT_EQ(form.text("name"), "Pete M");
  EXPECT_EQ(form.each("likes"), (std::vector<std::string_view>{"swimming", "café"}));
  EXPECT_TRUE(form.has("empty"));
  EXPECT_EQ(form.text("empty"), "");
  EXPECT_TRUE(form.has("flag"));
  EXPECT_EQ(form.text("nothing"), "");
  for (const auto* bad : {"a=%", "a=%f", "%ff=1", "a=%c3", "a=%00"})
    EXPECT_EQ(parse_urlencoded(bad).error().code, "bad-form") << bad;
  EXPECT_TRUE(parse_urlencoded("a&b&c", 3).has_value());
  EXPECT_FALSE(parse_urlencoded("a&b&c&d", 3).has_value());
}

TEST(Form, OfAnotherTypeIsRefused) {
  EXPECT_EQ(parse_form("application/json", "{}").error().code, "unsupported-form");
  EXPECT_EQ(parse_form("", "a=b").error().code, "unsupported-form");
  EXPECT_TRUE(parse_form("", "").has_value());
}

TEST(MultipartForm, IsReadAsBrowsersWriteIt) {
  const std::string body =
      "------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nI want\r\na life\r\n"
      "------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"C:\\me\\a "
      "\\\"b\\\".png\"\r\n"
      "Content-Type: image/png\r\n\r\n" +
      std::string("\x89PNG\r\n\x1a\n\0--", 11) +
      "\r\n------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: "
      "application/octet-stream\r\n\r\n\r\n------WebKitFormBoundaryX--\r\n";
  const auto form = parse_form("multipart/form-data; boundary=----WebKitFormBoundaryX", body);
  ASSERT_TRUE(form.has_value()) << form.error().sentence;
  EXPECT_EQ(form->text("words"), "I want\r\na life");
  ASSERT_NE(form->file("picture"), nullptr);
  EXPECT_EQ(form->file("picture")->name, "a \"b\".png");
  EXPECT_EQ(form->file("picture")->type, "image/png");
  EXPECT_EQ(form->file("picture")->bytes, std::string("\x89PNG\r\n\x1a\n\0--", 11));
  EXPECT_EQ(form->file("none"), nullptr);
}

TEST(MultipartForm, IsRefusedWhenBroken) {
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
  EXPECT_TRUE(parse_multipart(part + "--b--", "b").has_value());
  EXPECT_TRUE(parse_multipart("--b--\r\n", "b").has_value());
  for (const auto& bad :
       {std::string(), part, part + "--b", part + "--b-", part + "--bb--", "x" + part + "--b--",
        std::string("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--"),
        std::string("--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--"),
        std::string("--b\r\nnonsense\r\n\r\n1\r\n--b--"), std::string("--b\r\n\r\n1\r\n--b--"),
        std::string("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--b--"),
        "--b\r\nX: " + std::string(5000, 'x') + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--"})
    EXPECT_EQ(parse_multipart(bad, "b").error().code, "bad-form") << bad;
  EXPECT_FALSE(parse_multipart(part + "--b--", "").has_value());
  EXPECT_FALSE(parse_multipart(part + part + "--b--", "b", {.fields = 1}).has_value());
}

TEST(MultipartForm, GoesThereAndBackWhateverIsInTheFile) {
  EXPECT_TRUE(rc::check([](const std::string& raw) {
    const auto words = any_text();
    const auto bytes = raw + "\r\n--" + raw + "\r\n";
    const std::string edge = "unlikely0edge";
    const std::string body = "--" + edge + "\r\nContent-Disposition: form-data; name=\"w\"\r\n\r\n" + words + "\r\n--" +
                             edge + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.csv\"\r\n\r\n" +
                             bytes + "\r\n--" + edge + "--\r\n";
    const auto form = parse_multipart(body, edge);
    RC_ASSERT(form.has_value());
    RC_ASSERT(form->text("w") == words);
    RC_ASSERT(form->file("f")->bytes == bytes);
    const auto cut = *rc::gen::inRange<std::size_t>(0, body.size() - 4);
    RC_ASSERT(!parse_multipart(body.substr(0, cut), edge).has_value());
  }));
}

TEST(Cookies, AreWrittenWithTheirGuards) {
  EXPECT_EQ(to_set_cookie({.name = "session", .value = "abc-_1"}),
            "session=abc-_1; Path=/; HttpOnly; Secure; SameSite=Lax");
  EXPECT_EQ(to_set_cookie({.name = "s",
                           .value = "é;",
                           .path = "/a",
                           .max_age = std::chrono::seconds(60),
                           .http_only = false,
                           .secure = false,
                           .same_site = SameSite::strict}),
            "s=%C3%A9%3B; Path=/a; Max-Age=60; SameSite=Strict");
  EXPECT_EQ(to_forget_cookie("s", false), "s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
}

TEST(Cookies, AreReadPastWhatIsNone) {
  const auto cookies = parse_cookies("a=1; nonsense; =x; b=\"2\" ;c=;d=%zz; a=3");
  EXPECT_EQ(cookies.get("a"), "1");
  EXPECT_EQ(cookies.get("b"), "2");
  EXPECT_TRUE(cookies.has("c"));
  EXPECT_EQ(cookies.get("d"), "%zz");
  EXPECT_EQ(cookies.all().size(), 5U);
  EXPECT_TRUE(rc::check([](const std::string& value) {
    const auto line = to_set_cookie({.name = "v", .value = value});
    RC_ASSERT(parse_cookies(line.substr(0, line.find(';'))).get("v") == value);
  }));
}

TEST(Head, HasOneReadingOrNone) {
  EXPECT_EQ(check_head("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), 0);
  EXPECT_EQ(check_head("GET / HTTP/1.0\r\n\r\n"), 0);
  EXPECT_EQ(check_head("GET / HTTP/1.1\r\nHost: h\r\n"), 400);
  EXPECT_EQ(check_head("\r\n\r\n"), 400);
  // Whatever is accepted has no line that begins with a space, no lone CR or LF, and one Host.
  EXPECT_TRUE(rc::check([] {
    const auto piece =
        rc::gen::element<std::string>("\r\n", "\n", "\r", " ", ":", "Host: h", "Content-Length: 1",
                                      "Transfer-Encoding: chunked", "X", "\t", "Host", "GET / HTTP/1.1\r\n");
    std::string head = "GET / HTTP/1.1\r\n";
    for (const auto& p : *rc::gen::container<std::vector<std::string>>(piece)) head += p;
    head += "\r\n\r\n";
    if (check_head(head) == 0) {
      RC_ASSERT(head.find("\n ") == std::string::npos && head.find("\n\t") == std::string::npos);
      RC_ASSERT(std::count(head.begin(), head.end(), '\r') == std::count(head.begin(), head.end(), '\n'));
      RC_ASSERT(head.find("\nHost:") == head.rfind("\nHost:"));
      RC_ASSERT(head.find("\nContent-Length:") == std::string::npos || head.find("\nTransfer") == std::string::npos);
    }
  }));
}

TEST(Gzip, IsGivenToThoseWhoTakeIt) {
  for (const auto* yes : {"gzip", "deflate, gzip;q=0.5", "*", "br, GZIP", "x-gzip"})
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  for (const auto* no : {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *"})
    EXPECT_FALSE(accepts_gzip(no)) << no;
  EXPECT_TRUE(is_compressible("text/html; charset=utf-8"));
  EXPECT_TRUE(is_compressible("image/svg+xml"));
  EXPECT_FALSE(is_compressible("image/png"));
}

TEST(Response, CannotBeSplitByAHeader) {
  EXPECT_EQ(see_other("/a\r\nSet-Cookie: x=y").headers.get("location"), "/aSet-Cookie: x=y");
  EXPECT_EQ(not_allowed({Method::get, Method::head}).headers.get("Allow"), "GET, HEAD");
}

TEST(Assets, AreCachedByVersionAndAskedAboutOtherwise) {
  Assets assets;
  assets.add("/assets/site.css", std::string(3000, 'a'));
  assets.add("/assets/dot.png", "\x89PNG");
  const auto address = assets.address("/assets/site.css");
  const auto ask = [&](const std::string& target, const std::string& header = "", const std::string& value = "") {
    auto parsed = *parse_target(target);
    Request request{.path = parsed.path, .query = parsed.query};
    if (!header.empty()) request.headers.add(header, value);
    return assets.respond(request);
  };
  EXPECT_EQ(ask(address)->headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask("/assets/site.css")->headers.get("Cache-Control"), "public, no-cache");
  EXPECT_EQ(ask("/assets/site.css?v=0")->headers.get("Cache-Control"), "public, no-cache");
  EXPECT_EQ(*ask(address)->shared, std::string(3000, 'a'));
  EXPECT_EQ(*ask(address, "Accept-Encoding", "gzip")->shared, gzip(std::string(3000, 'a'), 9));
  const auto etag = std::string(ask(address)->headers.get("ETag"));
  EXPECT_EQ(ask(address, "If-None-Match", etag)->status, 304);
  EXPECT_EQ(ask(address, "If-None-Match", "\"other\"")->status, 200);
  EXPECT_EQ(ask("/assets/dot.png", "Accept-Encoding", "gzip")->headers.get("Content-Encoding"), "");
  EXPECT_FALSE(ask("/assets/none.css").has_value());
  EXPECT_EQ(assets.address("/assets/none.css"), "/assets/none.css");
  EXPECT_EQ(assets.respond({.method = Method::post, .path = "/assets/site.css"})->status, 405);
  EXPECT_FALSE(assets.add_folder("/no/such/folder", "/").has_value());
}

}  // namespace
}  // namespace onepot::http
