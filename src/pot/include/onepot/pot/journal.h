#pragma once
// The books in the plain text of other programs – hledger, ledger and beancount – so that anybody can add them up
// again. Every transfer that moved money is an entry with both postings written out, tagged with its stream; at the end
// stands a balance assertion for each account, so that a penny changed anywhere stops their programs. Promises are not
// money that moved: they are not exported.
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "onepot/pot/ledger.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {

enum class JournalFormat : std::uint8_t { hledger, ledger, beancount };
Result<JournalFormat> parse_journal_format(std::string_view text);

/// Writes a journal piece by piece: begin, entry for each transfer in any order, end.
class JournalWriter {
 public:
  using Sink = std::function<void(std::string_view)>;
  /// `accounts`: every account and its balance over all streams, when all transfers are in.
  JournalWriter(JournalFormat format, std::map<std::string, Pence> accounts, Sink sink);

  /// The first and last day booked, which the declarations and assertions are dated by.
  void begin(Date first, Date last);
  void entry(const Transfer& transfer);
  void end();

 private:
  const std::string& name(const std::string& account) const;
  void plain_entry(const Transfer& transfer);
  void bean_entry(const Transfer& transfer);

  JournalFormat format_;
  std::map<std::string, Pence> accounts_;
  std::map<std::string, std::string> names_;  ///< beancount's names of our accounts
  Sink sink_;
  Date first_, last_;
};

/// beancount's name for each of our accounts: pot:pete:nhs-phb is Assets:Pot:Pete:Nhs-phb. Different accounts get
/// different names.
std::map<std::string, std::string> bean_names(const std::map<std::string, Pence>& accounts);

}  // namespace onepot::pot
