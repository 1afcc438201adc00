#pragma once
#include "onepot/base/money.h"
#include "onepot/html/html.h"

namespace onepot::html::svg {

struct PotPart {
  std::string words;  ///< "Left to use"
  Pence amount;
};
/// A pot as a jar. The parts add up to what was put in.
struct PotPicture {
  std::string name;       ///< "Your pot"
  std::string amount;     ///< "£1,240": what is left, as large as the page allows
  std::string means;      ///< "About 3 visits a week until March"
  std::string described;  ///< What a screen reader says for the jar: "A jar that is one third full."
  PotPart left;
  PotPart promised;
  PotPart spent;        ///< Without words it is not shown: a pot of which only what is there matters.
  std::string caption;  ///< The table's, said by screen readers only.
};
/// The jar with its fill levels, the words beside it, and the three parts as a table. A negative part draws nothing.
Html pot(const PotPicture& picture);

}  // namespace onepot::html::svg
