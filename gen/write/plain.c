#include "write/plain.h"

#include "write/plain_room.h"

/* More may come while they are written, from notes in notes. */
static void put_notes(struct plain *p, bool after)
{
    for (size_t i = 0; i < p->notes.count; i++) {
        if (after || i != 0)
            lines_end(&p->lines);
        lines_begin(&p->lines);
        out_fmt(p->lines.out, "[%zu] ", i + 1);
        plain_put_blocks(p, p->notes.at[i]);
        if (p->lines.begun)
            lines_end(&p->lines);
    }
}

void write_plain(const struct node *blocks, struct out *out)
{
    struct plain p = {.arena = out->arena, .lines = lines_new(out)};
    plain_put_blocks(&p, blocks);
    put_notes(&p, out->len != 0);
}
