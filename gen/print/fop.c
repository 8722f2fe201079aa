/*
 * FOP, the second engine: the theme's style sheet makes formatting objects of the DocBook in this
 * process, and one Java process makes PDFs of them all. What it runs is Debian's, but for our
 * driver.java.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "print/engine.h"

#define DRIVER "driver.java"
#define SHEET "fo/article.xsl"
#define JARS "/usr/share/java"
#define INSTALL "apt-get install fop default-jdk-headless fonts-nanum fonts-ipaexfont-mincho"

static const char *const jars[] = {
    JARS "/fop.jar",          "/usr/share/fop/fop-hyph.jar", JARS "/commons-io.jar",
    JARS "/batik-all.jar",    JARS "/commons-logging.jar",   JARS "/xmlgraphics-commons.jar",
    JARS "/xml-apis-ext.jar", JARS "/fontbox2.jar"};
enum { JAR_COUNT = sizeof jars / sizeof jars[0] };

/* ---- finding it ---- */

static struct str find_driver(struct arena *arena, const struct print_settings *settings)
{
    struct str folder = engine_folder(arena, settings->program, DRIVER);
    return folder.len != 0 ? path_join(arena, folder, STR(DRIVER)) : STR_NONE;
}

/* The compiler is looked for, too: `java` alone cannot run a source. */
static bool is_installed(struct arena *arena, const struct print_settings *settings)
{
    return find_driver(arena, settings).len != 0 && engine_has_program(arena, "java")
        && engine_has_program(arena, "javac") && path_exists(str_from(jars[0]));
}

static bool check(struct arena *arena, const struct print_settings *settings, struct diags *diags)
{
    struct str sheet = path_join(arena, settings->template_folder, STR(SHEET));
    struct diag *diag = NULL;
    if (str_is(settings->notes, "margin")) {
        diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                        "FOP does not print notes in the margin");
        diag_help(diag, "`pdf: {engine: fop, notes: foot}`, or `engine: typst`");
    } else if (!is_installed(arena, settings)) {
        diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                        "the PDF formatter FOP is not installed, or not all that it needs");
        diag_help(diag, INSTALL);
    } else if (!path_exists(sheet)) {
        diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                        "the theme has no style sheet for FOP: print/" SHEET);
        diag_help(diag, "`pdf: {engine: typst}`");
    }
    return diag == NULL;
}

static void say_no_start(int error, struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_PRINT_NO_ENGINE, SPAN_NONE,
                                 "the PDF formatter FOP could not be started: %s", strerror(error));
    if (error == ENOENT)
        diag_help(diag, INSTALL);
}

static struct str cure(struct running *running)
{
    (void)running;
    return STR(INSTALL);
}

static void each_file(struct arena *arena, const struct print_settings *settings,
                      void (*put)(struct out *key, struct str path), struct out *key)
{
    put(key, find_driver(arena, settings));
    for (size_t i = 0; i < JAR_COUNT; i++)
        put(key, str_from(jars[i]));
}

/* ---- starting it ---- */

static void put_stamp(struct out *key, const char *path)
{
    struct stat stat_of;
    if (stat(path, &stat_of) == 0)
        out_fmt(key, "%s %lld %lld\n", path, (long long)stat_of.st_size,
                (long long)stat_of.st_mtim.tv_sec);
}

/*
 * The archive of classes that spares the JVM half a second. It is good for one JVM and one set of
 * jars; another name is another set.
 */
static struct str archive_path(struct arena *arena, const struct print_settings *settings)
{
    struct out key = out_new(arena);
    char java[4096] = "";
    if (settings->cache.len == 0 || realpath("/usr/bin/java", java) == NULL)
        return STR_NONE;
    put_stamp(&key, java);
    put_stamp(&key, str_c(arena, find_driver(arena, settings)));
    for (size_t i = 0; i < JAR_COUNT; i++)
        put_stamp(&key, jars[i]);
    return path_join(arena, settings->cache,
                     str_fmt(arena, "fop-%.*s.jsa", STR_ARG(print_hash(arena, out_str(&key)))));
}

/* The option that uses the archive, or has this process write it when it ends. */
static const char *archive_option(struct running *running)
{
    struct arena *arena = running->arena;
    struct str archive = archive_path(arena, running->settings);
    if (archive.len == 0)
        return "-Xshare:auto";
    if (path_exists(archive))
        return str_c(arena, str_fmt(arena, "-XX:SharedArchiveFile=%.*s", STR_ARG(archive)));
    running->archive = archive;
    (void)unlink(str_c(arena, str_fmt(arena, "%.*s.part", STR_ARG(archive))));
    return str_c(arena, str_fmt(arena, "-XX:ArchiveClassesAtExit=%.*s.part", STR_ARG(archive)));
}

static char *class_path(struct arena *arena)
{
    struct out path = out_new(arena);
    for (size_t i = 0; i < JAR_COUNT; i++)
        out_fmt(&path, "%s%s", i == 0 ? "" : ":", jars[i]);
    return str_c(arena, out_str(&path));
}

static int start(struct running *running)
{
    struct arena *arena = running->arena;
    const char *options[] = {
        "java",
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xlog:disable",
        archive_option(running),
        "-Djava.awt.headless=true",
        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
        "-cp",
        class_path(arena),
        str_c(arena, find_driver(arena, running->settings))};
    char *arguments[sizeof options / sizeof options[0] + 1] = {0};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        arguments[i] = str_c(arena, str_from(options[i]));
    return formatter_start(&running->formatter, arguments);
}

/* The archive is there when it is whole. */
static void finish(struct running *running)
{
    struct arena *arena = running->arena;
    sheet_free(running->sheet);
    if (running->archive.len == 0)
        return;
    char *part = str_c(arena, str_fmt(arena, "%.*s.part", STR_ARG(running->archive)));
    if (rename(part, str_c(arena, running->archive)) != 0)
        (void)unlink(part);
}

/* ---- a document ---- */

/* The folder of the figures as a URI that ends in a slash. */
static struct str figures_uri(struct arena *arena, const struct print_job *job)
{
    struct str folder = job->figures.len != 0 ? job->figures : path_folder(job->docbook);
    char *real = realpath(str_c(arena, folder.len != 0 ? folder : STR(".")), NULL);
    struct str uri = real != NULL
        ? str_fmt(arena, "file://%.*s/", STR_ARG(path_url(arena, str_from(real))))
        : STR_NONE;
    free(real);
    return uri;
}

static bool transform(struct running *running, struct arena *arena, const struct print_job *job,
                      struct str *fo, struct str *why)
{
    const struct print_settings *settings = running->settings;
    struct sheet_parameter all[] = {{"part", job->part},
                                    {"figures", figures_uri(arena, job)},
                                    {"paper", settings->paper},
                                    {"standard", settings->standards},
                                    {"margin-top", settings->margins.top},
                                    {"margin-bottom", settings->margins.bottom},
                                    {"margin-left", settings->margins.left},
                                    {"margin-right", settings->margins.right},
                                    {"font-text", settings->text_font},
                                    {"font-cjk", settings->cjk_font}};
    struct sheet_parameter given[sizeof all / sizeof all[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].value.len != 0)
            given[count++] = all[i];
    return sheet_apply(running->sheet, arena, job->docbook, given, count, fo, why);
}

static bool load_sheet(struct running *running, struct arena *arena, struct str *why)
{
    struct str path = path_join(arena, running->settings->template_folder, STR(SHEET));
    if (running->sheet == NULL)
        running->sheet = sheet_load(arena, path, why);
    return running->sheet != NULL;
}

static struct str fo_path(struct arena *arena, const struct print_job *job)
{
    return str_fmt(arena, "%.*s.fo", STR_ARG(job->pdf));
}

static bool tell(struct running *running, struct arena *arena, const struct print_job *job,
                 json_t *line, struct str *why)
{
    struct str fo = STR_NONE;
    int error;
    if (!load_sheet(running, arena, why) || !transform(running, arena, job, &fo, why))
        return false;
    error = file_write(fo_path(arena, job), fo);
    if (error != 0) {
        *why = str_fmt(arena, "%s", strerror(error));
        return false;
    }
    engine_put(line, "fo", fo_path(arena, job));
    engine_put(line, "standard", running->settings->standards);
    return true;
}

static void tidy(struct arena *arena, const struct print_job *job)
{
    (void)unlink(str_c(arena, fo_path(arena, job)));
}

const struct engine engine_fop = {"fop", is_installed, check, start,  say_no_start,
                                  cure,  tell,         tidy,  finish, each_file};
