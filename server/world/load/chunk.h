/* Inside world/load/ only: some thousand rows of a link file, read, judged and bound to the struct of their
 * bulk kind, ready to be applied in one transaction. Filled on the reading thread, written by loader.c on the
 * world's writer thread. */
#ifndef WORLD_LOAD_CHUNK_H
#define WORLD_LOAD_CHUNK_H
#include "file/form/form.h"
#include "file/layout/layout.h"
#include "service/op.h"
#include "world/case/tell.h"

/* Each chunk costs two fsyncs (result file, commit), writes every page of the newest run of the index of
 * 個人番号, and holds the writer for some 5 us a row; two of them are in memory. The first one is small and
 * each that follows twice as large, so that the writer has work soon. */
enum {
    CHUNK_FIRST = 1000,
    CHUNK_ROWS = 16000,
    CHUNK_MEMORY = 32 << 20,
    CHUNK_BYTES = (6 << 20) + CHUNK_ROWS * 112, /* 112: what is told of a row, and where it ends */
    RESULT_COLUMNS = 32
};

/* What goes into a column of the result file. */
enum kekka_cell {
    CELL_GYO,
    CELL_CODE,
    CELL_MESSAGE,
    CELL_ECHO,
    CELL_EDABAN,
    CELL_RENBAN,
    CELL_KIROKU,
    CELL_ANSWER
};

/* How columns, struct members and result columns meet; made once a file. */
struct binding {
    const struct bulk *bulk;
    const struct layout *in, *out;
    const struct charset *cs;
    const struct tell_plan *plan; /* NULL: nothing is told of the rows */
    const struct code_map *map;   /* 業務コード of the insurer; NULL: none */
    size_t *member;               /* by column of in: offset in the row struct, SIZE_MAX when it has none */
    const char **names, **mei;    /* by column of in, for struct row_items */
    enum kekka_cell *cell;        /* by column of out */
    int *echo;                    /* by column of out: the column of in of the same field, -1 */
    size_t *answer;               /* by column of out, CELL_ANSWER: offset in the line of a kind that waits */
};
/* SETUP when a member that is needed has no column. Arrays in a. */
enum status binding_make(struct binding *b, struct arena *a, struct diag *d);

struct chunk_row {
    int64_t line;
    int64_t offset, next_line; /* of the file, behind the row */
    const struct str *cells;
    const void *row;         /* the bulk's struct; NULL when judged bad */
    enum status st;          /* of the first error */
    const char *message;     /* all errors; NULL when good */
    const struct told *told; /* for the test cases; NULL: nothing */
};

struct chunk {
    struct arena *arena; /* owned; holds the rows */
    struct chunk_row *rows;
    int n;
    bool last;      /* the file ends here */
    enum status st; /* other than OK: reading failed, see diag */
    struct diag diag;
};
bool chunk_init(struct chunk *k);
void chunk_release(struct chunk *k);
/* Forgets the rows and takes the next ones, so many (CHUNK_ROWS) at most. */
void chunk_fill(struct chunk *k, const struct binding *b, struct source *s, int rows);
#endif
