/* 取込: a link file on its way through world/load/loader (2.12.2, 2.13.2). The same table stands in unyo.db,
 * chukan.db and kanri.db; its cursor moves in the transaction of the rows, so that a killed daemon goes on
 * where it stopped. Put by file.upload and by message fileUketsuke, moved by world/load/loader, found by the
 * world's loader thread. */
#ifndef STORE_TORIKOMI_H
#define STORE_TORIKOMI_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/db.h"

/* The databases that have the table, in the order in which their files are taken. */
enum { TORIKOMI_HOMES = 3 };
extern const enum db torikomi_homes[TORIKOMI_HOMES];

/* KAITO: of a kind that waits for answers, they are all there and the result file is being written; MACHI:
 * they are not, and the loader leaves it alone. */
enum torikomi_state {
    TORIKOMI_UKETSUKE,
    TORIKOMI_SHORICHU,
    TORIKOMI_KAITO,
    TORIKOMI_MACHI,
    TORIKOMI_KANRYO,
    TORIKOMI_CHUSHI
};

struct torikomi {
    const char *uketsuke; /* 受付番号 */
    const char *shubetsu; /* ファイル種別: name of the layout and of the struct bulk */
    const char *hokensha, *system, *busho, *user; /* who sent it */
    int64_t roles;                                /* bits of enum role at acceptance */
    const char *path, *result_path;               /* file names inside unyo's spool */
    const char *encoding;                         /* of the insurer: a name of file/charset/charset.c */
    int64_t at;  /* virtual time of acceptance: decides the version of the layout */
    int64_t due; /* virtual time from which it may be taken */
    int64_t jun; /* order of acceptance in the world: rises */
    /* from here on zero when put */
    enum torikomi_state state;
    int64_t part; /* which link file of the upload (file/form/parts.h), from 0; the next three are of it */
    int64_t in_offset; /* what of it is applied (KAITO: written): bytes, of XML rows */
    int64_t next_line; /* line number that starts there, from 1 */
    int64_t
        out_offset; /* bytes of its result file that count; at the end the size of the upload's result file */
    int64_t total;  /* rows that the structural pass counted */
    int64_t ok_count, err_count;
    int64_t machi;             /* rows whose answer had not come when this was read */
    const char *result_sha256; /* lower case hex, once finished */
    struct diag halt;          /* why it was halted: status, place */
    /* the file of warnings; path NULL: there is none. kensu: rows [["kisoku","code",count],…] of what is in
     * it, in the order of their names, as JSON; NULL: it does not stand yet, or nothing was
     * warned of */
    const char *keikoku_path, *keikoku_sha256, *keikoku_kensu;
    int64_t keikoku_size;
};

enum status torikomi_put(struct tx *tx, const struct torikomi *t);
/* Texts in a. *ret_found false when there is none. */
enum status torikomi_get(struct tx *tx, const char *uketsuke, struct arena *a, struct torikomi *ret,
                         bool *ret_found);
/* What the world's loader needs to know of one that it may take. */
struct torikomi_todo {
    const char *uketsuke, *hokensha, *shubetsu;
    int64_t jun;
    enum torikomi_state state; /* below MACHI */
};
/* All that wait or were interrupted, and are due, in the order of their acceptance. *ret in a. */
enum status torikomi_todo(struct tx *tx, int64_t now, struct arena *a, struct torikomi_todo **ret,
                          size_t *ret_n);
/* Earliest due time of what is not at its end; INT64_MAX when nothing waits. */
enum status torikomi_due(struct tx *tx, int64_t *ret);

/* Only world/load/loader: each moves t and its row together. RESET when the row is not as t says (another
 * generation). */
enum status torikomi_start(struct tx *tx, struct torikomi *t, int64_t total);
/* next: the cursor (offsets, line, counts) after the chunk */
enum status torikomi_advance(struct tx *tx, struct torikomi *t, const struct torikomi *next);
/* next: the file of warnings, which stands */
enum status torikomi_warned(struct tx *tx, struct torikomi *t, const struct torikomi *next);
/* size: bytes of the result file */
enum status torikomi_finish(struct tx *tx, struct torikomi *t, const char *result_sha256, int64_t size);
enum status torikomi_halt(struct tx *tx, struct torikomi *t, const struct diag *why);
#endif
