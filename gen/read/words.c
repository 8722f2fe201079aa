/* Text: a literal of the parser becomes words and spaces, each with its own place. */
#include "base/out.h"
#include "base/utf8.h"
#include "read/reader.h"

/* The word that is being gathered: bytes of the literal and of the text. */
struct word {
    size_t start, end;
    size_t source_start, source_end;
};

struct words {
    struct reader *reader;
    struct cursor *cursor;
    struct node *to;
    struct str literal;
    bool smart;
    bool lost; /* the rest of the literal is not to be found: it has its block's place */
    struct word word;
    struct span place; /* of all of it, where the text has no places of its own */
};

static struct span words_span(const struct words *words, size_t start, size_t end)
{
    if (words->cursor == NULL)
        return words->place;
    return words->lost ? reader_span(words->reader, words->cursor->start, words->cursor->end)
                       : reader_span(words->reader, start, end);
}

static struct node *put_piece(struct words *words, const struct word *word, enum piece piece)
{
    struct node *node = node_text_new(words->reader->arena, NODE_STR,
                                      str_slice(words->literal, word->start, word->end),
                                      words_span(words, word->source_start, word->source_end));
    node->level = (int)piece;
    node_append(words->to, node);
    return node;
}

static void flush_word(struct words *words)
{
    if (words->word.end > words->word.start)
        put_piece(words, &words->word, PIECE_WORD);
    words->word = (struct word){0};
}

static void put_space(struct words *words, struct span span)
{
    flush_word(words);
    struct node *last = words->to->last;
    if (last != NULL && last->kind == NODE_SPACE)
        last->span = span_union(last->span, span);
    else
        node_append(words->to, node_new(words->reader->arena, NODE_SPACE, span));
}

/*
 * How many bytes at `at` smart punctuation looks at: a
 * quotation mark, two or three hyphens, three full stops.
 */
static size_t smart_length(const struct words *words, size_t at)
{
    struct str s = words->literal;
    char c = s.at[at];
    size_t run = 1;
    if (c == '"' || c == '\'')
        return 1;
    if (at > 0 && s.at[at - 1] == c)
        return 0;
    if (c != '-' && c != '.')
        return 0;
    while (at + run < s.len && s.at[at + run] == c)
        run++;
    return c == '-' ? (run > 1 ? run : 0) : (run == 3 ? run : 0);
}

/*
 * Whether all `count` signs stand in the text as
 * they are; one that is escaped is meant as it is.
 */
static bool are_plain(const struct words *words, size_t at, size_t count)
{
    size_t source = words->cursor->at;
    return source + count <= words->cursor->end
        && str_eq(str_slice(words->literal, at, at + count),
                  str_slice(words->reader->text, source, source + count));
}

/* The piece that stands by itself at `at`, with its length; PIECE_WORD where a word goes on. */
static enum piece find_piece(const struct words *words, size_t at, struct step step, size_t *count)
{
    char c = words->literal.at[at];
    *count = step.literal;
    if (words->lost || !step.plain)
        return PIECE_WORD;
    if (c == '[' || c == ']')
        return PIECE_BRACKET;
    size_t smart = words->smart ? smart_length(words, at) : 0;
    if (smart == 0 || !are_plain(words, at, smart))
        return PIECE_WORD;
    *count = smart;
    return PIECE_SMART;
}

static void add_to_word(struct words *words, size_t at, struct step step)
{
    struct word *word = &words->word;
    if (word->end == word->start) {
        word->start = at;
        word->source_start = words->cursor->at;
    }
    word->end = at + step.literal;
    word->source_end = words->cursor->at + step.source;
}

static struct step next_step(struct words *words, size_t at)
{
    struct str rest = str_slice(words->literal, at, words->literal.len);
    if (!words->lost) {
        struct step step = cursor_step(words->reader, words->cursor, rest);
        if (step.literal != 0)
            return step;
        flush_word(words);
        words->lost = !cursor_find(words->reader, words->cursor, rest);
        if (!words->lost)
            return cursor_step(words->reader, words->cursor, rest);
    }
    size_t end = 0;
    utf8_next(rest, &end);
    return (struct step){.literal = end};
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/*
 * How many letters and digits from `at` on stand in the text as they are: most of a text, and no
 * step needs to be thought about.
 */
static size_t plain_length(const struct words *words, size_t at)
{
    const struct cursor *cursor = words->cursor;
    if (words->lost || cursor->at >= cursor->end)
        return 0;
    size_t literal = words->literal.len - at, source = cursor->end - cursor->at, length = 0;
    const char *a = words->literal.at + at, *b = words->reader->text.at + cursor->at;
    while (length < literal && length < source && a[length] == b[length]
           && is_letter_or_digit(a[length]))
        length++;
    return length;
}

void translate_words(struct reader *reader, struct cursor *cursor, struct str literal, bool smart,
                     struct node *to)
{
    struct words words = {.reader = reader,
                          .cursor = cursor,
                          .to = to,
                          .smart = smart,
                          .literal = str_keep(reader->arena, literal)};
    for (size_t at = 0, plain; at < literal.len;) {
        if ((plain = plain_length(&words, at)) != 0) {
            add_to_word(&words, at, (struct step){plain, plain, true});
            at += plain;
            cursor->at += plain;
            continue;
        }
        struct step step = next_step(&words, at);
        size_t count, source = cursor->at;
        char c = literal.at[at];
        enum piece piece = find_piece(&words, at, step, &count);
        if (c == ' ' || c == '\t' || c == '\n') {
            put_space(&words, words_span(&words, source, source + step.source));
        } else if (piece == PIECE_WORD) {
            add_to_word(&words, at, step);
        } else {
            flush_word(&words);
            put_piece(&words, &(struct word){at, at + count, source, source + count}, piece);
            step.source = count;
        }
        at += count;
        cursor->at += step.source;
    }
    flush_word(&words);
}

bool is_escaped(const struct reader *reader, const struct node *word)
{
    struct str text = span_text(word->span);
    return reader->part && text.len != 0 && (text.at[0] == '\\' || text.at[0] == '&');
}

/*
 * One piece of a text without a place: a sign that smart
 * punctuation looks at, or a word up to the next of these.
 */
static size_t put_plain_piece(struct words *words, struct str word, size_t at, bool smart)
{
    size_t end = at, sign = 0;
    while (end < word.len && sign == 0) {
        sign = smart ? smart_length(words, end) : 0;
        end += sign == 0;
    }
    bool is_sign = end == at;
    struct node *node =
        node_text_new(words->reader->arena, NODE_STR,
                      str_slice(word, at, is_sign ? at + sign : end), words_span(words, 0, 0));
    node->level = is_sign ? PIECE_SMART : PIECE_WORD;
    node_append(words->to, node);
    return is_sign ? at + sign : end;
}

void translate_plain_words(struct reader *reader, struct str text, struct span span, bool smart,
                           struct node *to)
{
    struct words words = {.reader = reader, .to = to};
    for (struct str word; str_word(&text, &word);) {
        if (to->last != NULL)
            node_append(to, node_new(reader->arena, NODE_SPACE, span));
        words.literal = word;
        words.place = span;
        for (size_t at = 0; at < word.len;)
            at = put_plain_piece(&words, word, at, smart);
    }
}
