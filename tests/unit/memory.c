/* Arenas, lists and maps. */
#include "tree.h"

#include "base/list.h"
#include "base/map.h"

static void test_arena_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_equal(arena_used(arena), 0);
    for (size_t size = 0; size < 100; size++) {
        unsigned char *at = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xFF, size);
    }
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    unsigned char *again = arena_alloc(arena, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(again[i], 0);
    arena_free(arena);
    arena_free(NULL);
}

static void test_arena_large_pieces(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *small = arena_alloc(arena, 10);
    char *large = arena_alloc(arena, 10 << 20);
    char *after = arena_alloc(arena, 10);
    memset(small, 1, 10);
    memset(large, 2, 10 << 20);
    memset(after, 3, 10);
    assert_int_equal(small[9], 1);
    assert_int_equal(large[(10 << 20) - 1], 2);
    assert_true(arena_used(arena) >= (10u << 20) + 20);
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    memset(arena_alloc(arena, 1 << 20), 4, 1 << 20);
    arena_free(arena);
}

static void test_arena_grow_in_place_and_moved(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *at = arena_grow(arena, NULL, 0, 5);
    memcpy(at, "abcde", 5);
    char *longer = arena_grow(arena, at, 5, 100);
    assert_ptr_equal(longer, at);
    assert_memory_equal(longer, "abcde", 5);
    assert_int_equal(longer[5], 0);
    arena_alloc(arena, 1);
    char *moved = arena_grow(arena, longer, 100, 200);
    assert_ptr_not_equal(moved, longer);
    assert_memory_equal(moved, "abcde", 6);
    assert_int_equal(moved[199], 0);
    char *shorter = arena_grow(arena, moved, 200, 3);
    assert_memory_equal(shorter, "abc", 3);
    arena_free(arena);
}

/* A piece may grow to the very end of its block and over it. */
static void test_arena_grow_over_blocks(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t size = 1;
    char *at = arena_alloc(arena, size);
    *at = 'x';
    for (; size < 3 << 20; size = size * 3 / 2 + 1)
        at = memset(arena_grow(arena, at, size, size * 3 / 2 + 1), 'x', size * 3 / 2 + 1);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(at[i], 'x');
    arena_free(arena);
}

static void test_arena_rewind(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct arena_mark empty = arena_mark(arena);
    char *kept = arena_alloc(arena, 16);
    memset(kept, 7, 16);
    size_t used = arena_used(arena);
    struct arena_mark mark = arena_mark(arena);
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(arena, 100000), 1, 100000);
    arena_rewind(arena, mark);
    assert_int_equal(arena_used(arena), used);
    char *fresh = arena_alloc(arena, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(fresh[i], 0);
    assert_int_equal(kept[15], 7);
    arena_rewind(arena, empty);
    assert_int_equal(arena_used(arena), 0);
    arena_free(arena);
}

static void test_list(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    LIST(size_t) list = {0};
    for (size_t i = 0; i < 10000; i++) {
        size_t *item = LIST_ADD(&list, arena);
        assert_int_equal(*item, 0);
        *item = i;
        if (i % 7 == 0)
            arena_alloc(arena, 3); /* something else in between, so that the list must move */
    }
    assert_int_equal(list.count, 10000);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.at[i], i);
    arena_free(arena);
}

static void test_map_keeps_order(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct map map = map_new(arena);
    assert_null(map_get(&map, STR("nothing")));
    static int values[1000];
    for (size_t i = 0; i < 1000; i++) {
        struct str key = str_fmt(arena, "key-%zu", i * 7919 % 1000);
        assert_ptr_equal(map_add(&map, key, &values[i]), &values[i]);
    }
    for (size_t i = 0; i < 1000; i++) {
        struct str key = str_fmt(arena, "key-%zu", i * 7919 % 1000);
        assert_true(str_eq(map.at[i].key, key));
        assert_ptr_equal(map_get(&map, key), &values[i]);
    }
    assert_null(map_get(&map, STR("key-1000")));
    arena_free(arena);
}

static void test_map_add_and_set(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct map map = map_new(arena);
    int first = 1, second = 2;
    map_add(&map, STR("a"), &first);
    assert_ptr_equal(map_add(&map, STR("a"), &second), &first);
    assert_int_equal(map.count, 1);
    map_set(&map, STR("a"), &second);
    assert_ptr_equal(map_get(&map, STR("a")), &second);
    map_add(&map, STR_NONE, &first);
    assert_ptr_equal(map_get(&map, STR("")), &first);
    arena_free(arena);
}

static void test_map_closest(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct map map = map_new(arena);
    int value = 0;
    assert_str(map_closest(&map, STR("title")), "");
    map_add(&map, STR("title"), &value);
    map_add(&map, STR("subtitle"), &value);
    map_add(&map, STR("x"), &value);
    assert_str(map_closest(&map, STR("titel")), "title");
    assert_str(map_closest(&map, STR("subtitel")), "subtitle");
    assert_str(map_closest(&map, STR("title")), "title");
    assert_str(map_closest(&map, STR("layers")), "");
    /* Names that have no letter in common are not near, however short they are. */
    assert_str(map_closest(&map, STR("q")), "");
    assert_str(map_closest(&map, STR("")), "");
    map_add(&map, STR("tile"), &value);
    assert_str(map_closest(&map, STR("tilt")), "tile");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_zeroed_and_aligned),
        cmocka_unit_test(test_arena_large_pieces),
        cmocka_unit_test(test_arena_grow_in_place_and_moved),
        cmocka_unit_test(test_arena_grow_over_blocks),
        cmocka_unit_test(test_arena_rewind),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_map_keeps_order),
        cmocka_unit_test(test_map_add_and_set),
        cmocka_unit_test(test_map_closest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
