/* Inside file/rule/ only: 個人番号 that change places between people by rows of 処理区分 3 of one file, in
 * whatever order these stand, as service/unyo/kanyusha_irekae.h has it. Called by past_hito.c. */
#ifndef FILE_RULE_IREKAE_H
#define FILE_RULE_IREKAE_H
#include "base/status.h"
#include "file/rule/people.h"

struct irekae_file; /* the corrections of the present file, once it was looked through */
struct irekae_file *irekae_file_new(void); /* NULL: out of memory */
void irekae_file_free(struct irekae_file *x);
void irekae_file_clear(struct irekae_file *x);

/* The file was looked through. */
bool irekae_looked(const struct irekae_file *x);
/* A correction of the file, in any order; refused: it will not be made. false: out of memory. */
bool irekae_ahead(struct irekae_file *x, uint64_t edaban, uint64_t number, bool refused);
/* All have been told. */
void irekae_ahead_end(struct irekae_file *x);

/* Was that of this 枝番 made ahead of its row? From now on no more. */
bool irekae_done(struct irekae_file *x, uint64_t edaban);
/* Nobody has this number now: who was kept from moving may be no more. */
void irekae_freed(struct irekae_file *x, uint64_t number);
/* `one` takes a number that another has: all whose numbers follow move at once, or *ret_moved false. LIMIT,
 * OK. */
enum status irekae_move(struct irekae_file *x, struct people *people, uint32_t one, uint64_t number,
                        bool *ret_moved);
#endif
