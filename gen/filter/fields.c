#include "filter/fields.h"

#include <string.h>

#include "filter/marshal.h"
#include "filter/members.h"
#include "model/names.h"

enum field_kind {
    FIELD_TEXT,
    FIELD_INTEGER,
    FIELD_MODE,
    FIELD_STYLE,
    FIELD_DELIMITER,
    FIELD_INLINES,
    FIELD_ALIGNMENTS,
    FIELD_NUMBER,
    FIELD_NUMBERS,
    FIELD_BLOCKS,
    FIELD_CELLS,
    FIELD_ROWS
};

enum { MAX_FIELDS = 6 };

struct field {
    const char *name;
    enum field_kind kind;
};

/* The fields in the order of the constructor's arguments; `required` of them must be given. */
struct type {
    const char *name;
    lua_CFunction show;
    int required;
    struct field fields[MAX_FIELDS + 1];
};

static const struct type types[] = {
    {CITATION,
     citation_show,
     2,
     {{"id", FIELD_TEXT},
      {"mode", FIELD_MODE},
      {"prefix", FIELD_INLINES},
      {"suffix", FIELD_INLINES},
      {"note_num", FIELD_INTEGER},
      {"hash", FIELD_INTEGER}}},
    {LIST_ATTRIBUTES,
     list_attributes_show,
     0,
     {{"start", FIELD_INTEGER}, {"style", FIELD_STYLE}, {"delimiter", FIELD_DELIMITER}}},
    {SIMPLE_TABLE,
     simple_table_show,
     5,
     {{"caption", FIELD_INLINES},
      {"aligns", FIELD_ALIGNMENTS},
      {"widths", FIELD_NUMBERS},
      {"headers", FIELD_CELLS},
      {"rows", FIELD_ROWS}}},
};

static const struct type *find_type(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    return &types[0];
}

static const struct field *find_field(const struct type *type, const char *name)
{
    if (strcmp(name, "header") == 0) /* as pandoc calls it too */
        name = "headers";
    for (const struct field *f = type->fields; f->name != NULL; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

/* ---- what a field is to be ---- */

static void push_value_as(lua_State *L, int index, enum field_kind kind);

static void push_list_as(lua_State *L, int index, enum field_kind kind)
{
    if (!lua_istable(L, index))
        raise_expected(L, "list", index);
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    charge(L, 1 + (uint64_t)count);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        push_value_as(L, lua_gettop(L), kind);
        lua_remove(L, -2);
        lua_rawseti(L, -2, i);
    }
    set_list_type(L, "List");
}

static void push_text_at(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TNUMBER)
        raise_expected(L, "string", index);
    lua_pushvalue(L, index);
    lua_tostring(L, -1);
}

static void push_integer_at(lua_State *L, int index)
{
    int is_number;
    lua_Integer value = lua_tointegerx(L, index, &is_number);
    if (!is_number)
        raise_expected(L, "Int", index);
    lua_pushinteger(L, value);
}

static void push_number_at(lua_State *L, int index)
{
    if (!lua_isnumber(L, index))
        raise_expected(L, "number", index);
    lua_pushnumber(L, lua_tonumber(L, index));
}

static void push_blocks_at(lua_State *L, int index)
{
    struct node *holder = make_node(L, NODE_BLOCKS);
    take_blocks(L, index, holder);
    push_blocks(L, holder);
}

static void push_inlines_at(lua_State *L, int index)
{
    struct node *holder = make_node(L, NODE_INLINES);
    take_inlines(L, index, holder);
    push_inlines(L, holder);
}

static void push_name_at(lua_State *L, int index, enum field_kind kind)
{
    struct node *list = make_node(L, NODE_ORDERED_LIST);
    if (kind == FIELD_MODE) {
        lua_pushstring(L,
                       citation_mode_names[take_name(L, index, citation_mode_names,
                                                     CITATION_MODE_COUNT, "CitationMode")]);
        return;
    }
    lua_createtable(L, 3, 0);
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, kind == FIELD_STYLE ? 2 : 3);
    take_list_marks(L, -1, list);
    lua_pop(L, 1);
    lua_pushstring(L,
                   kind == FIELD_STYLE ? list_style_names[list->list.style]
                                       : list_delimiter_names[list->list.delimiter]);
}

static void push_value_as(lua_State *L, int index, enum field_kind kind)
{
    enter(L);
    switch (kind) {
    case FIELD_TEXT: push_text_at(L, index); break;
    case FIELD_INTEGER: push_integer_at(L, index); break;
    case FIELD_MODE:
    case FIELD_STYLE:
    case FIELD_DELIMITER: push_name_at(L, index, kind); break;
    case FIELD_INLINES: push_inlines_at(L, index); break;
    case FIELD_ALIGNMENTS: push_list_as(L, index, FIELD_TEXT); break;
    case FIELD_NUMBER: push_number_at(L, index); break;
    case FIELD_NUMBERS: push_list_as(L, index, FIELD_NUMBER); break;
    case FIELD_BLOCKS: push_blocks_at(L, index); break;
    case FIELD_CELLS: push_list_as(L, index, FIELD_BLOCKS); break;
    case FIELD_ROWS: push_list_as(L, index, FIELD_CELLS); break;
    }
    leave(L);
}

/* Push what a field has that was not given. */
static void push_default(lua_State *L, enum field_kind kind, const struct type *type)
{
    lua_Integer number = strcmp(type->name, LIST_ATTRIBUTES) == 0;
    switch (kind) {
    case FIELD_INTEGER: lua_pushinteger(L, number); break;
    case FIELD_STYLE: lua_pushliteral(L, "DefaultStyle"); break;
    case FIELD_DELIMITER: lua_pushliteral(L, "DefaultDelim"); break;
    case FIELD_INLINES: push_inlines(L, make_node(L, NODE_INLINES)); break;
    case FIELD_TEXT:
    case FIELD_MODE: lua_pushliteral(L, ""); break;
    case FIELD_ALIGNMENTS:
    case FIELD_NUMBER:
    case FIELD_NUMBERS:
    case FIELD_BLOCKS:
    case FIELD_CELLS:
    case FIELD_ROWS:
        lua_newtable(L);
        set_list_type(L, "List");
        break;
    }
}

/* ---- userdata ---- */

void wrap_fields(lua_State *L, const char *type)
{
    lua_newuserdatauv(L, 1, 1);
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    luaL_setmetatable(L, type);
}

bool push_fields(lua_State *L, int index, const char *type)
{
    if (lua_type(L, index) != LUA_TUSERDATA || luaL_testudata(L, index, type) == NULL)
        return false;
    lua_getiuservalue(L, index, 1);
    return true;
}

void push_field(lua_State *L, int index, const char *type, const char *name)
{
    const struct type *t = find_type(type);
    const struct field *field = find_field(t, name);
    if (!push_fields(L, index, type))
        raise_expected(L, type, index);
    lua_getfield(L, -1, name);
    push_value_as(L, lua_gettop(L), field->kind);
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* Upvalue 1 of these: the name of the type. */
static const struct type *type_here(lua_State *L)
{
    return find_type(lua_tostring(L, lua_upvalueindex(1)));
}

static void push_table_at(lua_State *L, int index, const struct type *type)
{
    if (!push_fields(L, index, type->name))
        raise_expected(L, type->name, index);
}

static int fields_clone(lua_State *L)
{
    const struct type *type = type_here(L);
    luaL_checkudata(L, 1, type->name);
    lua_newtable(L);
    for (const struct field *f = type->fields; f->name != NULL; f++) {
        push_field(L, 1, type->name, f->name);
        lua_setfield(L, -2, f->name);
    }
    wrap_fields(L, type->name);
    return 1;
}

static int fields_index(lua_State *L)
{
    const struct type *type = type_here(L);
    push_table_at(L, 1, type);
    if (lua_type(L, 2) == LUA_TNUMBER) { /* ListAttributes are a triple too */
        lua_Integer i = lua_tointeger(L, 2);
        if (i < 1 || i > MAX_FIELDS || type->fields[i - 1].name == NULL)
            return 0;
        lua_getfield(L, -1, type->fields[i - 1].name);
        return 1;
    }
    const char *name = luaL_checkstring(L, 2);
    const struct field *field = find_field(type, name);
    if (field != NULL) {
        lua_getfield(L, -1, field->name);
    } else if (strcmp(name, "clone") == 0) {
        lua_pushstring(L, type->name);
        lua_pushcclosure(L, fields_clone, 1);
    } else if (strcmp(name, "t") == 0 || strcmp(name, "tag") == 0) {
        lua_pushstring(L, type->name);
    } else {
        return 0;
    }
    return 1;
}

static int fields_newindex(lua_State *L)
{
    const struct type *type = type_here(L);
    lua_settop(L, 3);
    push_table_at(L, 1, type);
    const struct field *field = find_field(type, luaL_checkstring(L, 2));
    if (field == NULL)
        return luaL_error(L, "Cannot set unknown property.");
    lua_pushvalue(L, 3);
    lua_setfield(L, -2, field->name);
    return 0;
}

static int fields_equal(lua_State *L)
{
    const struct type *type = type_here(L);
    bool equal =
        luaL_testudata(L, 1, type->name) != NULL && luaL_testudata(L, 2, type->name) != NULL;
    for (const struct field *f = type->fields; f->name != NULL && equal; f++) {
        push_field(L, 1, type->name, f->name);
        push_field(L, 2, type->name, f->name);
        equal = lua_compare(L, -1, -2, LUA_OPEQ);
        lua_pop(L, 2);
    }
    lua_pushboolean(L, equal);
    return 1;
}

static int fields_pairs(lua_State *L)
{
    static const char *const methods[] = {"clone", NULL};
    const struct type *type = type_here(L);
    const char *names[MAX_FIELDS + 1] = {NULL};
    for (size_t i = 0; i < MAX_FIELDS && type->fields[i].name != NULL; i++)
        names[i] = type->fields[i].name;
    luaL_checkudata(L, 1, type->name);
    return push_members(L, names, methods);
}

static int construct_fields(lua_State *L)
{
    const struct type *type = type_here(L);
    lua_settop(L, MAX_FIELDS);
    lua_newtable(L);
    for (int i = 0; type->fields[i].name != NULL; i++) {
        if (i >= type->required && lua_isnil(L, i + 1))
            push_default(L, type->fields[i].kind, type);
        else
            push_value_as(L, i + 1, type->fields[i].kind);
        lua_setfield(L, -2, type->fields[i].name);
    }
    wrap_fields(L, type->name);
    return 1;
}

void push_fields_constructor(lua_State *L, const char *type)
{
    lua_pushstring(L, type);
    lua_pushcclosure(L, construct_fields, 1);
}

void open_fields(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__index", fields_index},
                                    {"__newindex", fields_newindex},
                                    {"__eq", fields_equal},
                                    {"__pairs", fields_pairs},
                                    {NULL, NULL}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        luaL_newmetatable(L, types[i].name);
        lua_pushstring(L, types[i].name);
        luaL_setfuncs(L, meta, 1);
        lua_pushstring(L, types[i].name);
        lua_setfield(L, -2, "__metatable");
        lua_pushcfunction(L, types[i].show);
        lua_setfield(L, -2, "__tostring");
        lua_pop(L, 1);
    }
}

/* ---- citations ---- */

static void push_citation(lua_State *L, const struct citation *citation)
{
    luaL_checkstack(L, 8, "nested too deeply");
    lua_createtable(L, 0, MAX_FIELDS);
    push_str(L, citation->id);
    lua_setfield(L, -2, "id");
    lua_pushstring(L, citation_mode_names[citation->mode]);
    lua_setfield(L, -2, "mode");
    push_inlines(L, citation->prefix);
    lua_setfield(L, -2, "prefix");
    push_inlines(L, citation->suffix);
    lua_setfield(L, -2, "suffix");
    lua_pushinteger(L, citation->note_number);
    lua_setfield(L, -2, "note_num");
    lua_pushinteger(L, citation->hash);
    lua_setfield(L, -2, "hash");
    wrap_fields(L, CITATION);
}

void push_citations(lua_State *L, const struct node *cite)
{
    charge(L, 1 + cite->citations.count);
    lua_newtable(L);
    for (size_t i = 0; i < cite->citations.count; i++) {
        push_citation(L, &cite->citations.at[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

/* The inlines of a field; what is hidden in citations counts as nesting too. */
static struct node *take_field_inlines(lua_State *L, const char *name)
{
    struct node *holder = make_node(L, NODE_INLINES);
    lua_getfield(L, -1, name);
    take_inlines(L, -1, holder);
    lua_pop(L, 1);
    charge_tree(L, holder);
    return holder;
}

static int take_field_integer(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    push_integer_at(L, lua_gettop(L));
    lua_Integer value = lua_tointeger(L, -1);
    lua_pop(L, 2);
    if (value < -1000000000 || value > 1000000000)
        raise_error(L, DIAG_FILTER_BAD_NODE, "a smaller number expected as %s", name);
    return (int)value;
}

/* The citation whose table is on top of the stack. */
static struct citation take_citation(lua_State *L)
{
    struct citation citation;
    lua_getfield(L, -1, "id");
    push_text_at(L, lua_gettop(L));
    citation.id = keep_string(L, -1);
    lua_pop(L, 2);
    lua_getfield(L, -1, "mode");
    citation.mode = (enum citation_mode)take_name(L, -1, citation_mode_names, CITATION_MODE_COUNT,
                                                  "CitationMode");
    lua_pop(L, 1);
    citation.prefix = take_field_inlines(L, "prefix");
    citation.suffix = take_field_inlines(L, "suffix");
    citation.note_number = take_field_integer(L, "note_num");
    citation.hash = take_field_integer(L, "hash");
    return citation;
}

void take_citations(lua_State *L, struct node *cite)
{
    if (!lua_istable(L, -1))
        raise_expected(L, "list of Citations", -1);
    size_t count = lua_rawlen(L, -1);
    charge_bytes(L, count * sizeof(struct citation));
    cite->citations.at = ARENA_ARRAY(state_of(L)->arena, count, struct citation);
    cite->citations.count = 0;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        if (!push_fields(L, -1, CITATION))
            raise_expected(L, CITATION, -1);
        cite->citations.at[i] = take_citation(L);
        cite->citations.count++;
        lua_pop(L, 2);
    }
}
