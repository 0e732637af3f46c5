/* One record of the audit table as a line of CSV: banme, these, link. Every text is masked on its way in
 * (DESIGN 2.1). Called by world/audit_*.c, log.c. */
#ifndef FILE_AUDIT_ROW_H
#define FILE_AUDIT_ROW_H
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
    AUDIT_TEXT = 4000, /* of a line at most, without number and link */
    AUDIT_FIELD =
        96, /* of a text that a caller chose, in bytes; longer ones are cut, and say so (str_show) */
    AUDIT_BIKO = 640,
    AUDIT_PEOPLE = 360, /* of a list of 枝番 */
    AUDIT_EDABAN = 20   /* so many are named; of more there is the number */
};

/* Column keiro of what the table tells of itself. */
#define AUDIT_OWN "記録"

/* Under which a durable write waits in its database until the table is on the disk: the number of its batch,
 * and its place there. They only rise. */
static inline int64_t audit_kagi_of(int64_t batch, int at)
{
    return batch * 1024 + at;
}

/* The columns, in this order; AUDIT_ROW(name, member). */
/* clang-format off */
#define AUDIT_COLUMNS(X)                                                                                     \
    X(keiro) X(shomeisho) X(system) X(hokensha) X(busho) X(user) X(koto) X(shubetsu) X(edaban) X(ninzu)      \
    X(uketsuke) X(code) X(http) X(kagi) X(biko)
/* clang-format on */

enum audit_column {
    AUDIT_BANME,
    AUDIT_NICHIJI,
#define X(name) AUDIT_COLUMN_##name,
    AUDIT_COLUMNS(X)
#undef X
        AUDIT_COLUMN_LINK,
    AUDIT_COLUMNS_N
};
extern const char *const audit_columns[AUDIT_COLUMNS_N];
extern const char audit_header[]; /* the first line of every segment, with its end */

struct audit_row {
    int64_t nichiji;   /* virtual time */
    const char *keiro; /* by which way: 接続システム, 端末, 制御; 記録 of the table's own */
    const char *shomeisho, *system, *hokensha, *busho, *user, *koto, *shubetsu;
    const char *edaban; /* the first AUDIT_EDABAN of those concerned, a space between */
    int64_t ninzu;      /* how many there were; 0: none */
    const char *uketsuke, *code;
    int http;         /* 0: none was sent */
    int64_t kagi;     /* of a durable write: audit_kagi_of; 0: none */
    const char *biko; /* what else there is to say */
};

/* ",nichiji,…,biko,": what stands between the number and the link of a line. Answers its length. */
size_t audit_row_text(const struct audit_row *r, char out[AUDIT_TEXT]);
/* What the column kagi has; 0: nothing. */
int64_t audit_kagi(const char *column);
/* The columns of a line without its end, unquoted; texts in room (line.n + 1). false: it has not as
 * many. */
bool audit_row_split(struct str line, char *room, const char *ret[AUDIT_COLUMNS_N]);
#endif
