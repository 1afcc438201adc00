#pragma once
// What the parser makes and the interpreter walks.
#include <boost/multiprecision/cpp_int.hpp>

#include "onepot/pot/numscript.h"

namespace onepot::pot::numscript {

using Ratio = boost::multiprecision::cpp_rational;

struct Place {
  long line = 1, column = 1;
};

struct Expr {
  enum class Kind { variable, asset, text, account, number, portion, monetary, negative, add, subtract, divide, call };
  Kind kind = Kind::number;
  Place at = {};
  std::string name = {};         ///< of a variable, asset, function; a text itself
  Int number = {};               ///< a number
  Ratio portion = {};            ///< a percentage
  std::vector<Expr> parts = {};  ///< operands; asset and amount; arguments; of an account: texts and variables
  int height = 1;                ///< of the tree; the parser keeps it small
};

/// One part of a split: a portion, or none for what remains.
struct Share {
  Place at;
  std::optional<Expr> portion;
};

struct Source {
  enum class Kind { account, in_order, one_of, capped, shares };
  enum class Overdraft { none, up_to, unbounded };
  Kind kind = Kind::account;
  Place at = {};
  std::optional<Expr> address = {}, color = {};
  Overdraft overdraft = Overdraft::none;
  std::optional<Expr> limit = {};  ///< of the overdraft, or the cap
  std::vector<Share> shares = {};  ///< one each of `from`
  std::vector<Source> from = {};
};

struct Destination {
  enum class Kind { account, in_order, one_of, shares, kept };
  Kind kind = Kind::kept;
  Place at = {};
  std::optional<Expr> account = {};
  std::vector<Expr> caps = {};     ///< in order or one of: one fewer than `to`, whose last takes what remains
  std::vector<Share> shares = {};  ///< one each of `to`
  std::vector<Destination> to = {};
};

struct Statement {
  enum class Kind { send, save, call };
  Kind kind = Kind::call;
  Place at = {};
  bool all = false;  ///< [ASSET *]: `what` is the asset; else a monetary, or the call
  Expr what = {};
  std::optional<Expr> account = {};  ///< of save
  Source source = {};
  Destination destination = {};
};

struct Variable {
  Place at;
  std::string type, name;
  std::optional<Expr> origin;
};

struct Script {
  std::string file;
  std::vector<std::pair<std::string, Place>> features;
  std::vector<Variable> variables;
  std::vector<Statement> statements;
};

}  // namespace onepot::pot::numscript
