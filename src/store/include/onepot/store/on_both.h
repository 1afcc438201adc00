#pragma once
// For tests only: runs a test on SQLite and on PostgreSQL. Include it after gtest.
#include <gtest/gtest.h>

#include "onepot/store/test_database.h"

namespace onepot::store {

/// class Ledger : public OnBoth {}; TEST_P(Ledger, …) { (*db).write(…); } ONEPOT_ON_BOTH(Ledger);
class OnBoth : public ::testing::TestWithParam<Dialect> {
 protected:
  void SetUp() override {
    if (auto made = TestDatabase::make(GetParam(), options())) db.emplace(std::move(*made));
    if (!db) GTEST_SKIP() << "no PostgreSQL: set ONEPOT_TEST_POSTGRES=$(tools/postgres-for-tests start)";
  }
  virtual OpenOptions options() { return {}; }
  std::optional<TestDatabase> db;
  Database& database() { return **db; }
};

}  // namespace onepot::store

#define ONEPOT_ON_BOTH(suite)                                                                                       \
  INSTANTIATE_TEST_SUITE_P(Databases, suite,                                                                        \
                           ::testing::Values(::onepot::store::Dialect::sqlite, ::onepot::store::Dialect::postgres), \
                           [](const auto& param_info) {                                                             \
                             return param_info.param == ::onepot::store::Dialect::sqlite ? "sqlite" : "postgres";   \
                           })
