#include "onepot/pot/stream.h"

#include <limits>

namespace onepot::pot {
namespace {

constexpr std::array holding_words = {std::string_view("direct-payment"), std::string_view("isf"),
                                      std::string_view("notional"), std::string_view("mixed")};

// Legal bases: the Acts and schemes under which England paid each of them; the Independent Living Fund closed to new
// awards in 2010 and Supporting People lost its ring fence in 2009, but what was awarded under them keeps its
// conditions.
constexpr std::array streams = {
    StreamKind{"adult-social-care", "Adult social care", "the council", "Care Act 2014, sections 24 to 33", "*", true},
    StreamKind{"supporting-people", "Supporting People", "the council", "Local Government Act 2000, section 93",
               "housing-support|household|getting-out", true},
    StreamKind{"independent-living-fund", "Independent Living Fund", "the Independent Living Fund",
               "Independent Living Fund (2006) trust deed", "personal-care|household|night", true},
    StreamKind{"disabled-facilities-grant", "Disabled Facilities Grant", "the council",
               "Housing Grants, Construction and Regeneration Act 1996, section 23", "adaptation", true},
    StreamKind{"work-choice", "Work Choice", "the Department for Work and Pensions",
               "Employment and Training Act 1973, section 2", "work", true},
    StreamKind{"access-to-work", "Access to Work", "the Department for Work and Pensions",
               "Employment and Training Act 1973, section 2", "work|taxi", true},
    StreamKind{"nhs-phb", "NHS personal health budget", "the NHS", "National Health Service Act 2006, section 12A",
               "health|personal-care|night", true},
    StreamKind{"own", "Your own money", "the person", "the person's own", "*", false},
};

}  // namespace

std::string_view to_string(Holding holding) {
  return holding_words[static_cast<std::size_t>(holding)];
}

Result<Holding> parse_holding(std::string_view text) {
  const auto found = std::find(holding_words.begin(), holding_words.end(), text);
  if (found == holding_words.end())
    return refuse(
        "bad-holding",
        fmt::format("'{}' is not a way of holding money: expected direct-payment, isf, notional or mixed", text));
  return static_cast<Holding>(found - holding_words.begin());
}

std::span<const StreamKind> known_streams() {
  return streams;
}

bool Conditions::any_purpose() const {
  return purposes.empty() || std::find(purposes.begin(), purposes.end(), "*") != purposes.end();
}

bool Conditions::allows(std::string_view purpose, Date day) const {
  if ((from && day < *from) || (until && day > *until)) return false;
  return any_purpose() || std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
}

bool less_flexible(const Conditions& a, const Conditions& b) {
  const auto key = [](const Conditions& c) {
    return std::tuple(c.any_purpose() ? std::numeric_limits<std::size_t>::max() : c.purposes.size(),
                      c.until ? c.until->number() : std::numeric_limits<std::int64_t>::max(),
                      std::string_view(c.stream));
  };
  return key(a) < key(b);
}

}  // namespace onepot::pot
