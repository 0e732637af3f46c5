/* 接続申請 (2.9) in kanri.db: which 手続 there are, what each opens, how far each insurer is. Called by
 * kanri_tables.c, whose structs these are, and by service/kanri. Texts that come out live in the arena. */
#ifndef STORE_KANRI_SHINSEI_H
#define STORE_KANRI_SHINSEI_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Fills tetsuzuki and shinsei of ret, and their bits. */
enum status kanri_shinsei_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);

/* In the order of jun. */
enum status kanri_tetsuzuki_list(struct tx *tx, struct arena *a, struct kanri_tetsuzuki **ret, size_t *ret_n);
/* As it is when nothing was noted: 済, and no day. */
enum status kanri_shinsei_get(struct tx *tx, const char *hokensha, const char *tetsuzuki, struct arena *a,
                              struct kanri_shinsei *ret);
enum status kanri_shinsei_put(struct tx *tx, const struct kanri_shinsei *s);
/* A new insurer has done none of them. */
enum status kanri_shinsei_hajime(struct tx *tx, const char *hokensha);
#endif
