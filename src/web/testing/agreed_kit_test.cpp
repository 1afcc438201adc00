#include "agreed.h"

namespace onepot::web::testing {

Agreed::Agreed() {
  for (const auto* name : {"pete", "sam", "ali"}) pot(name, {{"adult-social-care", "*", 400000}});
  club({{"pete", 10000}, {"sam", 10000}, {"ali", 20000}});
  auto p = as("pete"), m = as("mo");
  p.get("/clubs/00000000-0000-7000-8000-00000000c1b0/brief");
  p.submit("/clubs/00000000-0000-7000-8000-00000000c1b0/brief", {{"words", "Mornings and nights"},
                                                                 {"day-week", "10"},
                                                                 {"night-week", "7"},
                                                                 {"from-day", "22"},
                                                                 {"from-month", "11"},
                                                                 {"from-year", "2026"}});
  const std::string brief = p.path;
  m.get(brief);
  m.submit(brief + "/offer", {{"day-rate", "20"}, {"night-rate", "12"}, {"words", "Me"}, {"notice-days", "14"}});
  const auto offer = text("SELECT ref FROM brief_offer");
  for (const auto* name : {"pete", "sam", "ali"}) as(name).post(brief + "/yes", {{"offer", offer}});
  agreement = text("SELECT ref FROM agreement");
  now = *parse_instant("2026-11-23T12:00:00Z");
}

}  // namespace onepot::web::testing
