/* pandoc.path: paths as texts. Nothing here looks at the disk. */

#include "base/file.h"
#include "filter/marshal.h"
#include "filter/modules.h"

static struct str check_path(lua_State *L, int index)
{
    luaL_checkstring(L, index);
    return keep_string(L, index);
}

static int path_directory(lua_State *L)
{
    struct str path = check_path(L, 1), folder = path_folder(path);
    if (folder.len == 0)
        folder = str_starts(path, STR("/")) ? STR("/") : STR(".");
    push_str(L, folder);
    return 1;
}

static int path_filename(lua_State *L)
{
    push_str(L, path_name(check_path(L, 1)));
    return 1;
}

static int path_is_absolute(lua_State *L)
{
    lua_pushboolean(L, str_starts(check_path(L, 1), STR("/")));
    return 1;
}

static int path_is_relative(lua_State *L)
{
    lua_pushboolean(L, !str_starts(check_path(L, 1), STR("/")));
    return 1;
}

/* path.join{…}: an absolute part begins anew. */
static int path_join_parts(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    struct out out = out_new(state_of(L)->arena);
    for (lua_Integer i = 1; lua_rawgeti(L, 1, i) != LUA_TNIL; i++) {
        struct str part = keep_string(L, -1);
        lua_pop(L, 1);
        if (str_starts(part, STR("/")))
            out.len = 0;
        if (out.len != 0 && out.at[out.len - 1] != '/')
            out_char(&out, '/');
        out_raw(&out, part);
    }
    push_str(L, out_str(&out));
    return 1;
}

/* Without empty parts and `.`. A last slash stays, and `..`, as the folder may be a link. */
static int path_normalize(lua_State *L)
{
    struct str path = check_path(L, 1), rest = path, part;
    struct out out = out_new(state_of(L)->arena);
    bool absolute = str_starts(path, STR("/"));
    out_c(&out, absolute ? "/" : "");
    while (str_split(&rest, '/', &part)) {
        if (part.len == 0 || str_is(part, "."))
            continue;
        if (out.len > (absolute ? 1 : 0))
            out_char(&out, '/');
        out_raw(&out, part);
    }
    if (out.len == 0)
        out_char(&out, '.');
    if (path.len > 1 && str_ends(path, STR("/")) && !(absolute && out.len == 1))
        out_char(&out, '/');
    push_str(L, out_str(&out));
    return 1;
}

static int path_split(lua_State *L)
{
    struct str path = check_path(L, 1), part;
    lua_newtable(L);
    lua_Integer i = 0;
    if (str_starts(path, STR("/"))) {
        lua_pushliteral(L, "/");
        lua_rawseti(L, -2, ++i);
    }
    while (str_split(&path, '/', &part)) {
        if (part.len == 0)
            continue;
        push_str(L, part);
        lua_rawseti(L, -2, ++i);
    }
    return 1;
}

/* A name that begins with a dot is all ending, as pandoc has it. */
static int path_split_extension(lua_State *L)
{
    struct str path = check_path(L, 1), name = path_name(path);
    size_t dot = name.len;
    while (dot > 0 && name.at[dot - 1] != '.')
        dot--;
    size_t stem = dot > 0 ? path.len - name.len + dot - 1 : path.len;
    push_str(L, str_slice(path, 0, stem));
    push_str(L, str_slice(path, stem, path.len));
    return 2;
}

/*
 * path.make_relative(path, root, unsafe): the path itself where it does not lie below the root,
 * unless `unsafe` lets it begin with `..`.
 */
static int path_make_relative(lua_State *L)
{
    struct arena *arena = state_of(L)->arena;
    struct str path = path_clean(arena, check_path(L, 1));
    struct str root = path_clean(arena, check_path(L, 2));
    size_t slash = str_starts(path, STR("/"));
    bool alike = slash == str_starts(root, STR("/"));
    struct str way =
        path_relative(arena, str_slice(root, slash, root.len), str_slice(path, slash, path.len));
    if (!alike || (str_starts(way, STR("../")) && !lua_toboolean(L, 3)))
        way = path;
    else if (way.len == 0)
        way = STR(".");
    push_str(L, str_ends(way, STR("../")) ? str_slice(way, 0, way.len - 1) : way);
    return 1;
}

/* The folders of a search path; one without a name is the folder that one stands in. */
static int path_split_search_path(lua_State *L)
{
    struct str path = check_path(L, 1), part;
    lua_newtable(L);
    for (lua_Integer i = 1; str_split(&path, ':', &part); i++) {
        push_str(L, part.len != 0 ? part : STR("."));
        lua_rawseti(L, -2, i);
    }
    return 1;
}

void push_path(lua_State *L)
{
    static const luaL_Reg functions[] = {{"directory", path_directory},
                                         {"filename", path_filename},
                                         {"is_absolute", path_is_absolute},
                                         {"is_relative", path_is_relative},
                                         {"join", path_join_parts},
                                         {"normalize", path_normalize},
                                         {"split", path_split},
                                         {"split_extension", path_split_extension},
                                         {"make_relative", path_make_relative},
                                         {"split_search_path", path_split_search_path},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_pushliteral(L, "/");
    lua_setfield(L, -2, "separator");
    lua_pushliteral(L, ":");
    lua_setfield(L, -2, "search_path_separator");
}
