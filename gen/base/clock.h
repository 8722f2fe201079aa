/* The time that has passed, for limits and for telling; no output depends on it. */
#ifndef GLOSS_BASE_CLOCK_H
#define GLOSS_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds since some moment before; never less than at the last call. */
int64_t clock_ns(void);

/* The same in whole milliseconds. */
int64_t clock_ms(void);

#endif
