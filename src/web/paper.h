#pragma once
// A page on paper: tagged PDF (PDF/UA-1) made by Debian's weasyprint, where it is there. It runs as a process of its
// own with limits on time, memory and what it may write, and is handed the finished page on its standard input: it
// fetches nothing. To be called on the slow lane only.
#include <string>
#include <string_view>

#include "onepot/base/result.h"
#include "onepot/html/html.h"
#include "onepot/http/response.h"

namespace onepot::web {

/// Whether this machine can make one.
bool has_paper();
/// A whole document, ready for to_pdf, which adds our style.
std::string for_paper(std::string_view title, const html::Html& content);
/// Refused "no-paper" where weasyprint is absent, "busy" while two are being made, "paper" when it fails, takes more
/// than a minute or gives more than 20 MB.
Result<std::string> to_pdf(std::string_view html);
http::Response pdf_attachment(std::string pdf, std::string_view name);

}  // namespace onepot::web
