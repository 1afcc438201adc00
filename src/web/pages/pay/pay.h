#pragma once
// What the pages of paying share.
#include <string>
#include <string_view>

#include "onepot/web/page.h"

namespace onepot::web {

/// Invoices that wait for the person's yes; `base` is /me or /people/REF. Empty where none waits.
Html waiting_invoices(const Page& page, const std::string& base);
/// Those that were answered, under their own heading; empty where there are none.
Html answered_invoices(const Page& page, const std::string& base);
/// The provider's own invoices, under their heading; empty where there are none.
Html provider_invoices(const Page& page);

/// How long somebody waited, in the largest unit that says it.
std::string wait_words(const Words& w, std::int64_t milliseconds);
/// A table that scrolls by itself on a narrow screen.
Html scrolling(const std::string& name, const Html& table);
/// The page for an address that is nothing.
Answer nothing_here(Page& page);
/// A file as it is, to be kept by whoever asked for it.
Answer download(std::string bytes, std::string_view type, std::string_view name);
/// A field for one file.
Html file_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint);
/// Why a bank's file was refused: the first few faults, each with its place.
std::string faults_words(const Refusals& faults);

}  // namespace onepot::web
