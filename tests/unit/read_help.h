/*
 * What the tests of read/ share: a text becomes its tree in one line, or the diagnostics about it.
 */
#ifndef GLOSS_UNIT_READ_HELP_H
#define GLOSS_UNIT_READ_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/out.h"
#include "read/config.h"
#include "read/markdown.h"

/* All that was said, in short form: file:line:column: level[name]: message. Helps are left out. */
static inline struct str said_of(struct arena *arena, struct diags *diags)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    diags_print(diags, to, (struct diags_style){.format = MESSAGE_SHORT, .notices = true});
    fclose(to);
    struct str said = str_keep(arena, (struct str){text, len});
    free(text);
    return said;
}

static inline void show_attr(const struct attr *attr, struct out *out)
{
    if (attr == NULL)
        return;
    if (attr->id.len != 0)
        out_fmt(out, "#%.*s", STR_ARG(attr->id));
    for (size_t i = 0; i < attr->classes.count; i++)
        out_fmt(out, ".%.*s", STR_ARG(attr->classes.at[i]));
    for (size_t i = 0; i < attr->pairs.count; i++)
        out_fmt(out, ";%.*s=%.*s", STR_ARG(attr->pairs.at[i].key),
                STR_ARG(attr->pairs.at[i].value));
}

static inline void show_node(const struct node *node, struct out *out)
{
    if (node->kind == NODE_STR) {
        out_raw(out, node->text);
        return;
    }
    if (node->kind == NODE_SPACE || node->kind == NODE_SOFT_BREAK) {
        out_char(out, node->kind == NODE_SPACE ? ' ' : '/');
        return;
    }
    out_c(out, node_fact(node->kind)->name);
    show_attr(node->attr, out);
    if (node->kind == NODE_HEADER)
        out_fmt(out, "%d", node->level);
    if (node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK || node->kind == NODE_RAW_INLINE
        || node->kind == NODE_RAW_BLOCK || node->kind == NODE_LINK || node->kind == NODE_IMAGE
        || node->kind == NODE_NOTE)
        out_fmt(out, "<%.*s>", STR_ARG(node->text));
    if ((node->kind == NODE_LINK || node->kind == NODE_IMAGE) && node->title.len != 0)
        out_fmt(out, "~%.*s~", STR_ARG(node->title));
    if (node->kind == NODE_ORDERED_LIST)
        out_fmt(out, "%d", node->list.start);
    out_char(out, '[');
    for (const struct node *child = node->first; child != NULL; child = child->next)
        show_node(child, out);
    out_char(out, ']');
}

struct reading {
    struct arena *arena;
    struct config config;
    struct diags *diags;
    struct source *source;
    struct node *root;
};

static inline struct reading reading_new(void)
{
    struct reading reading = {.arena = arena_new(), .diags = diags_new()};
    config_defaults(reading.arena, &reading.config);
    return reading;
}

static inline void reading_free(struct reading *reading)
{
    diags_free(reading->diags);
    arena_free(reading->arena);
}

static inline struct source *make_source(struct arena *arena, const char *path, struct str text)
{
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = str_from(path), .text = text};
    return source;
}

static inline void read_str(struct reading *reading, struct str text, const char *language)
{
    reading->source = make_source(reading->arena, "x.md", text);
    reading->root =
        read_markdown(reading->arena, &reading->config, text, span_of(reading->source, 0, text.len),
                      str_from(language), reading->diags);
}

/* The blocks of `text` without the root around them. */
static inline struct str tree_of(struct reading *reading, const char *text, const char *language)
{
    struct out out = out_new(reading->arena);
    read_str(reading, str_from(text), language);
    for (const struct node *node = reading->root->first; node != NULL; node = node->next)
        show_node(node, &out);
    return out_str(&out);
}

static inline void assert_text(struct str got, const char *wanted)
{
    if (!str_is(got, wanted))
        fail_msg("\n     got: %.*s\n  wanted: %s", STR_ARG(got), wanted);
}

/* A text, what becomes of it, and all that is said about it. */
struct sample {
    const char *text, *tree, *said;
};

static inline void check_sample(struct sample sample, const char *language, bool raw)
{
    struct reading reading = reading_new();
    reading.config.raw_html = raw;
    struct str tree = tree_of(&reading, sample.text, language);
    assert_text(tree, sample.tree);
    assert_text(said_of(reading.arena, reading.diags), sample.said != NULL ? sample.said : "");
    reading_free(&reading);
}

#define CHECK_SAMPLES(samples, language, raw)                                                      \
    for (size_t sample_number = 0; sample_number < sizeof(samples) / sizeof(samples)[0];           \
         sample_number++)                                                                          \
    check_sample((samples)[sample_number], language, raw)

#endif
