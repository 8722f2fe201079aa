/* Paths, files and folders. */
#include "folder.h"

#include <errno.h>

static void test_paths(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(path_join(arena, STR("a"), STR("b")), "a/b");
    assert_str(path_join(arena, STR("a/"), STR("b")), "a/b");
    assert_str(path_join(arena, STR(""), STR("b")), "b");
    assert_str(path_join(arena, STR("."), STR("b")), "b");
    assert_str(path_join(arena, STR("a"), STR("/b")), "/b");
    assert_str(path_folder(STR("a/b/c.md")), "a/b");
    assert_str(path_folder(STR("c.md")), "");
    assert_str(path_folder(STR("/c.md")), "/");
    assert_str(path_name(STR("a/b/c.md")), "c.md");
    assert_str(path_name(STR("a/")), "");
    assert_str(path_stem(STR("a/b.c/d.tar.gz")), "d.tar");
    assert_str(path_ending(STR("a/b.c/d.tar.gz")), ".gz");
    assert_str(path_ending(STR("a/b.c/d")), "");
    assert_str(path_stem(STR(".hidden")), ".hidden");
    assert_str(path_ending(STR(".hidden")), "");
    arena_free(arena);
}

static void test_path_clean(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(path_clean(arena, STR("a/./b//c/")), "a/b/c");
    assert_str(path_clean(arena, STR("a/../b")), "b");
    assert_str(path_clean(arena, STR("a/../../b")), "../b");
    assert_str(path_clean(arena, STR("../../b")), "../../b");
    assert_str(path_clean(arena, STR("/../a")), "/a");
    assert_str(path_clean(arena, STR("a/..")), "");
    assert_str(path_clean(arena, STR("")), "");
    assert_str(path_clean(arena, STR("/")), "/");
    assert_str(path_clean(arena, STR("..a/b")), "..a/b");
    arena_free(arena);
}

static void test_path_relative(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_str(path_relative(arena, STR("essays/x"), STR("essays/y")), "../y");
    assert_str(path_relative(arena, STR("essays/x"), STR("glossary")), "../../glossary");
    assert_str(path_relative(arena, STR("essays/x"), STR("")), "../../");
    assert_str(path_relative(arena, STR(""), STR("essays/x")), "essays/x");
    assert_str(path_relative(arena, STR_NONE, STR("essays/x")), "essays/x");
    assert_str(path_relative(arena, STR("essays"), STR("essays/x")), "x");
    assert_str(path_relative(arena, STR("essays/x"), STR("essays")), "../");
    assert_str(path_relative(arena, STR("essays/x"), STR("essays/xy")), "../xy");
    assert_str(path_relative(arena, STR("a"), STR("a")), "");
    assert_str(path_relative(arena, STR(""), STR("")), "");
    arena_free(arena);
}

static void test_read(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    struct str text = STR_NONE;
    write_in(&folder, "a.txt", "12345");
    assert_str(text_in(&folder, "a.txt"), "12345");
    assert_int_equal(file_read(folder.arena, in_folder(&folder, "a.txt"), 5, &text), 0);
    assert_int_equal(file_read(folder.arena, in_folder(&folder, "a.txt"), 4, &text), EFBIG);
    assert_int_equal(file_read(folder.arena, in_folder(&folder, "no.txt"), 9, &text), ENOENT);
    assert_int_equal(file_read(folder.arena, folder.path, 9, &text), EISDIR);
    assert_int_equal(file_read(folder.arena, STR("/dev/null"), 9, &text), EINVAL);
    assert_int_equal(mkfifo(str_c(folder.arena, in_folder(&folder, "pipe")), 0600), 0);
    assert_int_equal(file_read(folder.arena, in_folder(&folder, "pipe"), 9, &text), EINVAL);
    char *longest = malloc(5000);
    memset(longest, 'a', 5000);
    struct str name = {longest, 5000};
    assert_int_equal(file_read(folder.arena, name, 9, &text), ENAMETOOLONG);
    assert_int_equal(file_write(name, text), ENAMETOOLONG);
    assert_int_equal(folder_make(name), ENAMETOOLONG);
    assert_int_equal(folder_remove(name), ENAMETOOLONG);
    assert_false(path_exists(name) || path_is_folder(name) || file_holds(name, text));
    free(longest);
    folder_close(&folder);
}

static void test_write_and_holds(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    write_in(&folder, "x/y/z.txt", "text");
    assert_true(path_is_folder(in_folder(&folder, "x/y")));
    assert_true(file_holds(in_folder(&folder, "x/y/z.txt"), STR("text")));
    assert_false(file_holds(in_folder(&folder, "x/y/z.txt"), STR("tex")));
    assert_false(file_holds(in_folder(&folder, "x/y/z.txt"), STR("texT")));
    assert_false(file_holds(in_folder(&folder, "x/y"), STR("")));
    assert_false(file_holds(in_folder(&folder, "no"), STR("")));
    write_in(&folder, "x/y/z.txt", "t");
    assert_str(text_in(&folder, "x/y/z.txt"), "t");
    write_in(&folder, "empty", "");
    assert_true(file_holds(in_folder(&folder, "empty"), STR_NONE));
    assert_int_equal(file_write(in_folder(&folder, "empty/x"), STR("t")), ENOTDIR);
    assert_int_equal(file_copy(in_folder(&folder, "x/y/z.txt"), in_folder(&folder, "c/d")), 0);
    assert_str(text_in(&folder, "c/d"), "t");
    folder_close(&folder);
}

static void test_large_files(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    size_t size = 300001;
    char *at = malloc(size);
    for (size_t i = 0; i < size; i++)
        at[i] = (char)('a' + i % 23);
    struct str path = in_folder(&folder, "large"), text = {at, size};
    assert_int_equal(file_write(path, text), 0);
    assert_true(file_holds(path, text));
    at[size - 1] = '!';
    assert_false(file_holds(path, text));
    free(at);
    folder_close(&folder);
}

static void test_list_in_order(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    const char *const names[] = {"b.md", "B.md", "a.md", "é.md", ".hidden"};
    for (size_t i = 0; i < 5; i++)
        write_in(&folder, names[i], "");
    assert_int_equal(folder_make(in_folder(&folder, "c")), 0);
    assert_int_equal(symlink("c", str_c(folder.arena, in_folder(&folder, "to-c"))), 0);
    assert_int_equal(symlink("gone", str_c(folder.arena, in_folder(&folder, "to-nothing"))), 0);
    struct folder_entries entries = {0};
    assert_int_equal(folder_list(folder.arena, folder.path, &entries), 0);
    const char *const wanted[] = {".hidden", "B.md", "a.md",       "b.md",
                                  "c",       "to-c", "to-nothing", "é.md"};
    assert_int_equal(entries.count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_str(entries.at[i].name, wanted[i]);
    assert_int_equal(entries.at[0].kind, ENTRY_FILE);
    assert_int_equal(entries.at[4].kind, ENTRY_FOLDER);
    assert_int_equal(entries.at[5].kind, ENTRY_FOLDER);
    assert_int_equal(entries.at[6].kind, ENTRY_OTHER);
    assert_int_equal(folder_list(folder.arena, in_folder(&folder, "no"), &entries), ENOENT);
    folder_close(&folder);
}

static void test_remove_follows_no_link(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    write_in(&folder, "precious/file", "keep me");
    write_in(&folder, "doomed/a/b/c", "");
    write_in(&folder, "doomed/.d", "");
    assert_int_equal(symlink("../precious", str_c(folder.arena, in_folder(&folder, "doomed/link"))),
                     0);
    assert_int_equal(folder_remove(in_folder(&folder, "doomed")), 0);
    assert_false(is_in(&folder, "doomed"));
    assert_str(text_in(&folder, "precious/file"), "keep me");
    assert_int_equal(folder_remove(in_folder(&folder, "doomed")), 0);
    assert_int_equal(symlink("precious", str_c(folder.arena, in_folder(&folder, "link"))), 0);
    assert_int_equal(folder_remove(in_folder(&folder, "link")), 0);
    assert_str(text_in(&folder, "precious/file"), "keep me");
    folder_close(&folder);
}

static void test_make(void **state)
{
    (void)state;
    struct folder folder = folder_open();
    assert_int_equal(folder_make(in_folder(&folder, "a/b/c")), 0);
    assert_int_equal(folder_make(in_folder(&folder, "a/b/c")), 0);
    assert_true(path_is_folder(in_folder(&folder, "a/b/c")));
    write_in(&folder, "file", "");
    assert_int_equal(folder_make(in_folder(&folder, "file")), ENOTDIR);
    assert_int_equal(folder_make(in_folder(&folder, "file/x")), ENOTDIR);
    folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_path_clean),
        cmocka_unit_test(test_path_relative),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_write_and_holds),
        cmocka_unit_test(test_large_files),
        cmocka_unit_test(test_list_in_order),
        cmocka_unit_test(test_remove_follows_no_link),
        cmocka_unit_test(test_make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
