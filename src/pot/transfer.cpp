#include "onepot/pot/transfer.h"

#include <charconv>

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"

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
  if (!t.from.empty() && t.from == t.to)
    return refuse("same-account", fmt::format("money moves from '{}' to itself", t.from));
  return {};
}

void add_number(std::string& out, std::int64_t number, char end) {
  std::array<char, 24> digits{};
  const auto stop = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), stop);
  out += end;
}

void add_field(std::string& out, std::string_view field) {
  add_number(out, static_cast<std::int64_t>(field.size()), ':');
  out.append(field);
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
  return completed == stored;
}

Digest chained(const Digest& before, const Transfer& t) {
  std::string bytes;
  bytes.reserve(256);
  bytes.append(reinterpret_cast<const char*>(before.data()), before.size());
  add_field(bytes, t.id);
  for (const std::int64_t number :
       {t.booked.number(), t.effective.number(), t.amount.count(), static_cast<std::int64_t>(t.stage)})
    add_number(bytes, number, ' ');
  if (t.until)
    add_number(bytes, t.until->number(), ';');
  else
    bytes += "-;";
  for (const std::string* field : {&t.from, &t.to, &t.stream, &t.purpose, &t.reservation, &t.note})
    add_field(bytes, *field);
  return sha256(bytes);
}

}  // namespace onepot::pot
