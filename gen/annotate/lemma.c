/* The lemma: the passage as the list of notes repeats it. */
#include "annotate/room.h"
#include "base/out.h"
#include "base/utf8.h"

enum {
    WORDS_MOST = 14, /* longer passages are cut to their first and last words */
    WORDS_FIRST = 6,
    WORDS_LAST = 4,
    LETTERS_MOST = 36, /* the same for scripts without spaces, in letters */
    LETTERS_FIRST = 16,
    LETTERS_LAST = 10
};

/* Characters that say only where a line may break. */
static bool is_invisible(uint32_t code)
{
    return code == 0x00AD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

struct str lemma_line(struct arena *arena, struct str passage)
{
    struct out out = out_new(arena);
    uint32_t last = 0;
    bool space = false;
    for (size_t i = 0; i < passage.len;) {
        uint32_t code = utf8_next(passage, &i);
        if (is_invisible(code))
            continue;
        if (utf8_is_space(code)) {
            space = true;
            continue;
        }
        if (space && last != 0 && !(utf8_is_cjk(last) && utf8_is_cjk(code)))
            out_char(&out, ' ');
        out_code(&out, code);
        last = code;
        space = false;
    }
    return out_str(&out);
}

/* Whether most letters are of a script without spaces between words. */
static bool is_mostly_cjk(struct str line)
{
    size_t cjk = 0, all = 0;
    for (size_t i = 0; i < line.len;) {
        uint32_t code = utf8_next(line, &i);
        cjk += utf8_is_cjk(code);
        all += code != ' ';
    }
    return cjk * 2 > all;
}

/* The byte behind the first `count` words. */
static size_t words_end(struct str line, size_t count)
{
    size_t i = 0;
    for (; i < line.len; i++)
        if (line.at[i] == ' ' && --count == 0)
            break;
    return i;
}

static size_t count_words(struct str line)
{
    size_t count = line.len != 0;
    for (size_t i = 0; i < line.len; i++)
        count += line.at[i] == ' ';
    return count;
}

static struct str cut_words(struct arena *arena, struct str line)
{
    size_t count = count_words(line);
    if (count <= WORDS_MOST)
        return line;
    struct str first = str_slice(line, 0, words_end(line, WORDS_FIRST));
    struct str last = str_slice(line, words_end(line, count - WORDS_LAST) + 1, line.len);
    return str_fmt(arena, "%.*s … %.*s", STR_ARG(first), STR_ARG(last));
}

/* A cut never parts a letter from its marks. */
static size_t letters_end(struct str line, size_t count)
{
    size_t end = utf8_offset(line, count);
    for (size_t next = end; next < line.len; end = next)
        if (!utf8_is_mark(utf8_next(line, &next)))
            break;
    return end;
}

static struct str cut_letters(struct arena *arena, struct str line)
{
    size_t count = utf8_count(line);
    if (count <= LETTERS_MOST)
        return line;
    struct str first = str_slice(line, 0, letters_end(line, LETTERS_FIRST));
    struct str last = str_slice(line, letters_end(line, count - LETTERS_LAST), line.len);
    return str_fmt(arena, "%.*s…%.*s", STR_ARG(first), STR_ARG(last));
}

struct str lemma_of(struct arena *arena, struct str passage)
{
    struct str line = lemma_line(arena, passage);
    return is_mostly_cjk(line) ? cut_letters(arena, line) : cut_words(arena, line);
}
