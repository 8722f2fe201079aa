#include "filter/words.h"

#include <utf8proc.h>

#include "filter/marshal.h"
#include "model/fold.h"

struct str text_of(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TSTRING)
        return keep_string(L, index);
    struct out out = out_new(state_of(L)->arena);
    if (find_element(L, index) != NULL) {
        put_stringified(L, look_at_element(L, index), &out);
    } else {
        struct node *holder = make_node(L, NODE_INLINES);
        take_inlines(L, index, holder);
        put_stringified(L, holder, &out);
    }
    return out_str(&out);
}

/* ---- where a piece of text ends ---- */

/* The end of what a reader takes for one letter, which begins at `start`. */
static size_t end_of_letter(struct str text, size_t start)
{
    utf8proc_int32_t state = 0;
    size_t end = start, next = start;
    uint32_t code = utf8_next(text, &next);
    do {
        uint32_t before = code;
        end = next;
        if (end == text.len)
            break;
        code = utf8_next(text, &next);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code,
                                             &state))
            break;
    } while (true);
    return end;
}

static bool is_part_of_word(uint32_t code)
{
    return utf8_is_letter(code) || utf8_is_digit(code);
}

/* "don’t" and "3.5" are one word: such a sign joins two letters, or two digits. */
static bool joins(uint32_t code, uint32_t before, uint32_t after)
{
    if (code == '\'' || code == 0x2019)
        return utf8_is_letter(before) && utf8_is_letter(after);
    return (code == '.' || code == ',') && utf8_is_digit(before) && utf8_is_digit(after);
}

/* The first letter of a word was `before`; `at` is behind it. */
static size_t end_of_word(struct str text, size_t at, uint32_t before)
{
    while (at < text.len && !utf8_is_cjk(before)) {
        size_t next = at, behind;
        uint32_t code = utf8_next(text, &next);
        behind = next;
        uint32_t after = next < text.len ? utf8_next(text, &behind) : 0;
        if (joins(code, before, after)) {
            next = behind;
            code = after;
        } else if (!is_part_of_word(code) || utf8_is_cjk(code)) {
            break;
        }
        at = next;
        before = code;
    }
    return at;
}

/*
 * The end of the piece that begins at `start`: a word, or one letter that belongs to none. Where
 * words have no spaces between them, in Chinese and Japanese, each letter counts as one.
 */
static size_t end_of_piece(struct str text, size_t start, bool *is_word)
{
    size_t at = start;
    uint32_t code = utf8_next(text, &at);
    *is_word = is_part_of_word(code);
    size_t letter = end_of_letter(text, start);
    if (!*is_word)
        return letter;
    size_t word = end_of_word(text, at, code);
    return word > letter ? word : letter;
}

/* ---- gloss.text ---- */

/* Cut the text at 1 into a list on the stack: words, with or without what is between them. */
static void push_pieces(lua_State *L, bool all)
{
    struct str text = text_of(L, 1);
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t at = 0, end; at < text.len; at = end) {
        bool is_word;
        end = end_of_piece(text, at, &is_word);
        charge(L, 4 + (end - at) / 4);
        if (!is_word && !all)
            continue;
        push_str(L, str_slice(text, at, end));
        lua_rawseti(L, -2, ++count);
    }
    set_list_type(L, "List");
}

/* gloss.text.words(x) */
static int text_words(lua_State *L)
{
    luaL_checkany(L, 1);
    push_pieces(L, false);
    return 1;
}

static void push_letters(lua_State *L)
{
    struct str text = text_of(L, 1);
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t at = 0, end; at < text.len; at = end) {
        end = end_of_letter(text, at);
        charge(L, 4);
        push_str(L, str_slice(text, at, end));
        lua_rawseti(L, -2, ++count);
    }
    set_list_type(L, "List");
}

/* gloss.text.segment(x, by): pieces that together are the text. */
static int text_segment(lua_State *L)
{
    static const char *const names[] = {"grapheme", "word", NULL};
    luaL_checkany(L, 1);
    if (luaL_checkoption(L, 2, "grapheme", names) == 0)
        push_letters(L);
    else
        push_pieces(L, true);
    return 1;
}

/* gloss.text.fold(x): the form in which quotations are compared with essays. */
static int text_fold(lua_State *L)
{
    luaL_checkany(L, 1);
    struct str text = text_of(L, 1);
    charge_bytes(L, text.len * 9); /* each byte remembers where it was */
    charge(L, text.len);
    push_str(L, fold_text(state_of(L)->arena, text).text);
    return 1;
}

void push_gloss_text(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"fold", text_fold}, {"words", text_words}, {"segment", text_segment}, {NULL, NULL}};
    luaL_newlib(L, functions);
}
