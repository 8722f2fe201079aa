#include "read/json.h"

#include "read/document.h"
#include "read/json_room.h"

/* ---- metadata ---- */

static void take_value(struct json_reader *r, const struct json_at *at, struct value *value);

static void take_map(struct json_reader *r, const struct json_at *at, struct value *map)
{
    map->kind = VALUE_MAP;
    if (!json_is_object(at->value)) {
        json_refuse(r, at, "a map");
        return;
    }
    size_t count = json_object_size(at->value);
    map->keys = ARENA_ARRAY(r->arena, count, struct str);
    map->items = ARENA_ARRAY(r->arena, count, struct value);
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)at->value, key, item)
    {
        struct json_at inner = {item, {&at->path, key, 0}};
        map->keys[map->count] = str_keep(r->arena, str_from(key));
        take_value(r, &inner, &map->items[map->count++]);
    }
}

static void take_values(struct json_reader *r, const struct json_at *at, struct value *list)
{
    size_t count = json_count(r, at, "a list");
    list->kind = VALUE_LIST;
    list->items = ARENA_ARRAY(r->arena, count, struct value);
    list->count = count;
    for (size_t i = 0; i < count; i++) {
        struct json_at item = json_item(at, i);
        take_value(r, &item, &list->items[i]);
    }
}

static void take_nodes(struct json_reader *r, const struct json_at *at, struct value *value,
                       bool inlines)
{
    value->kind = inlines ? VALUE_INLINES : VALUE_BLOCKS;
    value->nodes = json_add(r, inlines ? NODE_INLINES : NODE_BLOCKS, NULL);
    (inlines ? json_put_inlines : json_put_blocks)(r, at, value->nodes);
}

static void take_boolean(struct json_reader *r, const struct json_at *at, struct value *value)
{
    value->kind = VALUE_BOOL;
    value->boolean = json_is_true(at->value);
    if (!json_is_boolean(at->value))
        json_refuse(r, at, "true or false");
}

static void take_value(struct json_reader *r, const struct json_at *at, struct value *value)
{
    enum { MAP, LIST_OF, BOOL, STRING, INLINES, BLOCKS, KINDS };
    static const char *const names[KINDS] = {"MetaMap",    "MetaList",    "MetaBool",
                                             "MetaString", "MetaInlines", "MetaBlocks"};
    value->span = r->span;
    int kind = json_name(r, at, names, KINDS, "a value of metadata");
    struct json_at c = json_member(r, at, "c");
    if (!json_enter(r))
        return;
    if (kind == MAP) {
        take_map(r, &c, value);
    } else if (kind == LIST_OF) {
        take_values(r, &c, value);
    } else if (kind == BOOL) {
        take_boolean(r, &c, value);
    } else if (kind == STRING) {
        value->kind = VALUE_STRING;
        value->string = json_text(r, &c, "a string");
    } else {
        take_nodes(r, &c, value, kind == INLINES);
    }
    json_leave(r);
}

/* ---- documents ---- */

/* Whether figures are images there: [1, 22] and before. Without a version it is the newest. */
static bool is_old(const json_t *version)
{
    json_int_t major = json_integer_value(json_array_get(version, 0));
    json_int_t minor = json_integer_value(json_array_get(version, 1));
    return json_is_array(version) && major == 1 && minor < 23;
}

/*
 * {"pandoc-api-version", "meta", "blocks"}; before 1.17
 * an array of {"unMeta": …} and the blocks.
 */
static void take_document(struct json_reader *r, const json_t *root, struct doc *doc)
{
    struct json_at top = {root, {NULL, NULL, 0}};
    struct json_at meta, blocks, holder;
    if (json_is_array(root) && json_array_size(root) == 2) {
        holder = json_item(&top, 0);
        meta = json_member(r, &holder, "unMeta");
        blocks = json_item(&top, 1);
        r->figures = true;
    } else {
        meta = json_member(r, &top, "meta");
        blocks = json_member(r, &top, "blocks");
        r->figures = is_old(json_object_get(root, "pandoc-api-version"));
    }
    if (r->failed)
        return;
    doc->meta = ARENA_NEW(r->arena, struct value);
    take_map(r, &meta, doc->meta);
    json_put_blocks(r, &blocks, doc->body);
}

static void report_syntax(const struct doc *doc, const json_error_t *error, struct diags *diags)
{
    size_t at = error->position > 0 ? (size_t)error->position : 0;
    struct span here = span_of(doc->source, at > 0 ? at - 1 : 0, at);
    if (json_error_code(error) == json_error_stack_overflow)
        diag_add(diags, DIAG_TOO_DEEP, here, "the JSON is nested too deeply");
    else if (json_error_code(error) == json_error_null_character)
        diag_add(diags, DIAG_JSON_SYNTAX, here, "a string holds a zero byte; text has none");
    else
        diag_add(diags, DIAG_JSON_SYNTAX, here, "this is no JSON: %s", error->text);
}

bool read_json(struct doc *doc, struct diags *diags)
{
    json_error_t error;
    struct str text = doc->source->text;
    struct json_reader r = {
        .arena = doc->arena, .diags = diags, .span = span_of(doc->source, 0, 0)};
    doc->body = node_new(doc->arena, NODE_BLOCKS, r.span);
    json_t *root =
        json_loadb(text.at != NULL ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        report_syntax(doc, &error, diags);
        return false;
    }
    take_document(&r, root, doc);
    json_decref(root);
    if (r.failed)
        doc->body = node_new(doc->arena, NODE_BLOCKS, r.span);
    return !r.failed;
}
