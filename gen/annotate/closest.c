/*
 * The passages that are closest to a quotation that was not found: Myers' bit-parallel approximate
 * search, in letters, 64 rows of the table of edit distances at a time ("A fast bit-vector
 * algorithm for approximate string matching based on dynamic programming", JACM 46, 1999, in blocks
 * as Hyyrö describes them).
 */
#include <string.h>

#include "annotate/room.h"
#include "base/utf8.h"

enum {
    WEIGHT_LEAST = 4,              /* of less than that everything is near */
    PATTERN_MOST = 512,            /* letters of a quotation that are compared as a whole */
    PATTERN_END = 128,             /* of a longer one: its first and its last */
    WORK_MOST = 100 * 1000 * 1000, /* words of columns for all quotations of an essay */
    WORD = 64
};

/* What is looked for: for each of its letters the rows at which it stands, as bits. */
struct pattern {
    size_t count, words;
    uint32_t symbols[PATTERN_MOST];
    uint64_t
        *rows; /* `words` for each different letter; the first row is of letters that it has not */
    uint64_t plus[PATTERN_MOST / WORD], minus[PATTERN_MOST / WORD];
};

static void clear_rows(const struct letters *letters, const struct pattern *p)
{
    for (size_t i = 0; i < p->count; i++)
        letters->row[p->symbols[i]] = 0;
}

/* Set up the table of rows, and the column before the text, in which row i holds i. */
static void begin_pattern(struct arena *arena, const struct letters *letters, struct pattern *p)
{
    uint32_t row = 0;
    p->words = (p->count + WORD - 1) / WORD;
    p->rows = ARENA_ARRAY(arena, (p->count + 1) * p->words, uint64_t);
    for (size_t i = 0; i < p->count; i++) {
        uint32_t symbol = p->symbols[i];
        bool known = symbol < letters->alphabet;
        if (known && letters->row[symbol] == 0)
            letters->row[symbol] = ++row;
        if (known)
            p->rows[letters->row[symbol] * p->words + i / WORD] |= (uint64_t)1 << i % WORD;
    }
    for (size_t i = 0; i < p->words; i++) {
        p->plus[i] = ~(uint64_t)0;
        p->minus[i] = 0;
    }
}

/*
 * One word of a column; `in` and the result are the
 * differences, -1 to 1, above its first and at its `high` row.
 */
static inline int step_word(uint64_t *plus, uint64_t *minus, uint64_t equal, int in, uint64_t high)
{
    uint64_t negative = in < 0;
    uint64_t vertical = equal | *minus;
    equal |= negative;
    uint64_t across = (((equal & *plus) + *plus) ^ *plus) | equal;
    uint64_t up = *minus | ~(across | *plus);
    uint64_t down = *plus & across;
    int out = (up & high) != 0 ? 1 : (down & high) != 0 ? -1 : 0;
    up = up << 1 | (in > 0);
    down = down << 1 | negative;
    *plus = down | ~(vertical | up);
    *minus = up & vertical;
    return out;
}

/* The next column, for `symbol`; gives by how much the last row's distance changes. */
static inline int step(struct pattern *p, const struct letters *letters, uint32_t symbol, int in)
{
    const uint64_t *row = p->rows + letters->row[symbol] * p->words;
    uint64_t last = (uint64_t)1 << (p->count - 1) % WORD;
    for (size_t i = 0; i < p->words; i++)
        in = step_word(&p->plus[i], &p->minus[i], row[i], in,
                       i + 1 == p->words ? last : (uint64_t)1 << (WORD - 1));
    return in;
}

/* For each letter of the essay the least distance of a passage that ends with it. */
static uint16_t *distances_of(struct annotator *a, struct pattern *p)
{
    const struct letters *letters = &a->likeness->letters;
    uint16_t *distances = ARENA_ARRAY(a->scratch, letters->count, uint16_t);
    begin_pattern(a->scratch, letters, p);
    int distance = (int)p->count;
    for (size_t i = 0; i < letters->count; i++) {
        distance += step(p, letters, letters->symbol[i], 0);
        distances[i] = (uint16_t)distance;
    }
    clear_rows(letters, p);
    return distances;
}

/*
 * How many letters the passage has that ends before letter `end` with that distance: the reversed
 * pattern is searched backwards, its beginning held at `end`. Of several lengths the one nearest to
 * the pattern's own.
 */
static size_t length_of(struct annotator *a, const struct pattern *p, size_t end, size_t distance)
{
    const struct letters *letters = &a->likeness->letters;
    struct pattern reversed = {.count = p->count};
    for (size_t i = 0; i < p->count; i++)
        reversed.symbols[i] = p->symbols[p->count - 1 - i];
    begin_pattern(a->scratch, letters, &reversed);
    size_t most = p->count + distance < end ? p->count + distance : end, best = 0, gap = SIZE_MAX;
    int score = (int)p->count;
    for (size_t length = 1; length <= most; length++) {
        score += step(&reversed, letters, letters->symbol[end - length], 1);
        size_t away = length > p->count ? length - p->count : p->count - length;
        if ((size_t)score == distance && away < gap) {
            gap = away;
            best = length;
        }
    }
    clear_rows(letters, &reversed);
    return best;
}

static void set_pattern(const struct letters *letters, struct pattern *p, struct str quote)
{
    p->count = 0;
    for (size_t i = 0; i < quote.len && p->count < PATTERN_MOST;)
        p->symbols[p->count++] = letter_symbol(letters, utf8_next(quote, &i));
}

/* The distance between two whole texts, the second given by its letters in the essay. */
static size_t distance_between(struct annotator *a, struct pattern *p, size_t start, size_t end)
{
    const struct letters *letters = &a->likeness->letters;
    begin_pattern(a->scratch, letters, p);
    int distance = (int)p->count;
    for (size_t i = start; i < end; i++)
        distance += step(p, letters, letters->symbol[i], 1);
    clear_rows(letters, p);
    return (size_t)distance;
}

/* The letter at byte `offset`. */
static size_t letter_at(const struct letters *letters, size_t offset)
{
    size_t low = 0, high = letters->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (letters->offset[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_word_letter(uint32_t code)
{
    return utf8_is_alphabetic(code) || utf8_is_digit(code) || utf8_is_mark(code);
}

void widen_to_words(struct str folded, size_t *start, size_t *end)
{
    size_t before;
    while (*start > 0 && *start < folded.len) {
        size_t at = *start;
        if (!is_word_letter(utf8_next(folded, &at))
            || !is_word_letter(utf8_before(folded, *start, &before)))
            break;
        *start = before;
    }
    while (*end > 0 && *end < folded.len) {
        size_t at = *end;
        if (!is_word_letter(utf8_next(folded, &at))
            || !is_word_letter(utf8_before(folded, *end, &before)))
            break;
        *end = at;
    }
    while (*start < *end && folded.at[*start] == ' ')
        (*start)++;
    while (*end > *start && folded.at[*end - 1] == ' ')
        (*end)--;
}

/*
 * The passage that ends with letter `last`, from word to
 * word; the letters around it are taken out of the race.
 */
static struct near take_near(struct annotator *a, struct pattern *p, uint16_t *distances,
                             size_t last)
{
    const struct letters *letters = &a->likeness->letters;
    size_t length = length_of(a, p, last + 1, distances[last]);
    size_t first = last + 1 - length;
    struct near near = {letters->offset[first], letters->offset[last + 1], distances[last],
                        STR_NONE};
    widen_to_words(a->folded.text, &near.start, &near.end);
    near.distance =
        distance_between(a, p, letter_at(letters, near.start), letter_at(letters, near.end));
    size_t end = last + 1 + p->count * 6 / 10;
    for (size_t i = first; i < end && i < letters->count; i++)
        distances[i] = UINT16_MAX;
    return near;
}

/*
 * The best `most` passages at a distance of at most
 * two fifths, none of them much worse than the first.
 */
static size_t find_best(struct annotator *a, struct pattern *p, struct near *near, size_t most)
{
    size_t count = 0, limit = p->count * 2 / 5;
    uint16_t *distances = distances_of(a, p);
    while (count < most) {
        size_t best = 0;
        for (size_t i = 1; i < a->likeness->letters.count; i++)
            if (distances[i] < distances[best])
                best = i;
        if (distances[best] > limit)
            break;
        /* Where letters were replaced the distance stays the same up to the last of them. */
        while (best + 1 < a->likeness->letters.count && distances[best + 1] == distances[best])
            best++;
        if (count == 0 && limit > distances[best] + p->count / 5u)
            limit = distances[best] + p->count / 5u;
        near[count++] = take_near(a, p, distances, best);
    }
    return count;
}

size_t find_near(struct annotator *a, struct str quote, struct near *near)
{
    const struct letters *letters = &a->likeness->letters;
    bool whole = utf8_count(quote) <= PATTERN_MOST;
    a->work += letters->count * (whole ? utf8_count(quote) / WORD + 1 : 2 * PATTERN_END / WORD);
    if (a->work > WORK_MOST || quote_weight(quote) < WEIGHT_LEAST || letters->count == 0)
        return 0;
    struct arena_mark mark = arena_mark(a->scratch);
    struct pattern *p = ARENA_NEW(a->scratch, struct pattern);
    size_t count = 0;
    if (whole) {
        set_pattern(letters, p, quote);
        count = find_best(a, p, near, NEAR_MOST);
    } else {
        size_t first = utf8_offset(quote, PATTERN_END);
        size_t last = utf8_offset(quote, utf8_count(quote) - PATTERN_END);
        set_pattern(letters, p, str_slice(quote, 0, first));
        count = find_best(a, p, near, 1);
        set_pattern(letters, p, str_slice(quote, last, quote.len));
        count += find_best(a, p, near + count, 1);
    }
    arena_rewind(a->scratch, mark);
    return count;
}
