// What is already in the library, and what people looked for and did not find.
#include "parts.h"

namespace onepot::town {

std::vector<Innovation> make_innovations() {
  return {
      {"Homeshare",
       "what",
       "Somebody with a spare room and somebody who needs a home live together; about ten hours of help a week instead "
       "of rent.",
       "Homeshare UK network: 17 organisations supported 59 matches (Homeshare State of the Sector Report 2023-24)",
       "Schemes have often stayed small: matching takes time and somebody has to pay for it.",
       {"Both choose each other and can leave", "Somebody independent makes the match and keeps in touch",
        "Help, not personal care"},
       {"Hours of help a week", "Who pays the scheme", "Age of the people"}},
      {"Shared lives",
       "what|how",
       "A person who needs support shares the home and family life of a carer who has been approved.",
       "Shared Lives Plus: 9,802 people and 10,081 carers in the UK (State of the sector 2023-24)",
       "Known for decades as adult placement; numbers fall where nobody refers.",
       {"Carer and person choose each other", "A real home and family life",
        "A regulated scheme trains, pays and checks"},
       {"Living in, short breaks or days", "Who may be supported"}},
      {"Community circles",
       "how|who",
       "A few people who know a person meet now and then, with a facilitator, and make one thing happen at a time.",
       "Community Circles (facilitated circles of support)",
       "Circles without a facilitator tend to stop meeting.",
       {"The person chooses who is in the circle", "A facilitator keeps it going",
        "One purpose at a time, in the person's words"},
       {"How often it meets", "Whether the facilitator is paid"}},
      {"Care navigation",
       "how|who",
       "Somebody who knows what there is locally finds it together with the person and rings with them.",
       "Care navigators and social prescribing link workers in primary care",
       "Signposting alone, with a list and no company, helped few.",
       {"The person sets the question", "Goes along the first time", "What is missing is written down"},
       {"Where the navigator sits", "Paid or volunteer"}},
      {"Check-in visits by postal workers",
       "who|how",
       "The postman knocks, asks how things are, and passes a word to the people whom the person chose.",
       "Jersey Post, Call & Check: 79,867 visits since 2013 at 6.75 pounds a visit (KarunaNews)",
       "Tried in several countries; it lasted where health or council money paid for the minutes.",
       {"A familiar face on a round that happens anyway", "Results go only to contacts the person chose",
        "No care tasks"},
       {"Days a week", "Who pays for the visit", "What is asked at the door"}},
      {"Micro-enterprises for care and support",
       "how|who",
       "One to five local people offer support that fits the person, with little overhead and a known face.",
       "Needham and others, Micro-enterprises: small enough to care? (University of Birmingham, 2015): 27 "
       "organisations, 143 people interviewed",
       "Where councils asked micros to tender like agencies, few could.",
       {"Five or fewer full-time workers, independent of any larger organisation", "Chosen by the person",
        "Help to start up and stay lawful"},
       {"Kind of support", "Who helps them to start"}},
  };
}

std::vector<Gap> make_gaps(const Options& options) {
  static constexpr std::array looked_for{"somebody to go swimming with in Cold Harrow",
                                         "night support in Upper Lindle",
                                         "a man to help me wash in Sheepwash",
                                         "cooking lessons near Hobbs Ferry",
                                         "lifts from Marrow Hill to the college",
                                         "a support worker who speaks Punjabi in Wexcombe",
                                         "help with a guide dog",
                                         "somebody for two hours on a Sunday in Thornby",
                                         "a house for three in Oxmere",
                                         "work on a farm",
                                         "sign language at the day club",
                                         "a choir that does not mind noise"};
  Random random = stream_of(options, Salt::market);
  std::vector<Gap> out;
  for (int i = 0; i < 28; ++i) out.push_back({random.pick(looked_for), today - random.between(3, 360)});
  std::ranges::sort(out, {}, [](const Gap& g) { return std::pair(g.at, g.words); });
  return out;
}

}  // namespace onepot::town
