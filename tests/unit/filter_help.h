/*
 * What the tests of filters share: a small essay from a compact notation, a filter from a string,
 * and the tree that comes out as one line.
 *
 * Paragraphs are parted by empty lines. "## " opens a heading, "> " a quotation. *emphasis*,
 * `code`, {passage of note n1}, <link>, and ^ for the mark of note n1, whose text is "a note on
 * radar".
 */
#ifndef GLOSS_TESTS_UNIT_FILTER_HELP_H
#define GLOSS_TESTS_UNIT_FILTER_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/out.h"
#include "filter/filter.h"
#include "model/doc.h"
#include "model/site.h"
#include "model/terms.h"

struct fixture {
    char root[256];
    struct arena *arena;
    struct diags *diags;
    struct site site;
    struct page page;
    struct doc doc;
    struct source source;
    struct filter_order order;
    char messages[8192];
};

static inline struct span fixture_span(struct fixture *f, const char *from, const char *to)
{
    const char *text = f->source.text.at;
    return span_of(&f->source, (size_t)(from - text), (size_t)(to - text));
}

static inline void fixture_note_mark(struct fixture *f, struct node *parent, const char *at)
{
    struct span span = fixture_span(f, at, at + 1);
    struct node *mark = node_new(f->arena, NODE_SPAN, span);
    struct node *note = node_new(f->arena, NODE_NOTE, span);
    struct node *para = node_new(f->arena, NODE_PARA, span);
    static const char *const words[] = {"a", "note", "on", "radar"};
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            node_append(para, node_new(f->arena, NODE_SPACE, span));
        node_append(para, node_text_new(f->arena, NODE_STR, str_from(words[i]), span));
    }
    node_set_id(f->arena, mark, STR("ref-n1"));
    node_add_class(f->arena, mark, STR("note"));
    node_set_attr(f->arena, mark, STR("note"), STR("n1"));
    node_append(note, para);
    node_append(mark, note);
    node_append(parent, mark);
}

static inline struct node *fixture_open(struct fixture *f, struct node *parent, char c)
{
    enum node_kind kind = c == '*' ? NODE_EMPH : c == '{' ? NODE_SPAN : NODE_LINK;
    struct node *node = node_new(f->arena, kind, SPAN_NONE);
    if (kind == NODE_SPAN) {
        node_add_class(f->arena, node, STR("passage"));
        node_set_attr(f->arena, node, STR("note"), STR("n1"));
    }
    if (kind == NODE_LINK)
        node->target = STR("https://example.org/");
    node_append(parent, node);
    return node;
}

static inline void fixture_inlines(struct fixture *f, struct node *parent, const char *at,
                                   const char *end)
{
    static const char special[] = " *{}<>^`";
    while (at < end) {
        const char *start = at++;
        struct span span = fixture_span(f, start, at);
        if (*start == ' ') {
            node_append(parent, node_new(f->arena, NODE_SPACE, span));
        } else if (*start == '^') {
            fixture_note_mark(f, parent, start);
        } else if (*start == '`') {
            while (*at != '`')
                at++;
            node_append(parent,
                        node_text_new(f->arena, NODE_CODE, str_range(start + 1, at),
                                      fixture_span(f, start, at)));
            at++;
        } else if (*start == '}' || *start == '>' || (*start == '*' && parent->kind == NODE_EMPH)) {
            parent->span = span_union(parent->first->span, parent->last->span);
            parent = parent->parent;
        } else if (*start == '*' || *start == '{' || *start == '<') {
            parent = fixture_open(f, parent, *start);
        } else {
            while (at < end && strchr(special, *at) == NULL)
                at++;
            node_append(parent,
                        node_text_new(f->arena, NODE_STR, str_range(start, at),
                                      fixture_span(f, start, at)));
        }
    }
}

static inline void fixture_block(struct fixture *f, const char *at, const char *end)
{
    struct node *parent = f->doc.body;
    struct node *block = node_new(f->arena, NODE_PARA, fixture_span(f, at, end));
    if (at[0] == '>') {
        struct node *quote = node_new(f->arena, NODE_BLOCK_QUOTE, block->span);
        node_append(parent, quote);
        parent = quote;
        at += 2;
    } else if (at[0] == '#') {
        block->kind = NODE_HEADER;
        while (*at == '#') {
            block->level++;
            at++;
        }
        at++;
    }
    node_append(parent, block);
    fixture_inlines(f, block, at, end);
}

static inline void fixture_essay(struct fixture *f, const char *text)
{
    f->source = (struct source){.path = STR("essay.md"), .text = str_from(text)};
    f->doc.body = node_new(f->arena, NODE_BLOCKS, span_of(&f->source, 0, strlen(text)));
    for (const char *at = text; *at != '\0';) {
        const char *end = strstr(at, "\n\n");
        end = end != NULL ? end : at + strlen(at);
        fixture_block(f, at, end);
        at = end + (*end != '\0' ? 2 : 0);
    }
}

static inline void fixture_start(struct fixture *f, const char *text)
{
    const char *base = getenv("TMPDIR");
    *f = (struct fixture){0};
    snprintf(f->root, sizeof f->root, "%s/gloss-filter-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(f->root));
    f->arena = arena_new();
    f->diags = diags_new();
    f->site.arena = f->arena;
    f->site.root = str_from(f->root);
    *LIST_ADD(&f->site.data_folders, f->arena) = f->site.root;
    f->site.today = STR("2024-05-02");
    f->site.config.has_filters = true;
    f->site.config.limits.filter_units = 100000000;
    f->site.config.limits.filter_bytes = 64u << 20;
    f->site.config.limits.source_bytes = 16u << 20;
    f->site.entries_by_id = map_new(f->arena);
    f->page.meta.title = STR("An essay");
    f->page.slug = STR("essay");
    f->doc = (struct doc){.arena = f->arena,
                          .keep = f->arena,
                          .site = &f->site,
                          .page = &f->page,
                          .source = &f->source,
                          .language = STR("en")};
    fixture_essay(f, text);
    struct note *note = LIST_ADD(&f->doc.notes, f->arena);
    *note = (struct note){.id = STR("n1"), .span = span_start(&f->source)};
    f->order = (struct filter_order){.name = STR("t")};
}

static inline struct entry *fixture_entry(struct fixture *f, const char *id, const char *term)
{
    struct entry *entry = ARENA_NEW(f->arena, struct entry);
    *entry = (struct entry){.id = str_from(id), .term = str_from(term), .autolink = true};
    *LIST_ADD(&f->site.entries, f->arena) = entry;
    map_add(&f->site.entries_by_id, entry->id, entry);
    return entry;
}

static inline void fixture_end(struct fixture *f)
{
    folder_remove(str_from(f->root));
    diags_free(f->diags);
    arena_free(f->arena);
}

/* Run `code` as the only filter; what was said is in f->messages. */
static inline bool fixture_run(struct fixture *f, const char *code)
{
    struct str path = str_fmt(f->arena, "%s/filters/t.lua", f->root);
    assert_int_equal(folder_make(path_folder(path)), 0);
    assert_int_equal(file_write(path, str_from(code)), 0);
    if (f->site.entries.count != 0)
        f->site.terms = terms_new(&f->site, f->diags);
    f->site.config.filters.count = 0;
    *LIST_ADD(&f->site.config.filters, f->arena) = f->order;
    struct filters *filters = filters_load(&f->site, f->diags);
    bool ok = filters != NULL;
    if (ok) {
        struct filter_runner *runner = filter_runner_new(filters);
        ok = filter_doc(runner, &f->doc, f->diags);
        filter_runner_free(runner);
    }
    FILE *file = fmemopen(f->messages, sizeof f->messages, "w");
    diags_print(f->diags, file, (struct diags_style){.format = MESSAGE_HUMAN});
    fclose(file);
    return ok;
}

static inline void fixture_show(const struct node *node, struct out *out)
{
    bool text = node->kind == NODE_STR;
    if (text) {
        out_raw(out, node->text);
        return;
    }
    if (node->kind == NODE_SPACE) {
        out_char(out, ' ');
        return;
    }
    out_c(out, node_fact(node->kind)->name);
    for (size_t i = 0; node->attr != NULL && i < node->attr->classes.count; i++)
        out_fmt(out, ".%.*s", STR_ARG(node->attr->classes.at[i]));
    if (node->kind == NODE_LINK)
        out_fmt(out, "=%.*s", STR_ARG(node->target));
    if (node->kind == NODE_CODE)
        out_fmt(out, "=%.*s", STR_ARG(node->text));
    if (node->first == NULL)
        return;
    out_char(out, '(');
    for (const struct node *child = node->first; child != NULL; child = child->next)
        fixture_show(child, out);
    out_char(out, ')');
}

/* The blocks of the body, each on a line. */
static inline void expect_tree(struct fixture *f, const char *wanted)
{
    struct out out = out_new(f->arena);
    for (const struct node *block = f->doc.body->first; block != NULL; block = block->next) {
        assert_ptr_equal(block->parent, f->doc.body);
        out_c(&out, out.len != 0 ? "\n" : "");
        fixture_show(block, &out);
    }
    assert_string_equal(str_c(f->arena, out_str(&out)), wanted);
}

/* An essay, a filter, the tree that must come out. */
static inline void expect_filtered(const char *essay, const char *code, const char *wanted)
{
    struct fixture f;
    fixture_start(&f, essay);
    bool ok = fixture_run(&f, code);
    if (!ok)
        print_message("%s", f.messages);
    assert_true(ok);
    expect_tree(&f, wanted);
    fixture_end(&f);
}

/* An essay and a filter that must fail with a message that holds all of the three texts. */
static inline void expect_failed(const char *essay, const char *code, const char *first,
                                 const char *second, const char *third)
{
    struct fixture f;
    fixture_start(&f, essay);
    assert_false(fixture_run(&f, code));
    const char *wanted[] = {first, second, third};
    for (size_t i = 0; i < 3; i++) {
        if (strstr(f.messages, wanted[i]) == NULL)
            print_message("wanted \"%s\" in:\n%s", wanted[i], f.messages);
        assert_non_null(strstr(f.messages, wanted[i]));
    }
    fixture_end(&f);
}

#endif
