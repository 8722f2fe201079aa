/*
 * print/: what happens when the formatter is missing, ends, hangs or talks nonsense. Formatters
 * here are a few lines each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "print/print.h"

#define READY "process.stdout.write('{\"ok\":true,\"ready\":true,\"engine\":\"a 1\"}\\n');\n"
#define ON_LINE "process.stdin.on('data', () => { "
#define END " });\n"

struct room {
    struct arena *arena;
    struct str folder; /* holds the driver, and the PDF of an earlier build */
    struct str pdf;
    struct diags *diags;
};

static struct room open_room(const char *driver)
{
    char name[] = "/tmp/gloss-print-XXXXXX";
    struct room room = {.arena = arena_new(), .diags = diags_new()};
    assert_non_null(mkdtemp(name));
    room.folder = str_keep(room.arena, str_from(name));
    room.pdf = path_join(room.arena, room.folder, STR("old.pdf"));
    assert_int_equal(file_write(room.pdf, STR("the old one")), 0);
    assert_int_equal(
        folder_make(path_join(room.arena, room.folder,
                              STR("node_modules/@myriaddreamin/typst-ts-node-compiler"))),
        0);
    if (driver != NULL)
        assert_int_equal(
            file_write(path_join(room.arena, room.folder, STR("driver.mjs")), str_from(driver)), 0);
    setenv("GLOSS_PRINT", str_c(room.arena, room.folder), 1);
    return room;
}

static void close_room(struct room *room)
{
    unsetenv("GLOSS_PRINT");
    folder_remove(room->folder);
    diags_free(room->diags);
    arena_free(room->arena);
}

static struct print *start(struct room *room)
{
    struct print_settings settings = {
        .program = room->folder, .template_folder = room->folder, .timestamp = -1, .wait_ms = 1500};
    return print_start(room->arena, &settings, room->diags);
}

static bool print_one(struct room *room, struct print *print, struct printed *printed)
{
    struct print_job job = {.docbook = STR("a.xml"), .pdf = room->pdf, .name = STR("essay \"a\"")};
    return print_document(print, room->arena, &job, printed, room->diags);
}

/* All diagnostics as one text. */
static struct str said(struct room *room)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    struct str kept;
    diags_print(room->diags, to, (struct diags_style){.format = MESSAGE_HUMAN});
    fclose(to);
    kept = str_keep(room->arena, (struct str){text, len});
    free(text);
    return kept;
}

static void assert_said(struct room *room, const char *part)
{
    struct str all = said(room);
    if (!str_has(all, str_from(part)))
        fail_msg("\"%s\" is not in:\n%.*s", part, STR_ARG(all));
}

/* Print with a formatter that is broken in its own way: one error, and the old PDF stays. */
static void assert_one_failure(const char *driver, const char *message)
{
    struct room room = open_room(driver);
    struct print *print = start(&room);
    struct printed printed;
    assert_non_null(print);
    assert_false(print_one(&room, print, &printed));
    print_finish(print);
    assert_int_equal(diags_count(room.diags, SEVERITY_ERROR), 1);
    assert_said(&room, message);
    assert_true(file_holds(room.pdf, STR("the old one")));
    close_room(&room);
}

static void a_missing_formatter_has_a_cure(void **state)
{
    struct room room = open_room(NULL);
    (void)state;
    assert_null(start(&room));
    assert_said(&room, "print-no-engine");
    assert_said(&room, "make site");
    close_room(&room);
}

static void without_node_there_is_a_cure(void **state)
{
    struct room room = open_room(READY);
    const char *given = getenv("PATH");
    char *path = strdup(given != NULL ? given : "");
    (void)state;
    setenv("PATH", "/nowhere", 1);
    assert_null(start(&room));
    setenv("PATH", path, 1);
    free(path);
    assert_said(&room, "apt-get install nodejs");
    close_room(&room);
}

static void an_engine_that_does_not_load_is_told_once(void **state)
{
    struct room room = open_room("process.stdout.write('{\"ok\":false,\"ready\":false,\"message\":"
                                 "\"no such module\"}\\n');");
    struct print *print = start(&room);
    struct printed printed;
    (void)state;
    assert_false(print_one(&room, print, &printed));
    assert_false(print_one(&room, print, &printed));
    print_finish(print);
    assert_int_equal(diags_count(room.diags, SEVERITY_ERROR), 1);
    assert_said(&room, "no such module");
    close_room(&room);
}

static void an_answer_becomes_a_roll(void **state)
{
    struct room room = open_room(
        READY ON_LINE
        "process.stdout.write(JSON.stringify({ok: true, pages: 3, marks: [],"
        " notes: [{id: 'note-x', label: '†'}, {id: 'fn-a', label: '2'}, {id: 'note-all', label: "
        "'Note', whole: true}],"
        " terms: [{id: 'term-t'}], figures: [{id: 'fig-1', label: '1', tag: 'figure'}, {id: "
        "'tbl-1', label: '4', tag: 'table'}],"
        " sections: [{id: 's', counted: true}, {id: 'glossary', counted: false}], bridgeheads: "
        "[{id: 'b'}, {id: ''}],"
        " references: [{to: 'https://example.org/'}], warnings: ['a loose line']}) + '\\n');" END);
    struct print *print = start(&room);
    struct printed printed;
    (void)state;
    assert_true(print_one(&room, print, &printed));
    assert_int_equal(printed.pages, 3);
    assert_int_equal(printed.roll.items.count, 8);
    assert_int_equal(printed.roll.items.at[0].kind, CARRIED_NOTE);
    assert_true(str_is(printed.roll.items.at[0].number, "†"));
    assert_int_equal(printed.roll.items.at[1].kind, CARRIED_FOOTNOTE);
    assert_int_equal(printed.roll.items.at[2].number.len, 0);
    assert_int_equal(diags_count(room.diags, SEVERITY_ERROR), 0);
    assert_said(&room, "a loose line");
    print_finish(print);
    close_room(&room);
}

static void a_refused_document_keeps_its_reason(void **state)
{
    (void)state;
    assert_one_failure(
        READY ON_LINE
        "process.stdout.write('{\"ok\":false,\"message\":\"no rule for <msgset>\"}\\n');" END,
        "no rule for <msgset>");
}

static void a_crash_is_one_error(void **state)
{
    (void)state;
    assert_one_failure(
        READY ON_LINE
        "process.stderr.write('out of paper\\n'); process.kill(process.pid, 'SIGKILL');" END,
        "ended by signal 9: out of paper");
}

static void an_exit_is_one_error(void **state)
{
    (void)state;
    assert_one_failure(READY ON_LINE "process.exit(3);" END, "ended with status 3");
}

static void a_hang_is_one_error(void **state)
{
    (void)state;
    assert_one_failure(READY ON_LINE "for (;;) {}" END, "took more than 1 seconds");
}

static void nonsense_is_one_error(void **state)
{
    (void)state;
    assert_one_failure(READY ON_LINE "process.stdout.write('Hello\\n');" END, "no answer: Hello");
}

static void after_a_crash_the_next_document_is_printed(void **state)
{
    /* Crashes on the first job of its life, unless it was here before. */
    struct room room =
        open_room("import fs from 'node:fs';\n" READY ON_LINE
                  "if (!fs.existsSync(process.argv[3] + '/here')) { "
                  "fs.writeFileSync(process.argv[3] + '/here', ''); process.exit(1); }"
                  " process.stdout.write('{\"ok\":true,\"pages\":1}\\n');" END);
    struct print *print = start(&room);
    struct printed printed;
    (void)state;
    assert_false(print_one(&room, print, &printed));
    assert_true(print_one(&room, print, &printed));
    assert_int_equal(printed.pages, 1);
    print_finish(print);
    assert_int_equal(diags_count(room.diags, SEVERITY_ERROR), 1);
    close_room(&room);
}

static void a_long_answer_comes_whole(void **state)
{
    struct room room = open_room(
        READY ON_LINE "process.stdout.write(JSON.stringify({ok: true, pages: 1, terms: "
                      "Array.from({length: 40000}, (_, i) => ({id: 'term-' + i}))}) + '\\n');" END);
    struct print *print = start(&room);
    struct printed printed;
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_true(print_one(&room, print, &printed));
        assert_int_equal(printed.roll.items.count, 40000);
        assert_true(str_is(printed.roll.items.at[39999].id, "term-39999"));
    }
    print_finish(print);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_formatter_has_a_cure),
        cmocka_unit_test(without_node_there_is_a_cure),
        cmocka_unit_test(an_engine_that_does_not_load_is_told_once),
        cmocka_unit_test(an_answer_becomes_a_roll),
        cmocka_unit_test(a_refused_document_keeps_its_reason),
        cmocka_unit_test(a_crash_is_one_error),
        cmocka_unit_test(an_exit_is_one_error),
        cmocka_unit_test(a_hang_is_one_error),
        cmocka_unit_test(nonsense_is_one_error),
        cmocka_unit_test(after_a_crash_the_next_document_is_printed),
        cmocka_unit_test(a_long_answer_comes_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
