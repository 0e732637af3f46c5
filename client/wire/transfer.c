/* Waiting for a file's end and fetching its result; see session.h. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "say.h"
#include "wire/session.h"

enum { FIRST_MS = 10, LAST_MS = 500 };

static bool S_status(struct http *h, const struct target *t, const char *uketsuke, struct reply *r)
{
    char field[128];
    snprintf(field, sizeof field, "uketsukeBango=%s", uketsuke);
    const char *fields[] = {field};
    struct soap_request q = {
        .service = "file", .op = "getStatus", .fields = fields, .field_count = 1, .result_fd = -1};
    return soap_call(h, t, &q, r);
}

static void S_show(struct progress *p, const struct reply *r)
{
    const char *ok = node_text(r->root, "seijoSu"), *bad = node_text(r->root, "ijoSu"),
               *all = node_text(r->root, "gyoSu");
    int64_t done = (ok ? strtoll(ok, NULL, 10) : 0) + (bad ? strtoll(bad, NULL, 10) : 0);
    int64_t total = all ? strtoll(all, NULL, 10) : 0;
    progress_show(p, done, total > done ? total : 0);
}

int session_wait(struct http *h, const struct target *t, const char *uketsuke, int timeout, struct reply *r,
                 char *error, size_t error_cap)
{
    struct progress progress = {.title = tr("処理を待っています", "waiting"), .unit = tr("行", " rows")};
    int64_t until = clock_real_us() + (int64_t)timeout * 1000000;
    int status = EXIT_FAILED;
    *r = (struct reply){0};
    for (int ms = FIRST_MS;; ms = ms * 2 < LAST_MS ? ms * 2 : LAST_MS) {
        reply_release(r);
        if (!S_status(h, t, uketsuke, r)) {
            snprintf(error, error_cap, "%s", r->error);
            break;
        }
        if (r->kubun != 2) {
            status = EXIT_FINE;
            break;
        }
        S_show(&progress, r);
        if (clock_real_us() > until) {
            snprintf(error, error_cap,
                     tr("%s は %d "
                        "秒待っても処理が完了しません（時計が止まっているか、手動の進行になっていませんか）",
                        "%s has not ended after %d seconds (is the clock frozen, or progress manual?)"),
                     uketsuke, timeout);
            break;
        }
        /* The daemon already holds each answer back until its work has settled; this only spares it a fast
         * loop. */
        poll(NULL, 0, ms);
    }
    progress_end(&progress);
    return status;
}

/* The file has gone to disk: nothing is left of it in the reply. */
static void S_drop_naiyo(struct node *root)
{
    struct node *before = NULL;
    for (struct node *n = root->child; n; before = n, n = n->next) {
        if (strcmp(n->name, "naiyo") != 0)
            continue;
        if (before)
            before->next = n->next;
        else
            root->child = n->next;
        if (root->last == n)
            root->last = before;
        return;
    }
}

bool session_file(struct http *h, const struct target *t, const struct soap_request *q, const char *out,
                  struct reply *r, char *error, size_t error_cap)
{
    char part[1100];
    bool ok = false;
    *r = (struct reply){0};
    snprintf(part, sizeof part, "%s.part", out);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        snprintf(error, error_cap, tr("%s に書き込めません: %s", "cannot write %s: %s"), part,
                 FILE_CAUSE(errno));
        return false;
    }
    struct soap_request to_disk = *q;
    to_disk.result_fd = fd;
    if (!soap_call(h, t, &to_disk, r))
        snprintf(error, error_cap, "%s", r->error);
    else if (r->kubun == 1 && rename(part, out) != 0)
        snprintf(error, error_cap, tr("%s に書き込めません: %s", "cannot write %s: %s"), out,
                 FILE_CAUSE(errno));
    else
        ok = true;
    if (ok)
        S_drop_naiyo(r->root);
    close(fd);
    if (!ok || r->kubun != 1)
        unlink(part);
    return ok;
}

bool session_result(struct http *h, const struct target *t, const char *uketsuke, const char *shurui,
                    const char *out, struct reply *r, char *error, size_t error_cap)
{
    bool keikoku = strcmp(shurui, "keikoku") == 0;
    char field[128];
    const char *fields[] = {field, "shurui=keikoku"};
    snprintf(field, sizeof field, "uketsukeBango=%s", uketsuke);
    const struct soap_request q = {
        .service = "file", .op = "getResult", .fields = fields, .field_count = 1 + keikoku};
    return session_file(h, t, &q, out, r, error, error_cap);
}
