/* Values that filters read and cannot change: a page, the site. */
#ifndef GLOSS_FILTER_RECORD_H
#define GLOSS_FILTER_RECORD_H

#include "filter/state.h"

struct record_field {
    const char *name; /* NULL behind the last */
    void (*push)(lua_State *L, const void *of);
    bool late; /* known when all essays have been read: for filters with scope "site" alone */
};

struct record_type {
    const char *name; /* what filters see: "page" */
    const struct record_field *fields;
    /* Push what a name that is no field means; false where it means nothing. NULL: none does. */
    bool (*push_other)(lua_State *L, const void *of, struct str name);
};

/*
 * Push a record of `of`, which must live as long as the filter runs. Its fields are made at each
 * reading, so that nothing that is done to a list in it is seen by anyone else.
 */
void push_record(lua_State *L, const struct record_type *type, const void *of);

/* What `record_type.fields` are mostly made of. */
void push_strings(lua_State *L, const struct str *strings, size_t count);
/* Set the field `name` of the table on the stack; an empty text is left out. */
void set_text(lua_State *L, const char *name, struct str text);

#endif
