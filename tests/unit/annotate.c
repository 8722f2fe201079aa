/*
 * Notes tied to their passages: found over everything
 * that Markdown puts between words, and in every script.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "annotate/annotate.h"
#include "annotate_tree.h"
#include "base/diag.h"

/* One essay with its notes, and what annotating them says. */
struct case_of {
    struct arena *arena;
    struct diags *diags;
    struct doc *doc;
};

static struct case_of begin(const char *essay)
{
    struct case_of c = {arena_new(), diags_new(), NULL};
    c.doc = tree_doc(c.arena, str_from(essay));
    return c;
}

static void end(struct case_of *c)
{
    diags_free(c->diags);
    arena_free(c->arena);
}

/*
 * The body in one line: segments as {ids:text}, marks
 * as <id>, emphasis and code as they were written.
 */
static void put_shown(struct out *out, const struct node *node)
{
    const char *opening = "", *closing = "";
    switch ((int)node->kind) {
    case NODE_EMPH: opening = closing = "*"; break;
    case NODE_STRONG: opening = closing = "**"; break;
    case NODE_CODE: opening = closing = "`"; break;
    case NODE_LINK: opening = "[", closing = "]"; break;
    case NODE_NOTE: out_c(out, "^"); return;
    case NODE_PARA:
    case NODE_PLAIN:
    case NODE_HEADER:
    case NODE_CODE_BLOCK: closing = "/"; break;
    case NODE_SPACE:
    case NODE_SOFT_BREAK: opening = " "; break;
    default: break;
    }
    if (node->kind == NODE_SPAN && node_has_class(node, "note")) {
        out_fmt(out, "<%.*s>", STR_ARG(node_attr(node, "note")));
        return;
    }
    bool passage = node_has_class(node, "passage");
    if (passage)
        out_fmt(out, "{%.*s:", STR_ARG(node_attr(node, "note")));
    out_c(out, opening);
    if (node->kind == NODE_STR || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK)
        out_raw(out, node->text);
    for (const struct node *child = node->first; child != NULL; child = child->next)
        put_shown(out, child);
    out_c(out, closing);
    if (passage)
        out_c(out, "}");
}

static void check_shown(struct case_of *c, const char *want)
{
    struct out out = out_new(c->arena);
    put_shown(&out, c->doc->body);
    out_char(&out, '\0');
    assert_string_equal(out_str(&out).at, want);
}

static void check_tied(const char *essay, const char *quote, const char *want)
{
    struct case_of c = begin(essay);
    tree_note(c.doc, "n", str_from(quote));
    if (!annotate_doc(c.doc, c.diags))
        diags_print(c.diags, stderr, (struct diags_style){0});
    assert_int_equal(diags_count(c.diags, SEVERITY_ERROR), 0);
    check_shown(&c, want);
    end(&c);
}

static void check_error(const char *essay, const char *quote, enum diag_kind kind)
{
    struct case_of c = begin(essay);
    tree_note(c.doc, "n", str_from(quote));
    struct str before = node_plain_str(c.arena, c.doc->body);
    assert_false(annotate_doc(c.doc, c.diags));
    assert_int_equal(diags_count(c.diags, SEVERITY_ERROR), 1);
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    diags_print(c.diags, to, (struct diags_style){.format = MESSAGE_SHORT});
    fclose(to);
    assert_non_null(strstr(text, diag_name(kind)));
    free(text);
    assert_true(str_eq(before, node_plain_str(c.arena, c.doc->body)));
    end(&c);
}

static void finds_over_markup(void **state)
{
    (void)state;
    check_tied("A secret trade treaty was signed.", "secret trade treaty",
               "A {n:secret trade treaty}<n> was signed./");
    check_tied("A *secret* trade treaty was signed.", "secret trade treaty",
               "A *{n:secret}*{n: trade treaty}<n> was signed./");
    check_tied("A secret *trade treaty* was signed.", "secret trade",
               "A {n:secret }*{n:trade}<n> treaty* was signed./");
    check_tied("A secret *trade treaty* was signed.", "secret trade treaty",
               "A {n:secret }*{n:trade treaty}*<n> was signed./");
    check_tied("A [secret trade](x) treaty was signed.", "A secret trade",
               "{n:A }[{n:secret trade}]<n> treaty was signed./");
    check_tied("A [secret trade](x) treaty was signed.", "A secret",
               "{n:A }[{n:secret} trade]<n> treaty was signed./");
    check_tied("Run `make all` and wait.", "Run make", "{n:Run `make all`}<n> and wait./");
    check_tied("It ended^[In May.] at once.", "It ended at once", "{n:It ended}^{n: at once}<n>./");
    check_tied("The line\nbreaks here.", "The line breaks", "{n:The line breaks}<n> here./");
}

static void finds_over_blocks(void **state)
{
    (void)state;
    check_tied("One ends here.\n\nTwo begins there.", "ends here. Two begins",
               "One {n:ends here.}/{n:Two begins}<n> there./");
    check_tied("- first item\n- second item", "item second", "first {n:item}/{n:second}<n> item/");
    check_tied("# Long heading\n\nIts text.", "heading Its text",
               "Long {n:heading}/{n:Its text}<n>./");
    check_tied("| 300 km | 4.5 km |\n| 400 km | 9.9 km |",
               "300 km ==4.5 km==", "300 km/{n:4.5 km}<n>/400 km/9.9 km/");
    check_tied("Before it.\n\n    int main(void)\n\nAfter it.", "it. int main(void)",
               "Before {n:it.}/{n:int main(void)/<n>/}After it./");
}

static void reads_parts_and_gaps(void **state)
{
    (void)state;
    check_tied("A secret trade treaty was signed.", "A secret ==trade treaty== was",
               "A secret {n:trade treaty}<n> was signed./");
    check_tied("A secret trade treaty was signed.", "A secret **trade** treaty",
               "A secret {n:trade}<n> treaty was signed./");
    check_tied("One two three four five six.", "two […] five six",
               "One {n:two three four five six}<n>./");
    check_tied("A x A y B z.", "A […] B z", "A x {n:A y B z}<n>./");
    check_tied("An ellipsis […] in the essay.", "ellipsis […] in the",
               "An {n:ellipsis […] in the}<n> essay./");
    check_tied("Say a == b here.", "a == b here", "Say {n:a == b here}<n>./");
    check_tied("A **secret** trade treaty.", "A **secret** trade",
               "A **{n:secret}**<n> trade treaty./");
    check_error("A secret trade treaty.", "A **secret** trade **treaty**", DIAG_NOTE_PART_UNCLEAR);
    check_error("A secret trade treaty.", "A ==secret== trade ==treaty==", DIAG_NOTE_PART_UNCLEAR);
}

static void knows_words_by_script(void **state)
{
    (void)state;
    check_error("Many negotiations here.", "negotiation", DIAG_NOTE_NOT_FOUND);
    check_tied("레이더 항적을 넘겼다.", "레이더 항적", "{n:레이더 항적}<n>을 넘겼다./");
    check_tied("日本の防衛省は発表した。", "防衛省", "日本の{n:防衛省}<n>は発表した。/");
    check_tied("防卫省\n发表了声明。", "防卫省发表了", "{n:防卫省 发表了}<n>声明。/");
    check_tied("وقعت الاتفاقية السرية.", "اتفاقية السرية", "وقعت ال{n:اتفاقية السرية}<n>./");
    check_tied("הם חתמו על ההסכם הסודי.", "הסכם הסודי", "הם חתמו על ה{n:הסכם הסודי}<n>./");
    check_tied("کتاب‌ها را خواندند.", "کتاب‌ها را",
               "{n:کتاب‌ها را}<n> خواندند./");
    check_error("کتاب‌ها را خواندند.", "کتابها را", DIAG_NOTE_NOT_FOUND);
    check_tied("Die Straße „nach Süden“ war leer.", "Straße \"nach Süden\"",
               "Die {n:Straße „nach Süden“}<n> war leer./");
    check_tied("L’été « dernier » fut chaud.", "L'été \"", "{n:L’été «}<n> dernier » fut chaud./");
}

static void orders_marks(void **state)
{
    (void)state;
    struct case_of c = begin("One two three four five six.");
    tree_note(c.doc, "outer", STR("two three four five"));
    tree_note(c.doc, "inner", STR("four five"));
    tree_note(c.doc, "cross", STR("One two three"));
    tree_note(c.doc, "same", STR("four five"));
    assert_true(annotate_doc(c.doc, c.diags));
    check_shown(&c,
                "{cross:One }{cross outer:two three}<cross>{outer: }"
                "{inner same outer:four five}<inner><same><outer> six./");
    end(&c);
}

static void puts_whole_notes_first(void **state)
{
    (void)state;
    struct case_of c = begin("One two.");
    struct note *note = tree_note(c.doc, "all", STR_NONE);
    note->title = node_new(c.arena, NODE_INLINES, SPAN_NONE);
    node_append(note->title, node_text_new(c.arena, NODE_STR, STR("Title"), SPAN_NONE));
    assert_true(annotate_doc(c.doc, c.diags));
    const struct node *div = c.doc->body->first;
    assert_int_equal(div->kind, NODE_DIV);
    assert_true(str_is(node_id(div), "note-all"));
    assert_true(node_has_class(div->first->first, "title"));
    check_shown(&c, "Title/On all./One two./");
    end(&c);
}

static void check_covered(const char *essay, const char *quote, const char *covers,
                          const char *want)
{
    struct case_of c = begin(essay);
    tree_note(c.doc, "n", str_from(quote))->covers = str_from(covers);
    bool ok = annotate_doc(c.doc, c.diags);
    assert_int_equal(ok, want != NULL);
    if (ok)
        check_shown(&c, want);
    end(&c);
}

/* What two paragraphs say where they meet gives way to the one sentence, but not to two. */
static void prefers_sentences(void **state)
{
    (void)state;
    check_tied("A new treaty.\n\nWas it?\n\nThe treaty. Was it good?", "treaty. Was it",
               "A new treaty./Was it?/The {n:treaty. Was it}<n> good?/");
    check_error("A treaty.\n\nWas it?\n\nThe treaty. Was it? The treaty. Was it?", "treaty. Was it",
                DIAG_NOTE_AMBIGUOUS);
    check_error("A treaty.\n\nWas it?\n\nThe treaty. Was it?", "treaty.\n\nWas it",
                DIAG_NOTE_AMBIGUOUS);
}

/* Texts that repeat themselves without end are neither searched for hours nor taken for unique. */
static void gives_up_on_repetition(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct out essay = out_new(arena), quote = out_new(arena);
    for (size_t i = 0; i < 400000; i++)
        out_c(&essay, "aa ");
    for (size_t i = 0; i < 200000; i++)
        out_c(&quote, "aa ");
    out_char(&quote, 'a');
    out_char(&essay, '\0');
    out_char(&quote, '\0');
    check_error(out_str(&essay).at, out_str(&quote).at, DIAG_NOTE_NOT_FOUND);
    arena_free(arena);
}

static void covers_what_it_touches(void **state)
{
    (void)state;
    check_covered("One two.\n\nThree *four* five.", "four five", "paragraph",
                  "One two./{n:Three }*{n:four}*{n: five.}<n>/");
    check_covered("- one two\n- three four", "three", "item", "one two/{n:three four}<n>/");
    check_covered("| a b | c |\n| d | e |", "c", "row", "{n:a b}/{n:c}<n>/d/e/");
    check_covered("# One\n\nTwo.\n\nThree.\n\n# Four\n\nFive.", "Three", "section",
                  "{n:One}/{n:Two.}/{n:Three.}<n>/Four/Five./");
    check_covered("One two.", "two", "row", NULL);
    check_covered("One two.", "two", "everything", NULL);
}

static void leaves_out_what_is_not_published(void **state)
{
    (void)state;
    struct case_of c = begin("One two three.");
    tree_note(c.doc, "draft", STR("two"))->status = STATUS_DRAFT;
    tree_note(c.doc, "later", STR("nowhere"))->publish = STR("2024-05-03");
    tree_note(c.doc, "today", STR("three"))->publish = STR("2024-05-02");
    assert_true(annotate_doc(c.doc, c.diags));
    assert_int_equal(c.doc->notes.count, 1);
    check_shown(&c, "One two {today:three}<today>./");
    end(&c);
}

static void check_lemma(const char *essay, const char *quote, const char *want)
{
    struct case_of c = begin(essay);
    struct note *note = tree_note(c.doc, "n", str_from(quote));
    assert_true(annotate_doc(c.doc, c.diags));
    assert_true(str_is(note->lemma, want));
    end(&c);
}

static void cuts_lemmas(void **state)
{
    (void)state;
    check_lemma("One *two*\nthree^[x]. Four five.", "two […] Four", "two three. Four");
    check_lemma("a b c d e f g h i j k l m n", "a […] n", "a b c d e f g h i j k l m n");
    check_lemma("a b c d e f g h i j k l m n o", "a […] o", "a b c d e f … l m n o");
    check_lemma("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨",
                "天地[…]致雨",
                "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨");
    check_lemma("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜",
                "天地[…]为霜", "天地玄黄宇宙洪荒日月盈昃辰宿列张…调阳云腾致雨露结为霜");
}

static void refuses_what_is_not_there_once(void **state)
{
    (void)state;
    check_error("A treaty.", "Treaty", DIAG_NOTE_NOT_FOUND);
    check_error("One treaty and one treaty.", "treaty", DIAG_NOTE_AMBIGUOUS);
    check_error("aaa", "\xC2\xAD", DIAG_NOTE_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_over_markup),
        cmocka_unit_test(finds_over_blocks),
        cmocka_unit_test(reads_parts_and_gaps),
        cmocka_unit_test(knows_words_by_script),
        cmocka_unit_test(orders_marks),
        cmocka_unit_test(puts_whole_notes_first),
        cmocka_unit_test(prefers_sentences),
        cmocka_unit_test(gives_up_on_repetition),
        cmocka_unit_test(covers_what_it_touches),
        cmocka_unit_test(leaves_out_what_is_not_published),
        cmocka_unit_test(cuts_lemmas),
        cmocka_unit_test(refuses_what_is_not_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
