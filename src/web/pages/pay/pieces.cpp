#include <fmt/format.h>

#include "onepot/html/govuk.h"
#include "pay.h"

namespace onepot::web {

std::string wait_words(const Words& w, std::int64_t milliseconds) {
  constexpr std::int64_t ms_an_hour = 3'600'000;
  const std::int64_t hours = milliseconds / ms_an_hour;
  if (hours < 1) return w("wait.under-an-hour");
  return hours < 48 ? w.count("time.hours", hours) : w.count("wait.days", hours / 24);
}

Html scrolling(const std::string& name, const Html& table) {
  return html::element("div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                       table);
}

Answer nothing_here(Page& p) {
  const Words& w = p.w;
  return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                 {.status = 404}),
          false};
}

Answer download(std::string bytes, std::string_view type, std::string_view name) {
  http::Response response = http::bytes(std::move(bytes), type);
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
  response.set("Cache-Control", "no-store").set("X-Content-Type-Options", "nosniff");
  return {std::move(response), true};
}

Html file_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint) {
  return govuk::file_upload(
      {.name = name, .label = {.text = label}, .hint = {.text = hint}, .error_message = {.text = v.errors.of(name)}});
}

std::string faults_words(const Refusals& faults) {
  constexpr std::size_t most = 3;
  std::string out;
  for (std::size_t i = 0; i < faults.size() && i < most; ++i) out += (i == 0 ? "" : "; ") + faults[i].text();
  if (faults.size() > most) out += fmt::format("; … ({})", faults.size());
  return out;
}

}  // namespace onepot::web
