#pragma once
// The crown and the GOV.UK letters as published, for the two components that show them on GOV.UK. Not for our pages.
#include "onepot/html/html.h"

namespace onepot::html::govuk {

/// The letters beside the crown when `letters`; a title for screen readers when `label` is not empty.
void logo(Html& out, std::string_view classes, bool letters, std::string_view label);

}  // namespace onepot::html::govuk
