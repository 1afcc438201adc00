#pragma once
// Remittance advice: what one payment is made of, to the penny. The provider that was paid sees for whom each part was;
// a finance officer sees the same without names.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/bank.h"

namespace onepot::place {

struct Remittance {
  store::bank::Out payment;
  std::vector<store::bank::ItemOf> items;  ///< Σ = payment.pence; known_as is empty where names are not shown
};
/// own-provider: the provider's own payments, with names. see-finance: the place's, without. Nothing where there is no
/// such payment for whoever asks.
std::optional<Remittance> remittance(const Work& work, std::string_view end_to_end);
/// Columns payment,date,kind,day,for_whom,what,amount; the rows sum to the payment.
std::string remittance_csv(const Remittance& remittance);
/// Payments to the provider, the newest first (own-provider), each with whether and why it came back.
std::vector<store::bank::Out> payments_to_me(const Work& work, int most);

}  // namespace onepot::place
