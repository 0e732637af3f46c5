/* Inside file/ only: a row under judgement, between judge.c (what a row needs), judge_value.c (one value),
 * judge_text.c (how an error is told) and judge_hint.c (what may have happened). */
#ifndef FILE_LAYOUT_JUDGE_ROW_H
#define FILE_LAYOUT_JUDGE_ROW_H
#include "file/layout/judge.h"

/* A value that is as good as none. */
#define NOT_BLANK_WANT "空白でない文字のある値"
#define NOT_BLANK_HAVE "空白だけ"

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
/* Judges the value of column i, which is not empty. */
void judge_value(struct judged *r, int i);

/* judge_hint.c: a row that is none of a record. */
enum judge_whole { WHOLE_NOT, WHOLE_HEADING /* names of columns */, WHOLE_EMPTY };
enum judge_whole judge_whole(const struct judged *r);
/* What is told besides of a value: all of it, where its first wrong character stands. */
struct judge_told {
    bool value, place;
};
/* What must have become of v, which the column does not take: a lost zero, a date as spreadsheets write it …
 * in Japanese, to stand behind the value. false: nobody knows. */
bool judge_hint(const struct judged *r, const struct column *c, struct str v, struct judge_told told,
                char *out, size_t cap);

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
/* One error in place of all that are in out, when the row is none of a record. */
void judge_add_whole(struct judged *r);
/* Wrong characters (len < 0: -1 - place of the first, which is code), or a wrong length. */
void judge_add_form(struct judged *r, const struct column *c, struct str v, long len, uint32_t code);
#endif
