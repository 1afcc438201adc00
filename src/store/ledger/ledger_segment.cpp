#include "ledger_segment.h"

namespace onepot::store::ledger {
namespace {

enum Flag : unsigned {
  has_part = 1U << 5U,
  has_effective = 1U << 6U,
  has_reservation = 1U << 7U,
  has_until = 1U << 8U,
  has_purpose = 1U << 9U,
  has_note = 1U << 10U,
  has_from_before = 1U << 11U,
  has_to_before = 1U << 12U,
  all_flags = (1U << 13U) - 1,
};

void put(std::string& out, std::uint64_t v) {
  for (; v >= 0x80; v >>= 7) out += static_cast<char>(static_cast<unsigned char>(v | 0x80));
  out += static_cast<char>(v);
}
void put_signed(std::string& out, std::int64_t v) {
  put(out, (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63));
}
void put_text(std::string& out, std::string_view text) {
  put(out, text.size());
  out.append(text);
}

class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}
  bool more() const { return good_ && !bytes_.empty(); }
  bool good() const { return good_; }
  unsigned byte() {
    if (bytes_.empty()) return fail();
    const auto out = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return out;
  }
  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64 && good_; shift += 7) {
      const unsigned b = byte();
      out |= static_cast<std::uint64_t>(b & 0x7fU) << shift;
      if (b < 0x80) return out;
    }
    return fail();
  }
  std::int64_t plain() { return static_cast<std::int64_t>(number() & 0x7fffffffffffffffULL); }
  std::int64_t signed_number() {
    const std::uint64_t v = number();
    return static_cast<std::int64_t>((v >> 1) ^ (~(v & 1) + 1));
  }
  std::string_view text() {
    const std::uint64_t size = number();
    if (size > bytes_.size()) {
      fail();
      return {};
    }
    const auto out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }

 private:
  unsigned fail() {
    good_ = false;
    bytes_ = {};
    return 0;
  }
  std::string_view bytes_;
  bool good_ = true;
};

/// A day far beyond any calendar is no day of ours: what was tampered with must not run over.
Date day(std::int64_t number) {
  constexpr std::int64_t days_max = 4'000'000;
  return Date::from_number(std::clamp(number, -days_max, days_max));
}

}  // namespace

void pack(std::string& body, const PackedPart& p) {
  unsigned flags = static_cast<unsigned>(p.stage) | static_cast<unsigned>(p.said) << 3U;
  if (p.part != 0) flags |= has_part;
  if (p.effective != p.booked) flags |= has_effective;
  if (p.reservation != 0) flags |= has_reservation;
  if (p.until) flags |= has_until;
  if (!p.purpose.empty()) flags |= has_purpose;
  if (!p.note.empty()) flags |= has_note;
  if (p.from_before != 0) flags |= has_from_before;
  if (p.to_before != 0) flags |= has_to_before;
  body += static_cast<char>(static_cast<unsigned char>(flags & 0xffU));
  body += static_cast<char>(static_cast<unsigned char>(flags >> 8U));
  put_text(body, p.id);
  if (p.part != 0) put(body, static_cast<std::uint64_t>(p.part));
  put_signed(body, p.booked.number());
  if (p.effective != p.booked) put_signed(body, p.effective.number() - p.booked.number());
  put(body, static_cast<std::uint64_t>(p.from_lot));
  put(body, static_cast<std::uint64_t>(p.to_lot));
  put_signed(body, p.amount.count());
  if (p.reservation != 0) put(body, static_cast<std::uint64_t>(p.number - p.reservation));
  if (p.until) put_signed(body, p.until->number() - p.booked.number());
  if (!p.purpose.empty()) put_text(body, p.purpose);
  if (!p.note.empty()) put_text(body, p.note);
  if (p.from_before != 0) put(body, static_cast<std::uint64_t>(p.number - p.from_before));
  if (p.to_before != 0) put(body, static_cast<std::uint64_t>(p.number - p.to_before));
}

bool unpack(std::string_view body, std::int64_t first, const std::function<bool(const PackedPart&)>& f) {
  Taker take(body);
  for (std::int64_t number = first; take.more(); ++number) {
    PackedPart p;
    p.number = number;
    const unsigned low = take.byte();
    const unsigned flags = low | take.byte() << 8U;
    const unsigned stage = flags & 7U;
    if (stage > static_cast<unsigned>(pot::Stage::expire) || flags > all_flags) return false;
    p.stage = static_cast<pot::Stage>(stage);
    p.said = static_cast<int>(flags >> 3U & 3U);
    p.id = take.text();
    if (flags & has_part) p.part = take.plain();
    p.booked = p.effective = day(take.signed_number());
    if (flags & has_effective)
      p.effective = day(p.booked.number() + std::clamp<std::int64_t>(take.signed_number(), -4'000'000, 4'000'000));
    p.from_lot = take.plain();
    p.to_lot = take.plain();
    p.amount = Pence(take.signed_number());
    if (flags & has_reservation) p.reservation = number - take.plain();
    if (flags & has_until)
      p.until = day(p.booked.number() + std::clamp<std::int64_t>(take.signed_number(), -4'000'000, 4'000'000));
    if (flags & has_purpose) p.purpose = take.text();
    if (flags & has_note) p.note = take.text();
    if (flags & has_from_before) p.from_before = number - take.plain();
    if (flags & has_to_before) p.to_before = number - take.plain();
    if (!take.good()) return false;
    if (!f(p)) return true;
  }
  return take.good();
}

}  // namespace onepot::store::ledger
