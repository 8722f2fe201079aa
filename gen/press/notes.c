#include "press/notes.h"

#include <string.h>

#include "press/earlier.h"
#include "press/git.h"
#include "press/notes_room.h"
#include "read/essay.h"

/* An essay is compared once with each earlier text that its notes ask for. */
struct comparison {
    struct str rev;
    struct rebase *rebase;
};

struct comparisons {
    struct notes_run *run;
    struct doc *doc;
    LIST(struct comparison) list;
};

static bool wants_earlier(const struct notes_run *run)
{
    return run->order->verb != NOTES_LIST;
}

/* The revision that a note names wins: it says which text its author had before him. */
static struct str rev_of(const struct notes_run *run, const struct note *note)
{
    return note->rev.len != 0 ? note->rev : run->order->since;
}

static void report_rev(struct notes_run *run, const struct note *note, enum git_answer answer)
{
    struct str rev = note != NULL ? note->rev : run->order->since;
    struct span span = note != NULL ? note->attr_span : SPAN_NONE;
    struct diag *diag;
    switch (answer) {
    case GIT_NO_PROGRAM:
        diag = diag_add(run->diags, DIAG_CANNOT_READ, span,
                        "git is not installed, which has the revision %.*s", STR_ARG(rev));
        diag_help(diag, "install git, or compare with the last good build: leave the revision out");
        return;
    case GIT_NO_PROJECT:
        diag = diag_add(run->diags, DIAG_BAD_VALUE, span,
                        "%.*s is a revision of git, and this project is not kept in git",
                        STR_ARG(rev));
        diag_help(diag, "leave the revision out to compare with the last good build");
        return;
    case GIT_NO_REVISION:
        diag = diag_add(run->diags, DIAG_BAD_VALUE, span, "git knows no revision \"%.*s\"",
                        STR_ARG(rev));
        diag_help(diag, "name a commit, branch or tag; `git log` lists them");
        return;
    case GIT_FOUND:
    case GIT_NO_FILE: return; /* an essay that is younger than the revision is no mistake */
    }
}

static bool check_rev(struct notes_run *run, struct arena *arena, const struct note *note)
{
    struct str rev = note != NULL ? note->rev : run->order->since;
    if (rev.len == 0)
        return true;
    enum git_answer answer = git_knows(arena, run->project->site.root, rev);
    report_rev(run, note, answer);
    return answer == GIT_FOUND;
}

static struct rebase *compare_with(struct comparisons *c, const struct note *note)
{
    struct doc *doc = c->doc;
    struct str rev = rev_of(c->run, note), text;
    struct doc *old = NULL;
    for (size_t i = 0; i < c->list.count; i++)
        if (str_eq(c->list.at[i].rev, rev))
            return c->list.at[i].rebase;
    bool known = note->rev.len == 0 || check_rev(c->run, doc->arena, note);
    if (wants_earlier(c->run) && known
        && earlier_text(c->run->project, doc->arena, doc->page->file, rev, &text))
        old = earlier_doc(c->run->project, doc, text, rev);
    struct rebase *rebase = rebase_new(doc->arena, doc, old);
    *LIST_ADD(&c->list, doc->arena) = (struct comparison){rev, rebase};
    return rebase;
}

/* ---- accepting ---- */

/*
 * One whole line is one answer, so that what is left of a long one does not answer the next
 * question. Whoever ends the input ends the questions, too.
 */
static bool is_yes(struct notes_run *run)
{
    int first = fgetc(stdin), last = first;
    while (last != '\n' && last != EOF)
        last = fgetc(stdin);
    run->silent = last == EOF;
    if (run->silent)
        fputc('\n', stderr);
    return !run->silent && (first == 'y' || first == 'Y');
}

/* What was edited may mean the contrary now, so that a person has to say yes. */
static bool is_accepted(struct notes_run *run, const struct told *told)
{
    const struct fate *fate = &told->fate;
    if (!run->order->write || fate->proposal.len == 0)
        return false;
    if (fate->verdict != VERDICT_EDITED || run->order->yes)
        return true;
    if (!run->order->ask || run->silent)
        return false;
    fflush(run->to);
    fprintf(stderr, "write this quotation of note \"%.*s\"? [y/N] ", STR_ARG(told->note->id));
    return is_yes(run);
}

/* ---- one essay ---- */

static void show(struct notes_run *run, struct doc *doc, struct told *told)
{
    switch (run->order->verb) {
    case NOTES_LIST: show_listed(run, doc, told); return;
    case NOTES_STATUS: show_fate(run, doc, told); return;
    case NOTES_REBASE: show_patch(run, doc, told); return;
    }
}

static void count(struct notes_run *run, const struct told *told)
{
    run->notes++;
    run->counts[told->fate.verdict]++;
    run->wanting += told->fate.needs_context;
}

static bool do_essay(struct notes_run *run, struct doc *doc)
{
    struct comparisons comparisons = {.run = run, .doc = doc};
    struct told_notes told = {.doc = doc};
    for (size_t i = 0; i < doc->notes.count; i++) {
        const struct note *note = &doc->notes.at[i];
        struct told one = {.note = note};
        one.fate = rebase_note(compare_with(&comparisons, note), note);
        *LIST_ADD(&told.list, doc->arena) = one;
    }
    if (run->order->verb == NOTES_REBASE)
        check_proposals(run, &told);
    for (size_t i = 0; i < told.list.count; i++) {
        show(run, doc, &told.list.at[i]);
        count(run, &told.list.at[i]);
        told.list.at[i].accepted = is_accepted(run, &told.list.at[i]);
    }
    return !run->order->write || write_proposals(run, &told);
}

/*
 * A site in which something else is wrong has notes all the same; what is wrong
 * with an essay or its notes is said, since those notes may not be among them.
 */
static bool do_essays(struct notes_run *run, const struct order *order)
{
    struct site *site = &run->project->site;
    bool ok = true, any = false;
    for (size_t i = 0; i < site->pages.count; i++) {
        struct page *page = site->pages.at[i];
        if (order->only.len != 0 && !str_eq(page->slug, order->only))
            continue;
        any = true;
        if (page->note_files.count == 0)
            continue;
        struct arena *arena = arena_new();
        struct doc *doc = read_essay(arena, site, page, run->diags);
        ok = doc != NULL && do_essay(run, doc) && ok;
        arena_free(arena);
    }
    if (!any)
        diag_add(run->diags, DIAG_BAD_VALUE, SPAN_NONE,
                 "`--only %.*s`: there is no essay of that slug", STR_ARG(order->only));
    return ok && any;
}

bool press_notes(const struct order *order, const struct notes_order *notes, FILE *to,
                 struct diags *diags)
{
    struct order all = *order;
    all.drafts = all.future = true; /* a draft's note has a place that can be lost, too */
    struct project *project = project_open(&all, diags);
    if (project == NULL)
        return false;
    struct notes_run run = {.order = notes, .project = project, .diags = diags, .to = to};
    bool ok = check_rev(&run, project->arena, NULL);
    if (ok) {
        ok = project_find(project, diags);
        show_head(&run);
        ok = do_essays(&run, order) && ok;
        show_foot(&run);
    }
    project_close(project);
    return ok;
}
