/* pandoc.format: what the formats can do, and which one a file's name speaks of. */
#include <string.h>

#include "filter/marshal.h"
#include "filter/modules.h"

/* The extensions of pandoc's that a format has, all of them always. */
static const struct {
    const char *format, *extensions;
} formats[] = {
    {"commonmark", "raw_html"},
    {"gfm", "autolink_bare_uris footnotes pipe_tables raw_html strikeout task_lists"},
    {"markdown",
     "alerts auto_identifiers autolink_bare_uris backtick_code_blocks bracketed_spans "
     "definition_lists fenced_code_attributes fenced_code_blocks fenced_divs footnotes "
     "header_attributes implicit_figures link_attributes pipe_tables raw_html smart strikeout "
     "table_captions task_lists yaml_metadata_block"},
};

/* Without what switches extensions on and off: "gfm+smart" is gfm. */
static struct str extensions_of(lua_State *L, int index)
{
    luaL_checkstring(L, index);
    struct str name = keep_string(L, index);
    size_t end = 0;
    while (end < name.len && name.at[end] != '+' && name.at[end] != '-')
        end++;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (str_eq(str_slice(name, 0, end), str_from(formats[i].format)))
            return str_from(formats[i].extensions);
    return STR_NONE;
}

/* pandoc.format.all_extensions and default_extensions: none can be switched off. */
static int format_list(lua_State *L)
{
    struct str rest = extensions_of(L, 1), name;
    lua_newtable(L);
    for (lua_Integer i = 1; str_word(&rest, &name); i++) {
        push_str(L, name);
        lua_rawseti(L, -2, i);
    }
    set_list_type(L, "List");
    return 1;
}

static int format_extensions(lua_State *L)
{
    struct str rest = extensions_of(L, 1), name;
    lua_newtable(L);
    while (str_word(&rest, &name)) {
        push_str(L, name);
        lua_pushboolean(L, true);
        lua_rawset(L, -3);
    }
    return 1;
}

/* Endings, also of formats that gloss has not, as a filter may ask for its own purposes. */
static const char *const endings[][2] = {
    {".md", "markdown"},     {".markdown", "markdown"}, {".mkd", "markdown"},
    {".txt", "markdown"},    {".text", "markdown"},     {".html", "html"},
    {".htm", "html"},        {".xhtml", "html"},        {".json", "json"},
    {".native", "native"},   {".db", "docbook"},        {".tex", "latex"},
    {".latex", "latex"},     {".docx", "docx"},         {".odt", "odt"},
    {".org", "org"},         {".rst", "rst"},           {".typ", "typst"},
    {".epub", "epub"},       {".ipynb", "ipynb"},       {".adoc", "asciidoc"},
    {".bib", "biblatex"},    {".csv", "csv"},           {".tsv", "tsv"},
    {".opml", "opml"},       {".pptx", "pptx"},         {".rtf", "rtf"},
    {".textile", "textile"}, {".wiki", "mediawiki"},    {".fb2", "fb2"},
    {".pdf", "pdf"},
};

/* The format of the last ending of the path at `index`; NULL where it is not known. */
static const char *format_of_path(lua_State *L, int index)
{
    const char *path = luaL_checkstring(L, index), *ending = strrchr(path, '.');
    for (size_t i = 0; ending != NULL && i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(ending, endings[i][0]) == 0)
            return endings[i][1];
    return NULL;
}

/* pandoc.format.from_path(path, or a list of them, of which the first that is known counts) */
static int format_from_path(lua_State *L)
{
    const char *format = NULL;
    lua_settop(L, 1);
    if (!lua_istable(L, 1))
        format = format_of_path(L, 1);
    for (lua_Integer i = 1; lua_istable(L, 1) && format == NULL; i++) {
        charge(L, 10);
        if (lua_rawgeti(L, 1, i) == LUA_TNIL)
            break;
        format = format_of_path(L, 2);
        lua_settop(L, 1);
    }
    lua_pushstring(L, format); /* nil for NULL */
    return 1;
}

void push_format(lua_State *L)
{
    static const luaL_Reg functions[] = {{"all_extensions", format_list},
                                         {"default_extensions", format_list},
                                         {"extensions", format_extensions},
                                         {"from_path", format_from_path},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
}
