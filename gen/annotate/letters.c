/* The folded essay as numbers of letters, so that tables can be indexed by them in any script. */
#include "annotate/room.h"
#include "base/utf8.h"

static size_t place_of(const struct letters *letters, uint32_t code)
{
    uint32_t hash = code * 0x9E3779B1u;
    size_t place = hash & (letters->places - 1);
    while (letters->codes[place] != 0 && letters->codes[place] != code)
        place = (place + 1) & (letters->places - 1);
    return place;
}

uint32_t letter_symbol(const struct letters *letters, uint32_t code)
{
    size_t place = place_of(letters, code);
    return letters->codes[place] != 0 ? letters->symbols[place] : (uint32_t)letters->alphabet;
}

static void make_places(struct letters *letters, struct arena *arena, size_t places)
{
    letters->places = places;
    letters->codes = ARENA_ARRAY(arena, places, uint32_t);
    letters->symbols = ARENA_ARRAY(arena, places, uint32_t);
}

static void put_code(struct letters *letters, uint32_t code, uint32_t symbol)
{
    size_t place = place_of(letters, code);
    letters->codes[place] = code;
    letters->symbols[place] = symbol;
}

static void grow(struct letters *letters, struct arena *arena)
{
    struct letters old = *letters;
    make_places(letters, arena, old.places * 2);
    for (size_t i = 0; i < old.places; i++)
        if (old.codes[i] != 0)
            put_code(letters, old.codes[i], old.symbols[i]);
}

/* The symbol of a letter of the essay, which may be new. */
static uint32_t take_symbol(struct letters *letters, struct arena *arena, uint32_t code)
{
    uint32_t symbol = letter_symbol(letters, code);
    if (symbol < letters->alphabet)
        return symbol;
    if (letters->alphabet * 2 >= letters->places)
        grow(letters, arena);
    put_code(letters, code, symbol);
    letters->alphabet++;
    return symbol;
}

struct letters letters_of(struct arena *arena, struct str folded)
{
    struct letters letters = {0};
    size_t count = utf8_count(folded);
    letters.symbol = ARENA_ARRAY(arena, count + 1, uint32_t);
    letters.offset = ARENA_ARRAY(arena, count + 1, uint32_t);
    make_places(&letters, arena, 256);
    for (size_t i = 0; i < folded.len && letters.count < count;) {
        letters.offset[letters.count] = (uint32_t)i;
        uint32_t code = utf8_next(folded, &i);
        letters.symbol[letters.count++] = take_symbol(&letters, arena, code);
    }
    letters.offset[letters.count] = (uint32_t)folded.len;
    letters.row = ARENA_ARRAY(arena, letters.alphabet + 1, uint32_t);
    return letters;
}
