/*
 * List, Inlines and Blocks: real tables with a metatable. The metatables are also what filters see
 * as pandoc.List and the like, so methods can be called on plain tables too.
 */
#include <string.h>

#include "filter/marshal.h"
#include "filter/modules.h"
#include "filter/walk.h"

enum { MOST_STEPS = 1 << 30 };

static void push_type_name(lua_State *L, const char *type)
{
    lua_pushfstring(L, "gloss.%s", type);
}

void set_list_type(lua_State *L, const char *type)
{
    push_type_name(L, type);
    lua_rawget(L, LUA_REGISTRYINDEX);
    lua_setmetatable(L, -2);
}

bool is_list_type(lua_State *L, int index, const char *type)
{
    if (!lua_istable(L, index) || !lua_getmetatable(L, index))
        return false;
    push_type_name(L, type);
    lua_rawget(L, LUA_REGISTRYINDEX);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/* Give the table on top the type of the table at `index`, List where it has none. */
static void copy_type(lua_State *L, int index)
{
    if (lua_getmetatable(L, index))
        lua_setmetatable(L, -2);
    else
        set_list_type(L, "List");
}

static lua_Integer length_of(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    lua_Integer length = (lua_Integer)lua_rawlen(L, index);
    charge(L, 1 + (uint64_t)length);
    return length;
}

/* Append the items of the table at `from` to the table at `to`. */
static void append_items(lua_State *L, int to, int from)
{
    lua_Integer at = (lua_Integer)lua_rawlen(L, to), count = length_of(L, from);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, to, at + i);
    }
}

/* ---- methods ---- */

static int list_clone(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_newtable(L);
    append_items(L, 2, 1);
    copy_type(L, 1);
    return 1;
}

static int list_extend(lua_State *L)
{
    length_of(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    append_items(L, 1, 2);
    lua_settop(L, 1);
    return 1;
}

static int list_concat(lua_State *L)
{
    lua_settop(L, 2);
    lua_newtable(L);
    append_items(L, 3, 1);
    append_items(L, 3, 2);
    if (lua_getmetatable(L, 1)) /* a plain table on the left stays one */
        lua_setmetatable(L, 3);
    lua_settop(L, 3);
    return 1;
}

static int list_at(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 2), length = length_of(L, 1);
    lua_rawgeti(L, 1, i < 0 ? length + i + 1 : i);
    if (lua_isnil(L, -1) && lua_gettop(L) > 3)
        lua_pushvalue(L, 3);
    return 1;
}

/*
 * Call the predicate at `function`, which may be a callable
 * table, with item `i`, which is left below the result.
 */
static bool call_with_item(lua_State *L, int function, lua_Integer i, int results)
{
    lua_rawgeti(L, 1, i);
    lua_pushvalue(L, function);
    lua_pushvalue(L, -2);
    lua_pushinteger(L, i);
    lua_call(L, 2, results);
    return lua_toboolean(L, -1);
}

static int list_filter(lua_State *L)
{
    lua_Integer count = length_of(L, 1), kept = 0;
    lua_settop(L, 2);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= count; i++) {
        bool keep = call_with_item(L, 2, i, 1);
        lua_pop(L, 1);
        if (keep)
            lua_rawseti(L, 3, ++kept);
        else
            lua_pop(L, 1);
    }
    copy_type(L, 1);
    return 1;
}

static int list_map(lua_State *L)
{
    lua_Integer count = length_of(L, 1);
    lua_settop(L, 2);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= count; i++) {
        call_with_item(L, 2, i, 1);
        lua_rawseti(L, 3, i);
        lua_pop(L, 1);
    }
    set_list_type(L, "List");
    return 1;
}

/* Where to begin to look, by the argument at 3; a negative one counts from the end. */
static lua_Integer first_place(lua_State *L, lua_Integer count)
{
    lua_Integer first = luaL_optinteger(L, 3, 1);
    return first < 0 ? first + count + 1 : first;
}

static int list_find(lua_State *L)
{
    lua_Integer count = length_of(L, 1);
    for (lua_Integer i = first_place(L, count); i >= 1 && i <= count; i++) {
        lua_rawgeti(L, 1, i);
        if (lua_compare(L, -1, 2, LUA_OPEQ)) {
            lua_pushinteger(L, i);
            return 2;
        }
        lua_pop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

static int list_find_if(lua_State *L)
{
    lua_Integer count = length_of(L, 1);
    for (lua_Integer i = first_place(L, count); i >= 1 && i <= count; i++) {
        bool found = call_with_item(L, 2, i, 1);
        lua_pop(L, 1);
        if (found) {
            lua_pushinteger(L, i);
            return 2;
        }
        lua_pop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

static int list_includes(lua_State *L)
{
    list_find(L);
    lua_pushboolean(L, lua_type(L, -1) == LUA_TNUMBER && lua_gettop(L) > 3);
    return 1;
}

/* Upvalues: the list, where the next item is, the step. */
static int list_next(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    lua_pushinteger(L, i + lua_tointeger(L, lua_upvalueindex(3)));
    lua_replace(L, lua_upvalueindex(2));
    lua_rawgeti(L, lua_upvalueindex(1), i);
    return 1;
}

/* list:iter(step): with a negative step from the end of the list. */
static int list_iter(lua_State *L)
{
    lua_Integer step = luaL_optinteger(L, 2, 1), count = length_of(L, 1);
    luaL_argcheck(L, step != 0 && step > -MOST_STEPS && step < MOST_STEPS, 2, "no such step");
    lua_settop(L, 1);
    lua_pushinteger(L, step > 0 ? 1 : count);
    lua_pushinteger(L, step);
    lua_pushcclosure(L, list_next, 3);
    return 1;
}

static int list_equal(lua_State *L)
{
    bool equal = lua_istable(L, 1) && lua_istable(L, 2) && lua_rawlen(L, 1) == lua_rawlen(L, 2)
        && lua_getmetatable(L, 1) && lua_getmetatable(L, 2) && lua_rawequal(L, -1, -2);
    lua_Integer count = equal ? length_of(L, 1) : 0;
    enter(L);
    for (lua_Integer i = 1; i <= count && equal; i++) {
        lua_rawgeti(L, 1, i);
        lua_rawgeti(L, 2, i);
        equal = lua_compare(L, -1, -2, LUA_OPEQ);
        lua_pop(L, 2);
    }
    leave(L);
    lua_pushboolean(L, equal);
    return 1;
}

/* The nodes of the list at 1, which is of Inlines where `inlines` is true. */
static struct node *take_list(lua_State *L, bool inlines)
{
    struct node *holder = make_node(L, inlines ? NODE_INLINES : NODE_BLOCKS);
    (inlines ? take_inlines : take_blocks)(L, 1, holder);
    return holder;
}

static struct node *copy_list(lua_State *L, bool inlines)
{
    struct state *s = state_of(L);
    bool copying = s->copying;
    s->copying = true;
    struct node *holder = take_list(L, inlines);
    s->copying = copying;
    return holder;
}

/* "List {1, 2}"; Inlines and Blocks as pandoc's native format has them. */
static int list_show(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    struct out out = out_new(state_of(L)->arena);
    bool inlines = is_list_type(L, 1, "Inlines");
    if (inlines || is_list_type(L, 1, "Blocks")) {
        show_children(L, copy_list(L, inlines), &out); /* showing takes nothing away */
        push_str(L, out_str(&out));
        return 1;
    }
    lua_Integer count = length_of(L, 1);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    luaL_addstring(&buffer, "List {");
    enter(L);
    charge(L, 50 + (uint64_t)count * 20);
    for (lua_Integer i = 1; i <= count; i++) {
        luaL_addstring(&buffer, i > 1 ? ", " : "");
        lua_getglobal(L, "tostring");
        lua_rawgeti(L, 1, i);
        lua_call(L, 1, 1);
        luaL_addvalue(&buffer);
    }
    leave(L);
    luaL_addchar(&buffer, '}');
    luaL_pushresult(&buffer);
    return 1;
}

/* ---- Inlines and Blocks ---- */

static int inlines_walk(lua_State *L)
{
    push_inlines(L, walk_tree(L, copy_list(L, true), 2));
    return 1;
}

static int blocks_walk(lua_State *L)
{
    push_blocks(L, walk_tree(L, copy_list(L, false), 2));
    return 1;
}

static int inlines_clone(lua_State *L)
{
    push_inlines(L, copy_list(L, true));
    return 1;
}

static int blocks_clone(lua_State *L)
{
    push_blocks(L, copy_list(L, false));
    return 1;
}

/* ---- constructors: called with the metatable first ---- */

/* Items from an iterator and its state at 1 to 3 into a new table on top. */
static void collect(lua_State *L)
{
    lua_settop(L, 3);
    lua_newtable(L);
    for (lua_Integer i = 1;; i++) {
        lua_pushvalue(L, 1);
        lua_pushvalue(L, 2);
        lua_pushvalue(L, 3);
        lua_call(L, 2, 1);
        if (lua_isnil(L, -1))
            break;
        lua_copy(L, -1, 3);
        lua_rawseti(L, 4, i);
    }
    lua_pop(L, 1);
}

static int make_list(lua_State *L)
{
    lua_remove(L, 1);
    if (lua_isnoneornil(L, 1))
        lua_newtable(L);
    else if (lua_isfunction(L, 1))
        collect(L);
    else
        luaL_checktype(L, 1, LUA_TTABLE);
    set_list_type(L, "List");
    return 1;
}

static int make_inlines(lua_State *L)
{
    lua_remove(L, 1);
    push_inlines(L, take_list(L, true));
    return 1;
}

static int make_blocks(lua_State *L)
{
    lua_remove(L, 1);
    push_blocks(L, take_list(L, false));
    return 1;
}

/* The list type that the table at 1 is; List where it is none. */
static const char *type_here(lua_State *L)
{
    static const char *const names[] = {"Inlines", "Blocks"};
    for (int i = 0; i < 2; i++) {
        push_type_name(L, names[i]);
        lua_rawget(L, LUA_REGISTRYINDEX);
        bool same = lua_rawequal(L, 1, -1);
        lua_pop(L, 1);
        if (same)
            return names[i];
    }
    return "List";
}

static int list_new(lua_State *L)
{
    lua_settop(L, 2);
    const char *type = type_here(L);
    make_list(L);
    set_list_type(L, type);
    return 1;
}

/* A finaliser would run where no budget sees it. */
static int refuse_finaliser(lua_State *L)
{
    if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "__gc") == 0)
        raise_error(L, DIAG_FILTER_REFUSED, "finalisers (__gc) are not allowed in a filter");
    lua_rawset(L, 1);
    return 0;
}

/* A metatable under its name in the registry, itself callable, left on the stack. */
static void push_type(lua_State *L, const char *type, lua_CFunction make)
{
    lua_newtable(L);
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__name");
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_newtable(L);
    lua_pushcfunction(L, make);
    lua_setfield(L, -2, "__call");
    lua_pushcfunction(L, refuse_finaliser);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    push_type_name(L, type);
    lua_pushvalue(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

static void set_table_functions(lua_State *L)
{
    static const char *const names[] = {"insert", "remove", "sort", NULL};
    lua_getglobal(L, "table");
    for (size_t i = 0; names[i] != NULL; i++) {
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
    }
    lua_pop(L, 1);
}

static const luaL_Reg list_methods[] = {{"new", list_new},           {"clone", list_clone},
                                        {"extend", list_extend},     {"at", list_at},
                                        {"filter", list_filter},     {"map", list_map},
                                        {"find", list_find},         {"find_if", list_find_if},
                                        {"includes", list_includes}, {"iter", list_iter},
                                        {"__concat", list_concat},   {"__eq", list_equal},
                                        {"__tostring", list_show},   {NULL, NULL}};

/* Meta: a table that is told apart by its type alone. */
static void open_plain_type(lua_State *L, const char *type)
{
    lua_newtable(L);
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__name");
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__metatable");
    push_type_name(L, type);
    lua_insert(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

static void open_origins(lua_State *L)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "gloss.origins");
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void open_lists(lua_State *L)
{
    static const luaL_Reg inlines[] = {
        {"walk", inlines_walk}, {"clone", inlines_clone}, {NULL, NULL}};
    static const luaL_Reg blocks[] = {{"walk", blocks_walk}, {"clone", blocks_clone}, {NULL, NULL}};
    static const struct {
        const char *name;
        lua_CFunction make;
        const luaL_Reg *own;
    } types[] = {{"List", make_list, NULL},
                 {"Inlines", make_inlines, inlines},
                 {"Blocks", make_blocks, blocks}};
    for (size_t i = 0; i < 3; i++) {
        push_type(L, types[i].name, types[i].make);
        luaL_setfuncs(L, list_methods, 0);
        set_table_functions(L);
        if (types[i].own != NULL)
            luaL_setfuncs(L, types[i].own, 0);
        lua_pop(L, 1);
    }
    open_plain_type(L, "Meta");
    open_origins(L);
}
