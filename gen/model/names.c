#include "model/names.h"

const char *const alignment_names[] = {"AlignDefault", "AlignLeft", "AlignRight", "AlignCenter"};
const char *const list_style_names[] = {"DefaultStyle", "Example",    "Decimal",   "LowerRoman",
                                        "UpperRoman",   "LowerAlpha", "UpperAlpha"};
const char *const list_delimiter_names[] = {"DefaultDelim", "Period", "OneParen", "TwoParens"};
const char *const quote_names[] = {"SingleQuote", "DoubleQuote"};
const char *const math_names[] = {"InlineMath", "DisplayMath"};
const char *const citation_mode_names[] = {"AuthorInText", "SuppressAuthor", "NormalCitation"};
