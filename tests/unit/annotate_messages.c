/* What an author reads when a passage is not found, or found twice: the words are promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "annotate/annotate.h"
#include "annotate_tree.h"
#include "base/diag.h"

static const char essay[] =
    "# The treaty\n\n"
    "The greatest happiness of the greatest number is the *foundation* of morals.\n\n"
    "The secret trade treaty was signed^[In the capital on a Monday.] in Köln. The secret trade "
    "talks went "
    "on; negotiations never ended.\n\n"
    "지소미아는 2019년 11월에 종료될 예정이었다. 군사정보공유약정.";

struct wanted {
    const char *quote, *message;
};

/* All that is printed about a note with that quotation, without the excerpt and the last line. */
static void check_message(struct wanted wanted)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct doc *doc = tree_doc(arena, str_from(essay));
    tree_note(doc, "n", str_from(wanted.quote));
    assert_false(annotate_doc(doc, diags));
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    diags_print(diags, to, (struct diags_style){0});
    fclose(to);
    char *excerpt = strstr(text, "\n  1 |"), *details = strstr(excerpt, "^\n");
    *excerpt = '\0';
    *strstr(details, "  help:") = '\0';
    char *shown = str_c(arena, str_fmt(arena, "%s\n%s", text, details + 2));
    assert_string_equal(shown, wanted.message);
    free(text);
    diags_free(diags);
    arena_free(arena);
}

#define NOT_FOUND "n.md:1:3: error[note-not-found]: the quoted passage is not in essay \"treaty\"\n"
#define TWICE                                                                                      \
    "n.md:1:3: error[note-ambiguous]: the quoted passage stands 2 times in essay \"treaty\"\n"

static const struct wanted messages[] = {
    {"greatest happines of the greatest number",
     NOT_FOUND
     "  closest: treaty.md:3:5 \"greatest happiness of the greatest number\" (1 letter away)\n"},
    {"2019년 12월에 종료될",
     NOT_FOUND "  closest: treaty.md:7:7 \"2019년 11월에 종료될\" (1 letter away)\n"},
    {"The Secret Trade Treaty",
     NOT_FOUND "  closest: treaty.md:5:1 \"The secret trade treaty\" (differs only in capitals)\n"},
    {"signed in Koln",
     NOT_FOUND "  closest: treaty.md:5:29 \"signed in Köln\" (differs only in accents)\n"},
    {"군사정보 공유약정",
     NOT_FOUND "  closest: treaty.md:7:29 \"군사정보공유약정\" (differs only in spacing)\n"},
    {"negoti- ations never",
     NOT_FOUND
     "  closest: treaty.md:5:107 \"negotiations never\" (differs only in spacing and a hyphen)\n"},
    {"went on, negotiations never",
     NOT_FOUND
     "  closest: treaty.md:5:98 \"went on; negotiations never\" (differs only in punctuation)\n"},
    {"negotiation",
     NOT_FOUND "  closest: treaty.md:5:107 \"negotiations\" (the quotation ends inside a word)\n"},
    {"capital on a Monday",
     NOT_FOUND
     "  but: treaty.md:5:44 it stands in a footnote, which is no part of the essay's own text\n"},
    {"signed […] The greatest",
     NOT_FOUND "  but: treaty.md:5:29 piece 1 of the quotation stands here: the essay has them in "
               "another order\n"
               "  but: treaty.md:3:1 piece 2 of the quotation stands here: the essay has them in "
               "another order\n"},
    {"talks went […] never finished",
     NOT_FOUND "  missing: \"never finished\"\n  closest: treaty.md:5:120 \"never ended\" (5 "
               "letters away)\n"},
    {"all those many ==negotiations==",
     NOT_FOUND "  closest: treaty.md:5:92 \"talks went on; negotiations\" (11 letters away)\n"
               "  but: treaty.md:5:107 the marked passage stands here, without the words that are "
               "quoted around it\n"},
    {"Wholly unrelated words that nobody wrote", NOT_FOUND},
    {"secret trade",
     TWICE "  here: treaty.md:5:5 > ==secret trade== treaty\n"
           "  here: treaty.md:5:79 > ==secret trade== talks\n"},
    {"The ==secret== trade",
     TWICE "  here: treaty.md:5:1 > The ==secret== trade treaty\n"
           "  here: treaty.md:5:75 > The ==secret== trade talks\n"},
    {"secret […] t", NOT_FOUND "  missing: \"t\"\n"},
};

static void says_where_it_probably_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
        check_message(messages[i]);
}

/* One run shows all there is to mend, however much that is. */
static void says_all_of_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct doc *doc = tree_doc(arena, str_from(essay));
    for (size_t i = 0; i < 300; i++)
        tree_note(doc, str_c(arena, str_fmt(arena, "n%zu", i)),
                  STR("greatest happines of the greatest"));
    assert_false(annotate_doc(doc, diags));
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 300);
    diags_free(diags);
    arena_free(arena);
}

static void warns_of_short_ones(void **state)
{
    (void)state;
    static const char *const quotes[] = {"foundation", "지소미아는", "foundation of",
                                         "지소미아는 20"};
    for (size_t i = 0; i < 4; i++) {
        struct arena *arena = arena_new();
        struct diags *diags = diags_new();
        struct doc *doc = tree_doc(arena, str_from(essay));
        tree_note(doc, "n", str_from(quotes[i]))->occurrence = 1;
        annotate_doc(doc, diags);
        assert_int_equal(diags_count(diags, SEVERITY_WARNING), i < 2);
        diags_free(diags);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_where_it_probably_is),
        cmocka_unit_test(says_all_of_them),
        cmocka_unit_test(warns_of_short_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
