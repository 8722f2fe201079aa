/* The command line: options in, exit status out. What the verbs do is in press/ and serve/. */
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/explain.h"
#include "base/file.h"
#include "command/command.h"
#include "command/progress.h"
#include "serve/serve.h"

#ifndef GLOSS_VERSION
#define GLOSS_VERSION "0"
#endif

/* ---- verbs ---- */

static const char notes_parts[] =
    "  list                      each note with its place and how it begins\n"
    "  status                    what became of each passage\n"
    "  rebase                    what the quotations should become, as a patch\n\n";

static int run_build(struct command *command);
static int run_check(struct command *command);
static int run_clean(struct command *command);
static int run_serve(struct command *command);
static int run_notes(struct command *command);
static int run_convert(struct command *command);
static int run_lua(struct command *command);
static int run_explain(struct command *command);
static int run_version(struct command *command);
static int run_help(struct command *command);

static const struct verb verbs[] = {
    {VERB_BUILD, "build", "build [FLAGS]", "write the site, the DocBook and the PDFs", run_build,
     NULL},
    {VERB_SERVE, "serve", "serve [FLAGS]", "build, serve, watch, rebuild, reload", run_serve, NULL},
    {VERB_CHECK, "check", "check [FLAGS]", "find everything that is wrong, write nothing",
     run_check, NULL},
    {VERB_CLEAN, "clean", "clean [FLAGS]", "remove what gloss wrote, and its cache", run_clean,
     NULL},
    {VERB_NOTES, "notes", "notes list|status|rebase", "where notes stand; move them along an edit",
     run_notes, notes_parts},
    {VERB_CONVERT, "convert", "convert [FILE] [FLAGS]", "one document from one format to another",
     run_convert, NULL},
    {VERB_LUA, "lua", "lua [SCRIPT [ARGUMENTS]]", "a Lua script, with all that filters have",
     run_lua, NULL},
    {VERB_EXPLAIN, "explain", "explain [NAME]", "what a diagnostic means", run_explain, NULL},
    {VERB_VERSION, "version", "version", "which gloss this is", run_version, NULL},
    {VERB_HELP, "help", "help [VERB]", "this text", run_help, NULL},
};

enum { VERB_COUNT = sizeof verbs / sizeof verbs[0] };

/* ---- signals ---- */

/* Set by the signal handler alone; there is no other way to hear of a signal. */
static volatile sig_atomic_t stopped;

/*
 * The first signal asks the work to end where it
 * can; whoever sends a second does not want to wait.
 */
static void stop(int signal_number)
{
    (void)signal_number;
    if (stopped)
        _exit(EXIT_INTERRUPTED);
    stopped = 1;
}

/* System calls that wait are not begun again: who waits for another build is to hear of it. */
static void hear_signals(struct command *command)
{
    struct sigaction action = {.sa_handler = stop};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    command->order.stop = &stopped;
}

/* ---- the verbs ---- */

/* The first of 5, 2, 1, 4, 3 that applies (cli.md). */
static int status_of(const struct command *command, const struct diags *diags)
{
    if (diags_blame(diags, BLAME_GLOSS))
        return EXIT_BUG;
    if (diags_blame(diags, BLAME_CONFIGURATION))
        return EXIT_USAGE;
    if (diags_blame(diags, BLAME_CONTENT))
        return EXIT_CONTENT;
    if (diags_blame(diags, BLAME_MACHINE))
        return EXIT_MACHINE;
    return command->deny && diags_count(diags, SEVERITY_WARNING) != 0 ? EXIT_WARNINGS : EXIT_DONE;
}

static void print_formats(unsigned formats)
{
    static const struct {
        enum format format;
        const char *name;
    } all[] = {{FORMAT_HTML, "html"}, {FORMAT_DOCBOOK, "docbook"}, {FORMAT_PDF, "pdf"}};
    const char *before = "";
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((formats & (unsigned)all[i].format) == 0)
            continue;
        fprintf(stderr, "%s%s", before, all[i].name);
        before = ", ";
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_closing(const struct outcome *o, const struct diags *diags, int64_t took)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR),
           warnings = diags_count(diags, SEVERITY_WARNING);
    fprintf(stderr, "%zu essay%s · %zu note%s (%zu anchored) · %zu term%s (%zu link%s) · ",
            o->essays, plural(o->essays), o->notes, plural(o->notes), o->notes, o->terms,
            plural(o->terms), o->term_links, plural(o->term_links));
    print_formats(o->formats);
    fprintf(stderr, " · %zu error%s, %zu warning%s · %lld ms", errors, plural(errors), warnings,
            plural(warnings), (long long)took);
    if (o->published)
        fprintf(stderr, " (%zu of %zu files written)", o->written, o->files);
    else
        fputs(errors != 0 ? " (nothing published)" : "", stderr);
    fputc('\n', stderr);
}

static int run_order(struct command *command)
{
    struct diags *diags = diags_new();
    struct outcome outcome;
    struct progress_line line = {0};
    int64_t start = clock_ms();
    hear_signals(command);
    if (!command->quiet && command->style.format == MESSAGE_HUMAN)
        progress_begin(&line, &command->order);
    press_build(&command->order, &outcome, diags);
    progress_end(&line);
    if (stopped && !outcome.published) {
        fputs("interrupted: nothing published\n", stderr);
        diags_free(diags); /* they tell of half the work */
        return EXIT_INTERRUPTED;
    }
    diags_print(diags, command->style.format == MESSAGE_JSON ? stdout : stderr, command->style);
    if (!command->quiet && command->style.format != MESSAGE_JSON && outcome.formats != 0)
        print_closing(&outcome, diags, clock_ms() - start);
    int status = status_of(command, diags);
    diags_free(diags);
    return status;
}

static int run_build(struct command *command)
{
    return run_order(command);
}

static int run_check(struct command *command)
{
    command->order.dry = true;
    command->order.validate = true;
    return run_order(command);
}

static int run_serve(struct command *command)
{
    struct diags *diags = diags_new();
    struct serve_options serve = {
        .port = command->port, .style = command->style, .quiet = command->quiet};
    hear_signals(command);
    serve_project(&command->order, &serve, diags);
    diags_print(diags, stderr, command->style);
    int status = stopped ? EXIT_INTERRUPTED : status_of(command, diags);
    diags_free(diags);
    return status;
}

static int run_clean(struct command *command)
{
    struct diags *diags = diags_new();
    size_t removed = 0;
    if (press_clean(&command->order, &removed, diags) && !command->quiet)
        fprintf(stderr, "%zu file%s removed\n", removed, plural(removed));
    diags_print(diags, stderr, command->style);
    int status = status_of(command, diags);
    diags_free(diags);
    return status;
}

static int take_notes_verb(struct command *command)
{
    static const char *const names[] = {"list", "status", "rebase"};
    struct notes_order *notes = &command->notes;
    const char *name = command->argument_count > 0 ? command->arguments[0] : "";
    if (command->argument_count > 1)
        return command_refuse("too many words after `notes`:", command->arguments[1],
                              "`--only ESSAY` names an essay");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) != 0)
            continue;
        notes->verb = (enum notes_verb)i;
        if (notes->verb != NOTES_REBASE && (notes->write || notes->yes))
            return command_refuse("--write and --yes are for `notes rebase` alone, not for", name,
                                  "leave them out, or use `gloss notes rebase`");
        if (notes->verb == NOTES_LIST && notes->since.len != 0)
            return command_refuse("--since is for `notes status` and `notes rebase`, not for", name,
                                  "`gloss notes list` says where notes stand today");
        return EXIT_DONE;
    }
    return command_refuse("notes cannot", name, "`gloss notes list`, `status` or `rebase`");
}

static int run_notes(struct command *command)
{
    int status = take_notes_verb(command);
    if (status != EXIT_DONE)
        return status;
    struct diags *diags = diags_new();
    command->notes.ask = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    press_notes(&command->order, &command->notes, stdout, diags);
    fflush(stdout);
    diags_print(diags, stderr, command->style);
    status = status_of(command, diags);
    diags_free(diags);
    return status;
}

static int run_convert(struct command *command)
{
    struct convert_order *convert = &command->convert;
    if (command->argument_count > 1)
        return command_refuse("convert takes one file, not also", command->arguments[1],
                              "convert them one after the other");
    if (command->order.output.len != 0)
        return command_refuse("convert writes to standard output, not to a folder", NULL,
                              "`gloss convert FILE >OTHER`");
    convert->file = command->argument_count != 0 ? str_from(command->arguments[0]) : STR_NONE;
    struct diags *diags = diags_new();
    press_convert(&command->order, convert, stdout, diags);
    fflush(stdout);
    diags_print(diags, stderr, command->style);
    int status = status_of(command, diags);
    diags_free(diags);
    return status;
}

static int run_lua(struct command *command)
{
    bool named = command->argument_count != 0;
    struct script_order script = {.file = named ? str_from(command->arguments[0]) : STR_NONE,
                                  .arguments = command->arguments + named,
                                  .argument_count = command->argument_count - named};
    struct diags *diags = diags_new();
    press_script(&command->order, &script, stdout, diags);
    fflush(stdout);
    diags_print(diags, stderr, command->style);
    int status = status_of(command, diags);
    diags_free(diags);
    return status;
}

static int run_explain(struct command *command)
{
    enum diag_kind kind;
    if (command->argument_count == 0) {
        explain_list(stdout);
        return EXIT_DONE;
    }
    if (command->argument_count != 1)
        return command_refuse("explain takes one name", NULL, "`gloss explain note-not-found`");
    if (!diag_by_name(str_from(command->arguments[0]), &kind)) {
        char cure[96];
        struct str near = diag_closest(str_from(command->arguments[0]));
        snprintf(cure, sizeof cure,
                 near.len != 0 ? "did you mean \"%.*s\"?" : "`gloss explain` lists all names",
                 STR_ARG(near));
        return command_refuse("there is no diagnostic", command->arguments[0], cure);
    }
    explain_kind(stdout, kind);
    return EXIT_DONE;
}

static int run_version(struct command *command)
{
    (void)command;
    printf("gloss %s\n", GLOSS_VERSION);
    return EXIT_DONE;
}

static int run_help(struct command *command)
{
    const struct verb *named = NULL;
    if (command->argument_count != 0) {
        named = command_verb(verbs, VERB_COUNT, command->arguments[0]);
        if (named == NULL)
            return EXIT_USAGE;
    }
    command_help(stdout, verbs, VERB_COUNT, named);
    return EXIT_DONE;
}

static int run(struct command *command, int argc, char **argv)
{
    int status = command_take(command, verbs, VERB_COUNT, argc, argv);
    if (status != EXIT_DONE)
        return status;
    if (command->verb == NULL && command->version)
        return run_version(command);
    if (command->verb == NULL || command->help) {
        command_help(command->help ? stdout : stderr, verbs, VERB_COUNT, command->verb);
        return command->help ? EXIT_DONE : EXIT_USAGE;
    }
    return command->verb->run(command);
}

static struct str own_path(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    return len > 0 ? str_keep(arena, (struct str){path, (size_t)len}) : STR_NONE;
}

int main(int argc, char **argv)
{
    const char *no_color = getenv("NO_COLOR");
    struct command command = {.arena = arena_new()};
    command.style = (struct diags_style){
        .at_most = 50, .color = isatty(STDERR_FILENO) && (no_color == NULL || *no_color == '\0')};
    command.order.program = own_path(command.arena);
    press_init();
    int status = run(&command, argc, argv);
    arena_free(command.arena);
    if (fflush(stdout) != 0)
        status = EXIT_MACHINE;
    return status;
}
