#include "onepot/price/publish.h"

#include "onepot/base/hash.h"
#include "onepot/base/json.h"

namespace onepot::price {
namespace publishing {

/// Everything that makes a price: all the tables, and tariff.json but for what publishing itself writes.
std::string digest_of(const Folder& folder, json::object head) {
  head.erase("status");
  head.erase("history");
  std::string all = json::pretty(head);
  for (const auto& [name, text] : folder.files) {
    if (name == "tariff.json") continue;
    all += fmt::format("\n{} {}\n", name, text.size());
    all += text;
  }
  const Digest digest = sha256(all);
  return to_hex(digest);
}

}  // namespace publishing

Result<std::string> published_as(const Folder& folder, Status to, Date on, const std::string& by) {
  const std::string file = folder.path + "/tariff.json";
  ONEPOT_TRY(auto head, object_of(folder, "tariff.json"));
  ONEPOT_TRY(const auto text, text_of(head, "status", file));
  ONEPOT_TRY(const auto is, parse_status(text, file));
  ONEPOT_TRY(const auto first, text_of(head, "from", file));
  const auto from = parse_date(first);
  if (!from) return refuse(from.error().code, from.error().sentence, Where{file, 0, "from"});
  if (by.empty()) return refuse("nobody", "say who publishes it");
  const bool next = (is == Status::draft && to == Status::shadow) || (is == Status::shadow && to != Status::shadow);
  if (!next)
    return refuse("not-next",
                  is == Status::live
                      ? "this tariff is live and stays so; a change is a new version with dates of its own"
                      : fmt::format("this tariff is {}; a draft goes to shadow, and only from shadow to live, so that "
                                    "everybody has seen what it would do",
                                    to_text(is)),
                  Where{file, 0, "status"});
  if (to == Status::live && on > *from)
    return refuse(
        "too-late",
        fmt::format("its first day, {}, has gone by on {}; give it a later one, or what was paid would change",
                    to_iso(*from), to_iso(on)),
        Where{file, 0, "from"});
  head["status"] = std::string(to_text(to));
  if (!head.contains("history") || !head["history"].is_array()) head["history"] = json::array();
  head["history"].as_array().push_back(json::object{{"status", std::string(to_text(to))},
                                                    {"on", to_iso(on)},
                                                    {"by", by},
                                                    {"tables", publishing::digest_of(folder, head)}});
  return json::pretty(head);
}

Result<void> unchanged_since_published(const Folder& folder) {
  const std::string file = folder.path + "/tariff.json";
  ONEPOT_TRY(const auto head, object_of(folder, "tariff.json"));
  const auto* history = head.if_contains("history");
  if (history == nullptr) return {};
  const auto bad = [&] {
    return refuse("bad-history", "expected what `onepot price publish` wrote: status, on, by and tables",
                  Where{file, 0, "history"});
  };
  if (!history->is_array() || history->get_array().empty() || !history->get_array().back().is_object()) return bad();
  const auto& last = history->get_array().back().get_object();
  const auto* status = last.if_contains("status");
  const auto* tables = last.if_contains("tables");
  const auto* now = head.if_contains("status");
  if (status == nullptr || tables == nullptr || now == nullptr || !status->is_string() || !tables->is_string())
    return bad();
  if (*now != *status)
    return refuse("changed-since",
                  "the status is not the one last published; use `onepot price publish`, which keeps the history",
                  Where{file, 0, "status"});
  if (*status == "draft") return {};
  if (tables->get_string() != publishing::digest_of(folder, head))
    return refuse(
        "changed-since",
        fmt::format(
            "a file of this tariff has changed since it was published as {}; take it back to draft, or make a new "
            "version of it",
            std::string_view(status->get_string())),
        Where{file, 0, "history"});
  return {};
}

}  // namespace onepot::price
