#include "onepot/http/request.h"

namespace onepot::http {
namespace request_detail {
namespace {
constexpr std::array<std::string_view, 7> names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
}
}  // namespace request_detail

std::string_view to_text(Method method) {
  return request_detail::names[static_cast<std::size_t>(method)];
}

std::optional<Method> parse_method(std::string_view text) {
  for (std::size_t i = 0; i < request_detail::names.size(); ++i)
    if (request_detail::names[i] == text) return static_cast<Method>(i);
  return std::nullopt;
}

}  // namespace onepot::http
