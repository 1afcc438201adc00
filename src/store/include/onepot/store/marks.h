#pragma once
// A mark of the state of some tables, for whoever keeps what was made of them: as long as the mark is the same, nothing
// was written to any of them, by this process or another one.
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "onepot/store/session.h"

namespace onepot::store::marks {

/// Of tables that a migration watches (@WATCH). SQLite counts the rows written to each; PostgreSQL gives the snapshot,
/// which any write anywhere makes another one. Nothing within a write transaction: what it sees may yet be undone.
std::optional<std::string> of(Session& session, std::initializer_list<std::string_view> tables);

}  // namespace onepot::store::marks
