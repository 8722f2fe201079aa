/*
 * Texts that were written to break a reader: each is read
 * in a moment, and what is refused is said with its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/out.h"
#include "read/config.h"
#include "read/markdown.h"
#include "read/source.h"
#include "read/yaml.h"

struct trial {
    struct arena *arena;
    struct diags *diags;
    struct node *root;
    struct str said; /* all diagnostics, in short form */
    double seconds;
    size_t depth;
};

static struct str print_diags(struct arena *arena, struct diags *diags)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    diags_print(diags, to, (struct diags_style){.format = MESSAGE_SHORT});
    fclose(to);
    struct str said = str_keep(arena, (struct str){text, len});
    free(text);
    return said;
}

static size_t measure_depth(const struct node *root)
{
    size_t deepest = 0;
    for (const struct node *node = root; node != NULL; node = node_next(root, node)) {
        size_t depth = 0;
        for (const struct node *at = node; at != NULL && depth <= NODE_DEPTH; at = at->parent)
            depth++;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static struct trial try_text(struct arena *arena, struct str text)
{
    struct trial trial = {.arena = arena, .diags = diags_new()};
    struct config config;
    config_defaults(arena, &config);
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    struct source *source =
        source_of(arena, STR("x.md"), text, config.limits.source_bytes, trial.diags);
    if (source != NULL)
        trial.root = read_markdown(arena, &config, source->text, span_of(source, 0, text.len),
                                   STR("en"), trial.diags);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    trial.seconds =
        (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    trial.said = print_diags(arena, trial.diags);
    trial.depth = trial.root != NULL ? measure_depth(trial.root) : 0;
    diags_free(trial.diags);
    return trial;
}

static struct str repeat(struct arena *arena, const char *piece, size_t count)
{
    struct out out = out_new(arena);
    for (size_t i = 0; i < count; i++)
        out_c(&out, piece);
    return out_str(&out);
}

static void assert_said(struct trial trial, const char *wanted)
{
    if (!str_has(trial.said, str_from(wanted)))
        fail_msg("not said: %s\nsaid: %.*s", wanted, STR_ARG(trial.said));
}

/*
 * The slowest of these takes a tenth of this on a slow
 * machine, or ten times as long under the sanitizers.
 */
enum { SECONDS = 20 };

static void a_table_that_is_filled_up_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out out = out_new(arena);
    out_c(&out, "Words.\n\n");
    out_raw(&out, repeat(arena, "|a", 5000));
    out_c(&out, "|\n");
    out_raw(&out, repeat(arena, "|-", 5000));
    out_c(&out, "|\n");
    out_raw(&out, repeat(arena, "|b|\n", 5000));
    struct trial trial = try_text(arena, out_str(&out));
    assert_said(
        trial,
        "x.md:3:1: error[too-large]: reading this text needs more than 268435456 bytes of memory");
    assert_true(trial.seconds < SECONDS);
    assert_null(trial.root->first);
    arena_free(arena);
}

static void tables_over_their_limits_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out wide = out_new(arena), tall = out_new(arena);
    out_raw(&wide, repeat(arena, "|a", 501));
    out_c(&wide, "|\n");
    out_raw(&wide, repeat(arena, "|-", 501));
    out_c(&wide, "|\n\nBehind it.\n");
    struct trial trial = try_text(arena, out_str(&wide));
    assert_said(trial, "x.md:1:1: error[too-large]: the table has 501 columns; the limit is 500");
    assert_int_equal(trial.root->first->kind, NODE_PARA);
    out_raw(&tall, repeat(arena, "|a", 400));
    out_c(&tall, "|\n");
    out_raw(&tall, repeat(arena, "|-", 400));
    out_c(&tall, "|\n");
    out_raw(&tall, repeat(arena, "|b|\n", 400));
    assert_said(try_text(arena, out_str(&tall)),
                "x.md:1:1: error[too-large]: the table has 160400 cells; the limit is 100000");
    arena_free(arena);
}

static void deep_texts_are_refused(void **state)
{
    static const char *const pieces[] = {"> ", "- ", "1. ", "::: a\n", "*a **b ",
                                         "[",  "![", "<b>", "~~a "};
    static const char *const refused = "[too-deep]: what begins here is nested more than";
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct arena *arena = arena_new();
        struct str text = str_join(arena, repeat(arena, pieces[i], 10000), STR("x\n"));
        struct trial trial = try_text(arena, text);
        assert_true(trial.seconds < SECONDS);
        assert_true(trial.depth < NODE_DEPTH / 2);
        if (i < 4)
            assert_said(trial, refused);
        arena_free(arena);
    }
    struct arena *arena = arena_new();
    struct out out = out_new(arena);
    out_raw(&out, repeat(arena, "*a **b ", 5000));
    out_raw(&out, repeat(arena, "c** d*", 5000));
    assert_said(try_text(arena, out_str(&out)), refused);
    arena_free(arena);
}

/* Deeply indented lists, each a level further in, are a megabyte of spaces. */
static void deep_lists_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out out = out_new(arena);
    for (size_t i = 0; i < 1000; i++) {
        for (size_t j = 0; j < i; j++)
            out_c(&out, "  ");
        out_c(&out, "- a\n");
    }
    struct trial trial = try_text(arena, out_str(&out));
    assert_said(trial, "error[too-deep]: what begins here is nested more than");
    assert_true(trial.depth < NODE_DEPTH / 2);
    arena_free(arena);
}

static void long_runs_end_in_time(void **state)
{
    static const char *const pieces[] = {"{",
                                         "{.a}",
                                         "[x]{.a}",
                                         "]{.a}",
                                         "[",
                                         "]",
                                         "[^a]",
                                         "[^a]: b\n\n",
                                         "~~",
                                         "~~a",
                                         "<sup>",
                                         "</sup>",
                                         "<sup>a</sup>",
                                         "\"",
                                         "'a",
                                         "--",
                                         "&amp;",
                                         "&",
                                         "\\",
                                         "`",
                                         ":::\n",
                                         "::: a\n:::\n",
                                         "| a |\n|---|\n",
                                         ": a\n",
                                         "www.a.b ",
                                         "a@b.c ",
                                         "<!-- x -->",
                                         "# a {#",
                                         "*a_",
                                         "![a](b){#c}\n\n",
                                         "> [!NOTE]\n\n",
                                         "> a\n> — b\n\n",
                                         "\r",
                                         "\t",
                                         "…",
                                         "\xEF\xBB\xBF"};
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct arena *arena = arena_new();
        struct trial trial = try_text(arena, repeat(arena, pieces[i], 200000 / strlen(pieces[i])));
        if (trial.seconds >= SECONDS)
            fail_msg("%s takes %.1f s", pieces[i], trial.seconds);
        arena_free(arena);
    }
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_said(try_text(arena, STR("one\ntwo \xFF three\n")),
                "x.md:2:5: error[not-utf8]: the byte 0xFF here is not UTF-8");
    assert_said(try_text(arena, (struct str){"one\n\0", 5}),
                "x.md:2:1: error[not-utf8]: there is a zero byte here; text has none");
    assert_said(try_text(arena, repeat(arena, "a", (16 << 20) + 1)),
                "x.md:1:1: error[too-large]: the file is larger than 16777216 bytes, the limit for "
                "a source file");
    arena_free(arena);
}

/* What looks for the line that is to blame must not go to the end of it at each letter. */
static void one_long_line_is_refused_in_time(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct trial trial = try_text(arena, repeat(arena, "*a* ", 2 << 20));
    assert_said(
        trial,
        "x.md:1:1: error[too-large]: reading this text needs more than 268435456 bytes of memory");
    assert_true(trial.seconds < SECONDS);
    arena_free(arena);
}

static struct str try_yaml(struct arena *arena, struct str text)
{
    struct diags *diags = diags_new();
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = STR("x.yaml"), .text = text};
    struct yaml *map = yaml_read(arena, source, 0, text.len, diags);
    struct str said = print_diags(arena, diags);
    assert_true(map == NULL || said.len == 0);
    diags_free(diags);
    return said;
}

static void yaml_does_not_grow(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str bomb = STR("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                          "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n");
    assert_true(str_has(try_yaml(arena, bomb),
                        STR("x.yaml:1:4: error[yaml-syntax]: anchors (`&name`) are not taken")));
    assert_true(str_has(try_yaml(arena, repeat(arena, "[", 100000)), STR("error[yaml-syntax]")));
    assert_true(str_has(try_yaml(arena, repeat(arena, "{", 1 << 20)), STR("error[yaml-syntax]")));
    assert_true(str_has(try_yaml(arena, repeat(arena, "a: ", 100000)), STR("error[yaml-syntax]")));
    try_yaml(arena, repeat(arena, "- ", 100000));
    try_yaml(arena, repeat(arena, "? ", 100000));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_that_is_filled_up_is_refused),
        cmocka_unit_test(tables_over_their_limits_are_refused),
        cmocka_unit_test(deep_texts_are_refused),
        cmocka_unit_test(deep_lists_are_refused),
        cmocka_unit_test(long_runs_end_in_time),
        cmocka_unit_test(one_long_line_is_refused_in_time),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(yaml_does_not_grow),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
