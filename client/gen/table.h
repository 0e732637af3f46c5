/* A table of the fixtures: a CSV file with a row of names. Called by stories.c and toi.c. */
#ifndef CLIENT_GEN_TABLE_H
#define CLIENT_GEN_TABLE_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct table {
    struct arena *a;   /* owned: of all texts, which end with a NUL */
    struct str *names; /* NULL: the file is empty */
    int columns;
    struct str **rows;
    int n;
};

/* FOLDER/NAME.csv; table_free after either. SETUP: it cannot be read, FILE_…: it is broken. */
enum status table_read(struct table *x, const char *folder, const char *name, struct diag *d);
void table_free(struct table *x);
/* The column of that name; -1: none. */
int table_column(const struct table *x, const char *name);
#endif
