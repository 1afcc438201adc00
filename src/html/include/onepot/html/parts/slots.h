#pragma once
#include "onepot/html/html.h"

namespace onepot::html {

/// A time that can be booked: a button that sends its value, or words where it is gone.
struct Slot {
  std::string words;  ///< "9:30 to 10:30"
  std::string value;
  bool gone = false;
};
/// Stands inside a form; `name` is the field that each button sends.
Html slots(std::string_view name, const std::vector<Slot>& times);

}  // namespace onepot::html
