/* 受付 in unyo.db: every uploaded file from its receipt to its result, and the spool it lies in (2.12.2
 * ②, 2.13.2). Called by service/unyo; uketsuke_sweep by the engine when it opens a store. Texts that come out
 * live in the arena. */
#ifndef STORE_UNYO_UKETSUKE_H
#define STORE_UNYO_UKETSUKE_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

#define UKETSUKE_UKETSUKEZUMI "受付済"
#define UKETSUKE_SHORICHU "処理中"
#define UKETSUKE_KANRYO "処理完了"
#define UKETSUKE_CHUSHI "処理中止"

struct uketsuke {
    int64_t id;           /* order of acceptance in the world */
    int64_t nth;          /* among its insurer's; unyo_uketsuke_insert takes both from `as` */
    const char *uketsuke; /* 受付番号 */
    const char *hokensha, *system, *busho, *user;
    int64_t roles;
    const char *encoding; /* of the insurer */
    const char *shubetsu, *file_mei;
    const char *sha256;
    int64_t size;
    const char *path, *result_path; /* file names inside the spool */
    const char *jotai;
    int64_t matsu; /* 1: waits for a poll or an operator to start */
    int64_t polls;
    int64_t uketsuke_at;
    int64_t kanryo_at; /* INT64_MIN: not at its end */
    int64_t gyo, seijo, ijo;
    int64_t result_size; /* INT64_MIN: none */
    const char *result_sha256;
    const char *status_name, *item, *want, *have; /* why it was halted */
    const char *keikoku_path, *keikoku_sha256;    /* the file of warnings; NULL: there is none */
    int64_t keikoku_size;
};

/* What the insurer's next receipt gets. */
struct uketsuke_next {
    int64_t id;  /* which of the world's: the order in which they came */
    int64_t nth; /* which of the insurer's: its 受付番号 (base/bango.h) */
};
enum status unyo_uketsuke_next(struct tx *tx, const char *hokensha, struct uketsuke_next *ret);
enum status unyo_uketsuke_insert(struct tx *tx, const struct uketsuke_next *as, const struct uketsuke *u);
enum status unyo_uketsuke_find(struct tx *tx, const char *uketsuke, struct arena *a, struct uketsuke *ret,
                               bool *ret_found);
/* All of the insurer, newest last. */
enum status unyo_uketsuke_list(struct tx *tx, const char *hokensha, struct arena *a, struct uketsuke **ret,
                               size_t *ret_n);
/* What the insurer has sent of a kind, all of it: how many files, how many of these were 処理完了, 処理中止,
 * and their rows. */
struct uketsuke_kensu {
    const char *shubetsu;
    int64_t file, kanryo, chushi;
    int64_t gyo, seijo, ijo;
    int64_t kanryo_at; /* of the last that has ended; INT64_MIN: none has */
};
/* By kind. */
enum status unyo_uketsuke_kensu(struct tx *tx, const char *hokensha, struct arena *a,
                                struct uketsuke_kensu **ret, size_t *ret_n);
/* All of the world, newest last. */
enum status unyo_uketsuke_all(struct tx *tx, struct arena *a, struct uketsuke **ret, size_t *ret_n);
/* The oldest that waits to be started. */
enum status unyo_uketsuke_matsu(struct tx *tx, struct arena *a, struct uketsuke *ret, bool *ret_found);
/* The id of the last that was accepted in the world, zero: none. */
enum status unyo_uketsuke_last(struct tx *tx, int64_t *ret);
/* Counts one file.getStatus of a file that is not at its end. */
enum status unyo_uketsuke_poll(struct tx *tx, const char *uketsuke);
/* Waits no more; polls are counted anew. */
enum status unyo_uketsuke_kaishi(struct tx *tx, const char *uketsuke);
/* 受付済 becomes 処理中. */
enum status unyo_uketsuke_shorichu(struct tx *tx, const char *uketsuke);
/* The 中間サーバー has applied its rows and waits for answers to them: the counts of u. */
enum status unyo_uketsuke_machi(struct tx *tx, const struct uketsuke *u);
/* Its end: jotai, kanryo_at, counts, result and reason of u. The first end counts. */
enum status unyo_uketsuke_kanryo(struct tx *tx, const struct uketsuke *u);

/* Of a file that has ended: how often each rule warned. json: as torikomi.keikoku_kensu. */
struct keikoku {
    const char *uketsuke, *kisoku, *code;
    int64_t kensu, at;
};
enum status unyo_keikoku_add(struct tx *tx, const char *uketsuke, const char *json, int64_t now);
/* All of them together; INT64_MIN: none, or the file has not ended. */
enum status unyo_keikoku_su(struct tx *tx, const struct uketsuke *u, int64_t *ret);
/* The newest files first, `limit` rows at most, of files of bushos, as service/may.h writes them (NULL: all);
 * array and texts in a. */
enum status unyo_keikoku_list(struct tx *tx, const char *hokensha, const char *bushos, int64_t limit,
                              struct arena *a, struct keikoku **ret, size_t *ret_n);

/* Deletes the files of the spool that no receipt names: what a crash between rename and commit left behind,
 * and uploads that were never accepted. */
enum status uketsuke_sweep(struct tx *tx, const char *spool);
#endif
