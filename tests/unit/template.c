/* The Mustache engine: what the specification says, and what is stricter here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/diag.h"
#include "write/template.h"

struct bench {
    struct arena *arena;
    struct diags *diags;
    struct templates *templates;
};

static struct bench bench_new(void)
{
    struct arena *arena = arena_new();
    return (struct bench){arena, diags_new(), templates_new(arena)};
}

static void bench_free(struct bench *bench)
{
    diags_free(bench->diags);
    arena_free(bench->arena);
}

static bool add(struct bench *bench, const char *name, const char *text)
{
    struct source *source = ARENA_NEW(bench->arena, struct source);
    source->path = str_fmt(bench->arena, "themes/test/%s.mustache", name);
    source->text = str_from(text);
    return templates_add(bench->templates, str_from(name), source, bench->diags);
}

static bool render(struct bench *bench, const char *data, struct out *out)
{
    json_t *context = json_loads(data, JSON_DECODE_ANY, NULL);
    assert_non_null(context);
    *out = out_new(bench->arena);
    const json_t *contexts[] = {context};
    bool ok = template_render(bench->templates, STR("main"), contexts, 1, out, bench->diags);
    json_decref(context);
    return ok;
}

/* One template, with at most one partial called "part". */
struct expectation {
    const char *text, *part, *data, *want;
};

static void check(const struct expectation *e)
{
    struct bench bench = bench_new();
    struct out out;
    assert_true(add(&bench, "main", e->text));
    if (e->part != NULL)
        assert_true(add(&bench, "part", e->part));
    assert_true(render(&bench, e->data, &out));
    assert_string_equal(str_c(bench.arena, out_str(&out)), e->want);
    assert_int_equal(diags_count(bench.diags, SEVERITY_ERROR), 0);
    bench_free(&bench);
}

static void check_all(const struct expectation *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&all[i]);
}

#define CHECK_ALL(table) check_all((table), sizeof(table) / sizeof *(table))

static void values(void **state)
{
    (void)state;
    static const struct expectation table[] = {
        {"plain\n", NULL, "{}", "plain\n"},
        {"{{a}} {{ a }}{{{a}}}{{&a}}", NULL, "{\"a\":\"<&\\\">\"}",
         "&lt;&amp;&quot;&gt; &lt;&amp;&quot;&gt;<&\"><&\">"},
        {"{{n}}/{{r}}/{{t}}/{{z}}", NULL, "{\"n\":85,\"r\":1.25,\"t\":true,\"z\":null}",
         "85/1.25/true/"},
        {"{{a.b.c}}", NULL, "{\"a\":{\"b\":{\"c\":\"deep\"}}}", "deep"},
        {"{{#a}}{{b.c}}{{/a}}", NULL, "{\"a\":{\"x\":1},\"b\":{\"c\":\"outer\"}}", "outer"},
        {"{{.}}", NULL, "\"only\"", "only"},
        {"  {{a}}\n", NULL, "{\"a\":1}", "  1\n"},
    };
    CHECK_ALL(table);
}

static void sections(void **state)
{
    (void)state;
    static const struct expectation table[] = {
        {"{{#t}}yes{{/t}}{{#f}}no{{/f}}{{^f}}not{{/f}}{{^t}}no{{/t}}", NULL,
         "{\"t\":true,\"f\":false}", "yesnot"},
        {"{{#z}}no{{/z}}{{^z}}null{{/z}}{{#e}}no{{/e}}{{^e}}none{{/e}}{{^s}}empty{{/s}}", NULL,
         "{\"z\":null,\"e\":[],\"s\":\"\"}", "nullnoneempty"},
        {"{{#l}}({{.}}){{/l}}", NULL, "{\"l\":[1,\"two\",3]}", "(1)(two)(3)"},
        {"{{#l}}{{#.}}{{.}}{{/.}};{{/l}}", NULL, "{\"l\":[[1,2],[3]]}", "12;3;"},
        {"{{#l}}{{n}}{{o}},{{/l}}", NULL, "{\"o\":\"!\",\"l\":[{\"n\":1},{\"n\":2}]}", "1!,2!,"},
        {"{{#a}}{{#b}}{{x}}{{/b}}{{/a}}", NULL, "{\"x\":0,\"a\":{\"x\":1},\"b\":{\"x\":2}}", "2"},
        {"{{#s}}{{.}}{{/s}}", NULL, "{\"s\":\"text\"}", "text"},
    };
    CHECK_ALL(table);
}

static void lines(void **state)
{
    (void)state;
    static const struct expectation table[] = {
        {"a\n{{#t}}\nb\n{{/t}}\nc\n", NULL, "{\"t\":true}", "a\nb\nc\n"},
        {"a\r\n  {{#t}}  \r\nb\r\n\t{{/t}}\r\nc", NULL, "{\"t\":true}", "a\r\nb\r\nc"},
        {"{{#t}}\nb\n  {{/t}}", NULL, "{\"t\":true}", "b\n"},
        {" {{#t}}b{{/t}} \n", NULL, "{\"t\":true}", " b \n"},
        {" {{#t}} {{/t}}\n", NULL, "{\"t\":true}", "  \n"},
        {"a\n  {{! a remark\n over lines }}\nb\n", NULL, "{}", "a\nb\n"},
        {"a {{! within }} b\n", NULL, "{}", "a  b\n"},
        {"{{! first }}{{! second }}\n", NULL, "{}", "\n"},
        {"a\n{{=<% %>=}}\n<%x%>{{x}}<%={{ }}=%>{{x}}\n", NULL, "{\"x\":1}", "a\n1{{x}}1\n"},
        {"{{=| |=}}|&x||{x}||#x||.||/x|", NULL, "{\"x\":\"<\"}", "<<&lt;"},
    };
    CHECK_ALL(table);
}

static void partials(void **state)
{
    (void)state;
    static const struct expectation table[] = {
        {"[{{>part}}]", "{{x}}", "{\"x\":1}", "[1]"},
        {"a\n  {{>part}}\nb\n", "{{{x}}}\n{{#t}}\ny\n{{/t}}\n", "{\"x\":\"1\\n2\",\"t\":true}",
         "a\n  1\n2\n  y\nb\n"},
        {"  {{x}} {{> part }}\n", "1\n2", "{\"x\":0}", "  0 1\n2\n"},
        {"  {{>part}}", "{{#t}}\na\n{{/t}}b\n", "{\"t\":[1,2]}", "  a\n    a\n  b\n"},
        {"{{#l}}{{>part}}{{/l}}", "{{n}}{{#l}}{{>part}}{{/l}}",
         "{\"l\":[{\"n\":1,\"l\":[{\"n\":2,\"l\":[]}]},{\"n\":3,\"l\":[]}]}", "123"},
        {"{{=| |=}}|>part|", "{{x}}", "{\"x\":1}", "1"},
    };
    CHECK_ALL(table);
}

/* The first place that the printed diagnostics name, and what they say, must be `want`. */
static void check_said(struct bench *bench, const char *want)
{
    char text[600] = "";
    FILE *file = tmpfile();
    assert_non_null(file);
    diags_print(bench->diags, file, (struct diags_style){.format = MESSAGE_SHORT});
    rewind(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    text[len] = '\0';
    fclose(file);
    char *end = strchr(text, '\n');
    if (end != NULL)
        *end = '\0';
    assert_string_equal(text, want);
}

static void check_refused(const char *text, const char *want)
{
    struct bench bench = bench_new();
    assert_false(add(&bench, "main", text));
    check_said(&bench, want);
    assert_false(templates_has(bench.templates, STR("main")));
    bench_free(&bench);
}

static void syntax(void **state)
{
    (void)state;
    check_refused(
        "a\n é {{b",
        "themes/test/main.mustache:2:4: error[template-syntax]: this tag is never closed");
    check_refused(
        "{{#a}}\n",
        "themes/test/main.mustache:1:1: error[template-syntax]: this section is never closed");
    check_refused("{{/a}}",
                  "themes/test/main.mustache:1:1: error[template-syntax]: this closes a section "
                  "that was never opened");
    check_refused("{{#a}}{{/b}}",
                  "themes/test/main.mustache:1:7: error[template-syntax]: this closes \"b\", but "
                  "\"a\" is open");
    check_refused("{{}}",
                  "themes/test/main.mustache:1:1: error[template-syntax]: this is not a name");
    check_refused("{{a b}}",
                  "themes/test/main.mustache:1:1: error[template-syntax]: this is not a name");
    check_refused("{{=x=}}",
                  "themes/test/main.mustache:1:1: error[template-syntax]: two delimiters are "
                  "wanted, without \"=\" in them");
}

static void check_failed(const char *text, const char *part, const char *data, const char *want)
{
    struct bench bench = bench_new();
    struct out out;
    assert_true(add(&bench, "main", text));
    assert_true(add(&bench, "part", part));
    assert_false(render(&bench, data, &out));
    check_said(&bench, want);
    bench_free(&bench);
}

static void unknown_names(void **state)
{
    (void)state;
    check_failed("a\n  {{titel}}", "", "{\"title\":1}",
                 "themes/test/main.mustache:2:3: error[template-unknown-name]: there is nothing "
                 "called \"titel\" here");
    check_failed("{{^gone}}{{/gone}}", "", "{}",
                 "themes/test/main.mustache:1:1: error[template-unknown-name]: there is nothing "
                 "called \"gone\" here");
    check_failed("{{a.c}}", "", "{\"a\":{\"b\":1},\"c\":1}",
                 "themes/test/main.mustache:1:1: error[template-unknown-name]: there is nothing "
                 "called \"a.c\" here");
}

static void missing_partial(void **state)
{
    (void)state;
    struct bench bench = bench_new();
    assert_true(add(&bench, "main", "x {{>fot}}"));
    assert_true(add(&bench, "foot", ""));
    assert_false(templates_check(bench.templates, bench.diags));
    check_said(
        &bench,
        "themes/test/main.mustache:1:3: error[template-no-partial]: there is no partial \"fot\"");
    bench_free(&bench);
}

/* Neither endless partials nor lists multiplied by lists may hang a build. */
static void runaways(void **state)
{
    (void)state;
    check_failed("{{>part}}", "{{>part}}{{>part}}", "{}",
                 "themes/test/part.mustache:1:1: error[template-syntax]: partials include one "
                 "another without end");
    struct bench bench = bench_new();
    struct out data = out_new(bench.arena), text = out_new(bench.arena), out;
    out_c(&data, "{\"l\":[0");
    for (int i = 1; i < 300; i++)
        out_fmt(&data, ",%d", i);
    out_c(&data, "]}");
    for (int i = 0; i < 10; i++)
        out_c(&text, "{{#l}}");
    for (int i = 0; i < 10; i++)
        out_c(&text, "{{/l}}");
    assert_true(add(&bench, "main", str_c(bench.arena, out_str(&text))));
    assert_false(render(&bench, str_c(bench.arena, out_str(&data)), &out));
    bench_free(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),          cmocka_unit_test(sections),
        cmocka_unit_test(lines),           cmocka_unit_test(partials),
        cmocka_unit_test(syntax),          cmocka_unit_test(unknown_names),
        cmocka_unit_test(missing_partial), cmocka_unit_test(runaways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
