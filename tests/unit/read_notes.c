/* Notes files: headings, ids, quotations and bodies, and each sentence about what is wrong. */
#include "read/notes.h"
#include "read_help.h"

struct notes {
    struct reading reading;
    struct site site;
    struct page page;
    struct doc doc;
    struct str said;
};

static void notes_read(struct notes *notes, const char *text)
{
    *notes = (struct notes){.reading = reading_new(), .page = {.kind = PAGE_ESSAY}};
    struct arena *arena = notes->reading.arena;
    notes->site =
        (struct site){.arena = arena, .config = notes->reading.config, .today = STR("2024-05-10")};
    *LIST_ADD(&notes->site.config.layers, arena) = (struct layer){.name = STR("editor")};
    notes->doc = (struct doc){
        .arena = arena, .site = &notes->site, .page = &notes->page, .language = STR("en")};
    notes->reading.source = make_source(arena, "n.md", str_from(text));
    read_notes(&notes->doc, notes->reading.source, notes->reading.diags);
    notes->said = said_of(arena, notes->reading.diags);
}

static struct str body_of(struct notes *notes, size_t i)
{
    struct out out = out_new(notes->reading.arena);
    show_node(notes->doc.notes.at[i].body, &out);
    return out_str(&out);
}

static void notes_are_taken(void **state)
{
    (void)state;
    struct notes notes;
    notes_read(&notes,
               "---\nessay: x\nlayer: editor\nauthor: J\n---\n\n## gsomia-ends\n\n"
               "> fell out ==over *it*==\n>   that […]\n\nAnnounced[^a].\n\n[^a]: Here.\n\n"
               "## Why it *lapsed* {#lapse .k layer=note date=2024-05-09 occurrence=2 covers=item "
               "rev=abc}\n> q\n\nB\n"
               "### Sub\n```\n## no\n```\n<!--\n## none\n-->\n\n## Überblick 2\n\nA\n---\nB\n");
    assert_text(notes.said, "");
    assert_int_equal(notes.doc.notes.count, 3);
    const struct note *note = &notes.doc.notes.at[0];
    assert_text(note->id, "gsomia-ends");
    assert_null(note->title);
    assert_text(note->layer, "editor");
    assert_text(note->author, "J");
    assert_text(note->quote, "fell out ==over *it*==\n  that […]");
    assert_int_equal(note->lines.count, 2);
    assert_int_equal(note->lines.at[1].offset, 23);
    assert_int_equal(note->lines.at[1].source, note->lines.at[0].source + 25);
    assert_text(body_of(&notes, 0), "Blocks[Para[AnnouncedNote<a>[Para[Here.]].]]");
    note = &notes.doc.notes.at[1];
    assert_text(note->id, "lapse");
    assert_non_null(note->title);
    assert_text(note->layer, "note");
    assert_int_equal(note->occurrence, 2);
    assert_text(note->covers, "item");
    assert_text(note->classes.at[0], "k");
    assert_text(body_of(&notes, 1), "Blocks[Para[B]Header3[Sub]CodeBlock<## no>[]]");
    assert_text(notes.doc.notes.at[2].id, "überblick-2");
    assert_text(body_of(&notes, 2), "Blocks[Header2[A]Para[B]]");
    reading_free(&notes.reading);
}

static void each_mistake_in_notes_is_named(void **state)
{
    static const struct {
        const char *text, *said;
    } samples[] = {
        {"Text.\n\n## a\n\nb\n",
         "n.md:1:1: error[note-no-heading]: this text stands before the first note\n"},
        {"## a\n\n> b\n", "n.md:1:1: error[note-empty]: the note \"a\" has no text\n"},
        {"## a\n\n> b\nc\n",
         "n.md:4:1: error[note-quote-runs-on]: this line would join the quotation above it\n"},
        {"## a\n\nb\n\n## A\n\nc\n",
         "n.md:5:1: error[note-id-twice]: there is a note \"a\" already\n"},
        {"## a {layr=editor}\n\nb\n",
         "n.md:1:6: error[unknown-key]: `layr` is no attribute of a note\n"},
        {"## a {layer=edito}\n\nb\n",
         "n.md:1:6: error[bad-value]: there is no layer \"edito\" in gloss.yaml\n"},
        {"## a {status=done}\n\nb\n",
         "n.md:1:6: error[bad-value]: `status` cannot be \"done\"; it takes draft, review or "
         "published\n"},
        {"## a {date=5/9}\n\nb\n",
         "n.md:1:6: error[bad-value]: \"5/9\" is no date of the calendar\n"},
        {"## a {occurrence=0}\n\nb\n",
         "n.md:1:6: error[bad-value]: `occurrence` takes a whole number from 1 up, not \"0\"\n"},
        {"## a {covers=page}\n\nb\n",
         "n.md:1:6: error[bad-value]: `covers` cannot be \"page\"; it takes paragraph, item, row "
         "or section\n"},
        {"## a {on=x}\n\nb\n",
         "n.md:1:6: error[bad-value]: `on` takes fn:LABEL, note:ID or #ID, not \"x\"\n"},
        {"## a {#b c}\n\nb\n",
         "n.md:1:10: error[bad-attribute]: a word alone is no attribute; write .class or "
         "key=value\n"},
        {"## a {#b\n\nb\n",
         "n.md:1:6: error[bad-attribute]: the brace is not closed on this line\n"},
        {"## a {#b.c}\n\nb\n", "n.md:1:6: error[bad-attribute]: \"b.c\" cannot be a note's id\n"},
        {"## a\n\nb[^c]\n\n## d\n\n[^c]: e\n\nf\n",
         "n.md:3:2: error[footnote-undefined]: the footnote [^c] has no text\n"
         "n.md:7:1: warning[footnote-unused]: nothing refers to the footnote [^c]\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct notes notes;
        notes_read(&notes, samples[i].text);
        assert_text(notes.said, samples[i].said);
        reading_free(&notes.reading);
    }
}

/* Lists and the like end a quotation by themselves; a line of `>` and nothing else does too. */
static void what_ends_a_quotation_is_no_mistake(void **state)
{
    static const char *const texts[] = {"## a\n> b\n- c\n", "## a\n> b\n1. c\n",
                                        "## a\n> b\n### c\n", "## a\n> b\n>\nc\n",
                                        "## a\n> b\n```\nc\n```\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct notes notes;
        notes_read(&notes, texts[i]);
        assert_text(notes.said, "");
        assert_int_equal(notes.doc.notes.count, 1);
        reading_free(&notes.reading);
    }
}

static void drafts_and_later_notes_leave_no_trace(void **state)
{
    (void)state;
    struct notes notes;
    notes_read(
        &notes,
        "## a {status=draft}\n\n## b {publish=2024-05-11}\n\nx\n\n## c {publish=2024-05}\n\ny\n");
    assert_text(notes.said, "");
    assert_int_equal(notes.doc.notes.count, 1);
    assert_text(notes.doc.notes.at[0].id, "c");
    reading_free(&notes.reading);
}

static void a_file_says_which_essay_it_is_on(void **state)
{
    (void)state;
    struct reading reading = reading_new();
    struct str essay;
    struct span span;
    struct source *source =
        make_source(reading.arena, "n.md", STR("---\nessay: essays/x\n---\n## a\n"));
    assert_true(read_notes_head(reading.arena, source, &essay, &span, reading.diags));
    assert_text(essay, "essays/x");
    assert_text(span_text(span), "essays/x");
    source = make_source(reading.arena, "n.md", STR("## a\n"));
    assert_true(read_notes_head(reading.arena, source, &essay, &span, reading.diags));
    assert_int_equal(essay.len, 0);
    reading_free(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_are_taken),
        cmocka_unit_test(each_mistake_in_notes_is_named),
        cmocka_unit_test(what_ends_a_quotation_is_no_mistake),
        cmocka_unit_test(drafts_and_later_notes_leave_no_trace),
        cmocka_unit_test(a_file_says_which_essay_it_is_on),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
