#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/spread/forecast.h"
#include "onepot/spread/listen.h"

namespace onepot::cli {
namespace spread_command {

struct Options {
  std::string in, without, comments;
  std::size_t ahead = 5;
  bool json = false;
};

int forecast(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto adopters = spread::read_adoption(*text, o.in);
  if (!adopters) return refused(adopters.error());
  warn(passed_over(*text, o.in, {"period", "adopters"}));
  auto fit = spread::forecast(*adopters, o.ahead);
  if (!fit) {
    fit.error().where.file = o.in;
    return refused(fit.error());
  }
  warn(fit->warnings);
  if (o.json) {
    const auto periods = [](const std::vector<spread::ForecastPeriod>& list) {
      json::array out;
      for (const auto& p : list)
        out.push_back(json::object{
            {"period", p.period}, {"expected", p.expected}, {"low", p.low}, {"high", p.high}, {"so_far", p.so_far}});
      return out;
    };
    const auto interval = [](const spread::Parameter& p) {
      return json::object{{"se", p.se}, {"low", p.low}, {"high", p.high}};
    };
    std::fputs(
        json::pretty(
            json::object{
                {"m", fit->m.value},
                {"p", fit->p.value},
                {"q", fit->q.value},
                {"intervals", json::object{{"m", interval(fit->m)}, {"p", interval(fit->p)}, {"q", interval(fit->q)}}},
                {"peak", fit->peak},
                {"residual_sd", fit->residual_sd},
                {"fitted", periods(fit->fitted)},
                {"ahead", periods(fit->ahead)},
                {"warnings", json::array(fit->warnings.begin(), fit->warnings.end())}})
            .c_str(),
        stdout);
    return exit_done;
  }
  const auto line = [](const char* name, const spread::Parameter& p, const char* words) {
    std::printf("%s  %.4g  (%.4g to %.4g)  %s\n", name, p.value, p.low, p.high, words);
  };
  line("m", fit->m, "will have adopted it in the end");
  line("p", fit->p, "of those left adopt it by themselves in a period");
  line("q", fit->q, "adopt it because others did");
  if (fit->peak > 0) std::printf("fastest after %.1f periods\n", fit->peak);
  std::printf("period    expected         low        high      so far\n");
  for (const auto& p : fit->ahead)
    std::printf("%6d%12.1f%12.1f%12.1f%12.1f\n", p.period, p.expected, p.low, p.high, p.so_far);
  return exit_done;
}

/// Ids of statements that a Polis export of comments marks as about people (is_meta) or as turned away (moderated -1).
Result<std::set<std::string>> turned_away(const std::string& path) {
  ONEPOT_TRY(const auto text, read_file(path));
  ONEPOT_TRY(const auto document, json::parse(text, path));
  std::set<std::string> out;
  const auto* list = document.if_array();
  if (list == nullptr) return refuse("bad-json", "expected a list of comments", Where{path, 1, ""});
  for (const auto& comment : *list) {
    const auto* o = comment.if_object();
    const auto* id = o != nullptr ? o->if_contains("statement_id") : nullptr;
    if (id == nullptr || !id->is_int64())
      return refuse("bad-comment", "a comment has no statement_id", Where{path, 0, "statement_id"});
    const auto* meta = o->if_contains("is_meta");
    const auto* moderated = o->if_contains("moderated");
    if ((meta != nullptr && meta->is_bool() && meta->get_bool()) ||
        (moderated != nullptr && moderated->is_int64() && moderated->get_int64() < 0))
      out.insert(std::to_string(id->get_int64()));
  }
  return out;
}

json::object listened_json(const spread::Votes& votes, const spread::Listened& heard) {
  json::array participants, statements, representative, base, components;
  for (std::size_t p = 0; p < votes.participants.size(); ++p)
    participants.push_back(
        json::object{{"id", votes.participants[p]},
                     {"x", heard.at[p].first},
                     {"y", heard.at[p].second},
                     {"group", heard.group[p] ? json::value(*heard.group[p]) : json::value(nullptr)}});
  for (std::size_t t = 0; t < votes.statements.size(); ++t) {
    json::array groups;
    for (std::size_t g = 0; g < heard.k; ++g)
      groups.push_back(json::object{{"group", g},
                                    {"agree", heard.seen[t][g].agree},
                                    {"disagree", heard.seen[t][g].disagree},
                                    {"seen", heard.seen[t][g].seen}});
    statements.push_back(
        json::object{{"id", votes.statements[t]}, {"consensus", heard.consensus[t]}, {"groups", groups}});
  }
  for (const auto& s : heard.stands)
    representative.push_back(json::object{{"group", s.group},
                                          {"statement", votes.statements[s.statement]},
                                          {"for", s.agree ? "agree" : "disagree"},
                                          {"repness", s.repness},
                                          {"repness_test", s.repness_test},
                                          {"p_success", s.p_success},
                                          {"p_test", s.p_test}});
  for (const auto& b : heard.base) {
    json::array members;
    for (const std::size_t p : b.members) members.emplace_back(votes.participants[p]);
    base.push_back(json::object{{"members", members}, {"x", b.x}, {"y", b.y}});
  }
  for (const auto& c : heard.components) components.push_back(json::array(c.begin(), c.end()));
  return {{"k", heard.k},
          {"silhouette", heard.silhouette},
          {"participants", participants},
          {"statements", statements},
          {"representative", representative},
          {"math", json::object{{"center", json::array(heard.center.begin(), heard.center.end())},
                                {"components", components},
                                {"base_clusters", base}}}};
}

int listen(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto votes = spread::read_votes(*text, o.in);
  if (!votes) return refused(votes.error());
  // Polis exports more columns than are needed; a file of JSON has none.
  const auto begin = text->find_first_not_of("\xef\xbb\xbf \t\r\n");
  if (begin != std::string::npos && (*text)[begin] != '[' && (*text)[begin] != '{')
    warn(passed_over(*text, o.in,
                     {"participant", "statement", "vote", "time", "timestamp", "datetime", "comment-id", "voter-id",
                      "participant_id", "statement_id"}));
  std::set<std::string> without;
  if (!o.comments.empty()) {
    auto away = turned_away(o.comments);
    if (!away) return refused(away.error());
    without = std::move(*away);
  }
  for (const auto& id : split_text(o.without, ','))
    if (!trim(id).empty()) without.emplace(trim(id));
  auto heard = spread::listen(*votes, without);
  if (!heard) {
    heard.error().where.file = o.in;
    return refused(heard.error());
  }
  if (o.json) {
    std::fputs(json::pretty(listened_json(*votes, *heard)).c_str(), stdout);
    return exit_done;
  }
  std::vector<std::size_t> sizes(heard->k, 0);
  for (const auto& g : heard->group)
    if (g) ++sizes[*g];
  std::printf("%zu people, %zu statements, %zu opinion groups (silhouette %.2f)\n", votes->participants.size(),
              votes->statements.size(), heard->k, heard->silhouette);
  for (std::size_t g = 0; g < heard->k; ++g) {
    std::printf("Group %zu, %zu people\n", g, sizes[g]);
    for (const auto& s : heard->stands)
      if (s.group == g)
        std::printf("  %s with %s (%.0f of 100, z %.1f against the others)\n", s.agree ? "agrees" : "disagrees",
                    votes->statements[s.statement].c_str(), 100 * s.p_success, s.repness_test);
  }
  std::vector<std::size_t> order(votes->statements.size());
  for (std::size_t t = 0; t < order.size(); ++t) order[t] = t;
  std::ranges::sort(order, {}, [&](std::size_t t) { return std::pair(-heard->consensus[t], t); });
  std::printf("Common ground\n");
  for (std::size_t i = 0; i < order.size() && i < 5; ++i)
    std::printf("  %s (%.2f)\n", votes->statements[order[i]].c_str(), heard->consensus[order[i]]);
  return exit_done;
}

}  // namespace spread_command

void add_spread(CLI::App& root, int& exit) {
  using namespace spread_command;
  auto* room = root.add_subcommand("spread", "How good ideas travel, and what people who talk about them agree on");
  room->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  auto* f = room->add_subcommand("forecast", "Fit Bass's curve to new adopters a period, and look ahead");
  f->footer(
      "Columns: period,adopters (new ones in the period).\nExample:\n  onepot spread forecast adoption.csv --ahead 5");
  f->add_option("--ahead", o->ahead, "periods to look ahead")->check(CLI::Range(0, 1000));
  f->add_flag("--json", o->json, "one JSON document");
  f->add_option("ADOPTION", o->in, "one row a period; - is standard input")->required();
  f->callback([o, &exit] { exit = forecast(*o); });

  auto* l =
      room->add_subcommand("listen", "Opinion groups and common ground in people's votes on each other's statements");
  l->footer(
      "Columns: participant,statement,vote (1 agree, -1 disagree, 0 pass); or a Polis export, CSV or JSON.\n"
      "The figures under math are as Polis publishes them: agreement counts -1.\nExample:\n  onepot spread listen "
      "votes.csv");
  l->add_option("--without", o->without, "statements left out of the picture, joined by commas");
  l->add_option("--comments", o->comments,
                "a Polis export of comments: leaves out what is marked as about people or was turned away");
  l->add_flag("--json", o->json, "one JSON document");
  l->add_option("VOTES", o->in, "one row a vote; - is standard input")->required();
  l->callback([o, &exit] { exit = listen(*o); });
}

}  // namespace onepot::cli
