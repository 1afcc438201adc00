#include "onepot/place/meeting.h"

#include <algorithm>
#include <tuple>

#include "onepot/store/clubs.h"
#include "onepot/store/steps.h"

namespace onepot::place {
namespace {

// Of the people not answered yet: a page that can be read on a phone. Answer some, and others come.
constexpr std::size_t new_people_most = 20;

std::vector<std::string> in_both(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> out;
  for (const auto& one : a)
    if (std::ranges::find(b, one) != b.end()) out.push_back(one);
  return out;
}

}  // namespace

void part_ways(const Work& work, PersonId other) {
  for (const auto club : store::meeting::shared_proposals(work.session, work.person(), other))
    store::clubs::end(work.session, club, "no", work.now());
  for (const auto step : store::steps::with_both(work.session, work.person(), other, work.today()))
    for (const auto* status : {"open", "agreed"}) store::steps::cancel(work.session, step, status, work.now());
}

MeetView see_meet(const Work& work) {
  work.only_for({"see-own", "change-own"});
  MeetView out;
  out.never = store::meeting::never(work.session, work.person());
  const auto mine = store::meeting::wish(work.session, work.person());
  out.open = mine && mine->sharing && !mine->hello.empty();
  if (!out.open) return out;
  for (auto& one : store::meeting::looking(work.session, work.actor().place, work.person())) {
    auto areas = in_both(mine->areas, one.wish.areas);
    if (areas.empty()) continue;
    out.people.push_back({one.ref, one.known_as, one.wish.hello, std::move(areas),
                          in_both(mine->interests, one.wish.interests), one.my_answer, one.both_said_yes});
  }
  // Those with most in common first; the order says nothing of what others answered.
  const auto in_common = [](const Somebody& s) { return 2 * s.interests.size() + s.areas.size(); };
  std::ranges::sort(out.people, [&](const Somebody& a, const Somebody& b) {
    return std::tuple(in_common(b), std::string_view(a.known_as), std::string_view(a.ref)) <
           std::tuple(in_common(a), std::string_view(b.known_as), std::string_view(b.ref));
  });
  std::size_t unanswered = 0;
  out.more = std::erase_if(out.people, [&](const Somebody& s) {
               return s.my_answer.empty() && ++unanswered > new_people_most;
             }) > 0;
  return out;
}

Result<void> answer_somebody(const Work& work, std::string_view person_ref, std::string_view answer) {
  work.only_for({"change-own"});
  if (answer != "yes" && answer != "not-now" && answer != "never" && !answer.empty())
    return refuse("answer", "Choose one of the answers");
  PersonId other;
  if (answer.empty()) {
    for (const auto& one : store::meeting::never(work.session, work.person()))
      if (one.ref == person_ref) other = one.person;
  }
  if (!other) {
    const auto seen = see_meet(work);
    if (std::ranges::find(seen.people, person_ref, &Somebody::ref) != seen.people.end())
      other = PersonId{store::door::id_of(work.session, store::door::Kind::person, person_ref)};
  }
  if (!other) return refuse("gone", "This person is not looking for somebody to live with now");
  store::meeting::answer(work.session, work.person(), other, answer, work.now());
  if (answer == "never") part_ways(work, other);
  work.audit("meeting", work.person(), "answered");
  return {};
}

}  // namespace onepot::place
