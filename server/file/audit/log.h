/* The audit table of one world as it is written: append-only, without a system call for most records, because
 * they go into a part of the file that has room on the disk already and is mapped. So they survive kill -9;
 * what a power cut leaves of them is up to the last audit_log_sync. Not thread-safe. Called by world/audit.c.
 */
#ifndef FILE_AUDIT_LOG_H
#define FILE_AUDIT_LOG_H
#include "base/diag.h"
#include "file/audit/segment.h"

enum {
    AUDIT_SEGMENT_BYTES = 2 << 20,               /* a segment is closed behind that */
    AUDIT_SEGMENT_ROWS = 16384,                  /* or with so many records */
    AUDIT_SEGMENTS_KEPT = 200,                   /* so many at most: each reset closes one, however small */
    AUDIT_BYTES_LEAST = 2 * AUDIT_SEGMENT_BYTES, /* of a folder: what `most` may be */
    AUDIT_BYTES_MOST = AUDIT_SEGMENTS_KEPT * AUDIT_SEGMENT_BYTES,
    AUDIT_BYTES_USUAL = 64 << 20, /* [A] */
    AUDIT_WINDOW = 64 << 10,      /* of it, with room on the disk, is mapped */
    AUDIT_LINE_MOST = AUDIT_TEXT + 64,
    AUDIT_SPARE = AUDIT_WINDOW / 4 /* room that only AUDIT_LAST may take */
};

struct audit_log {
    const struct hmac *key;
    char *dir;    /* NULL: not open */
    int64_t most; /* bytes of the whole folder; the oldest closed segments go for it when one is closed */
    struct audit_end end;
    char link[AUDIT_LINK + 1]; /* of the last record */
    int64_t kuiki;             /* number of the chain: the generation */
    uint32_t first;            /* oldest segment that is there */
    int64_t closed_bytes;      /* of the closed ones */
    int64_t lost;              /* records for which there was no room, and that are had nowhere else */
    int fd, head_fd, jitsu_fd; /* -1 */
    char *window;
    int64_t base; /* where in the segment the window begins */
    int64_t *jitsu;
    struct audit_head *head;
    uint32_t synced; /* the lowest segment that is not synced */
    int held;        /* so many look at it as a whole: nothing goes meanwhile */
    bool fresh;      /* files have been made since the folder was synced */
    bool missing;    /* something was when it was opened, and the table says so */
};
#define AUDIT_LOG_INIT ((struct audit_log){.fd = -1, .head_fd = -1, .jitsu_fd = -1})

/* Opens the table in dir, or makes it. After an unclean end what is half a record is cut off, and what is
 * missing is told in the table (at: the virtual time for that). kuiki: of what comes; another one than what
 * is there has closes that. */
enum status audit_log_open(struct audit_log *l, const char *dir, const struct hmac *key, int64_t most,
                           int64_t kuiki, int64_t at, struct diag *d);
/* Trimmed, synced and closed, so that whatever is changed from now on was not us. */
void audit_log_close(struct audit_log *l);

/* Lets go of it as a killed process would. */
void audit_log_drop(struct audit_log *l);

/* LAST: may take the room that is kept for who cannot be refused any more. */
enum audit_room { AUDIT_COMMON, AUDIT_LAST };
struct audit_text {
    int64_t nichiji, kagi;
    size_t n; /* of audit_row_text */
    const char *p;
};
/* DISK: it is not recorded. Counted as lost where it could neither be refused nor waits in a database (kagi).
 */
enum status audit_log_add(struct audit_log *l, const struct audit_text *text, enum audit_room room,
                          struct diag *d);
/* Not only AUDIT_LAST has room, without a look at the disk. */
bool audit_log_roomy(const struct audit_log *l);
/* Closes the chain of the present kuiki, why, and begins the next. */
enum status audit_log_next(struct audit_log *l, int64_t kuiki, const char *why, int64_t at, struct diag *d);
/* A record of the table's own: koto audit.…, biko by fmt. */
enum status audit_log_own(struct audit_log *l, const char *koto, int64_t at, struct diag *d, const char *fmt,
                          ...) __attribute__((format(printf, 5, 6)));
/* What is to be synced, as files of their own: whoever takes them syncs and closes them without the lock, and
 * says so. Answers how many; *ret_end: up to where. */
enum { AUDIT_SYNC_FILES = 8 };
int audit_log_dirty(struct audit_log *l, int fds[AUDIT_SYNC_FILES], struct audit_end *ret_end);
void audit_log_synced(struct audit_log *l, const struct audit_end *end);
#endif
