#include "onepot/place/innovations.h"

#include "onepot/base/text.h"

namespace onepot::place {

std::vector<std::pair<store::innovations::Entry, spread::Similar>> tried_before(store::Session& session,
                                                                                std::string_view words) {
  const auto entries = store::innovations::all(session);
  std::vector<spread::Text> texts;
  for (const auto& e : entries) texts.push_back({e.ref, e.innovation.name + ". " + e.innovation.summary});
  std::vector<std::pair<store::innovations::Entry, spread::Similar>> out;
  for (auto& like : spread::most_similar(words, texts, 3))
    for (const auto& e : entries)
      if (e.ref == like.id) {
        out.emplace_back(e, std::move(like));
        break;
      }
  return out;
}

tl::expected<std::string, Refusals> put_innovation(const Work& work, spread::Innovation innovation,
                                                   std::string_view prior) {
  work.only_for({"put-innovation"});
  if (auto missing = spread::missing(innovation); !missing.empty()) return tl::unexpected(std::move(missing));
  std::string ref = work.new_ref();
  store::innovations::add(work.session, ref, innovation, trim(prior), work.actor().place, work.actor().account,
                          work.now());
  work.audit("innovation:" + ref, {}, "put in the library");
  return ref;
}

tl::expected<spread::Departures, Refusals> adopt_innovation(const Work& work, std::string_view ref,
                                                            const spread::Adoption& adoption, std::string_view words) {
  work.only_for({"adopt-innovation"});
  const auto one = [](std::string code, std::string sentence) {
    return tl::unexpected(Refusals{Refusal{std::move(code), std::move(sentence)}});
  };
  const auto entry = store::innovations::by_ref(work.session, ref);
  if (!entry) return one("gone", "That idea is not in the library");
  if (entry->place == work.actor().place)
    return one("own", "This idea comes from your own place: there is nothing to adopt");
  if (auto faults = spread::faults(entry->innovation, adoption); !faults.empty())
    return tl::unexpected(std::move(faults));
  if (!store::innovations::adopt(work.session, work.new_ref(), entry->id, work.actor().place, work.actor().account,
                                 trim(words), adoption, work.now()))
    return one("taken", "Your place has adopted this already");
  work.audit("innovation:" + entry->ref, {}, "adopted");
  return spread::departures(entry->innovation, adoption);
}

}  // namespace onepot::place
