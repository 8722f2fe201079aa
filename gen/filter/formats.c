/* pandoc.read and pandoc.write, by the readers and writers that press/ lends. */
#include "model/formats.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "filter/json.h"
#include "filter/maker.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "model/extensions.h"

/* Work by the byte of a text that is read, and by the node of a tree that is written. */
enum { UNITS_A_BYTE = 30, UNITS_A_NODE = 200, MOST_BYTES = 4 << 20, MOST_FILLED = 16 << 20 };

/* What must be left for a parser to begin: so much for a letter, but no more than is enough. */
enum { LEAST_BYTES = 1 << 19, BYTES_OF_MARKS = 600, ENOUGH_BYTES = 8 << 20 };

const struct formats *formats_of(lua_State *L)
{
    const struct formats *formats = state_of(L)->site->formats;
    if (formats == NULL)
        raise_error(L, DIAG_FILTER_ERROR, "there are no readers and writers here");
    return formats;
}

/* ---- formats and their extensions ---- */

static _Noreturn void raise_extension(lua_State *L, struct str name, struct str format)
{
    raise_error(L, DIAG_FILTER_ERROR, "The extension %.*s is not supported for %.*s", STR_ARG(name),
                STR_ARG(format));
}

/* { 'smart', … }, or { smart = true, … }, or { enable = { … }, disable = { … } }: at the top. */
static void take_extension_table(lua_State *L, struct str format, struct extensions *extensions)
{
    int table = lua_gettop(L);
    charge(L, 1 + lua_rawlen(L, table));
    for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1)) {
        charge(L, 1);
        bool item = lua_type(L, -2) == LUA_TNUMBER;
        if (lua_type(L, item ? -1 : -2) != LUA_TSTRING)
            raise_expected(L, "name of an extension", item ? -1 : -2);
        struct str name = keep_string(L, item ? -1 : -2);
        if (!extensions_set(extensions, name, item || lua_toboolean(L, -1)))
            raise_extension(L, name, format);
    }
}

/* A name with extensions behind it, or {format = name, extensions = table}. */
static struct str take_format(lua_State *L, int index, const char *usual,
                              struct extensions *extensions)
{
    struct str format, unknown;
    *extensions = (struct extensions){0};
    if (lua_isnoneornil(L, index))
        return str_from(usual);
    bool table = lua_istable(L, index);
    if (table)
        lua_getfield(L, index, "format");
    else
        lua_pushvalue(L, index);
    luaL_checkstring(L, -1);
    if (!extensions_take(keep_string(L, -1), &format, extensions, &unknown))
        raise_extension(L, unknown, format);
    lua_pop(L, 1);
    if (table && lua_getfield(L, index, "extensions") == LUA_TTABLE)
        take_extension_table(L, format, extensions);
    if (table)
        lua_pop(L, 1);
    return format;
}

/* The first of `diags` as an error of the filter; gives them back. */
static _Noreturn void raise_first(lua_State *L, const char *function, struct diags *diags)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    if (to != NULL) {
        diags_print(diags, to, (struct diags_style){.format = MESSAGE_SHORT});
        fclose(to);
    }
    struct str all = {text, text != NULL ? size : 0}, first = STR_NONE;
    str_split(&all, '\n', &first);
    first = str_keep(state_of(L)->arena, first);
    free(text);
    diags_free(diags);
    raise_error(L, DIAG_FILTER_ERROR, "%s: %.*s", function, STR_ARG(first));
}

/*
 * What is read has no place in the essay, and takes that of what it replaces; its footnotes have no
 * labels, which might be the essay's own.
 */
static void loosen(lua_State *L, struct node *root)
{
    struct span span = span_unplaced(L);
    for (struct node *node = root; node != NULL; node = node_next(root, node)) {
        node->span = span;
        if (node->kind == NODE_NOTE)
            node->label = STR_NONE;
    }
}

/* The site with no more memory for a parser than half of what is left; the tree takes the rest. */
static const struct site *site_in_bounds(lua_State *L, const struct extensions *extensions)
{
    struct state *s = state_of(L);
    struct site *site = ARENA_NEW(s->arena, struct site);
    *site = *s->site;
    size_t half = bytes_left(L) / 2;
    if (site->config.limits.parser_bytes > half)
        site->config.limits.parser_bytes = half;
    extensions_apply(extensions, &site->config);
    return site;
}

/* A document with a source of its own, by the site's configuration. */
static struct doc document_of(lua_State *L, struct str text, const struct extensions *extensions)
{
    struct state *s = state_of(L);
    struct source *source = ARENA_NEW(s->arena, struct source);
    *source = (struct source){.path = STR("pandoc.read"), .text = text};
    return (struct doc){.arena = s->arena,
                        .keep = s->arena,
                        .site = site_in_bounds(L, extensions),
                        .page = s->doc->page,
                        .source = source,
                        .language = s->doc->language};
}

/* Read the source of `doc`; false with what is wrong in `diags`. */
static bool read_text(lua_State *L, struct str format, struct doc *doc, struct diags *diags)
{
    bool ok = formats_of(L)->read(doc, format, diags);
    if (ok)
        loosen(L, doc->body);
    return ok;
}

static void push_document(lua_State *L, const struct doc *doc)
{
    charge_bytes(L, 0); /* what the reader took is in the arena */
    push_element(L, doc->body);
    push_metadata(L, doc->meta);
    lua_setfield(L, -2, "meta");
}

/*
 * What a reader makes of a text at most, but for what a parser of Markdown needs besides: of each
 * word and the space before it a node, of a tag those of a table's cell, of JSON's signs values.
 */
static size_t estimate_bytes(struct str text)
{
    enum { A_TAG = 4 * sizeof(struct node), AN_OBJECT = 400, A_LIST = 150, A_VALUE = 50 };
    size_t bytes = text.len;
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool before = blank;
        blank = c == ' ' || (c >= '\t' && c <= '\r');
        bytes += blank && !before ? 2 * sizeof(struct node)
            : c == '<'            ? (size_t)A_TAG
            : c == '{'            ? (size_t)AN_OBJECT
            : c == '['            ? (size_t)A_LIST
            : c == ','            ? (size_t)A_VALUE
                                  : 0;
    }
    return bytes;
}

static void charge_reading(lua_State *L, struct str text)
{
    if (text.len > MOST_BYTES)
        raise_error(L, DIAG_FILTER_ERROR, "pandoc.read: a text of more than %d bytes",
                    (int)MOST_BYTES);
    charge(L, 2000 + UNITS_A_BYTE * text.len);
    charge_bytes(L, estimate_bytes(text));
    size_t wanted = LEAST_BYTES + BYTES_OF_MARKS * text.len; /* where each letter is a mark */
    charge_bytes(L, wanted < ENOUGH_BYTES ? wanted : ENOUGH_BYTES);
}

/* pandoc.read(text, format, options) */
static int read(lua_State *L)
{
    lua_settop(L, 3);
    luaL_checkstring(L, 1);
    struct extensions extensions;
    struct str text = keep_string(L, 1), format = take_format(L, 2, "markdown", &extensions);
    check_options(L, 3, "ReaderOptions");
    if (!formats_of(L)->reads(format))
        raise_error(L, DIAG_FILTER_ERROR, "Unknown input format %.*s", STR_ARG(format));
    charge_reading(L, text);
    struct doc doc = document_of(L, text, &extensions);
    struct diags *diags = diags_new();
    if (!read_text(L, format, &doc, diags))
        raise_first(L, "pandoc.read", diags);
    diags_free(diags);
    push_document(L, &doc);
    return 1;
}

bool push_json_document(lua_State *L, struct str text)
{
    charge_reading(L, text);
    struct doc doc = document_of(L, text, &(struct extensions){0});
    struct diags *unsaid = diags_new();
    bool ok = read_text(L, STR("json"), &doc, unsaid);
    diags_free(unsaid);
    if (ok)
        push_document(L, &doc);
    return ok;
}

/* A writer may copy the tree; what it made is given back, but for the text. */
static void charge_writing(lua_State *L, const struct node *root)
{
    size_t bytes = LEAST_BYTES;
    for (const struct node *node = root; node != NULL; node = node_next(root, node)) {
        size_t len = node->first == NULL ? node->text.len : 0;
        charge(L, UNITS_A_NODE + len);
        bytes += 2 * sizeof(struct node) + 2 * len;
    }
    charge_bytes(L, bytes);
}

/* A template asks for a whole document, whichever it is. */
static bool wants_whole(lua_State *L, int options)
{
    if (!lua_istable(L, options))
        return false;
    bool whole = lua_getfield(L, options, "template") != LUA_TNIL && lua_toboolean(L, -1);
    lua_pop(L, 1);
    return whole;
}

/* The text of a document, in the arena; nothing here may leave by an error before all is freed. */
static struct str write_text(lua_State *L, const struct node *body, struct value *meta,
                             struct str format, bool whole)
{
    struct state *s = state_of(L);
    const struct formats *formats = s->site->formats;
    struct arena *scratch = arena_new();
    struct doc doc = {.arena = scratch,
                      .keep = scratch,
                      .site = s->site,
                      .page = s->doc->page,
                      .source = s->doc->source,
                      .language = s->doc->language,
                      .meta = meta,
                      .body = (struct node *)(uintptr_t)body};
    struct diags *diags = diags_new();
    struct out out = out_new(scratch);
    bool ok = formats->write(&doc, format, whole, formats->theme, &out, diags);
    struct str text = ok ? str_keep(s->arena, out_str(&out)) : STR_NONE;
    arena_free(scratch);
    if (!ok)
        raise_first(L, "pandoc.write", diags);
    diags_free(diags);
    return text;
}

/* pandoc.write(document, format, options) */
static int write(lua_State *L)
{
    const struct formats *formats = formats_of(L);
    lua_settop(L, 3);
    struct extensions extensions; /* writers have none */
    struct str format = take_format(L, 2, "html", &extensions);
    check_options(L, 3, "WriterOptions");
    if (!formats->writes(format))
        raise_error(L, DIAG_FILTER_ERROR, "Unknown output format %.*s", STR_ARG(format));
    const struct node *given = find_element(L, 1);
    if (given == NULL || given->kind != NODE_BLOCKS)
        raise_expected(L, "Pandoc", 1);
    bool whole = wants_whole(L, 3);
    const struct node *body = look_at_element(L, 1);
    charge_writing(L, body);
    struct str text = write_text(L, body, take_metadata_of(L, 1), format, whole);
    charge_bytes(L, 0);                                 /* it is in the arena already */
    if (text.len != 0 && text.at[text.len - 1] == '\n') /* as pandoc gives a fragment */
        text.len -= !whole;
    push_str(L, text);
    return 1;
}

/*
 * gloss.template(text, values): what the filling may cost is charged before, by the length of both,
 * of which no list of lines comes near it.
 */
int gloss_template(lua_State *L)
{
    const struct formats *formats = formats_of(L);
    struct arena *arena = state_of(L)->arena;
    lua_settop(L, 2);
    luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = STR("gloss.template"), .text = keep_string(L, 1)};
    struct out json = out_new(arena), out = out_new(arena);
    put_json(L, 2, &json);
    charge_json(L, out_str(&json));
    size_t limit = 100000 + 64 * (source->text.len + json.len);
    limit = limit < MOST_FILLED ? limit : MOST_FILLED;
    charge_bytes(L, limit);
    struct diags *diags = diags_new();
    if (!formats->fill(source, out_str(&json), limit, &out, diags))
        raise_first(L, "gloss.template", diags);
    diags_free(diags);
    push_str(L, out_str(&out));
    return 1;
}

void set_formats(lua_State *L)
{
    static const luaL_Reg functions[] = {{"read", read}, {"write", write}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
