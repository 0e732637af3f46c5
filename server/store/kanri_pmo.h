/* Digital PMO (1.6, 2.7.4 to 2.7.9, 2.13.2) in kanri.db: what it has to read, what insurers are to register
 * there, and what they have. Called by service/gaibu/pmo and world/pmo_control. Texts that come out live in
 * the arena; days are 8 digits; what is not known is NULL, INT64_MIN. */
#ifndef STORE_KANRI_PMO_H
#define STORE_KANRI_PMO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/db.h"

struct pmo_bunsho {
    const char *bunsho, *shubetsu, *mei, *kokai;
    const char *setsu;  /* of the guide; NULL */
    const char *meirei; /* a command line of chukan; NULL */
};

#define PMO_YOTEI "予定"
#define PMO_SHINCHOKU "進捗"
#define PMO_KANRYO "完了日"
#define PMO_KEKKA "結果"
/* Something to be registered. */
struct pmo_jiko {
    const char *jiko;
    const char *shurui; /* one of these */
    const char *mei, *nittei;
    const char *kigen;  /* by which day of nittei: "kara", "made" */
    const char *komoku; /* items of test cases (file/case), of 結果 kinds of link files, single spaces
                           between; NULL */
    const char *setsu;
};

/* What was. Of a 完了日, kanryo (kanri_nittei.h) is right and ymd only what was said here. */
struct pmo_toroku {
    const char *hokensha, *jiko;
    const char *kara, *made;       /* 予定 */
    const char *ymd;               /* 完了日, 結果 */
    int64_t zumi, zen;             /* 進捗 */
    int64_t file, gyo, seijo, ijo; /* 結果 */
    int64_t jikko;                 /* the run that it was taken from */
    int64_t at;                    /* virtual time */
};

/* By their days. */
enum status kanri_pmo_bunsho(struct tx *tx, struct arena *a, struct pmo_bunsho **ret, size_t *ret_n);
/* In their order. */
enum status kanri_pmo_jiko(struct tx *tx, struct arena *a, struct pmo_jiko **ret, size_t *ret_n);
/* All of the insurer. */
enum status kanri_pmo_toroku(struct tx *tx, const char *hokensha, struct arena *a, struct pmo_toroku **ret,
                             size_t *ret_n);
enum status kanri_pmo_put(struct tx *tx, const struct pmo_toroku *t);
/* *ret_n: 1 when there was one. */
enum status kanri_pmo_remove(struct tx *tx, const char *hokensha, const char *jiko, int64_t *ret_n);
#endif
