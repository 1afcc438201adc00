#pragma once
// From an invoice to money: the provider sends its lines, each person whose money it is says yes to their part – never
// the one who is paid. And for a person who employs: their workers' hours, for the bureau that runs the payroll.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/invoices.h"

namespace onepot::place {

struct SentInvoice {
  std::string number;
  Date day;
  std::vector<store::invoices::Line> lines;
  std::string note;
};
/// Gives the invoice's ref; its parts fall by the agreed shares (record-visit, about an agreement). Refused "empty" (no
/// line, no number, a line without words), "bad-amount" (a line of nothing), "not-yet", "outside-agreement",
/// "too-long", "already-recorded" (that number); where.column is the field: number, day, lines, note.
Result<std::string> send_invoice(const Work& work, const SentInvoice& invoice);
/// The provider takes an invoice back that nobody approved (record-visit). Refused "already-approved".
Result<void> take_back_invoice(const Work& work, std::string_view ref);

/// The person, or a supporter with their consent, says yes (approve-visit). Refused as pay::may_approve says, and
/// "not-enough" where the pot does not carry it.
Result<void> approve_invoice(const Work& work, std::string_view ref);
/// "Something is wrong" in the person's words (approve-visit). Refused "empty", "already-approved", "not-theirs".
Result<void> query_invoice(const Work& work, std::string_view ref, std::string_view words);

/// Visits of last week, a week later: those days that have come and are not written down yet (record-visit, about an
/// agreement). In a week that has none of its own and is over, the week after it is meant. Gives how many there are.
std::int64_t visits_to_repeat(store::Session& session, AgreementId agreement, Date today);
/// Writes them down. Refused "nothing" where there are none, and as record_visit.
Result<std::int64_t> repeat_last_week(const Work& work);

/// The person says of an agreement of their own that under it they employ, or no longer (employ-workers). Refused
/// "not-theirs", and "unpaid" while something approved under it waits to be paid the other way.
Result<void> say_employs(const Work& work, std::string_view agreement_ref, bool employs);
/// For the payroll bureau (employ-workers): a row for each worker and agreement, see docs/pay.md.
std::vector<store::invoices::WorkerHours> worker_hours(const Work& work, Period period);
std::string payroll_csv(const std::vector<store::invoices::WorkerHours>& rows, Period period);

}  // namespace onepot::place
