/* The filters that come with gloss, as they are in the checkout; the tests run in its folder. */
#include "filter_help.h"

static void start(struct fixture *f, const char *essay, const char *name)
{
    fixture_start(f, essay);
    f->order.name = str_from(name);
    *LIST_ADD(&f->site.data_folders, f->arena) = STR(".");
}

/* The text of the only paragraph, no-break spaces shown as `_`. */
static void expect_text(struct fixture *f, const char *wanted)
{
    struct str text = node_plain_str(f->arena, f->doc.body);
    struct out out = out_new(f->arena);
    for (size_t i = 0; i < text.len; i++) {
        bool no_break = str_starts(str_slice(text, i, text.len), STR("\xC2\xA0"));
        out_char(&out, no_break ? '_' : text.at[i]);
        i += no_break;
    }
    assert_string_equal(str_c(f->arena, out_str(&out)), wanted);
}

static void test_nonbreaking(void **state)
{
    (void)state;
    struct fixture f;
    start(&f,
          "At 10 km, (1,700 t) and 3.5 %. See Figure 2, p. 12, § 4. By J. R. Doe in 1996 they saw "
          "10 ships. Plan B. A figure 2",
          "nonbreaking");
    assert_true(fixture_run(&f, ""));
    expect_text(
        &f,
        "At 10_km, (1,700_t) and 3.5_%. See Figure_2, p._12, §_4. By J._R._Doe in 1996 they "
        "saw 10 ships. Plan B._A figure 2");
    assert_int_equal(diags_count(f.diags, SEVERITY_WARNING), 0);
    fixture_end(&f);
}

static struct value *text_value(struct fixture *f, const char *text)
{
    struct value *value = ARENA_NEW(f->arena, struct value);
    *value = (struct value){.kind = VALUE_STRING, .string = str_from(text)};
    return value;
}

static struct value *map_value(struct fixture *f, const char *key, const struct value *item)
{
    struct value *map = ARENA_NEW(f->arena, struct value);
    struct value *items = ARENA_NEW(f->arena, struct value);
    struct str *keys = ARENA_NEW(f->arena, struct str);
    *items = *item;
    *keys = str_from(key);
    *map = (struct value){.kind = VALUE_MAP, .keys = keys, .items = items, .count = 1};
    return map;
}

static void test_housestyle(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, "They *utilise it* on the\n\n## Asian Pacific, stage\n\n> the Asian Pacific",
          "housestyle");
    f.order.options =
        map_value(&f, "instead", map_value(&f, "Asian Pacific", text_value(&f, "Asia-Pacific")));
    assert_true(fixture_run(&f, ""));
    assert_non_null(strstr(f.messages,
                           "essay.md:3:4: warning[filter-warning]: filter \"housestyle\": the "
                           "house writes \"Asia-Pacific\" for "
                           "\"Asian Pacific\""));
    assert_int_equal(diags_count(f.diags, SEVERITY_WARNING), 1);
    fixture_end(&f);
}

static void test_glossary_is_short(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str text, line;
    assert_int_equal(file_read(arena, STR("filters/glossary.lua"), 10000, &text), 0);
    size_t lines = 0;
    while (str_split(&text, '\n', &line))
        lines++;
    assert_true(lines <= 15);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nonbreaking),
        cmocka_unit_test(test_housestyle),
        cmocka_unit_test(test_glossary_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
