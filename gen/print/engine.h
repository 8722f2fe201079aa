/*
 * The two engines, as print.c sees them: how each is found, started and told of a job. All else,
 * the lines of JSON and what goes wrong with a process, is the same for both.
 */
#ifndef GLOSS_PRINT_ENGINE_H
#define GLOSS_PRINT_ENGINE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"
#include "base/str.h"
#include "print/formatter.h"
#include "print/print.h"
#include "xml/sheet.h"

/* What runs: an engine's process, and what the engine keeps between documents. */
struct running {
    struct arena *arena;
    const struct print_settings *settings;
    struct formatter formatter;
    struct sheet *sheet; /* FOP's style sheet; NULL before the first document */
    struct str archive;  /* FOP's archive of classes, where this process writes one */
};

struct engine {
    const char *name; /* as in gloss.yaml */

    /* Whether everything is installed that it needs. */
    bool (*is_installed)(struct arena *arena, const struct print_settings *settings);

    /* Say what is missing, or what was asked for that it cannot do. Fails false after an error. */
    bool (*check)(struct arena *arena, const struct print_settings *settings, struct diags *diags);

    /* Start its process. Fails an errno value. */
    int (*start)(struct running *running);

    /* The program that the process runs could not be started. */
    void (*say_no_start)(int error, struct diags *diags);

    /* How it is installed anew when its process runs and cannot load it. */
    struct str (*cure)(struct running *running);

    /* Put into `line` what its driver is to know. Fails false after `why`. */
    bool (*tell)(struct running *running, struct arena *arena, const struct print_job *job,
                 json_t *line, struct str *why);

    /* After a document, and after the last one. */
    void (*tidy)(struct arena *arena, const struct print_job *job);
    void (*finish)(struct running *running);

    /* Files that a PDF depends on besides template, settings and fonts; `put` takes one. */
    void (*each_file)(struct arena *arena, const struct print_settings *settings,
                      void (*put)(struct out *key, struct str path), struct out *key);
};

extern const struct engine engine_typst, engine_fop;

/* The engine that the settings ask for; of `auto`, the one that is installed. */
const struct engine *engine_of(struct arena *arena, const struct print_settings *settings);

/*
 * The folder that holds `file`, of those where drivers are looked for; empty: there is none.
 * GLOSS_PRINT names the only one where it is set.
 */
struct str engine_folder(struct arena *arena, struct str program, const char *file);

/* Whether a program of that name can be run. */
bool engine_has_program(struct arena *arena, const char *name);

/* Put `value` under `name` unless it is empty. */
void engine_put(json_t *object, const char *name, struct str value);

#endif
