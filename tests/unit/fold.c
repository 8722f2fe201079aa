/*
 * Folding: what is the same to a reader is the same bytes,
 * what is another word is not, and the way back is exact.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "annotate_tree.h"
#include "model/fold.h"

static void check_fold(struct arena *arena, const char *text, const char *want)
{
    struct out out = out_new(arena);
    out_raw(&out, fold_text(arena, str_from(text)).text);
    out_char(&out, '\0');
    assert_string_equal(out_str(&out).at, want);
}

static void folds_what_readers_do_not_see(void **state)
{
    struct arena *arena = *state;
    check_fold(arena, "", "");
    check_fold(arena, " \n\t ", "");
    check_fold(arena,
               "  one \n\n two\xC2\xA0three\xE2\x80\xAF\xE3\x80\x80"
               "four ",
               "one two three four");
    check_fold(arena,
               "co\xC2\xADoper\xE2\x80\x8B"
               "ation\xEF\xBB\xBF",
               "cooperation");
    check_fold(arena, "\xE2\x80\x8F\xE2\x81\xA7שלום\xE2\x81\xA9", "שלום");
    check_fold(arena, "❤\xEF\xB8\x8F", "❤");
}

static void folds_signs_for_one_thing(void **state)
{
    struct arena *arena = *state;
    check_fold(arena, "‘a’ ‚b‛ 5′ c´ d` ʼe ג׳", "'a' 'b' 5' c' d' 'e ג'");
    check_fold(arena, "“a” „b‟ 5″ «c» צה״ל", "\"a\" \"b\" 5\" \"c\" צה\"ל");
    check_fold(arena, "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h");
    check_fold(arena, "a -- b---c — d", "a - b-c - d");
    check_fold(arena, "wait… oﬀ ﬁne ﬂy oﬃce waﬄe ﬅ ﬆ", "wait... off fine fly office waffle st st");
}

static void composes_by_cluster(void **state)
{
    struct arena *arena = *state;
    check_fold(arena, "cafe\xCC\x81", "café");
    check_fold(arena, "q\xCC\xA3\xCC\x87 = q\xCC\x87\xCC\xA3",
               "q\xCC\xA3\xCC\x87 = q\xCC\xA3\xCC\x87");
    check_fold(arena, "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xEA\xB8\x80", "한글");
    check_fold(arena, "\xE3\x81\x8B\xE3\x82\x99", "が");
    check_fold(arena, "\xE2\x84\xAB \xE2\x84\xA6", "Å Ω");
}

static void keeps_what_is_spelling(void **state)
{
    struct arena *arena = *state;
    check_fold(arena, "کتاب‌ها", "کتاب‌ها");
    check_fold(arena, "👩‍🚀", "👩‍🚀");
    check_fold(arena, "x² ＡＢ Straße İ", "x² ＡＢ Straße İ");
    check_fold(arena, "בית־ספר كـتاب", "בית־ספר كـتاب");
}

static void joins_lines_of_cjk(void **state)
{
    struct arena *arena = *state;
    check_fold(arena, "防卫\n省。\n\n発表　した", "防卫省。発表した");
    check_fold(arena, "한국 \n 정부", "한국 정부");
    check_fold(arena, "日本 and\n米国", "日本 and 米国");
}

/* Each folded byte leads to the letter it came from, with all that was dropped behind it. */
static void keeps_the_way_back(void **state)
{
    struct arena *arena = *state;
    struct folded folded = fold_text(arena, STR("a\xC2\xAD  e\xCC\x81…"));
    assert_true(str_is(folded.text, "a é..."));
    static const uint32_t start[] = {0, 3, 5, 5, 8, 8, 8}, end[] = {3, 5, 8, 8, 11, 11, 11};
    for (size_t i = 0; i < folded.text.len; i++) {
        assert_int_equal(folded.start[i], start[i]);
        assert_int_equal(folded.end[i], end[i]);
    }
}

static void survives_anything(void **state)
{
    struct arena *arena = *state;
    struct out out = out_new(arena);
    out_char(&out, 'a');
    for (size_t i = 0; i < 100000; i++)
        out_c(&out, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA3");
    assert_true(fold_text(arena, out_str(&out)).text.len > 0);
    fold_text(arena, STR("\xFF\xC3(\xED\xA0\x80\xF4\x90\x80\x80\xE2\x82"));
}

static void renders_what_a_reader_sees(void **state)
{
    struct arena *arena = *state;
    struct source *source = tree_source(
        arena, "x.md",
        STR("# One *two*\n\nA [link](x) and `code`^[no].\n\n- i\n- j\n\n| a | b |\n\n    code  x"));
    struct rendered rendered = fold_render(arena, tree_of(arena, source));
    assert_true(str_is(rendered.text, "One two\nA link and code.\ni\nj\na\nb\ncode  x\n"));
    size_t at = str_find(rendered.text, STR("code"), 0);
    struct span span = rendered_span(&rendered, at + 1, at + 3);
    assert_true(str_is(span_text(span), "od"));
    span = rendered_span(&rendered, 4, at);
    assert_int_equal(span.start, str_find(source->text, STR("two"), 0));
}

static int begin(void **state)
{
    *state = arena_new();
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_what_readers_do_not_see),
        cmocka_unit_test(folds_signs_for_one_thing),
        cmocka_unit_test(composes_by_cluster),
        cmocka_unit_test(keeps_what_is_spelling),
        cmocka_unit_test(joins_lines_of_cjk),
        cmocka_unit_test(keeps_the_way_back),
        cmocka_unit_test(survives_anything),
        cmocka_unit_test(renders_what_a_reader_sees),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
