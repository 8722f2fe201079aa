/* Typst, the first engine: a package of Node.js, and driver.mjs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "print/engine.h"

#define DRIVER "driver.mjs"
#define PACKAGE "node_modules/@myriaddreamin/typst-ts-node-compiler"

/* The folder of the driver and its packages. */
static struct str find_folder(struct arena *arena, const struct print_settings *settings)
{
    struct str folder = engine_folder(arena, settings->program, DRIVER);
    return folder.len != 0 && path_is_folder(path_join(arena, folder, STR(PACKAGE))) ? folder
                                                                                     : STR_NONE;
}

static bool is_installed(struct arena *arena, const struct print_settings *settings)
{
    return find_folder(arena, settings).len != 0
        && (engine_has_program(arena, "node") || engine_has_program(arena, "nodejs"));
}

static bool check(struct arena *arena, const struct print_settings *settings, struct diags *diags)
{
    const char *given = getenv("GLOSS_PRINT");
    struct diag *diag;
    if (find_folder(arena, settings).len != 0)
        return true;
    if (given != NULL && given[0] != '\0') {
        diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                        "GLOSS_PRINT names %s, which has no %s with its packages", given, DRIVER);
        diag_help(diag, "unset GLOSS_PRINT, or name the folder that `make site` made: build/print");
        return false;
    }
    diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE, "the PDF formatter is not installed");
    diag_help(diag,
              "`make site` in gloss's checkout installs it (then `make install`, if gloss is "
              "installed), or `apt-get install fop default-jdk-headless` another; to do without "
              "PDF, take it out of `formats:`");
    return false;
}

static void say_no_start(int error, struct diags *diags)
{
    struct diag *diag = error == ENOENT
        ? diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                   "the PDF formatter needs Node.js, which is not installed")
        : diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                   "the PDF formatter could not be started: %s", strerror(error));
    if (error == ENOENT)
        diag_help(diag, "apt-get install nodejs");
}

static int start(struct running *running)
{
    struct arena *arena = running->arena;
    const struct print_settings *settings = running->settings;
    struct str root = settings->root.len > 0 ? settings->root : STR("/");
    struct str driver = path_join(arena, find_folder(arena, settings), STR(DRIVER));
    char *arguments[] = {str_c(arena, STR("node")),
                         str_c(arena, driver),
                         str_c(arena, STR("--template")),
                         str_c(arena, settings->template_folder),
                         str_c(arena, STR("--root")),
                         str_c(arena, root),
                         NULL};
    int error = formatter_start(&running->formatter, arguments);
    if (error != ENOENT)
        return error;
    arguments[0] = str_c(arena, STR("nodejs"));
    return formatter_start(&running->formatter, arguments);
}

static struct str cure(struct running *running)
{
    return str_fmt(running->arena,
                   "`rm -r %.*s/node_modules` and `make site` in gloss's checkout install it anew",
                   STR_ARG(find_folder(running->arena, running->settings)));
}

static json_t *options_of(const struct print_settings *settings)
{
    json_t *options = json_object();
    engine_put(options, "margin-top", settings->margins.top);
    engine_put(options, "margin-bottom", settings->margins.bottom);
    engine_put(options, "margin-left", settings->margins.left);
    engine_put(options, "margin-right", settings->margins.right);
    engine_put(options, "font-text", settings->text_font);
    engine_put(options, "font-cjk", settings->cjk_font);
    return options;
}

/* Typst writes one standard at a time: the first that was asked for. */
static struct str first_standard(const struct print_settings *settings)
{
    struct str rest = settings->standards, first = STR_NONE;
    (void)str_split(&rest, ' ', &first);
    return first;
}

static bool tell(struct running *running, struct arena *arena, const struct print_job *job,
                 json_t *line, struct str *why)
{
    const struct print_settings *settings = running->settings;
    (void)arena;
    (void)why;
    engine_put(line, "doc", job->docbook);
    engine_put(line, "base", job->figures);
    engine_put(line, "part", job->part);
    engine_put(line, "notes", settings->notes);
    engine_put(line, "paper", settings->paper);
    engine_put(line, "standard", first_standard(settings));
    json_object_set_new(line, "options", options_of(settings));
    return json_object_get(line, "doc") != NULL;
}

static void tidy(struct arena *arena, const struct print_job *job)
{
    (void)arena;
    (void)job;
}

static void finish(struct running *running)
{
    (void)running;
}

static void each_file(struct arena *arena, const struct print_settings *settings,
                      void (*put)(struct out *key, struct str path), struct out *key)
{
    struct str folder = find_folder(arena, settings);
    put(key, path_join(arena, folder, STR(DRIVER)));
    put(key, path_join(arena, folder, STR(PACKAGE "/package.json")));
}

const struct engine engine_typst = {"typst", is_installed, check, start,  say_no_start,
                                    cure,    tell,         tidy,  finish, each_file};
