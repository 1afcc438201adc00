#include "onepot/place/newness.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/learn/four_tests.h"

namespace onepot::place {
namespace newness_detail {
namespace {

constexpr std::size_t longest_newness = 1'000, most_of_one_provider = 12;

ProviderId own_provider(const Work& work) {
  work.only_for({"own-provider"});
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::provider);
  return ProviderId{work.grant.subject().id};
}

}  // namespace
}  // namespace newness_detail

std::vector<store::newness::Said> what_we_do_that_is_new(const Work& work) {
  return store::newness::of_provider(work.session, newness_detail::own_provider(work));
}

Result<void> say_what_is_new(const Work& work, const NewNewness& said) {
  using namespace newness_detail;
  const ProviderId provider = own_provider(work);
  if (std::ranges::none_of(learn::newnesses, [&](const auto kind) { return learn::name_of(kind) == said.kind; }))
    return refuse("kind", "Choose one");
  store::newness::Said kept{.ref = work.new_ref(),
                            .kind = said.kind,
                            .words = std::string(trim(said.words)),
                            .evidence = std::string(trim(said.evidence)),
                            .at = work.now()};
  if (kept.words.empty() || kept.words.size() > longest_newness)
    return refuse("words", "Say in up to 1,000 letters what is new");
  if (kept.evidence.size() > longest_newness) return refuse("evidence", "Use up to 1,000 letters");
  if (store::newness::of_provider(work.session, provider).size() >= most_of_one_provider)
    return refuse("enough", "Take something back before you add more");
  store::newness::add(work.session, provider, kept, work.actor().account);
  work.audit("newness:" + kept.ref, {}, "said");
  return {};
}

Result<void> take_back_newness(const Work& work, std::string_view ref) {
  const ProviderId provider = newness_detail::own_provider(work);
  if (!store::newness::take_back(work.session, provider, ref, work.now()))
    return refuse("taken", "This is not said any more");
  work.audit(fmt::format("newness:{}", ref), {}, "taken back");
  return {};
}

std::vector<store::newness::Said> what_is_new_here(const Work& work) {
  work.only_for({"see-evaluation"});
  return store::newness::of_place(work.session, work.actor().place);
}

}  // namespace onepot::place
