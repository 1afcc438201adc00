#include "onepot/html/svg/pot.h"

#include <algorithm>

#include "onepot/html/svg.h"
#include "svg/draw.h"

namespace onepot::html::svg {
namespace {

constexpr double jar_top = 40;
constexpr double jar_bottom = 150;

double height_of(Pence part, Pence whole) {
  if (part <= Pence(0) || whole <= Pence(0)) return 0;
  const double share = static_cast<double>(part.count()) / static_cast<double>(whole.count());
  return std::min(share, 1.0) * (jar_bottom - jar_top);
}

void level(Html& out, std::string_view css_class, double y, double height) {
  if (height <= 0) return;
  out.markup("<rect x=\"14\" width=\"92\"").attribute("class", css_class);
  place(out, "y", y);
  place(out, "height", height).markup("/>");
}

void jar(Html& out, const PotPicture& picture) {
  const auto whole_part = [](Pence amount) { return std::max(amount, Pence(0)); };
  const Pence whole =
      whole_part(picture.left.amount) + whole_part(picture.promised.amount) + whole_part(picture.spent.amount);
  const double left = height_of(picture.left.amount, whole);
  const double promised = height_of(picture.promised.amount, whole);
  out.markup(
      "<svg class=\"op-pot__picture\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 160\" width=\"120\" ");
  out.markup("height=\"160\" role=\"img\" focusable=\"false\"").attribute("aria-label", picture.described).end();
  out.markup(
      "<path class=\"op-pot__glass\" d=\"M24 26h72v8c10 2 14 8 14 18v88a14 14 0 0 1-14 14H24a14 14 0 0 1-14-14V52"
      "c0-10 4-16 14-18z\"/>");
  level(out, "op-pot__left", jar_bottom - left, left);
  level(out, "op-pot__promised", jar_bottom - left - promised, promised);
  out.markup("<rect class=\"op-pot__lid\" x=\"18\" y=\"10\" width=\"84\" height=\"16\" rx=\"4\"/></svg>");
}

void key_row(Html& out, const PotPart& part, std::string_view swatch) {
  out.markup("<tr><th scope=\"row\"><span aria-hidden=\"true\"").classes("op-pot__swatch", swatch).markup("></span> ");
  out.text(part.words).markup("</th><td class=\"op-amount\">").text(to_pounds(part.amount)).markup("</td></tr>");
}

}  // namespace

Html pot(const PotPicture& picture) {
  Html out;
  out.reserve(2048);
  out.markup("<div class=\"op-pot\">");
  jar(out, picture);
  out.markup("<div class=\"op-pot__words\"><p class=\"op-pot__name\">").text(picture.name);
  out.markup("</p><p class=\"op-pot__amount\">").text(picture.amount).close("p");
  if (!picture.means.empty()) out.markup("<p class=\"op-pot__means\">").text(picture.means).close("p");
  out.markup("<table class=\"op-pot__key\"><caption class=\"govuk-visually-hidden\">").text(picture.caption);
  out.markup("</caption><tbody>");
  key_row(out, picture.left, "op-pot__swatch--left");
  key_row(out, picture.promised, "op-pot__swatch--promised");
  if (!picture.spent.words.empty()) key_row(out, picture.spent, "op-pot__swatch--spent");
  out.markup("</tbody></table></div></div>");
  return out;
}

}  // namespace onepot::html::svg
