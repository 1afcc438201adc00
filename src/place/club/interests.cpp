#include "onepot/place/interests.h"

#include <algorithm>
#include <tuple>

#include "onepot/base/text.h"
#include "onepot/place/meeting.h"

namespace onepot::place {
namespace {

namespace interests = store::interests;

/// "Football" and "football" are one interest.
std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

constexpr std::size_t hello_at_most = 600, interests_at_most = 10, interest_at_most = 40, people_at_most = 40;

}  // namespace

Result<void> save_interests(const Work& work, const interests::Hello& hello) {
  work.only_for({"change-own"});
  const bool bad = std::ranges::any_of(
      hello.interests, [](const auto& i) { return i.size() > interest_at_most || i.find('|') != std::string::npos; });
  if (bad || hello.interests.size() > interests_at_most || (hello.open && hello.interests.empty()))
    return refuse("interests", "Write one to ten interests, each a word or two");
  if (hello.hello.size() > hello_at_most || (hello.open && hello.hello.empty()))
    return refuse("hello", "Write a few words to others");
  interests::set_hello(work.session, work.person(), hello, work.now());
  work.audit("interests", work.person(), hello.open ? "open" : "closed");
  return {};
}

InterestsView see_interests(const Work& work) {
  work.only_for({"see-own", "change-own"});
  InterestsView out;
  out.mine = interests::hello(work.session, work.person()).value_or(interests::Hello());
  if (!out.mine.open) return out;
  const auto same = [](const std::string& a, const std::string& b) { return folded(a) == folded(b); };
  for (auto& one : interests::others(work.session, work.actor().place, work.person())) {
    std::vector<std::string> shared;
    for (const auto& mine : out.mine.interests)
      if (std::ranges::any_of(one.hello.interests, [&](const auto& theirs) { return same(mine, theirs); }))
        shared.push_back(mine);
    if (shared.empty()) continue;
    out.people.push_back(
        {one.ref, one.known_as, one.area_name, one.hello.hello, std::move(shared), one.my_answer, one.both_said_yes});
  }
  std::ranges::sort(out.people, [](const LikeMinded& a, const LikeMinded& b) {
    return std::tuple(b.shared.size(), std::string_view(a.known_as), std::string_view(a.ref)) <
           std::tuple(a.shared.size(), std::string_view(b.known_as), std::string_view(b.ref));
  });
  std::size_t unanswered = 0;
  std::erase_if(out.people, [&](const LikeMinded& s) { return s.my_answer.empty() && ++unanswered > people_at_most; });
  return out;
}

Result<void> answer_like_minded(const Work& work, std::string_view person_ref, std::string_view answer) {
  work.only_for({"change-own"});
  if (answer != "yes" && answer != "not-now" && answer != "never" && !answer.empty())
    return refuse("answer", "Choose one of the answers");
  const auto seen = see_interests(work);
  if (std::ranges::find(seen.people, person_ref, &LikeMinded::ref) == seen.people.end())
    return refuse("gone", "This person is not looking for company now");
  const PersonId other{store::door::id_of(work.session, store::door::Kind::person, person_ref)};
  if (answer == "never") {
    interests::answer(work.session, work.person(), other, "", work.now());
    store::meeting::answer(work.session, work.person(), other, "never", work.now());
    part_ways(work, other);
  } else {
    interests::answer(work.session, work.person(), other, answer, work.now());
  }
  work.audit("interests", work.person(), "answered");
  return {};
}

}  // namespace onepot::place
