/*
 * Parsing on many threads gives what parsing on one gives. The parser's table of special characters
 * is the process's, and without the cure in read/parser.c some of these texts come out otherwise in
 * every run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/out.h"
#include "read/config.h"
#include "read/markdown.h"

enum { TEXTS = 300, THREADS = 8, ROUNDS = 4 };

/* Each has a construct that a special character of ours or of an extension opens. */
static const char *const pieces[] = {
    "Plain words *here* and **there**.\n\n",
    "See www.example.org/a and https://example.org/b?c=d, or write to me@example.org.\n\n",
    "A [span]{.c lang=ko} and a [link](https://example.org){#l .k} in ~~struck~~ text, H~2~O.\n\n",
    "A note[^n] and {braces} in {#prose}.\n\n[^n]: With ~~tildes~~ and [spans]{.x}.\n\n",
    "| a ~~b~~ | [c]{.d} |\n|---|---|\n| www.example.org | `x\\|y` |\n: Caption {#tbl-x}\n\n",
    "::: {.box}\n- [x] done\n- [ ] open {not=this}\n:::\n\n",
    "# Heading with [link](x.md){.y} {#id .z}\n\n",
    "> [!NOTE]\n> ~~a~~ [b]{.c}\n\n",
    "\"Quoted\" -- 'text' x<sup>2</sup> and <kbd>k</kbd>...\n\n",
    "```c {.numberLines}\nwww.example.org ~~x~~ [y]{.z}\n```\n\n",
};

static struct str make_text(struct arena *arena, unsigned seed)
{
    struct out out = out_new(arena);
    unsigned state = seed * 2654435761u + 1;
    for (size_t i = 0; i < 12; i++) {
        state = state * 1664525u + 1013904223u;
        out_c(&out, pieces[(state >> 16) % (sizeof pieces / sizeof pieces[0])]);
    }
    return out_str(&out);
}

/* What a text becomes, as the tree's dump; diagnostics are counted with it. */
static struct str read_text(struct arena *arena, unsigned seed)
{
    struct config config;
    struct diags *diags = diags_new();
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = STR("t.md"), .text = make_text(arena, seed)};
    config_defaults(arena, &config);
    struct node *root = read_markdown(arena, &config, source->text,
                                      span_of(source, 0, source->text.len), STR("en"), diags);
    struct out out = out_new(arena);
    node_dump(root, &out);
    out_fmt(&out, "%zu errors\n", diags_count(diags, SEVERITY_ERROR));
    diags_free(diags);
    return out_str(&out);
}

struct job {
    const struct str *wanted;
    unsigned first;
    size_t wrong;
};

static void *read_many(void *context)
{
    struct job *job = context;
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < TEXTS; i++) {
            unsigned seed = (i + job->first) % TEXTS;
            struct arena *arena = arena_new();
            job->wrong += !str_eq(read_text(arena, seed), job->wanted[seed]);
            arena_free(arena);
        }
    }
    return NULL;
}

static void many_threads_read_what_one_reads(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str *wanted = ARENA_ARRAY(arena, TEXTS, struct str);
    for (unsigned i = 0; i < TEXTS; i++)
        wanted[i] = read_text(arena, i);
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    for (unsigned i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){.wanted = wanted, .first = i * 37};
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, &jobs[i]), 0);
    }
    size_t wrong = 0;
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        wrong += jobs[i].wrong;
    }
    assert_int_equal(wrong, 0);
    arena_free(arena);
}

/* The comparison above is worth something only if the constructs are there. */
static void the_texts_have_our_constructs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out all = out_new(arena);
    for (unsigned i = 0; i < TEXTS; i++)
        out_raw(&all, read_text(arena, i));
    static const char *const wanted[] = {
        "Strikeout",   "Span { .c lang=ko}", "Link",        "Note \"n\"", "Table {#tbl-x}",
        "Div { .box}", "Header {#id .z}",    "Superscript", "mailto:",    "admonition"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_true(str_has(out_str(&all), str_from(wanted[i])));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_texts_have_our_constructs),
        cmocka_unit_test(many_threads_read_what_one_reads),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
