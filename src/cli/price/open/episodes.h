#pragma once
// A file of episodes as the commands open it.
#include "onepot/price/admitted/stream.h"

namespace onepot::cli {

struct Episodes {
  price::EpisodeFile file;
  price::Grouper grouper;
};
/// Opens a file of episodes ("-" is standard input) by the layout named, or where that is empty by its header, and says
/// what its reader should know. `currency` must outlive it.
Result<Episodes> episodes_at(const price::Admitted& currency, const std::string& layout, const std::string& path);

}  // namespace onepot::cli
