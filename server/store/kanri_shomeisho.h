/* 電子証明書 and their 申請 in kanri.db (2.8.4), as they change. Called by service/kanri; who may call is
 * read by kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_SHOMEISHO_H
#define STORE_KANRI_SHOMEISHO_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Fills shomeisho and shomeisho_n. */
enum status kanri_shomeisho_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);
enum status kanri_shomeisho_get(struct tx *tx, int64_t bango, struct arena *a, struct kanri_shomeisho *ret,
                                bool *ret_found);
/* New; its number comes from the database, and *ret is that. */
enum status kanri_shomeisho_add(struct tx *tx, const struct kanri_shomeisho *s, int64_t *ret);
/* The one of the data folder, in force from today on, of a name that is registered now; none where that was
 * revoked by hand: whoever has its key has it still. */
enum status kanri_shomeisho_shoki(struct tx *tx, const struct kanri_shomeisho *s);
/* The name is nobody's any more: all of it that is in force is 失効. The records stay, so that a number is
 * that of one certificate for ever. */
enum status kanri_shomeisho_haishi(struct tx *tx, const char *cn, const char *ymd);
enum status kanri_shomeisho_shikko(struct tx *tx, int64_t bango, const char *ymd, const char *riyu);
/* It was fetched, with the key of that fingerprint. */
enum status kanri_shomeisho_uketori(struct tx *tx, int64_t bango, const char *shimon);
/* Behind the number `after`, no more than limit (-1: all). cn, hokensha NULL: any. */
enum status kanri_shomeisho_list(struct tx *tx, const char *cn, const char *hokensha, int64_t after,
                                 int64_t limit, struct arena *a, struct kanri_shomeisho **ret, size_t *ret_n);

/* 申請 */
struct kanri_shomeisho_shinsei {
    int64_t shinsei; /* INT64_MIN: new */
    const char *cn, *shubetsu, *hokensha;
    const char *kaishi; /* NULL: that of the issue */
    int64_t moto;       /* INT64_MIN: none; as bango */
    const char *uketsuke;
    int64_t kaisu;
    const char *jotai, *riyu;
    int64_t bango;
};
enum status kanri_shomeisho_shinsei_get(struct tx *tx, int64_t shinsei, struct arena *a,
                                        struct kanri_shomeisho_shinsei *ret, bool *ret_found);
/* New, or all of it changes; *ret: its number. */
enum status kanri_shomeisho_shinsei_put(struct tx *tx, const struct kanri_shomeisho_shinsei *s, int64_t *ret);
enum status kanri_shomeisho_shinsei_list(struct tx *tx, const char *cn, const char *hokensha, struct arena *a,
                                         struct kanri_shomeisho_shinsei **ret, size_t *ret_n);
/* A 統合専用端末 of another insurer has the name, a certificate of another kind or of others that is not
 * revoked, or a 統合専用端末 or ASP what is to be another kind. */
enum status kanri_shomeisho_taken(struct tx *tx, const struct kanri_shomeisho_shinsei *s, bool *ret);
#endif
