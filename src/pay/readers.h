#pragma once
// The readers behind pay::check.
#include "onepot/pay/check.h"

namespace onepot::pay {

void check_pain(std::string_view text, const std::string& file, Checked& out);
void check_bacs(std::string_view text, const std::string& file, Checked& out);
void check_csv(std::string_view text, const std::string& file, Checked& out);

}  // namespace onepot::pay
