/* What the rows of files under check have made of their people, so that rules over several rows are judged
 * without a daemon (2.7.4). Grows by some 60 bytes a 副本 that is there. What the files do not tell (a person
 * whose 資格情報 is in none of them) cannot be judged, and is said to be so. Called by file/form/verify.c. */
#ifndef FILE_RULE_PAST_H
#define FILE_RULE_PAST_H
#include "file/rule/record.h"
#include "file/rule/rule.h"

struct past;
struct past *past_new(void); /* NULL: out of memory */
void past_free(struct past *p);

/* A row that is right in itself. */
struct past_row {
    const struct layout *l;
    const struct str *values; /* as judged */
    int32_t today;
};
/* OK, or the status with f->refusal to refuse with; then it is not taken in. Warnings are in f. *ret_unknown:
 * OK, or the status whose rule (or want of a record) the files cannot tell. LIMIT: out of memory. */
enum status past_row(struct past *p, const struct past_row *row, struct findings *f,
                     enum status *ret_unknown);
#endif
