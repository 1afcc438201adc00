// Terms of a contract beside its prices.
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/price/plan.h"

namespace onepot::price {

std::string terms_text(std::span<const SettledTerm> terms) {
  std::string out;
  for (const SettledTerm& t : terms) {
    if (!out.empty()) out += "; ";
    switch (t.kind) {
      case Term::Kind::marginal:
        out += "marginal " + to_string(t.share) + " above " + to_decimal(t.threshold);
        break;
      case Term::Kind::cap:
        out += "cap " + to_decimal(t.threshold);
        break;
      case Term::Kind::collar:
        out += "collar " + to_decimal(t.threshold);
        break;
      case Term::Kind::block:
        out += "block " + to_decimal(t.threshold);
        break;
    }
  }
  return out;
}

Result<std::vector<SettledTerm>> parse_terms(std::string_view text, const Where& at) {
  std::vector<SettledTerm> out;
  if (trim(text).empty()) return out;
  for (const auto& part : split_text(text, ';')) {
    const auto words = split_text(trim(part), ' ');
    const auto bad = [&] {
      return refuse("bad-terms",
                    "'" + part.substr(0, 60) +
                        "' is not a term; expected marginal 7/10 above 1050000.00, cap 1200000.00, collar 950000.00 or "
                        "block 1000000.00",
                    at);
    };
    SettledTerm term;
    if (words.size() == 4 && words[0] == "marginal" && words[2] == "above") {
      term.kind = Term::Kind::marginal;
      const auto share = parse_rational(words[1]);
      if (!share || *share < Rational(0) || *share > Rational(1) || share->den() > 100'000'000) return bad();
      term.share = *share;
    } else if (words.size() == 2 && (words[0] == "cap" || words[0] == "collar" || words[0] == "block")) {
      term.kind = words[0] == "cap" ? Term::Kind::cap : words[0] == "collar" ? Term::Kind::collar : Term::Kind::block;
    } else {
      return bad();
    }
    const auto pounds = parse_pence(words.back());
    if (!pounds || *pounds < Pence(0) || *pounds > Pence(100'000'000'000'000'000)) return bad();
    term.threshold = *pounds;
    out.push_back(term);
  }
  return out;
}

Pence settled(Pence total, std::span<const SettledTerm> terms, Pence done, Pence whole) {
  for (const SettledTerm& t : terms) {
    const Pence limit = whole > Pence(0) && done != whole
                            ? times(t.threshold, Rational(std::max<std::int64_t>(0, done.count()), whole.count()))
                            : t.threshold;
    switch (t.kind) {
      case Term::Kind::marginal:
        if (total > limit) total = limit + times(total - limit, t.share);
        break;
      case Term::Kind::cap:
        total = std::min(total, limit);
        break;
      case Term::Kind::collar:
        total = std::max(total, limit);
        break;
      case Term::Kind::block:
        total = limit;
        break;
    }
  }
  return total;
}

}  // namespace onepot::price
