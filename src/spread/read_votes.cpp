#include <algorithm>
#include <charconv>
#include <map>

#include "onepot/base/csv.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/spread/listen.h"

namespace onepot::spread {
namespace votes_reading {

constexpr std::size_t counted_in = 7;

struct Cast {
  std::string participant, statement;
  int vote = 0;
  double time = 0;
  std::size_t row = 0;
};

Votes arrange(std::vector<Cast> cast) {
  for (std::size_t i = 0; i < cast.size(); ++i) cast[i].row = i;
  std::ranges::sort(cast, {}, [](const Cast& c) { return std::pair(c.time, c.row); });
  Votes out;
  std::map<std::string, std::size_t> participants, statements;
  for (const Cast& c : cast) {
    if (statements.try_emplace(c.statement, out.statements.size()).second) out.statements.push_back(c.statement);
    if (participants.try_emplace(c.participant, out.participants.size()).second)
      out.participants.push_back(c.participant);
  }
  out.votes.assign(out.participants.size(), std::vector<std::optional<int>>(out.statements.size()));
  const std::size_t enough = std::min(counted_in, out.statements.size());
  std::vector<std::size_t> so_far(out.participants.size(), 0);
  for (const Cast& c : cast) {
    const std::size_t p = participants[c.participant];
    auto& cell = out.votes[p][statements[c.statement]];
    if (!cell && ++so_far[p] == enough) out.entered.push_back(p);
    cell = c.vote;
  }
  return out;
}

Result<Votes> from_json(std::string_view text, const std::string& file) {
  ONEPOT_TRY(const auto document, json::parse(text, file));
  const auto* list = document.if_array();
  if (list == nullptr) return refuse("bad-json", "expected a list of votes", Where{file, 1, ""});
  std::vector<Cast> cast;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto bad = [&](const char* member, const char* expected) {
      return refuse("bad-vote", fmt::format("vote {}: expected {}", i + 1, expected), Where{file, 0, member});
    };
    const auto* o = (*list)[i].if_object();
    if (o == nullptr) return bad("", "an object");
    const auto id = [&](std::initializer_list<const char*> names) -> std::optional<std::string> {
      for (const char* name : names)
        if (const auto* v = o->if_contains(name)) {
          if (v->is_string()) return std::string(v->get_string());
          if (v->is_int64()) return std::to_string(v->get_int64());
        }
      return std::nullopt;
    };
    const auto participant = id({"participant_id", "participant", "voter-id", "pid"}),
               statement = id({"statement_id", "statement", "comment-id", "tid"});
    if (!participant) return bad("participant_id", "who voted");
    if (!statement) return bad("statement_id", "on which statement");
    const auto* vote = o->if_contains("vote");
    if (vote == nullptr || !vote->is_int64() || vote->get_int64() < -1 || vote->get_int64() > 1)
      return bad("vote", "1 (agree), -1 (disagree) or 0 (pass)");
    double time = 0;
    for (const char* name : {"modified", "timestamp", "time"})
      if (const auto* v = o->if_contains(name); v != nullptr && v->is_number()) {
        time = v->to_number<double>();
        break;
      }
    cast.push_back({*participant, *statement, static_cast<int>(vote->get_int64()), time});
  }
  return arrange(std::move(cast));
}

}  // namespace votes_reading

Result<Votes> read_votes(std::string_view text, const std::string& file) {
  using namespace votes_reading;
  const auto start = trim(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  if (start.starts_with('[') || start.starts_with('{')) return from_json(text, file);
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  const auto has = [&](std::string_view name) { return std::ranges::find(table.header, name) != table.header.end(); };
  csv::Columns columns(table);
  const auto participant = columns.need(has("voter-id")         ? "voter-id"
                                        : has("participant_id") ? "participant_id"
                                                                : "participant");
  const auto statement = columns.need(has("comment-id")     ? "comment-id"
                                      : has("statement_id") ? "statement_id"
                                                            : "statement");
  const auto vote = columns.need("vote"), time = columns.may(has("timestamp") ? "timestamp" : "time");
  ONEPOT_CHECK(columns.done());
  std::vector<Cast> cast;
  for (const auto& row : table.records) {
    Cast c{std::string(field(row, participant)), std::string(field(row, statement)), 0, 0};
    if (c.participant.empty())
      return refuse("bad-vote", "nobody is named as the voter", where(table, row, participant));
    if (c.statement.empty()) return refuse("bad-vote", "no statement is named", where(table, row, statement));
    const auto said = trim(field(row, vote));
    if (said == "1")
      c.vote = 1;
    else if (said == "-1")
      c.vote = -1;
    else if (said != "0")
      return refuse(
          "bad-vote",
          "'" + std::string(said.substr(0, 40)) + "' is not a vote; expected 1 (agree), -1 (disagree) or 0 (pass)",
          where(table, row, vote));
    if (const auto when = trim(field(row, time)); !when.empty()) {
      const auto [end, error] = std::from_chars(when.data(), when.data() + when.size(), c.time);
      if (error != std::errc() || end != when.data() + when.size())
        return refuse("bad-time", "'" + std::string(when.substr(0, 40)) + "' is not a number of seconds",
                      where(table, row, time));
    }
    cast.push_back(std::move(c));
  }
  return arrange(std::move(cast));
}

}  // namespace onepot::spread
