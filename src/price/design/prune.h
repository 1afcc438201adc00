#pragma once
#include "onepot/price/design.h"

namespace onepot::price::pruning {

/// The largest of the nested trees (Breiman and others 1984, chapter 3) that has few enough leaves.
Tree pruned(Tree tree, std::size_t most);

}  // namespace onepot::price::pruning
