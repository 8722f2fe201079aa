/*
 * What anchoring costs: 200 notes in a chapter of 65 KB, all of them found; and 200 that misquote
 * it, each with the passages that are closest. Fails where the least of some runs is above its
 * gate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "annotate/annotate.h"
#include "base/out.h"
#include "read/config.h"
#include "read/markdown.h"
#include "read/notes.h"

enum { NOTES = 200, CHAPTER_BYTES = 65 * 1000, QUOTE_BYTES = 60, RUNS = 9 };

static const double found_gate_ms = 5, misquoted_gate_ms = 500;

struct chapter {
    struct arena *arena;
    struct site site;
    struct page page;
    struct str text, notes, misquoted;
};

static uint32_t roll(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % sides;
}

/* Two to four syllables: some thousand words, the short ones often. */
static void put_word(struct out *out, uint32_t *state)
{
    static const char *const syllables[] = {"ta", "re", "mo", "lin", "ka", "ser",
                                            "vo", "nd", "el", "is",  "ua", "the"};
    for (uint32_t i = 0, count = 2 + roll(state, 2) + roll(state, 2); i < count; i++)
        out_c(out, syllables[roll(state, sizeof syllables / sizeof syllables[0])]);
}

static void put_sentence(struct out *out, uint32_t *state)
{
    for (uint32_t i = 0, count = 6 + roll(state, 14); i < count; i++) {
        const char *dress = roll(state, 12) == 0 ? "*" : "";
        out_c(out, dress);
        put_word(out, state);
        out_c(out, dress);
        out_c(out, i + 1 < count ? " " : ".");
    }
}

static struct str chapter_text(struct arena *arena)
{
    struct out out = out_new(arena);
    uint32_t state = 7;
    while (out.len < CHAPTER_BYTES) {
        put_sentence(&out, &state);
        out_c(&out, roll(&state, 6) == 0 ? "\n\n" : "\n");
    }
    return out_str(&out);
}

/* The words from about byte `at` on, without the markup, some letters of them wrong. */
static void put_quotation(struct out *out, struct str text, size_t at, bool wrong)
{
    while (at > 0 && text.at[at - 1] != ' ' && text.at[at - 1] != '\n')
        at--;
    size_t end = at + QUOTE_BYTES < text.len ? at + QUOTE_BYTES : text.len;
    while (end > at && text.at[end] != ' ' && text.at[end] != '\n')
        end--;
    for (size_t i = at; i < end; i++) {
        if (text.at[i] == '*')
            continue;
        bool letter = text.at[i] >= 'a' && text.at[i] <= 'z';
        char shown = text.at[i] == '\n' ? ' ' : text.at[i];
        out_char(out, wrong && letter && (i - at) % 9 == 4 ? 'x' : shown);
    }
}

static struct str notes_text(struct arena *arena, struct str text, bool wrong)
{
    struct out out = out_new(arena);
    for (size_t i = 0; i < NOTES; i++) {
        out_fmt(&out, "## n%zu\n\n> ", i);
        put_quotation(&out, text, 40 + i * (text.len - 200) / NOTES, wrong);
        out_c(&out, "\n\nA note.\n\n");
    }
    return out_str(&out);
}

static void make_chapter(struct chapter *chapter)
{
    struct arena *arena = chapter->arena = arena_new();
    chapter->site = (struct site){.arena = arena, .today = STR("2024-05-02")};
    chapter->page = (struct page){.slug = STR("chapter")};
    config_defaults(arena, &chapter->site.config);
    if (chapter->site.config.layers.count == 0)
        *LIST_ADD(&chapter->site.config.layers, arena) = (struct layer){.name = STR("note")};
    chapter->text = chapter_text(arena);
    chapter->notes = notes_text(arena, chapter->text, false);
    chapter->misquoted = notes_text(arena, chapter->text, true);
}

static struct source *source_of(struct arena *arena, const char *path, struct str text)
{
    struct source *source = ARENA_NEW(arena, struct source);
    *source = (struct source){.path = str_from(path), .text = text};
    return source;
}

static struct doc *read_chapter(struct arena *arena, struct chapter *chapter, struct str notes,
                                struct diags *diags)
{
    struct doc *doc = ARENA_NEW(arena, struct doc);
    doc->arena = arena;
    doc->site = &chapter->site;
    doc->page = &chapter->page;
    doc->language = STR("en");
    doc->source = source_of(arena, "chapter.md", chapter->text);
    doc->body = read_markdown(arena, &chapter->site.config, chapter->text,
                              span_of(doc->source, 0, chapter->text.len), doc->language, diags);
    read_notes(doc, source_of(arena, "notes.md", notes), diags);
    return doc;
}

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* One run, in milliseconds of CPU; below zero if the notes were not found as they should be. */
static double run_once(struct chapter *chapter, struct str notes, size_t lost)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct doc *doc = read_chapter(arena, chapter, notes, diags);
    double start = now_ms();
    bool found = annotate_doc(doc, diags);
    double took = now_ms() - start;
    if (doc->notes.count != NOTES || found != (lost == 0)
        || diags_count(diags, SEVERITY_ERROR) != lost)
        took = -1;
    diags_free(diags);
    arena_free(arena);
    return took;
}

static bool measure(struct chapter *chapter, const char *what, struct str notes, size_t lost,
                    double gate)
{
    double least = gate * 1e3;
    for (int i = 0; i < RUNS; i++) {
        double took = run_once(chapter, notes, lost);
        if (took < 0) {
            printf("%-28s not all %s\n", what, lost == 0 ? "are found" : "are missed");
            return false;
        }
        least = took < least ? took : least;
    }
    printf("%-28s %8.2f ms   (at most %.0f)%s\n", what, least, gate,
           least < gate ? "" : "  TOO SLOW");
    return least < gate;
}

int main(void)
{
    struct chapter chapter;
    read_init();
    make_chapter(&chapter);
    printf("a chapter of %zu KB\n", chapter.text.len / 1000);
    bool found = measure(&chapter, "200 notes found", chapter.notes, 0, found_gate_ms);
    bool missed =
        measure(&chapter, "200 misquotations", chapter.misquoted, NOTES, misquoted_gate_ms);
    arena_free(chapter.arena);
    return found && missed ? EXIT_SUCCESS : EXIT_FAILURE;
}
