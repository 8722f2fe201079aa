/*
 * The DocBook writer on an essay with every kind of node and every place of a note, in both
 * encodings. With GLOSS_DOCBOOK_OUT the files are left in that folder for other validators and
 * readers (tests/docbook).
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "docbook_make.h"
#include "write/docbook.h"
#include "xml/schema.h"

/* ---- the essay ---- */

static void add(struct world *w, struct node *block)
{
    node_append(w->doc.body, block);
}

static struct node *term(struct world *w, struct entry *entry, const char *shown)
{
    return link_to(w, (struct ref){.kind = REF_TERM, .entry = entry}, text(w, shown));
}

static struct node *here(struct world *w, const char *id, const char *shown)
{
    return link_to(w, (struct ref){.kind = REF_HERE, .id = str_from(id)}, text(w, shown));
}

static struct node *cell(struct world *w, struct node *inside)
{
    return make(w, NODE_CELL, inside, NULL);
}

static struct node *plain(struct world *w, const char *s)
{
    return make(w, NODE_PLAIN, text(w, s), NULL);
}

static struct node *caption(struct world *w, struct node *inside)
{
    return make(w, NODE_CAPTION, make(w, NODE_PLAIN, inside, NULL), NULL);
}

/* A one-cell table, with a caption if there is one. */
static struct node *small_table(struct world *w, const char *title, struct node *inside)
{
    struct node *table = make(w, NODE_TABLE, NULL);
    if (title != NULL)
        node_append(table, caption(w, text(w, title)));
    node_append(table, make(w, NODE_TABLE_BODY, make(w, NODE_ROW, cell(w, inside), NULL), NULL));
    return table;
}

static struct node *section(struct world *w, const char *id, struct node *header)
{
    header->kind = NODE_HEADER;
    header->level = 2;
    return classed(w, make(w, NODE_DIV, with_id(w, header, id), NULL), "section");
}

static struct node *note_body(struct world *w, const char *words)
{
    return make(w, NODE_BLOCKS, para(w, words), NULL);
}

static void add_whole_note(struct world *w)
{
    struct node *div = make(w, NODE_DIV, para(w, "Words of note whole."), NULL);
    add(w, with(w, with_id(w, classed(w, div, "note"), "note-whole"), "layer", "editor"));
}

/* Two notes that overlap, a footnote with two marks, terms. */
static void add_first_paragraph(struct world *w)
{
    add(w,
        make(w, NODE_PARA, text(w, "Every hour he wrote "),
             passage(w, "ledger", make(w, NODE_EMPH, text(w, "one line"), NULL)),
             passage(w, "ledger wind", text(w, " of the wind")),
             note(w, "ledger", "editor", "1", note_body(w, "Words of note ledger.")),
             passage(w, "wind", text(w, " and the sails")),
             note(w, "wind", "translator", "†", note_body(w, "Words of note wind.")),
             text(w, " in a "), term(w, &w->ledger, "ledger"), text(w, "."),
             footnote("oil", "2", note_body(w, "Words of footnote oil.")), text(w, " Other "),
             term(w, &w->ledger, "ledgers"), text(w, " burnt oil too."),
             classed(w, here(w, "fn-oil", "2"), "fnref"), NULL));
}

/* Each of these holds what no footnote may hold. */
static void add_notes_that_are_too_rich(struct world *w)
{
    struct node *table =
        make(w, NODE_BLOCKS, small_table(w, "Words of note table", plain(w, "a cell")), NULL);
    struct node *warning = make(
        w, NODE_BLOCKS,
        classed(w,
                classed(w, make(w, NODE_DIV, para(w, "Words of note warn."), NULL), "admonition"),
                "warning"),
        NULL);
    struct node *inner = footnote("rich-a", "6", note_body(w, "Words of footnote rich-a."));
    struct node *nested = make(
        w, NODE_BLOCKS,
        make(w, NODE_PARA, classed(w, make(w, NODE_SPAN, text(w, "A title"), NULL), "title"), NULL),
        make(w, NODE_PARA, text(w, "Words of note rich."), inner, NULL), NULL);
    struct node *figure =
        make(w, NODE_FIGURE, caption(w, text(w, "Words of note figure")),
             make(w, NODE_PLAIN, image(w, "essays/harbour/x.png", "a quay"), NULL), NULL);
    add(w,
        make(w, NODE_PARA, passage(w, "table", text(w, "The table")),
             note(w, "table", "editor", "3", table), text(w, ", "),
             passage(w, "warn", text(w, "the warning")), note(w, "warn", "editor", "4", warning),
             text(w, ", "), passage(w, "rich", text(w, "the rest")),
             note(w, "rich", "editor", "5", nested), text(w, ", "),
             passage(w, "fig", text(w, "the figure")),
             note(w, "fig", "editor", "7", make(w, NODE_BLOCKS, figure, NULL)), NULL));
}

static void add_lists(struct world *w)
{
    struct node *item =
        make(w, NODE_ITEM,
             make(w, NODE_PLAIN, passage(w, "cost", text(w, "Forty pounds")),
                  note(w, "cost", "editor", "8",
                       make(w, NODE_BLOCKS, para(w, "Words of note cost."),
                            make(w, NODE_BULLET_LIST,
                                 make(w, NODE_ITEM, plain(w, "A list in it."), NULL), NULL),
                            literal(w, NODE_CODE_BLOCK, "x = <1>"), NULL)),
                  NULL),
             NULL);
    struct node *list = make(w, NODE_BULLET_LIST, with(w, item, "task", "done"),
                             with(w, make(w, NODE_ITEM, plain(w, "To pay"), NULL), "task", "open"),
                             make(w, NODE_ITEM, NULL), NULL);
    list->tight = true;
    add(w, list);
    struct node *ordered =
        make(w, NODE_ORDERED_LIST, make(w, NODE_ITEM, para(w, "Third"), NULL), NULL);
    ordered->list.start = 3;
    ordered->list.style = STYLE_LOWER_ROMAN;
    add(w, ordered);
    add(w,
        make(w, NODE_DEFINITION_LIST, make(w, NODE_DEFINED_TERM, text(w, "glass"), NULL),
             make(w, NODE_DEFINITION, para(w, "A barometer."), NULL),
             make(w, NODE_DEFINITION, para(w, "A tumbler."), NULL), NULL));
}

static void add_inlines(struct world *w)
{
    struct node *script =
        make(w, NODE_SUPERSCRIPT, text(w, "up "), make(w, NODE_STRONG, text(w, "strong"), NULL),
             footnote("sup", "9", note_body(w, "Words of footnote sup.")), NULL);
    struct node *quoted = make(w, NODE_QUOTED, text(w, "quoted"), NULL);
    struct node *page = link_to(
        w, (struct ref){.kind = REF_PAGE, .page = &w->other, .id = STR("fog")}, text(w, "the fog"));
    struct node *file = link_to(
        w, (struct ref){.kind = REF_FILE, .url = STR("essays/harbour/a b.csv")}, text(w, "data"));
    struct node *odd = link_to(w, (struct ref){.kind = REF_URL, .url = STR("http://a:b/")},
                               text(w, "an odd address"));
    add(w,
        make(w, NODE_PARA, make(w, NODE_UNDERLINE, text(w, "under"), NULL),
             make(w, NODE_STRIKEOUT, text(w, "struck"), NULL), script,
             make(w, NODE_SUBSCRIPT, text(w, "2"), NULL),
             make(w, NODE_SMALL_CAPS, text(w, "caps"), NULL), quoted,
             make(w, NODE_CITE, text(w, "Doe 2024"), NULL), literal(w, NODE_CODE, "a < b"),
             node_new(w->arena, NODE_SPACE, SPAN_NONE),
             node_new(w->arena, NODE_SOFT_BREAK, SPAN_NONE), literal(w, NODE_MATH, "x^2"),
             literal(w, NODE_RAW_INLINE, "<b>raw</b>"), page, file, odd,
             here(w, "nothing", "a link to nothing"),
             with(w, classed(w, make(w, NODE_SPAN, text(w, "등대"), NULL), "name"), "lang", "ko"),
             classed(w, make(w, NODE_SPAN, text(w, "Esc"), NULL), "kbd"),
             image(w, "essays/harbour/seal.png", "a seal"), NULL));
    add(w,
        make(w, NODE_PARA, text(w, "Lighthouse Road"),
             node_new(w->arena, NODE_LINE_BREAK, SPAN_NONE), text(w, "Harbour"), NULL));
}

static void add_blocks(struct world *w)
{
    struct node *by = classed(
        w,
        make(w, NODE_DIV,
             make(w, NODE_PARA, text(w, "J. Doe, "), make(w, NODE_EMPH, text(w, "The Light"), NULL),
                  footnote("by", "10", note_body(w, "Words of footnote by.")), NULL),
             NULL),
        "attribution");
    add(w, make(w, NODE_BLOCK_QUOTE, para(w, "It burnt all night."), by, NULL));
    add(w,
        make(w, NODE_LINE_BLOCK, make(w, NODE_LINE, text(w, "Line one"), NULL),
             make(w, NODE_LINE, text(w, "  line two"), NULL), NULL));
    add(w, classed(w, literal(w, NODE_CODE_BLOCK, "if (a < b)\n    run();\n"), "c"));
    add(w, literal(w, NODE_RAW_BLOCK, "<hr>"));
    add(w, node_new(w->arena, NODE_HORIZONTAL_RULE, SPAN_NONE));
    struct node *inner =
        classed(w, classed(w, make(w, NODE_DIV, para(w, "Inner."), NULL), "admonition"), "note");
    add(w,
        classed(w,
                classed(w, make(w, NODE_DIV, para(w, "Mind the step."), inner, NULL), "admonition"),
                "tip"));
    add(w, with_id(w, classed(w, make(w, NODE_DIV, para(w, "Grouped."), NULL), "wide"), "group"));
}

static void add_figure(struct world *w)
{
    struct node *picture =
        make(w, NODE_PLAIN, passage(w, "map", image(w, "essays/harbour/map.svg", "a map")),
             note(w, "map", "editor", "11", note_body(w, "Words of note map.")), NULL);
    struct node *figure = make(w, NODE_FIGURE, caption(w, text(w, "The harbour")), picture, NULL);
    figure->number = STR("1");
    add(w, with_id(w, figure, "fig-map"));
}

static void add_table(struct world *w)
{
    struct node *head = make(
        w, NODE_TABLE_HEAD,
        make(w, NODE_ROW,
             cell(w,
                  make(w, NODE_PLAIN, passage(w, "head", text(w, "Year")),
                       note(w, "head", "editor", "13", note_body(w, "Words of note head.")), NULL)),
             cell(w, plain(w, "Ships")), cell(w, plain(w, "Boats")), NULL),
        NULL);
    struct node *tall = cell(w, plain(w, "1870")), *wide = cell(w, plain(w, "none"));
    tall->cell.rows = 2;
    wide->cell.columns = 2;
    wide->cell.alignment = ALIGN_RIGHT;
    struct node *inside =
        make(w, NODE_BLOCKS, small_table(w, NULL, plain(w, "Words of note cell.")), NULL);
    struct node *counted = make(w, NODE_PLAIN, passage(w, "cell", text(w, "240")),
                                note(w, "cell", "editor", "14", inside), NULL);
    struct node *body =
        make(w, NODE_TABLE_BODY, make(w, NODE_ROW, tall, wide, NULL),
             make(w, NODE_ROW, cell(w, counted), cell(w, para(w, "3")), NULL), NULL);
    struct node *titled =
        make(w, NODE_PLAIN, text(w, "Ships "), passage(w, "cap", text(w, "seen")),
             note(w, "cap", "editor", "12", note_body(w, "Words of note cap.")), NULL);
    struct node *table = make(w, NODE_TABLE, make(w, NODE_CAPTION, titled, NULL), head, body, NULL);
    table->number = STR("1");
    table->table.count = 3;
    table->table.columns = ARENA_ARRAY(w->arena, 3, struct column);
    table->table.columns[1] = (struct column){ALIGN_CENTER, 0.25};
    add(w, with_id(w, table, "tbl-ships"));
}

static void add_sections(struct world *w)
{
    struct node *head =
        make(w, NODE_HEADER, text(w, "After "), passage(w, "vote", text(w, "the vote")),
             note(w, "vote", "editor", "15",
                  make(w, NODE_BLOCKS, small_table(w, "Words of note vote", plain(w, "no")), NULL)),
             NULL);
    struct node *first = section(w, "after", head);
    node_append(first, make(w, NODE_PARA, passage(w, "two", text(w, "Over two")), NULL));
    node_append(first,
                make(w, NODE_PARA, passage(w, "two", text(w, "paragraphs")),
                     note(w, "two", "editor", "16", note_body(w, "Words of note two.")),
                     text(w, " and "), here(w, "note-two", "note 16"), text(w, " and "),
                     here(w, "fig-map", "Figure 1"), NULL));
    struct node *empty = section(w, "empty", make(w, NODE_HEADER, text(w, "Empty"), NULL));
    node_append(first, empty);
    add(w, first);
    struct node *moved =
        make(w, NODE_PARA,
             link_to(w, (struct ref){.kind = REF_URL, .url = STR("https://example.org/?a&b")},
                     passage(w, "link", text(w, "inside a link"))),
             text(w, " "), note(w, "link", "editor", "17", note_body(w, "Words of note link.")),
             note(w, "bare", "editor", "18", note_body(w, "Words of note bare.")), NULL);
    struct node *last = section(w, "last", make(w, NODE_HEADER, text(w, "Last"), NULL));
    node_append(last, moved);
    node_append(last,
                make(w, NODE_BLOCK_QUOTE,
                     with_id(w, make(w, NODE_HEADER, text(w, "Loose"), NULL), "loose"), NULL));
    add(w, last);
}

static void fill_meta(struct world *w)
{
    struct meta *meta = &w->page.meta;
    meta->subtitle = STR("A subtitle");
    meta->date = STR("2024-05-02");
    meta->updated = STR("2024-06-01");
    meta->license = STR("CC-BY-4.0");
    meta->doi = STR("10.1234/abcd");
    meta->series_name = STR("Notebook");
    meta->series_number = STR("3");
    meta->series_issn = STR("1234-5679");
    meta->source = (struct work){.title = STR("First"),
                                 .publisher = STR("A press"),
                                 .url = STR("https://example.org/first"),
                                 .date = STR("2023")};
    *LIST_ADD(&meta->tags, w->arena) = STR("harbours");
    *LIST_ADD(&meta->authors, w->arena) = (struct author){.name = STR("Jane Doe"),
                                                          .role = STR("author"),
                                                          .affiliation = STR("Institute"),
                                                          .email = STR("jane@example.org"),
                                                          .orcid = STR("0000-0002-1825-0097")};
    *LIST_ADD(&meta->authors, w->arena) = (struct author){.name = STR("Shin-ae Lee"),
                                                          .given = STR("Shin-ae"),
                                                          .family = STR("Lee"),
                                                          .native = STR("이신애"),
                                                          .role = STR("translator")};
    *LIST_ADD(&meta->corrections, w->arena) =
        (struct correction){STR("2024-07-01"), STR("A date was wrong.")};
    w->doc.abstract =
        make(w, NODE_BLOCKS, para(w, "What a keeper wrote."),
             make(w, NODE_BULLET_LIST, make(w, NODE_ITEM, plain(w, "A list."), NULL), NULL), NULL);
    *LIST_ADD(&w->doc.bios, w->arena) = make(w, NODE_BLOCKS, para(w, "An archivist."), NULL);
    *LIST_ADD(&w->doc.bios, w->arena) = NULL;
    *LIST_ADD(&w->doc.notes, w->arena) =
        (struct note){.id = STR("rich"), .author = STR("J. Editor"), .date = STR("2024-05-09")};
}

static void fill_glossary(struct world *w)
{
    make_entry(w, &w->ledger, "ledger", "ledger",
               make(w, NODE_PARA, text(w, "A book for each "), term(w, &w->watch, "watch"), NULL));
    make_entry(w, &w->watch, "watch", "watch", para(w, "Four hours."));
    w->ledger.abbr = STR("L.");
    *LIST_ADD(&w->ledger.see, w->arena) = &w->watch;
    *LIST_ADD(&w->ledger.sources, w->arena) =
        (struct work){.title = STR("A dictionary"), .url = STR("https://example.org/d")};
    *LIST_ADD(&w->ledger.uses, w->arena) = (struct use){.entry = &w->ledger, .page = &w->page};
    *LIST_ADD(&w->ledger.uses, w->arena) = (struct use){.entry = &w->ledger, .page = &w->page};
    *LIST_ADD(&w->doc.terms, w->arena) = &w->ledger;
    *LIST_ADD(&w->doc.terms, w->arena) = &w->watch;
}

static void make_essay(struct world *w)
{
    make_world(w);
    fill_meta(w);
    fill_glossary(w);
    add_whole_note(w);
    add_first_paragraph(w);
    add_notes_that_are_too_rich(w);
    add_lists(w);
    add_inlines(w);
    add_blocks(w);
    add_figure(w);
    add_table(w);
    add_sections(w);
}

/* ---- what is asked of it ---- */

struct written {
    struct world w;
    struct sheets sheets;
    struct roll roll;
    struct diags *diags;
    struct str essay, glossary;
};

static void keep_sheet(struct str text, const char *name)
{
    const char *folder = getenv("GLOSS_DOCBOOK_OUT");
    if (folder == NULL)
        return;
    struct arena *arena = arena_new();
    assert_int_equal(file_write(str_fmt(arena, "%s/%s.xml", folder, name), text), 0);
    arena_free(arena);
}

static void write_essay(struct written *written, bool annotations)
{
    *written = (struct written){.diags = diags_new()};
    make_essay(&written->w);
    written->w.site.config.docbook_annotations = annotations;
    write_docbook_essay(&written->w.doc, &written->sheets, &written->roll, written->diags);
    write_docbook_glossary(&written->w.site, written->w.arena, &written->sheets, written->diags);
    assert_int_equal(written->sheets.list.count, 2);
    assert_string_equal(str_c(written->w.arena, written->sheets.list.at[0].path),
                        "essays/harbour/harbour.xml");
    written->essay = written->sheets.list.at[0].text;
    written->glossary = written->sheets.list.at[1].text;
    keep_sheet(written->essay, annotations ? "annotations" : "footnotes");
    keep_sheet(written->glossary, "glossary");
}

static void end_essay(struct written *written)
{
    diags_free(written->diags);
    end_world(&written->w);
}

static void assert_holds(struct str text, const char *part)
{
    if (!str_has(text, str_from(part)))
        fail_msg("this is not there: %s", part);
}

static void assert_lacks(struct str text, const char *part)
{
    if (str_has(text, str_from(part)))
        fail_msg("this is there: %s", part);
}

static void both_encodings_are_valid(void **state)
{
    struct schema *schema = *state;
    for (int annotations = 0; annotations < 2; annotations++) {
        struct written written;
        write_essay(&written, annotations == 1);
        assert_true(schema_check(schema, written.essay, STR("essay"), written.diags));
        assert_true(schema_check(schema, written.glossary, STR("glossary"), written.diags));
        end_essay(&written);
    }
}

struct checker {
    struct schema *schema;
    struct str xml;
    bool valid;
};

static void *check_often(void *data)
{
    struct checker *checker = data;
    struct diags *diags = diags_new();
    checker->valid = true;
    for (int i = 0; i < 20; i++)
        checker->valid =
            schema_check(checker->schema, checker->xml, STR("essay"), diags) && checker->valid;
    diags_free(diags);
    return NULL;
}

static void threads_share_one_schema(void **state)
{
    struct written written;
    write_essay(&written, false);
    /*
     * One of them is given a document that is cut off, so
     * that it meets errors while the others meet none.
     */
    struct checker checkers[] = {{*state, written.essay, false},
                                 {*state, str_slice(written.essay, 0, 4000), false},
                                 {*state, written.glossary, false}};
    pthread_t threads[3];
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, check_often, &checkers[i]), 0);
    for (size_t i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert_true(checkers[0].valid);
    assert_false(checkers[1].valid);
    assert_true(checkers[2].valid);
    end_essay(&written);
}

static void notes_are_footnotes_where_they_can_be(void **state)
{
    (void)state;
    struct written written;
    write_essay(&written, false);
    struct str xml = written.essay;
    assert_holds(
        xml,
        "<phrase xml:id=\"ref-ledger.1\" role=\"passage\"><emphasis>one line</emphasis></phrase>"
        "<phrase xml:id=\"ref-ledger\" role=\"passage\"><phrase xml:id=\"ref-wind.1\" "
        "role=\"passage\"> of the wind</phrase></phrase>"
        "<footnote xml:id=\"note-ledger\" role=\"note editor\" label=\"1\" xreflabel=\"1\">"
        "<para><emphasis role=\"label\">Editor’s note</emphasis> Words of note ledger.</para>"
        "</footnote>");
    assert_holds(xml, "<footnote xml:id=\"note-wind\" role=\"note translator\" xreflabel=\"†\">");
    assert_holds(xml, "<footnote xml:id=\"fn-oil\" label=\"2\" xreflabel=\"2\">");
    assert_holds(xml, "<footnoteref linkend=\"fn-oil\"/>");
    assert_holds(xml,
                 "<phrase xml:id=\"ref-table\" role=\"passage\" annotations=\"note-table\">The "
                 "table</phrase>, ");
    assert_holds(xml,
                 "<annotation xml:id=\"note-table\" annotates=\"ref-table\" role=\"note editor\" "
                 "xreflabel=\"3\">");
    assert_holds(
        xml,
        "<annotation xml:id=\"note-whole\" annotates=\"essay-harbour\" role=\"note editor\" "
        "xreflabel=\"Editor’s note\"><para>Words of note whole.</para>");
    assert_holds(xml,
                 "<info><title>A title</title><author><personname>J. Editor</personname></author>"
                 "<date>2024-05-09</date></info>");
    end_essay(&written);
}

static void notes_are_annotations_where_that_is_wanted(void **state)
{
    (void)state;
    struct written written;
    write_essay(&written, true);
    struct str xml = written.essay;
    assert_holds(xml, "annotates=\"ref-ledger.1 ref-ledger\"");
    assert_holds(xml, "annotates=\"ref-wind.1 ref-wind\"");
    assert_holds(xml,
                 "<phrase xml:id=\"ref-wind\" role=\"passage\" annotations=\"note-wind\"> and the "
                 "sails</phrase>");
    assert_holds(xml, "<footnote xml:id=\"fn-oil\"");
    assert_lacks(xml, "<footnote xml:id=\"note-");
    assert_holds(xml, "</title>\n<annotation xml:id=\"note-vote\"");
    assert_holds(xml,
                 "<phrase xml:id=\"ref-link\" role=\"passage\">inside a link</phrase></link> "
                 "<phrase role=\"mark\" annotations=\"note-link\"/>"
                 "<phrase xml:id=\"ref-bare\" role=\"mark\" annotations=\"note-bare\"/></para>");
    end_essay(&written);
}

static void inlines_and_blocks_have_their_elements(void **state)
{
    (void)state;
    struct written written;
    write_essay(&written, false);
    struct str xml = written.essay;
    assert_holds(xml, "<firstterm linkend=\"term-ledger\" baseform=\"ledger\">ledger</firstterm>");
    assert_holds(xml, "<glossterm linkend=\"term-ledger\" baseform=\"ledger\">ledgers</glossterm>");
    assert_holds(xml,
                 "<superscript>up </superscript><emphasis role=\"strong\"><superscript>strong"
                 "</superscript></emphasis><footnote");
    assert_holds(xml, "<link xlink:href=\"https://example.org/essays/light/#fog\">the fog</link>");
    assert_holds(xml,
                 "<link xlink:href=\"https://example.org/essays/harbour/a%20b.csv\">data</link>");
    assert_holds(xml,
                 "<link xlink:href=\"http:%2F%2Fa%3Ab%2F\">an odd address</link>"
                 "<link linkend=\"essay-harbour\">a link to nothing</link><phrase xml:lang=\"ko\" "
                 "role=\"name\">등대</phrase>");
    assert_holds(xml, "<literallayout>Lighthouse Road\nHarbour</literallayout>");
    assert_holds(xml, "<attribution>J. Doe, <citetitle>The Light</citetitle>");
    assert_holds(xml, "<listitem role=\"task done\">");
    assert_holds(xml,
                 "<programlisting language=\"c\">if (a &lt; b)\n    run();\n</programlisting>");
    assert_holds(xml, "<anchor xml:id=\"group\"/>\n<para role=\"wide\">Grouped.</para>");
    assert_holds(xml, "<title>The harbour<footnote xml:id=\"note-map\"");
    assert_holds(xml,
                 "<mediaobject><imageobject><imagedata fileref=\"map.svg\"/></imageobject>"
                 "<textobject><phrase>a map</phrase></textobject></mediaobject>");
    assert_holds(
        xml,
        "<entry morerows=\"1\">1870</entry><entry namest=\"c2\" nameend=\"c3\" align=\"right\">");
    assert_holds(xml, "<colspec colname=\"c2\" colwidth=\"250*\" align=\"center\"/>");
    assert_holds(xml, "<bridgehead xml:id=\"loose\" renderas=\"sect1\">Loose</bridgehead>");
    assert_holds(xml,
                 "<glossentry xml:id=\"term-ledger\" "
                 "sortas=\"ledger\"><glossterm>ledger</glossterm><abbrev>L.</abbrev>");
    assert_lacks(xml, "role=\"used-in\"");
    assert_holds(written.glossary,
                 "</link></para>\n<para role=\"used-in\"><link "
                 "xlink:href=\"https://example.org/essays/harbour/\">"
                 "The harbour &amp; its book</link></para>\n<glossseealso");
    end_essay(&written);
}

/* How many items of that kind, id and number were counted. */
static size_t count_of(const struct roll *roll, enum carried_kind kind, const char *id,
                       const char *number)
{
    size_t found = 0;
    for (size_t i = 0; i < roll->items.count; i++) {
        const struct carried *item = &roll->items.at[i];
        found += item->kind == kind && str_is(item->id, id) && str_is(item->number, number);
    }
    return found;
}

static void what_is_written_is_counted_once(void **state)
{
    (void)state;
    for (int annotations = 0; annotations < 2; annotations++) {
        struct written written;
        write_essay(&written, annotations == 1);
        const struct roll *roll = &written.roll;
        assert_int_equal(count_of(roll, CARRIED_NOTE, "note-whole", ""), 1);
        assert_int_equal(count_of(roll, CARRIED_NOTE, "note-ledger", "1"), 1);
        assert_int_equal(count_of(roll, CARRIED_NOTE, "note-wind", "†"), 1);
        assert_int_equal(count_of(roll, CARRIED_NOTE, "note-map", "11"), 1);
        assert_int_equal(count_of(roll, CARRIED_FOOTNOTE, "fn-rich-a", "6"), 1);
        assert_int_equal(count_of(roll, CARRIED_TERM, "term-ledger", ""), 2);
        assert_int_equal(count_of(roll, CARRIED_TERM, "term-watch", ""), 0);
        assert_int_equal(count_of(roll, CARRIED_FIGURE, "fig-map", "1"), 1);
        assert_int_equal(count_of(roll, CARRIED_TABLE, "tbl-ships", "1"), 1);
        assert_int_equal(count_of(roll, CARRIED_HEADING, "after", ""), 1);
        assert_int_equal(count_of(roll, CARRIED_HEADING, "loose", ""), 1);
        assert_int_equal(count_of(roll, CARRIED_REFERENCE, "note-two", ""), 1);
        assert_int_equal(count_of(roll, CARRIED_REFERENCE, "fog", ""), 1);
        assert_int_equal(count_of(roll, CARRIED_REFERENCE, "fn-oil", ""), 0);
        end_essay(&written);
    }
}

static void what_is_simplified_is_said(void **state)
{
    (void)state;
    struct written written;
    write_essay(&written, false);
    assert_int_equal(diags_count(written.diags, SEVERITY_ERROR), 0);
    /*
     * Six notes that no footnote can hold; raw HTML;
     * a link to nothing; an admonition in another.
     */
    assert_int_equal(diags_count(written.diags, SEVERITY_NOTICE), 6 + 1 + 1 + 1);
    end_essay(&written);
}

static void an_essay_without_text_is_an_error(void **state)
{
    (void)state;
    struct world w;
    make_world(&w);
    add_whole_note(&w);
    struct sheets sheets = {0};
    struct roll roll = {0};
    struct diags *diags = diags_new();
    write_docbook_essay(&w.doc, &sheets, &roll, diags);
    assert_int_equal(sheets.list.count, 0);
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
    diags_free(diags);
    end_world(&w);
}

/* Hundreds of notes on one word are hundreds of marks, and not as many phrases in each other. */
static void many_notes_on_one_word_are_written(void **state)
{
    struct schema *schema = *state;
    for (int annotations = 0; annotations < 2; annotations++) {
        struct world w;
        make_world(&w);
        w.site.config.docbook_annotations = annotations == 1;
        struct out ids = out_new(w.arena);
        struct node *line = make(&w, NODE_PARA, passage(&w, "", text(&w, "Oil")), NULL);
        for (int i = 0; i < 300; i++) {
            const char *id = str_c(w.arena, str_fmt(w.arena, "n%d", i));
            out_fmt(&ids, "%s ", id);
            node_append(line, note(&w, id, "editor", id, note_body(&w, "Words.")));
        }
        node_set_attr(w.arena, line->first, STR("note"), out_str(&ids));
        add(&w, line);
        struct sheets sheets = {0};
        struct roll roll = {0};
        struct diags *diags = diags_new();
        write_docbook_essay(&w.doc, &sheets, &roll, diags);
        assert_true(schema_check(schema, sheets.list.at[0].text, STR("many.xml"), diags));
        assert_int_equal(roll.items.count, 300);
        assert_holds(sheets.list.at[0].text, "xml:id=\"note-n299\"");
        diags_free(diags);
        end_world(&w);
    }
}

/* As deep as any tree may be (NODE_DEPTH): quotations, and inlines of a kind that needs care. */
static void deep_trees_are_written(void **state)
{
    struct schema *schema = *state;
    static const enum node_kind kinds[] = {NODE_BLOCK_QUOTE, NODE_DIV, NODE_BULLET_LIST};
    struct world w;
    make_world(&w);
    struct node *parent = w.doc.body;
    for (int depth = 1; depth < NODE_DEPTH / 2; depth++) {
        struct node *child = node_new(w.arena, kinds[depth % 3], SPAN_NONE);
        node_append(parent, child);
        parent = child;
        if (child->kind != NODE_BULLET_LIST)
            continue;
        parent = node_new(w.arena, NODE_ITEM, SPAN_NONE);
        node_append(child, parent);
        depth++;
    }
    struct node *inside = make(&w, NODE_PARA, NULL);
    node_append(parent, inside);
    for (int depth = 0; depth < NODE_DEPTH / 2; depth++) {
        struct node *child =
            node_new(w.arena, depth % 2 == 0 ? NODE_SUPERSCRIPT : NODE_EMPH, SPAN_NONE);
        node_append(inside, child);
        inside = child;
    }
    node_append(inside, text(&w, "the bottom"));
    struct sheets sheets = {0};
    struct roll roll = {0};
    struct diags *diags = diags_new();
    write_docbook_essay(&w.doc, &sheets, &roll, diags);
    assert_int_equal(sheets.list.count, 1);
    assert_true(schema_check(schema, sheets.list.at[0].text, STR("deep.xml"), diags));
    assert_holds(sheets.list.at[0].text, "the bottom");
    diags_free(diags);
    end_world(&w);
}

static void invalid_documents_are_found(void **state)
{
    struct schema *schema = *state;
    const char *const bad[] = {
        "<article xmlns=\"http://docbook.org/ns/docbook\" "
        "version=\"5.0\"><title>x</title></article>",
        "<article xmlns=\"http://docbook.org/ns/docbook\" version=\"5.0\"><title>x</title><para>",
        "<!DOCTYPE article [<!ENTITY a \"b\">]><article xmlns=\"http://docbook.org/ns/docbook\" "
        "version=\"5.0\"><title>x</title><para>&a;</para></article>",
        "<article xmlns=\"http://docbook.org/ns/docbook\" version=\"5.0\"><title>x</title>"
        "<para><link linkend=\"none\">x</link></para></article>",
        ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct diags *diags = diags_new();
        assert_false(schema_check(schema, str_from(bad[i]), STR("bad.xml"), diags));
        assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
        diags_free(diags);
    }
}

static void a_missing_schema_is_said(void **state)
{
    (void)state;
    struct diags *diags = diags_new();
    setenv("GLOSS_DOCBOOK_RNG", "/nowhere/docbook.rng", 1);
    assert_null(schema_load(diags));
    unsetenv("GLOSS_DOCBOOK_RNG");
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
    diags_free(diags);
}

static int load_schema(void **state)
{
    struct diags *diags = diags_new();
    schema_init();
    *state = schema_load(diags);
    diags_print(diags, stderr, (struct diags_style){0});
    diags_free(diags);
    return *state != NULL ? 0 : -1;
}

static int free_schema(void **state)
{
    schema_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_encodings_are_valid),
        cmocka_unit_test(threads_share_one_schema),
        cmocka_unit_test(notes_are_footnotes_where_they_can_be),
        cmocka_unit_test(notes_are_annotations_where_that_is_wanted),
        cmocka_unit_test(inlines_and_blocks_have_their_elements),
        cmocka_unit_test(what_is_written_is_counted_once),
        cmocka_unit_test(what_is_simplified_is_said),
        cmocka_unit_test(an_essay_without_text_is_an_error),
        cmocka_unit_test(many_notes_on_one_word_are_written),
        cmocka_unit_test(deep_trees_are_written),
        cmocka_unit_test(invalid_documents_are_found),
        cmocka_unit_test(a_missing_schema_is_said),
    };
    return cmocka_run_group_tests(tests, load_schema, free_schema);
}
