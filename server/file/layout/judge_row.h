/* Inside file/ only: a row under judgement, between judge.c (what a row needs), judge_value.c (one value) and
 * judge_text.c (how an error is told). */
#ifndef FILE_LAYOUT_JUDGE_ROW_H
#define FILE_LAYOUT_JUDGE_ROW_H
#include "file/layout/judge.h"

struct judged {
    const struct judge *j;
    const struct str *cells;
    struct str *values;
    struct diag *out;
    int n;                              /* errors in out */
    long found;                         /* errors, also those that out has no room for */
    unsigned char told[LAYOUT_COLUMNS]; /* 1: of this column alone */
};

/* judge_value.c: the value that a cell stands for, before it is judged. */
struct str judge_normal(const struct judge *j, const struct column *c, struct str cell, struct arena *a);
/* true when v is one of the codes of the column. */
bool judge_code_ok(const struct column *c, struct str v);
/* Judges the value of column i, which is not empty. */
void judge_value(struct judged *r, int i);

/* judge_text.c: adds an error to out. `have` of judge_add_value is a value of the row. */
void judge_add(struct judged *r, enum status st, const struct column *c, const char *want, const char *have);
void judge_add_value(struct judged *r, enum status st, const struct column *c, const char *want,
                     struct str have);
void judge_add_presence(struct judged *r, const struct column *c, const struct when *w, const char *want,
                        const char *have);
/* None of the columns has a value, and one should. */
void judge_add_some(struct judged *r, const struct some *o);
/* When the encoding of the file does not have a character of the cell: true. */
bool judge_add_beyond(struct judged *r, const struct column *c, struct str cell);
void judge_add_code(struct judged *r, const struct column *c, struct str v);
/* Wrong characters (len < 0: -1 - place of the first, which is code), or a wrong length. */
void judge_add_form(struct judged *r, const struct column *c, struct str v, long len, uint32_t code);
#endif
