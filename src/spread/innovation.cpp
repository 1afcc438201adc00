#include "onepot/spread/innovation.h"

#include <algorithm>
#include <array>
#include <set>

#include "onepot/base/text.h"

namespace onepot::spread {
namespace {
constexpr std::array<std::string_view, 3> kind_names{"what", "how", "who"};
constexpr std::array<std::string_view, 3> did_names{"kept", "changed", "left-out"};
}  // namespace

std::string_view to_text(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}
std::string_view to_text(Did did) {
  return did_names[static_cast<std::size_t>(did)];
}

Result<std::vector<Kind>> parse_kinds(std::string_view text) {
  std::set<Kind> kinds;
  for (const auto& part : list_of(text)) {
    const auto at = std::ranges::find(kind_names, part);
    if (at == kind_names.end())
      return refuse("bad-kind", "'" + part + "' is not a kind of innovation; expected what, how or who");
    kinds.insert(static_cast<Kind>(at - kind_names.begin()));
  }
  if (kinds.empty()) return refuse("no-kind", "Say what is new: what it is, how it is done, or who it is by or for.");
  return std::vector<Kind>(kinds.begin(), kinds.end());
}

std::string to_text(std::span<const Kind> kinds) {
  std::vector<std::string> names;
  for (const Kind k : kinds) names.emplace_back(to_text(k));
  return join(names, "|");
}

Result<Did> parse_did(std::string_view text) {
  const auto at = std::ranges::find(did_names, text);
  if (at == did_names.end())
    return refuse("bad-answer",
                  "'" + std::string(text.substr(0, 40)) + "' is not an answer; expected kept, changed or left-out");
  return static_cast<Did>(at - did_names.begin());
}

Refusals missing(const Innovation& i) {
  Refusals out;
  const auto need = [&](const char* column, bool there, const char* sentence) {
    if (!there) out.push_back({"missing", sentence, Where{"", 0, column}});
  };
  need("name", !trim(i.name).empty(), "Give it a name.");
  need("summary", !trim(i.summary).empty(), "Say in a few sentences what it is.");
  need("kinds", !i.kinds.empty(), "Say what is new: what it is, how it is done, or who it is by or for.");
  need("origin", !trim(i.origin).empty(), "Say where it comes from.");
  need("core", std::ranges::any_of(i.parts, &Part::core),
       "Say at least one thing that must stay, or it would be something else.");
  need("adaptable", std::ranges::any_of(i.parts, [](const Part& p) { return !p.core; }),
       "Say at least one thing that others may change.");
  need("prior", i.looked_at_prior, "Look at what was tried before.");
  std::set<std::string> seen;
  for (const Part& p : i.parts) {
    const auto* column = p.core ? "core" : "adaptable";
    if (trim(p.text).empty())
      out.push_back({"missing", "A part needs words.", Where{"", 0, column}});
    else if (!seen.insert(std::string(trim(p.text))).second)
      out.push_back({"repeated-part", "“" + std::string(trim(p.text)) + "” is there twice.", Where{"", 0, column}});
  }
  return out;
}

Refusals faults(const Innovation& innovation, const Adoption& adoption) {
  Refusals out;
  std::set<std::int64_t> answered;
  for (const PartAdopted& a : adoption.parts) {
    const auto part = std::ranges::find(innovation.parts, a.part, &Part::id);
    const Where where{"", 0, std::to_string(a.part)};
    if (part == innovation.parts.end())
      out.push_back({"unknown-part", "This is not a part of " + innovation.name + ".", where});
    else if (!answered.insert(a.part).second)
      out.push_back({"repeated-part", "“" + part->text + "” is answered twice.", where});
    else if (a.did != Did::kept && trim(a.note).empty())
      out.push_back({"no-note",
                     (a.did == Did::changed ? "Say how you changed “" : "Say why you left out “") + part->text + "”.",
                     where});
  }
  for (const Part& p : innovation.parts)
    if (!answered.contains(p.id))
      out.push_back({"not-answered", "Say what you did with “" + p.text + "”: kept, changed or left out.",
                     Where{"", 0, std::to_string(p.id)}});
  return out;
}

Departures departures(const Innovation& innovation, const Adoption& adoption) {
  Departures out;
  std::vector<std::string> gone;
  for (const Part& p : innovation.parts) {
    const auto answer = std::ranges::find(adoption.parts, p.id, &PartAdopted::part);
    if (answer == adoption.parts.end()) continue;
    (answer->did == Did::kept ? out.kept : answer->did == Did::changed ? out.changed : out.left_out).push_back(p);
    if (!p.core) continue;
    ++out.core;
    (answer->did == Did::kept      ? out.core_kept
     : answer->did == Did::changed ? out.core_changed
                                   : out.core_left_out) += 1;
    if (answer->did == Did::left_out) gone.push_back("“" + p.text + "”");
  }
  out.drift = out.core_left_out > 0;
  out.words = fmt::format("Kept {} of {} core parts", out.core_kept, out.core);
  if (out.core_changed > 0) out.words += fmt::format(", changed {}", out.core_changed);
  if (out.drift) out.words += ", left out " + and_list(gone);
  out.words += ".";
  return out;
}

Innovation fork(const Innovation& innovation, const Adoption& adoption) {
  Innovation out = innovation;
  out.id = 0;
  out.parent = innovation.id;
  out.origin = adoption.place + ", after " + innovation.name;
  out.parts.clear();
  for (const Part& p : innovation.parts) {
    const auto answer = std::ranges::find(adoption.parts, p.id, &PartAdopted::part);
    if (answer == adoption.parts.end() || answer->did == Did::left_out) continue;
    out.parts.push_back({0, p.core, answer->did == Did::changed ? answer->note : p.text});
  }
  return out;
}

std::vector<std::int64_t> lineage(std::span<const Innovation> library, std::int64_t id) {
  std::vector<std::int64_t> out;
  for (std::optional<std::int64_t> at = id; at && std::ranges::find(out, *at) == out.end();) {
    const auto found = std::ranges::find(library, *at, &Innovation::id);
    if (found == library.end()) break;
    out.push_back(*at);
    at = found->parent;
  }
  return out;
}

std::vector<PartFidelity> fidelity(const Innovation& innovation, std::span<const Adoption> adoptions) {
  std::vector<PartFidelity> out;
  for (const Part& p : innovation.parts) {
    PartFidelity f{p, 0, 0, 0};
    for (const Adoption& a : adoptions)
      for (const PartAdopted& x : a.parts)
        if (x.part == p.id) (x.did == Did::kept ? f.kept : x.did == Did::changed ? f.changed : f.left_out) += 1;
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace onepot::spread
