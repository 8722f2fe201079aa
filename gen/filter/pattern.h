/*
 * Lua's patterns, matched in steps that are charged. Errors in a pattern are Lua errors, and so is
 * a spent budget.
 */
#ifndef GLOSS_FILTER_PATTERN_H
#define GLOSS_FILTER_PATTERN_H

#include "filter/state.h"

enum { MAX_CAPTURES = 32 };
enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

struct capture {
    const char *start;
    ptrdiff_t len; /* or one of CAPTURE_* */
};

/* One pattern at work on one text, both of which Lua holds meanwhile. */
struct matcher {
    lua_State *L;
    const char *text, *text_end, *pattern_end;
    int levels;
    unsigned steps; /* not yet charged */
    int count;      /* of captures; to be set to 0 before each match */
    struct capture captures[MAX_CAPTURES];
};

struct matcher matcher_of(lua_State *L, struct str text, struct str pattern);

/*
 * Where the match of the pattern from `p` (behind
 * its anchor) at `s` ends; NULL where there is none.
 */
const char *match_pattern(struct matcher *m, const char *s, const char *p);

/*
 * Push capture `i` of the match from `s` to `end`; the
 * whole match stands for the first where there are none.
 */
void push_capture(struct matcher *m, int i, const char *s, const char *end);

/*
 * Push all captures, or the whole match where the
 * pattern has none and `whole` is true; gives how many.
 */
int push_captures(struct matcher *m, const char *s, const char *end, bool whole);

/* Charge what is left of the steps. */
void settle(struct matcher *m);

#endif
