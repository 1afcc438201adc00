#pragma once
// What several components share. Every options struct mirrors the published Nunjucks parameters, in snake_case; `text`
// is escaped, `html` wins over it. A nested struct left empty is absent.
#include <optional>
#include <string>
#include <vector>

#include "onepot/html/html.h"

namespace onepot::html::govuk {

/// Words or markup; markup wins.
struct Content {
  std::string text;
  Html html;
  bool present() const { return !text.empty() || !html.empty(); }
};

/// The box around a form control.
struct FormGroup {
  std::string classes;
  Attributes attributes;
  Content before_input;
  Content after_input;
};

/// A link in a list of actions ("Change"), with words that only a screen reader says.
struct Action {
  std::string text;
  std::string href;
  std::string visually_hidden_text;
  std::string classes;
  Attributes attributes;
  Html html;
};

/// Where the words depend on how many: plural rule ("one", "other") and message.
using Plurals = std::vector<std::pair<std::string, std::string>>;

}  // namespace onepot::html::govuk

namespace onepot {
namespace govuk = html::govuk;
}
