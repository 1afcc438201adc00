#pragma once
// Our own parts, beside the published components: cards, the one-tap approval, Easy Read rows, a person's statement,
// times to book.
#include "onepot/html/parts/approve.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/parts/easy_read.h"
#include "onepot/html/parts/slots.h"
#include "onepot/html/parts/statement.h"
