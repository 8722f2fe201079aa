/* Headings open sections: the tree of a document gets the nesting that its writers show. */
#include "resolve/room.h"

enum { DEEPEST = 5, TITLE_LEVEL = 1 };

/* The sections that are open, with the level that the author gave their headings. */
struct open_sections {
    struct node *div[DEEPEST];
    int level[DEEPEST];
    int depth;
};

static void check_skip(struct resolver *r, const struct open_sections *open, struct node *header)
{
    if (r->doc->site->alone)
        return;
    int above = open->depth > 0 ? open->level[open->depth - 1] : TITLE_LEVEL;
    if (header->level <= above + 1)
        return;
    struct diag *diag = diag_add(r->diags, DIAG_HEADING_SKIPS, header->span,
                                 "a heading of level %d follows %s of level %d", header->level,
                                 open->depth > 0 ? "one" : "the title,", above);
    diag_help(diag, "write it with %d `#`; it is shown as level %d", above + 1, above + 1);
}

/*
 * Sections nest by how their levels compare: the page's title is its only level-1 heading, so that
 * `#` in a body is shown as level 2, and `##` below it as level 3.
 */
static void open_section(struct resolver *r, struct open_sections *open, struct node *header)
{
    bool sibling = false; /* what is wrong with a level is said of the first heading that has it */
    while (open->depth > 0 && open->level[open->depth - 1] >= header->level)
        sibling = open->level[--open->depth] == header->level;
    if (!sibling)
        check_skip(r, open, header);
    if (open->depth == DEEPEST)
        open->depth--;
    struct node *section = node_new(r->arena, NODE_DIV, header->span);
    node_add_class(r->arena, section, STR("section"));
    node_insert_before(header, section);
    node_remove(header);
    node_append(section, header);
    if (open->depth > 0) {
        node_remove(section);
        node_append(open->div[open->depth - 1], section);
    }
    open->div[open->depth] = section;
    open->level[open->depth] = header->level;
    open->depth++;
    header->level = open->depth + TITLE_LEVEL;
}

void make_sections(struct resolver *r)
{
    struct open_sections open = {.depth = 0};
    for (struct node *node = r->doc->body->first, *next; node != NULL; node = next) {
        next = node->next;
        if (node->kind == NODE_HEADER) {
            open_section(r, &open, node);
        } else if (open.depth > 0) {
            node_remove(node);
            node_append(open.div[open.depth - 1], node);
        }
    }
}
