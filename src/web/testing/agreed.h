#pragma once
// The market after an agreement: three people who share one with Mo.
#include "buying_kit.h"

namespace onepot::web::testing {

/// A club of three whose agreement with Mo began on 22 November: 10 hours a week at £20 by day, 7 at £12 by night.
class Agreed : public Market {
 public:
  Agreed();
  FormValues visit(const std::string& start = "9:30") const {
    return {{"day-day", "23"},   {"day-month", "11"}, {"day-year", "2026"}, {"start", start},
            {"day-time", "1.5"}, {"night-time", ""},  {"worker", "Mo"},     {"note", "A good morning"}};
  }
  std::string path() const { return "/agreements/" + agreement + "/visits"; }
  std::string agreement;
};

}  // namespace onepot::web::testing
