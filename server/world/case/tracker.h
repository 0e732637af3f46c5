/* Inside world/ only: what was seen of the testers' systems (koto), in the order in which it happened, kept
 * in DATA/worlds/NAME/case/run-N.log: outside of every generation and of the digest, without any 個人番号. It
 * is told of calls, rows and what 取りまとめ機関 does, and knows nothing of who drives. Blocks reach the page
 * cache before the reply goes out, so that they survive kill -9; after it the end may be half a block, which
 * is cut off. Thread-safe. Read by facts.h. */
#ifndef WORLD_CASE_TRACKER_H
#define WORLD_CASE_TRACKER_H
#include <pthread.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "file/case/koto.h"

enum {
    TRACKER_MAGIC = 0x4B4F5431,
    TRACKER_RECENT = 1 << 16, /* looks that are known again: as many people as are likely looked at in turn */
    TRACKER_TEXT = 24,
    TRACKER_VALUE = 400,
    TRACKER_NOTE = 4000,
    TRACKER_NO = 48
};

/* On disk, in this machine's byte order: a block of facts that have time, insurer and 受付番号 in common, and
 * behind each head its items as {tag, value, NUL}: the tag is the item's place in its kind from 1 on, or one
 * of these. */
struct block_head {
    uint32_t magic, size; /* size: of all, rounded up to 8 */
    uint32_t count, hokensha;
    int64_t at, real_us; /* virtual time in seconds, real time */
    char uketsuke[TRACKER_TEXT];
};
enum { TAG_NAMED = 255, TAG_NO = 254, TAG_WHY = 253 }; /* "name=value"; 照会番号, 副本番号; why refused */
struct fact_head {
    uint16_t size; /* with its items, rounded up to 8 */
    uint16_t status;
    uint8_t koto, edaban_digits;
    uint16_t item_bytes;
    uint32_t juni;  /* which row of the file, from 1; 0: an operation */
    uint32_t setai; /* mixed from 保険者, 記号, 番号; 0: not told */
    uint64_t edaban;
    uint64_t ningen; /* the same for the same 個人番号, in this world alone; 0: not told */
};

/* What may be told again when it is tried again is told once (tracker_once). */
enum tracker_once { ONCE_LOADER, ONCE_COURIER, ONCE_COUNT = ONCE_COURIER + 8 }; /* one for each sender */

struct tracker {
    pthread_mutex_t lock;
    uint64_t generation; /* of the world: what belongs to another is not taken */
    const char *world_dir;
    char *dir;    /* its folder case; NULL: it cannot be used (yet) */
    int fd;       /* -1: the log is not open (yet): each block tries it again */
    bool burying; /* earlier runs are still to be removed */
    uint32_t run;
    uint64_t life, series; /* rise when a run begins, and when a first one does */
    int64_t size;          /* bytes that stand */
    int64_t lost;          /* blocks since then that could not be written */
    int kake;              /* the file that says so; -1: not open */
    uint64_t key[2];
    bool keyed;
    char restored[TRACKER_NO]; /* a restore is still to be told, before anything else; "": none */
    bool intended;             /* the note of tracker_intend is still to go */
    uint64_t once[ONCE_COUNT];
    atomic_uint_fast64_t epoch; /* rises with every block but those of reads */
    atomic_uint_fast64_t recent[TRACKER_RECENT];
};

/* world_dir: DATA/worlds/NAME, which outlives it; nothing is done there yet. */
void tracker_init(struct tracker *t, const char *world_dir);
void tracker_close(struct tracker *t);
enum tracker_run { RUN_SAME, RUN_FIRST, RUN_NEXT };
/* Before a generation becomes the present one: what tracker_goes_on and tracker_restored will be called with.
 * What cannot be written is not known after kill -9. */
void tracker_intend(struct tracker *t, uint64_t generation, enum tracker_run run, const char *restored);
/* What was still to be done for that generation when a daemon died; *restored "": no state. */
enum tracker_run tracker_intended(const struct tracker *t, uint64_t generation, char restored[TRACKER_NO]);
/* The world goes on with that generation: in the same run (the last one that is there), in a first one with
 * nothing before it, or in the next one. What fails is tried again with each block. */
enum status tracker_goes_on(struct tracker *t, uint64_t generation, enum tracker_run run, struct diag *d);
/* Then, at that virtual time: the generation is that state restored ("-": of no known number; NULL: it is
 * none). Told before anything of the generation is. When that is done, what was intended is. */
void tracker_restored(struct tracker *t, const char *restored, int64_t at);
/* DATA/worlds/NAME/case/run-N.log, or another file of the run; malloc'ed. */
char *tracker_path(const struct tracker *t, uint32_t run, const char *what);

/* A run's log as it stands now. */
struct run_log {
    int fd; /* -1: there is none; who holds it closes it */
    uint32_t run;
    size_t size;
    uint64_t life, series;         /* of the tracker at that moment */
    const struct tracker *tracker; /* that knows whose 個人番号 is whose in it */
    int64_t lost;
};
/* run 0: the present one. */
enum status tracker_hold(struct tracker *t, uint32_t run, struct run_log *ret, struct diag *d);
size_t tracker_size(struct tracker *t); /* of the present one */
/* What was seen in the present run, and of it what was written into the report by hand; a run that cannot be
 * read has none. counted.c */
struct tracker_count {
    int64_t kiroku, kinyu;
};
void tracker_count(struct tracker *t, struct tracker_count *ret);

/* A block that is being built. */
struct telling {
    struct block_head head;
    uint64_t generation; /* that it belongs to */
    struct buf facts;
    size_t last; /* where the fact begins that items are added to */
};
void telling_uketsuke(struct telling *x, const char *uketsuke); /* of all of it; NULL: none */
/* NULL: no memory; valid until the first item. */
struct fact_head *telling_fact(struct telling *x, enum koto koto);
void telling_item(struct telling *x, uint8_t tag, const char *name, struct str value);
void telling_text(struct telling *x, uint8_t tag, const char *text); /* what a person has written */
void telling_end(struct telling *x);                                 /* of a fact */
/* By its name: in the list of the kind, or a column. Nothing for one that is not kept. */
void telling_named(struct telling *x, const struct koto_kind *k, const char *name, struct str value);
/* Appends it. What only reads is left out when the same was seen since the last change or refusal. What could
 * not be written is counted, and the count written with the next that can be ("record.lost"). */
enum put_kind { PUT_CHANGE, PUT_READ, PUT_REFUSED };
enum put_fate { PUT_STANDS, PUT_AGAIN, PUT_LATE, PUT_LOST_FIRST, PUT_LOST }; /* AGAIN: after some were lost */
enum put_fate tracker_put(struct tracker *t, struct telling *x, enum put_kind how);
/* false: that is what it was asked for last time. */
bool tracker_once(struct tracker *t, enum tracker_once slot, const char *what, uint64_t n);
/* people.c. FNV-1a by words: to tell whether the same was seen, not for anybody's secret. */
uint64_t tracker_sum(const void *p, size_t n, uint64_t h);
uint64_t tracker_ningen(const struct tracker *t, struct str kojin_bango); /* 0: cannot be told */
uint32_t tracker_setai(uint32_t hokensha, const char *kigo, const char *bango);
int64_t tracker_real_us(void);                /* since 1970 */
uint32_t fact_hokensha(const char *hokensha); /* NULL: 0 */
/* A 枝番 into a fact. */
void fact_edaban(struct fact_head *f, const char *edaban);

/* Whole blocks of a log in memory: the first that stands at or behind at, which may be damaged there. */
#define BLOCK_NONE SIZE_MAX
size_t block_next(const char *map, size_t at, size_t size);
const struct block_head *block_at(const char *map, size_t at);
#endif
