/* A whole link file judged in one pass and by the daemon's own rules, without a daemon (機関内テスト, 2.7.4):
 * structure, every row, and what rows of the file, and of files before it, do to each other. What only a
 * store can know is not judged. Bounded memory but for the claims of unique.h and the records of past.h.
 * Called by the client's check. */
#ifndef FILE_FORM_VERIFY_H
#define FILE_FORM_VERIFY_H
#include "file/form/structure.h"
#include "file/layout/judge.h"
#include "file/rule/past.h"

struct verify {
    const struct form *form;
    struct judge judge;
    int64_t row_limit;
    struct past *past;               /* the files before it, and this one; NULL: rules are not judged */
    const struct rule_policy *rules; /* NULL: as their rows say */
    int32_t today;
    const char *hokensha; /* whose file it is; NULL: of 副本, whose its first row is, and rows of others are
                             not judged */
    struct verify_count {
        int64_t rows, bad, warned, unknown;
        struct line_ends ends; /* known at the end; of XML none */
    } count;                   /* so far */
    /* private */
    struct structure structure;
    struct arena *arena;
    struct uniques *uniques;
    int hokensha_at; /* column of the 保険者番号 of 副本; -1: none */
    char first[9];   /* 保険者番号 of the first row */
    int fd;
    bool counts; /* its rows go to past */
    bool open;
};
/* A row with all its errors; n 0: good. */
struct verified {
    int64_t line;
    struct diag errors[JUDGE_ERRORS];
    int n;
    struct findings found; /* of a good row: rules that warn; valid until the next */
    enum status unknown;   /* of a good row: the status that other files would have to tell; OK: none */
};

/* form, judge and row_limit are given, fd is a file, and stays the caller's until verify_end, which ends it
 * whatever verify_begin answers. */
enum status verify_begin(struct verify *v, int fd, struct diag *d);
/* The next row; *ret_found false: the file has ended, and its rows count. Otherwise than OK: the daemon would
 * refuse the whole file with this status, also after good rows. */
enum status verify_next(struct verify *v, struct verified *ret, bool *ret_found, struct diag *d);
/* After that: what the file has left (past.h), valid until verify_end; n 0 of a kind that leaves nothing. */
enum status verify_owari(struct verify *v, struct past_owari *ret, struct diag *d);
void verify_end(struct verify *v);
#endif
