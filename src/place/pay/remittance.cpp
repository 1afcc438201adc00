#include "onepot/place/remittance.h"

#include <algorithm>

#include "onepot/base/csv.h"
#include "onepot/store/payments.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace remitting {

std::string own_ref(const Work& work) {
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::provider);
  return store::providers::by_id(work.session, ProviderId{work.grant.subject().id}).value().ref;
}

}  // namespace remitting

std::optional<Remittance> remittance(const Work& work, std::string_view end_to_end) {
  work.only_for({"own-provider", "see-finance", "run-payments"});
  const bool own = work.grant.action() == "own-provider";
  auto payment = store::bank::out(work.session, end_to_end);
  if (!payment) return std::nullopt;
  if (own) {
    if (payment->payee != remitting::own_ref(work)) return std::nullopt;
  } else {
    const auto of_place = store::payments::provider_details(work.session, work.actor().place);
    if (std::ranges::find(of_place, payment->payee, &store::payments::Details::ref) == of_place.end())
      return std::nullopt;
  }
  Remittance out{*std::move(payment), store::bank::items(work.session, end_to_end)};
  if (!own)
    for (auto& item : out.items) item.known_as.clear();
  return out;
}

std::string remittance_csv(const Remittance& r) {
  std::string out = csv::line({"payment", "date", "kind", "day", "for_whom", "what", "amount"});
  for (const auto& i : r.items)
    out += csv::line({r.payment.end_to_end, to_iso(r.payment.for_date), i.kind, i.day ? to_iso(*i.day) : "", i.known_as,
                      i.words.empty() ? i.item_ref : i.words, to_decimal(i.pence)});
  return out;
}

std::vector<store::bank::Out> payments_to_me(const Work& work, int most) {
  work.only_for({"own-provider"});
  return store::bank::outs_to(work.session, remitting::own_ref(work), most);
}

}  // namespace onepot::place
