// How life is, and what is in the library.
#include "keys.h"

namespace onepot::town::writing {

void Writer::lives() {
  store::Load check(session, "life_check", {"id", "person_id", "at", "respondent", "score"});
  store::Load answer(session, "life_answer", {"life_check_id", "area", "answer"});
  for (std::size_t i = 0; i < town.life_checks.size(); ++i) {
    const LifeCheck& c = town.life_checks[i];
    check.row(
        {key(i), key(c.person), at(c.at, 14), c.by_carer ? "carer" : "person", learn::life_score(c.answers).score});
  }
  std::int64_t rows = check.done();
  for (std::size_t i = 0; i < town.life_checks.size(); ++i)
    for (std::size_t area = 0; area < learn::life_areas.size(); ++area)
      if (const auto& a = town.life_checks[i].answers[area]) answer.row({key(i), learn::life_areas[area], *a});
  report("life checks", rows + answer.done());
}

void Writer::library() {
  Refs refs(town, 8);
  store::Load innovation(session, "innovation", {"id", "ref", "name", "kinds", "summary", "origin", "prior", "put_at"});
  store::Load part(session, "innovation_part", {"id", "innovation_id", "kind", "text", "position"});
  store::Load adoption(session, "adoption", {"id", "ref", "innovation_id", "place_id", "at", "words"});
  store::Load adopted(session, "adoption_part", {"adoption_id", "part_id", "what", "note"});
  const Date put{2025, 2, 3};
  for (std::size_t i = 0; i < town.innovations.size(); ++i) {
    const Innovation& n = town.innovations[i];
    innovation.row({key(i), refs.next(put), n.name, n.kinds, n.summary, n.origin, n.prior, at(put, 10)});
  }
  std::int64_t rows = innovation.done(), parts = 0, adoptions = 0;
  struct Kept {
    std::int64_t adoption, part;
    bool core;
  };
  std::vector<Kept> kept;
  for (std::size_t i = 0; i < town.innovations.size(); ++i) {
    const Innovation& n = town.innovations[i];
    const bool here = n.name == "Shared lives" || n.name.starts_with("Micro-enterprises");
    if (here)
      adoption.row(
          {++adoptions, refs.next(Date(2025, 5, 12)), key(i), 1, at(Date(2025, 5, 12), 11), "Taken up in Ashdale"});
    std::int64_t position = 0;
    const auto put_part = [&](const std::string& text, bool core) {
      part.row({++parts, key(i), core ? "core" : "adaptable", text, ++position});
      if (here) kept.push_back({adoptions, parts, core});
    };
    for (const auto& text : n.core) put_part(text, true);
    for (const auto& text : n.adaptable) put_part(text, false);
  }
  rows += part.done() + adoption.done();
  for (const Kept& k : kept)
    adopted.row({k.adoption, k.part, k.core ? "kept" : "changed", k.core ? "" : "As fits Ashdale"});
  store::Load gap(session, "market_gap", {"place_id", "words", "at"});
  for (const Gap& g : town.gaps) gap.row({1, g.words, at(g.at, 13)});
  rows += adopted.done() + gap.done();
  store::Load audit(session, "audit", {"at", "action", "subject", "detail"});
  audit.row({at(first_monday, 0), "make-town", "place:ashdale",
             fmt::format("synthetic, seed {}, {} people", town.options.seed, town.options.people)});
  report("library and market gaps", rows + audit.done());
}

}  // namespace onepot::town::writing
