#include "command/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum { PATIENCE_MS = 1000, BETWEEN_MS = 100 };

static void tell(void *context, const char *what, size_t done, size_t all)
{
    struct progress_line *line = context;
    int64_t now = clock_ms();
    if (now - line->start_ms < PATIENCE_MS || now - line->shown_ms < BETWEEN_MS)
        return;
    line->shown_ms = now;
    fprintf(stderr, "\r%s: %zu of %zu\033[K", what, done, all);
    fflush(stderr);
}

void progress_begin(struct progress_line *line, struct order *order)
{
    const char *terminal = getenv("TERM");
    *line = (struct progress_line){.start_ms = clock_ms()};
    if (isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0)
        order->progress = (struct progress){tell, line};
}

void progress_end(struct progress_line *line)
{
    if (line->shown_ms != 0)
        fputs("\r\033[K", stderr);
    line->shown_ms = 0;
}
