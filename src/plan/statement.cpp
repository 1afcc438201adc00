#include "onepot/plan/statement.h"

#include <algorithm>
#include <set>

#include "onepot/base/text.h"

namespace onepot::plan {
namespace {

constexpr std::size_t longest = 2'000;

Result<void> fit(std::string_view text) {
  if (trim(text).empty()) return refuse("empty", "Write a sentence.", Where{"", 0, "text"});
  const auto characters = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
  if (characters > longest)
    return refuse("too-long",
                  fmt::format("This has {} characters. A sentence can have {}; write two.", characters, longest),
                  Where{"", 0, "text"});
  return {};
}

}  // namespace

Result<Credit> may_write(const Writing& w) {
  if (w.part != Part::person && !(w.part == Part::supporter && w.may_help_write))
    return refuse("not-the-author",
                  "Only the person writes in their plan. You can propose a sentence, and they can say yes or no.");
  if (w.part == Part::supporter) {
    if (!w.persons_own_words)
      return refuse("not-own-words", "Say that these are the person's own words, or propose them instead.",
                    Where{"", 0, "persons_own_words"});
    if (trim(w.helped_by).empty()) return refuse("no-credit", "Say who helped to write it.", Where{"", 0, "helped_by"});
  }
  ONEPOT_CHECK(fit(w.text));
  return Credit{std::string(trim(w.helped_by))};
}

Result<void> may_propose(Part part, const Proposal& proposal) {
  if (part == Part::person)
    return refuse("write-it-yourself", "This is your plan. You can write the sentence yourself.");
  ONEPOT_CHECK(fit(proposal.text));
  if (proposal.statement && trim(proposal.reason).empty())
    return refuse("no-reason", "Say why you would change the person's sentence.", Where{"", 0, "reason"});
  return {};
}

Result<void> may_answer(Part part, const Proposal& proposal, Answer answer) {
  if (part != Part::person) return refuse("not-theirs", "Only the person can say yes or no to this.");
  if (proposal.answer != Answer::none) return refuse("already-answered", "This was answered before.");
  if (answer == Answer::none)
    return refuse("no-answer", "Choose yes or no. You can also leave it for later.", Where{"", 0, "answer"});
  return {};
}

Result<Statement> adopted(const Proposal& proposal, std::int64_t new_id, Instant now) {
  if (proposal.answer != Answer::accepted)
    return refuse("not-accepted", "A proposal is part of the plan only when the person has said yes.");
  return Statement{new_id, proposal.text, proposal.by, now, proposal.statement, std::nullopt, proposal.id};
}

std::vector<Statement> in_force(std::span<const Statement> statements) {
  std::set<std::int64_t> replaced;
  for (const Statement& s : statements)
    if (s.replaces) replaced.insert(*s.replaces);
  std::vector<Statement> out;
  for (const Statement& s : statements)
    if (!s.ended && !replaced.contains(s.id)) out.push_back(s);
  std::ranges::sort(out, {}, [](const Statement& s) { return std::pair(s.written, s.id); });
  return out;
}

std::vector<Proposal> waiting(std::span<const Proposal> proposals) {
  std::vector<Proposal> out;
  for (const Proposal& p : proposals)
    if (p.answer == Answer::none) out.push_back(p);
  std::ranges::sort(out, {}, [](const Proposal& p) { return std::pair(p.made, p.id); });
  return out;
}

}  // namespace onepot::plan
