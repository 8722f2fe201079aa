/* Rewriting quotations: everything else of a notes file stays byte for byte as it was. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"
#include "press/notes_room.h"
#include "read/notes.h"
#include "read/source.h"

/* Whether a proposal for this file is to be put in; `all` takes those not yet accepted, too. */
static bool is_put(const struct told *told, const struct source *source, bool all)
{
    return told->note->quote_span.source == source && told->fate.proposal.len != 0
        && (all || told->accepted);
}

/* The file with its proposals; notes of a file stand in its order. `*count` says how many. */
static struct str rewritten(const struct told_notes *told, const struct source *source, bool all,
                            size_t *count)
{
    struct out out = out_new(told->doc->arena);
    size_t at = 0;
    *count = 0;
    for (size_t i = 0; i < told->list.count; i++) {
        const struct told *one = &told->list.at[i];
        if (!is_put(one, source, all))
            continue;
        out_raw(&out, str_slice(source->text, at, one->note->quote_span.start));
        out_raw(&out, one->fate.proposal);
        at = one->note->quote_span.end;
        ++*count;
    }
    out_raw(&out, str_slice(source->text, at, source->text.len));
    return out_str(&out);
}

/* ---- is it what was meant? ---- */

/* The essay with its notes, those of the rewritten file read from `text`. */
static struct doc *read_again(const struct told_notes *told, const struct source *source,
                              struct str text)
{
    struct arena *arena = told->doc->arena;
    struct doc *doc = ARENA_NEW(arena, struct doc);
    struct diags *unsaid = diags_new();
    const struct source *last = NULL;
    *doc = *told->doc;
    memset(&doc->notes, 0, sizeof doc->notes);
    for (size_t i = 0; i < told->list.count; i++) {
        const struct source *file = told->list.at[i].note->span.source, *again = file;
        if (file == NULL || file == last)
            continue;
        if (file == source)
            again = source_of(arena, source->path, text, SIZE_MAX, unsaid);
        if (again != NULL)
            read_notes(doc, again, unsaid);
        last = file;
    }
    diags_free(unsaid);
    return doc;
}

/* What a reply quotes may stand in the rewritten file, and then further up or down than before. */
static bool is_same_place(const struct span *a, const struct span *b)
{
    if (a->source == NULL || b->source == NULL)
        return false;
    if (a->source == b->source)
        return a->start == b->start && a->end == b->end;
    return str_eq(a->source->path, b->source->path) && str_eq(span_text(*a), span_text(*b));
}

static bool is_same(const struct fate *a, const struct fate *b)
{
    return a->built && is_same_place(&a->place, &b->place) && str_eq(a->text, b->text)
        && str_eq(a->before, b->before);
}

/* Forget the proposals for this file that do not lead back; false where there were any. */
static bool check_file(struct told_notes *told, const struct source *source)
{
    size_t count;
    bool good = true;
    struct doc *again = read_again(told, source, rewritten(told, source, true, &count));
    struct rebase *rebase = rebase_new(told->doc->arena, again, NULL);
    for (size_t i = 0; i < told->list.count; i++) {
        struct told *one = &told->list.at[i];
        if (!is_put(one, source, true))
            continue;
        const struct note *note = doc_note(again, one->note->id);
        struct fate fate = {0};
        if (note != NULL)
            fate = rebase_note(rebase, note);
        if (is_same(&fate, &one->fate))
            continue;
        one->fate.proposal = STR_NONE;
        good = false;
    }
    return good;
}

/* A quotation that is read wrongly may have taken others with it, so all are looked at again. */
static void check_source(struct told_notes *told, const struct source *source)
{
    for (int looks = 0; looks < 2; looks++)
        if (check_file(told, source))
            return;
    for (size_t i = 0; i < told->list.count; i++)
        if (is_put(&told->list.at[i], source, true))
            told->list.at[i].fate.proposal = STR_NONE;
}

/* Whether the note is the first one of its file that has a proposal. */
static bool is_first(const struct told_notes *told, size_t index, bool all)
{
    const struct source *source = told->list.at[index].note->quote_span.source;
    for (size_t i = 0; i < index; i++)
        if (is_put(&told->list.at[i], source, all))
            return false;
    return is_put(&told->list.at[index], source, all);
}

void check_proposals(struct notes_run *run, struct told_notes *told)
{
    (void)run;
    for (size_t i = 0; i < told->list.count; i++)
        if (is_first(told, i, true))
            check_source(told, told->list.at[i].note->quote_span.source);
}

/* ---- writing ---- */

static struct str file_of(const struct notes_run *run, struct arena *arena,
                          const struct source *source)
{
    struct str shown = run->project->site.shown_root;
    return project_path(run->project, arena, str_slice(source->path, shown.len, source->path.len));
}

/* Beside the file, then in its place, so that no one ever sees half of it. */
static int replace(struct arena *arena, struct str path, struct str text)
{
    struct str beside = str_join(arena, path, STR(".gloss-new"));
    const char *from = str_c(arena, beside), *to = str_c(arena, path);
    struct stat is;
    int error = stat(to, &is) == 0 ? file_write(beside, text) : errno;
    if (error == 0 && (chmod(from, is.st_mode & 07777) != 0 || rename(from, to) != 0))
        error = errno;
    if (error != 0)
        unlink(from);
    return error;
}

static bool write_file(struct notes_run *run, struct told_notes *told, const struct source *source)
{
    size_t count;
    struct arena *arena = told->doc->arena;
    struct str path = file_of(run, arena, source), text = rewritten(told, source, false, &count);
    if (!file_holds(path, source->text)) {
        struct diag *diag = diag_add(run->diags, DIAG_CANNOT_WRITE, span_start(source),
                                     "the file was changed while it was looked at");
        diag_help(diag, "nothing was written into it: run `gloss notes rebase` again");
        return false;
    }
    int error = replace(arena, path, text);
    run->written += error == 0 ? count : 0;
    if (error != 0) {
        struct diag *diag = diag_add(run->diags, DIAG_CANNOT_WRITE, span_start(source),
                                     "the quotations cannot be written: %s", strerror(error));
        diag_help(diag, "the file is as it was; see to its rights and the room on the disk");
    }
    return error == 0;
}

bool write_proposals(struct notes_run *run, struct told_notes *told)
{
    bool ok = true;
    for (size_t i = 0; i < told->list.count; i++)
        if (is_first(told, i, false))
            ok = write_file(run, told, told->list.at[i].note->quote_span.source) && ok;
    return ok;
}
