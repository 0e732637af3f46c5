/* A master of the insurer (2.12.1 ①-④, ⑥-⑧) on its four ways, which share one row struct: a row of its link
 * file, an operation that is one such row, kanri.masterList and kanri.masterDownload. How one is added:
 * server/README.md. Called by the masters of this folder, and by the operations that list and give them. */
#ifndef SERVICE_KANRI_KANRI_MASTER_H
#define SERVICE_KANRI_KANRI_MASTER_H
#include "service/op.h"

struct kanri_master {
    const char *name; /* as the messages call it: "busho" */
    const char *code; /* elements of the row: what tells one from another, */
    const char *mei;  /* and its name */
    const struct bulk *bulk;
    /* Rows of the insurer as its link file would register them anew (処理区分 1), by rising code: those
     * behind the code `after`, no more than limit. *ret: of bulk's row struct, in c->arena. What must not
     * leave the server is NULL. */
    enum status (*rows)(struct call *c, const char *after, int64_t limit, struct list *ret);
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
