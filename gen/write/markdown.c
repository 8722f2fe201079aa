#include "write/markdown.h"

#include <stdint.h>

#include "base/utf8.h"
#include "model/slug.h"
#include "write/markdown_room.h"

void markdown_simplify(struct markdown *m, const struct node *node, const char *what)
{
    for (size_t i = 0; i < m->said.count; i++)
        if (m->said.at[i] == what)
            return;
    *LIST_ADD(&m->said, m->arena) = what;
    diag_add(m->diags, DIAG_FORMAT_SIMPLIFIED, node->span, "in Markdown, %s", what);
}

/* ---- footnotes ---- */

/* The labels that footnotes keep; of two that differ in capitals at most, the first does. */
static void find_labels(struct markdown *m, struct node *root)
{
    for (struct node *node = root; node != NULL; node = node_next(root, node))
        if (node->kind == NODE_NOTE && slug_is_label(node->label))
            map_add(&m->labels, utf8_lower(m->arena, node->label), node);
}

/* The texts in the order of their marks; more may come while they are written. */
static void put_notes(struct markdown *m, bool after)
{
    for (size_t i = 0; i < m->notes.count; i++) {
        struct markdown_note note = m->notes.at[i];
        struct str mark = str_fmt(m->arena, "[^%.*s]: ", STR_ARG(note.label));
        if (after || i != 0)
            lines_end(&m->lines);
        markdown_put_within(m, note.note, mark, STR("    "));
    }
}

/* ---- the door ---- */

void write_markdown(const struct node *blocks, struct out *out, struct diags *diags)
{
    struct markdown m = {.arena = out->arena, .out = out, .lines = lines_new(out), .diags = diags};
    struct node *root = node_copy(m.arena, blocks, false);
    m.closed = SIZE_MAX;
    m.labels = map_new(m.arena);
    m.referred = map_new(m.arena);
    find_labels(&m, root);
    markdown_fit(&m, root);
    markdown_put_blocks(&m, root);
    put_notes(&m, root->first != NULL);
}
