/* The two lists that make publishing safe: what is ours, and what is being done. */
#include "press/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"

enum { LARGEST_LIST = 256 << 20 };

/* ---- the manifest: a line a file, "html\tessays/x/index.html" ---- */

static const struct {
    enum format format;
    const char *name;
} formats[] = {
    {FORMAT_HTML, "html"}, {FORMAT_DOCBOOK, "docbook"}, {FORMAT_PDF, "pdf"}, {FORMAT_JSON, "json"}};

static const char *format_name(enum format format)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (formats[i].format == format)
            return formats[i].name;
    return "html";
}

static enum format format_by_name(struct str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (str_is(name, formats[i].name))
            return formats[i].format;
    return FORMAT_HTML;
}

/* A manifest that someone has edited must not make us touch files elsewhere. */
static bool is_inside(struct arena *arena, struct str path)
{
    struct str clean = path_clean(arena, path);
    return path.len != 0 && str_eq(clean, path) && !str_starts(path, STR("/"))
        && !str_starts(path, STR(".."));
}

struct str output_link(struct arena *arena, struct str output, struct str path)
{
    struct stat facts;
    struct str found = STR_NONE;
    for (struct str above = path_folder(path); above.len != 0; above = path_folder(above))
        if (lstat(str_c(arena, path_join(arena, output, above)), &facts) == 0
            && S_ISLNK(facts.st_mode))
            found = above;
    return found;
}

/*
 * Names that the manifest and the journal cannot
 * hold, or that are our own, must not be published.
 */
bool manifest_may_hold(struct arena *arena, struct str path)
{
    struct str top = STR_NONE, rest = path;
    str_split(&rest, '/', &top);
    return is_inside(arena, path) && !str_has(path, STR("\n")) && !str_is(top, MANIFEST)
        && !str_is(top, JOURNAL) && !str_is(top, STAGE);
}

struct item *item_new(struct arena *arena, enum format format, struct str path)
{
    struct item *item = ARENA_NEW(arena, struct item);
    *item = (struct item){.path = str_keep(arena, path), .format = format};
    return item;
}

void manifest_read(struct arena *arena, struct str output, struct map *items)
{
    struct str text = STR_NONE, line, name, path;
    if (file_read(arena, path_join(arena, output, STR(MANIFEST)), LARGEST_LIST, &text) != 0)
        return;
    while (str_split(&text, '\n', &line)) {
        path = line;
        if (!str_split(&path, '\t', &name) || !is_inside(arena, path))
            continue;
        struct item *item = item_new(arena, format_by_name(name), path);
        map_add(items, item->path, item);
    }
}

static int by_path(const void *a, const void *b)
{
    return str_cmp((*(struct item *const *)a)->path, (*(struct item *const *)b)->path);
}

struct str manifest_text(struct arena *arena, struct item **items, size_t count)
{
    struct out out = out_new(arena);
    if (count > 1)
        qsort(items, count, sizeof *items, by_path);
    for (size_t i = 0; i < count; i++)
        out_fmt(&out, "%s\t%.*s\n", format_name(items[i]->format), STR_ARG(items[i]->path));
    return out_str(&out);
}

/* ---- the journal: "put PATH" and "drop PATH", a line each ---- */

/* Folders that have become empty go too, up to the output itself. */
static void drop_folders(struct arena *arena, struct str output, struct str path)
{
    for (struct str folder = path_folder(path); folder.len != 0; folder = path_folder(folder))
        if (rmdir(str_c(arena, path_join(arena, output, folder))) != 0)
            return;
}

int output_drop(struct arena *arena, struct str output, struct str path)
{
    if (output_link(arena, output, path).len != 0)
        return 0;
    int failed = unlink(str_c(arena, path_join(arena, output, path)));
    if (failed != 0 && errno != ENOENT)
        return errno;
    drop_folders(arena, output, path);
    return 0;
}

static int put(struct arena *arena, struct str output, struct str stage, struct str path)
{
    struct str to = path_join(arena, output, path);
    if (output_link(arena, output, path).len != 0
        || output_link(arena, output, path_join(arena, STR(STAGE), path)).len != 0)
        return 0;
    int error = folder_make(path_folder(to));
    if (error != 0)
        return error;
    const char *from = str_c(arena, path_join(arena, stage, path));
    if (rename(from, str_c(arena, to)) == 0)
        return 0;
    return errno == ENOENT && access(from, F_OK) != 0 ? 0 : errno; /* done before we were killed */
}

/* Do what the journal says; what is done already is passed over. */
static int carry_out(struct arena *arena, struct str output, struct str stage, struct str journal)
{
    struct str line;
    int error = 0;
    while (error == 0 && str_split(&journal, '\n', &line)) {
        struct arena_mark mark = arena_mark(arena);
        struct str verb = STR_NONE, path = line;
        if (!str_split(&path, ' ', &verb) || !is_inside(arena, path))
            continue;
        error = str_is(verb, "put") ? put(arena, output, stage, path)
                                    : output_drop(arena, output, path);
        arena_rewind(arena, mark);
    }
    return error;
}

int journal_finish(struct arena *arena, struct str output, struct str stage)
{
    struct str path = path_join(arena, output, STR(JOURNAL)), text = STR_NONE;
    int error = file_read(arena, path, LARGEST_LIST, &text);
    if (error == ENOENT)
        return 0;
    if (error == 0)
        error = carry_out(arena, output, stage, text);
    if (error == 0 && unlink(str_c(arena, path)) != 0)
        error = errno;
    return error;
}

/*
 * What can go wrong while files are put into place shall go wrong before the first of them is: the
 * folders are made, and those that are there can be written.
 */
static int make_way(struct arena *scratch, struct str output, struct str path)
{
    struct str folder = path_folder(path_join(scratch, output, path));
    int error = folder_make(folder);
    if (error == ENOTDIR) /* a file that will give way: the one above it is what counts */
        return 0;
    return error == 0 && access(str_c(scratch, folder), W_OK | X_OK) != 0 ? errno : error;
}

static int make_ways(struct str output, struct str journal)
{
    struct str line, verb = STR_NONE;
    struct arena *scratch = arena_new();
    int error = 0;
    while (error == 0 && str_split(&journal, '\n', &line)) {
        struct str path = line;
        str_split(&path, ' ', &verb);
        bool there = str_is(verb, "put") || path_exists(path_join(scratch, output, path));
        error = there ? make_way(scratch, output, path) : 0;
    }
    arena_free(scratch);
    return error;
}

/* The folders that were made for nothing. */
static void unmake_ways(struct arena *arena, struct str output, struct str journal)
{
    struct str line, verb = STR_NONE;
    while (str_split(&journal, '\n', &line)) {
        str_split(&line, ' ', &verb);
        drop_folders(arena, output, line);
    }
}

int journal_write(struct arena *arena, struct str output, struct str stage, struct str text)
{
    if (text.len == 0)
        return 0;
    struct str draft = path_join(arena, stage, STR(JOURNAL));
    int error = file_write(draft, text);
    if (error == 0)
        error = make_ways(output, text);
    if (error != 0) {
        unmake_ways(arena, output, text);
        return error;
    }
    struct str journal = path_join(arena, output, STR(JOURNAL));
    return rename(str_c(arena, draft), str_c(arena, journal)) == 0 ? 0 : errno;
}
