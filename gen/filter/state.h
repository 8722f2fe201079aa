/*
 * One filter at work on one document: its Lua state, its budget and its way of failing. Only
 * filter/ includes this.
 *
 * C functions of this room may be left by a Lua error at any call into Lua; therefore they hold no
 * memory but the arena's and Lua's, and what they change in the state (depth) is put back where
 * errors are caught.
 */
#ifndef GLOSS_FILTER_STATE_H
#define GLOSS_FILTER_STATE_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "model/doc.h"
#include "model/site.h"

/* One filter file, compiled. */
struct filter {
    const struct filter_order *order;
    const struct source *source;
    struct str code;   /* what the compiler made of it */
    bool whole;        /* it declares scope = "site" */
    bool script;       /* it is no filter: no document is there */
    struct str folder; /* of its file, absolute; empty where there is no file */
    struct str says;   /* how messages about it begin */
};

/* What the filter is at, for its messages. */
struct spot {
    struct span here;
    const struct node *node; /* NULL where none is being filtered */
    const char *list;        /* Inlines or Blocks, where the children of `node` are; else NULL */
    const char *root;        /* what the tree is; NULL where a filter walks an element */
};

struct state {
    lua_State *L;
    struct arena *arena; /* the document's */
    struct pool *pool;   /* where Lua's own memory comes from; no other state uses it meanwhile */
    struct pool_image *image;   /* what that was when the state had been opened */
    const struct state *opened; /* and what this was */
    const struct site *site;
    struct doc *doc;
    const struct filter *filter;
    struct diags *diags;
    struct spot spot;
    struct makers *makers; /* of nodes (maker.h); NULL before the first */
    const char *chunk;     /* the name that Lua has for the filter's own code */
    const char
        *calling;  /* the name of the function whose result is being read; NULL where none is */
    int function;  /* where that function is on the stack */
    bool declared; /* the filter has declared its options */
    bool learning; /* the file is run for its scope alone */
    bool whole;    /* scope = "site": all essays have been read, and there is no page */
    bool exposed;  /* Lua has seen nodes of the document: they must not change any more */
    bool copying;  /* topdown: results are visited again, so nothing that Lua holds may be put in */
    int depth;     /* of C calls that follow nesting */
    uint64_t units, unit_limit;
    size_t bytes, byte_limit, allocated, arena_start;
    bool heavy;              /* holds strings so long that one instruction may take milliseconds */
    bool dead;               /* the budget is spent: nothing catches the error any more */
    double started;          /* seconds of the thread at the first look of the watchdog */
    double next_look;        /* seconds of the wall's clock */
    unsigned warnings;       /* so far */
    FILE *printed;           /* where the filter prints; NULL: into warnings */
    size_t written;          /* bytes of what it printed */
    bool ended;              /* a script has ended itself, which is no error */
    struct span error_place; /* a line of the filter or of a program that it loaded */
    LIST(const struct source *) programs; /* that it loaded besides its own */
    enum diag_kind kind;                  /* of the error under way, if its text is `text` */
    struct str text;
    struct str help; /* what to do about a filter-option */
};

/* The state that `L`, or the coroutine `L`, belongs to. */
static inline struct state *state_of(lua_State *L)
{
    return *(struct state **)lua_getextraspace(L);
}

/*
 * A Lua state for `filter`, with the sandbox, all modules, and on its stack the filter's own code,
 * which has not run yet. Opened once, it serves one document after another.
 * Owns    `arena`, but for what state_free frees.
 * Fails   NULL where memory does not suffice.
 */
struct state *state_new(struct arena *arena, struct pool *pool, const struct site *site,
                        const struct filter *filter);
void state_free(struct state *s);

/* Begin on `doc`: everything in the state is as it was when it had been opened. */
void state_begin(struct state *s, struct doc *doc, struct diags *diags);

/*
 * Call the function below its `count` arguments on the stack, with all results.
 * Fails   false after an error in `diags` with the places in the essay and in the filter.
 */
bool state_call(struct state *s, int count, int results);

/* The work that the filter has done, and the memory that it holds. */
uint64_t state_units(const struct state *s);
size_t state_bytes(const struct state *s);

/* Lua's part of a file: without a first line for the system, "#!…", but with the end of that. */
struct str program_of(struct str text);

/* Charge `units` of work to the budget; does not return when it is spent. */
void charge(lua_State *L, uint64_t units);
/* Charge memory that the arena is about to give. */
void charge_bytes(lua_State *L, size_t bytes);
/* How much memory the filter may still take. */
size_t bytes_left(lua_State *L);
/* End the filter for good. */
_Noreturn void die(lua_State *L, const char *reason);

/* End the script as it asks for: well, or with an error for a status that is not 0. */
_Noreturn void end_script(lua_State *L, lua_Integer status);

/* A Lua error of a kind of its own, with the filter's line before it. */
_Noreturn void raise_error(lua_State *L, enum diag_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One level of nesting deeper; too deep is an error. */
void enter(lua_State *L);
void leave(lua_State *L);

/* A warning of the filter about `span`. */
void warn_about(lua_State *L, enum diag_kind kind, struct span span, struct str text);

/* Write to a stream of the process, as far as a filter may. */
void print_out(lua_State *L, FILE *to, struct str text);

/* A line of a source without the white space before it. */
struct span span_of_line(const struct source *source, int line);

/* The string at `index` in the document's arena; a number is taken as its text. */
struct str keep_string(lua_State *L, int index);
void push_str(lua_State *L, struct str s);

#endif
