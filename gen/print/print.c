/*
 * Documents as jobs, answers as lists: the formatter is
 * told and asked in lines of JSON (driver.mjs says which).
 */
#include "print/print.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "print/engine.h"

#define START_WAIT_MS (60 * 1000)
#define DOCUMENT_WAIT_MS (120 * 1000)

struct print {
    const struct engine *engine;
    struct running running;
    struct print_settings settings;
    bool ready;  /* the formatter that runs has said that its engine is loaded */
    bool broken; /* it cannot be started; that has been said */
};

/* ---- starting it ---- */

/* Another engine than one is used to breaks lines and pages elsewhere. */
static void warn_of_choice(const struct print *print, struct diags *diags)
{
    if (print->engine != &engine_fop || str_is(print->settings.engine, "fop"))
        return;
    struct diag *diag = diag_add(diags, DIAG_PRINT_OTHER_ENGINE, SPAN_NONE,
                                 "the PDFs are printed by FOP, for Typst is not installed");
    diag_help(diag,
              "`make site` in gloss's checkout installs Typst; `pdf: {engine: fop}` in "
              "gloss.yaml keeps to FOP");
}

struct print *print_start(struct arena *arena, const struct print_settings *settings,
                          struct diags *diags)
{
    struct print *print = ARENA_NEW(arena, struct print);
    int error;
    *print = (struct print){.engine = engine_of(arena, settings), .settings = *settings};
    print->running =
        (struct running){.arena = arena, .settings = &print->settings, .formatter = FORMATTER_NONE};
    if (!print->engine->check(arena, settings, diags))
        return NULL;
    error = print->engine->start(&print->running);
    if (error != 0) {
        print->engine->say_no_start(error, diags);
        return NULL;
    }
    warn_of_choice(print, diags);
    return print;
}

/* ---- lines of JSON ---- */

static struct str str_of(json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

static size_t count_of(json_t *object, const char *name)
{
    json_int_t value = json_integer_value(json_object_get(object, name));
    return value > 0 ? (size_t)value : 0;
}

/* Hear one answer. NULL when none came, after the formatter was ended and `why` says how. */
static json_t *hear_answer(struct print *print, struct arena *arena, int wait_ms, struct str *why)
{
    struct str line, how = STR_NONE;
    json_t *answer;
    enum heard heard = formatter_hear(&print->running.formatter, wait_ms, &line);
    switch (heard) {
    case HEARD_LINE:
        answer = json_loadb(line.at, line.len, 0, NULL);
        if (json_is_object(answer))
            return answer;
        json_decref(answer);
        *why = str_fmt(arena, "the formatter answered what is no answer: %.*s",
                       STR_ARG(str_slice(line, 0, 80)));
        break;
    case HEARD_END:
        formatter_end(&print->running.formatter, true, arena, &how);
        *why = str_fmt(arena, "the formatter ended %.*s", STR_ARG(how));
        break;
    case HEARD_NOTHING_IN_TIME:
        *why = str_fmt(arena, "the formatter took more than %d seconds and was stopped",
                       wait_ms / 1000);
        break;
    case HEARD_TOO_MUCH: *why = STR("the formatter answered without end and was stopped"); break;
    }
    formatter_end(&print->running.formatter, false, NULL, NULL);
    print->ready = false;
    return NULL;
}

/* A job as a line; NULL after `why`. A path that is not UTF-8 cannot be said in JSON. */
static char *job_line(struct print *print, struct arena *arena, const struct print_job *job,
                      struct str *why)
{
    json_t *object = json_object();
    char *line = NULL;
    *why = STR("its path is not UTF-8");
    engine_put(object, "pdf", job->pdf);
    if (print->settings.timestamp >= 0)
        json_object_set_new(object, "timestamp", json_integer(print->settings.timestamp));
    if (json_object_get(object, "pdf") != NULL
        && print->engine->tell(&print->running, arena, job, object, why))
        line = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return line;
}

/* ---- what was printed ---- */

struct reading {
    struct arena *arena;
    struct roll *roll;
};

static void enrol(struct reading *r, enum carried_kind kind, struct str id, struct str number)
{
    if (id.len > 0)
        roll_add(r->arena, r->roll, kind, str_keep(r->arena, id), str_keep(r->arena, number));
}

/* A note on the whole essay has a label on its page, but no number. */
static void enrol_note(struct reading *r, json_t *item)
{
    struct str id = str_of(item, "id");
    bool is_whole_note = json_is_true(json_object_get(item, "whole"));
    enrol(r, str_starts(id, STR("fn-")) ? CARRIED_FOOTNOTE : CARRIED_NOTE, id,
          is_whole_note ? STR_NONE : str_of(item, "label"));
}

static void enrol_term(struct reading *r, json_t *item)
{
    enrol(r, CARRIED_TERM, str_of(item, "id"), STR_NONE);
}

static void enrol_figure(struct reading *r, json_t *item)
{
    bool is_table = str_is(str_of(item, "tag"), "table");
    enrol(r, is_table ? CARRIED_TABLE : CARRIED_FIGURE, str_of(item, "id"), str_of(item, "label"));
}

/* The heading of the glossary is not the essay's own. */
static void enrol_section(struct reading *r, json_t *item)
{
    if (json_is_true(json_object_get(item, "counted")))
        enrol(r, CARRIED_HEADING, str_of(item, "id"), STR_NONE);
}

static void enrol_bridgehead(struct reading *r, json_t *item)
{
    enrol(r, CARRIED_HEADING, str_of(item, "id"), STR_NONE);
}

static void enrol_all(struct reading *r, json_t *answer)
{
    static const struct {
        const char *name;
        void (*enrol_item)(struct reading *r, json_t *item);
    } lists[] = {{"notes", enrol_note},
                 {"terms", enrol_term},
                 {"figures", enrol_figure},
                 {"sections", enrol_section},
                 {"bridgeheads", enrol_bridgehead}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        json_t *list = json_object_get(answer, lists[i].name);
        for (size_t j = 0; j < json_array_size(list); j++)
            lists[i].enrol_item(r, json_array_get(list, j));
    }
}

/* ---- one document ---- */

static void say_failed(const struct print_job *job, struct str why, struct diags *diags)
{
    struct diag *diag =
        diag_add(diags, DIAG_PRINT_FAILED, job->span, "%.*s could not be printed: %.*s",
                 STR_ARG(job->name), STR_ARG(why));
    if (path_exists(job->pdf))
        diag_help(diag, "the PDF of an earlier build stays as it was");
}

/* Each letter at its first place; false where the answer names none. */
static bool say_letters(const struct print_job *job, json_t *answer, struct diags *diags)
{
    json_t *letters = json_object_get(answer, "letters");
    for (size_t i = 0; i < json_array_size(letters); i++) {
        json_t *letter = json_array_get(letters, i);
        struct str shown = str_of(letter, "letter"), code = str_of(letter, "code");
        struct span span =
            job->letters.find != NULL ? job->letters.find(job->letters.context, shown) : SPAN_NONE;
        struct diag *diag =
            diag_add(diags, DIAG_PRINT_NO_GLYPH, span.source != NULL ? span : job->span,
                     "%.*s has the letter %.*s (%.*s), which is in no font of the PDF",
                     STR_ARG(job->name), STR_ARG(shown), STR_ARG(code));
        diag_help(diag, "take it out, or name a font that has it: `pdf: {fonts: {text: …}}`");
    }
    return json_array_size(letters) != 0;
}

/* What the page has against itself although it was printed. */
static void say_warnings(const struct print_job *job, json_t *answer, struct diags *diags)
{
    json_t *warnings = json_object_get(answer, "warnings");
    for (size_t i = 0; i < json_array_size(warnings); i++)
        diag_add(diags, DIAG_PRINT_LAYOUT, job->span, "in the PDF of %.*s: %s", STR_ARG(job->name),
                 json_string_value(json_array_get(warnings, i)));
}

/* The formatter cannot load its engine. That is said once, for it holds for every document. */
static void say_broken(struct print *print, struct str why, struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                                 "the PDF formatter does not work: %.*s", STR_ARG(why));
    diag_help(diag, "%.*s", STR_ARG(print->engine->cure(&print->running)));
    print->broken = true;
}

/* See that a formatter runs and has loaded its engine. */
static bool check_ready(struct print *print, struct arena *arena, struct diags *diags)
{
    struct str why = STR_NONE;
    json_t *answer;
    int error = print->running.formatter.pid == 0 ? print->engine->start(&print->running) : 0;
    if (error != 0) {
        print->engine->say_no_start(error, diags);
        print->broken = true;
        return false;
    }
    answer = hear_answer(print, arena, START_WAIT_MS, &why);
    print->ready = answer != NULL && json_is_true(json_object_get(answer, "ready"));
    if (!print->ready)
        say_broken(print, answer != NULL ? str_of(answer, "message") : why, diags);
    json_decref(answer);
    return print->ready;
}

/* Send the job and hear its answer; NULL after `why` says what was wrong. */
static json_t *ask(struct print *print, struct arena *arena, const struct print_job *job,
                   struct str *why)
{
    int wait_ms = print->settings.wait_ms > 0 ? print->settings.wait_ms : DOCUMENT_WAIT_MS;
    char *line = job_line(print, arena, job, why);
    if (line == NULL)
        return NULL;
    /* A formatter that does not listen has ended; hearing says how. */
    (void)formatter_say(&print->running.formatter, str_from(line));
    free(line);
    return hear_answer(print, arena, wait_ms, why);
}

bool print_document(struct print *print, struct arena *arena, const struct print_job *job,
                    struct printed *printed, struct diags *diags)
{
    struct str why = STR_NONE;
    struct reading reading = {arena, &printed->roll};
    json_t *answer;
    bool is_printed;
    *printed = (struct printed){0};
    if (print->broken || (!print->ready && !check_ready(print, arena, diags)))
        return false;
    answer = ask(print, arena, job, &why);
    is_printed = answer != NULL && json_is_true(json_object_get(answer, "ok"));
    if (is_printed) {
        printed->pages = count_of(answer, "pages");
        enrol_all(&reading, answer);
        say_warnings(job, answer, diags);
    } else if (!say_letters(job, answer, diags)) {
        say_failed(job, answer != NULL ? str_of(answer, "message") : why, diags);
    }
    json_decref(answer);
    print->engine->tidy(arena, job);
    return is_printed;
}

void print_finish(struct print *print)
{
    if (print == NULL)
        return;
    formatter_end(&print->running.formatter, true, NULL, NULL);
    print->engine->finish(&print->running);
}
