#pragma once
// Columns that go by several names: what one system calls PROCODET another calls provider. Found by name, in any order,
// capitals or not.
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onepot::price {

/// True where the two differ at most in capitals (ASCII).
bool same_name(std::string_view a, std::string_view b);

/// The first of `names` that the header has; earlier names win.
std::optional<std::size_t> column_of(const std::vector<std::string>& header, const std::vector<std::string>& names);

/// Does the header end with the national grouper's UnbundledHRGs? It writes that list one field an item, so that rows
/// have more fields than the header has names.
bool last_repeats(const std::vector<std::string>& header);

/// What the columns of activity, plans and payments may be called; docs/price.md lists them.
namespace column {
const std::vector<std::string>& record();
const std::vector<std::string>& provider();
const std::vector<std::string>& group();
const std::vector<std::string>& pod();
const std::vector<std::string>& date();
const std::vector<std::string>& month();
const std::vector<std::string>& days();
const std::vector<std::string>& amount();
const std::vector<std::string>& activity();
const std::vector<std::string>& line();
const std::vector<std::string>& received();
/// The names of one of the fields a tariff can ask for ("age", "specialty" …); any other name is its own.
std::vector<std::string> of_field(const std::string& field);
}  // namespace column

/// Names to small numbers, in the order in which they come: one probe of a flat table, no allocation in find().
class Names {
 public:
  static constexpr std::uint32_t none = ~0U;
  std::uint32_t find(std::string_view name) const;
  /// The number of the name, a new one where it is new.
  std::uint32_t add(std::string_view name);
  const std::string& operator[](std::size_t number) const { return names_[number]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::size_t slot(std::string_view name) const;
  void grow();
  std::deque<std::string> names_;  ///< a name stays where it is as others come
  std::vector<std::uint32_t> slots_;
};

}  // namespace onepot::price
