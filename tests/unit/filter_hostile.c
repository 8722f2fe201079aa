/*
 * Filters that mean harm: each must end with a diagnostic,
 * soon, in bounded memory, and leave the caller whole.
 */
#include <sys/resource.h>
#include <time.h>

#include "filter_help.h"

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Sanitizers make everything several times slower; the budget is the same. */
#if defined(__SANITIZE_ADDRESS__)
static const double most_seconds = 40;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
static const double most_seconds = 40;
#else
static const double most_seconds = 2;
#endif
#else
static const double most_seconds = 2;
#endif

struct attack {
    const char *name, *code, *kind;
};

static const char budget[] = "[filter-budget]";
static const char refused[] = "[filter-refused]";

static const struct attack attacks[] = {
    {"endless loop", "while true do end", budget},
    {"loop behind pcall", "while true do pcall(function() while true do end end) end", budget},
    {"loop behind xpcall and its handler",
     "while true do xpcall(function() while true do end end, function() while true do end end) end",
     budget},
    {"a coroutine for each step",
     "while true do coroutine.wrap(function() for i = 1, 900 do end end)() end", budget},
    {"loop in a coroutine behind pcall",
     "while true do pcall(coroutine.wrap(function() while true do end end)) end", budget},
    {"backtracking pattern",
     "local n = 40; string.find(('a'):rep(n), ('a?'):rep(n) .. ('a'):rep(n))", budget},
    {"backtracking gsub", "(('a'):rep(3000)):gsub('(.-)(.-)(.-)(.-)b', '')", budget},
    {"quadratic gmatch", "for _ in (('('):rep(1000000)):gmatch('%b()') do end", budget},
    {"empty rep", "string.rep('', 1e15) while true do string.rep('x', 1000000) end", budget},
    {"huge rep", "string.rep('x', 1e12)", budget},
    {"rep with a gap", "string.rep('', 1e9, 'ab')", budget},
    {"table.move", "table.move({}, 1, 1e15, 2)", budget},
    {"table.insert at the front", "local t = {} while true do table.insert(t, 1, 1) end", budget},
    {"table.concat without an end",
     "table.concat(setmetatable({}, {__index = function() return 'x' end}), '', 1, 1e15)", budget},
    {"unpack", "while true do pcall(table.unpack, {}, 1, 1e8) end", budget},
    {"sort with a contradicting order",
     "local t = {} for i = 1, 200000 do t[i] = i end while true do table.sort(t, function() return "
     "true end) end",
     budget},
    {"collectgarbage", "while true do collectgarbage() end", budget},
    {"memory", "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end", budget},
    {"memory behind pcall",
     "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(1e6) .. "
     "#t end) end",
     budget},
    {"doubling string", "local s = 'x' while true do s = s .. s end", budget},
    {"long strings compared",
     "local a = ('x'):rep(2e7) local b = a .. 'y' while true do local x = a < b end", budget},
    {"recursion", "local function f() return 1 + f() end f()", "[filter-"},
    {"recursion behind pcall", "local function f() pcall(f) while true do end end f()", budget},
    {"doubling document",
     "function Pandoc(doc) while true do doc.blocks:extend(doc.blocks:clone()) end end", budget},
    {"doubling element", "local s = pandoc.Span{'x'} while true do s = pandoc.Span{s, s} end",
     "[filter-"},
    {"nested emphasis", "local s = pandoc.Str 'x' while true do s = pandoc.Emph{s} end", budget},
    {"deep emphasis",
     "function Para(p) local s = pandoc.Str 'x' for i = 1, 5000 do s = pandoc.Emph{s} end return "
     "pandoc.Para{s} end",
     budget},
    {"element in itself",
     "local s = pandoc.Span{} s.content = {s} return {{Para = function() return pandoc.Para{s} "
     "end}}",
     budget},
    {"list in itself", "local t = {} t[1] = t pandoc.Div(t)", "[filter-bad-node]"},
    {"topdown growth",
     "return {{traverse = 'topdown', Para = function(p) return pandoc.BlockQuote{p} end}}",
     "[filter-"},
    {"walk in a walk", "local f f = {Str = function(s) pandoc.Para{s}:walk(f) end} return {f}",
     "[filter-error]"},
    {"finaliser", "setmetatable({}, {__gc = function() while true do end end})", refused},
    {"finaliser by rawset", "rawset(pandoc.List, '__gc', print)", refused},
    {"finaliser in a list type", "pandoc.List.__gc = print", refused},
    {"io.open", "io.open('/etc/passwd')", refused},
    {"os.execute", "os.execute('true')", refused},
    {"os.exit", "os.exit(0)", refused},
    {"os.remove", "os.remove('x')", refused},
    {"io.popen", "io.popen('true')", refused},
    {"debug", "debug.getregistry()", refused},
    {"package", "package.loadlib('x', 'y')", refused},
    {"dofile", "dofile('/etc/passwd')", refused},
    {"require", "require('socket')", "[filter-error]"},
    {"require of what lies above", "require('..secret')", "[filter-"},
    {"bytecode", "load('\\27Lua')()", "[filter-error]"},
    {"error object", "error(setmetatable({}, {__tostring = function() while true do end end}))",
     "[filter-error]"},
    {"__close",
     "local x <close> = setmetatable({}, {__close = function() while true do end end}) while "
     "true do end",
     budget},
    {"messages", "while true do print(('x'):rep(1000)) end", budget},
    {"tostring",
     "local t = setmetatable({}, {__index = function(t, k) return k end}) while true do "
     "tostring({}) end",
     budget},
    {"format", "while true do string.format('%99.99f', 1e308) end", budget},
    {"pairs of a large table",
     "local t = {} for i = 1, 100000 do t['k' .. i] = i end while true do "
     "pairs(t) end",
     budget},
    {"next of a large table",
     "local t = {} for i = 1, 5000 do t['k' .. i] = i end for k in next, t do end while true do "
     "next(t) end",
     budget},
    {"load", "while true do load('return ' .. ('('):rep(150) .. '1' .. (')'):rep(150)) end",
     budget},
    {"shown list", "local t = pandoc.List{} for i = 1, 25 do t = pandoc.List{t, t} end tostring(t)",
     budget},
    {"text", "local s = ('é'):rep(1e6) while true do pandoc.text.upper(s) end", budget},
};

static void test_attacks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
        struct fixture f;
        fixture_start(&f, "One word and another.");
        double start = seconds();
        bool ok = fixture_run(&f, attacks[i].code);
        double took = seconds() - start;
        if (ok || strstr(f.messages, attacks[i].kind) == NULL || took > most_seconds)
            print_message("%s: %.2f s, %s\n", attacks[i].name, took, f.messages);
        assert_false(ok);
        assert_non_null(strstr(f.messages, attacks[i].kind));
        assert_null(strstr(f.messages, "too small for any filter")); /* it did run */
        assert_true(took < most_seconds);
        fixture_end(&f);
    }
}

static void test_memory(void **state)
{
    (void)state;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
    assert_true(usage.ru_maxrss < 256 * 1024);
#endif
    assert_true(usage.ru_maxrss > 0);
}

/* What one filter does to its globals, no other essay sees. */
static void test_fresh_globals(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f, "a");
    const char *code = "count = (count or 0) + 1\n"
                       "string.count = (string.count or 0) + 1\n"
                       "function Str() return pandoc.Str(count .. string.count) end";
    assert_true(fixture_run(&f, code));
    expect_tree(&f, "Para(11)");
    assert_true(fixture_run(&f, code));
    expect_tree(&f, "Para(11)");
    fixture_end(&f);
}

/* The same filter says the same at each run: no addresses, no clock, no order of hashes. */
static void test_repeatable(void **state)
{
    (void)state;
    const char *code =
        "local parts = {tostring({}), tostring(print), string.format('%s', {}), os.time(),\n"
        "  os.date('%Y-%m-%d'), tostring(os.getenv('HOME')), math.random(1000)}\n"
        "for k in pairs{b = 1, a = 2, [2] = 3, [1] = 4, c = 5} do parts[#parts + 1] = k end\n"
        "function Str() return pandoc.Str(table.concat(parts, '|')) end";
    expect_filtered(
        "a", code,
        "Para(table: 0x1|function: 0x2|table: 0x3|1714608000|2024-05-02|nil|962|1|2|a|b|c)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attacks),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_fresh_globals),
        cmocka_unit_test(test_repeatable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
