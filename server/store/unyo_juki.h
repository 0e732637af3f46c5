/* Questions to 住基ネット in unyo.db (2.11.3): rows of a 照会要求 and those of operations, from when they
 * were asked to their answers. Each has a number of its insurer (base/bango.h), under which its access is
 * recorded (store/unyo_access.h). Called by service/unyo and service/joho. */
#ifndef STORE_UNYO_JUKI_H
#define STORE_UNYO_JUKI_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* Who asks what, and what for. */
struct juki_irai {
    const char *uketsuke; /* NULL: by an operation */
    int64_t gyo;          /* 行番号; INT64_MIN: by an operation */
    const char *system, *busho, *user, *riyu;
    const char *toi; /* JSON object of what is asked */
};

/* It waits to be sent on. */
enum status unyo_juki_add(struct tx *tx, const char *hokensha, const struct juki_irai *irai,
                          int64_t *ret_shokai);

/* Those that wait: of a link file; uketsuke NULL: of operations. from, to: their numbers, not INT64_MIN. */
struct juki_matsu {
    const char *uketsuke;
    int64_t from, to;
};
/* Adds the first of them, [[shokai,{…}],…] and at most `limit`, to json, marks them as sent and records their
 * accesses; *ret_n: how many. */
enum status unyo_juki_send(struct tx *tx, const struct juki_matsu *m, int64_t limit, int64_t now,
                           struct buf *json, int64_t *ret_n);
/* n rows of a link file have gone out on a medium, whose answers are due at yotei_at. */
enum status unyo_juki_sofu(struct tx *tx, const char *uketsuke, int64_t n, int64_t yotei_at, int64_t now);
struct juki_sofu {
    const char *uketsuke;
    int64_t at, gyo_su, yotei_at;
    int64_t kanryo_at; /* INT64_MIN: the answers are not there */
};
/* The newest first, `limit` at most; array and texts in a. */
enum status unyo_juki_sofu_list(struct tx *tx, const char *hokensha, const char *bushos, int64_t limit,
                                struct arena *a, struct juki_sofu **ret, size_t *ret_n);
/* The first file after `after` with something that waits; *ret NULL: none. In a. */
enum status unyo_juki_next(struct tx *tx, const char *after, struct arena *a, const char **ret);
/* One more look at one that waits: how many there were. 0: it does not wait. */
enum status unyo_juki_poll(struct tx *tx, int64_t shokai, int64_t *ret);
/* A message jukiKaito; each answer that comes for the first time is charged. *ret_n: how many those are. */
enum status unyo_juki_kaito(struct tx *tx, const char *rows, int64_t ryokin, int64_t now, int64_t *ret_n);

enum { JUKI_MATSU = 1, JUKI_SENT, JUKI_ANSWERED };
struct juki_kaito {
    const char *uketsuke;    /* NULL: by an operation */
    const char *busho;       /* that asked */
    int64_t dankai;          /* JUKI_…; what follows says nothing before JUKI_ANSWERED */
    const char *status_name; /* why there is no answer, or NULL */
    int64_t kensu;           /* people found */
    int64_t kaito_at;
    /* Or NULL. */
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *shien_sochi, *ido_jiyu,
        *ido_ymd;
};
/* Texts in a. */
enum status unyo_juki_get(struct tx *tx, int64_t shokai, struct arena *a, struct juki_kaito *ret,
                          bool *ret_found);
#endif
