#include "press/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/out.h"

extern char **environ;

enum { WAIT_MS = 10000, SHORT_ANSWER = 4096, NOT_STARTED = -1 };

/* Ours, and that git shall neither ask for a password nor fetch what it lacks. */
static char **environment(struct arena *arena)
{
    size_t count = 0;
    while (environ[count] != NULL)
        count++;
    char **list = ARENA_ARRAY(arena, count + 3, char *);
    list[0] = str_c(arena, STR("GIT_TERMINAL_PROMPT=0"));
    list[1] = str_c(arena, STR("GIT_NO_LAZY_FETCH=1"));
    memcpy(list + 2, environ, count * sizeof *list);
    return list;
}

static int start(struct arena *arena, char *const arguments[], int to, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (error == 0)
        error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
    if (error == 0)
        error = posix_spawnp(pid, arguments[0], &actions, NULL, arguments, environment(arena));
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* All that comes from `from`; false where it is too much, or does not end in time. */
static bool hear(int from, struct out *out, size_t limit)
{
    char bytes[16384];
    for (int64_t end = clock_ms() + WAIT_MS;;) {
        struct pollfd ready = {.fd = from, .events = POLLIN};
        int64_t left = end - clock_ms();
        if (left <= 0 || out->len > limit)
            return false;
        if (poll(&ready, 1, (int)left) < 0 && errno != EINTR)
            return false;
        if (ready.revents == 0)
            continue;
        ssize_t count = read(from, bytes, sizeof bytes);
        if (count == 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0)
            out_raw(out, (struct str){bytes, (size_t)count});
    }
}

/* The exit status; NOT_STARTED with errno where there is no such program. */
static int run(struct arena *arena, char *const arguments[], size_t limit, struct str *answer)
{
    int line[2], how = 0;
    pid_t pid = 0;
    if (pipe2(line, O_CLOEXEC) != 0)
        return NOT_STARTED;
    int error = start(arena, arguments, line[1], &pid);
    close(line[1]);
    struct out out = out_new(arena);
    bool whole = error == 0 && hear(line[0], &out, limit);
    close(line[0]);
    errno = error;
    if (error != 0)
        return NOT_STARTED;
    if (!whole)
        kill(pid, SIGKILL);
    while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
        continue;
    *answer = out_str(&out);
    return whole && WIFEXITED(how) ? WEXITSTATUS(how) : 1;
}

/* No word that git would take for a flag or for the name of a file. */
static bool is_revision(struct str rev)
{
    if (rev.len == 0 || rev.at[0] == '-')
        return false;
    for (size_t i = 0; i < rev.len; i++)
        if (rev.at[i] == ':' || (unsigned char)rev.at[i] <= ' ')
            return false;
    return true;
}

static int ask(struct arena *arena, struct str folder, char *verb, char *flag, struct str what,
               size_t limit, struct str *answer)
{
    char git[] = "git", in[] = "-C";
    char *arguments[] = {git, in, str_c(arena, folder), verb, flag, str_c(arena, what), NULL};
    return run(arena, arguments, limit, answer);
}

enum git_answer git_knows(struct arena *arena, struct str folder, struct str rev)
{
    char verb[] = "rev-parse", verify[] = "--verify", where[] = "--is-inside-work-tree";
    struct str answer;
    int status = ask(arena, folder, verb, where, STR("HEAD"), SHORT_ANSWER, &answer);
    if (status == NOT_STARTED)
        return GIT_NO_PROGRAM;
    if (status != 0 && !str_starts(answer, STR("true")))
        return GIT_NO_PROJECT;
    struct str commit = str_fmt(arena, "%.*s^{commit}", STR_ARG(rev));
    bool known =
        is_revision(rev) && ask(arena, folder, verb, verify, commit, SHORT_ANSWER, &answer) == 0;
    return known ? GIT_FOUND : GIT_NO_REVISION;
}

enum git_answer git_file(struct arena *arena, struct str folder, struct str rev, struct str file,
                         size_t limit, struct str *text)
{
    char verb[] = "cat-file", blob[] = "blob";
    *text = STR_NONE;
    if (!is_revision(rev))
        return GIT_NO_REVISION;
    struct str what = str_fmt(arena, "%.*s:./%.*s", STR_ARG(rev), STR_ARG(file)), answer;
    int status = ask(arena, folder, verb, blob, what, limit, &answer);
    if (status == 0)
        *text = answer;
    return status == 0 ? GIT_FOUND : status == NOT_STARTED ? GIT_NO_PROGRAM : GIT_NO_FILE;
}
