/* What the files of this room share. */
#ifndef GLOSS_SERVE_ROOM_H
#define GLOSS_SERVE_ROOM_H

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* What pages that are open are told: how many builds there were, and what was wrong in the last. */
struct news {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned builds;
    char *mistakes; /* malloc'd text; NULL or empty where all is well */
    bool closing;
};

/* site.c: HTTP on 127.0.0.1. */
struct site_server;
/*
 * The folder is served from `port`, or from the next hundred
 * if it is taken and `search` is true. NULL: none is free.
 */
struct site_server *site_server_start(struct str folder, struct news *news, unsigned port,
                                      bool search);
unsigned site_server_port(const struct site_server *server);
void site_server_stop(struct site_server *server);

/* watch.c: the project's sources. */
struct watch;
/*
 * Watch the folders and files below `root` that a build
 * reads; what gloss writes itself is passed over.
 */
struct watch *watch_start(struct str root);
/* Watch `folder` too, which is relative to the root: notes may live elsewhere. */
void watch_more(struct watch *watch, struct str folder);
/*
 * Wait until something has changed and nothing did for
 * a moment; false when `wait_ms` have passed first.
 */
bool watch_wait(struct watch *watch, int wait_ms);
void watch_stop(struct watch *watch);

#endif
