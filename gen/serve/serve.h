/*
 * The development server: build, serve, watch, rebuild, reload.
 *
 * Pages are built into .gloss/serve, so that what is published stays as it is. A page that is open
 * reloads when a build has succeeded, and shows what is wrong when one has not; the last good page
 * stays below it.
 */
#ifndef GLOSS_SERVE_SERVE_H
#define GLOSS_SERVE_SERVE_H

#include <stdbool.h>

#include "base/diag.h"
#include "press/press.h"

struct serve_options {
    unsigned port;            /* 0: 1313, or the next that is free */
    struct diags_style style; /* how mistakes are shown on the terminal */
    bool quiet;
};

/*
 * Serve the project that `order` names on 127.0.0.1 until `order->stop` is set.
 * Fails   false after an error in `diags`: no project, or no port is free.
 */
bool serve_project(const struct order *order, const struct serve_options *options,
                   struct diags *diags);

#endif
