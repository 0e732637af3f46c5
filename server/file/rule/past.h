/* What the rows of files under check have made of their people, so that rules over several rows are judged
 * without a daemon (2.7.4). Grows by some 60 bytes a 副本 that is there and a person of the 加入者情報 files.
 * What the files do not tell (a person whose 資格情報 is in none of them, a 枝番 that the server issued)
 * cannot be judged, and is said to be so. Called by file/form/verify.c and the client's check. */
#ifndef FILE_RULE_PAST_H
#define FILE_RULE_PAST_H
#include "file/rule/owari.h"
#include "file/rule/record.h"
#include "file/rule/rule.h"

struct past;
struct past *rule_past_new(void); /* NULL: out of memory */
void rule_past_free(struct past *p);

/* A row that is right in itself. */
struct past_row {
    const struct layout *l;
    const struct str *values; /* as judged */
    int64_t line;
    int32_t today;
};
/* OK, or the status with f->refusal to refuse with; then it is not taken in. Warnings are in f. *ret_unknown:
 * OK, or the status whose rule (or want of a record) the files cannot tell. LIMIT: out of memory. */
enum status rule_past_row(struct past *p, const struct past_row *row, struct findings *f,
                          enum status *ret_unknown);

/* Before the rows of a 加入者情報 file: the 枝番 that its result file has for the row of a line, "" when that
 * was refused. false: out of memory. */
bool rule_past_edaban(struct past *p, int64_t line, const char *edaban);
/* Must the file be looked through for its corrections of 個人番号 before this row is judged? Then each row of
 * it that is right in itself goes to past_ahead (f of its own, of the same policy), and past_ahead_end
 * closes. LIMIT: out of memory. */
bool rule_past_asks(const struct past *p, const struct past_row *row);
enum status rule_past_ahead(struct past *p, const struct past_row *row, struct findings *f);
void rule_past_ahead_end(struct past *p);
/* What is told when the present file ends, once a file, as the daemon does: of 加入者情報 what its rows have
 * left people in and no later one has mended (jotai.h); of 資格情報 those that differ since files of
 * 加入者情報 have changed their people (soi.h), and what its rows have left worse (nokori.h). LIMIT, or OK.
 */
struct past_owari_ask {
    const struct layout *l;
    const struct rule_policy *policy;
    int32_t today;
    struct arena *arena;
    struct owari_most most;
};
struct past_left {
    struct finding found;
    const char *edaban; /* whose row has left it */
};
struct past_owari {
    struct past_left *list; /* in the arena; as many as the daemon tells, in its order */
    size_t n;
    int64_t unknown[RULE_COUNT]; /* that may be there, but other files would have to tell */
};
enum status rule_past_owari(struct past *p, const struct past_owari_ask *q, struct past_owari *ret);
/* The rows that come are those of another file. */
void rule_past_file_end(struct past *p);

/* --- 枝番の確認 (2.13.2 ②): 副本 against the 枝番 that results of 加入者情報 have, all files together ------
 */

/* What comes is of the file of this name (copied), as people read it. false: out of memory. */
bool rule_past_file(struct past *p, const char *name);
/* A row of a result, before the first file: 行番号, 処理区分 (ours), 枝番, "" when it was refused. false: out
 * of memory. */
bool rule_past_issued(struct past *p, int64_t line, char kubun, const char *edaban);
struct past_kakunin_count {
    int64_t issued, rows; /* 枝番 that the results have, rows of 副本 held against them */
};
struct past_kakunin_ask {
    const struct layout
        *shikaku; /* of a file of 資格情報; NULL: there was none, so that nobody can be missing */
    bool cut;     /* a file was refused as a whole: who is missing may be in the rest of it */
    const struct rule_policy *policy;
    int32_t today;
    struct arena *arena; /* for what is told; it is reset */
};
struct past_told {
    const char *edaban;
    const struct finding *found;
    enum severity severity;
};
/* When all files have ended: each rule that is broken, first of rows, last of who is missing. NULL: out of
 * memory. What is told is valid until the next. LIMIT, or OK. */
struct past_kakunin_walk;
struct past_kakunin_walk *rule_past_kakunin(const struct past *p, const struct past_kakunin_ask *q,
                                            struct past_kakunin_count *ret);
enum status rule_past_kakunin_next(struct past_kakunin_walk *x, struct past_told *ret, bool *ret_found);
void rule_past_kakunin_end(struct past_kakunin_walk *x);
#endif
