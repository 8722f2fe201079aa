#include "filter/maker.h"

#include <string.h>

/* How far up the calls the filter's own line is looked for: a helper may be in another file. */
enum { MOST_LEVELS = 8 };

/* One line of the filter, and the last source that names it as the maker. */
struct maker {
    struct span place;
    struct source *source;
};

/* By the number of the line; 0 stands for the filter where no line is known. */
struct makers {
    struct maker *at;
    size_t count;
};

static uint32_t find_line(lua_State *L)
{
    struct state *s = state_of(L);
    lua_Debug at;
    if (s->calling != NULL) {
        lua_pushvalue(L, s->function);
        bool own = lua_getinfo(L, ">S", &at) != 0 && at.source == s->chunk && at.linedefined > 0;
        return own ? (uint32_t)at.linedefined : 0;
    }
    /* Level 0 is the C function that makes the node. */
    for (int level = 1; level < MOST_LEVELS && lua_getstack(L, level, &at) != 0; level++)
        if (lua_getinfo(L, "Sl", &at) != 0 && at.source == s->chunk && at.currentline > 0)
            return (uint32_t)at.currentline;
    return 0;
}

struct span span_unplaced(lua_State *L)
{
    return (struct span){.start = find_line(L) + 1};
}

static struct maker *maker_of_line(lua_State *L, size_t line)
{
    struct state *s = state_of(L);
    if (s->makers == NULL)
        s->makers = ARENA_NEW(s->arena, struct makers);
    struct makers *makers = s->makers;
    if (line >= makers->count) {
        size_t count = line < 2 * makers->count ? 2 * makers->count : line + 16;
        charge_bytes(L, count * sizeof(struct maker));
        struct maker *at = ARENA_ARRAY(s->arena, count, struct maker);
        if (makers->count != 0)
            memcpy(at, makers->at, makers->count * sizeof *at);
        makers->at = at;
        makers->count = count;
    }
    struct maker *maker = &makers->at[line];
    if (maker->place.source == NULL) {
        const struct source *filter = s->filter->source;
        maker->place = line != 0 ? span_of_line(filter, (int)line) : span_start(filter);
        charge(L, 1 + maker->place.start / 8); /* the line is counted from the start */
    }
    return maker;
}

static struct source *source_by(lua_State *L, const struct source *from, size_t line)
{
    struct state *s = state_of(L);
    struct maker *maker = maker_of_line(L, line);
    if (maker->source == NULL || maker->source->text.at != from->text.at) {
        charge_bytes(L, sizeof *maker->source + sizeof(struct span));
        struct span *made_by = ARENA_NEW(s->arena, struct span);
        *made_by = maker->place;
        maker->source = ARENA_NEW(s->arena, struct source);
        *maker->source = *from;
        maker->source->made_by = made_by;
    }
    return maker->source;
}

struct span span_made(lua_State *L, struct span span, struct span maker)
{
    if (span.source == NULL || maker.source != NULL || maker.start == 0)
        return span;
    /* What is made of no essay's text, as a page of scope = "site", stands at that line itself. */
    if (span.source == state_of(L)->filter->source)
        return maker_of_line(L, maker.start - 1)->place;
    span.source = source_by(L, span.source, maker.start - 1);
    return span;
}

void place_made(lua_State *L, struct node *node, struct span span)
{
    node->span = span_made(L, span, node->span);
}
