#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

/// The emergency button for a page that could put its reader in danger if someone else saw it.
struct ExitThisPage {
  std::string text;
  Html html;
  std::string redirect_url;
  std::string id;
  std::string classes;
  Attributes attributes;
  std::string activated_text;
  std::string timed_out_text;
  std::string press_two_more_times_text;
  std::string press_one_more_time_text;
};
void append(Html& out, const ExitThisPage& options);
inline Html exit_this_page(const ExitThisPage& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
