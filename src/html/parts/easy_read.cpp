#include "onepot/html/parts/easy_read.h"

namespace onepot::html {

Html easy_read(const std::vector<EasyRow>& rows) {
  Html out;
  out.reserve(rows.size() * 320);
  out.markup("<ul class=\"op-easy\">");
  for (const EasyRow& row : rows) {
    out.markup("<li class=\"op-easy__row\"><img class=\"op-easy__picture\" width=\"160\" height=\"160\"");
    out.attribute("src", row.picture).attribute("alt", row.picture_words).markup("><div class=\"op-easy__words\">");
    for (const Html& sentence : row.sentences) out.markup("<p>").add(sentence).close("p");
    out.markup("</div></li>");
  }
  out.close("ul");
  return out;
}

}  // namespace onepot::html
