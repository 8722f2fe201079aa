/*
 * Every word lies where its span says, and no word is lost: on the texts in tests/spec, which are
 * written to lead a reader of columns astray, on our own content, and on the essay that GLOSS_SEED
 * names.
 */
#include <string.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>

#include "base/file.h"
#include "read_help.h"

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * A word that differs from its bytes holds an escape or entity: both then begin and end alike, or
 * with such a sign. Only words inside raw HTML and texts that were moved have the place of
 * something larger.
 */
static bool may_differ(const struct node *word)
{
    struct str bytes = span_text(word->span);
    bool signs = str_has(bytes, STR("\\")) || str_has(bytes, STR("&"));
    bool link = (str_has(bytes, STR("[")) && !str_has(word->text, STR("[")))
        || (str_has(bytes, STR("](")) && !str_has(word->text, STR("](")));
    if (link) /* to nothing: its text has become a part of the word around it */
        return true;
    if (!signs || bytes.len == 0 || bytes.len > 6 * word->text.len + 8)
        return false;
    for (size_t i = 0; i < bytes.len; i++)
        if (is_white(bytes.at[i]))
            return false;
    char first = bytes.at[0], last = bytes.at[bytes.len - 1];
    bool starts = first == '\\' || first == '&' || first == word->text.at[0];
    bool ends = last == ';' || last == word->text.at[word->text.len - 1];
    return starts && ends;
}

static size_t check_words(const struct node *root)
{
    size_t words = 0;
    for (const struct node *node = root; node != NULL; node = node_next(root, node)) {
        if (node->kind != NODE_STR || node_above(node, NODE_CAPTION) != NULL)
            continue;
        words++;
        struct str bytes = span_text(node->span);
        struct place place = span_place(node->span);
        if (!str_eq(bytes, node->text) && !may_differ(node))
            fail_msg("%.*s:%u:%u: \"%.*s\" is not \"%.*s\"", STR_ARG(node->span.source->path),
                     place.line, place.column, STR_ARG(bytes), STR_ARG(node->text));
    }
    return words;
}

/* A node's span lies within its parent's, in the order of its siblings. */
static void check_order(const struct node *root)
{
    for (const struct node *node = root; node != NULL; node = node_next(root, node)) {
        bool inline_pair = node->prev != NULL && node_is_inline(node) && node_is_inline(node->prev);
        struct place place = span_place(node->span);
        if (inline_pair && node->span.start < node->prev->span.end
            && node->span.start != node->prev->span.start)
            fail_msg("%u:%u: a %s begins before its neighbour ends", place.line, place.column,
                     node_fact(node->kind)->name);
    }
}

/* ---- nothing is lost ---- */

static void add_letters(struct out *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_white(text.at[i]))
            out_char(out, text.at[i]);
}

/*
 * The text of the same parser without our extension and
 * translation. Footnotes come where they are defined.
 */
static struct str plain_of_parser(struct arena *arena, struct str text)
{
    static const char *const names[] = {"table", "tasklist", "autolink"};
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, text.at, text.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_iter *iter = cmark_iter_new(root);
    struct out out = out_new(arena);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER
            && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE
                || type == CMARK_NODE_CODE_BLOCK))
            add_letters(&out, str_from(cmark_node_get_literal(node)));
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return out_str(&out);
}

static struct str plain_of_tree(struct arena *arena, const struct node *root)
{
    struct out out = out_new(arena);
    for (const struct node *node = root; node != NULL; node = node_next(root, node))
        if (node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK)
            add_letters(&out, node->text);
    return out_str(&out);
}

/* ---- texts ---- */

static size_t check_text(struct str path, struct str text, bool whole)
{
    struct reading reading = reading_new();
    reading.config.smart = false;
    reading.config.raw_html = true;
    reading.source = make_source(reading.arena, "", text);
    reading.source->path = path;
    reading.root = read_markdown(reading.arena, &reading.config, text,
                                 span_of(reading.source, 0, text.len), STR("en"), reading.diags);
    size_t words = check_words(reading.root);
    check_order(reading.root);
    if (whole) {
        struct str got = plain_of_tree(reading.arena, reading.root);
        struct str wanted = plain_of_parser(reading.arena, text);
        if (!str_eq(got, wanted))
            fail_msg("%.*s\n     got: %.*s\n  wanted: %.*s", STR_ARG(path), STR_ARG(got),
                     STR_ARG(wanted));
    }
    reading_free(&reading);
    return words;
}

static size_t check_folder(const char *folder, bool whole)
{
    struct arena *arena = arena_new();
    struct folder_entries entries = {0};
    assert_int_equal(folder_list(arena, str_from(folder), &entries), 0);
    size_t words = 0;
    for (size_t i = 0; i < entries.count; i++) {
        struct str path = path_join(arena, str_from(folder), entries.at[i].name), text;
        if (entries.at[i].kind == ENTRY_FOLDER || !str_ends(path, STR(".md")))
            continue;
        assert_int_equal(file_read(arena, path, 1 << 24, &text), 0);
        words += check_text(path, text, whole);
    }
    arena_free(arena);
    return words;
}

static void words_of_the_hard_texts_lie_in_their_places(void **state)
{
    (void)state;
    assert_true(check_folder("tests/spec", false) > 250);
}

static void words_of_our_content_lie_in_their_places(void **state)
{
    (void)state;
    assert_true(check_folder("content/essays", false) + check_folder("content/notes", false)
                    + check_folder("content/glossary", false)
                > 5000);
}

static void no_letter_is_lost(void **state)
{
    static const char *const texts[] = {"tests/spec/blocks.md", "tests/spec/line-ends.md"};
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str text;
        assert_int_equal(file_read(arena, str_from(texts[i]), 1 << 24, &text), 0);
        check_text(str_from(texts[i]), text, true);
    }
    arena_free(arena);
}

static void a_real_essay_is_whole(void **state)
{
    (void)state;
    const char *seed = getenv("GLOSS_SEED");
    if (seed == NULL) {
        print_message("GLOSS_SEED names no essay\n");
        skip();
    }
    struct arena *arena = arena_new();
    struct str text;
    assert_int_equal(file_read(arena, str_from(seed), 1 << 24, &text), 0);
    assert_true(check_text(str_from(seed), text, true) > 500);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_the_hard_texts_lie_in_their_places),
        cmocka_unit_test(words_of_our_content_lie_in_their_places),
        cmocka_unit_test(no_letter_is_lost),
        cmocka_unit_test(a_real_essay_is_whole),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
