#include "onepot/store/pot/isf.h"

namespace onepot::store::isf {
namespace {

#define INSTRUCTION_SELECT                                                                                         \
  "SELECT i.id, i.ref, q.id, q.ref, q.known_as, h.id, h.ref, h.name, i.payee, i.category, i.words, i.most_pence, " \
  "i.paid_pence, i.until_date, i.given_at, i.ended_at FROM isf_instruction i JOIN person q ON q.id = i.person_id " \
  "JOIN provider h ON h.id = i.holder_id "

std::vector<Instruction> instructions_of(const Rows& rows) {
  std::vector<Instruction> out;
  for (const auto row : rows) {
    Instruction& i = out.emplace_back();
    i.id = row.integer(0);
    i.ref = row.text(1);
    i.person = row.id<PersonId>(2);
    i.person_ref = row.text(3);
    i.known_as = row.text(4);
    i.holder = row.id<ProviderId>(5);
    i.holder_ref = row.text(6);
    i.holder_name = row.text(7);
    i.payee = row.text(8);
    i.category = row.text(9);
    i.words = row.text(10);
    i.most = row.pence(11);
    i.paid = row.pence(12);
    i.until = row.date(13);
    i.given_at = row.instant(14);
    i.ended_at = row.maybe_instant(15);
  }
  return out;
}

}  // namespace

std::vector<Holder> possible_holders(Session& session, PersonId person) {
  std::vector<Holder> out;
  for (const auto row : session.query(
           "SELECT v.ref, v.name, CASE WHEN EXISTS (SELECT 1 FROM agreement g JOIN agreement_share s ON s.agreement_id "
           "= "
           "g.id WHERE g.provider_id = v.id AND s.person_id = q.id) THEN 0 ELSE 1 END AS far FROM provider v JOIN "
           "person q "
           "ON q.place_id = v.place_id WHERE q.id = :person AND v.unlisted_at IS NULL AND (v.kind IN ('agency', "
           "'individual-service-fund') OR EXISTS (SELECT 1 FROM agreement g JOIN agreement_share s ON s.agreement_id = "
           "g.id WHERE g.provider_id = v.id AND s.person_id = q.id)) ORDER BY far, v.name, v.id",
           {{"person", person}}))
    out.push_back({row.text(0), row.text(1)});
  return out;
}

void add(Session& session, const NewInstruction& i, Instant now) {
  session.run(
      "INSERT INTO isf_instruction (ref, person_id, holder_id, payee, category, words, most_pence, until_date, "
      "given_by, "
      "given_at) VALUES (:ref, :person, :holder, :payee, :category, :words, :most, :until, :by, :now)",
      {{"ref", i.ref},
       {"person", i.person},
       {"holder", i.holder},
       {"payee", i.payee},
       {"category", i.category},
       {"words", i.words},
       {"most", i.most},
       {"until", i.until},
       {"by", i.by},
       {"now", now}});
}

std::optional<Instruction> by_ref(Session& session, std::string_view ref) {
  auto all = instructions_of(session.query(INSTRUCTION_SELECT "WHERE i.ref = :ref", {{"ref", ref}}));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Instruction> of_person(Session& session, PersonId person) {
  return instructions_of(
      session.query(INSTRUCTION_SELECT "WHERE i.person_id = :person ORDER BY i.id DESC", {{"person", person}}));
}

std::vector<Instruction> of_holder(Session& session, ProviderId holder) {
  return instructions_of(
      session.query(INSTRUCTION_SELECT "WHERE i.holder_id = :holder ORDER BY i.id DESC", {{"holder", holder}}));
}

bool end(Session& session, PersonId person, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE isf_instruction SET ended_at = :now WHERE ref = :ref AND person_id = :person AND ended_at IS NULL",
             {{"now", now}, {"ref", ref}, {"person", person}}) == 1;
}

bool spend(Session& session, std::int64_t instruction, Pence pence, Date today) {
  return session.run(
             "UPDATE isf_instruction SET paid_pence = paid_pence + :pence WHERE id = :id AND ended_at IS NULL AND "
             "until_date >= :today AND paid_pence + :pence <= most_pence",
             {{"pence", pence}, {"id", instruction}, {"today", today}}) == 1;
}

bool add_payment(Session& session, std::int64_t instruction, std::string_view ref, Date day, Pence pence,
                 std::string_view note, AccountId by, Instant now) {
  return !session
              .query(
                  "INSERT INTO isf_payment (ref, instruction_id, day, pence, note, made_by, made_at) VALUES (:ref, "
                  ":instruction, :day, :pence, :note, :by, :now) ON CONFLICT (ref) DO NOTHING RETURNING id",
                  {{"ref", ref},
                   {"instruction", instruction},
                   {"day", day},
                   {"pence", pence},
                   {"note", note},
                   {"by", by},
                   {"now", now}})
              .empty();
}

std::vector<Paid> payments(Session& session, PersonId person, int most) {
  std::vector<Paid> out;
  for (const auto row : session.query("SELECT i.payee, h.name, y.note, y.day, y.pence FROM isf_payment y JOIN "
                                      "isf_instruction i ON i.id = y.instruction_id JOIN provider h ON h.id = "
                                      "i.holder_id WHERE i.person_id = :person ORDER BY y.id DESC LIMIT :most",
                                      {{"person", person}, {"most", most}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.date(3), row.pence(4)});
  return out;
}

}  // namespace onepot::store::isf
