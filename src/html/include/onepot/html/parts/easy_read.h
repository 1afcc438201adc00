#pragma once
#include "onepot/html/html.h"

namespace onepot::html {

/// One idea: a picture and one or two short sentences.
struct EasyRow {
  std::string picture;  ///< Address of the picture.
  std::vector<Html> sentences;
  std::string picture_words = {};  ///< Only where the picture says something that the sentences do not.
};
Html easy_read(const std::vector<EasyRow>& rows);

}  // namespace onepot::html
