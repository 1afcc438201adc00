#include "onepot/html/govuk/navigation/exit_this_page.h"

#include "govuk/write.h"
#include "onepot/html/govuk/forms/button.h"

namespace onepot::html::govuk {

void append(Html& out, const ExitThisPage& options) {
  out.start("div").attribute_if("id", options.id).classes("govuk-exit-this-page", options.classes);
  out.markup(" data-module=\"govuk-exit-this-page\"").attributes(options.attributes);
  i18n(out, "data-i18n.activated", options.activated_text);
  i18n(out, "data-i18n.timed-out", options.timed_out_text);
  i18n(out, "data-i18n.press-two-more-times", options.press_two_more_times_text);
  i18n(out, "data-i18n.press-one-more-time", options.press_one_more_time_text);
  out.end();
  Html words = options.html;
  if (words.empty() && options.text.empty()) {
    words.markup("<span class=\"govuk-visually-hidden\">Emergency</span> Exit this page");
  }
  append(out, Button{.text = options.text,
                     .html = std::move(words),
                     .href = std::string(or_else(options.redirect_url, "https://www.bbc.co.uk/weather")),
                     .classes = "govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button",
                     .attributes = {{"rel", "nofollow noreferrer"}}});
  out.close("div");
}

}  // namespace onepot::html::govuk
