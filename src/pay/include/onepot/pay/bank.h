#pragma once
// Bank details as they are in the United Kingdom, and text as banks can carry it.
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot::pay {

struct BankAccount {
  std::string name;       ///< the account holder
  std::string sort_code;  ///< six digits, no dashes
  std::string number;     ///< eight digits
  bool operator==(const BankAccount&) const = default;
};

/// "20-00-00", "20 00 00" or "200000" → "200000". Refuses "bad-sort-code".
Result<std::string> parse_sort_code(std::string_view text);
/// Six to eight digits, blanks allowed between; six or seven are filled from the left with noughts, as banks do.
/// Refuses "bad-account". Whether sort code and number fit each other (modulus checking) needs the payment scheme's
/// weekly table and is not tested.
Result<std::string> parse_account_number(std::string_view text);
/// "20-00-00 ****5779": how an account is shown to a person.
std::string masked(const BankAccount& account);

/// Text in the Latin set that every bank carries in pain.001: letters, digits, blank and / - ? : ( ) . , ' +. Accents
/// fall off letters ("Zoë" → "Zoe"); what is left is a full stop. Cut to `most` characters, no blanks at the ends.
std::string bank_text(std::string_view utf8, std::size_t most);
/// The Bacs set: upper-case letters, digits, blank and . - / &. Cut to `most`.
std::string bacs_text(std::string_view utf8, std::size_t most);

/// True for an IBAN whose check digits hold (ISO 7064 mod 97-10).
bool valid_iban(std::string_view text);

}  // namespace onepot::pay
