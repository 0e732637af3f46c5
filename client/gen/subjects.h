/* The link files that gen can make, and what their rows are about, one after the other: the same people for
 * every file, those only whom the file before it got registered. Called by file.c and cmd/gen.c. */
#ifndef CLIENT_GEN_SUBJECTS_H
#define CLIENT_GEN_SUBJECTS_H
#include "gen/event.h"
#include "gen/spoil.h"

/* In the order in which the files are to be loaded. */
enum kind {
    KIND_BUSHO,
    KIND_USER,
    KIND_KANYUSHA,
    KIND_SHIKAKU,
    KIND_GASSAN,
    KIND_SHUSSAN,
    KIND_KAZOKU_SHUSSAN,
    KIND_SHUSSAN_TEATE,
    KIND_SHOBYO,
    KIND_MAISO,
    KIND_KAZOKU_MAISO,
    KIND_JUMIN,
    KIND_JOHO,
    KIND_KIKAN,
    KIND_COUNT
};

const char *kind_name(enum kind k); /* ファイル種別, the layout's name */
/* KIND_COUNT: no such kind. */
enum kind kind_find(const char *name, size_t n);
/* Whether there is a file of differences. */
bool kind_has_diff(enum kind k);

/* What decides about rows: how each kind's layout can be broken. */
struct decisions {
    const struct gen *g;
    struct plan plans[KIND_COUNT];
    struct spoil whole[KIND_COUNT], diff[KIND_COUNT];
};

struct subjects {
    const struct decisions *d;
    enum kind kind;
    bool diff;
    struct people people;
    struct person person;
    int period;          /* the person's next row is about this 資格; all done: period_count */
    unsigned registered; /* those whose rows of 加入者情報 are good: a bit each */
    int64_t issued;      /* 枝番 before the person's */
    int64_t at, units;
};

void subjects_start(struct subjects *x, const struct decisions *d, enum kind k, bool diff);
/* The subject of the next row; false: that were all. The person lives in x. */
bool subjects_next(struct subjects *x, struct subject *ret);
/* What a daemon answers to a good row about s. */
enum status subjects_verdict(const struct gen *g, enum kind k, const struct subject *s);
#endif
