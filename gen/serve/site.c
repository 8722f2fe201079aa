/* HTTP for one folder, and the stream of events that makes open pages reload. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"
#include "serve/room.h"

#define EVENTS "/.gloss/events"
#define SCRIPT "/.gloss/reload.js"

#define URL_PLAIN "/-._~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

enum { PORTS_TRIED = 100, LARGEST_PAGE = 64 << 20, EVENTS_BLOCK = 256 << 10 };

struct site_server {
    struct arena *arena;
    struct str folder;
    struct news *news;
    struct MHD_Daemon *daemon;
    unsigned port;
};

static const char reload_script[] =
    "const events = new EventSource('" EVENTS "');\n"
    "let first = true;\n"
    "events.addEventListener('built', () => { if (!first) location.reload(); first = false; });\n"
    "events.addEventListener('mistakes', e => {\n"
    "  first = false;\n"
    "  document.getElementById('gloss-mistakes')?.remove();\n"
    "  const box = document.createElement('pre');\n"
    "  box.id = 'gloss-mistakes';\n"
    "  box.textContent = JSON.parse(e.data);\n"
    "  box.style.cssText = 'position:fixed;inset:auto 0 0 "
    "0;max-height:60vh;overflow:auto;margin:0;padding:1rem;'\n"
    "    + 'background:#300;color:#fee;font:14px/1.4 monospace;z-index:99';\n"
    "  document.body.append(box);\n"
    "});\n";

/* ---- events ---- */

struct listener {
    struct news *news;
    unsigned heard; /* builds; 0: nothing yet */
};

/* A string as JSON, so that lines of it do not end the event. */
static void put_json_text(struct out *out, const char *text)
{
    out_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            out_c(out, "\\n");
        else if (*text == '"' || *text == '\\')
            out_fmt(out, "\\%c", *text);
        else if ((unsigned char)*text >= 0x20)
            out_char(out, *text);
    }
    out_char(out, '"');
}

static size_t put_event(const struct news *news, char *to, size_t room)
{
    struct arena *arena = arena_new();
    struct out out = out_new(arena);
    if (news->mistakes != NULL && *news->mistakes != '\0') {
        out_c(&out, "event: mistakes\ndata: ");
        put_json_text(&out, news->mistakes);
        out_c(&out, "\n\n");
    } else {
        out_fmt(&out, "event: built\ndata: %u\n\n", news->builds);
    }
    size_t len = out.len <= room ? out.len : 0;
    memcpy(to, out.at, len);
    arena_free(arena);
    return len;
}

/* Called on the connection's own thread; a comment now and then shows us that the page has gone. */
static ssize_t read_events(void *of, uint64_t position, char *to, size_t room)
{
    struct listener *listener = of;
    struct news *news = listener->news;
    struct timespec until;
    (void)position;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 2;
    pthread_mutex_lock(&news->lock);
    while (listener->heard == news->builds && !news->closing
           && pthread_cond_timedwait(&news->changed, &news->lock, &until) == 0)
        continue;
    ssize_t len = MHD_CONTENT_READER_END_OF_STREAM;
    if (!news->closing && listener->heard != news->builds) {
        listener->heard = news->builds;
        len = (ssize_t)put_event(news, to, room);
    } else if (!news->closing) {
        len = (ssize_t)snprintf(to, room, ":\n\n");
    }
    pthread_mutex_unlock(&news->lock);
    return len;
}

static struct MHD_Response *events_response(struct news *news)
{
    struct listener *listener = calloc(1, sizeof *listener);
    if (listener == NULL)
        return NULL;
    listener->news = news;
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, EVENTS_BLOCK, read_events, listener, free);
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    return response;
}

/* ---- files ---- */

static const char *type_of(struct str path)
{
    static const struct {
        const char *ending, *type;
    } types[] = {{".html", "text/html; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"},
                 {".webp", "image/webp"},
                 {".gif", "image/gif"},
                 {".pdf", "application/pdf"},
                 {".xml", "application/xml"},
                 {".json", "application/json"},
                 {".woff2", "font/woff2"},
                 {".txt", "text/plain; charset=utf-8"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_is(path_ending(path), types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

/* The file that a URL's path means; empty where it climbs out of the folder. */
static struct str file_of(struct arena *arena, const struct site_server *server, const char *url)
{
    struct str path = path_clean(arena, str_from(url + (*url == '/')));
    if (str_starts(path, STR("..")) || str_starts(path, STR("/")))
        return STR_NONE;
    struct str file = path_join(arena, server->folder, path);
    return path_is_folder(file) ? path_join(arena, file, STR("index.html")) : file;
}

/* The reload script goes in front of the end of the body; the files themselves stay as they are. */
static struct str with_script(struct arena *arena, struct str text)
{
    struct out out = out_new(arena);
    size_t end = str_find(text, STR("</body>"), 0);
    out_raw(&out, str_slice(text, 0, end));
    out_c(&out, "<script src=\"" SCRIPT "\"></script>");
    out_raw(&out, str_slice(text, end, text.len));
    return out_str(&out);
}

static struct MHD_Response *text_response(struct str text, const char *type)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        text.len, (void *)(uintptr_t)text.at, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    return response;
}

static struct MHD_Response *file_response(const struct site_server *server, const char *url,
                                          unsigned *status)
{
    struct arena *arena = arena_new();
    struct str file = file_of(arena, server, url), text = STR_NONE;
    *status = MHD_HTTP_OK;
    if (file.len == 0 || file_read(arena, file, LARGEST_PAGE, &text) != 0) {
        *status = MHD_HTTP_NOT_FOUND;
        file = path_join(arena, server->folder, STR("404.html"));
        if (file_read(arena, file, LARGEST_PAGE, &text) != 0)
            text = STR("There is no such page.\n");
    }
    if (str_ends(file, STR(".html")))
        text = with_script(arena, text);
    struct MHD_Response *response = text_response(text, type_of(file));
    arena_free(arena);
    return response;
}

/* A path as a header may carry it: all but letters, digits and a few marks as %XX. */
static char *encoded(struct arena *arena, struct str path)
{
    struct out out = out_new(arena);
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.at[i];
        if (c != '\0' && strchr(URL_PLAIN, c) != NULL)
            out_char(&out, (char)c);
        else
            out_fmt(&out, "%%%02X", c);
    }
    return str_c(arena, out_str(&out));
}

/* `/essays` is `/essays/`: relative links on the page count on it. */
static struct MHD_Response *slash_response(const struct site_server *server, const char *url)
{
    struct arena *arena = arena_new();
    struct MHD_Response *response = NULL;
    struct str path = path_clean(arena, str_from(url + (*url == '/')));
    size_t len = strlen(url);
    if (len > 1 && url[len - 1] != '/' && !str_starts(path, STR(".."))
        && path_is_folder(path_join(arena, server->folder, path))) {
        response = text_response(STR_NONE, "text/plain");
        MHD_add_response_header(response, "Location",
                                encoded(arena, str_fmt(arena, "/%.*s/", STR_ARG(path))));
    }
    arena_free(arena);
    return response;
}

static struct MHD_Response *method_response(unsigned *status)
{
    struct MHD_Response *response = text_response(STR("Pages can only be read.\n"), "text/plain");
    MHD_add_response_header(response, "Allow", "GET, HEAD");
    *status = MHD_HTTP_METHOD_NOT_ALLOWED;
    return response;
}

static enum MHD_Result answer(void *of, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    const struct site_server *server = of;
    unsigned status = MHD_HTTP_OK;
    (void)version, (void)upload, (void)upload_size, (void)state;
    struct MHD_Response *response = NULL;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        response = method_response(&status);
    else if (strcmp(url, EVENTS) == 0)
        response = events_response(server->news);
    else if (strcmp(url, SCRIPT) == 0)
        response =
            text_response((struct str){reload_script, sizeof reload_script - 1}, "text/javascript");
    else if ((response = slash_response(server, url)) != NULL)
        status = MHD_HTTP_MOVED_PERMANENTLY;
    else
        response = file_response(server, url, &status);
    if (response == NULL)
        return MHD_NO;
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

/* ---- the server ---- */

static struct MHD_Daemon *listen_on(struct site_server *server, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL,
        (uint16_t)port, NULL, NULL, answer, server, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
}

struct site_server *site_server_start(struct str folder, struct news *news, unsigned port,
                                      bool search)
{
    struct arena *arena = arena_new();
    struct site_server *server = ARENA_NEW(arena, struct site_server);
    *server = (struct site_server){.arena = arena, .folder = str_keep(arena, folder), .news = news};
    for (unsigned i = 0; i < (search ? PORTS_TRIED : 1) && server->daemon == NULL; i++) {
        server->port = port + i;
        server->daemon = listen_on(server, server->port);
    }
    if (server->daemon != NULL)
        return server;
    arena_free(arena);
    return NULL;
}

unsigned site_server_port(const struct site_server *server)
{
    return server->port;
}

void site_server_stop(struct site_server *server)
{
    MHD_stop_daemon(server->daemon);
    arena_free(server->arena);
}
