#include "onepot/html/parts/statement.h"

namespace onepot::html {

Html statement(const Statement& options) {
  Html out;
  out.start("div").classes("op-statement", options.proposed ? "op-statement--proposed" : "").end();
  out.markup("<blockquote class=\"op-statement__words\"").attribute_if("lang", options.lang).markup("><p>");
  out.text(options.words).markup("</p></blockquote>");
  if (!options.by.empty()) out.markup("<p class=\"op-statement__by\">").text(options.by).close("p");
  out.add(options.actions).close("div");
  return out;
}

}  // namespace onepot::html
