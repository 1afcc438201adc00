#pragma once
#include "onepot/html/html.h"

namespace onepot::html {

struct CardFact {
  std::string name;
  std::string value;
};
/// A person, a home, a provider or an offer.
struct Card {
  std::string title;
  std::string href;  ///< Where the title leads; none when empty.
  int heading_level = 2;
  std::string picture;        ///< Address of a picture; none when empty.
  std::string picture_words;  ///< What it shows; empty when it only decorates.
  std::string line;           ///< One sentence.
  std::string quiet_line;     ///< Smaller: where, how far.
  std::vector<CardFact> facts;
  Html tags;     ///< govuk::tag …
  Html more;     ///< Anything else, above the actions.
  Html actions;  ///< Buttons and links.
};
Html card(const Card& options);
/// As many side by side as fit; a list, so that a screen reader says how many. Nothing when there are none.
Html cards(const std::vector<Card>& all);

}  // namespace onepot::html
