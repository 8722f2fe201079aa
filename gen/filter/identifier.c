/* pandoc.structure.unique_identifier: ids of headings as pandoc gives them. */
#include <utf8proc.h>

#include "filter/marshal.h"
#include "filter/structure.h"

static bool is_kept(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
    bool number = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    return letter || number || c == '_' || c == '-' || c == '.';
}

static bool is_letter(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* From the first letter on, in lower case, words with one hyphen between them. */
static struct str identifier_of(struct arena *arena, struct str text)
{
    struct out out = out_new(arena);
    bool gap = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        bool blank = c == ' ' || c == '\n';
        gap = gap || (blank && out.len != 0);
        if (blank || !is_kept(c) || (out.len == 0 && !is_letter(c)))
            continue;
        if (gap)
            out_char(&out, '-');
        gap = false;
        out_code(&out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    }
    return out.len != 0 ? out_str(&out) : STR("section");
}

/* Whether the set of ids at 2 has it. */
static bool is_used(lua_State *L, struct str id)
{
    if (!lua_istable(L, 2))
        return false;
    charge(L, 10 + id.len / 16);
    push_str(L, id);
    lua_gettable(L, 2);
    bool used = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return used;
}

/* pandoc.structure.unique_identifier(inlines, used) */
int structure_unique_identifier(lua_State *L)
{
    struct arena *arena = state_of(L)->arena;
    struct node *holder = make_node(L, NODE_INLINES);
    struct out text = out_new(arena);
    lua_settop(L, 2);
    take_inlines(L, 1, holder);
    put_stringified(L, holder, &text);
    struct str plain = identifier_of(arena, out_str(&text)), id = plain;
    for (int i = 1; is_used(L, id); i++)
        id = str_fmt(arena, "%.*s-%d", STR_ARG(plain), i);
    push_str(L, id);
    return 1;
}
