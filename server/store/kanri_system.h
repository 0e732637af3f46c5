/* 接続システム, 医療保険者等定義, 業務コード of kanri.db as they change (2.12.1 ⑥-⑧). Called by
 * service/kanri; who may call is read by kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_SYSTEM_H
#define STORE_KANRI_SYSTEM_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Whoever's it is: システム識別子 are known to the whole world. */
enum status kanri_system_get(struct tx *tx, const char *system, struct arena *a, struct kanri_system *ret,
                             bool *ret_found);
/* The name of a 統合専用端末, which no 接続システム can have, or one that another insurer or an ASP has a
 * 電子証明書 of. */
enum status kanri_system_taken(struct tx *tx, const char *system, const char *hokensha, bool *ret);
/* Of the insurer, behind the one `after`, in order, no more than limit. */
enum status kanri_system_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct kanri_system **ret, size_t *ret_n);
/* How many the insurer has. */
enum status kanri_system_count(struct tx *tx, const char *hokensha, int64_t *ret);
/* New, or everything but its key and its state changes. */
enum status kanri_system_put(struct tx *tx, const struct kanri_system *s);
enum status kanri_system_jotai(struct tx *tx, const char *system, const char *jotai);
enum status kanri_system_remove(struct tx *tx, const char *system);

/* ⑦ */
struct kanri_teigi {
    const char *hokensha, *encoding;
    bool access_seigyo;
};
enum status kanri_teigi_get(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_teigi *ret);
enum status kanri_teigi_put(struct tx *tx, const struct kanri_teigi *t);
/* The order of 2.12.2 is gone through; no more is asked of the insurer. */
enum status kanri_junbi_owari(struct tx *tx, const char *hokensha);

/* ⑧ */
struct kanri_henkan {
    const char *hokensha, *code_list, *theirs, *ours;
    const char *mei; /* NULL: none */
};
/* Those of one list, the oldest first. */
enum status kanri_henkan_of(struct tx *tx, const char *hokensha, const char *code_list, struct arena *a,
                            struct kanri_henkan **ret, size_t *ret_n);
/* All of the insurer, the oldest first. */
enum status kanri_henkan_all(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_henkan **ret,
                             size_t *ret_n);
/* Behind the one of which "code_list theirs" is `after`, in that order, no more than limit. */
enum status kanri_henkan_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct kanri_henkan **ret, size_t *ret_n);
/* New, behind all others, or ours and mei change. */
enum status kanri_henkan_put(struct tx *tx, const struct kanri_henkan *h);
enum status kanri_henkan_remove(struct tx *tx, const struct kanri_henkan *h);
#endif
