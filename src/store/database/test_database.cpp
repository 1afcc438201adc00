#include "onepot/store/test_database.h"

#include <cstdlib>
#include <filesystem>

#include "driver.h"

namespace onepot::store {
namespace {

/// A name nobody else has, even with several test programs at once: mkdtemp makes it.
std::string new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "onepot-test-XXXXXX").string();
  ONEPOT_ASSERT(mkdtemp(name.data()) != nullptr);
  return name;
}

}  // namespace

std::optional<TestDatabase> TestDatabase::make(Dialect dialect, OpenOptions options) {
  TestDatabase out;
  out.folder_ = new_folder();
  if (dialect == Dialect::sqlite) {
    out.url_ = out.folder_ + "/test.db";
  } else {
    const char* server = std::getenv("ONEPOT_TEST_POSTGRES");
    if (server == nullptr) return std::nullopt;
    out.url_ = server;
    options.schema = std::filesystem::path(out.folder_).filename().string();
  }
  out.options_ = options;
  auto opened = Database::open(out.url_, options);
  if (!opened) std::fprintf(stderr, "%s\n", opened.error().text().c_str());
  ONEPOT_ASSERT(opened.has_value());
  out.database_.emplace(std::move(*opened));
  return out;
}

TestDatabase::TestDatabase(TestDatabase&& other) noexcept
    : url_(std::move(other.url_)),
      options_(std::move(other.options_)),
      folder_(std::exchange(other.folder_, "")),
      database_(std::move(other.database_)) {}

TestDatabase::~TestDatabase() {
  if (folder_.empty()) return;
  database_.reset();
  if (!options_.schema.empty())
    driver::open_postgres(url_, "")->script(fmt::format("DROP SCHEMA IF EXISTS \"{}\" CASCADE", options_.schema));
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace onepot::store
