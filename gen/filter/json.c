/* pandoc.json, and quarto.json, which knows nothing of elements. */
#include "filter/json.h"

#include <jansson.h>
#include <math.h>

#include "filter/fields.h"
#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/sandbox.h"

/* ---- writing ---- */

static void put_text(lua_State *L, struct str text, struct out *out)
{
    charge_bytes(L, text.len * 2);
    out_char(out, '"');
    out_json(out, text);
    out_char(out, '"');
}

static void put_number(lua_State *L, int index, struct out *out)
{
    double number = lua_tonumber(L, index);
    if (lua_isinteger(L, index))
        out_fmt(out, LUA_INTEGER_FMT, lua_tointeger(L, index));
    else if (isfinite(number))
        out_number(out, number);
    else
        out_c(out, "null");
}

static void put_array(lua_State *L, int index, struct out *out)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    out_char(out, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        out_c(out, i > 1 ? "," : "");
        lua_rawgeti(L, index, i);
        put_json(L, lua_gettop(L), out);
        lua_pop(L, 1);
    }
    out_char(out, ']');
}

static void put_member(lua_State *L, struct out *out)
{
    int value = lua_gettop(L), key = value - 1;
    if (lua_type(L, key) != LUA_TSTRING && lua_type(L, key) != LUA_TNUMBER)
        raise_error(L, DIAG_FILTER_ERROR, "a %s cannot be a key of JSON", luaL_typename(L, key));
    lua_pushvalue(L, key);
    put_text(L, keep_string(L, -1), out);
    lua_pop(L, 1);
    out_char(out, ':');
    put_json(L, value, out);
}

static void put_object(lua_State *L, int index, struct out *out)
{
    int iterator = begin_pairs(L, index);
    const char *before = "{";
    while (next_pair(L, index, iterator)) {
        out_c(out, before);
        put_member(L, out);
        before = ",";
    }
    out_c(out, before[0] == '{' ? "{}" : "}");
}

/* Lists are arrays even when they are empty, other tables when they have a first item. */
static void put_table(lua_State *L, int index, struct out *out)
{
    bool array = is_list_type(L, index, "List") || is_list_type(L, index, "Inlines")
        || is_list_type(L, index, "Blocks");
    if (!array) {
        array = lua_rawgeti(L, index, 1) != LUA_TNIL;
        lua_pop(L, 1);
    }
    charge(L, 1 + (array ? lua_rawlen(L, index) : 0));
    (array ? put_array : put_object)(L, index, out);
}

static void charge_written(lua_State *L, const struct node *node)
{
    charge_tree(L, node);
    for (const struct node *at = node; at != NULL; at = node_next(node, at))
        charge_bytes(L, 64 + 2 * at->text.len);
}

static void put_node(lua_State *L, const struct node *node, struct out *out)
{
    charge_written(L, node);
    formats_of(L)->write_json(node, out);
}

static void put_document(lua_State *L, int index, struct out *out)
{
    const struct node *blocks = look_at_element(L, index);
    charge_written(L, blocks);
    formats_of(L)->write_json_document(blocks, take_metadata_of(L, index), out);
}

/* What the JSON of `node` is between the first `start` and the last `end` bytes. */
static void put_node_part(lua_State *L, const struct node *node, size_t start, size_t end,
                          struct out *out)
{
    struct out whole = out_new(out->arena);
    put_node(L, node, &whole);
    out_raw(out, str_slice(out_str(&whole), start, whole.len - end));
}

/* Attributes, list attributes and citations are written as those of an element that has them. */
static bool put_part(lua_State *L, int index, struct out *out)
{
    struct node *span = make_node(L, NODE_SPAN), *list = make_node(L, NODE_ORDERED_LIST);
    struct node *cite = make_node(L, NODE_CITE);
    if (luaL_testudata(L, index, "Attr") != NULL) {
        span->attr = take_attr(L, index);
        put_node_part(L, span, sizeof "{'t':'Span','c':[" - 1, sizeof ",[]]}" - 1, out);
    } else if (luaL_testudata(L, index, "AttributeList") != NULL) {
        span->attr = take_attr(L, index);
        put_node_part(L, span, sizeof "{'t':'Span','c':[['',[]," - 1, sizeof "],[]]}" - 1, out);
    } else if (luaL_testudata(L, index, LIST_ATTRIBUTES) != NULL) {
        take_list_marks(L, index, list);
        put_node_part(L, list, sizeof "{'t':'OrderedList','c':[" - 1, sizeof ",[]]}" - 1, out);
    } else if (luaL_testudata(L, index, CITATION) != NULL) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, index);
        lua_rawseti(L, -2, 1);
        take_citations(L, cite);
        lua_pop(L, 1);
        put_node_part(L, cite, sizeof "{'t':'Cite','c':[[" - 1, sizeof "],[]]}" - 1, out);
    } else {
        return false;
    }
    return true;
}

static void put_userdata(lua_State *L, int index, struct out *out)
{
    const struct node *node = find_element(L, index);
    if (node != NULL && node->kind == NODE_BLOCKS)
        put_document(L, index, out);
    else if (node != NULL)
        put_node(L, look_at_element(L, index), out);
    else if (!put_part(L, index, out))
        raise_error(L, DIAG_FILTER_ERROR, "a %s cannot be written as JSON", type_of(L, index));
}

/* Whether the value has a method that gives its JSON, which has then been added. */
static bool put_by_method(lua_State *L, int index, struct out *out)
{
    if (luaL_getmetafield(L, index, "__tojson") == LUA_TNIL)
        return false;
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
        raise_expected(L, "a string as the result of __tojson", -1);
    out_raw(out, keep_string(L, -1));
    lua_pop(L, 1);
    return true;
}

static void put_value(lua_State *L, int index, struct out *out)
{
    switch (lua_type(L, index)) {
    case LUA_TNIL: out_c(out, "null"); break;
    case LUA_TBOOLEAN: out_c(out, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNUMBER: put_number(L, index, out); break;
    case LUA_TSTRING: put_text(L, keep_string(L, index), out); break;
    case LUA_TTABLE: put_table(L, index, out); break;
    case LUA_TUSERDATA: put_userdata(L, index, out); break;
    case LUA_TLIGHTUSERDATA: out_c(out, "null"); break; /* json.null, the only one there is */
    default:
        raise_error(L, DIAG_FILTER_ERROR, "a %s cannot be written as JSON",
                    luaL_typename(L, index));
    }
}

void put_json(lua_State *L, int index, struct out *out)
{
    enter(L);
    charge(L, 2);
    if (!put_by_method(L, index, out))
        put_value(L, index, out);
    leave(L);
}

static int json_encode(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    struct out out = out_new(state_of(L)->arena);
    put_json(L, 1, &out);
    charge_bytes(L, out.len);
    push_str(L, out_str(&out));
    return 1;
}

/* ---- reading values ---- */

static void push_json(lua_State *L, const json_t *value);

static void push_array(lua_State *L, const json_t *array)
{
    size_t count = json_array_size(array);
    lua_createtable(L, count < 1000 ? (int)count : 1000, 0);
    for (size_t i = 0; i < count; i++) {
        push_json(L, json_array_get(array, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

static void push_object(lua_State *L, const json_t *object)
{
    const char *key;
    size_t len;
    json_t *value;
    lua_newtable(L);
    json_object_keylen_foreach((json_t *)(uintptr_t)object, key, len, value)
    {
        push_str(L, (struct str){key, len});
        push_json(L, value);
        lua_rawset(L, -3);
    }
}

static void push_json(lua_State *L, const json_t *value)
{
    enter(L);
    charge(L, 2);
    switch (json_typeof(value)) {
    case JSON_NULL: lua_pushlightuserdata(L, NULL); break;
    case JSON_TRUE:
    case JSON_FALSE: lua_pushboolean(L, json_is_true(value)); break;
    case JSON_INTEGER: lua_pushinteger(L, json_integer_value(value)); break;
    case JSON_REAL: lua_pushnumber(L, json_real_value(value)); break;
    case JSON_STRING:
        push_str(L, (struct str){json_string_value(value), json_string_length(value)});
        break;
    case JSON_ARRAY: push_array(L, value); break;
    case JSON_OBJECT: push_object(L, value); break;
    }
    leave(L);
}

/* At 1: the value, which nobody gives back where an error leaves this function. */
static int convert(lua_State *L)
{
    push_json(L, lua_touserdata(L, 1));
    return 1;
}

/* Push `value`, which is given back whatever happens. */
static void push_value_and_free(lua_State *L, json_t *value)
{
    int depth = state_of(L)->depth;
    lua_pushcfunction(L, convert);
    lua_pushlightuserdata(L, value);
    int status = lua_pcall(L, 1, 1, 0);
    json_decref(value);
    if (status == LUA_OK)
        return;
    state_of(L)->depth = depth;
    lua_error(L);
}

/* Each mark brings a value or a pair of them. */
void charge_json(lua_State *L, struct str text)
{
    size_t bytes = text.len * 2;
    for (size_t i = 0; i < text.len; i++)
        bytes += text.at[i] == '{' ? 256
            : text.at[i] == '['    ? 128
            : text.at[i] == ':'    ? 128
            : text.at[i] == ','    ? 64
                                   : 0;
    charge(L, text.len);
    charge_bytes(L, bytes);
}

static json_t *parse(lua_State *L, struct str text)
{
    json_error_t error;
    charge_json(L, text);
    json_t *value = json_loadb(text.at, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (value == NULL)
        raise_error(L, DIAG_FILTER_ERROR, "json.decode: this is no JSON: line %d, column %d: %s",
                    error.line, error.column, error.text);
    return value;
}

/* ---- reading elements ---- */

/* Push what stands between `before` and `after` as a document; false where that is none. */
static bool push_inside(lua_State *L, const char *before, struct str text, const char *after)
{
    struct out out = out_sized(state_of(L)->arena, text.len + 128);
    out_c(&out, before);
    out_raw(&out, text);
    out_c(&out, after);
    return push_json_document(L, out_str(&out));
}

#define DOCUMENT "{\"pandoc-api-version\":[1,23,1],\"meta\":{},\"blocks\":"
#define PLAIN "[{\"t\":\"Plain\",\"c\":"

static struct node *body_here(lua_State *L)
{
    return find_element(L, -1);
}

/* One block or inline; false where `text` is neither. */
static bool push_one(lua_State *L, struct str text)
{
    struct node *node = NULL;
    if (push_inside(L, DOCUMENT "[", text, "]}"))
        node = body_here(L)->first;
    else if (push_inside(L, DOCUMENT PLAIN "[", text, "]}]}"))
        node = body_here(L)->first->first;
    else
        return false;
    if (node != NULL)
        push_element(L, node);
    return node != NULL;
}

static bool push_several(lua_State *L, struct str text)
{
    if (push_inside(L, DOCUMENT PLAIN, text, "}]}"))
        push_inlines(L, body_here(L)->first);
    else if (push_inside(L, DOCUMENT, text, "}"))
        push_blocks(L, body_here(L));
    else
        return false;
    return true;
}

enum shape { SHAPE_VALUE, SHAPE_DOCUMENT, SHAPE_ONE, SHAPE_SEVERAL };

/* What the value may be, if it is anything of pandoc's. */
static enum shape shape_of(const json_t *value)
{
    const json_t *first = json_array_get(value, 0);
    if (json_is_array(value) && (first == NULL || json_is_string(json_object_get(first, "t"))))
        return SHAPE_SEVERAL;
    if (json_is_string(json_object_get(value, "t")))
        return SHAPE_ONE;
    bool document = json_object_get(value, "blocks") != NULL
        && json_object_get(value, "pandoc-api-version") != NULL;
    return document ? SHAPE_DOCUMENT : SHAPE_VALUE;
}

static bool push_of_pandoc(lua_State *L, enum shape shape, struct str text)
{
    switch (shape) {
    case SHAPE_VALUE: return false;
    case SHAPE_DOCUMENT: return push_json_document(L, text);
    case SHAPE_ONE: return push_one(L, text);
    case SHAPE_SEVERAL: return push_several(L, text);
    }
    return false;
}

/* json.decode(text, pandoc_types); upvalue 1: what pandoc_types is if nothing is said. */
static int json_decode(lua_State *L)
{
    struct str text;
    lua_settop(L, 2);
    text.at = luaL_checklstring(L, 1, &text.len);
    bool types = lua_toboolean(L, lua_isnil(L, 2) ? lua_upvalueindex(1) : 2);
    json_t *value = parse(L, text);
    enum shape shape = types ? shape_of(value) : SHAPE_VALUE;
    if (shape != SHAPE_VALUE) {
        json_decref(value); /* the reader may leave by an error */
        if (push_of_pandoc(L, shape, text))
            return 1;
        value = parse(L, text);
    }
    push_value_and_free(L, value);
    return 1;
}

void push_json_module(lua_State *L, bool types)
{
    lua_createtable(L, 0, 3);
    lua_pushboolean(L, types);
    lua_pushcclosure(L, json_decode, 1);
    lua_setfield(L, -2, "decode");
    lua_pushcfunction(L, json_encode);
    lua_setfield(L, -2, "encode");
    lua_pushlightuserdata(L, NULL);
    lua_setfield(L, -2, "null");
}
