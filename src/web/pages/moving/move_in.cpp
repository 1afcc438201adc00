// Bringing a place's records in, as they are; and coming to one's own with the code from a letter.
#include "onepot/place/move_in.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "../tries.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/identity/password.h"
#include "onepot/identity/token.h"
#include "onepot/web/pieces.h"
#include "onepot/web/sign_in.h"

namespace onepot::web {
namespace {

constexpr std::size_t refusals_shown = 20;
constexpr std::pair<const char*, const char*> move_files[] = {{"people", "moving.people"},
                                                              {"providers", "moving.providers"},
                                                              {"pots", "moving.pots"},
                                                              {"agreements", "moving.agreements"}};

Html move_form(const Page& p) {
  const Words& w = p.w;
  Html inner;
  for (const auto& [name, words] : move_files)
    inner += govuk::file_upload({.name = name,
                                 .label = {.text = w(words)},
                                 .hint = {.text = w(fmt::format("{}.hint", words))},
                                 .error_message = {.text = p.errors.of(name)},
                                 .attributes = {{"accept", ".csv,text/csv"}}});
  inner += govuk::button({.text = w("moving.send"), .prevent_double_click = true});
  return html::form({.action = "/finance/move-in", .csrf = identity::csrf_token(p.form_secret), .multipart = true},
                    inner);
}

Html move_page(const Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("moving.title"));
  out += paragraph(w("moving.lead"));
  if (!refusals.empty()) {
    out += govuk::inset_text({.text = w("moving.nothing-kept")});
    std::vector<Html> lines;
    for (std::size_t i = 0; i < refusals.size() && i < refusals_shown; ++i)
      lines.push_back(html::text(refusals[i].text()));
    out += html::bullets(lines);
    if (refusals.size() > refusals_shown)
      out += paragraph(w.count("moving.more", static_cast<long>(refusals.size() - refusals_shown)));
  }
  return out += move_form(p);
}

Html moved_report(const Page& p, const place::MovedIn& m) {
  const Words& w = p.w;
  Html out = heading(w("moving.done"));
  out += paragraph(m.differences == 0 ? w("moving.no-differences") : w.count("moving.differences", m.differences));
  govuk::Table counts;
  counts.caption = w("moving.counts");
  counts.first_cell_is_header = true;
  counts.head = {{.text = w("moving.what")},
                 {.text = w("moving.made"), .format = "numeric"},
                 {.text = w("moving.there"), .format = "numeric"}};
  const auto count = [&](const char* words, const place::MovedIn::Count& c) {
    counts.rows.push_back({{.text = w(words)},
                           {.text = std::to_string(c.made), .format = "numeric"},
                           {.text = std::to_string(c.there), .format = "numeric"}});
  };
  count("moving.people", m.people);
  count("moving.providers", m.providers);
  count("moving.pots", m.pots);
  count("moving.agreements", m.agreements);
  out += govuk::table(counts);
  out += paragraph(w("moving.balances", {{"amount", to_pounds(m.balances)}}));
  std::vector<Html> notes;
  for (const auto& note : m.notes) notes.push_back(html::text(note));
  if (!notes.empty()) out += html::bullets(notes);
  if (!m.welcomes.empty()) {
    out += heading2(w("moving.codes"));
    out += paragraph(w("moving.codes.once"));
    govuk::Table codes;
    codes.caption = w("moving.codes");
    codes.head = {{.text = w("moving.person")}, {.text = w("moving.called")}, {.text = w("moving.code")}};
    for (const auto& one : m.welcomes)
      codes.rows.push_back({{.text = one.person}, {.text = one.known_as}, {.text = one.code}});
    out += govuk::table(codes);
  }
  out += heading2(w("moving.compared"));
  govuk::Table compared;
  compared.classes = "govuk-table--small-text-until-tablet";
  compared.caption = w("moving.compared.caption");
  compared.head = {{.text = w("moving.agreement")},
                   {.text = w("moving.field")},
                   {.text = w("moving.was")},
                   {.text = w("moving.is")}};
  for (const auto& c : m.compared)
    compared.rows.push_back({{.text = c.agreement}, {.text = c.field}, {.text = c.was}, {.text = c.is}});
  out += html::element(
      "div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", w("moving.compared")}},
      govuk::table(compared));
  return out;
}

Answer show_move_in(Page& p) {
  return p.show(p.w("moving.title"), move_page(p, {}), {.back = "/finance"});
}

Answer do_move_in(Page& p) {
  const Words& w = p.w;
  place::MoveFiles files;
  const auto take = [&](const char* name, place::MoveFiles::File& file) {
    const auto* chosen = p.form.file(name);
    if (chosen == nullptr) return p.errors.add(name, w("moving.bad.file"));
    file = {fmt::format("{}.csv", name), chosen->bytes};
  };
  take("people", files.people);
  take("providers", files.providers);
  take("pots", files.pots);
  take("agreements", files.agreements);
  if (!p.errors.empty()) return p.again(w("moving.title"), move_page(p, {}), {.back = "/finance"});
  const auto out = place::move_in(p.work(), files);
  if (!out.refusals.empty()) return p.again(w("moving.title"), move_page(p, out.refusals), {.back = "/finance"});
  return p.show(w("moving.done"), moved_report(p, out.moved),
                {.back = "/finance"});  // not to be loaded again: the codes
}

// Coming to one's own -------------------------------------------------------------------------------------------------

Html welcome_form(const Visit& v) {
  const Words& w = v.w;
  Html inner =
      line_input(v, "code", w("welcome.code"), w("welcome.code.hint"), v.typed("code"), "govuk-input--width-20");
  inner += day_input(v, "born", w("join.born"), w("join.born.hint"), std::nullopt);
  inner += credentials_inputs(v);
  inner += govuk::button({.text = w("welcome.button"), .prevent_double_click = true});
  return heading(w("welcome.title")) + paragraph(w("welcome.lead")) + v.form_to("/welcome", inner);
}

Answer show_welcome(Page& p) {
  return p.show(p.w("welcome.title"), welcome_form(p), {.back = "/sign-in"});
}

/// As it is read: case, spaces and dashes do not count, so that they do not make another code of it.
std::string plain_code(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (c != '-' && c != ' ') out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

http::Response do_welcome(Visit& v) {
  const Words& w = v.w;
  const auto born = typed_day(v, "born");
  if (v.typed("code").empty()) v.errors.add("code", w("welcome.bad.code"));
  if (!born) v.errors.add("born-day", w("period.bad"));
  const auto credentials = typed_credentials(v);
  const auto again = [&] { return v.page(w("welcome.title"), welcome_form(v), {.back = "/sign-in", .status = 422}); };
  if (!v.errors.empty()) return again();
  // A code is short enough to be read out, so guessing is slowed: of one code's day of birth, and from one address.
  const Tries tries(v, "welcome " + plain_code(v.typed("code")));
  if (const auto minutes = tries.minutes_to_wait()) {
    v.errors.add("code", w("welcome.wait", {{"minutes", w.count("minutes", *minutes)}}));
    return again();
  }
  const auto hash = identity::hash_password(credentials->password);
  if (!hash) return http::try_again(5);
  const auto account = v.app.db().write([&](store::Session& s) -> Result<place::AccountId> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "join", {}, v.now));
    return place::come_in({s, grant, v.random}, v.typed("code"), *born, credentials->sign_in, *hash);
  });
  if (account) return begin_session(v, *account, "/me", "joined", tries.hash());
  if (account.error().code != "taken") tries.failed();
  v.errors.add(account.error().code == "taken" ? "sign-in" : "code",
               account.error().code == "taken" ? w("join.taken") : w("welcome.bad.pair"));
  return again();
}

}  // namespace

void add_move_in_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/move-in", "move-in", About::nothing, show_move_in},
                                  {post, "/finance/move-in", "move-in", About::nothing, do_move_in},
                                  {get, "/welcome", "join", About::nothing, show_welcome},
                                  {.method = post, .pattern = "/welcome", .action = "join", .run_slowly = do_welcome},
                              });
}

}  // namespace onepot::web
