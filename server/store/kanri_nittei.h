/* The schedule of the lots (2.7.4 to 2.7.9, 2.12) in kanri.db, and what insurers have completed of it. Called
 * by kanri_tables.c, whose structs these are, and by service/kanri. Texts that come out live in the arena. */
#ifndef STORE_KANRI_NITTEI_H
#define STORE_KANRI_NITTEI_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Fills nittei and kanryo of ret, and their bits. */
enum status kanri_nittei_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);

/* Of every lot: by lot, then by its days. */
enum status kanri_nittei_list(struct tx *tx, struct arena *a, struct kanri_nittei **ret, size_t *ret_n);
/* *ret_found false: nothing was noted, so that it is completed, since whenever. */
enum status kanri_kanryo_get(struct tx *tx, const char *hokensha, const char *koto, struct arena *a,
                             struct kanri_kanryo *ret, bool *ret_found);
enum status kanri_kanryo_put(struct tx *tx, const struct kanri_kanryo *k);
/* A new insurer has completed nothing that is to be completed before something else. */
enum status kanri_kanryo_hajime(struct tx *tx, const char *hokensha);
#endif
