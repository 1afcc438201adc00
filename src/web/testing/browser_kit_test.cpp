#include <fmt/format.h>
#include <gtest/gtest.h>

#include "browser.h"
#include "onepot/http/address.h"
#include "onepot/web/sign_in.h"

namespace onepot::web::testing {
namespace {

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool found = false;
    for (const auto& [entity, character] :
         {std::pair{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}}) {
      if (text.substr(i).starts_with(entity)) {
        out += character;
        i += std::string_view(entity).size();
        found = true;
        break;
      }
    }
    if (!found) out += text[i++];
  }
  return out;
}

std::string fields_text(const FormValues& values) {
  http::Fields fields;
  for (const auto& [name, value] : values) fields.add(name, value);
  return http::to_urlencoded(fields);
}

/// The tags of one name, in order.
std::vector<std::string_view> tags(std::string_view html, std::string_view name) {
  std::vector<std::string_view> out;
  const std::string open = fmt::format("<{}", name);
  for (std::size_t at = html.find(open); at != std::string_view::npos; at = html.find(open, at + 1)) {
    const char next = at + open.size() < html.size() ? html[at + open.size()] : '>';
    if (next != ' ' && next != '>' && next != '\n') continue;
    out.push_back(html.substr(at, html.find('>', at) - at + 1));
  }
  return out;
}

}  // namespace

/// "[looked.action.see-pot]": an id where words should be (Words gives it when a message is missing).
static std::string id_without_words(std::string_view html) {
  for (std::size_t open = html.find('['); open != std::string_view::npos; open = html.find('[', open + 1)) {
    const std::size_t close = html.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.", open + 1);
    if (close == std::string_view::npos || html[close] != ']') continue;
    const std::string_view id = html.substr(open + 1, close - open - 1);
    const std::size_t dot = id.find('.');
    if (dot != std::string_view::npos && dot > 0 && dot + 1 < id.size() && id[0] >= 'a' && id[0] <= 'z')
      return std::string(id);
  }
  return {};
}

std::string attribute_of(std::string_view tag, std::string_view name) {
  const std::string want = fmt::format(" {}=\"", name);
  const auto at = tag.find(want);
  if (at == std::string_view::npos) return {};
  const auto from = at + want.size();
  return unescaped(tag.substr(from, tag.find('"', from) - from));
}

int Browser::send(http::Method method, std::string target, std::string sent, const std::string& type) {
  for (int hops = 0; hops < 10; ++hops) {
    http::Request request;
    request.method = method;
    request.target = target;
    const auto address = http::parse_target(target);
    if (!address) return status = 400;
    request.path = address->path;
    request.query = address->query;
    for (const auto& [name, value] : cookies) request.cookies.add(name, value);
    if (method == http::Method::post) request.headers.add("content-type", type);
    request.body = sent;
    http::Reply reply = app_.handle(request);
    if (auto* later = std::get_if<http::Deferred>(&reply)) reply = later->job();
    const auto& response = std::get<http::Response>(reply);
    for (const auto& header : response.headers.all()) {
      if (!http::same_name(header.name, "Set-Cookie")) continue;
      const std::string_view text = header.value;
      const auto is = text.find('='), end = std::min(text.find(';'), text.size());
      const std::string name(text.substr(0, is)), value(text.substr(is + 1, end - is - 1));
      if (text.find("Max-Age=0") != std::string_view::npos)
        cookies.erase(name);
      else
        cookies[name] = value;
    }
    status = response.status;
    body = response.shared ? *response.shared : response.body;
    path = address->path;
    if (response.headers.get("Content-Type").starts_with("text/html"))
      EXPECT_EQ(id_without_words(body), "") << "no words for this on " << path;
    if (status != 303) return status;
    target = std::string(response.headers.get("Location"));
    method = http::Method::get;
    sent.clear();
  }
  return status;
}

int Browser::get(std::string target) {
  return send(http::Method::get, std::move(target), {});
}

namespace {

/// What stands in a form's fields, with `values` over it.
FormValues filled(std::string_view form, const FormValues& values) {
  FormValues all;
  for (const auto tag : tags(form, "input")) {
    const std::string type = attribute_of(tag, "type"), name = attribute_of(tag, "name");
    if (name.empty() || type == "submit" || type == "file") continue;
    if ((type == "radio" || type == "checkbox") && tag.find(" checked") == std::string_view::npos) continue;
    all.emplace_back(name, attribute_of(tag, "value"));
  }
  for (const auto tag : tags(form, "textarea")) {
    const auto start = static_cast<std::size_t>(tag.data() - form.data()) + tag.size();
    all.emplace_back(attribute_of(tag, "name"), unescaped(form.substr(start, form.find("</textarea>", start) - start)));
  }
  std::string name_of_select;
  for (const auto tag : tags(form, "select")) {
    const auto start = static_cast<std::size_t>(tag.data() - form.data());
    const std::string_view inner = form.substr(start, form.find("</select>", start) - start);
    for (const auto option : tags(inner, "option"))
      if (option.find(" selected") != std::string_view::npos)
        all.emplace_back(attribute_of(tag, "name"), attribute_of(option, "value"));
  }
  for (const auto& [name, value] : values) {
    std::erase_if(all, [&](const auto& old) { return old.first == name; });
    (void)value;
  }
  all.insert(all.end(), values.begin(), values.end());
  return all;
}

}  // namespace

int Browser::submit(std::string_view action, const FormValues& values) {
  std::size_t from = std::string::npos;
  for (const auto tag : tags(body, "form"))
    if (attribute_of(tag, "action") == action) {
      from = static_cast<std::size_t>(tag.data() - body.data());
      break;
    }
  if (from == std::string::npos) return status = 0;
  const std::string_view form = std::string_view(body).substr(from, body.find("</form>", from) - from);
  return send(http::Method::post, std::string(action), fields_text(filled(form, values)));
}

int Browser::upload(std::string_view action, const FormValues& files, const FormValues& values) {
  const auto at = body.find(fmt::format("action=\"{}\" enctype=\"multipart/form-data\"", action));
  if (at == std::string::npos) return status = 0;
  std::string sent;
  const auto part = [&](const std::string& head, const std::string& bytes) {
    sent += "--seam\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + bytes + "\r\n";
  };
  const std::string_view form = std::string_view(body).substr(at, body.find("</form>", at) - at);
  for (const auto& [name, value] : filled(form, values)) part(fmt::format("name=\"{}\"", name), value);
  for (const auto& [name, bytes] : files) part(fmt::format("name=\"{}\"; filename=\"chosen\"", name), bytes);
  return send(http::Method::post, std::string(action), sent + "--seam--\r\n", "multipart/form-data; boundary=seam");
}

int Browser::post(const std::string& target, FormValues values) {
  // Any page with a form carries a token for this visitor.
  const int before = status;
  get("/words");
  for (const auto tag : tags(body, "input"))
    if (attribute_of(tag, "name") == "csrf") values.emplace_back("csrf", attribute_of(tag, "value"));
  status = before;
  return send(http::Method::post, target, fields_text(values));
}

std::string Browser::heading() const {
  const auto at = body.find("<h1");
  if (at == std::string::npos) return {};
  const auto from = body.find('>', at) + 1;
  std::string inner = body.substr(from, body.find("</h1>", from) - from), out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '<')
      i = inner.find('>', i);
    else
      out += inner[i];
  }
  const auto begin = out.find_first_not_of(" \n"), end = out.find_last_not_of(" \n");
  return begin == std::string::npos ? "" : unescaped(out.substr(begin, end - begin + 1));
}

std::string Browser::href(std::string_view part) const {
  for (const auto tag : tags(body, "a"))
    if (const auto href = attribute_of(tag, "href"); href.find(part) != std::string::npos) return href;
  return {};
}

std::vector<std::string> Browser::actions() const {
  std::vector<std::string> out;
  for (const auto tag : tags(body, "form")) out.push_back(attribute_of(tag, "action"));
  return out;
}

}  // namespace onepot::web::testing
