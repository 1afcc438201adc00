#pragma once
#include "onepot/html/html.h"

namespace onepot::html {

/// One large button that says what it does: "Yes, pay Dee £84.00".
struct Approve {
  std::string text;
  std::string name = {};  ///< Sent with the form when the button is used.
  std::string value = {};
  std::string id = {};
  Html other = {};  ///< What else one can do: a link "Something is not right".
};
/// Stands inside a form.
Html approve(const Approve& options);

}  // namespace onepot::html
