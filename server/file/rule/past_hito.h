/* Inside file/rule/ only: the rows of 加入者情報 files against the people that rows before them have made.
 * Called by past.c. */
#ifndef FILE_RULE_PAST_HITO_H
#define FILE_RULE_PAST_HITO_H
#include "file/rule/past.h"
#include "file/rule/people.h"

struct past_hito;
struct past_hito *past_hito_new(void); /* NULL: out of memory */
void past_hito_free(struct past_hito *h);
/* As past.h says of the functions of these names. */
struct past_hito_done {
    uint32_t one; /* whom the row, if it counts, is about; 0: nobody known */
    bool changed; /* 資格 are others than before */
    bool shinki;
};
enum status past_hito_row(struct past_hito *h, const struct past_row *row, struct findings *f,
                          enum status *ret_unknown, struct past_hito_done *ret_done);
struct people *past_hito_people(struct past_hito *h);
bool past_hito_edaban(struct past_hito *h, int64_t line, const char *edaban);
bool past_hito_asks(struct past_hito *h, const struct past_row *row);
enum status past_hito_ahead(struct past_hito *h, const struct past_row *row, struct findings *f);
void past_hito_ahead_end(struct past_hito *h);
enum status past_hito_owari(struct past_hito *h, const struct past_owari_ask *q, struct past_owari *ret);
void past_hito_file_end(struct past_hito *h);
#endif
