#include "onepot/pot/transfer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"
#include "onepot/pot/lots.h"

namespace onepot::pot {
namespace {

bool of_reservation(Stage stage) {
  return stage == Stage::post || stage == Stage::release || stage == Stage::expire;
}
bool releases(Stage stage) {
  return stage == Stage::release || stage == Stage::expire;
}

Result<void> check_id(std::string_view id) {
  constexpr std::size_t id_max = 100;
  if (id.empty()) return refuse("bad-id", "the id is empty: every transfer has one of its own");
  if (id.size() > id_max) return refuse("bad-id", fmt::format("the id is longer than {} bytes", id_max));
  for (const char c : id)
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '(' || c == ')' || c == '"' || c == ';')
      return refuse("bad-id", fmt::format("the id '{}' holds a space, a bracket, a quote or a semicolon", id));
  if (!valid_utf8(id)) return refuse("bad-id", "the id is not UTF-8");
  return {};
}

Result<void> check_amount(const Transfer& t) {
  if (releases(t.stage)) {
    if (t.amount != Pence())
      return refuse("bad-amount", fmt::format("a {} releases all that is left: it has no amount", to_string(t.stage)));
    return {};
  }
  if (t.amount <= Pence())
    return refuse("bad-amount",
                  fmt::format("the amount is {}, expected more than 0.00 (to move money back, exchange from and to)",
                              to_decimal(t.amount)));
  if (t.amount > amount_max) return refuse("bad-amount", fmt::format("the amount is above {}", to_decimal(amount_max)));
  return {};
}

Result<void> check_ends(const Transfer& t) {
  const bool completed_later = of_reservation(t.stage);
  if (!completed_later || !t.from.empty()) ONEPOT_CHECK(check_name("account", t.from));
  if (!completed_later || !t.to.empty()) ONEPOT_CHECK(check_name("account", t.to));
  if (!completed_later || !t.stream.empty()) ONEPOT_CHECK(check_name("stream", t.stream));
  const bool switches = t.becomes && t.stage == Stage::move;
  if (!t.from.empty() && t.from == t.to && !switches)
    return refuse("same-account", fmt::format("money moves from '{}' to itself", t.from));
  return {};
}

Result<void> check_earmarks(const Transfer& t) {
  if (of_reservation(t.stage) && (t.of || t.becomes))
    return refuse("bad-lot",
                  fmt::format("a {} is of the money that was promised: it names no other", to_string(t.stage)));
  if (t.of) ONEPOT_CHECK(check_earmark(*t.of, t.from));
  if (t.becomes) ONEPOT_CHECK(check_earmark(*t.becomes, t.to));
  if (t.from == t.to && t.of && t.becomes && in_account(*t.of, t.from) == in_account(*t.becomes, t.to))
    return refuse("same-account", fmt::format("money in '{}' would become what it is", t.from));
  return {};
}

constexpr std::size_t number_size_max = 21;  // with its end

char* add_number(char* out, std::int64_t number, char end) {
  out = std::to_chars(out, out + number_size_max - 1, number).ptr;
  *out = end;
  return out + 1;
}

char* add_field(char* out, std::string_view field) {
  return std::ranges::copy(field, add_number(out, static_cast<std::int64_t>(field.size()), ':')).out;
}

}  // namespace

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::move:
      return "move";
    case Stage::reserve:
      return "reserve";
    case Stage::post:
      return "post";
    case Stage::release:
      return "void";
    case Stage::expire:
      return "expire";
  }
  return "";
}

Result<void> check(const Transfer& t) {
  ONEPOT_CHECK(check_id(t.id));
  ONEPOT_CHECK(check_amount(t));
  ONEPOT_CHECK(check_ends(t));
  if (t.of || t.becomes) ONEPOT_CHECK(check_earmarks(t));
  if (!t.purpose.empty()) ONEPOT_CHECK(check_name("purpose", t.purpose));
  if (!valid_utf8(t.note)) return refuse("bad-note", "the note is not UTF-8");
  if (of_reservation(t.stage) && t.reservation.empty())
    return refuse("bad-reservation", fmt::format("a {} names the reservation it is of", to_string(t.stage)));
  if (!of_reservation(t.stage) && !t.reservation.empty())
    return refuse("bad-reservation", fmt::format("a {} is not of a reservation", to_string(t.stage)));
  if (t.until && t.stage != Stage::reserve) return refuse("bad-until", "only a reservation has a last day");
  if (t.until && *t.until < t.booked)
    return refuse("bad-until", "the reservation's last day is before the day it is booked");
  return {};
}

bool same_body(const Transfer& stored, const Transfer& again) {
  Transfer completed = again;
  if (of_reservation(again.stage)) {
    if (completed.from.empty()) completed.from = stored.from;
    if (completed.to.empty()) completed.to = stored.to;
    if (completed.stream.empty()) completed.stream = stored.stream;
    if (releases(again.stage)) completed.amount = stored.amount;
  }
  // Nobody named and the pot's own person named is one and the same.
  if (completed.of) completed.of = named_lot(completed);
  if (completed.becomes) completed.becomes = in_account(std::move(*completed.becomes), completed.to);
  return completed == stored;
}

Transfer whole(std::span<const Part> parts) {
  ONEPOT_ASSERT(!parts.empty());
  Transfer out = parts.front().transfer;
  if (!parts.front().of_said) out.of = std::nullopt;
  if (!parts.front().becomes_said) out.becomes = std::nullopt;
  for (const auto& part : parts.subspan(1)) out.amount += part.transfer.amount;
  return out;
}

PartView view(const Part& part) {
  ONEPOT_ASSERT(part.transfer.of && part.transfer.becomes);
  return {&part.transfer, part.transfer.amount, &*part.transfer.of, &*part.transfer.becomes,
          part.number,    part.of_said,         part.becomes_said};
}

Digest chained(const Digest& before, const PartView& part) {
  const Transfer& t = *part.transfer;
  const std::array<std::string_view, 6> texts = {t.from, t.to, t.stream, t.purpose, t.reservation, t.note};
  const auto of_earmark = [](const Earmark& e) {
    return std::array<std::string_view, 3>{e.person, holding_text(e.holding), e.conditions};
  };
  const auto leaves = of_earmark(*part.of), arrives = of_earmark(*part.becomes);
  constexpr std::size_t numbers = 6 + 1 + 6 + 3 + 3;
  std::size_t size_max = before.size() + numbers * number_size_max + t.id.size();
  for (const std::span<const std::string_view> fields : {std::span<const std::string_view>(texts), {leaves}, {arrives}})
    for (const auto field : fields) size_max += field.size();
  thread_local std::string bytes;  // every row of the books passes here: its memory is used again
  if (bytes.size() < size_max) bytes.resize(size_max);

  char* at = std::ranges::copy(before, bytes.data()).out;
  at = add_field(at, t.id);
  for (const std::int64_t number :
       {t.booked.number(), t.effective.number(), part.amount.count(), static_cast<std::int64_t>(t.stage)})
    at = add_number(at, number, ' ');
  if (t.until)
    at = add_number(at, t.until->number(), ';');
  else
    at = std::ranges::copy(std::string_view("-;"), at).out;
  for (const auto field : texts) at = add_field(at, field);
  at = add_number(at, part.number * 4 + (part.of_said ? 1 : 0) + (part.becomes_said ? 2 : 0), ';');
  for (const auto field : leaves) at = add_field(at, field);
  for (const auto field : arrives) at = add_field(at, field);
  return sha256({bytes.data(), static_cast<std::size_t>(at - bytes.data())});
}

}  // namespace onepot::pot
