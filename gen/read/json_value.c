/* Values of JSON, each of the shape that is wanted where it stands. */
#include <limits.h>
#include <string.h>

#include "read/document.h"
#include "read/json_room.h"

/* ---- what is wrong ---- */

static void put_path(const struct json_path *path, struct out *out)
{
    if (path->up == NULL)
        return;
    put_path(path->up, out);
    if (path->key != NULL)
        out_fmt(out, ".%s", path->key);
    else
        out_fmt(out, "[%zu]", path->index);
}

static const char *type_of(const json_t *value)
{
    if (value == NULL)
        return "nothing";
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "a boolean";
    case JSON_NULL: break;
    }
    return "null";
}

/* The path may be as long as a file that was made for it. */
void json_refuse(struct json_reader *r, const struct json_at *at, const char *wanted)
{
    enum { LONGEST = 300 };
    if (r->failed)
        return;
    r->failed = true;
    struct out path = out_new(r->arena);
    put_path(&at->path, &path);
    struct str shown = str_slice(out_str(&path), 0, LONGEST);
    struct diag *diag = diag_add(r->diags, DIAG_JSON_SHAPE, r->span,
                                 "at %.*s%s: here is %s, and %s is wanted", STR_ARG(shown),
                                 shown.len < path.len ? "…"
                                     : shown.len == 0 ? "the top"
                                                      : "",
                                 type_of(at->value), wanted);
    diag_help(diag, "documents are as `pandoc -t json` writes them, of pandoc 2 or 3");
}

bool json_enter(struct json_reader *r)
{
    if (r->failed)
        return false;
    if (r->depth >= READ_DEPTH) {
        r->failed = true;
        diag_add(r->diags, DIAG_TOO_DEEP, r->span, "the document is nested more than %d deep",
                 (int)READ_DEPTH);
        return false;
    }
    r->depth++;
    return true;
}

void json_leave(struct json_reader *r)
{
    r->depth--;
}

/* ---- parts ---- */

struct json_at json_member(struct json_reader *r, const struct json_at *at, const char *key)
{
    struct json_at member = {json_object_get(at->value, key), {&at->path, key, 0}};
    if (at->value != NULL && !json_is_object(at->value))
        json_refuse(r, at, "an object");
    return member;
}

struct json_at json_item(const struct json_at *at, size_t index)
{
    return (struct json_at){json_array_get(at->value, index), {&at->path, NULL, index}};
}

size_t json_count(struct json_reader *r, const struct json_at *at, const char *wanted)
{
    if (!json_is_array(at->value))
        json_refuse(r, at, wanted);
    return r->failed ? 0 : json_array_size(at->value);
}

bool json_is_tuple(struct json_reader *r, const struct json_at *at, size_t count,
                   const char *wanted)
{
    if (!json_is_array(at->value) || json_array_size(at->value) != count)
        json_refuse(r, at, wanted);
    return !r->failed;
}

/* ---- single values ---- */

struct str json_text(struct json_reader *r, const struct json_at *at, const char *wanted)
{
    if (!json_is_string(at->value)) {
        json_refuse(r, at, wanted);
        return STR_NONE;
    }
    struct str text = {json_string_value(at->value), json_string_length(at->value)};
    return str_keep(r->arena, text);
}

int json_number(struct json_reader *r, const struct json_at *at, int least, const char *wanted)
{
    json_int_t number = json_integer_value(at->value);
    if (!json_is_integer(at->value) || number < least || number > INT_MAX) {
        json_refuse(r, at, wanted);
        return least;
    }
    return (int)number;
}

int json_name(struct json_reader *r, const struct json_at *at, const char *const *names, int count,
              const char *wanted)
{
    const char *name = json_string_value(json_object_get(at->value, "t"));
    for (int i = 0; name != NULL && i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return i;
    json_refuse(r, at, wanted);
    return 0;
}

/* ---- attributes ---- */

static const char attr_wanted[] = "[id, [class, …], [[key, value], …]]";

static void add_pair(struct json_reader *r, const struct json_at *at, struct attr *attr)
{
    if (!json_is_tuple(r, at, 2, "[key, value]"))
        return;
    struct json_at key = json_item(at, 0), value = json_item(at, 1);
    struct pair *pair = LIST_ADD(&attr->pairs, r->arena);
    pair->key = json_text(r, &key, "a string");
    pair->value = json_text(r, &value, "a string");
}

struct attr *json_attr(struct json_reader *r, const struct json_at *at)
{
    if (!json_is_tuple(r, at, 3, attr_wanted))
        return NULL;
    struct attr *attr = ARENA_NEW(r->arena, struct attr);
    struct json_at id = json_item(at, 0), classes = json_item(at, 1), pairs = json_item(at, 2);
    attr->id = json_text(r, &id, "a string");
    for (size_t i = 0; i < json_count(r, &classes, attr_wanted); i++) {
        struct json_at class_name = json_item(&classes, i);
        *LIST_ADD(&attr->classes, r->arena) = json_text(r, &class_name, "a string");
    }
    for (size_t i = 0; i < json_count(r, &pairs, attr_wanted); i++) {
        struct json_at pair = json_item(&pairs, i);
        add_pair(r, &pair, attr);
    }
    return attr_is_empty(attr) ? NULL : attr;
}
