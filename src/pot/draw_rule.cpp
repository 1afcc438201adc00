#include "onepot/pot/draw_rule.h"

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

const char* const pounds = "GBP/2";
const char* const provider_name = "provider";
constexpr std::string_view stream_prefix = "stream:";

/// What the rule draws from each stream, in its order. Refused where it is not this payment, whole and lawful.
Result<std::vector<Drawn>> drawn_by(const numscript::Program& rule, Pence amount, std::string_view purpose, Date day,
                                    std::span<const Purse> purses) {
  numscript::Inputs inputs;
  for (const auto& p : purses)
    if (p.available > Pence() && p.conditions.allows(purpose, day))
      inputs.balances[{std::string(stream_prefix) + p.conditions.stream, pounds}] += p.available.count();
  inputs.variables = {{"amount", fmt::format("{} {}", pounds, amount.count())}, {"provider", provider_name}};
  ONEPOT_TRY(const auto outcome, numscript::run(rule, inputs));
  std::vector<Drawn> out;
  Pence sum;
  for (const auto& posting : outcome.postings) {
    const auto held = inputs.balances.find({posting.source, pounds});
    if (posting.asset != pounds || posting.destination != provider_name || held == inputs.balances.end() ||
        posting.amount > held->second)
      return refuse("not-a-draw",
                    fmt::format("it moves money from {} to {}, which is not paying from what is available",
                                posting.source, posting.destination));
    held->second -= posting.amount;
    const Pence part(posting.amount.convert_to<std::int64_t>());
    const std::string stream = posting.source.substr(stream_prefix.size());
    sum += part;
    const auto same = std::ranges::find(out, stream, &Drawn::stream);
    if (same != out.end())
      same->amount += part;
    else
      out.push_back({stream, part, {}});
  }
  if (sum != amount)
    return refuse("not-a-draw", fmt::format("it pays {} and not {}", to_pounds(sum), to_pounds(amount)));
  for (auto& d : out)
    d.why = fmt::format("{} of this comes from {} by the place's draw rule", to_pounds(d.amount), d.stream);
  return out;
}

}  // namespace

Result<RuleDraw> draw_by_rule(const numscript::Program& rule, Pence amount, std::string_view purpose, Date day,
                              std::span<const Purse> purses) {
  ONEPOT_TRY(auto lawful, draw(amount, purpose, day, purses));
  if (amount == Pence()) return RuleDraw{std::move(lawful), true, {}};
  auto by_rule = drawn_by(rule, amount, purpose, day, purses);
  if (by_rule) return RuleDraw{*std::move(by_rule), true, {}};
  return RuleDraw{std::move(lawful), false, by_rule.error().sentence};
}

Result<numscript::Program> read_draw_rule(std::string_view text, std::string file) {
  ONEPOT_TRY(auto program, numscript::parse(text, std::move(file)));
  std::vector<Purse> purses;
  for (const auto& kind : known_streams()) purses.push_back({{std::string(kind.code), {"*"}, {}, {}}, Pence(1000)});
  // Little, much and all of it: a rule that leaves out a stream fails at the last.
  const Pence all(1000 * static_cast<std::int64_t>(purses.size()));
  for (const Pence amount : {Pence(1), Pence(1999), all}) {
    const auto tried = drawn_by(program, amount, "support", Date(2026, 6, 1), purses);
    if (!tried) {
      Refusal refusal = tried.error();
      refusal.sentence =
          fmt::format("tried on a pot with £10.00 in every stream, to pay {}: {}", to_pounds(amount), refusal.sentence);
      return tl::unexpected<Refusal>(std::move(refusal));
    }
  }
  return program;
}

}  // namespace onepot::pot
