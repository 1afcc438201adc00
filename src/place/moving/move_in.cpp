#include "onepot/place/move_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "files.h"
#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/place/promises.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/ledger.h"
#include "onepot/store/moved_in.h"
#include "onepot/store/needs.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pots.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace moving {

namespace kept = store::moved_in;
constexpr std::string_view code_letters = "abcdefghjkmnpqrstuvwxyz23456789";  // none that look alike
constexpr std::size_t code_length = 12;

/// Codes are typed from paper: case, spaces and dashes do not count.
std::string code_hash(std::string_view code) {
  std::string plain;
  for (const char c : code)
    if (c != '-' && c != ' ') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return to_hex(sha256("welcome:" + plain));
}

std::string new_code(Random& random) {
  std::string out;
  for (std::size_t i = 0; i < code_length; ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += code_letters[random.below(code_letters.size())];
  }
  return out;
}

class Mover {
 public:
  Mover(const Work& work, MoveOutcome& out) : work_(work), s_(work.session), out_(out) {}

  void people(const std::vector<PersonRow>& rows) {
    const auto areas = store::accounts::areas(s_, work_.actor().place);
    for (const auto& row : rows) {
      if (seen_before("person", row.person, row.at, "person", out_.moved.people)) continue;
      const auto area = std::ranges::find(areas, row.area, &store::accounts::Area::name);
      if (area == areas.end()) {
        bad(row.at, "area", "unknown-area", fmt::format("'{}' is not an area of this place", row.area));
        continue;
      }
      const std::string ref = work_.new_ref();
      const auto person = store::accounts::add_person(s_, {.ref = ref,
                                                           .known_as = row.known_as,
                                                           .full_name = row.full_name,
                                                           .pseudonym = work_.new_ref(),
                                                           .place = work_.actor().place,
                                                           .area = area->id,
                                                           .born = row.born});
      note_moved("person", row.person, ref, row.at);
      const std::string code = new_code(work_.random);
      kept::add_welcome(s_, person, code_hash(code), work_.now());
      out_.moved.welcomes.push_back({row.person, row.known_as, code});
      ++out_.moved.people.made;
    }
  }

  void providers(const std::vector<ProviderRow>& rows) {
    const auto areas = store::accounts::areas(s_, work_.actor().place);
    for (const auto& row : rows) {
      if (seen_before("provider", row.provider, row.at, "provider", out_.moved.providers)) continue;
      const auto area = std::ranges::find(areas, row.area, &store::accounts::Area::name);
      if (area == areas.end()) {
        bad(row.at, "area", "unknown-area", fmt::format("'{}' is not an area of this place", row.area));
        continue;
      }
      const std::string ref = work_.new_ref();
      store::providers::add(s_,
                            {.ref = ref,
                             .name = row.name,
                             .kind = row.kind,
                             .about = row.about,
                             .bank_name = row.bank_name,
                             .bank_sort_code = row.sort_code,
                             .bank_account = row.account,
                             .place = work_.actor().place,
                             .area = area->id,
                             .staff_hundredths = row.staff_hundredths},
                            work_.now());
      note_moved("provider", row.provider, ref, row.at);
      ++out_.moved.providers.made;
    }
  }

  void pots(const std::vector<PotRow>& rows) {
    for (const auto& row : rows) {
      const std::string name = row.person + "|" + row.stream;
      if (seen_before("pot", name, row.at, "stream", out_.moved.pots)) continue;
      const std::string person_ref = ours("person", row.person);
      const auto person = kept::person_of(s_, person_ref);
      if (!person) {
        bad(row.at, "person", "unknown-person", fmt::format("'{}' is not in the people's file", row.person));
        continue;
      }
      const auto stream = store::needs::stream(s_, row.stream);
      if (!stream) {
        bad(row.at, "stream", "unknown-stream", fmt::format("'{}' is not a stream of this place", row.stream));
        continue;
      }
      const auto before = store::pots::of(s_, person);
      if (before &&
          std::ranges::find(before->streams, row.stream, &store::pots::PotStream::code) != before->streams.end()) {
        bad(row.at, "stream", "there-already", "this person's pot has this stream already");
        continue;
      }
      if (!before) store::pots::open(s_, person, work_.new_ref(), row.holding, work_.now());
      store::pots::add_stream(s_, person, stream, row.week, row.from);
      if (row.until) kept::set_stream_until(s_, person, stream, row.until);
      if (row.balance > Pence()) {
        pot::Transfer in;
        in.id = fmt::format("moved-in:{}:{}", person_ref, row.stream);
        in.booked = in.effective = work_.today();
        in.from = pot::funder_account(row.stream);
        in.to = pot::pot_account(person_ref, row.stream);
        in.amount = row.balance;
        in.stream = row.stream;
        in.purpose = "moved-in";
        if (const auto posted = store::ledger::post(s_, in); !posted) {
          bad(row.at, "balance", posted.error().code, posted.error().sentence);
          continue;
        }
        out_.moved.balances += row.balance;
      }
      note_moved("pot", name, person_ref, row.at);
      ++out_.moved.pots.made;
    }
  }

  void agreements(const std::vector<AgreementRow>& rows) {
    for (const auto& row : rows) {
      if (seen_before("agreement", row.agreement, row.at, "agreement", out_.moved.agreements)) continue;
      std::vector<std::pair<PersonId, Pence>> parts;
      bool all_known = true;
      for (std::size_t i = 0; i < row.people.size(); ++i) {
        parts.emplace_back(kept::person_of(s_, ours("person", row.people[i])), row.shares[i]);
        if (parts.back().first) continue;
        all_known = false;
        bad(row.at, "person", "unknown-person", fmt::format("'{}' is not in the people's file", row.people[i]));
      }
      const auto provider = store::providers::by_ref(s_, ours("provider", row.provider));
      if (!provider)
        bad(row.at, "provider", "unknown-provider", fmt::format("'{}' is not in the providers' file", row.provider));
      if (!all_known || !provider) continue;
      store::agreements::NewAgreement made;
      made.ref = work_.new_ref();
      made.place = work_.actor().place;
      made.provider = provider->id;
      if (row.club.empty())
        made.person = parts.front().first;
      else if (const auto club = club_of(row, parts))
        made.club = club;
      else
        continue;
      made.words = row.words;
      made.category = row.category;
      made.day_rate = row.day_rate;
      made.night_rate = row.night_rate;
      made.day = row.day;
      made.night = row.night;
      made.notice_days = row.notice_days;
      made.from = row.from;
      const auto id = store::agreements::add(s_, made, work_.now());
      if (row.until) kept::set_until(s_, id, row.until);
      for (const auto& [person, share] : parts) store::agreements::add_share(s_, id, person, share);
      note_moved("agreement", row.agreement, made.ref, row.at);
      ++out_.moved.agreements.made;
      keep_promise(id, row);
    }
  }

  /// Every field of every agreement, read back from the books.
  void compare(const std::vector<AgreementRow>& rows) {
    for (const auto& row : rows) {
      const auto id =
          AgreementId{store::door::id_of(s_, store::door::Kind::agreement, ours("agreement", row.agreement))};
      const auto is = store::agreements::by_id(s_, id);
      if (!is) continue;
      const auto shares = store::agreements::shares(s_, id);
      Pence week;
      for (const auto& share : shares) week += share.week;
      bool theirs = shares.size() == row.people.size();
      std::string paid;
      for (const auto& person : row.people) {
        const auto share = std::ranges::find(shares, ours("person", person), &store::agreements::Share::person_ref);
        theirs = theirs && share != shares.end();
        if (share != shares.end()) paid += (paid.empty() ? "" : "|") + to_decimal(share->week);
      }
      const auto field = [&](const char* name, std::string was, std::string now) {
        out_.moved.compared.push_back({row.agreement, name, std::move(was), std::move(now)});
        out_.moved.differences += out_.moved.compared.back().same() ? 0 : 1;
      };
      const auto day = [](const std::optional<Date>& d) { return d ? to_iso(*d) : std::string(); };
      field("person", row.person, theirs ? row.person : is->for_whom);
      field("provider", row.provider,
            is->provider_ref == ours("provider", row.provider) ? row.provider : is->provider_name);
      field("category", row.category, is->category);
      field("words", row.words, is->words);
      field("day_rate", to_decimal(row.day_rate), to_decimal(is->day_rate));
      field("night_rate", to_decimal(row.night_rate), to_decimal(is->night_rate));
      field("day_hours", to_decimal(row.day), to_decimal(is->day));
      field("night_hours", to_decimal(row.night), to_decimal(is->night));
      field("week", to_decimal(row.week), to_decimal(week));
      if (!row.club.empty()) {
        std::string was;
        for (const Pence share : row.shares) was += (was.empty() ? "" : "|") + to_decimal(share);
        field("club", row.club, is->for_whom);
        field("shares", was, paid);
      }
      field("notice_days", std::to_string(row.notice_days), std::to_string(is->notice_days));
      field("from", to_iso(row.from), to_iso(is->from));
      field("until", day(row.until), day(is->until));
    }
  }

 private:
  /// The club of this name: one that came in before, of the same people, or made now. 0 where the name is another's.
  ClubId club_of(const AgreementRow& row, const std::vector<std::pair<PersonId, Pence>>& parts) {
    auto names = row.people;
    std::ranges::sort(names);
    const std::string people = to_hex(sha256(join(names, "|")));
    if (const auto before = kept::find(s_, work_.actor().place, "club", row.club)) {
      if (before->digest == people) return ClubId{store::door::id_of(s_, store::door::Kind::club, before->our_ref)};
      bad(row.at, "club", "other-people", fmt::format("'{}' is a club of other people already", row.club));
      return {};
    }
    const std::string ref = work_.new_ref();
    const auto id = kept::add_club(s_, work_.actor().place, ref, row.club, row.category, parts, work_.now());
    kept::add(s_, work_.actor().place, "club", row.club, ref, people, work_.now());
    return id;
  }
  void bad(const Source& source, std::string_view column, std::string code, std::string sentence) {
    out_.refusals.push_back(at(source, column, std::move(code), std::move(sentence)));
  }
  std::string ours(std::string_view kind, std::string_view theirs) {
    const auto found = kept::find(s_, work_.actor().place, kind, theirs);
    return found ? found->our_ref : std::string();
  }
  bool seen_before(std::string_view kind, std::string_view theirs, const Source& source, std::string_view column,
                   MovedIn::Count& count) {
    const auto found = kept::find(s_, work_.actor().place, kind, theirs);
    if (!found) return false;
    if (found->digest == digest_of(source))
      ++count.there;
    else
      bad(source, column, "moved-before", fmt::format("'{}' came in before and said something else", theirs));
    return true;
  }
  void note_moved(std::string_view kind, std::string_view theirs, std::string_view our_ref, const Source& source) {
    kept::add(s_, work_.actor().place, kind, theirs, our_ref, digest_of(source), work_.now());
  }
  /// The weeks that have begun are promised, as they are for every agreement; where the money does not carry that yet,
  /// the agreement comes in all the same.
  void keep_promise(AgreementId id, const AgreementRow& row) {
    const auto agreement = store::agreements::by_id(s_, id);
    const Date from = std::max(agreement->from, week_of(work_.today()));
    if (agreement->until && *agreement->until < work_.today()) return;
    const auto promised = s_.attempt([&] {
      return promise(work_, *agreement, store::agreements::shares(s_, id),
                     buy::promised(from, agreement->until, weeks_promised), Buying::running);
    });
    if (!promised)
      out_.moved.notes.push_back(
          fmt::format("{}: the next weeks are not promised, the pot does not hold enough yet", row.agreement));
  }

  const Work& work_;
  store::Session& s_;
  MoveOutcome& out_;
};

}  // namespace moving

MoveOutcome move_in(const Work& work, const MoveFiles& files) {
  work.only_for({"move-in"});
  MoveOutcome out;
  moving::Tables tables;
  moving::read(files, tables, out.refusals, out.warnings);
  if (!out.refusals.empty()) return out;
  moving::Mover mover(work, out);
  mover.people(tables.people);
  mover.providers(tables.providers);
  mover.pots(tables.pots);
  mover.agreements(tables.agreements);
  store::conditions::add_first_versions(work.session);
  if (!out.refusals.empty()) return out;
  mover.compare(tables.agreements);
  const auto& m = out.moved;
  work.audit("move-in", {},
             fmt::format("{} people, {} providers, {} pots, {} agreements, {} differences", m.people.made,
                         m.providers.made, m.pots.made, m.agreements.made, m.differences));
  return out;
}

Result<AccountId> come_in(const Work& work, std::string_view code, Date born, std::string_view sign_in,
                          std::string_view password_hash) {
  work.only_for({"join"});
  const auto found = store::moved_in::welcome(work.session, moving::code_hash(code));
  if (!found || found->born != born)
    return refuse("bad-code", "This code and this day do not belong together. Look at your letter again.");
  const auto person = store::accounts::person(work.session, found->person);
  const std::string ref = work.new_ref();
  const AccountId account = store::accounts::add(work.session,
                                                 {.ref = ref,
                                                  .sign_in = std::string(sign_in),
                                                  .password_hash = std::string(password_hash),
                                                  .name = person->known_as,
                                                  .role = "P",
                                                  .duty = "",
                                                  .place = person->place,
                                                  .person = found->person},
                                                 work.now());
  if (!account) return refuse("taken", "Somebody already uses that sign-in name. Choose another.");
  if (!store::moved_in::use_welcome(work.session, found->person, work.now()))
    return refuse("bad-code", "This code was used already.");
  store::door::add_audit(work.session, work.now(), account, "join", "account:" + ref, found->person, "moved in");
  return account;
}

}  // namespace onepot::place
