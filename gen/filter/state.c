#include "filter/state.h"

#include <sys/random.h>
#include <time.h>

#include "filter/modules.h"
#include "filter/pool.h"
#include "filter/sandbox.h"

enum {
    HOOK_COUNT = 250, /* instructions between two looks at the budget */
    HEAVY_COUNT = 20, /* the same where strings are so long that comparing two takes milliseconds */
    HEAVY_BYTES = 1 << 20,   /* such a string */
    UNIT_BYTES = 64,         /* bytes of memory that cost as much as an instruction */
    MOST_WARNINGS = 1000,    /* of one filter on one essay */
    MOST_PRINTED = 64 << 20, /* bytes */
    MAX_DEPTH = 5 * NODE_DEPTH
};

/*
 * The second net, for work inside a single instruction, which no unit counts: comparing two long
 * strings, following a chain of a thousand tables. It is the thread's own time beyond what the
 * units explain on a machine several times slower than today's, so that it never meets a filter
 * whose work is counted.
 */
static const double watchdog_seconds = 0.75, watchdog_unit_seconds = 40e-9, watchdog_pause = 0.02;

static void on_count(lua_State *L, lua_Debug *event);

/* ---- memory ---- */

/*
 * From the first very long string on, look more often:
 * the next instructions may each take milliseconds.
 */
static void expect_long_work(struct state *s)
{
    s->heavy = true;
    if (s->L != NULL)
        lua_sethook(s->L, on_count, LUA_MASKCOUNT, HEAVY_COUNT);
}

static size_t used_by(const struct state *s)
{
    size_t arena = arena_used(s->arena);
    return s->bytes + (arena > s->arena_start ? arena - s->arena_start : 0);
}

static void *refuse_memory(struct state *s)
{
    /* Lua answers with a full collection, which the filter pays for. */
    s->units += s->bytes / 16;
    return NULL;
}

static void *give_memory(void *data, void *at, size_t old_size, size_t size)
{
    struct state *s = data;
    size_t old = at != NULL ? old_size : 0;
    if (size == 0) {
        s->bytes -= old;
        return pool_resize(s->pool, at, old, 0);
    }
    if (size > old && used_by(s) + (size - old) > s->byte_limit)
        return refuse_memory(s);
    void *new = pool_resize(s->pool, at, old, size);
    if (new == NULL)
        return NULL;
    s->bytes = s->bytes - old + size;
    if (size > old)
        s->allocated += size - old;
    if (size >= HEAVY_BYTES && at == NULL && old_size == LUA_TSTRING && !s->heavy)
        expect_long_work(s);
    return new;
}

/* ---- the budget ---- */

uint64_t state_units(const struct state *s)
{
    return s->units + s->allocated / UNIT_BYTES;
}

size_t state_bytes(const struct state *s)
{
    return used_by(s);
}

static bool is_spent(const struct state *s)
{
    return state_units(s) > s->unit_limit;
}

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The thread's time is dear to ask for; the wall's, which passes no slower, is nearly free. */
static bool is_overdue(struct state *s)
{
    double now = seconds_of(CLOCK_MONOTONIC_COARSE);
    if (now < s->next_look)
        return false;
    s->next_look = now + watchdog_pause;
    double spent = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    if (s->started == 0)
        s->started = spent;
    return spent - s->started > watchdog_seconds + (double)s->units * watchdog_unit_seconds;
}

static void on_count(lua_State *L, lua_Debug *event)
{
    (void)event;
    struct state *s = state_of(L);
    if (s->dead)
        die(L, NULL);
    int count = lua_gethookcount(L);
    s->units += (uint64_t)count;
    if (is_spent(s))
        die(L, "it did more work than `limits: filter_units` allows");
    if (is_overdue(s))
        die(L, "it ran too long");
    if (s->heavy && count != HEAVY_COUNT)
        lua_sethook(L, on_count, LUA_MASKCOUNT, HEAVY_COUNT);
}

/* The file that a chunk was compiled from; NULL for what is from no file, as load makes it. */
static const struct source *source_of_chunk(const struct state *s, const char *chunk)
{
    if (chunk == s->chunk)
        return s->filter->source;
    for (size_t i = 0; *chunk == '@' && i < s->programs.count; i++)
        if (str_is(s->programs.at[i]->path, chunk + 1))
            return s->programs.at[i];
    return NULL;
}

/* The innermost line of a file that is being run; no place where there is none. */
static struct span place_of_caller(lua_State *L)
{
    const struct state *s = state_of(L);
    const struct source *source = NULL;
    lua_Debug at;
    for (int level = 0; source == NULL && lua_getstack(L, level, &at) != 0; level++)
        if (lua_getinfo(L, "Sl", &at) != 0 && at.currentline > 0)
            source = source_of_chunk(s, at.source);
    return source != NULL ? span_of_line(source, at.currentline) : SPAN_NONE;
}

void die(lua_State *L, const char *reason)
{
    struct state *s = state_of(L);
    if (!s->dead) {
        s->dead = true;
        s->kind = DIAG_FILTER_BUDGET;
        s->text = str_from(reason);
        s->error_place = place_of_caller(L);
    }
    lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
    lua_pushlightuserdata(L, s); /* needs no memory */
    for (;;)                     /* lua_error does not return, but is not declared so */
        lua_error(L);
}

void end_script(lua_State *L, lua_Integer status)
{
    struct state *s = state_of(L);
    s->dead = true;
    s->ended = status == 0;
    s->kind = DIAG_FILTER_ERROR;
    s->text = str_fmt(s->arena, "the script ends itself with status %lld", (long long)status);
    s->error_place = place_of_caller(L);
    die(L, NULL);
}

void charge(lua_State *L, uint64_t units)
{
    struct state *s = state_of(L);
    s->units = units > s->unit_limit ? s->unit_limit + 1 : s->units + units;
    if (s->dead || is_spent(s))
        die(L, "it did more work than `limits: filter_units` allows");
}

size_t bytes_left(lua_State *L)
{
    const struct state *s = state_of(L);
    size_t used = used_by(s);
    return used < s->byte_limit ? s->byte_limit - used : 0;
}

void charge_bytes(lua_State *L, size_t bytes)
{
    charge(L, 1 + bytes / UNIT_BYTES);
    if (bytes > bytes_left(L))
        die(L, "it needs more memory than `limits: filter_bytes` allows");
}

/* ---- errors ---- */

/* Push "filters/x.lua:12: " for the function that gave what cannot stand there. */
static void push_place_of_function(lua_State *L)
{
    const struct state *s = state_of(L);
    lua_Debug at = {0};
    lua_pushvalue(L, s->function);
    lua_getinfo(L, ">S", &at);
    const struct source *source = source_of_chunk(s, at.source);
    bool known = source != NULL && at.linedefined > 0;
    lua_pushfstring(L, "%s:%d: ", str_c(s->arena, (known ? source : s->filter->source)->path),
                    known ? at.linedefined : 0);
}

void raise_error(lua_State *L, enum diag_kind kind, const char *format, ...)
{
    struct state *s = state_of(L);
    va_list args;
    va_start(args, format);
    struct str text = str_vfmt(s->arena, format, args);
    va_end(args);
    luaL_where(L, 1);
    if (s->calling != NULL) {
        lua_pop(L, 1);
        push_place_of_function(L);
        text = str_fmt(s->arena, "the function %s returned what cannot stand there: %.*s",
                       s->calling, STR_ARG(text));
    }
    push_str(L, text);
    lua_concat(L, 2);
    s->kind = kind;
    s->text = keep_string(L, -1);
    for (;;)
        lua_error(L);
}

void enter(lua_State *L)
{
    struct state *s = state_of(L);
    luaL_checkstack(L, 20, "nested too deeply");
    if (s->depth >= MAX_DEPTH)
        raise_error(L, DIAG_FILTER_BUDGET, "elements are nested too deeply");
    s->depth++;
}

void leave(lua_State *L)
{
    state_of(L)->depth--;
}

/* Runs where the error was raised, while its place is still known. */
static int on_error(lua_State *L)
{
    struct state *s = state_of(L);
    if (s->error_place.source == NULL)
        s->error_place = place_of_caller(L);
    return 1;
}

/* Take "filters/x.lua:12: " off the front of a message if it is of that file. */
static bool take_place_in(const struct source *source, struct str *text, struct span *place)
{
    size_t at = source->path.len + 1;
    int number = 0;
    if (!str_starts(*text, source->path) || text->len < at || text->at[at - 1] != ':')
        return false;
    while (at < text->len && text->at[at] >= '0' && text->at[at] <= '9' && number < 100000000)
        number = number * 10 + (text->at[at++] - '0');
    if (number == 0 || !str_starts(str_slice(*text, at, text->len), STR(": ")))
        return false;
    *place = span_of_line(source, number);
    *text = str_slice(*text, at + 2, text->len);
    return true;
}

static struct str take_place(const struct state *s, struct str text, struct span *place)
{
    bool taken = take_place_in(s->filter->source, &text, place);
    for (size_t i = 0; !taken && i < s->programs.count; i++)
        taken = take_place_in(s->programs.at[i], &text, place);
    return text;
}

struct span span_of_line(const struct source *source, int line)
{
    size_t at = 0;
    for (int i = 1; i < line && at < source->text.len; i++) {
        at = str_find(source->text, STR("\n"), at);
        at = at < source->text.len ? at + 1 : source->text.len;
    }
    size_t end = str_find(source->text, STR("\n"), at);
    while (at < end && at < source->text.len
           && (source->text.at[at] == ' ' || source->text.at[at] == '\t'))
        at++;
    return span_of(source, at, end);
}

static struct str text_of_error(struct state *s)
{
    if (s->dead)
        return s->text;
    if (lua_type(s->L, -1) == LUA_TSTRING) {
        size_t len;
        const char *at = lua_tolstring(s->L, -1, &len);
        struct str text = {at, len < 2000 ? len : 2000};
        /* A filter may throw bytes that are no text. */
        return str_keep(s->arena, str_slice(text, 0, utf8_check(text)));
    }
    return str_fmt(s->arena, "a %s was thrown as an error", luaL_typename(s->L, -1));
}

/* Where in the essay's tree the filter was. */
static void note_trail(const struct state *s, struct diag *diag)
{
    struct out out = out_new(s->arena);
    if (s->spot.node != NULL)
        node_trail(s->spot.node, s->spot.root, &out);
    else if (s->spot.root != NULL)
        out_c(&out, s->spot.root);
    if (s->spot.node != NULL && s->spot.list != NULL)
        out_fmt(&out, ": its %s", s->spot.list);
    if (out.len != 0)
        diag_note(diag, "element", SPAN_NONE, "%.*s", STR_ARG(out_str(&out)));
}

/*
 * Say it at `here`, with the filter's line; of a script, or of no essay at all, as with
 * scope = "site", at that line.
 */
static struct diag *tell(struct state *s, enum diag_kind kind, struct span here, struct span line,
                         struct str text)
{
    const struct source *source = s->filter->source;
    bool known = line.source != NULL;
    struct span place = known ? line : span_start(source);
    if (s->filter->script)
        return diag_add(s->diags, kind, place, "%.*s", STR_ARG(text));
    if (here.source == NULL)
        here = span_start(s->doc->source);
    bool error = diag_severity(kind) == SEVERITY_ERROR, ours = here.source == source;
    struct diag *diag = diag_add(s->diags, kind, ours && known ? place : here, "%.*s%.*s",
                                 STR_ARG(s->filter->says), STR_ARG(text));
    if (error)
        note_trail(s, diag);
    if (!ours && (known || error))
        diag_note(diag, "filter", place, "%.*s",
                  STR_ARG(known ? str_trim(span_text(place)) : source->path));
    return diag;
}

static void report(struct state *s)
{
    struct str text = text_of_error(s);
    enum diag_kind kind =
        s->dead || (s->text.len != 0 && str_eq(text, s->text)) ? s->kind : DIAG_FILTER_ERROR;
    struct span place = s->error_place;
    text = take_place(s, text, &place);
    struct diag *diag = tell(s, kind, s->spot.here, place, text);
    if (kind == DIAG_FILTER_OPTION && s->help.len != 0)
        diag_help(diag, "%.*s", STR_ARG(s->help));
}

bool state_call(struct state *s, int count, int results)
{
    int base = lua_gettop(s->L) - count;
    lua_pushcfunction(s->L, on_error);
    lua_insert(s->L, base);
    s->error_place = SPAN_NONE;
    int status = lua_pcall(s->L, count, results, base);
    s->depth = 0;
    if (status == LUA_ERRMEM && !s->dead) {
        s->dead = true;
        s->kind = DIAG_FILTER_BUDGET;
        s->text = STR("it needs more memory than `limits: filter_bytes` allows");
    }
    if (status != LUA_OK && !s->ended)
        report(s);
    lua_remove(s->L, base);
    return status == LUA_OK || s->ended;
}

void warn_about(lua_State *L, enum diag_kind kind, struct span span, struct str text)
{
    struct state *s = state_of(L);
    if (++s->warnings > MOST_WARNINGS)
        die(L, "it said more than a thousand things about one essay");
    charge(L, 5000 + text.len * 4 + span.start / 8); /* its line is counted from the start */
    text = str_slice(text, 0, utf8_check(text));
    tell(s, kind, span, place_of_caller(L), str_slice(text, 0, 2000));
}

void print_out(lua_State *L, FILE *to, struct str text)
{
    struct state *s = state_of(L);
    charge(L, 20 + text.len / 8);
    s->written += text.len;
    if (s->written > MOST_PRINTED)
        die(L, "it printed more than 64 MiB");
    fwrite(text.at, 1, text.len, to);
}

/* ---- strings ---- */

struct str keep_string(lua_State *L, int index)
{
    size_t len;
    const char *at;
    if (lua_type(L, index) == LUA_TSTRING) {
        at = lua_tolstring(L, index, &len);
    } else {
        at = luaL_tolstring(L, index, &len);
        lua_replace(L, index < 0 ? index - 1 : index);
    }
    charge_bytes(L, len);
    struct str text = {at, len};
    size_t good = utf8_check(text);
    if (good < len)
        raise_error(L, DIAG_FILTER_BAD_NODE, "a text is not valid UTF-8 at its byte %zu", good + 1);
    return str_keep(state_of(L)->arena, text);
}

void push_str(lua_State *L, struct str s)
{
    lua_pushlstring(L, s.at != NULL ? s.at : "", s.len);
}

/* ---- opening ---- */

/*
 * From here on `__mode` makes no table weak. What is in a weak table hangs on when garbage is
 * collected, and a chain of weak keys makes one collection, which nothing can interrupt, take the
 * square of its length. A metatable may be given the field after it was set, so refusing it would
 * not do. Lua compares such names by the address of the one string of that text: with another text,
 * which nobody can guess, no string of a filter's is that one any more.
 */
static void bury_weakness(lua_State *L)
{
    lua_pushliteral(L, "__mode");
    char *name = (char *)(uintptr_t)lua_tostring(L, -1);
    if (getrandom(name, sizeof "__mode" - 1, 0) < 0)
        name[0] = '\0';
    lua_pop(L, 1);
}

static int open_all(lua_State *L)
{
    const struct filter *filter = state_of(L)->filter;
    open_sandbox(L);
    open_modules(L);
    bury_weakness(L);
    const char *name =
        str_c(state_of(L)->arena, str_join(state_of(L)->arena, STR("@"), filter->source->path));
    if (luaL_loadbufferx(L, filter->code.at, filter->code.len, name, "b") != LUA_OK)
        return lua_error(L);
    lua_Debug at;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &at);
    state_of(L)->chunk = at.source;
    return 1;
}

static bool open_lua(struct state *s)
{
    s->L = lua_newstate(give_memory, s);
    if (s->L == NULL)
        return false;
    *(struct state **)lua_getextraspace(s->L) = s;
    lua_gc(s->L, LUA_GCSTOP); /* what is being opened is no garbage */
    lua_pushcfunction(s->L, open_all);
    if (lua_pcall(s->L, 0, 1, 0) != LUA_OK)
        return false;
    lua_gc(s->L, LUA_GCRESTART);
    lua_sethook(s->L, on_count, LUA_MASKCOUNT, HOOK_COUNT);
    return true;
}

struct state *state_new(struct arena *arena, struct pool *pool, const struct site *site,
                        const struct filter *filter)
{
    struct state *s = ARENA_NEW(arena, struct state);
    *s = (struct state){.arena = arena,
                        .pool = pool,
                        .image = pool_image_begin(pool),
                        .site = site,
                        .filter = filter,
                        .unit_limit = site->config.limits.filter_units,
                        .byte_limit = site->config.limits.filter_bytes,
                        .arena_start = arena_used(arena)};
    if (s->image == NULL || !open_lua(s) || !pool_image_keep(pool, s->image)) {
        state_free(s);
        return NULL;
    }
    struct state *opened = ARENA_NEW(arena, struct state);
    *opened = *s;
    s->opened = opened;
    return s;
}

void state_free(struct state *s)
{
    /* Nothing in the state holds anything but memory, so there is no need to take it apart. */
    if (s != NULL)
        pool_image_free(s->image);
}

void state_begin(struct state *s, struct doc *doc, struct diags *diags)
{
    const struct state *opened = s->opened;
    pool_image_restore(s->pool, s->image);
    *s = *opened;
    s->opened = opened;
    s->arena = doc->arena;
    s->arena_start = arena_used(doc->arena);
    s->doc = doc;
    s->diags = diags;
}
