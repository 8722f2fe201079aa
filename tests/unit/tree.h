/*
 * What the unit tests share: cmocka with what it needs
 * before it, and short ways to make a tree by hand.
 */
#ifndef GLOSS_TESTS_TREE_H
#define GLOSS_TESTS_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "model/node.h"

/* `s` must read `wanted`; a failure shows both. */
#define assert_str(s, wanted)                                                                      \
    do {                                                                                           \
        struct str assert_str_got = (s);                                                           \
        char *assert_str_c =                                                                       \
            strndup(assert_str_got.len != 0 ? assert_str_got.at : "", assert_str_got.len);         \
        assert_string_equal(assert_str_c, wanted);                                                 \
        free(assert_str_c);                                                                        \
    } while (0)

/* All that `diags` would print, in `arena`. */
static inline struct str printed(struct arena *arena, struct diags *diags, struct diags_style style)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    diags_print(diags, to, style);
    fclose(to);
    struct str kept = str_keep(arena, (struct str){text, size});
    free(text);
    return kept;
}

/* One line a diagnostic, as `--message-format short` shows it. */
static inline struct str said(struct arena *arena, struct diags *diags)
{
    return printed(arena, diags, (struct diags_style){.format = MESSAGE_SHORT, .notices = true});
}

static inline struct node *add_node(struct arena *arena, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(arena, kind, SPAN_NONE);
    node_append(parent, node);
    return node;
}

/* The words of `text` as Str and Space. */
static inline void add_words(struct arena *arena, struct node *parent, const char *text)
{
    struct str rest = str_from(text), part;
    for (bool first = true; str_split(&rest, ' ', &part); first = false) {
        if (!first)
            add_node(arena, parent, NODE_SPACE);
        if (part.len != 0)
            node_append(parent, node_text_new(arena, NODE_STR, part, SPAN_NONE));
    }
}

static inline struct node *add_para(struct arena *arena, struct node *parent, const char *text)
{
    struct node *para = add_node(arena, parent, NODE_PARA);
    add_words(arena, para, text);
    return para;
}

static inline struct node *add_header(struct arena *arena, struct node *parent, int level,
                                      const char *text)
{
    struct node *header = add_node(arena, parent, NODE_HEADER);
    header->level = level;
    add_words(arena, header, text);
    return header;
}

static inline struct node *add_link(struct arena *arena, struct node *parent, const char *target,
                                    const char *text)
{
    struct node *link = add_node(arena, parent, NODE_LINK);
    link->target = str_from(target);
    add_words(arena, link, text);
    return link;
}

/* A footnote with the author's label ("" for a filter's) and one paragraph. */
static inline struct node *add_footnote(struct arena *arena, struct node *parent, const char *label,
                                        const char *text)
{
    struct node *note = add_node(arena, parent, NODE_NOTE);
    note->label = str_from(label);
    add_para(arena, note, text);
    return note;
}

#endif
