#include "filter/trace.h"

#include "base/clock.h"
#include "model/changes.h"

static struct node *copy_root(struct arena *arena, const struct node *root)
{
    return root != NULL ? node_copy(arena, root, false) : NULL;
}

struct trace trace_begin(const struct filter_runner *runner, const struct doc *doc)
{
    struct trace trace = {0};
    if (runner->trace == NULL)
        return trace;
    trace.arena = arena_new();
    trace.body = copy_root(trace.arena, doc->body);
    trace.abstract = copy_root(trace.arena, doc->abstract);
    for (size_t i = 0; i < doc->bios.count; i++)
        *LIST_ADD(&trace.bios, trace.arena) = copy_root(trace.arena, doc->bios.at[i]);
    trace.started_ns = clock_ns();
    return trace;
}

/* A tree that is nested too deeply is an error, and not looked at. */
static bool is_shallow(const struct node *root)
{
    int depth = 0;
    for (const struct node *at = root; at != NULL && depth <= NODE_DEPTH;) {
        if (at->first != NULL) {
            at = at->first;
            depth++;
            continue;
        }
        for (; at != root && at->next == NULL; depth--)
            at = at->parent;
        at = at != root ? at->next : NULL;
    }
    return depth <= NODE_DEPTH;
}

static void put_tree(struct out *out, const struct node *before, const struct node *after,
                     const char *name)
{
    if ((before != NULL || after != NULL) && is_shallow(after))
        node_changes(before, after, name, out);
}

static void put_head(struct out *out, struct str what, const struct filter *filter)
{
    out_fmt(out, "%.*s: filter \"%.*s\", %.*s\n", STR_ARG(what), STR_ARG(filter->order->name),
            STR_ARG(filter->source->path));
}

/* The time, and what else is not the same each time, has a line of its own. */
static void put_cost(const struct trace *trace, const struct filter_runner *runner, size_t i,
                     double took_ms)
{
    const struct state *s = runner->states[i];
    if (s != NULL) {
        out_fmt(runner->trace, "used: %llu of %llu units\n", (unsigned long long)state_units(s),
                (unsigned long long)s->unit_limit);
        out_fmt(runner->trace, "took: %.2f ms; held %zu of %zu bytes at its end\n", took_ms,
                state_bytes(s), s->byte_limit);
    }
    out_char(runner->trace, '\n');
    arena_free(trace->arena);
}

static void put_outcome(struct out *out, bool ok, bool changed)
{
    if (!ok)
        out_c(out, "stopped by an error\n");
    else if (!changed)
        out_c(out, "changed nothing\n");
}

void trace_end(struct trace *trace, const struct filter_runner *runner, size_t i,
               const struct doc *doc, bool ok)
{
    struct out *out = runner->trace;
    if (trace->arena == NULL)
        return;
    double took_ms = (double)(clock_ns() - trace->started_ns) / 1e6;
    put_head(out, doc->source->path, &runner->filters->items.at[i]);
    size_t start = out->len;
    if (ok) {
        put_tree(out, trace->abstract, doc->abstract, "abstract");
        for (size_t k = 0; k < doc->bios.count; k++)
            put_tree(out, trace->bios.at[k], doc->bios.at[k], "about the author");
        put_tree(out, trace->body, doc->body, "Pandoc");
    }
    put_outcome(out, ok, out->len != start);
    put_cost(trace, runner, i, took_ms);
}

void trace_site(struct trace *trace, const struct filter_runner *runner, size_t i,
                const struct made_docs *docs, size_t first, bool ok)
{
    struct out *out = runner->trace;
    if (trace->arena == NULL)
        return;
    double took_ms = (double)(clock_ns() - trace->started_ns) / 1e6;
    put_head(out, STR("the site"), &runner->filters->items.at[i]);
    for (size_t k = first; ok && k < docs->list.count; k++) {
        const struct doc *doc = docs->list.at[k];
        out_fmt(out, "made /%.*s/ \"%.*s\"\n", STR_ARG(doc->page->path),
                STR_ARG(doc->page->meta.title));
        put_tree(out, NULL, doc->body, "Pandoc");
    }
    put_outcome(out, ok, docs->list.count != first);
    put_cost(trace, runner, i, took_ms);
}

void filters_trace_skipped(const struct filters *filters, const char *why, struct out *to)
{
    for (size_t i = 0; i < filters->items.count; i++) {
        if (!filters->items.at[i].whole)
            continue;
        put_head(to, STR("the site"), &filters->items.at[i]);
        out_fmt(to, "not run: %s\n\n", why);
    }
}
