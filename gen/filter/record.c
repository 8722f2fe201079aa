#include "filter/record.h"

#include <string.h>

#include "filter/marshal.h"

struct record {
    const struct record_type *type;
    const void *of;
};

static struct record *check_record(lua_State *L, int index)
{
    return luaL_checkudata(L, index, "gloss.record");
}

static const struct record_field *find_field(const struct record *record, const char *name)
{
    for (const struct record_field *field = record->type->fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

static bool is_known_yet(lua_State *L, const struct record_field *field)
{
    return !field->late || state_of(L)->whole;
}

static int record_index(lua_State *L)
{
    const struct record *record = check_record(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const struct record_field *field = find_field(record, name);
    charge(L, 10);
    if (field == NULL)
        return record->type->push_other != NULL
            && record->type->push_other(L, record->of, str_from(name));
    if (!is_known_yet(L, field))
        return luaL_error(L,
                          "`%s` of a %s is known when all essays have been read: to filters that "
                          "declare scope = \"site\"",
                          name, record->type->name);
    field->push(L, record->of);
    return 1;
}

static int record_newindex(lua_State *L)
{
    const struct record *record = check_record(L, 1);
    return luaL_error(L, "a %s cannot be changed by a filter: `%s` is read-only",
                      record->type->name, luaL_tolstring(L, 2, NULL));
}

static int record_equal(lua_State *L)
{
    const struct record *a = luaL_testudata(L, 1, "gloss.record");
    const struct record *b = luaL_testudata(L, 2, "gloss.record");
    lua_pushboolean(L, a != NULL && b != NULL && a->of == b->of);
    return 1;
}

static int record_show(lua_State *L)
{
    lua_pushstring(L, check_record(L, 1)->type->name);
    return 1;
}

/* Upvalue 1: how many fields were passed. */
static int record_next(lua_State *L)
{
    const struct record *record = check_record(L, 1);
    const struct record_field *field = &record->type->fields[lua_tointeger(L, lua_upvalueindex(1))];
    while (field->name != NULL && !is_known_yet(L, field))
        field++;
    if (field->name == NULL)
        return 0;
    charge(L, 10);
    lua_pushinteger(L, field + 1 - record->type->fields);
    lua_replace(L, lua_upvalueindex(1));
    lua_pushstring(L, field->name);
    field->push(L, record->of);
    return 2;
}

static int record_pairs(lua_State *L)
{
    check_record(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, record_next, 1);
    lua_pushvalue(L, 1);
    return 2;
}

static void set_record_type(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__index", record_index}, {"__newindex", record_newindex},
                                    {"__eq", record_equal},    {"__tostring", record_show},
                                    {"__pairs", record_pairs}, {NULL, NULL}};
    if (luaL_newmetatable(L, "gloss.record") != 0) {
        luaL_setfuncs(L, meta, 0);
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
}

void push_record(lua_State *L, const struct record_type *type, const void *of)
{
    struct record *record = lua_newuserdatauv(L, sizeof *record, 0);
    *record = (struct record){type, of};
    set_record_type(L);
}

void push_strings(lua_State *L, const struct str *strings, size_t count)
{
    charge(L, 1 + count);
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < count; i++) {
        push_str(L, strings[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_list_type(L, "List");
}

void set_text(lua_State *L, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    push_str(L, text);
    lua_setfield(L, -2, name);
}
