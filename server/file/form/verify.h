/* A whole link file judged in one pass and by the daemon's own rules, without a daemon (機関内テスト, 2.7.4):
 * structure, every row, and what rows of the file do to each other. What only a store can know is not judged.
 * Bounded memory but for the claims of unique.h. Called by the client's check. */
#ifndef FILE_FORM_VERIFY_H
#define FILE_FORM_VERIFY_H
#include "file/form/form.h"
#include "file/layout/judge.h"

struct verify {
    const struct form *form;
    struct judge judge;
    int64_t row_limit;
    /* Each row in order, with all its errors; n 0: good. What breaks the file may come after. */
    void (*row)(void *cls, int64_t line, const struct diag *errors, int n);
    void *cls;
};

struct verify_count {
    int64_t rows, bad;
};

/* ST_OK: its rows count, *ret says how many. Otherwise the daemon would refuse the whole file with this
 * status. */
enum status verify_file(const struct verify *v, int fd, struct verify_count *ret, struct diag *d);
#endif
