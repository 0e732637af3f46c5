/* Inside file/ only: cutting one record of text into cells. Pure functions on memory, used by reader.c. */
#ifndef FILE_FORM_READER_SPLIT_H
#define FILE_FORM_READER_SPLIT_H
#include "base/str.h"

struct cells {
    struct str *cell; /* owned */
    int n, cap;
    char *scratch; /* owned: unquoted texts */
    size_t scratch_cap;
};
bool cells_reserve(struct cells *c, int n);
void cells_release(struct cells *c);

struct split_form {
    char delimiter; /* ASCII, not above the comma */
    bool quotes;    /* a quote at the start of a cell opens one */
};

/* How far a record goes. All offsets from its start. */
struct split {
    size_t len;   /* without the line end */
    size_t taken; /* with it */
    int lines;    /* line ends inside quotes */
    bool quotes;  /* it has a quote at all */
    bool quoted;  /* unfinished: the text ends inside quotes */
    size_t quote; /* where they opened */
};
/* Nearly every record in one pass: false unless it is whole and has no quote nor anything wrong; then the two
 * functions below are to be asked. p[n] is 0. */
bool split_plain(const char *p, size_t n, const struct split_form *form, struct cells *c, struct split *ret);
/* false: the text ends before the record does. */
bool split_find(const char *p, size_t n, const struct split_form *form, struct split *ret);
/* What stands behind the quote that ends a cell. */
#define SPLIT_BEHIND_QUOTE "引用符の後に文字"
/* Cells of the record; quoted ones are copied to c->scratch. *ret_wrong: what breaks the structure at *ret_at
 * (a Japanese text), in the cell that begins at *ret_cell, or NULL. false: out of memory. p is not changed.
 */
bool split_cells(const char *p, const struct split *s, const struct split_form *form, struct cells *c,
                 size_t *ret_at, size_t *ret_cell, const char **ret_wrong);
/* Puts a NUL behind each cell (over delimiters and the line end: bytes of the same length in every encoding).
 */
void split_seal(char *p, const struct split *s, struct cells *c);

struct place {
    int64_t lines; /* line ends before it */
    int item;      /* from 1 */
};
struct place split_place(const char *p, size_t n, const struct split_form *form);
#endif
