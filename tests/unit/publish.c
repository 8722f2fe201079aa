/* Publishing: whole or not at all, and only what is ours. */
#include "folder.h"

#include <signal.h>
#include <sys/wait.h>

#include "press/publish.h"

enum { ALL = FORMAT_HTML | FORMAT_DOCBOOK | FORMAT_PDF };

struct output {
    struct folder folder;
    struct diags *diags;
};

static struct output start(void)
{
    return (struct output){folder_open(), diags_new()};
}

static void end(struct output *o)
{
    folder_close(&o->folder);
    diags_free(o->diags);
}

static struct publish *open_output(struct output *o)
{
    struct publish *p =
        publish_open(in_folder(&o->folder, "public"), STR("public"), false, o->diags);
    assert_non_null(p);
    return p;
}

static void add(struct output *o, struct publish *p, const char *path, const char *text)
{
    assert_true(publish_text(p, FORMAT_HTML, str_from(path), str_from(text), o->diags));
}

static void commit(struct output *o, struct publish *p, size_t files, size_t written,
                   size_t removed)
{
    struct publish_counts counts = {0};
    assert_true(publish_commit(p, ALL, true, &counts, o->diags));
    assert_int_equal(counts.files, files);
    assert_int_equal(counts.written, written);
    assert_int_equal(counts.removed, removed);
}

/* A build that publishes "a.html" with `a` and "b/c.html" with `c`, each unless NULL. */
static void build(struct output *o, const char *a, const char *c)
{
    struct publish *p = open_output(o);
    struct publish_counts counts = {0};
    if (a != NULL)
        add(o, p, "a.html", a);
    if (c != NULL)
        add(o, p, "b/c.html", c);
    assert_true(publish_commit(p, ALL, true, &counts, o->diags));
}

static void check_tidy(struct output *o)
{
    assert_false(is_in(&o->folder, "public/.gloss-stage"));
    assert_false(is_in(&o->folder, "public/.gloss-journal"));
    assert_str(said(o->folder.arena, o->diags), "");
}

static void test_first_and_second(void **state)
{
    (void)state;
    struct output o = start();
    struct publish *p = open_output(&o);
    add(&o, p, "b/c.html", "c");
    add(&o, p, "a.html", "a");
    assert_false(is_in(&o.folder, "public/a.html"));
    commit(&o, p, 2, 2, 0);
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    assert_str(text_in(&o.folder, "public/b/c.html"), "c");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "html\ta.html\nhtml\tb/c.html\n");
    check_tidy(&o);
    struct stat before, after;
    const char *manifest = str_c(o.folder.arena, in_folder(&o.folder, "public/.gloss-files"));
    const char *page = str_c(o.folder.arena, in_folder(&o.folder, "public/a.html"));
    assert_int_equal(stat(manifest, &before), 0);
    p = open_output(&o);
    add(&o, p, "a.html", "a");
    add(&o, p, "b/c.html", "c");
    commit(&o, p, 2, 0, 0);
    assert_int_equal(stat(manifest, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(stat(page, &before), 0);
    p = open_output(&o);
    add(&o, p, "a.html", "a");
    add(&o, p, "b/c.html", "changed");
    commit(&o, p, 2, 1, 0);
    assert_int_equal(stat(page, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_str(text_in(&o.folder, "public/b/c.html"), "changed");
    check_tidy(&o);
    end(&o);
}

static void test_removed(void **state)
{
    (void)state;
    struct output o = start();
    build(&o, "a", "c");
    write_in(&o.folder, "public/mine.txt", "mine");
    struct publish *p = open_output(&o);
    add(&o, p, "a.html", "a");
    commit(&o, p, 1, 0, 1);
    assert_false(is_in(&o.folder, "public/b"));
    assert_str(text_in(&o.folder, "public/mine.txt"), "mine");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "html\ta.html\n");
    check_tidy(&o);
    end(&o);
}

static void test_other_formats_stay(void **state)
{
    (void)state;
    struct output o = start();
    struct publish_counts counts = {0};
    struct publish *p = open_output(&o);
    add(&o, p, "a.html", "a");
    assert_true(publish_text(p, FORMAT_PDF, STR("a.pdf"), STR("pdf"), o.diags));
    assert_true(publish_text(p, FORMAT_DOCBOOK, STR("a.xml"), STR("xml"), o.diags));
    assert_true(publish_commit(p, ALL, true, &counts, o.diags));
    p = open_output(&o);
    add(&o, p, "z.html", "z");
    assert_true(publish_commit(p, FORMAT_HTML | FORMAT_DOCBOOK, true, &counts, o.diags));
    assert_int_equal(counts.removed, 2);
    assert_true(is_in(&o.folder, "public/a.pdf"));
    assert_false(is_in(&o.folder, "public/a.xml"));
    assert_str(text_in(&o.folder, "public/.gloss-files"), "pdf\ta.pdf\nhtml\tz.html\n");
    p = open_output(&o);
    add(&o, p, "y.html", "y");
    assert_true(publish_commit(p, ALL, false, &counts, o.diags));
    assert_int_equal(counts.removed, 0);
    assert_true(is_in(&o.folder, "public/z.html") && is_in(&o.folder, "public/a.pdf"));
    check_tidy(&o);
    end(&o);
}

static void test_keep(void **state)
{
    (void)state;
    struct output o = start();
    struct publish_counts counts = {0};
    struct publish *p = open_output(&o);
    assert_true(publish_text(p, FORMAT_PDF, STR("a.pdf"), STR("good"), o.diags));
    assert_true(publish_commit(p, ALL, true, &counts, o.diags));
    write_in(&o.folder, "public/mine.pdf", "mine");
    p = open_output(&o);
    publish_keep(p, FORMAT_PDF, STR("a.pdf"));
    publish_keep(p, FORMAT_PDF, STR("mine.pdf")); /* never ours, and does not become so */
    publish_keep(p, FORMAT_PDF, STR("none.pdf"));
    commit(&o, p, 1, 0, 0);
    assert_str(text_in(&o.folder, "public/a.pdf"), "good");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "pdf\ta.pdf\n");
    end(&o);
}

static void test_not_ours(void **state)
{
    (void)state;
    struct output o = start();
    write_in(&o.folder, "public/a.html", "by hand");
    write_in(&o.folder, "public/same.html", "same");
    write_in(&o.folder, "public/b", "a file where a folder must be");
    struct publish *p = open_output(&o);
    add(&o, p, "same.html", "same");
    assert_false(publish_text(p, FORMAT_HTML, STR("a.html"), STR("ours"), o.diags));
    assert_false(publish_text(p, FORMAT_HTML, STR("b/c.html"), STR("ours"), o.diags));
    publish_abandon(p);
    assert_str(said(o.folder.arena, o.diags),
               "error[output-not-ours]: public/a.html is in the way: gloss did not write it\n"
               "error[output-not-ours]: public/b is in the way: gloss did not write it\n");
    assert_str(text_in(&o.folder, "public/a.html"), "by hand");
    assert_false(is_in(&o.folder, "public/.gloss-stage"));
    end(&o);
}

/* A page may take the place of a file that an earlier build wrote, and the other way round. */
static void test_file_becomes_folder(void **state)
{
    (void)state;
    struct output o = start();
    struct publish *p = open_output(&o);
    add(&o, p, "about", "a file");
    commit(&o, p, 1, 1, 0);
    p = open_output(&o);
    add(&o, p, "about/index.html", "a page");
    commit(&o, p, 1, 1, 1);
    assert_str(text_in(&o.folder, "public/about/index.html"), "a page");
    check_tidy(&o);
    end(&o);
}

/* Even where this build removes nothing, as one of a single essay, the old file gives way. */
static void test_file_gives_way(void **state)
{
    (void)state;
    struct output o = start();
    struct publish_counts counts = {0};
    struct publish *p = open_output(&o);
    add(&o, p, "about", "a file");
    commit(&o, p, 1, 1, 0);
    p = open_output(&o);
    add(&o, p, "about/index.html", "a page");
    assert_true(publish_commit(p, ALL, false, &counts, o.diags));
    assert_str(text_in(&o.folder, "public/about/index.html"), "a page");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "html\tabout/index.html\n");
    end(&o);
}

static void test_abandon(void **state)
{
    (void)state;
    struct output o = start();
    struct publish *p = open_output(&o);
    add(&o, p, "a.html", "a");
    publish_abandon(p);
    assert_false(is_in(&o.folder, "public"));
    build(&o, "a", "c");
    p = open_output(&o);
    add(&o, p, "a.html", "new");
    add(&o, p, "new/d.html", "new");
    publish_abandon(p);
    publish_abandon(NULL);
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    assert_false(is_in(&o.folder, "public/new"));
    check_tidy(&o);
    end(&o);
}

static void test_dry(void **state)
{
    (void)state;
    struct output o = start();
    struct publish_counts counts = {0};
    build(&o, "a", "c");
    struct publish *p = publish_open(in_folder(&o.folder, "public"), STR("public"), true, o.diags);
    add(&o, p, "a.html", "new");
    assert_true(publish_commit(p, ALL, true, &counts, o.diags));
    assert_int_equal(counts.written, 1);
    assert_int_equal(counts.removed, 1);
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    assert_true(is_in(&o.folder, "public/b/c.html"));
    p = publish_open(in_folder(&o.folder, "none"), STR("none"), true, o.diags);
    add(&o, p, "a.html", "new");
    assert_true(publish_commit(p, ALL, true, &counts, o.diags));
    assert_false(is_in(&o.folder, "none"));
    check_tidy(&o);
    end(&o);
}

/* ---- killed ---- */

/* A build killed while it stages has changed nothing, and its stage does not stay. */
static void test_killed_before_journal(void **state)
{
    (void)state;
    struct output o = start();
    build(&o, "a", "c");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct publish *p = open_output(&o);
        add(&o, p, "a.html", "half");
        _exit(0); /* as by a signal: nothing is cleared away */
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    assert_str(text_in(&o.folder, "public/.gloss-stage/a.html"), "half");
    build(&o, "a", "c");
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    check_tidy(&o);
    end(&o);
}

/*
 * What a build leaves that changes a.html, adds d/e.html and drops b/c.html, and is killed when it
 * has done `done` of the lines of its journal.
 */
static void leave_journal(struct output *o, int done)
{
    build(o, "a", "c");
    if (done < 1)
        write_in(&o->folder, "public/.gloss-stage/a.html", "A");
    else
        write_in(&o->folder, "public/a.html", "A");
    write_in(&o->folder, done < 2 ? "public/.gloss-stage/d/e.html" : "public/d/e.html", "E");
    if (done >= 3)
        assert_int_equal(folder_remove(in_folder(&o->folder, "public/b")), 0);
    write_in(&o->folder, done < 4 ? "public/.gloss-stage/.gloss-files" : "public/.gloss-files",
             "html\ta.html\nhtml\td/e.html\n");
    write_in(&o->folder, "public/.gloss-journal",
             "put a.html\nput d/e.html\ndrop b/c.html\nput .gloss-files\n");
}

static void test_killed_after_journal(void **state)
{
    (void)state;
    for (int done = 0; done <= 4; done++) {
        struct output o = start();
        leave_journal(&o, done);
        struct publish *p = open_output(&o);
        assert_str(text_in(&o.folder, "public/a.html"), "A");
        assert_str(text_in(&o.folder, "public/d/e.html"), "E");
        assert_false(is_in(&o.folder, "public/b"));
        assert_str(text_in(&o.folder, "public/.gloss-files"), "html\ta.html\nhtml\td/e.html\n");
        add(&o, p, "a.html", "A");
        add(&o, p, "d/e.html", "E");
        commit(&o, p, 2, 0, 0);
        check_tidy(&o);
        end(&o);
    }
}

/*
 * What a killed build began is finished even if the
 * next one finds mistakes and publishes nothing.
 */
static void test_killed_then_abandoned(void **state)
{
    (void)state;
    struct output o = start();
    leave_journal(&o, 1);
    publish_abandon(open_output(&o));
    assert_str(text_in(&o.folder, "public/d/e.html"), "E");
    assert_false(is_in(&o.folder, "public/b"));
    check_tidy(&o);
    end(&o);
}

/*
 * Killed for real, at moments of the clock's choosing: each
 * time the output is all old or all new after the next.
 */
static void test_killed_anywhere(void **state)
{
    (void)state;
    struct output o = start();
    build(&o, "0", "0");
    for (int round = 1; round <= 40; round++) {
        char text[16];
        snprintf(text, sizeof text, "%d", round);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (;;) {
                build(&o, text, text);
                build(&o, "x", "x");
            }
        }
        usleep((useconds_t)(500 + round * 37 % 29 * 100));
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        publish_abandon(open_output(&o));
        struct str a = text_in(&o.folder, "public/a.html");
        assert_true(str_eq(a, text_in(&o.folder, "public/b/c.html")));
        check_tidy(&o);
    }
    end(&o);
}

/* A journal that cannot be carried out keeps its stage: nothing of it is lost. */
static void test_journal_in_trouble(void **state)
{
    (void)state;
    struct output o = start();
    leave_journal(&o, 0);
    write_in(&o.folder, "public/d", "in the way of d/e.html");
    assert_null(publish_open(in_folder(&o.folder, "public"), STR("public"), false, o.diags));
    assert_true(str_has(said(o.folder.arena, o.diags), STR("error[cannot-write]: public")));
    assert_str(text_in(&o.folder, "public/.gloss-stage/d/e.html"), "E");
    assert_true(is_in(&o.folder, "public/.gloss-journal"));
    assert_int_equal(unlink(str_c(o.folder.arena, in_folder(&o.folder, "public/d"))), 0);
    publish_abandon(open_output(&o));
    assert_str(text_in(&o.folder, "public/d/e.html"), "E");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "html\ta.html\nhtml\td/e.html\n");
    end(&o);
}

/* ---- hostile ---- */

static void test_hostile_manifest(void **state)
{
    (void)state;
    struct output o = start();
    write_in(&o.folder, "x", "not ours");
    write_in(&o.folder, "public/y", "not ours");
    struct str manifest =
        str_fmt(o.folder.arena,
                "html\t../x\nhtml\t%.*s/x\nhtml\tb/../../x\nhtml\t\nno tab\n\nhtml\t./y\n\t\nhtml",
                STR_ARG(o.folder.path));
    write_in(&o.folder, "public/.gloss-files", str_c(o.folder.arena, manifest));
    build(&o, "a", NULL);
    assert_str(text_in(&o.folder, "x"), "not ours");
    assert_str(text_in(&o.folder, "public/y"), "not ours");
    assert_str(text_in(&o.folder, "public/.gloss-files"), "html\ta.html\n");
    end(&o);
}

static void test_hostile_journal(void **state)
{
    (void)state;
    struct output o = start();
    build(&o, "a", "c");
    write_in(&o.folder, "x", "not ours");
    struct str journal = str_fmt(o.folder.arena, "drop ../x\ndrop %.*s/x\nput ../x\nput\n\nzap a\n",
                                 STR_ARG(o.folder.path));
    write_in(&o.folder, "public/.gloss-journal", str_c(o.folder.arena, journal));
    build(&o, "a", "c");
    assert_str(text_in(&o.folder, "x"), "not ours");
    assert_str(text_in(&o.folder, "public/a.html"), "a");
    check_tidy(&o);
    end(&o);
}

/* Names that would read as something else in the manifest, or are our own, or lead elsewhere. */
static void test_hostile_paths(void **state)
{
    (void)state;
    struct output o = start();
    write_in(&o.folder, "public/x", "not ours");
    struct publish *p = open_output(&o);
    const char *const paths[] = {"a\nhtml\tx",     "../x",           "/x",    "", ".gloss-files",
                                 ".gloss-journal", ".gloss-stage/a", "a/../x"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        assert_false(publish_text(p, FORMAT_HTML, str_from(paths[i]), STR("text"), o.diags));
    assert_int_equal(diags_count(o.diags, SEVERITY_ERROR), 8);
    publish_abandon(p);
    assert_str(text_in(&o.folder, "public/x"), "not ours");
    assert_false(is_in(&o.folder, "x"));
    end(&o);
}

static void test_two_at_one_place(void **state)
{
    (void)state;
    struct output o = start();
    struct publish *p = open_output(&o);
    add(&o, p, "x.pdf", "by the author");
    add(&o, p, "x.pdf", "by the author");
    assert_false(publish_text(p, FORMAT_PDF, STR("x.pdf"), STR("by gloss"), o.diags));
    assert_str(said(o.folder.arena, o.diags),
               "error[slug-twice]: two different files would both be public/x.pdf\n");
    publish_abandon(p);
    end(&o);
}

static void test_clean(void **state)
{
    (void)state;
    struct output o = start();
    size_t removed = 0;
    build(&o, "a", "c");
    write_in(&o.folder, "public/b/mine.txt", "mine");
    struct str output = in_folder(&o.folder, "public");
    assert_true(publish_clean(output, STR("public"), &removed, o.diags));
    assert_int_equal(removed, 2);
    assert_false(is_in(&o.folder, "public/a.html") || is_in(&o.folder, "public/.gloss-files"));
    assert_str(text_in(&o.folder, "public/b/mine.txt"), "mine");
    assert_true(publish_clean(output, STR("public"), &removed, o.diags));
    assert_int_equal(removed, 0);
    assert_int_equal(folder_remove(in_folder(&o.folder, "public/b")), 0);
    build(&o, "a", "c");
    assert_int_equal(unlink(str_c(o.folder.arena, in_folder(&o.folder, "public/a.html"))), 0);
    assert_true(publish_clean(output, STR("public"), &removed, o.diags));
    assert_int_equal(removed, 1);
    assert_false(is_in(&o.folder, "public"));
    check_tidy(&o);
    end(&o);
}

static void test_clean_after_kill(void **state)
{
    (void)state;
    for (int done = 0; done <= 4; done++) {
        struct output o = start();
        size_t removed = 0;
        leave_journal(&o, done);
        assert_true(
            publish_clean(in_folder(&o.folder, "public"), STR("public"), &removed, o.diags));
        assert_false(is_in(&o.folder, "public"));
        end(&o);
    }
}

static void test_publish_file(void **state)
{
    (void)state;
    struct output o = start();
    write_in(&o.folder, "map.svg", "<svg/>");
    struct publish *p = open_output(&o);
    assert_true(publish_file(p, FORMAT_HTML, STR("x/map.svg"), in_folder(&o.folder, "map.svg"),
                             STR("map.svg"), o.diags));
    assert_false(publish_file(p, FORMAT_HTML, STR("x/no.svg"), in_folder(&o.folder, "no.svg"),
                              STR("no.svg"), o.diags));
    assert_true(
        str_has(said(o.folder.arena, o.diags), STR("error[cannot-read]: no.svg cannot be read: ")));
    publish_abandon(p);
    end(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_and_second),
        cmocka_unit_test(test_removed),
        cmocka_unit_test(test_other_formats_stay),
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_not_ours),
        cmocka_unit_test(test_file_becomes_folder),
        cmocka_unit_test(test_file_gives_way),
        cmocka_unit_test(test_abandon),
        cmocka_unit_test(test_dry),
        cmocka_unit_test(test_killed_before_journal),
        cmocka_unit_test(test_killed_after_journal),
        cmocka_unit_test(test_killed_then_abandoned),
        cmocka_unit_test(test_killed_anywhere),
        cmocka_unit_test(test_journal_in_trouble),
        cmocka_unit_test(test_hostile_manifest),
        cmocka_unit_test(test_hostile_journal),
        cmocka_unit_test(test_hostile_paths),
        cmocka_unit_test(test_two_at_one_place),
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_clean_after_kill),
        cmocka_unit_test(test_publish_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
