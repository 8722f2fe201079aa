/*
 * What a template is once it has been read: shared by template_parse.c, which makes it, and
 * template.c, which renders it. No one else includes this.
 */
#ifndef GLOSS_WRITE_TEMPLATE_ROOM_H
#define GLOSS_WRITE_TEMPLATE_ROOM_H

#include "base/list.h"
#include "base/map.h"
#include "write/template.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_VALUE,    /* {{name}} */
    PIECE_RAW,      /* {{{name}}} or {{&name}} */
    PIECE_SECTION,  /* {{#name}} */
    PIECE_INVERTED, /* {{^name}} */
    PIECE_PARTIAL   /* {{>name}} */
};

/* A template is a flat row of pieces; a section says where it ends. */
struct piece {
    enum piece_kind kind;
    struct str text;   /* at most one line of literal text, or the name */
    struct str indent; /* of a partial that stands alone on its line */
    struct span span;  /* of the tag */
    size_t end;        /* of a section: the number of the first piece behind it */
    bool line_start;   /* first on its line, where a partial's indentation goes */
};

struct template
{
    const struct source *source;
    LIST(struct piece) pieces;
};

struct templates {
    struct arena *arena;
    struct map by_name; /* struct template */
    size_t cost_limit;  /* bytes that one rendering may write, pieces counted in */
};

/* Say that `piece` includes a partial that is not there. */
void template_miss_partial(const struct templates *templates, const struct piece *piece,
                           struct diags *diags);

#endif
