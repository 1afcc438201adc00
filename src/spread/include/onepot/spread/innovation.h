#pragma once
// An innovation in the library, and how another place adopts and adapts it (capabilities S2 and S8). An adoption
// answers for every part, so that a departure is written down and not found out later.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::spread {

/// A new kind of support; an ordinary support done in a new way; by or for people not reached before.
enum class Kind { what, how, who };
std::string_view to_text(Kind kind);
/// "what|how", in any order. Refuses "bad-kind", and "no-kind" for none.
Result<std::vector<Kind>> parse_kinds(std::string_view text);
std::string to_text(std::span<const Kind> kinds);

struct Part {
  std::int64_t id = 0;
  bool core = false;  ///< without it, it is something else
  std::string text;
};
struct Innovation {
  std::int64_t id = 0;
  std::string name, summary;
  std::vector<Kind> kinds;
  std::string origin;  ///< where it comes from: people and place, or a published source
  std::vector<Part> parts;
  std::optional<std::int64_t> parent;  ///< the innovation it grew out of
  bool looked_at_prior = false;        ///< was shown what was tried before
};
/// All that is missing: name, summary, origin, a kind, a core part, an adaptable part (what others may change must be
/// said), parts said twice, and having looked at what was tried before. The field is in where.column.
Refusals missing(const Innovation& innovation);

enum class Did { kept, changed, left_out };
std::string_view to_text(Did did);  ///< "kept", "changed", "left-out"
Result<Did> parse_did(std::string_view text);

struct PartAdopted {
  std::int64_t part = 0;
  Did did = Did::kept;
  std::string note;  ///< how it was changed, or why it was left out
};
struct Adoption {
  std::string place;
  std::vector<PartAdopted> parts;
};
/// Refuses nothing silently: a part without an answer ("not-answered"), an answer for no part ("unknown-part"), twice
/// ("repeated-part"), and a changed or left-out part without a note ("no-note").
Refusals faults(const Innovation& innovation, const Adoption& adoption);

struct Departures {
  std::vector<Part> kept, changed, left_out;
  std::int64_t core = 0, core_kept = 0, core_changed = 0, core_left_out = 0;
  /// A core part was left out: what is called by the name is not what worked elsewhere (003: success or
  /// appropriation?).
  bool drift = false;
  std::string words;  ///< "Kept 3 of 4 core parts; 1 left out: …"
};
/// Of an adoption without faults.
Departures departures(const Innovation& innovation, const Adoption& adoption);

/// A new entry of the library made from an adoption: the kept and changed parts, changed ones in their new words, with
/// the parent noted. A core part that was left out is not there.
Innovation fork(const Innovation& innovation, const Adoption& adoption);

/// The innovation and what it grew out of, the oldest last. Stops at a parent that is not there or a circle.
std::vector<std::int64_t> lineage(std::span<const Innovation> library, std::int64_t id);

/// Counts over all adoptions of one innovation: what was kept most and least.
struct PartFidelity {
  Part part;
  std::int64_t kept = 0, changed = 0, left_out = 0;
};
std::vector<PartFidelity> fidelity(const Innovation& innovation, std::span<const Adoption> adoptions);

}  // namespace onepot::spread
