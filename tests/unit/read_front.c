/*
 * gloss.yaml, front matter and glossary entries: what
 * is taken, and each sentence about what is not.
 */
#include "read/entry.h"
#include "read/meta.h"
#include "read_help.h"

/* ---- gloss.yaml ---- */

static struct str config_said(struct reading *reading, const char *text)
{
    struct source *source = make_source(reading->arena, "gloss.yaml", str_from(text));
    read_config(reading->arena, source, &reading->config, reading->diags);
    return said_of(reading->arena, reading->diags);
}

static void a_configuration_is_taken(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    const struct config *config = &reading.config;
    assert_text(
        config_said(&reading,
                    "title: A\nbase_url: https://a.org\nlanguage: ko\nformats: [html, pdf]\n"
                    "filters:\n  - glossary\n  - path: x/y.lua\n    options: {min: 3, on: true}\n  "
                    "  grants: {read: [s/]}\n"
                    "docbook: {notes: annotation}\npdf: {engine: fop, notes: margin, standard: "
                    "[ua-1, a-2b], fonts: {cjk: Nanum},\n"
                    "  paper: {width: 6.5in, height: 240mm, margins: {left: 20mm}}}\n"
                    "paths: {notes: n/, glossary: g}\n"
                    "notes:\n  numbering: layers\n  layers:\n    editor: {label: Ed}\n    b: "
                    "{marks: symbols}\n    c: {marks: alpha}\n"
                    "keys: {weight: int}\nlinks: pretty\nglossary: {first: page, in: [headings]}\n"
                    "menu: [{name: E, url: /e/}]\nmarkup: {raw_html: true, smart: false}\nlimits: "
                    "{depth: 50}\n"
                    "severity: {term-unused: ignore}\nextra: {a: [1, 2.5, x, null]}\n"),
        "");
    assert_text(config->base_url, "https://a.org/");
    assert_int_equal(config->formats, FORMAT_HTML | FORMAT_PDF);
    assert_int_equal(config->filters.count, 2);
    assert_text(config->filters.at[1].name, "x/y.lua");
    assert_int_equal(config->filters.at[1].options->items[0].integer, 3);
    assert_true(config->filters.at[1].options->items[1].boolean);
    assert_text(config->filters.at[1].reads.at[0], "s");
    assert_true(config->docbook_annotations && config->number_by_layer && config->links_pretty);
    assert_int_equal(config->pdf.standards.count, 2);
    assert_text(config->pdf.paper, "6.5inx240mm");
    assert_text(config->pdf.margins.left, "20mm");
    assert_text(config->pdf.cjk_font, "Nanum");
    assert_text(config->notes_path, "n");
    assert_int_equal(config->layers.count, 3);
    assert_int_equal(config->layers.at[1].marks, MARKS_SYMBOLS);
    assert_int_equal(config->limits.depth, 50);
    assert_int_equal(config->extra->items[0].items[1].kind, VALUE_NUMBER);
    assert_int_equal(diags_severity(reading.diags, DIAG_TERM_UNUSED), SEVERITY_IGNORE);
    reading_free(&reading);
}

static void an_empty_configuration_has_defaults(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    assert_text(config_said(&reading, ""),
                "gloss.yaml:1:1: error[missing-key]: `title:` is missing\n");
    assert_text(reading.config.theme, "paper");
    assert_int_equal(reading.config.formats, FORMAT_HTML | FORMAT_DOCBOOK);
    assert_text(reading.config.layers.at[0].name, "note");
    assert_false(reading.config.has_filters);
    reading_free(&reading);
}

static void each_mistake_in_gloss_yaml_is_named(void **state)
{
    static const struct {
        const char *text, *said;
    } samples[] = {
        {"titel: B", "2:1: error[unknown-key]: `titel` is not a key that can stand here"},
        {"formats: html", "2:10: error[wrong-type]: `formats` takes a list; this is text"},
        {"formats: [html, epub]",
         "2:17: error[bad-value]: \"epub\" cannot stand here; wanted: html, docbook, pdf or json"},
        {"markup: {smart: maybe}",
         "2:17: error[wrong-type]: `smart` takes true or false; this is text"},
        {"description: true",
         "2:14: error[wrong-type]: `description` takes text; this is true or false"},
        {"limits: {depth: 0}",
         "2:17: error[bad-value]: `depth` takes a whole number from 1 to 100"},
        {"limits: {depth: 99999999999999999999}",
         "2:17: error[bad-value]: `depth` takes a whole number from 1 to 100"},
        {"base_url: example.org",
         "2:11: error[bad-value]: `base_url` \"example.org\" is no address of a site"},
        {"language: \"?\"", "2:12: error[bad-value]: \"?\" is no language tag"},
        {"links: short",
         "2:8: error[bad-value]: `links` cannot be \"short\"; it takes file or pretty"},
        {"paths: {notes: ../x}",
         "2:16: error[bad-value]: `notes` must be a folder inside the project"},
        {"severity: {term-unusd: ignore}",
         "2:12: error[unknown-key]: there is no diagnostic named `term-unusd`"},
        {"severity: {note-not-found: warning}",
         "2:28: error[bad-value]: `note-not-found` stays an error: it means that words are lost"},
        {"notes: {layers: {a: {marks: roman}, b: {marks: roman}}}",
         "error[bad-value]: the layers `a` and `b` would have the same marks"},
        {"notes: {layers: {a: {marks: decimal}}}",
         "error[bad-value]: the layer `a` would have the marks of the common series, which are "
         "numbers"},
        {"pdf: {paper: {width: 1mm, height: 240mm}}",
         "2:22: error[bad-value]: `width` is from 90mm to 1000mm, not 1mm"},
        {"pdf: {paper: {width: 170, height: 240mm}}",
         "2:22: error[bad-value]: `width` is no length: \"170\""},
        {"pdf: {paper: {width: 17cm}}", "2:14: error[missing-key]: `height:` is missing"},
        {"pdf: {paper: {width: 17cm, height: 24cm, margins: {gutter: 1cm}}}",
         "2:52: error[unknown-key]: `gutter` is not a key that can stand here"},
        {"menu: [{name: A}]", "error[missing-key]: `url:` is missing"},
        {"filters: [{options: {}}]", "error[missing-key]: `path:` is missing"},
        {"theme: [a", "error[yaml-syntax]: flow sequence without a closing bracket"},
        {"title: B", "2:1: error[yaml-syntax]: the key `title` stands here a second time"},
        {"theme: &a b",
         "2:8: error[yaml-syntax]: anchors (`&name`) are not taken; write the value out where it "
         "is needed"},
        {"theme: *a",
         "2:8: error[yaml-syntax]: aliases (`*name`) are not taken; write the value out"},
        {"theme: !!str b", "2:8: error[yaml-syntax]: tags (`!name`) are not taken"},
        {"theme: \"\\0\"", "error[yaml-syntax]: an escape here makes a character that no text has"},
        {"--- \nb: c",
         "2:1: error[yaml-syntax]: a second document begins here; there can be one only"},
        {"? [a]\n: b", "error[yaml-syntax]: a key is a word, not a list or a map"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct reading reading = reading_new();
        struct str text = str_fmt(reading.arena, "title: A\n%s\n", samples[i].text);
        struct str said = config_said(&reading, str_c(reading.arena, text));
        if (!str_has(said, str_from(samples[i].said)))
            fail_msg("%s\n     got: %.*s  wanted: %s", samples[i].text, STR_ARG(said),
                     samples[i].said);
        reading_free(&reading);
    }
}

/* ---- front matter ---- */

static struct str meta_said(struct reading *reading, const char *text, enum page_kind kind,
                            struct meta *meta, size_t *body)
{
    reading->source = make_source(reading->arena, "x.md", str_from(text));
    read_meta(reading->arena, reading->source, &reading->config, kind, meta, body, reading->diags);
    return said_of(reading->arena, reading->diags);
}

static void front_matter_is_taken(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct meta meta;
    size_t body;
    *LIST_ADD(&reading.config.keys, reading.arena) =
        (struct key_type){STR("weight"), VALUE_INTEGER};
    const char *text =
        "\xEF\xBB\xBF---\r\ntitle: 1984\r\nsubtitle: S\r\ndate: 2024-02-29\r\nupdated: 2024-03\r\n"
        "authors:\r\n  - {name: A B, role: editor, orcid: 0000-0002-1825-0097}\r\n"
        "  - name: {given: Shin-ae, family: Lee, native: 이신애}\r\n  - {given: C, family: D}\r\n"
        "abstract: |\r\n  One *two*.\r\ntags: [a, b]\r\nseries: {name: N, number: 3}\r\n"
        "license: {name: L, url: u}\r\ncorrections: [{date: 2024, text: t}]\r\nstatus: draft\r\n"
        "glossary: {first: none, skip: [tisa]}\r\naliases: [/old/]\r\nslug: s\r\nweight: 4\r\n"
        "toc: false\r\nextra: {x: y}\r\n---\r\nBody\r\n";
    assert_text(meta_said(&reading, text, PAGE_ESSAY, &meta, &body), "");
    assert_text(str_slice(reading.source->text, body, body + 4), "Body");
    assert_text(meta.title, "1984");
    assert_text(span_text(meta.title_span), "1984");
    assert_text(meta.authors.at[1].name, "Shin-ae Lee");
    assert_text(meta.authors.at[2].name, "C D");
    assert_text(meta.authors.at[0].role, "editor");
    assert_text(meta.series_number, "3");
    assert_text(meta.license_url, "u");
    assert_int_equal(meta.status, STATUS_DRAFT);
    assert_true(meta.has_first && meta.first == FIRST_NONE && !meta.toc);
    assert_text(meta.skip_terms.at[0], "tisa");
    assert_int_equal(meta.own->items[0].integer, 4);
    reading_free(&reading);
}

static void each_mistake_in_front_matter_is_named(void **state)
{
    static const struct {
        const char *text, *said;
    } samples[] = {
        {"date: 2024", "x.md:2:1: error[missing-key]: `title:` is missing"},
        {"title: A", "error[missing-key]: `date:` is missing"},
        {"title: A\ndate: 2023-02-29",
         "x.md:3:7: error[bad-value]: \"2023-02-29\" is no date of the calendar"},
        {"title: A\ndate: 12 May",
         "x.md:3:7: error[bad-value]: \"12 May\" is no date of the calendar"},
        {"title: yes\ndate: 2024\nstatus: done",
         "x.md:4:9: error[bad-value]: `status` cannot be \"done\"; it takes draft, review or "
         "published"},
        {"title: true\ndate: 2024",
         "x.md:2:8: error[wrong-type]: `title` takes text; this is true or false"},
        {"title: A\ndate: 2024\nauthors: [{name: B, orcid: 0000-0002-1825-0098}]",
         "error[bad-value]: \"0000-0002-1825-0098\" is no ORCID iD"},
        {"title: A\ndate: 2024\nauthors: [{role: editor}]",
         "error[missing-key]: `name:` is missing"},
        {"title: A\ndate: 2024\nauthor: B",
         "x.md:4:1: error[unknown-key]: `author` is not a key that can stand here"},
        {"title: A\ndate: 2024\nslug: a/b", "error[bad-value]: \"a/b\" cannot be a slug"},
        {"title: A\ndate: 2024\naliases: [old]",
         "error[bad-value]: an alias is a path on the site, as /old/path/"},
        {"title: A\ndate: 2024\ntags: [[a]]",
         "error[wrong-type]: text is wanted here; this is a list"},
        {"- title", "x.md:2:1: error[wrong-type]: keys and their values are wanted here"},
        {"title: \"a", "x.md:2:9: error[yaml-syntax]: double-quoted scalar without closing quote"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct reading reading = reading_new();
        struct meta meta;
        size_t body;
        struct str text = str_fmt(reading.arena, "---\n%s\n---\nText.\n", samples[i].text);
        struct str said = meta_said(&reading, str_c(reading.arena, text), PAGE_ESSAY, &meta, &body);
        if (!str_has(said, str_from(samples[i].said)))
            fail_msg("%s\n     got: %.*s  wanted: %s", samples[i].text, STR_ARG(said),
                     samples[i].said);
        reading_free(&reading);
    }
}

static void front_matter_ends_or_is_not_there(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct meta meta;
    size_t body;
    assert_text(
        meta_said(&reading, "---\ntitle: A\n", PAGE_PAGE, &meta, &body),
        "x.md:1:1: error[yaml-syntax]: the front matter that begins here is never closed\n");
    reading_free(&reading);
    reading = reading_new();
    assert_text(meta_said(&reading, "Text.\n", PAGE_SECTION, &meta, &body), "");
    assert_int_equal(body, 0);
    reading_free(&reading);
}

/* What an abstract says has its place in the file, although YAML has taken its indentation away. */
static void texts_in_yaml_have_places(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct meta meta;
    size_t body;
    meta_said(&reading, "---\ntitle: A\nabstract: |\n  One *two*\n\n  and [three]{.x b}\n---\n",
              PAGE_PAGE, &meta, &body);
    struct node *root = read_markdown(reading.arena, &reading.config, meta.abstract,
                                      meta.abstract_span, STR("en"), reading.diags);
    assert_text(said_of(reading.arena, reading.diags),
                "x.md:6:18: error[bad-attribute]: a word alone is no attribute; write .class or "
                "key=value\n");
    for (struct node *node = root; node != NULL; node = node_next(root, node))
        if (node->kind == NODE_STR && node->parent->kind != NODE_SPAN && node->text.at[0] != '{')
            assert_true(str_eq(node->text, span_text(node->span)) || node->text.at[0] == 'b');
    reading_free(&reading);
}

/* ---- entries ---- */

static struct entry *take_entry(struct reading *reading, const char *text)
{
    struct site *site = ARENA_NEW(reading->arena, struct site);
    site->config = reading->config;
    reading->source = make_source(reading->arena, "tisa.md", str_from(text));
    return read_entry(reading->arena, site, reading->source, STR("tisa"), reading->diags);
}

static void an_entry_is_taken(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct entry *entry = take_entry(&reading,
                                     "---\nterm: Trilateral Arrangement\nabbr: TISA\nforms: "
                                     "[arrangement]\nmatch: exact\nautolink: false\n"
                                     "see_also: [gsomia]\nsources: [{title: T, url: u}]\n---\n\nAn "
                                     "*arrangement* of 2014.\n\nMore.\n");
    assert_text(said_of(reading.arena, reading.diags), "");
    assert_text(entry->id, "tisa");
    assert_text(entry->summary, "An arrangement of 2014.");
    assert_text(span_text(entry->form_spans.at[0]), "arrangement");
    assert_int_equal(entry->match, MATCH_EXACT);
    assert_false(entry->autolink);
    assert_int_equal(entry->definition->first->kind, NODE_PARA);
    reading_free(&reading);
}

static void a_long_summary_is_cut_at_a_sentence(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct out text = out_new(reading.arena);
    out_c(&text, "---\nterm: A\n---\n");
    for (size_t i = 0; i < 20; i++)
        out_c(&text, "A sentence of thirty letters ok. ");
    struct entry *entry = take_entry(&reading, str_c(reading.arena, out_str(&text)));
    assert_int_equal(entry->summary.len, 9 * 33 - 1);
    assert_true(str_ends(entry->summary, STR("ok.")));
    reading_free(&reading);
}

static void mistakes_in_entries_are_named(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    assert_null(take_entry(&reading, "---\nabbr: A\nmatch: fuzzy\n---\nText.\n"));
    assert_text(said_of(reading.arena, reading.diags),
                "tisa.md:2:1: error[missing-key]: `term:` is missing\n"
                "tisa.md:3:8: error[bad-value]: `match` cannot be \"fuzzy\"; it takes smart, exact "
                "or ignore\n");
    reading_free(&reading);
    reading = reading_new();
    take_entry(&reading, "---\nterm: A\n---\n");
    assert_text(said_of(reading.arena, reading.diags),
                "tisa.md:2:7: error[empty-essay]: the entry \"A\" has no definition\n");
    reading_free(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_is_taken),
        cmocka_unit_test(an_empty_configuration_has_defaults),
        cmocka_unit_test(each_mistake_in_gloss_yaml_is_named),
        cmocka_unit_test(front_matter_is_taken),
        cmocka_unit_test(each_mistake_in_front_matter_is_named),
        cmocka_unit_test(front_matter_ends_or_is_not_there),
        cmocka_unit_test(texts_in_yaml_have_places),
        cmocka_unit_test(an_entry_is_taken),
        cmocka_unit_test(a_long_summary_is_cut_at_a_sentence),
        cmocka_unit_test(mistakes_in_entries_are_named),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
