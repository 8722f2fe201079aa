/* Strings, UTF-8 and output. */
#include "tree.h"

#include "base/out.h"
#include "base/utf8.h"

static void test_slices(void **state)
{
    (void)state;
    struct str s = STR("abcdef");
    assert_str(str_slice(s, 2, 4), "cd");
    assert_str(str_slice(s, 4, 99), "ef");
    assert_str(str_slice(s, 4, 2), "");
    assert_str(str_slice(s, 99, 100), "");
    assert_str(str_from(NULL), "");
    assert_str(str_range(s.at + 1, s.at + 3), "bc");
    assert_str(str_slice(STR_NONE, 0, 5), "");
}

static void test_compare(void **state)
{
    (void)state;
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_is(STR("x"), "x") && !str_is(STR("x"), "xy"));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("z"), STR("é")) < 0);
    assert_true(str_cmp(STR("Z"), STR("a")) < 0);
    assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
    assert_true(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
    assert_true(str_starts(STR("a"), STR_NONE) && str_ends(STR("a"), STR_NONE));
    assert_true(str_ends(STR_NONE, STR_NONE));
}

static void test_find(void **state)
{
    (void)state;
    struct str s = STR("one two one");
    assert_int_equal(str_find(s, STR("one"), 0), 0);
    assert_int_equal(str_find(s, STR("one"), 1), 8);
    assert_int_equal(str_find(s, STR("one"), 9), s.len + 1);
    assert_int_equal(str_find(s, STR(""), 3), 3);
    assert_int_equal(str_find(s, STR("one"), 99), s.len + 1);
    assert_true(str_has(s, STR("o o")) && !str_has(s, STR("three")));
    assert_true(str_has(STR_NONE, STR("")) && !str_has(STR_NONE, STR("a")));
}

static void test_split_and_words(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,"), part;
    const char *wanted[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_split(&rest, ',', &part));
        assert_str(part, wanted[i]);
    }
    assert_false(str_split(&rest, ',', &part));
    rest = STR(" \t one\r\ntwo ");
    assert_true(str_word(&rest, &part));
    assert_str(part, "one");
    assert_true(str_word(&rest, &part));
    assert_str(part, "two");
    assert_false(str_word(&rest, &part));
    assert_str(str_trim(STR(" \n a b\v\f")), "a b");
    assert_str(str_trim(STR(" \n ")), "");
}

static void test_made_in_arenas(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(str_join(arena, STR("ab"), STR("cd")), "abcd");
    assert_str(str_join(arena, STR_NONE, STR_NONE), "");
    assert_str(str_fmt(arena, "%s-%d", "x", 7), "x-7");
    assert_str(str_fmt(arena, "%s", ""), "");
    assert_string_equal(str_c(arena, STR("ab")), "ab");
    assert_string_equal(str_c(arena, STR_NONE), "");
    assert_str(str_keep(arena, STR("keep")), "keep");
    arena_free(arena);
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
    assert_int_equal(str_distance(STR(""), STR("abc")), 3);
    assert_int_equal(str_distance(STR("same"), STR("same")), 0);
    char longer[80];
    memset(longer, 'a', sizeof longer);
    assert_true(str_distance((struct str){longer, 65}, STR("a")) > 1000);
    assert_int_equal(str_distance((struct str){longer, 64}, (struct str){longer, 64}), 0);
}

/* Where the first fault of `literal` is. */
#define FAULT(literal) utf8_check(STR(literal))

static void test_utf8_check(void **state)
{
    (void)state;
    assert_int_equal(FAULT("plain é 한국어 \U0001F6E1"), STR("plain é 한국어 \U0001F6E1").len);
    assert_int_equal(FAULT(""), 0);
    assert_int_equal(FAULT("ab\xFF"), 2);
    assert_int_equal(FAULT("a\x80"), 1);
    assert_int_equal(FAULT("a\xC0\xAF"), 1);         /* overlong */
    assert_int_equal(FAULT("a\xE0\x80\xAF"), 1);     /* overlong */
    assert_int_equal(FAULT("a\xF0\x80\x80\xAF"), 1); /* overlong */
    assert_int_equal(FAULT("a\xED\xA0\x80"), 1);     /* half of a pair */
    assert_int_equal(FAULT("a\xF4\x90\x80\x80"), 1); /* over U+10FFFF */
    assert_int_equal(FAULT("a\xE2\x82"), 1);         /* cut off */
    assert_int_equal(FAULT("a\0b"), 1);
    assert_int_equal(FAULT("a\xEF\xBF\xBE"), 1); /* U+FFFE, which no XML may hold */
}

static void test_utf8_walk(void **state)
{
    (void)state;
    struct str s = STR("aé한\U0001F6E1");
    const uint32_t codes[] = {'a', 0xE9, 0xD55C, 0x1F6E1};
    size_t at = 0, start = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(utf8_next(s, &at), codes[i]);
    assert_int_equal(at, s.len);
    for (size_t i = 4; i-- > 0; at = start)
        assert_int_equal(utf8_before(s, at, &start), codes[i]);
    assert_int_equal(at, 0);
    assert_int_equal(utf8_count(s), 4);
    assert_int_equal(utf8_offset(s, 2), 3);
    assert_int_equal(utf8_offset(s, 99), s.len);
    char room[4];
    for (size_t i = 0; i < 4; i++) {
        size_t n = utf8_put(room, codes[i]), none = 0;
        assert_int_equal(utf8_next((struct str){room, n}, &none), codes[i]);
    }
}

/* Text that was never checked must not make a loop run on or read beyond its end. */
static void test_utf8_broken(void **state)
{
    (void)state;
    const char bytes[] = "\xE2\x82\xFF\x80\xF0\x9F";
    char *exact = malloc(6);
    memcpy(exact, bytes, 6);
    struct str s = {exact, 6};
    size_t at = 0, steps = 0;
    for (; at < s.len; steps++)
        assert_int_equal(utf8_next(s, &at), 0xFFFD);
    assert_int_equal(steps, 6);
    for (at = s.len, steps = 0; at > 0; steps++)
        assert_int_equal(utf8_before(s, at, &at), 0xFFFD);
    assert_true(steps <= 6);
    free(exact);
}

static void test_utf8_facts(void **state)
{
    (void)state;
    assert_true(utf8_is_letter('a') && utf8_is_letter(0xD55C) && utf8_is_letter(0x0627));
    assert_true(utf8_is_letter(0x0301) && utf8_is_mark(0x0301) && !utf8_is_letter('1'));
    assert_true(utf8_is_digit('7') && utf8_is_digit(0x0663) && !utf8_is_digit(0x2167));
    assert_true(utf8_is_space(0xA0) && utf8_is_space(0x3000) && utf8_is_space('\n'));
    assert_false(utf8_is_space(0x200B));
    assert_true(utf8_is_punctuation(0x201C) && utf8_is_punctuation('$'));
    assert_true(utf8_is_cjk(0x6F22) && utf8_is_cjk(0x3042) && !utf8_is_cjk(0xD55C));
    assert_true(utf8_is_hangul(0xD55C) && utf8_is_hangul(0x1112) && !utf8_is_hangul('a'));
    assert_true(utf8_is_alphabetic('a') && utf8_is_alphabetic(0x0416)
                && utf8_is_alphabetic(0x0561));
    assert_false(utf8_is_alphabetic(0x05D0) || utf8_is_alphabetic(0x0E01)
                 || utf8_is_alphabetic(0x6F22) || utf8_is_alphabetic('-'));
}

static void test_utf8_forms(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(utf8_lower(arena, STR("ÉCOLE Ω Ж 한")), "école ω ж 한");
    assert_str(utf8_nfc(arena, STR("e\u0301")), "é");
    assert_str(utf8_nfc(arena, STR("\u1112\u1161\u11AB")), "한");
    struct str plain = STR("plain");
    assert_ptr_equal(utf8_nfc(arena, plain).at, plain.at);
    assert_str(utf8_nfc(arena, STR_NONE), "");
    arena_free(arena);
}

static void test_sort_keys(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *const order[] = {"",     "alpha", "Alpha beta", "alphabet", "Éclair",
                                 "East", "eclat", "Zebra",      "가",       "한"};
    /* Éclair sorts as "eclair", behind East. */
    const size_t rank[] = {0, 1, 2, 3, 5, 4, 6, 7, 8, 9};
    for (size_t a = 0; a < 10; a++)
        for (size_t b = 0; b < 10; b++) {
            int by_key = str_cmp(utf8_sort_key(arena, str_from(order[a])),
                                 utf8_sort_key(arena, str_from(order[b])));
            assert_int_equal((by_key > 0) - (by_key < 0),
                             (rank[a] > rank[b]) - (rank[a] < rank[b]));
        }
    /* Names that differ only in case or accents have an order too. */
    assert_true(str_cmp(utf8_sort_key(arena, STR("a")), utf8_sort_key(arena, STR("á"))) != 0);
    assert_true(str_cmp(utf8_sort_key(arena, STR("A-b")), utf8_sort_key(arena, STR("a b"))) != 0);
    arena_free(arena);
}

static struct str through(struct arena *arena, void (*put)(struct out *, struct str), struct str s)
{
    struct out out = out_new(arena);
    put(&out, s);
    return out_str(&out);
}

static void test_escapes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(through(arena, out_text, STR("a < b & \"c\" > d\n\t")),
               "a &lt; b &amp; \"c\" &gt; d\n\t");
    assert_str(through(arena, out_text, STR("x\001\033\177y")), "x\uFFFD\uFFFD\uFFFDy");
    assert_str(through(arena, out_text, STR("x\xEF\xBF\xBFy")), "x\uFFFDy");
    assert_str(through(arena, out_text, STR("\xEF\xBF\xBD")), "\uFFFD");
    assert_str(through(arena, out_attr, STR("\"a\" & <b>\n\t'")),
               "&quot;a&quot; &amp; &lt;b&gt;&#10;&#9;'");
    assert_str(through(arena, out_url, STR("a b/ü?x=1&y=\"<>#é%20")),
               "a%20b/%C3%BC?x=1&amp;y=%22%3C%3E#%C3%A9%20");
    assert_str(through(arena, out_raw, STR("<b>&")), "<b>&");
    arena_free(arena);
}

static void test_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out out = out_new(arena);
    assert_str(out_str(&out), "");
    out_put_attr(&out, "id", STR("a\"b"));
    out_put_attr(&out, "class", STR_NONE);
    out_code(&out, 0xD55C);
    out_fmt(&out, "%d%s", 12, "!");
    out_char(&out, 'c');
    assert_str(out_str(&out), " id=\"a&quot;b\"한12!c");
    out = out_new(arena);
    for (int i = 0; i < 100000; i++) {
        out_fmt(&out, "%d", i % 10);
        out_c(&out, "x");
    }
    assert_int_equal(out.len, 200000);
    for (size_t i = 0; i < out.len; i += 2)
        assert_true(out.at[i] == (char)('0' + i / 2 % 10) && out.at[i + 1] == 'x');
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),         cmocka_unit_test(test_compare),
        cmocka_unit_test(test_find),           cmocka_unit_test(test_split_and_words),
        cmocka_unit_test(test_made_in_arenas), cmocka_unit_test(test_distance),
        cmocka_unit_test(test_utf8_check),     cmocka_unit_test(test_utf8_walk),
        cmocka_unit_test(test_utf8_broken),    cmocka_unit_test(test_utf8_facts),
        cmocka_unit_test(test_utf8_forms),     cmocka_unit_test(test_sort_keys),
        cmocka_unit_test(test_escapes),        cmocka_unit_test(test_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
