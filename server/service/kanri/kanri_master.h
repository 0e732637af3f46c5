/* A master of the insurer (2.12.1 ①-④, ⑥-⑧) on its four ways, which share one row struct: a row of its link
 * file, an operation that is one such row, kanri.masterList and kanri.masterDownload. How one is added:
 * server/README.md. Called by the masters of this folder, and by the operations that list and give them. */
#ifndef SERVICE_KANRI_KANRI_MASTER_H
#define SERVICE_KANRI_KANRI_MASTER_H
#include "service/kanri/kanri_bulk.h"

/* What a row does to the record that its code names: `was` is what find() has found, to be changed in place;
 * of a new one it is zeroed, or what stands in its way. */
typedef enum status kanri_deed(struct call *c, const void *row, void *was);

/* How every row of a master is applied: 処理区分, the code, what has it, then what is to be done. */
struct kanri_frame {
    const char *item; /* what the code is called */
    size_t code;      /* offset of the code in the row; 処理区分 is the first member of every row */
    const char *also; /* what it may have besides letters and digits, */
    size_t max;       /* and its length; 0: find() looks at it */
    size_t size;      /* of what find() fills */
    enum status (*find)(struct call *c, const void *row, void *was, bool *ret_there);
    const char *(*have)(struct call *c, const void *row); /* how a refusal shows it; NULL: the code */
    struct {
        enum status st;
        const char *want;
    } exists, none;
    enum kanri_kubun last;
    kanri_deed *does[KANRI_SAIKAI + 1]; /* by enum kanri_kubun, to the last one */
};
/* apply() of its struct bulk. */
enum status kanri_apply(struct call *c, const struct kanri_frame *f, const void *row);

/* clang-format off */
/* S_rows(), the rows() of its struct kanri_master: each record x of struct `of` that `lister` answers becomes the
 * struct `to` of that initialiser. */
#define KANRI_ROWS(of, lister, to, ...)                                                                      \
    static enum status S_rows(struct call *c, const char *after, int64_t limit, struct list *ret)            \
    {                                                                                                        \
        struct of *all = NULL;                                                                               \
        size_t n = 0;                                                                                        \
        enum status st = lister(c->tx, c->caller->hokensha, after, limit, c->arena, &all, &n);               \
        struct to *rows = st == ST_OK ? arena_array(c->arena, n, sizeof *rows) : NULL;                       \
        for (size_t i = 0; rows && i < n; i++) {                                                             \
            const struct of *x = &all[i];                                                                    \
            rows[i] = (struct to)__VA_ARGS__;                                                                \
        }                                                                                                    \
        *ret = (struct list){rows, n};                                                                       \
        return st == ST_OK && !rows ? ST_LIMIT : st;                                                         \
    }
/* clang-format on */

struct kanri_master {
    const char *name; /* as the messages call it: "busho" */
    const char *code; /* elements of the row: what tells one from another, */
    const char *mei;  /* and its name */
    const struct bulk *bulk;
    /* Rows of the insurer as its link file would register them anew (処理区分 1), by rising code: those
     * behind the code `after`, no more than limit. *ret: of bulk's row struct, in c->arena. What must not
     * leave the server is NULL. */
    enum status (*rows)(struct call *c, const char *after, int64_t limit, struct list *ret);
    /* All of them in the order in which its link file must have them. NULL: by rising code. */
    enum status (*file_rows)(struct call *c, struct list *ret);
    /* One of them that 取りまとめ機関 gives to all: listed, but no part of a file. NULL: none is. */
    bool (*hyojun)(const void *row);
};

/* All of them, from masters.def; NULL at the end. */
extern const struct kanri_master *const kanri_masters[];
/* The master of that name, that the caller has the right to: MASTER_UNKNOWN, or what may() answers. */
enum status kanri_master_of(struct call *c, const char *name, const struct kanri_master **ret);

/* What stands in a member of a row; NULL: nothing. */
const char *kanri_master_cell(const void *row, const struct field *f);

/* What all those operations are, in their struct op; the reply is 処理結果 alone. */
extern const struct field kanri_nothing[];
#define KANRI_MASTER_OP .db = DB_KANRI, .flags = OP_WRITE, .reply = kanri_nothing, .reply_size = 0
/* And those whose master no work under way reads: not 文字コード, nor 業務コード. */
#define KANRI_MASTER_EXEMPT                                                                                  \
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,                                                    \
    .exempt_why = "who may do what is asked when work is taken in, and never by work that is under way"

/* And those that only look. */
#define KANRI_MASTER_LOOK                                                                                    \
    .exempt = GOING_MESSAGES | GOING_FILES,                                                                  \
    .exempt_why = "masters change by their own link files and operations alone"

/* The request as a row of the link file of that kind: judged by its layout, applied, in force before the
 * reply. */
enum status kanri_master_run(struct call *c, const char *shubetsu, const void *req);
#endif
