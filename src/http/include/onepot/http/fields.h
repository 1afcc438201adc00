#pragma once
// Names with values, in the order in which they came: query parameters, form fields, cookies, headers.
#include <string>
#include <string_view>
#include <vector>

namespace onepot::http {

struct Field {
  std::string name;
  std::string value;
  bool operator==(const Field&) const = default;
};

/// True when both are the same but for the case of ASCII letters, as header names are compared.
bool same_name(std::string_view a, std::string_view b);

/// Names are compared byte by byte; a name may come more than once.
class Fields {
 public:
  void add(std::string name, std::string value) { all_.push_back({std::move(name), std::move(value)}); }
  bool has(std::string_view name) const;
  /// The first value; empty when there is none.
  std::string_view get(std::string_view name) const;
  /// Every value of the name: ticked checkboxes, for one.
  std::vector<std::string_view> each(std::string_view name) const;
  const std::vector<Field>& all() const { return all_; }

 private:
  std::vector<Field> all_;
};

/// The same with names compared without regard to case.
class Headers {
 public:
  void add(std::string name, std::string value) { all_.push_back({std::move(name), std::move(value)}); }
  /// Replaces every header of that name.
  void set(std::string name, std::string value);
  bool has(std::string_view name) const;
  std::string_view get(std::string_view name) const;
  const std::vector<Field>& all() const { return all_; }

 private:
  std::vector<Field> all_;
};

}  // namespace onepot::http
