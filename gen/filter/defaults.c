/* PANDOC_READER_OPTIONS, PANDOC_WRITER_OPTIONS and what makes such: pandoc's defaults. */
#include "filter/marshal.h"
#include "filter/modules.h"

enum option_kind {
    OPTION_TEXT,
    OPTION_NUMBER,
    OPTION_FALSE,
    OPTION_LIST,
    OPTION_ZEROS,
    OPTION_MAP
};

struct option {
    const char *name, *text;
    enum option_kind kind;
    int number; /* or of how many noughts */
};

static const struct option reader[] = {{"abbreviations", NULL, OPTION_LIST, 0},
                                       {"columns", NULL, OPTION_NUMBER, 80},
                                       {"default_image_extension", "", OPTION_TEXT, 0},
                                       {"extensions", NULL, OPTION_LIST, 0},
                                       {"indented_code_classes", NULL, OPTION_LIST, 0},
                                       {"standalone", NULL, OPTION_FALSE, 0},
                                       {"strip_comments", NULL, OPTION_FALSE, 0},
                                       {"tab_stop", NULL, OPTION_NUMBER, 4},
                                       {"track_changes", "accept-changes", OPTION_TEXT, 0},
                                       {NULL, NULL, OPTION_FALSE, 0}};

/* Those that pandoc leaves out where nothing is said, such as a template, are nil. */
static const struct option writer[] = {{"cite_method", "citeproc", OPTION_TEXT, 0},
                                       {"columns", NULL, OPTION_NUMBER, 72},
                                       {"dpi", NULL, OPTION_NUMBER, 96},
                                       {"email_obfuscation", "none", OPTION_TEXT, 0},
                                       {"extensions", NULL, OPTION_LIST, 0},
                                       {"html_math_method", "plain", OPTION_TEXT, 0},
                                       {"html_q_tags", NULL, OPTION_FALSE, 0},
                                       {"identifier_prefix", "", OPTION_TEXT, 0},
                                       {"incremental", NULL, OPTION_FALSE, 0},
                                       {"listings", NULL, OPTION_FALSE, 0},
                                       {"number_offset", NULL, OPTION_ZEROS, 6},
                                       {"number_sections", NULL, OPTION_FALSE, 0},
                                       {"prefer_ascii", NULL, OPTION_FALSE, 0},
                                       {"reference_links", NULL, OPTION_FALSE, 0},
                                       {"reference_location", "end-of-document", OPTION_TEXT, 0},
                                       {"section_divs", NULL, OPTION_FALSE, 0},
                                       {"setext_headers", NULL, OPTION_FALSE, 0},
                                       {"tab_stop", NULL, OPTION_NUMBER, 4},
                                       {"table_of_contents", NULL, OPTION_FALSE, 0},
                                       {"toc_depth", NULL, OPTION_NUMBER, 3},
                                       {"top_level_division", "top-level-default", OPTION_TEXT, 0},
                                       {"variables", NULL, OPTION_MAP, 0},
                                       {"wrap_text", "wrap-auto", OPTION_TEXT, 0},
                                       {NULL, NULL, OPTION_FALSE, 0}};

static void push_default(lua_State *L, const struct option *option)
{
    switch (option->kind) {
    case OPTION_TEXT: lua_pushstring(L, option->text); break;
    case OPTION_NUMBER: lua_pushinteger(L, option->number); break;
    case OPTION_FALSE: lua_pushboolean(L, false); break;
    case OPTION_MAP: lua_newtable(L); break;
    case OPTION_LIST:
    case OPTION_ZEROS:
        lua_newtable(L);
        for (int i = 1; i <= option->number; i++) {
            lua_pushinteger(L, 0);
            lua_rawseti(L, -2, i);
        }
        set_list_type(L, "List");
        break;
    }
}

static void push_options(lua_State *L, const struct option *options)
{
    lua_newtable(L);
    for (const struct option *option = options; option->name != NULL; option++) {
        push_default(L, option);
        lua_setfield(L, -2, option->name);
    }
}

/* The defaults, and above them what the table at 1 has. */
static int make_options(lua_State *L, const struct option *defaults, const char *what)
{
    lua_settop(L, 1);
    push_options(L, defaults);
    if (lua_isnil(L, 1))
        return 1;
    luaL_checktype(L, 1, LUA_TTABLE);
    check_options(L, 1, what);
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        charge(L, 1);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, 2);
    }
    return 1;
}

static int make_reader_options(lua_State *L)
{
    return make_options(L, reader, "ReaderOptions");
}

static int make_writer_options(lua_State *L)
{
    return make_options(L, writer, "WriterOptions");
}

void set_option_types(lua_State *L)
{
    static const luaL_Reg functions[] = {{"ReaderOptions", make_reader_options},
                                         {"WriterOptions", make_writer_options},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    push_options(L, reader);
    lua_setglobal(L, "PANDOC_READER_OPTIONS");
    push_options(L, writer);
    lua_setglobal(L, "PANDOC_WRITER_OPTIONS");
}
