#pragma once
// The four tests by size of provider: valued, innovative, personalised, cost-effective. Each is answered by itself,
// with its doubt; they are never put into one number, and sizes are never ranked (bands.h).
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/learn/bands.h"

namespace onepot::learn {

/// One person's answer about one provider's support.
struct TestAnswer {
  std::string person, provider;
  std::size_t band = 0;
  std::string respondent;
  std::optional<double> valued, personalised;  ///< any scale, the same for all
  std::optional<double> cost, effect;          ///< pounds and what they brought, for the same stretch of time
  std::vector<std::optional<double>> covariates;
};

/// A new kind of support; an ordinary support done in a new way; by or for people not reached before.
enum class Newness : std::uint8_t { what, how, who };
inline constexpr std::array<Newness, 3> newnesses{Newness::what, Newness::how, Newness::who};
std::string_view name_of(Newness newness);
struct Innovation {
  std::string provider;
  Newness newness = Newness::what;
  std::string evidence;  ///< what shows it; a claim without any does not count
};

struct NewnessShare {
  Newness newness = Newness::what;
  Shown providers;              ///< with evidence for it
  std::optional<double> share;  ///< of the band's providers; not where the count is not shown
  double low = 0, high = 0;     ///< 95 %, Wilson (1927)
};
struct BandInnovation {
  std::string band;
  bool enough = false;  ///< five providers
  std::string why_not;
  std::vector<NewnessShare> shares;
  std::int64_t claims_without_evidence = 0;
};
struct BandWorth {
  std::string band, than;  ///< against the largest band with enough
  Interval cost, effect;   ///< differences, clustered by provider, unadjusted
  std::optional<Interval> cost_adjusted, effect_adjusted;
  Interval benefit;  ///< threshold × effect − cost, pounds a person, unadjusted
  std::optional<Interval> benefit_adjusted;
  std::optional<double> icer;  ///< where both differences have one sign (worth.h); of the adjusted where there are any
  std::string words;
};
struct FourTests {
  std::string respondent;
  double threshold = 0;
  BandComparison valued, personalised, cost, effect, benefit;
  std::vector<BandInnovation> innovative;
  std::vector<BandWorth> worth;
  std::vector<std::string> notes;
  std::vector<Note> coded;  ///< the same, for pages: those of bands.h and "no-rank"
};
/// `threshold`: pounds for one more of effect. Refuses what compare_bands refuses, and "unknown-provider" (an
/// innovation of a provider nobody answered about).
Result<FourTests> four_tests(std::span<const TestAnswer> answers, std::span<const Innovation> innovations,
                             const std::vector<std::string>& band_names, double threshold);

/// Columns person,provider,band,respondent and any of valued,personalised,cost,effect; covariates by name. Only rows of
/// one kind of respondent are taken. Refuses with line and column.
struct TestColumns {
  std::vector<std::string> covariates;
  std::string respondent = "person";
};
Result<std::vector<TestAnswer>> read_test_answers(std::string_view text, const std::string& file,
                                                  const std::vector<std::string>& band_names,
                                                  const TestColumns& columns);
/// Columns provider,newness (what, how or who),evidence.
Result<std::vector<Innovation>> read_innovations(std::string_view text, const std::string& file);

}  // namespace onepot::learn
