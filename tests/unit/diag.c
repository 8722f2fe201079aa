/* Places in sources, and how mistakes are shown. */
#include "tree.h"

#include "base/span.h"
#include "base/utf8.h"

static struct source source_of(struct str text)
{
    return (struct source){.path = STR("essay.md"), .text = text};
}

/* The place of the first `part` in `source`. */
static struct span find(const struct source *source, const char *part)
{
    size_t at = str_find(source->text, str_from(part), 0);
    assert_true(at < source->text.len);
    return span_of(source, at, at + strlen(part));
}

static void check_place(struct span span, uint32_t line, uint32_t column, uint32_t end_line,
                        uint32_t end_column)
{
    struct place place = span_place(span);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.end_line, end_line);
    assert_int_equal(place.end_column, end_column);
}

static void test_places(void **state)
{
    (void)state;
    struct source plain = source_of(STR("one\ntwo three\n"));
    check_place(find(&plain, "one"), 1, 1, 1, 4);
    check_place(find(&plain, "three"), 2, 5, 2, 10);
    check_place(find(&plain, "e\nt"), 1, 3, 2, 2);
    check_place(span_of(&plain, 14, 99), 3, 1, 3, 1);
    check_place(span_start(&plain), 1, 1, 1, 1);
    check_place(SPAN_NONE, 0, 0, 0, 0);
    assert_str(span_line(find(&plain, "three")), "two three");
    assert_str(span_line(SPAN_NONE), "");
    assert_str(span_text(find(&plain, "e\nt")), "e\nt");
}

static void test_places_with_mark_and_crlf(void **state)
{
    (void)state;
    struct source source = source_of(STR("\xEF\xBB\xBFone\r\ntwo\r\n"));
    check_place(find(&source, "one"), 1, 1, 1, 4);
    check_place(find(&source, "two"), 2, 1, 2, 4);
    check_place(span_start(&source), 1, 1, 1, 1);
    assert_str(span_line(span_start(&source)), "one");
    assert_str(span_line(find(&source, "two")), "two");
}

static void test_places_with_wide_letters(void **state)
{
    (void)state;
    struct source source = source_of(STR("한국어 é\U0001F6E1 x\n"));
    check_place(find(&source, "é"), 1, 5, 1, 6);
    check_place(find(&source, "x"), 1, 8, 1, 9);
}

static void test_unions(void **state)
{
    (void)state;
    struct source a = source_of(STR("one two three")), b = source_of(STR("other"));
    struct span both = span_union(find(&a, "three"), find(&a, "one"));
    assert_str(span_text(both), "one two three");
    assert_ptr_equal(span_union(find(&a, "one"), find(&b, "other")).source, &a);
    assert_ptr_equal(span_union(SPAN_NONE, find(&b, "other")).source, &b);
    assert_str(span_text(span_union(find(&a, "two"), SPAN_NONE)), "two");
    assert_int_equal(span_of(&a, 9, 3).start, 3);
    assert_null(span_of(NULL, 0, 5).source);
}

static const struct diags_style human = {.format = MESSAGE_HUMAN};

static void test_formats(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct source source = source_of(STR("# Title\n\nA [link](x.md) here.\n"));
    struct diag *diag =
        diag_add(diags, DIAG_LINK_NO_PAGE, find(&source, "[link](x.md)"), "\"%s\" leads", "x.md");
    diag_note(diag, "first", find(&source, "Title"), "here %d", 7);
    diag_help(diag, "write %s", "y.md");
    assert_str(said(arena, diags), "essay.md:3:3: error[link-no-page]: \"x.md\" leads\n");
    assert_str(printed(arena, diags, human),
               "essay.md:3:3: error[link-no-page]: \"x.md\" leads\n"
               "  3 | A [link](x.md) here.\n"
               "    |   ^^^^^^^^^^^^\n"
               "  first: essay.md:1:3 here 7\n"
               "  help: write y.md · `gloss explain link-no-page`\n");
    assert_str(
        printed(arena, diags, (struct diags_style){.format = MESSAGE_JSON}),
        "{\"name\":\"link-no-page\",\"severity\":\"error\",\"message\":\"\\\"x.md\\\" leads\","
        "\"file\":\"essay.md\",\"line\":3,\"column\":3,\"end_line\":3,\"end_column\":15,"
        "\"excerpt\":\"A [link](x.md) here.\",\"notes\":[{\"message\":\"first: here 7\","
        "\"file\":\"essay.md\",\"line\":1,\"column\":3}],\"help\":\"write y.md\"}\n");
    diags_free(diags);
    arena_free(arena);
}

static void test_without_place(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    diag_add(diags, DIAG_NO_PROJECT, SPAN_NONE, "no gloss.yaml");
    assert_str(printed(arena, diags, human),
               "error[no-project]: no gloss.yaml\n  `gloss explain no-project`\n");
    assert_str(printed(arena, diags, (struct diags_style){.format = MESSAGE_JSON}),
               "{\"name\":\"no-project\",\"severity\":\"error\",\"message\":\"no gloss.yaml\","
               "\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,"
               "\"excerpt\":\"\",\"notes\":[],\"help\":\"\"}\n");
    diags_free(diags);
    arena_free(arena);
}

static void test_sorted_and_once(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct source b = {.path = STR("b.md"), .text = STR("one two\nthree")},
                  a = {.path = STR("a.md"), .text = STR("one two")};
    diag_add(diags, DIAG_ID_TWICE, find(&b, "three"), "third");
    diag_add(diags, DIAG_ID_TWICE, find(&b, "two"), "second");
    diag_add(diags, DIAG_ID_TWICE, find(&a, "two"), "first");
    assert_null(diag_add(diags, DIAG_ID_TWICE, find(&a, "two"), "first"));
    assert_non_null(diag_add(diags, DIAG_ID_TWICE, find(&a, "two"), "another"));
    diag_add(diags, DIAG_NO_PROJECT, SPAN_NONE, "nowhere");
    assert_str(said(arena, diags),
               "error[no-project]: nowhere\n"
               "a.md:1:5: error[id-twice]: another\n"
               "a.md:1:5: error[id-twice]: first\n"
               "b.md:1:5: error[id-twice]: second\n"
               "b.md:2:1: error[id-twice]: third\n");
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 5);
    diags_free(diags);
    arena_free(arena);
}

static void test_at_most(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    for (int i = 0; i < 9; i++)
        diag_add(diags, DIAG_NO_PROJECT, SPAN_NONE, "number %d", i);
    struct str text =
        printed(arena, diags, (struct diags_style){.format = MESSAGE_HUMAN, .at_most = 4});
    assert_true(str_has(text, STR("number 3")) && !str_has(text, STR("number 4")));
    assert_true(str_ends(text, STR("… and 5 more (`--message-format short` shows all)\n")));
    diags_free(diags);
    arena_free(arena);
}

/* However many warnings there are, and wherever they stand, errors are shown. */
static void test_errors_first(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct source source = {.path = STR("a.md"), .text = STR("text")};
    for (int i = 0; i < 9; i++)
        diag_add(diags, DIAG_FILTER_WARNING, SPAN_NONE, "warning %d", i);
    diag_add(diags, DIAG_ID_TWICE, span_start(&source), "the error");
    struct str text =
        printed(arena, diags, (struct diags_style){.format = MESSAGE_HUMAN, .at_most = 4});
    assert_true(str_has(text, STR("the error")));
    assert_true(str_has(text, STR("warning 2")) && !str_has(text, STR("warning 3")));
    assert_true(str_ends(text, STR("… and 6 more (`--message-format short` shows all)\n")));
    diags_free(diags);
    arena_free(arena);
}

/* What is joined outlives the list that it came from, whichever is freed first. */
static void test_join(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *all = diags_new(), *part = diags_new(), *more = diags_new();
    diag_add(all, DIAG_NO_PROJECT, SPAN_NONE, "said in both");
    for (int i = 0; i < 3; i++) {
        struct source source = {.path = str_fmt(arena, "%d.md", i), .text = STR("text")};
        diag_add(part, DIAG_NO_PROJECT, SPAN_NONE, "said in both");
        diag_note(diag_add(part, DIAG_ID_TWICE, span_start(&source), "in %d", i), "also", SPAN_NONE,
                  "detail");
        diags_join(all, part);
        assert_int_equal(diags_count(part, SEVERITY_ERROR), 0);
    }
    diag_add(more, DIAG_ID_TWICE, SPAN_NONE, "in more");
    diags_join(part, more);
    diags_join(all, part);
    diags_free(all);
    assert_str(said(arena, part), "");
    diag_add(part, DIAG_ID_TWICE, SPAN_NONE, "still of use");
    assert_str(said(arena, part), "error[id-twice]: still of use\n");
    diags_free(part);
    diags_free(more);
    diags_free(NULL);
    arena_free(arena);
}

static void test_joined_text(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *all = diags_new(), *part = diags_new();
    struct source source = {.path = STR("z.md"), .text = STR("text")};
    struct diag *diag = diag_add(part, DIAG_ID_TWICE, span_start(&source), "in part");
    diags_join(all, part);
    diags_free(part);
    diag_help(diag, "added afterwards");
    diag_add(all, DIAG_ID_TWICE, SPAN_NONE, "in all");
    struct str text = printed(arena, all, human);
    assert_true(str_has(text, STR("z.md:1:1: error[id-twice]: in part\n  1 | text\n")));
    assert_true(str_has(text, STR("added afterwards")));
    diags_free(all);
    arena_free(arena);
}

static void test_severities(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(), *like = diags_new();
    const enum diag_kind fixed[] = {DIAG_NOTE_NOT_FOUND, DIAG_NOTE_AMBIGUOUS,
                                    DIAG_NOTE_LOST_IN_FILTER, DIAG_FORMATS_DISAGREE};
    for (size_t i = 0; i < 4; i++) {
        assert_false(diags_set_severity(diags, fixed[i], SEVERITY_IGNORE));
        assert_false(diags_set_severity(diags, fixed[i], SEVERITY_WARNING));
        assert_true(diags_set_severity(diags, fixed[i], SEVERITY_ERROR));
        assert_int_equal(diags_severity(diags, fixed[i]), SEVERITY_ERROR);
    }
    assert_true(diags_set_severity(diags, DIAG_TERM_UNUSED, SEVERITY_IGNORE));
    assert_true(diags_set_severity(diags, DIAG_FOOTNOTE_UNUSED, SEVERITY_ERROR));
    diags_like(like, diags);
    struct diag *ignored = diag_add(like, DIAG_TERM_UNUSED, SPAN_NONE, "unused");
    assert_null(ignored);
    diag_note(ignored, "also", SPAN_NONE, "dropped");
    diag_help(ignored, "dropped");
    diag_add(like, DIAG_FOOTNOTE_UNUSED, SPAN_NONE, "raised");
    diag_add(like, DIAG_HEADING_SKIPS, SPAN_NONE, "as it was");
    diag_add(like, DIAG_DOCBOOK_SIMPLIFIED, SPAN_NONE, "a notice");
    assert_int_equal(diags_count(like, SEVERITY_ERROR), 1);
    assert_int_equal(diags_count(like, SEVERITY_WARNING), 1);
    assert_str(said(arena, like),
               "error[footnote-unused]: raised\n"
               "warning[heading-skips]: as it was\n"
               "notice[docbook-simplified]: a notice\n");
    assert_str(printed(arena, like, (struct diags_style){.format = MESSAGE_SHORT, .deny = true}),
               "error[footnote-unused]: raised\nerror[heading-skips]: as it was\n");
    diags_free(diags);
    diags_free(like);
    arena_free(arena);
}

static void test_names(void **state)
{
    (void)state;
    enum diag_kind kind = DIAG_YAML_SYNTAX;
    assert_true(diag_by_name(STR("note-not-found"), &kind));
    assert_int_equal(kind, DIAG_NOTE_NOT_FOUND);
    assert_string_equal(diag_name(kind), "note-not-found");
    assert_int_equal(diag_severity(DIAG_TERM_UNUSED), SEVERITY_WARNING);
    assert_false(diag_by_name(STR("note-not-fonud"), &kind));
    assert_str(diag_closest(STR("note-not-fonud")), "note-not-found");
    assert_str(diag_closest(STR("quite another thing")), "");
    assert_true(strlen(diag_summary(kind)) > 10);
}

static void test_blame(void **state)
{
    (void)state;
    struct source yaml = {.path = STR("../gloss.yaml"), .text = STR("titel: x\n")};
    struct diags *diags = diags_new();
    diag_add(diags, DIAG_HEADING_SKIPS, SPAN_NONE, "a warning");
    assert_false(diags_blame(diags, BLAME_CONTENT));
    diag_add(diags, DIAG_LINK_NO_PAGE, SPAN_NONE, "in content");
    assert_true(diags_blame(diags, BLAME_CONTENT) && !diags_blame(diags, BLAME_CONFIGURATION));
    diag_add(diags, DIAG_UNKNOWN_KEY, span_start(&yaml), "in configuration");
    assert_true(diags_blame(diags, BLAME_CONFIGURATION) && !diags_blame(diags, BLAME_MACHINE));
    diag_add(diags, DIAG_PRINT_FAILED, SPAN_NONE, "no printer");
    assert_true(diags_blame(diags, BLAME_MACHINE) && !diags_blame(diags, BLAME_GLOSS));
    diag_add(diags, DIAG_FORMATS_DISAGREE, SPAN_NONE, "our bug");
    assert_true(diags_blame(diags, BLAME_GLOSS));
    diags_free(diags);
}

/* The excerpt and carets, two lines, under a diagnostic on `part` of `line`. */
static struct str excerpt(struct arena *arena, const char *line, const char *part)
{
    struct source source = source_of(str_from(line));
    struct diags *diags = diags_new();
    diag_add(diags, DIAG_ID_TWICE, find(&source, part), "x");
    struct str text = printed(arena, diags, human);
    diags_free(diags);
    size_t start = str_find(text, STR("\n"), 0) + 1;
    size_t end = str_find(text, STR("\n"), str_find(text, STR("\n"), start) + 1);
    return str_slice(text, start, end);
}

static void test_caret_under_wide_letters(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(excerpt(arena, "한국 레이더 항적", "레이더"),
               "  1 | 한국 레이더 항적\n    |      ^^^^^^");
    assert_str(excerpt(arena, "日本、x", "x"), "  1 | 日本、x\n    |       ^");
    assert_str(excerpt(arena, "e\u0301x", "x"), "  1 | e\u0301x\n    |  ^");
    assert_str(excerpt(arena, "a\tb\033[2Jc", "c"), "  1 | a b [2Jc\n    |        ^");
    assert_str(excerpt(arena, "\U0001F6E1\U0001F680 x", "x"),
               "  1 | \U0001F6E1\U0001F680 x\n    |     ^");
    assert_str(excerpt(arena, "ｱｲ x", "x"), "  1 | ｱｲ x\n    |    ^");
    arena_free(arena);
}

static void test_long_lines_are_cut(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char line[400];
    memset(line, 'a', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    memcpy(line + 200, "HERE", 4);
    struct str text = excerpt(arena, line, "HERE"), first = STR_NONE;
    str_split(&text, '\n', &first);
    assert_int_equal(utf8_count(first), utf8_count(STR("  1 | … ")) + 96 + 2);
    assert_true(str_starts(first, STR("  1 | … a")) && str_ends(first, STR("a …")));
    assert_int_equal(str_find(text, STR("^^^^"), 0), 6 + 2 + 40);
    memset(line + 200, 'a', 4);
    memcpy(line, "HERE", 4);
    text = excerpt(arena, line, "HERE");
    str_split(&text, '\n', &first);
    assert_true(str_starts(first, STR("  1 | HERE")) && str_ends(first, STR("a …")));
    arena_free(arena);
}

/* A span to the line's end, over several lines, or behind the last letter still has its carets. */
static void test_caret_at_edges(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(excerpt(arena, "one two\nthree", "two\nth"), "  1 | one two\n    |     ^^^");
    struct source source = source_of(STR("one\n"));
    struct diags *diags = diags_new();
    diag_add(diags, DIAG_ID_TWICE, span_of(&source, 3, 3), "x");
    assert_true(str_has(printed(arena, diags, human), STR("  1 | one\n    |    ^\n")));
    diags_free(diags);
    arena_free(arena);
}

/* Text of an author in a message stays on one line and does nothing to a terminal. */
static void test_messages_are_plain(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct diag *diag = diag_add(diags, DIAG_ID_TWICE, SPAN_NONE,
                                 "a\nb\033[31m\xC2\x9B"
                                 "31mé");
    diag_help(diag, "c\nd");
    assert_str(said(arena, diags), "error[id-twice]: a b [31m 31mé\n");
    assert_true(str_has(printed(arena, diags, human), STR("  help: c d · ")));
    diags_free(diags);
    arena_free(arena);
}

/* What is wrong with a file may be that it is no UTF-8; each format must show it all the same. */
static void test_not_utf8(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct source source = {.path = STR("\xE9.md"), .text = STR("caf\xE9 x\n")};
    diag_add(diags, DIAG_NOT_UTF8, span_of(&source, 3, 4), "\xFF");
    assert_str(printed(arena, diags, human),
               "\uFFFD.md:1:4: error[not-utf8]: \uFFFD\n  1 | caf\uFFFD x\n    |    ^\n"
               "  `gloss explain not-utf8`\n");
    struct str json = printed(arena, diags, (struct diags_style){.format = MESSAGE_JSON});
    assert_true(str_has(json, STR("\"file\":\"\uFFFD.md\"")));
    assert_true(str_has(json, STR("\"excerpt\":\"caf\uFFFD x\"")));
    diags_free(diags);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_places_with_mark_and_crlf),
        cmocka_unit_test(test_places_with_wide_letters),
        cmocka_unit_test(test_unions),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_without_place),
        cmocka_unit_test(test_sorted_and_once),
        cmocka_unit_test(test_at_most),
        cmocka_unit_test(test_errors_first),
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_joined_text),
        cmocka_unit_test(test_severities),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_blame),
        cmocka_unit_test(test_caret_under_wide_letters),
        cmocka_unit_test(test_long_lines_are_cut),
        cmocka_unit_test(test_caret_at_edges),
        cmocka_unit_test(test_messages_are_plain),
        cmocka_unit_test(test_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
