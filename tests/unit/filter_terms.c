/* gloss.link_terms and gloss.terms: which occurrences are linked, and what the link goes around. */
#include "filter_help.h"

static const char glossary_filter[] = "function Pandoc(doc)\n"
                                      "  doc.blocks = gloss.link_terms(doc.blocks)\n"
                                      "  return doc\n"
                                      "end\n";

static void expect_linked(const char *essay, enum first_of first, const char *code,
                          const char *wanted)
{
    struct fixture f;
    fixture_start(&f, essay);
    fixture_entry(&f, "radar", "radar");
    fixture_entry(&f, "fcr", "fire-control radar");
    fixture_entry(&f, "dragon", "Pacific Dragon");
    f.site.config.first = first;
    bool ok = fixture_run(&f, code);
    if (!ok)
        print_message("%s", f.messages);
    assert_true(ok);
    expect_tree(&f, wanted);
    fixture_end(&f);
}

static void expect_all(const char *essay, const char *wanted)
{
    expect_linked(essay, FIRST_ALL, glossary_filter, wanted);
}

static void test_plain(void **state)
{
    (void)state;
    expect_all("The radar saw.", "Para(The Link.term=term:radar(radar) saw.)");
    expect_all(
        "A fire-control radar, Pacific Dragon.",
        "Para(A Link.term=term:fcr(fire-control radar), Link.term=term:dragon(Pacific Dragon).)");
    expect_all("“radars” no radarscope", "Para(“Link.term=term:radar(radars)” no radarscope)");
}

static void test_emphasis(void **state)
{
    (void)state;
    expect_all("in *the radar* x", "Para(in Emph(the Link.term=term:radar(radar)) x)");
    expect_all("*Pacific* Dragon x", "Para(Link.term=term:dragon(Emph(Pacific) Dragon) x)");
    expect_all("*the Pacific* Dragon x",
               "Para(Emph(the )Link.term=term:dragon(Emph(Pacific) Dragon) x)");
    expect_all("a Pacific *Dragon now*",
               "Para(a Link.term=term:dragon(Pacific Emph(Dragon))Emph( now))");
    expect_all("*a fire-* *control* radar",
               "Para(Emph(a fire-) Emph(control) Link.term=term:radar(radar))");
}

static void test_passages(void **state)
{
    (void)state;
    expect_all("{the Pacific}^ Dragon x",
               "Para(Span.passage(the )Link.term=term:dragon(Span.passage(Pacific) Dragon)"
               "Span.note(Note(Para(a note on Link.term=term:radar(radar)))) x)");
    expect_all("so {fire-control radar here}^",
               "Para(so Span.passage(Link.term=term:fcr(fire-control radar) here)"
               "Span.note(Note(Para(a note on Link.term=term:radar(radar)))))");
}

static void test_not_there(void **state)
{
    (void)state;
    expect_all("## The radar\n\n> a radar^ here\n\n`radar` <the radar> x",
               "Header(The radar)\nBlockQuote(Para(a radarSpan.note(Note(Para(a note on "
               "Link.term=term:radar(radar)))) here))\n"
               "Para(Code=radar Link=https://example.org/(the radar) x)");
}

static void test_first(void **state)
{
    (void)state;
    const char *essay = "radar radar\n\n## One\n\nradar^ radar\n\n### Two\n\nradar";
    expect_linked(essay, FIRST_SECTION, glossary_filter,
                  "Para(Link.term=term:radar(radar) radar)\nHeader(One)\n"
                  "Para(Link.term=term:radar(radar)Span.note(Note(Para(a note on "
                  "Link.term=term:radar(radar)))) "
                  "radar)\nHeader(Two)\nPara(radar)");
    expect_linked(essay, FIRST_PAGE, glossary_filter,
                  "Para(Link.term=term:radar(radar) radar)\nHeader(One)\n"
                  "Para(radarSpan.note(Note(Para(a note on Link.term=term:radar(radar)))) radar)\n"
                  "Header(Two)\nPara(radar)");
    expect_linked("radar", FIRST_NONE, glossary_filter, "Para(radar)");
}

/* What is linked already, by the author or by an earlier filter, is the first occurrence. */
static void test_twice(void **state)
{
    (void)state;
    expect_linked("the radar and a radar", FIRST_SECTION,
                  "function Pandoc(doc)\n"
                  "  doc.blocks = gloss.link_terms(gloss.link_terms(doc.blocks))\n"
                  "  return doc\nend",
                  "Para(the Link.term=term:radar(radar) and a radar)");
}

static void test_options(void **state)
{
    (void)state;
    expect_linked(
        "## A radar\n\n> radar Pacific Dragon", FIRST_ALL,
        "function Pandoc(doc)\n"
        "  doc.blocks = gloss.link_terms(doc.blocks, {in_ = {'headings', 'quotations'}, skip = "
        "{'dragon'}})\n"
        "  return doc\nend",
        "Header(A Link.term=term:radar(radar))\n"
        "BlockQuote(Para(Link.term=term:radar(radar) Pacific Dragon))");
    expect_linked("radar Pacific Dragon", FIRST_ALL,
                  "function Pandoc(doc)\n"
                  "  doc.blocks = gloss.link_terms(doc.blocks, {self = 'radar'})\n"
                  "  return doc\nend",
                  "Para(radar Link.term=term:dragon(Pacific Dragon))");
}

static void test_find(void **state)
{
    (void)state;
    expect_linked(
        "the radar of Pacific Dragon", FIRST_ALL,
        "function Para(p)\n"
        "  local found = gloss.terms:find(p)\n"
        "  local first = found[1]\n"
        "  return pandoc.Para(#found .. first.id .. first.text .. first.start .. first.finish\n"
        "    .. gloss.terms:get('dragon').term .. tostring(gloss.terms:get('no')))\n"
        "end",
        "Para(2radarradar59Pacific Dragonnil)");
}

static void test_spans(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "The radar: Pacific Dragon");
    fixture_entry(&f, "radar", "radar");
    fixture_entry(&f, "dragon", "Pacific Dragon");
    f.site.config.first = FIRST_ALL;
    assert_true(fixture_run(&f, glossary_filter));
    const struct node *link = f.doc.body->first->first->next->next;
    assert_int_equal(link->kind, NODE_LINK);
    assert_int_equal(link->span.start, 4);
    assert_int_equal(link->span.end, 9);
    assert_true(str_is(span_text(link->next->span), ":"));
    assert_true(str_is(span_text(f.doc.body->first->last->span), "Pacific Dragon"));
    fixture_end(&f);
}

/* The shipped filter, as it is in the checkout. */
static void test_shipped(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "The radar saw.");
    fixture_entry(&f, "radar", "radar");
    f.order.name = STR("glossary");
    *LIST_ADD(&f.site.data_folders, f.arena) = STR(".");
    assert_true(fixture_run(&f, ""));
    expect_tree(&f, "Para(The Link.term=term:radar(radar) saw.)");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),    cmocka_unit_test(test_emphasis),
        cmocka_unit_test(test_passages), cmocka_unit_test(test_not_there),
        cmocka_unit_test(test_first),    cmocka_unit_test(test_twice),
        cmocka_unit_test(test_options),  cmocka_unit_test(test_find),
        cmocka_unit_test(test_spans),    cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
