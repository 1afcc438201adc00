#include "onepot/store/blocks.h"

namespace onepot::store::blocks {
namespace {

#define ONEPOT_BLOCK_SELECT                                                                                          \
  "SELECT k.id, k.ref, k.made_by, a.name, k.organisation, k.person_id, p.ref, p.known_as, k.other_id, o.known_as, "  \
  "k.reason, k.basis, k.made_at, k.review_date, k.ended_at FROM meeting_block k JOIN account a ON a.id = k.made_by " \
  "JOIN person p ON p.id = k.person_id LEFT JOIN person o ON o.id = k.other_id "

std::vector<Block> blocks_of(Session& session, const Rows& rows) {
  std::vector<Block> out;
  for (const auto row : rows) {
    Block b;
    b.id = row.id<BlockId>(0);
    b.ref = row.text(1);
    b.made_by = row.id<AccountId>(2);
    b.made_by_name = row.text(3);
    b.organisation = row.text(4);
    b.person = row.id<PersonId>(5);
    b.person_ref = row.text(6);
    b.person_name = row.text(7);
    b.other = row.maybe_id<PersonId>(8);
    b.other_name = row.maybe_text(9).value_or("");
    b.reason = row.text(10);
    b.basis = row.text(11);
    b.made_at = row.instant(12);
    b.review = row.date(13);
    b.ended_at = row.maybe_instant(14);
    for (const auto c : session.query("SELECT c.person_id, p.ref, p.known_as, c.words, c.at, c.answer_by, c.outcome, "
                                      "c.answer, c.answered_at FROM block_challenge c JOIN person p ON p.id = "
                                      "c.person_id WHERE c.block_id = :block ORDER BY c.at, c.person_id",
                                      {{"block", b.id}}))
      b.challenges.push_back({c.id<PersonId>(0), c.text(1), c.text(2), c.text(3), c.instant(4), c.date(5), c.text(6),
                              c.text(7), c.maybe_instant(8)});
    out.push_back(std::move(b));
  }
  return out;
}

}  // namespace

void add(Session& session, const NewBlock& b, Instant now) {
  session.run(
      "INSERT INTO meeting_block (ref, place_id, made_by, organisation, person_id, other_id, reason, basis, made_at, "
      "review_date) VALUES (:ref, :place, :by, :organisation, :person, :other, :reason, :basis, :now, :review)",
      {{"ref", b.ref},
       {"place", b.place},
       {"by", b.by},
       {"organisation", b.organisation},
       {"person", b.person},
       {"other", b.other},
       {"reason", b.reason},
       {"basis", b.basis},
       {"now", now},
       {"review", b.review}});
}

std::optional<Block> by_ref(Session& session, std::string_view ref) {
  auto found = blocks_of(session, session.query(ONEPOT_BLOCK_SELECT "WHERE k.ref = :ref", {{"ref", ref}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Block> touching(Session& session, PersonId person) {
  return blocks_of(session, session.query(ONEPOT_BLOCK_SELECT
                                          "WHERE k.person_id = :person OR k.other_id = :person ORDER BY k.id DESC",
                                          {{"person", person}}));
}

std::vector<Block> of_place(Session& session, PlaceId place) {
  return blocks_of(
      session, session.query(ONEPOT_BLOCK_SELECT "WHERE k.place_id = :place ORDER BY k.id DESC", {{"place", place}}));
}

bool challenge(Session& session, BlockId block, PersonId person, std::string_view words, Date answer_by, Instant now) {
  return session.run(
             "INSERT INTO block_challenge (block_id, person_id, words, at, answer_by) VALUES (:block, :person, :words, "
             ":now, :answer_by) ON CONFLICT (block_id, person_id) DO NOTHING",
             {{"block", block}, {"person", person}, {"words", words}, {"now", now}, {"answer_by", answer_by}}) == 1;
}

bool answer(Session& session, BlockId block, PersonId challenger, std::string_view outcome, std::string_view words,
            AccountId by, Instant now) {
  return session.run(
             "UPDATE block_challenge SET outcome = :outcome, answer = :words, answered_by = :by, answered_at = :now "
             "WHERE block_id = :block AND person_id = :challenger AND answered_at IS NULL",
             {{"outcome", outcome},
              {"words", words},
              {"by", by},
              {"now", now},
              {"block", block},
              {"challenger", challenger}}) == 1;
}

bool end(Session& session, BlockId block, Instant now) {
  return session.run("UPDATE meeting_block SET ended_at = :now WHERE id = :block AND ended_at IS NULL",
                     {{"now", now}, {"block", block}}) == 1;
}

}  // namespace onepot::store::blocks
