/* The command line: options in, exit status out. What the verbs do is in press/ and serve/. */
#include <getopt.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/explain.h"
#include "base/file.h"
#include "press/convert.h"
#include "press/notes.h"
#include "press/press.h"
#include "serve/serve.h"

#ifndef GLOSS_VERSION
#define GLOSS_VERSION "0"
#endif

enum exit_status {
    EXIT_DONE = 0,
    EXIT_CONTENT = 1,
    EXIT_USAGE = 2,
    EXIT_WARNINGS = 3,
    EXIT_MACHINE = 4,
    EXIT_BUG = 5,
    EXIT_INTERRUPTED = 130
};

struct command {
    struct arena *arena;
    struct order order;
    struct diags_style style;
    bool quiet, verbose, deny, help;
    const char *verb;
    char **arguments; /* after the verb */
    int argument_count;
    unsigned port;
    struct notes_order notes;
    const char *formats; /* --to, which verbs read each in their own way */
    struct convert_order convert;
};

struct verb {
    const char *name, *usage, *summary;
    int (*run)(struct command *);
    const char *own; /* help on what it alone takes; NULL for nothing */
};

/* ---- help ---- */

static const char common_flags[] =
    "  -C, --root DIR            the project's folder (default: here or above)\n"
    "  -c, --config FILE         another file than gloss.yaml\n"
    "  -o, --output DIR          where to publish (default: public)\n"
    "  -t, --to FORMATS          html,docbook,pdf\n"
    "      --only ESSAY          just that essay's outputs\n"
    "  -u, --base-url URL        instead of base_url\n"
    "  -j, --jobs N              threads\n"
    "      --layers LAYERS       only the notes of these layers: editor,translator\n"
    "      --drafts, --future    drafts and what is not to be published yet, too\n"
    "      --today DATE          the day that `publish:` is compared with\n"
    "      --validate            check each DocBook file against the schema\n"
    "      --grant read=DIR      let filters read the files in that folder\n"
    "      --dry-run             find all mistakes, write nothing\n"
    "  -W, --deny warnings       end with 3 where there are warnings\n"
    "      --allow NAME          ignore a diagnostic\n"
    "      --message-format F    human, short, json\n"
    "      --color WHEN          auto, always, never\n"
    "  -q, -v                    say less, say more\n"
    "  -h, --help                this text\n";

static const char serve_flags[] = "      --port N              another port than 1313\n";

static const char notes_flags[] =
    "  list                      each note with its place and how it begins\n"
    "  status                    what became of each passage\n"
    "  rebase                    what the quotations should become, as a patch\n"
    "      --since REV           for status and rebase: since this revision of git\n"
    "                            (default: the last good build, else HEAD)\n"
    "      --write               for rebase: write it; asks where words were changed\n"
    "      --yes                 for rebase --write: do not ask\n"
    "      --format F            table, csv, json\n";

static const char convert_flags[] =
    "  -f, --from FORMAT         markdown, gfm, commonmark, json\n"
    "  -t, --to FORMAT           html, docbook, json, native (default: html)\n"
    "  -L, --lua-filter FILE     run this filter; more run one after the other\n"
    "  -M, --metadata KEY=VALUE  set a value of the metadata; KEY alone is true\n"
    "  -s, --standalone          write all of a document, not what stands in it\n";

static int run_build(struct command *command);
static int run_check(struct command *command);
static int run_clean(struct command *command);
static int run_serve(struct command *command);
static int run_notes(struct command *command);
static int run_convert(struct command *command);
static int run_explain(struct command *command);
static int run_version(struct command *command);
static int run_help(struct command *command);

static const struct verb verbs[] = {
    {"build", "build [FLAGS]", "write the site, the DocBook and the PDFs", run_build, NULL},
    {"serve", "serve [FLAGS]", "build, serve, watch, rebuild, reload", run_serve, serve_flags},
    {"check", "check [FLAGS]", "find everything that is wrong, write nothing", run_check, NULL},
    {"clean", "clean [FLAGS]", "remove what gloss wrote, and its cache", run_clean, NULL},
    {"notes", "notes list|status|rebase", "where notes stand; move them along an edit", run_notes,
     notes_flags},
    {"convert", "convert [FILE] [FLAGS]", "one document from one format to another", run_convert,
     convert_flags},
    {"explain", "explain [NAME]", "what a diagnostic means", run_explain, NULL},
    {"version", "version", "which gloss this is", run_version, NULL},
    {"help", "help [VERB]", "this text", run_help, NULL},
};

enum { VERB_COUNT = sizeof verbs / sizeof verbs[0] };

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (strcmp(name, verbs[i].name) == 0)
            return &verbs[i];
    return NULL;
}

static void print_help(FILE *to, const struct verb *verb)
{
    if (verb != NULL) {
        fprintf(to, "gloss %s: %s\n\n%s%s", verb->usage, verb->summary,
                verb->own != NULL ? verb->own : "", common_flags);
        return;
    }
    fputs("gloss VERB [ARGUMENTS] [FLAGS]\n\n", to);
    for (size_t i = 0; i < VERB_COUNT; i++)
        fprintf(to, "  %-25s  %s\n", verbs[i].usage, verbs[i].summary);
    fprintf(to, "\n%s", common_flags);
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (verbs[i].own != NULL)
            fprintf(to, "\ngloss %s takes besides\n%s", verbs[i].name, verbs[i].own);
}

/* ---- usage errors ---- */

static int refuse(const char *what, const char *value, const char *cure)
{
    fprintf(stderr, "gloss: %s%s%s%s\n  help: %s\n", what, value != NULL ? " \"" : "",
            value != NULL ? value : "", value != NULL ? "\"" : "", cure);
    return EXIT_USAGE;
}

static int refuse_verb(const char *name)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        size_t distance = str_distance(str_from(name), str_from(verbs[i].name));
        if (distance < least) {
            least = distance;
            best = verbs[i].name;
        }
    }
    char cure[80];
    snprintf(cure, sizeof cure,
             best != NULL ? "did you mean `gloss %s`?" : "`gloss help` lists the verbs", best);
    return refuse("there is no verb", name, cure);
}

/* ---- flags ---- */

enum {
    FLAG_ONLY = 256,
    FLAG_LAYERS,
    FLAG_DRAFTS,
    FLAG_FUTURE,
    FLAG_TODAY,
    FLAG_VALIDATE,
    FLAG_DRY_RUN,
    FLAG_ALLOW,
    FLAG_FORMAT,
    FLAG_COLOR,
    FLAG_PORT,
    FLAG_SINCE,
    FLAG_WRITE,
    FLAG_YES,
    FLAG_NOTES_FORMAT,
    FLAG_GRANT
};

static const struct option options[] = {
    {"root", required_argument, NULL, 'C'},
    {"config", required_argument, NULL, 'c'},
    {"output", required_argument, NULL, 'o'},
    {"to", required_argument, NULL, 't'},
    {"base-url", required_argument, NULL, 'u'},
    {"jobs", required_argument, NULL, 'j'},
    {"deny", required_argument, NULL, 'W'},
    {"help", no_argument, NULL, 'h'},
    {"only", required_argument, NULL, FLAG_ONLY},
    {"layers", required_argument, NULL, FLAG_LAYERS},
    {"drafts", no_argument, NULL, FLAG_DRAFTS},
    {"future", no_argument, NULL, FLAG_FUTURE},
    {"today", required_argument, NULL, FLAG_TODAY},
    {"validate", no_argument, NULL, FLAG_VALIDATE},
    {"dry-run", no_argument, NULL, FLAG_DRY_RUN},
    {"allow", required_argument, NULL, FLAG_ALLOW},
    {"message-format", required_argument, NULL, FLAG_FORMAT},
    {"color", required_argument, NULL, FLAG_COLOR},
    {"port", required_argument, NULL, FLAG_PORT},
    {"since", required_argument, NULL, FLAG_SINCE},
    {"write", no_argument, NULL, FLAG_WRITE},
    {"yes", no_argument, NULL, FLAG_YES},
    {"format", required_argument, NULL, FLAG_NOTES_FORMAT},
    {"from", required_argument, NULL, 'f'},
    {"lua-filter", required_argument, NULL, 'L'},
    {"metadata", required_argument, NULL, 'M'},
    {"standalone", no_argument, NULL, 's'},
    {"grant", required_argument, NULL, FLAG_GRANT},
    {0},
};

static int take_formats(struct command *command, const char *value)
{
    struct str rest = str_from(value), name;
    while (str_split(&rest, ',', &name)) {
        name = str_trim(name);
        if (str_is(name, "html"))
            command->order.formats |= FORMAT_HTML;
        else if (str_is(name, "docbook"))
            command->order.formats |= FORMAT_DOCBOOK;
        else if (str_is(name, "pdf"))
            command->order.formats |= FORMAT_PDF;
        else
            return refuse("no such format in --to", value, "the formats are html, docbook and pdf");
    }
    return EXIT_DONE;
}

static int take_message_format(struct command *command, const char *value)
{
    static const char *const names[] = {"human", "short", "json"};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(value, names[i]) == 0) {
            command->style.format = (enum message_format)i;
            return EXIT_DONE;
        }
    }
    return refuse("no such --message-format", value,
                  "human, short or json (sarif is not there yet)");
}

static int take_notes_format(struct command *command, const char *value)
{
    static const char *const names[] = {"table", "csv", "json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(value, names[i]) == 0) {
            command->notes.format = (enum notes_format)i;
            return EXIT_DONE;
        }
    }
    return refuse("no such --format", value, "table, csv or json");
}

static int take_color(struct command *command, const char *value)
{
    if (strcmp(value, "always") != 0 && strcmp(value, "never") != 0 && strcmp(value, "auto") != 0)
        return refuse("no such --color", value, "auto, always or never");
    if (strcmp(value, "auto") != 0)
        command->style.color = strcmp(value, "always") == 0;
    return EXIT_DONE;
}

static bool is_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
            return false;
    return s[sizeof shape - 1] == '\0';
}

static int take_number(const char *flag, const char *value, unsigned long most, unsigned *number)
{
    char *end = NULL;
    unsigned long n = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end != '\0' || n == 0 || n > most)
        return refuse(flag, value, "a whole number above 0");
    *number = (unsigned)n;
    return EXIT_DONE;
}

static int take_deny(struct command *command, const char *value)
{
    if (strcmp(value, "warnings") != 0)
        return refuse("no such --deny", value, "`-W warnings` is what can be denied");
    command->deny = command->style.deny = true;
    return EXIT_DONE;
}

static int take_today(struct command *command, const char *value)
{
    if (!is_date(value))
        return refuse("no date in --today", value, "write it as 2024-05-02");
    command->order.today = str_from(value);
    return EXIT_DONE;
}

static int take_layers(struct command *command, const char *value)
{
    struct str rest = str_from(value), name;
    while (str_split(&rest, ',', &name))
        if (str_trim(name).len != 0)
            *LIST_ADD(&command->order.layers, command->arena) = str_trim(name);
    if (command->order.layers.count != 0)
        return EXIT_DONE;
    return refuse("no layer in --layers", value,
                  "name some of `notes: layers:`: editor,translator");
}

static int take_grant(struct command *command, const char *value)
{
    struct str folder = str_from(value);
    if (!str_starts(folder, STR("read=")) || folder.len == 5)
        return refuse("no such --grant", value, "`--grant read=FOLDER` is what can be granted");
    *LIST_ADD(&command->order.reads, command->arena) = str_slice(folder, 5, folder.len);
    return EXIT_DONE;
}

/* One flag; the exit status, EXIT_DONE to go on. */
static int take_flag(struct command *command, int flag, const char *value)
{
    struct order *order = &command->order;
    switch (flag) {
    case 'C': order->root = str_from(value); break;
    case 'c': order->config = str_from(value); break;
    case 'o': order->output = str_from(value); break;
    case 'u': order->base_url = str_from(value); break;
    case 't': command->formats = value; break;
    case 'f': command->convert.from = str_from(value); break;
    case 'L': *LIST_ADD(&command->convert.filters, command->arena) = str_from(value); break;
    case 'M': *LIST_ADD(&command->convert.meta, command->arena) = str_from(value); break;
    case 's': command->convert.whole = true; break;
    case 'j': return take_number("no number in --jobs", value, 64, &order->jobs);
    case 'W': return take_deny(command, value);
    case 'h': command->help = true; break;
    case 'q': command->quiet = true; break;
    case 'v': command->verbose = command->style.notices = true; break;
    case FLAG_ONLY: order->only = str_from(value); break;
    case FLAG_LAYERS: return take_layers(command, value);
    case FLAG_DRAFTS: order->drafts = true; break;
    case FLAG_FUTURE: order->future = true; break;
    case FLAG_TODAY: return take_today(command, value);
    case FLAG_VALIDATE: order->validate = true; break;
    case FLAG_DRY_RUN: order->dry = true; break;
    case FLAG_ALLOW: *LIST_ADD(&order->allow, command->arena) = str_from(value); break;
    case FLAG_FORMAT: return take_message_format(command, value);
    case FLAG_COLOR: return take_color(command, value);
    case FLAG_PORT: return take_number("no port in --port", value, 65535, &command->port);
    case FLAG_SINCE: command->notes.since = str_from(value); break;
    case FLAG_WRITE: command->notes.write = true; break;
    case FLAG_YES: command->notes.yes = true; break;
    case FLAG_GRANT: return take_grant(command, value);
    case FLAG_NOTES_FORMAT: return take_notes_format(command, value);
    default: return EXIT_USAGE; /* getopt has said what is wrong */
    }
    return EXIT_DONE;
}

static int take_flags(struct command *command, int argc, char **argv)
{
    for (int flag;
         (flag = getopt_long(argc, argv, "C:c:o:t:u:j:W:f:L:M:sqvh", options, NULL)) != -1;) {
        int status = take_flag(command, flag, optarg);
        if (status != EXIT_DONE)
            return status;
    }
    if (optind < argc)
        command->verb = argv[optind++];
    command->arguments = argv + optind;
    command->argument_count = argc - optind;
    return EXIT_DONE;
}

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

static long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
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

static void print_closing(const struct outcome *o, const struct diags *diags, long took)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR),
           warnings = diags_count(diags, SEVERITY_WARNING);
    fprintf(stderr, "%zu essay%s · %zu note%s (%zu anchored) · %zu term%s (%zu link%s) · ",
            o->essays, plural(o->essays), o->notes, plural(o->notes), o->notes, o->terms,
            plural(o->terms), o->term_links, plural(o->term_links));
    print_formats(o->formats);
    fprintf(stderr, " · %zu error%s, %zu warning%s · %ld ms", errors, plural(errors), warnings,
            plural(warnings), took);
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
    long start = milliseconds();
    hear_signals(command);
    press_build(&command->order, &outcome, diags);
    if (stopped && !outcome.published) {
        fputs("interrupted: nothing published\n", stderr);
        diags_free(diags); /* they tell of half the work */
        return EXIT_INTERRUPTED;
    }
    diags_print(diags, command->style.format == MESSAGE_JSON ? stdout : stderr, command->style);
    if (!command->quiet && command->style.format != MESSAGE_JSON && outcome.formats != 0)
        print_closing(&outcome, diags, milliseconds() - start);
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
        return refuse("too many words after `notes`:", command->arguments[1],
                      "`--only ESSAY` names an essay");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) != 0)
            continue;
        notes->verb = (enum notes_verb)i;
        if (notes->verb != NOTES_REBASE && (notes->write || notes->yes))
            return refuse("--write and --yes are for `notes rebase` alone, not for", name,
                          "leave them out, or use `gloss notes rebase`");
        if (notes->verb == NOTES_LIST && notes->since.len != 0)
            return refuse("--since is for `notes status` and `notes rebase`, not for", name,
                          "`gloss notes list` says where notes stand today");
        return EXIT_DONE;
    }
    return refuse("notes cannot", name, "`gloss notes list`, `status` or `rebase`");
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
        return refuse("convert takes one file, not also", command->arguments[1],
                      "convert them one after the other");
    if (command->order.output.len != 0)
        return refuse("convert writes to standard output, not to a folder", NULL,
                      "`gloss convert FILE >OTHER`");
    convert->file = command->argument_count != 0 ? str_from(command->arguments[0]) : STR_NONE;
    convert->to = str_from(command->formats);
    struct diags *diags = diags_new();
    press_convert(&command->order, convert, stdout, diags);
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
        return refuse("explain takes one name", NULL, "`gloss explain note-not-found`");
    if (!diag_by_name(str_from(command->arguments[0]), &kind)) {
        char cure[96];
        struct str near = diag_closest(str_from(command->arguments[0]));
        snprintf(cure, sizeof cure,
                 near.len != 0 ? "did you mean \"%.*s\"?" : "`gloss explain` lists all names",
                 STR_ARG(near));
        return refuse("there is no diagnostic", command->arguments[0], cure);
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
    const char *name = command->argument_count != 0 ? command->arguments[0] : NULL;
    const struct verb *named = name != NULL ? find_verb(name) : NULL;
    if (name != NULL && named == NULL)
        return refuse_verb(name);
    print_help(stdout, named);
    return EXIT_DONE;
}

static int run(struct command *command, int argc, char **argv)
{
    int status = take_flags(command, argc, argv);
    if (status != EXIT_DONE)
        return status;
    const struct verb *verb = command->verb != NULL ? find_verb(command->verb) : NULL;
    if (command->verb == NULL || (command->help && verb != NULL)) {
        print_help(command->help ? stdout : stderr, verb);
        return command->help ? EXIT_DONE : EXIT_USAGE;
    }
    if (verb == NULL)
        return refuse_verb(command->verb);
    if (verb->run != run_convert && command->formats != NULL)
        status = take_formats(command, command->formats);
    return status == EXIT_DONE ? verb->run(command) : status;
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
