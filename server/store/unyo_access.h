/* Every access to 住基ネット and what it costs, in unyo.db (2.11.3): for no other purpose may it be asked.
 * Rows are only added: the access where its question goes out, its charge where the answer comes, each in
 * that transaction. Those of questions of 本人確認 are written by store/unyo_juki.c. Called by service/unyo
 * and service/joho. */
#ifndef STORE_UNYO_ACCESS_H
#define STORE_UNYO_ACCESS_H
#include "base/arena.h"
#include "store/db.h"

/* hoho: how it was asked. */
#define JUKI_SOSA "操作"
#define JUKI_FILE "ファイル"
#define JUKI_TOTSUGO "登録時突合"

struct juki_access {
    int64_t at;
    const char *hoho, *system, *busho, *user;
    const char *riyu;     /* a value of the code list shokaiRiyu; "" where nobody says it */
    const char *uketsuke; /* of the link file, NULL: none */
    int64_t gyo;          /* 行番号 of its row, INT64_MIN: none */
    const char *edaban;   /* of the member whose registration is matched, NULL: none */
    const char *komoku;   /* names of the items that are given, ["shimei",…]; never a value */
};

/* A question that is no 本人確認 goes out; *ret_shokai: its number, under which the answer is charged. */
enum status unyo_access_add(struct tx *tx, const char *hokensha, const struct juki_access *k,
                            int64_t *ret_shokai);
/* One access with its answer. */
struct juki_ken {
    int64_t shokai;
    struct juki_access a;
    const char *kekka;        /* a name of status.def, NULL: not answered */
    int64_t kaito_at, ryokin; /* INT64_MIN: not answered */
};
/* Which of them: numbers, both included; virtual time, made behind it; as many as limit says. */
struct juki_page {
    int64_t from, to, kara, made, limit;
    const char *bushos; /* of that time: only of these, as service/may.h writes them; NULL: all */
};
/* Of those numbers, in their order, whenever they were; array and texts in a. */
enum status unyo_access_list(struct tx *tx, const struct juki_page *p, struct arena *a, struct juki_ken **ret,
                             size_t *ret_n);
/* Of the insurer of `to`, of that time, in the order of it; of its first second: of those numbers. */
enum status unyo_access_kikan(struct tx *tx, const struct juki_page *p, struct arena *a,
                              struct juki_ken **ret, size_t *ret_n);
/* When it was; INT64_MIN: there is none of that number. */
enum status unyo_access_when(struct tx *tx, int64_t shokai, int64_t *ret);

/* What the answers that the insurer of `to` had in that time cost, by 部署, by how they were asked and by
 * what one cost, in that order. */
struct juki_seikyu {
    const char *busho, *hoho;
    int64_t tanka, kensu, kingaku;
};
enum status unyo_access_seikyu(struct tx *tx, const struct juki_page *p, struct arena *a,
                               struct juki_seikyu **ret, size_t *ret_n);

/* Its answer, kekka: a name of status.def. The first one counts. */
enum status unyo_access_kaito(struct tx *tx, int64_t shokai, const char *kekka, int64_t ryokin, int64_t now);
#endif
