/* What the files of the JSON reader share. */
#ifndef GLOSS_READ_JSON_ROOM_H
#define GLOSS_READ_JSON_ROOM_H

#include <jansson.h>

#include "base/diag.h"
#include "model/doc.h"

struct json_reader {
    struct arena *arena;
    struct diags *diags;
    struct span span; /* of every node */
    size_t depth;     /* of the node that is being read, in the tree */
    bool failed;      /* the error has been said, and the rest is not looked at */
    bool figures;     /* an image may stand for a figure: before 1.23 */
};

/* Where a value stands in the document: a key or, where that is NULL, an index. */
struct json_path {
    const struct json_path *up; /* NULL for the document itself */
    const char *key;
    size_t index;
};

/* A value and where it stands; what is not there has no value. */
struct json_at {
    const json_t *value;
    struct json_path path;
};

/* ---- json_value.c: values of the shapes that are wanted; each says what is wrong ---- */

/* Say that something else is wanted at `at`. */
void json_refuse(struct json_reader *r, const struct json_at *at, const char *wanted);

/* The value under `key` of an object, and the n-th of an array, which is there. */
struct json_at json_member(struct json_reader *r, const struct json_at *at, const char *key);
struct json_at json_item(const struct json_at *at, size_t index);
/* How many items an array has; 0 after an error. */
size_t json_count(struct json_reader *r, const struct json_at *at, const char *wanted);
/* Whether it is an array of that many items. */
bool json_is_tuple(struct json_reader *r, const struct json_at *at, size_t count,
                   const char *wanted);

struct str json_text(struct json_reader *r, const struct json_at *at, const char *wanted);
int json_number(struct json_reader *r, const struct json_at *at, int least, const char *wanted);
/* The number of the name in {"t": NAME} among `names`. */
int json_name(struct json_reader *r, const struct json_at *at, const char *const *names, int count,
              const char *wanted);
/* [id, [class, …], [[key, value], …]]; NULL where it is empty. */
struct attr *json_attr(struct json_reader *r, const struct json_at *at);

/* One level of nesting deeper; false after too-deep. */
bool json_enter(struct json_reader *r);
void json_leave(struct json_reader *r);

/* ---- json_node.c ---- */

/* A new node at the end of `to`, which may be NULL. */
struct node *json_add(struct json_reader *r, enum node_kind kind, struct node *to);
/* The inlines or blocks of the array at `at`, into `to`. */
void json_put_inlines(struct json_reader *r, const struct json_at *at, struct node *to);
void json_put_blocks(struct json_reader *r, const struct json_at *at, struct node *to);

/* ---- json_table.c ---- */

void json_put_table(struct json_reader *r, const struct json_at *at, struct node *table);
/* [short or null, blocks]; none where both are empty. */
void json_put_caption(struct json_reader *r, const struct json_at *at, struct node *to);

#endif
