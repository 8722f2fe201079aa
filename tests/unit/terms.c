/* Finding glossary terms: what is one form of another, and what is inside a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "model/terms.h"

struct glossary {
    struct arena *arena;
    struct diags *diags;
    struct site site;
};

static struct entry *add(struct glossary *g, const char *id, const char *term, const char *abbr)
{
    struct entry *entry = ARENA_NEW(g->arena, struct entry);
    struct source *source = ARENA_NEW(g->arena, struct source);
    *source = (struct source){.path = str_fmt(g->arena, "%s.md", id), .text = str_from(term)};
    *entry = (struct entry){.id = str_from(id),
                            .term = str_from(term),
                            .abbr = str_from(abbr),
                            .autolink = true,
                            .source = source};
    entry->term_span = span_of(source, 0, source->text.len);
    *LIST_ADD(&g->site.entries, g->arena) = entry;
    return entry;
}

static void start(struct glossary *g)
{
    *g = (struct glossary){.arena = arena_new(), .diags = diags_new()};
    g->site.arena = g->arena;
}

static void end(struct glossary *g)
{
    diags_free(g->diags);
    arena_free(g->arena);
}

/* All matches of `text` must read "id=text|…". */
static void expect(struct glossary *g, const char *text, const char *wanted)
{
    struct terms *terms = terms_new(&g->site, g->diags);
    struct str s = str_from(text);
    struct out out = out_new(g->arena);
    struct term_match match;
    for (size_t at = 0; terms_find(terms, s, at, &match); at = match.end) {
        assert_true(match.start >= at && match.end > match.start && match.end <= s.len);
        out_fmt(&out, "%s%.*s=%.*s", out.len != 0 ? "|" : "", STR_ARG(match.entry->id),
                STR_ARG(str_slice(s, match.start, match.end)));
    }
    assert_string_equal(str_c(g->arena, out_str(&out)), wanted);
}

static void fill(struct glossary *g)
{
    add(g, "tisa", "Trilateral Information Sharing Arrangement", "TISA");
    add(g, "lock-on", "lock-on", "");
    add(g, "radar", "radar", "");
    add(g, "fcr", "fire-control radar", "");
    add(g, "ally", "ally", "");
    add(g, "class", "ship class", "");
    add(g, "us", "United States", "U.S.");
    add(g, "eez", "exclusive economic zone", "EEZ");
    add(g, "dragon", "Pacific Dragon", "");
    add(g, "rok", "한국", "");
    add(g, "missile", "ミサイル", "");
}

static void test_case(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "Lock-on, radar LOCK-ON", "lock-on=Lock-on|radar=radar|lock-on=LOCK-ON");
    expect(&g, "TISA tisa Tisa", "tisa=TISA");
    expect(&g, "Pacific Dragon, pacific dragon", "dragon=Pacific Dragon");
    end(&g);
}

static void test_match_setting(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "aegis", "Aegis", "")->match = MATCH_EXACT;
    add(&g, "cues", "CUES", "")->match = MATCH_IGNORE;
    add(&g, "mix", "rules of CNO", "");
    expect(&g, "aegis Aegis AEGIS", "aegis=Aegis");
    expect(&g, "cues Cues", "cues=cues|cues=Cues");
    expect(&g, "Rules of CNO. rules of cno", "mix=Rules of CNO");
    end(&g);
}

static void test_plural_and_possessive(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "allies allys", "ally=allies|ally=allys");
    expect(&g, "radars and ship classes", "radar=radars|class=ship classes");
    expect(&g, "Three EEZs, the EEZ's edge, the EEZ’s", "eez=EEZs|eez=EEZ|eez=EEZ");
    expect(&g, "the allies’ word, the ally's", "ally=allies|ally=ally");
    end(&g);
}

static void test_longest_wins(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "a fire-control radar and a radar", "fcr=fire-control radar|radar=radar");
    expect(&g, "fire‑control\n  radars", "fcr=fire‑control\n  radars");
    end(&g);
}

static void test_never_inside_words(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "radarscope antiradar radar2 éradar rally radar't", "");
    expect(&g, "(radar) radar-led «radar» radar/radar",
           "radar=radar|radar=radar|radar=radar|radar=radar|radar=radar");
    end(&g);
}

static void test_dots(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "The US, the U.S. and the US. Let us", "us=US|us=U.S.|us=US");
    expect(&g, "U.S.A. USA", "");
    end(&g);
}

static void test_particles(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    fill(&g);
    expect(&g, "TISA를 TISAの TISA는", "tisa=TISA|tisa=TISA|tisa=TISA");
    expect(&g, "한국은 한국에서는 한국어 대한국", "rok=한국|rok=한국");
    expect(&g, "弾道ミサイルの", "missile=ミサイル");
    end(&g);
}

static void test_soft_hyphens_and_apostrophes(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "watch", "Seoul's watch", "");
    add(&g, "radar", "radar", "");
    expect(&g, "Seoul’s watch", "watch=Seoul’s watch");
    expect(&g,
           "ra\xC2\xAD"
           "dar",
           "radar=ra\xC2\xAD"
           "dar");
    end(&g);
}

static void test_claimed_twice(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "first", "Trilateral exercise", "");
    struct entry *second = add(&g, "second", "drill", "");
    *LIST_ADD(&second->forms, g.arena) = STR("trilateral  exercise");
    expect(&g, "a trilateral exercise", "first=trilateral exercise");
    assert_int_equal(diags_count(g.diags, SEVERITY_ERROR), 1);
    char text[2048] = "";
    FILE *file = fmemopen(text, sizeof text, "w");
    diags_print(g.diags, file, (struct diags_style){.format = MESSAGE_HUMAN});
    fclose(file);
    assert_non_null(strstr(text, "term-claimed-twice"));
    assert_non_null(strstr(text, "first.md"));
    assert_non_null(strstr(text, "second.md"));
    end(&g);
}

static void test_not_claimed_twice(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "note", "note", "");
    add(&g, "notes", "notes", ""); /* written out: the plural that the other implies gives way */
    add(&g, "aids", "AIDS", "");
    add(&g, "us", "US", "U.S.");
    expect(&g, "note notes AIDS U.S.", "note=note|notes=notes|aids=AIDS|us=U.S.");
    assert_int_equal(diags_count(g.diags, SEVERITY_ERROR), 0);
    end(&g);
}

static void test_autolink_off(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "radar", "radar", "")->autolink = false;
    expect(&g, "radar", "");
    end(&g);
}

/* However many forms begin with the same words, each is found, and none costs the others. */
static void test_same_beginnings(void **state)
{
    (void)state;
    enum { ENTRIES = 5000 };
    struct glossary g;
    struct term_match match;
    start(&g);
    for (int i = 0; i < ENTRIES; i++) {
        char *term = str_c(g.arena, str_fmt(g.arena, "law of the sea %d", i));
        add(&g, term, term, "");
    }
    add(&g, "law", "law", "");
    expect(&g, "law of the sea 4711, Law of  the\nsea 0, law of the seas",
           "law of the sea 4711=law of the sea 4711|law of the sea 0=Law of  the\nsea 0|law=law");
    struct terms *terms = terms_new(&g.site, g.diags);
    assert_true(terms_find(terms, STR("the law of the sea 4999."), 0, &match));
    assert_true(match.work < 100);
    end(&g);
}

/* What is folded for the index is compared as it stands in the end. */
static void test_what_folds_together(void **state)
{
    (void)state;
    struct glossary g;
    start(&g);
    add(&g, "node", "node.js", "");
    add(&g, "rc", ".profile", "");
    add(&g, "cpp", "C++", "");
    add(&g, "b", "b 12", "")->match = MATCH_EXACT;
    add(&g, "long", "counterreformation council", "");
    expect(&g, "node.js, nodejs, n.ode.js (.profile) profile C++; B 12 b\n 12, b.12",
           "node=node.js|rc=.profile|cpp=C++|b=b\n 12");
    expect(&g, "counterreformation councils counterreform counterreformations council",
           "long=counterreformation councils");
    end(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_match_setting),
        cmocka_unit_test(test_plural_and_possessive),
        cmocka_unit_test(test_longest_wins),
        cmocka_unit_test(test_never_inside_words),
        cmocka_unit_test(test_dots),
        cmocka_unit_test(test_particles),
        cmocka_unit_test(test_soft_hyphens_and_apostrophes),
        cmocka_unit_test(test_claimed_twice),
        cmocka_unit_test(test_not_claimed_twice),
        cmocka_unit_test(test_autolink_off),
        cmocka_unit_test(test_same_beginnings),
        cmocka_unit_test(test_what_folds_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
