/* A temporary folder for tests that touch the disk, and short ways to look into it. */
#ifndef GLOSS_TESTS_FOLDER_H
#define GLOSS_TESTS_FOLDER_H

#include "tree.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct folder {
    struct arena *arena;
    struct str path;
};

static inline struct folder folder_open(void)
{
    struct arena *arena = arena_new();
    const char *base = getenv("TMPDIR");
    char *name = str_c(arena, str_fmt(arena, "%s/gloss-unit-XXXXXX", base != NULL ? base : "/tmp"));
    assert_non_null(mkdtemp(name));
    return (struct folder){arena, str_from(name)};
}

static inline void folder_close(struct folder *folder)
{
    assert_int_equal(folder_remove(folder->path), 0);
    arena_free(folder->arena);
}

static inline struct str in_folder(struct folder *folder, const char *name)
{
    return path_join(folder->arena, folder->path, str_from(name));
}

static inline void write_in(struct folder *folder, const char *name, const char *text)
{
    assert_int_equal(file_write(in_folder(folder, name), str_from(text)), 0);
}

static inline bool is_in(struct folder *folder, const char *name)
{
    return path_exists(in_folder(folder, name));
}

/* The text of a file; a test that asks for one that is not there fails. */
static inline struct str text_in(struct folder *folder, const char *name)
{
    struct str text = STR_NONE;
    assert_int_equal(file_read(folder->arena, in_folder(folder, name), 1 << 20, &text), 0);
    return text;
}

#endif
