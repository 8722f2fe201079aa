#include "press/publish.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/file.h"
#include "base/list.h"
#include "base/map.h"
#include "base/out.h"
#include "press/journal.h"

struct publish {
    struct arena *arena;
    pthread_mutex_t lock; /* guards what follows while threads add */
    struct str output, shown, stage;
    bool dry, made_output;
    struct map old;     /* path -> struct item of the manifest as it was */
    struct map items;   /* path -> struct item of this build */
    struct map folders; /* each folder that this build puts something into */
};

/* ---- adding ---- */

static enum diag_kind kind_of(int error)
{
    return error == ENOSPC || error == EDQUOT ? DIAG_DISK_FULL : DIAG_CANNOT_WRITE;
}

static void report_write(struct diags *diags, struct str shown, struct str path, int error)
{
    diag_add(diags, kind_of(error), SPAN_NONE, "%.*s%s%.*s cannot be written: %s", STR_ARG(shown),
             path.len != 0 ? "/" : "", STR_ARG(path), strerror(error));
}

static void free_publish(struct publish *p)
{
    pthread_mutex_destroy(&p->lock);
    arena_free(p->arena);
}

struct publish *publish_open(struct str output, struct str shown, bool dry, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct publish *p = ARENA_NEW(arena, struct publish);
    *p = (struct publish){.arena = arena,
                          .output = str_keep(arena, output),
                          .shown = str_keep(arena, shown),
                          .dry = dry,
                          .old = map_new(arena),
                          .items = map_new(arena),
                          .folders = map_new(arena)};
    pthread_mutex_init(&p->lock, NULL);
    p->stage = path_join(arena, p->output, STR(STAGE));
    p->made_output = !path_exists(output);
    int error = dry ? 0 : journal_finish(arena, p->output, p->stage);
    if (error == 0 && !dry)
        error = folder_remove(p->stage);
    manifest_read(arena, p->output, &p->old);
    if (error == 0)
        return p;
    report_write(diags, shown, STR_NONE, error);
    free_publish(p); /* what is staged stays: the journal still needs it */
    return NULL;
}

static void add_folders(struct publish *p, struct item *item)
{
    for (struct str folder = path_folder(item->path);
         folder.len != 0 && map_get(&p->folders, folder) == NULL; folder = path_folder(folder))
        map_add(&p->folders, folder, item);
}

static struct item *add_item(struct publish *p, enum format format, struct str path)
{
    pthread_mutex_lock(&p->lock);
    struct item *item = map_get(&p->items, path);
    if (item == NULL) {
        item = item_new(p->arena, format, path);
        map_add(&p->items, item->path, item);
        add_folders(p, item);
    }
    pthread_mutex_unlock(&p->lock);
    return item;
}

static bool refuse_foreign(struct publish *p, struct str path, struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_OUTPUT_NOT_OURS, SPAN_NONE,
                                 "%.*s/%.*s is in the way: gloss did not write it",
                                 STR_ARG(p->shown), STR_ARG(path));
    diag_help(diag, "move it away, or build into another folder with `-o`");
    return false;
}

static bool refuse_name(struct publish *p, struct str path, struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_CANNOT_WRITE, SPAN_NONE,
                                 "%.*s/%.*s cannot be written: a site has no files of that name",
                                 STR_ARG(p->shown), STR_ARG(path));
    diag_help(diag, "give the file another name");
    return false;
}

/* Whether a folder holds files of ours and nothing else, so that it goes when they go. */
static bool is_all_ours(struct publish *p, struct arena *scratch, struct str folder)
{
    struct folder_entries entries = {0};
    if (folder_list(scratch, path_join(scratch, p->output, folder), &entries) != 0)
        return false;
    bool ours = entries.count != 0;
    for (size_t i = 0; ours && i < entries.count; i++) {
        struct str path = path_join(scratch, folder, entries.at[i].name);
        ours = map_get(&p->old, path) != NULL
            || (entries.at[i].kind == ENTRY_FOLDER && is_all_ours(p, scratch, path));
    }
    return ours;
}

/*
 * What is not ours and in the way of `path`: the thing there itself, or a file where a folder must
 * be. Our own files give way. Empty where the way is free.
 */
static struct str find_foreign(struct publish *p, struct arena *scratch, struct str path)
{
    struct str there = path_join(scratch, p->output, path);
    struct str link = output_link(scratch, p->output, path);
    if (link.len != 0)
        return link;
    if (path_is_folder(there) ? !is_all_ours(p, scratch, path)
                              : path_exists(there) && map_get(&p->old, path) == NULL)
        return path;
    for (struct str above = path_folder(path); above.len != 0; above = path_folder(above)) {
        there = path_join(scratch, p->output, above);
        if (path_exists(there))
            return path_is_folder(there) || map_get(&p->old, above) != NULL ? STR_NONE : above;
    }
    return STR_NONE;
}

/*
 * A page and a file beside it, or one of static/, may
 * want one place; the later must not win in silence.
 */
static bool is_given_otherwise(struct publish *p, struct item *item, struct str text)
{
    uint64_t hash = XXH3_64bits(text.len != 0 ? text.at : "", text.len);
    pthread_mutex_lock(&p->lock);
    bool otherwise = item->given && item->hash != hash;
    item->given = true;
    item->hash = hash;
    pthread_mutex_unlock(&p->lock);
    return otherwise;
}

/* Whether one file would lie where another of this build has its folder. */
static bool is_file_and_folder(struct publish *p, struct str path)
{
    pthread_mutex_lock(&p->lock);
    bool both = map_get(&p->folders, path) != NULL;
    for (struct str above = path_folder(path); !both && above.len != 0; above = path_folder(above))
        both = map_get(&p->items, above) != NULL;
    pthread_mutex_unlock(&p->lock);
    return both;
}

static bool refuse_inside(struct publish *p, struct str path, struct diags *diags)
{
    struct diag *diag = diag_add(diags, DIAG_SLUG_TWICE, SPAN_NONE,
                                 "%.*s/%.*s would be a file and a folder, or lie inside a file",
                                 STR_ARG(p->shown), STR_ARG(path));
    diag_help(diag, "give one of them another name");
    return false;
}

static bool refuse_second(struct publish *p, struct str path, struct diags *diags)
{
    struct diag *diag =
        diag_add(diags, DIAG_SLUG_TWICE, SPAN_NONE, "two different files would both be %.*s/%.*s",
                 STR_ARG(p->shown), STR_ARG(path));
    diag_help(diag, "give one of them another name");
    return false;
}

/* Stage what differs from what is there. */
static bool stage_text(struct publish *p, struct arena *scratch, struct item *item, struct str text,
                       struct diags *diags)
{
    if (is_given_otherwise(p, item, text))
        return refuse_second(p, item->path, diags);
    if (is_file_and_folder(p, item->path))
        return refuse_inside(p, item->path, diags);
    if (file_holds(path_join(scratch, p->output, item->path), text))
        return true;
    struct str foreign = find_foreign(p, scratch, item->path);
    if (foreign.len != 0)
        return refuse_foreign(p, foreign, diags);
    item->staged = true;
    int error = p->dry ? 0 : file_write(path_join(scratch, p->stage, item->path), text);
    if (error != 0)
        report_write(diags, p->shown, item->path, error);
    return error == 0;
}

bool publish_text(struct publish *p, enum format format, struct str path, struct str text,
                  struct diags *diags)
{
    struct arena *scratch = arena_new();
    bool ok = manifest_may_hold(scratch, path)
        ? stage_text(p, scratch, add_item(p, format, path), text, diags)
        : refuse_name(p, path, diags);
    arena_free(scratch);
    return ok;
}

bool publish_file(struct publish *p, enum format format, struct str path, struct str from,
                  struct str shown, struct diags *diags)
{
    struct arena *scratch = arena_new();
    struct str text = STR_NONE;
    int error = file_read(scratch, from, (size_t)1 << 40, &text);
    if (error != 0)
        diag_add(diags, DIAG_CANNOT_READ, SPAN_NONE, "%.*s cannot be read: %s", STR_ARG(shown),
                 strerror(error));
    bool ok = error == 0 && publish_text(p, format, path, text, diags);
    arena_free(scratch);
    return ok;
}

void publish_keep(struct publish *p, enum format format, struct str path)
{
    if (map_get(&p->old, path) != NULL)
        add_item(p, format, path)->staged = false;
}

/* ---- committing ---- */

struct plan {
    struct out journal;
    LIST(struct item *) files; /* of the new manifest */
    struct publish_counts counts;
};

static void plan_new(struct publish *p, struct plan *plan)
{
    for (size_t i = 0; i < p->items.count; i++) {
        struct item *item = p->items.at[i].value;
        *LIST_ADD(&plan->files, p->arena) = item;
        plan->counts.files++;
        plan->counts.written += item->staged;
        if (item->staged)
            out_fmt(&plan->journal, "put %.*s\n", STR_ARG(item->path));
    }
}

/* A file of an earlier build where this one needs a folder, or below what this one makes a file. */
static bool gives_way(const struct publish *p, struct str path)
{
    if (map_get(&p->folders, path) != NULL)
        return true;
    for (struct str above = path_folder(path); above.len != 0; above = path_folder(above))
        if (map_get(&p->items, above) != NULL)
            return true;
    return false;
}

static void plan_old(struct publish *p, struct plan *plan, unsigned built, bool all)
{
    for (size_t i = 0; i < p->old.count; i++) {
        struct item *item = p->old.at[i].value;
        if (map_get(&p->items, item->path) != NULL)
            continue;
        if (!gives_way(p, item->path) && (!all || (item->format & built) == 0)) {
            *LIST_ADD(&plan->files, p->arena) = item;
            continue;
        }
        out_fmt(&plan->journal, "drop %.*s\n", STR_ARG(item->path));
        plan->counts.removed++;
    }
}

static int write_journal(struct publish *p, struct plan *plan)
{
    struct str manifest = manifest_text(p->arena, plan->files.at, plan->files.count);
    if (!file_holds(path_join(p->arena, p->output, STR(MANIFEST)), manifest)) {
        out_c(&plan->journal, "put " MANIFEST "\n");
        int error = file_write(path_join(p->arena, p->stage, STR(MANIFEST)), manifest);
        if (error != 0)
            return error;
    }
    return journal_write(p->arena, p->output, p->stage, out_str(&plan->journal));
}

static void clear_stage(struct publish *p, int *error)
{
    int failed = folder_remove(p->stage);
    if (*error == 0)
        *error = failed;
    if (*error != 0 && p->made_output)
        rmdir(str_c(p->arena, p->output));
}

bool publish_commit(struct publish *p, unsigned built, bool all, struct publish_counts *counts,
                    struct diags *diags)
{
    struct plan plan = {.journal = out_new(p->arena)};
    plan_old(p, &plan, built, all); /* first: a folder may come where a file was */
    plan_new(p, &plan);
    *counts = plan.counts;
    int error = 0;
    if (!p->dry) {
        error = write_journal(p, &plan);
        bool begun = error == 0; /* a journal must find what is staged */
        if (begun)
            error = journal_finish(p->arena, p->output, p->stage);
        if (error == 0 || !begun)
            clear_stage(p, &error);
    }
    if (error != 0)
        report_write(diags, p->shown, STR_NONE, error);
    free_publish(p);
    return error == 0;
}

void publish_abandon(struct publish *p)
{
    if (p == NULL)
        return;
    if (!p->dry) {
        folder_remove(p->stage);
        if (p->made_output)
            rmdir(str_c(p->arena, p->output));
    }
    free_publish(p);
}

static int drop_all(struct arena *arena, struct str output, size_t *removed)
{
    struct map items = map_new(arena);
    int error = 0;
    manifest_read(arena, output, &items);
    for (size_t i = 0; error == 0 && i < items.count; i++) {
        bool there = path_exists(path_join(arena, output, items.at[i].key));
        error = output_drop(arena, output, items.at[i].key);
        *removed += there && error == 0;
    }
    if (error == 0 && unlink(str_c(arena, path_join(arena, output, STR(MANIFEST)))) != 0)
        error = errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    return error;
}

bool publish_clean(struct str output, struct str shown, size_t *removed, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct str stage = path_join(arena, output, STR(STAGE));
    *removed = 0;
    int error =
        journal_finish(arena, output, stage); /* else files that it puts would not be ours */
    if (error == 0)
        error = folder_remove(stage);
    if (error == 0)
        error = drop_all(arena, output, removed);
    rmdir(str_c(arena, output)); /* only where nothing else is in it */
    if (error != 0)
        report_write(diags, shown, STR_NONE, error);
    arena_free(arena);
    return error == 0;
}
