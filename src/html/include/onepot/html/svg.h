#pragma once
// Small charts, drawn on the server as SVG. Each function gives the picture and its table: nobody has to see a picture
// to know a figure. Words come from the caller; figures are written as the caller writes them, and the doubles here are
// only places on the paper.
#include "onepot/html/svg/bars.h"
#include "onepot/html/svg/dots.h"
#include "onepot/html/svg/lines.h"
#include "onepot/html/svg/pot.h"
