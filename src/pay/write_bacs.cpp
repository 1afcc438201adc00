#include "writers.h"

namespace onepot::pay {
namespace {

std::string filled(std::string_view text, std::size_t width) {
  std::string out(text.substr(0, width));
  out.resize(width, ' ');
  return out;
}

/// " YYDDD": year and day of the year, as Bacs writes dates.
std::string bacs_day(Date date) {
  const Date new_year(static_cast<int>(date.ymd().year()), 1, 1);
  return fmt::format(" {:02}{:03}", static_cast<int>(date.ymd().year()) % 100, date - new_year + 1);
}

std::string record(const BankAccount& to, const BankAccount& from, std::string_view code, Pence amount,
                   std::string_view sender, std::string_view reference, std::string_view name) {
  return to.sort_code + to.number + "0" + std::string(code) + from.sort_code + from.number + "    " +
         fmt::format("{:011}", amount.count()) + filled(bacs_text(sender, 18), 18) +
         filled(bacs_text(reference, 18), 18) + filled(bacs_text(name, 18), 18) + "\n";
}

}  // namespace

std::string write_bacs(const PaymentRun& run) {
  // The submission's serial number: six characters that differ from run to run; the last of the run's id.
  std::string serial = bacs_text(run.id, 35);
  for (char& c : serial)
    if (c == ' ' || c == '.' || c == '/' || c == '&' || c == '-') c = '0';
  serial = serial.size() > 6 ? serial.substr(serial.size() - 6) : std::string(6 - serial.size(), '0') + serial;
  const std::string made = bacs_day(date_of(run.created)), moves = bacs_day(run.date);
  const std::string file_id = "A" + run.service_user + "S  1" + run.service_user;
  const auto label_1 = [&](std::string_view name) {
    return filled(
               std::string(name) + file_id + serial + "00010001" + std::string(6, ' ') + made + moves + " " + "000000",
               80) +
           "\n";
  };
  const auto label_2 = [&](std::string_view name) {
    return filled(filled(std::string(name) + "F" + "02000" + "00100", 50) + "00", 80) + "\n";
  };
  const Pence sum = total(run);

  std::string out;
  std::string volume = filled("VOL1" + serial, 41) + run.service_user;
  out += filled(volume, 79) + "1\n";
  out += label_1("HDR1") + label_2("HDR2");
  out += filled("UHL1" + moves + "999999    " + "00" + "000000" + "1 DAILY  " + "001", 80) + "\n";
  for (const Payment& p : run.payments)
    out += record(p.to, run.from, "99", p.amount, run.initiator, p.reference.empty() ? p.id : p.reference, p.to.name);
  out += record(run.from, run.from, "17", sum, run.initiator, "CONTRA", run.from.name);
  out += label_1("EOF1") + label_2("EOF2");
  out += filled("UTL1" + fmt::format("{:013}{:013}{:07}{:07}", sum.count(), sum.count(), 1, run.payments.size()), 80) +
         "\n";
  return out;
}

}  // namespace onepot::pay
