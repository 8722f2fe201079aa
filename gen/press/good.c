/* Sources of the last good build, which later edits are compared with. */
#include <string.h>

#include "annotate/rebase.h"
#include "base/file.h"
#include "press/earlier.h"
#include "press/room.h"

static void note_text(struct worker *w, struct str file, struct str text)
{
    struct str path = earlier_path(w->press->project, w->keep, file);
    if (file_holds(path, text))
        return;
    struct good_text good = {path, str_keep(w->keep, text)};
    pthread_mutex_lock(&w->press->lock);
    *LIST_ADD(&w->press->good, w->press->project->arena) = good;
    pthread_mutex_unlock(&w->press->lock);
}

/* The notes, too: a reply quotes what it answers. */
void note_good_text(struct worker *w, const struct doc *doc)
{
    const struct source *last = NULL;
    note_text(w, doc->page->file, doc->source->text);
    for (size_t i = 0; i < doc->notes.count; i++) {
        const struct source *source = doc->notes.at[i].span.source;
        struct str shown = doc->site->shown_root;
        if (source != last)
            note_text(w, str_slice(source->path, shown.len, source->path.len), source->text);
        last = source;
    }
}

void keep_good_texts(struct press *press, struct diags *diags)
{
    for (size_t i = 0; i < press->good.count; i++) {
        int error = file_write(press->good.at[i].path, press->good.at[i].text);
        if (error == 0)
            continue;
        struct diag *diag = diag_add(diags, DIAG_CANNOT_WRITE, SPAN_NONE, "%.*s: %s",
                                     STR_ARG(press->good.at[i].path), strerror(error));
        diag_help(diag, "the site is published; only `gloss notes` misses the text it was made of");
    }
}

/* There are more such words than there were, and a build would count to others. */
static bool is_stale(const struct fate *fate)
{
    return fate->built && fate->occurrence != 0;
}

/* The words stand in new text, and a build would take that for the passage. */
static bool is_moved(const struct fate *fate)
{
    bool elsewhere = fate->verdict == VERDICT_MOVED || fate->verdict == VERDICT_AMBIGUOUS;
    return fate->built && fate->known && elsewhere;
}

static void report_stale(struct worker *w, const struct note *note, const struct fate *fate)
{
    struct diag *diag =
        diag_add(w->diags, DIAG_NOTE_MOVED, note->attr_span,
                 "`occurrence` of note \"%.*s\" now means another place", STR_ARG(note->id));
    diag_note(diag, "was", fate->place, "the passage stands here, as it did");
    diag_help(diag, "write {occurrence=%zu}, or quote more of the sentence in its stead",
              fate->occurrence);
}

static void report_moved(struct worker *w, const struct note *note, const struct fate *fate)
{
    bool on = fate->whole;
    struct diag *diag = diag_add(w->diags, DIAG_NOTE_MOVED, on ? note->attr_span : note->quote_span,
                                 on ? "what note \"%.*s\" is on has other words now"
                                    : "the passage of note \"%.*s\" now stands in new text only",
                                 STR_ARG(note->id));
    if (fate->text.len != 0)
        diag_note(diag, "now", fate->place, "\"%.*s\"", STR_ARG(fate->text));
    else if (fate->place.source != NULL)
        diag_note(diag, "now", fate->place, "it begins here");
    diag_help(diag,
              on ? "see whether `on` names what is meant: another may have its label now"
                 : "see whether the note still belongs there: `gloss notes rebase` shows "
                   "what became of its old place");
}

void check_moved(struct worker *w, struct doc *doc)
{
    struct str text;
    if (doc->notes.count == 0
        || !earlier_text(w->press->project, doc->arena, doc->page->file, STR_NONE, &text)
        || (str_eq(text, doc->source->text) && !earlier_has_replies(doc)))
        return;
    struct doc *old = earlier_doc(w->press->project, doc, text, STR_NONE);
    struct rebase *rebase = rebase_new(doc->arena, doc, old);
    for (size_t i = 0; i < doc->notes.count; i++) {
        struct fate fate = rebase_note(rebase, &doc->notes.at[i]);
        if (is_stale(&fate))
            report_stale(w, &doc->notes.at[i], &fate);
        else if (is_moved(&fate))
            report_moved(w, &doc->notes.at[i], &fate);
    }
}
