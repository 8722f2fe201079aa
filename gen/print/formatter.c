#include "print/formatter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

extern char **environ;

/* More than any document answers; a formatter that says so much in one line has lost its mind. */
#define LONGEST_LINE ((size_t)64 << 20)

/*
 * How long a formatter that was let go may take to end by
 * itself; a JVM writes its archive of classes then.
 */
#define EASE_MS 15000

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* ---- starting ---- */

/* Ends of the two lines: [0] is ours to read from or to speak into, [1] the process's. */
struct lines {
    int to[2], from[2];
};

/*
 * The line to the process is a socket, not a pipe:
 * a write into it can be told not to raise SIGPIPE.
 */
static int open_lines(struct lines *lines)
{
    int from[2];
    *lines = (struct lines){{-1, -1}, {-1, -1}};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lines->to) != 0)
        return errno;
    if (pipe2(from, O_CLOEXEC) != 0) {
        int error = errno;
        close_end(&lines->to[0]);
        close_end(&lines->to[1]);
        return error;
    }
    lines->from[0] = from[0];
    lines->from[1] = from[1];
    return 0;
}

static int spawn(struct formatter *formatter, const struct lines *lines, char *const arguments[])
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    error = posix_spawn_file_actions_adddup2(&actions, lines->to[1], STDIN_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, lines->from[1], STDOUT_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, fileno(formatter->complaints),
                                                 STDERR_FILENO);
    if (error == 0)
        error = posix_spawnp(&formatter->pid, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int formatter_start(struct formatter *formatter, char *const arguments[])
{
    struct lines lines;
    int error;
    *formatter = FORMATTER_NONE;
    formatter->complaints = tmpfile();
    if (formatter->complaints == NULL)
        return errno;
    error = open_lines(&lines);
    if (error == 0)
        error = spawn(formatter, &lines, arguments);
    close_end(&lines.to[1]);
    close_end(&lines.from[1]);
    formatter->to = lines.to[0];
    formatter->from = lines.from[0];
    if (error != 0) {
        formatter->pid = 0;
        formatter_end(formatter, false, NULL, NULL);
    }
    return error;
}

/* ---- speaking and listening ---- */

static bool send_all(int to, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(to, at, len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

bool formatter_say(struct formatter *formatter, struct str line)
{
    return formatter->to >= 0 && send_all(formatter->to, line.at, line.len)
        && send_all(formatter->to, "\n", 1);
}

/* Forget the line that the last call gave out. */
static void drop_heard(struct formatter *formatter)
{
    size_t heard = formatter->heard;
    if (heard > 0)
        memmove(formatter->line, formatter->line + heard, formatter->len - heard);
    formatter->len -= heard;
    formatter->heard = 0;
}

static bool make_room(struct formatter *formatter)
{
    size_t room = formatter->room == 0 ? 65536 : formatter->room * 2;
    char *line;
    if (formatter->len < formatter->room)
        return true;
    line = realloc(formatter->line, room);
    if (line == NULL)
        return false;
    formatter->line = line;
    formatter->room = room;
    return true;
}

/* Wait for more bytes until `deadline`. HEARD_LINE says only that some came. */
static enum heard hear_more(struct formatter *formatter, int64_t deadline)
{
    struct pollfd poll_from = {.fd = formatter->from, .events = POLLIN};
    int64_t left = deadline - clock_ms();
    int ready = poll(&poll_from, 1, left < 0 ? 0 : (int)left);
    ssize_t got;
    if (ready < 0)
        return errno == EINTR ? HEARD_LINE : HEARD_END;
    if (ready == 0)
        return HEARD_NOTHING_IN_TIME;
    if (formatter->len >= LONGEST_LINE || !make_room(formatter))
        return HEARD_TOO_MUCH;
    got = read(formatter->from, formatter->line + formatter->len, formatter->room - formatter->len);
    if (got < 0 && errno == EINTR)
        return HEARD_LINE;
    if (got <= 0)
        return HEARD_END;
    formatter->len += (size_t)got;
    return HEARD_LINE;
}

enum heard formatter_hear(struct formatter *formatter, int wait_ms, struct str *line)
{
    int64_t deadline = clock_ms() + wait_ms;
    size_t seen = 0;
    *line = STR_NONE;
    if (formatter->from < 0)
        return HEARD_END;
    drop_heard(formatter);
    for (;;) {
        const char *end = seen < formatter->len
            ? memchr(formatter->line + seen, '\n', formatter->len - seen)
            : NULL;
        enum heard heard;
        if (end != NULL) {
            *line = str_range(formatter->line, end);
            formatter->heard = line->len + 1;
            return HEARD_LINE;
        }
        seen = formatter->len;
        heard = hear_more(formatter, deadline);
        if (heard != HEARD_LINE)
            return heard;
    }
}

/* ---- ending ---- */

/* Wait for the process to end within `wait_ms`. Fails false when it still runs. */
static bool wait_for(pid_t pid, int wait_ms, int *status)
{
    int64_t deadline = clock_ms() + wait_ms;
    struct timespec moment = {.tv_nsec = 5000000};
    for (;;) {
        pid_t ended = waitpid(pid, status, WNOHANG);
        if (ended == pid)
            return true;
        if (ended < 0 && errno != EINTR)
            return true;
        if (clock_ms() >= deadline)
            return false;
        nanosleep(&moment, NULL);
    }
}

static void kill_and_wait(pid_t pid, int *status)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) {
    }
}

/*
 * Lines of a complaint that say how to complain better:
 * where in the engine it was, which version it has.
 */
static bool is_idle(struct str line)
{
    return line.len == 0 || str_starts(line, STR("at ")) || str_starts(line, STR("note: "))
        || str_starts(line, STR("Node.js v"));
}

/* The last line of what the process complained that says something. */
static struct str last_complaint(struct arena *arena, FILE *complaints)
{
    char bytes[2048];
    struct str text, line, last = STR_NONE;
    size_t got;
    if (fseek(complaints, 0, SEEK_END) != 0)
        return STR_NONE;
    if (ftell(complaints) > (long)sizeof bytes)
        (void)fseek(complaints, -(long)sizeof bytes, SEEK_END);
    else
        rewind(complaints);
    got = fread(bytes, 1, sizeof bytes, complaints);
    text = (struct str){bytes, got};
    while (str_split(&text, '\n', &line))
        if (!is_idle(str_trim(line)))
            last = str_trim(line);
    return str_keep(arena, last);
}

static struct str say_end(struct arena *arena, int status, struct str complaint)
{
    const char *before = complaint.len > 0 ? ": " : "";
    if (WIFSIGNALED(status))
        return str_fmt(arena, "by signal %d%s%.*s", WTERMSIG(status), before, STR_ARG(complaint));
    return str_fmt(arena, "with status %d%s%.*s", WEXITSTATUS(status), before, STR_ARG(complaint));
}

void formatter_end(struct formatter *formatter, bool at_ease, struct arena *arena, struct str *how)
{
    int status = 0;
    close_end(&formatter->to);
    if (formatter->pid > 0 && !(at_ease && wait_for(formatter->pid, EASE_MS, &status)))
        kill_and_wait(formatter->pid, &status);
    if (formatter->pid > 0 && how != NULL)
        *how = say_end(arena, status, last_complaint(arena, formatter->complaints));
    close_end(&formatter->from);
    if (formatter->complaints != NULL)
        fclose(formatter->complaints);
    free(formatter->line);
    *formatter = FORMATTER_NONE;
}
