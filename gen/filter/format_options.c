/* The names that options of readers and writers have in pandoc. */
#include <string.h>

#include "base/map.h"
#include "filter/marshal.h"
#include "filter/modules.h"

static const char *const reader_names[] = {"abbreviations",
                                           "columns",
                                           "default_image_extension",
                                           "extensions",
                                           "format",
                                           "indented_code_classes",
                                           "standalone",
                                           "strip_comments",
                                           "tab_stop",
                                           "track_changes",
                                           NULL};

static const char *const writer_names[] = {"chunk_template",
                                           "cite_method",
                                           "columns",
                                           "dpi",
                                           "email_obfuscation",
                                           "epub_chapter_level",
                                           "epub_fonts",
                                           "epub_metadata",
                                           "epub_subdirectory",
                                           "epub_title_page",
                                           "extensions",
                                           "figure_caption_position",
                                           "highlight_method",
                                           "highlight_style",
                                           "html_math_method",
                                           "html_q_tags",
                                           "identifier_prefix",
                                           "incremental",
                                           "link_images",
                                           "list_of_figures",
                                           "list_of_tables",
                                           "listings",
                                           "number_offset",
                                           "number_sections",
                                           "prefer_ascii",
                                           "reference_doc",
                                           "reference_links",
                                           "reference_location",
                                           "section_divs",
                                           "setext_headers",
                                           "slide_level",
                                           "split_level",
                                           "syntax_map",
                                           "tab_stop",
                                           "table_caption_position",
                                           "table_of_contents",
                                           "template",
                                           "toc_depth",
                                           "top_level_division",
                                           "variables",
                                           "wrap_text",
                                           NULL};

static struct map names_of(lua_State *L, const char *what)
{
    const char *const *names = strcmp(what, "ReaderOptions") == 0 ? reader_names : writer_names;
    struct map map = map_new(state_of(L)->arena);
    for (size_t i = 0; names[i] != NULL; i++)
        map_add(&map, str_from(names[i]), state_of(L));
    return map;
}

static _Noreturn void raise_unknown(lua_State *L, const struct map *names, struct str name,
                                    const char *what)
{
    struct str near = map_closest(names, name);
    if (near.len != 0)
        raise_error(L, DIAG_FILTER_ERROR, "%s has no option `%.*s`: did you mean `%.*s`?", what,
                    STR_ARG(name), STR_ARG(near));
    raise_error(L, DIAG_FILTER_ERROR, "%s has no option `%.*s`", what, STR_ARG(name));
}

void check_options(lua_State *L, int index, const char *what)
{
    if (!lua_istable(L, index))
        return;
    index = lua_absindex(L, index);
    charge_bytes(L, 4096);
    struct map names = names_of(L, what);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        charge(L, 1);
        if (lua_type(L, -2) != LUA_TSTRING)
            raise_expected(L, "name of an option", -2);
        struct str name = keep_string(L, -2);
        if (map_get(&names, name) == NULL)
            raise_unknown(L, &names, name, what);
    }
}
