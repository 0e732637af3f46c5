/* Inside store/ only: whether an insurer has a 個人番号, over the runs of the index kanyusha_kojin
 * (sql/unyo-001.sql). The index itself holds that a number is once in a run; that it is in no other run is
 * looked up before it is written. All of it is written by one connection, the world's writer, so nothing
 * comes in between. Called by unyo_kanyusha.c. */
#ifndef STORE_UNYO_KOJIN_H
#define STORE_UNYO_KOJIN_H
#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* The next older run of an insurer that has rows: starts with *run = KOJIN_NEWEST; *ret_found false: no more.
 */
#define KOJIN_NEWEST INT64_MAX
enum status kojin_older(struct tx *tx, int64_t base, int64_t *run, bool *ret_found);
/* Does a run other than that of id have the number? */
enum status kojin_elsewhere(struct tx *tx, int64_t id, int64_t number, bool *ret);
/* The number stands at id now, or will when the transaction ends well. */
void kojin_added(struct tx *tx, int64_t id, int64_t number);

/* A memory of an insurer's numbers, hung on the writer's connection while a large file is at work: see
 * unyo_kanyusha_expect. */
struct kojin_memory;
enum status kojin_expect(struct tx *tx, int64_t base, int64_t rows, bool *ret_more);
void kojin_forget(struct tx *tx);
#endif
