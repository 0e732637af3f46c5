/* Inside world/ only: what a room has done, told to the world's tracker (tracker.h). */
#ifndef WORLD_CASE_TELL_H
#define WORLD_CASE_TELL_H
#include "store/torikomi.h"
#include "world/call.h"
#include "world/case/tracker.h"

struct event;

/* What is answered: when, in microseconds of real time, as the fact has it (struct block_head); 0: it is
 * nothing that is seen. By that the journal knows which request a fact is of. */

/* A call that has come to its end, before its reply goes out: tell.c. */
int64_t tell_call(const struct visit *v, enum status st);
/* Whoever stands at that door was not let in (v->diag): by the name of the certificate and the one that was
 * told, either may be NULL. Only where they say which insurer it was. 0: that was not why. tell_login.c. */
int64_t tell_login(const struct visit *v, const char *cn, const char *name);
/* A request that was refused and of which neither of them has told: it came to no operation. A message
 * (e->visit), a page, a path where nothing is; w: the event's world, or one of those whose it may be.
 * tell_login.c. */
int64_t tell_refused(struct world *w, const struct event *e);
/* What 取りまとめ機関 did in the call, if it did anything (c->concerns.action): before it is committed, so
 * that nobody sees what follows from it first. */
void tell_concerns(struct world *w, uint64_t generation, const struct concerns *c);
/* The 接続システム of a certificate has got a page ("ログイン画面") or a WSDL ("WSDL", of that service). */
void tell_page(struct world *w, const char *cn, const char *got, const char *service);
/* One fact of no call; hokensha NULL: nobody's. items: names and values, up to {NULL}; a value NULL: not
 * given. RESET, DISK: it is not recorded. */
enum status tell_hand(struct world *w, uint64_t generation, enum koto koto, const char *hokensha,
                      const char *const (*items)[2], struct diag *d);

/* A state of the world is saved, or restored, under that number. */
void tell_state(struct world *w, uint64_t generation, enum koto koto, const char *no);

/* tracker_put, and whoever runs the daemon hears when it begins to fail, and when it goes on. */
enum put_fate tell_put(struct world *w, struct telling *x, enum put_kind how);

/* The rows of a link file (tell_rows.c). Which columns are looked at is found once a file; each row's items
 * are written on the reading thread, and put with what became of it in the transaction that applies its
 * chunk: a chunk that is done again after kill -9 is told again, and its rows are known by their numbers. */
enum { TELL_COLUMNS = 40, TELL_KUBUN = 7 };
enum tell_how { TELL_NAMED = -1, TELL_GIVEN = -2 }; /* by its name; only its name, where it has a value */
struct keikoku_kensu {                              /* of one rule in a file */
    char code[7];
    int64_t n; /* 0: it has not warned, and there is no code */
};
struct tell_plan {
    const struct tracker *tracker;
    uint32_t hokensha;
    enum koto of_kubun[TELL_KUBUN]; /* by 処理区分 as a digit; [0]: of a kind that has none */
    const char *shubetsu;
    const char *const *names; /* of the columns */
    bool fukuhon;
    int n, kubun, edaban, kojin_bango, kigo, bango; /* columns; -1: it has none */
    signed char tags[KOTO_COUNT][TELL_COLUMNS];     /* of a column in a kind: 0 nowhere, or enum tell_how */
};
struct told { /* a row, before anything has become of it */
    enum koto koto;
    const char *edaban; /* as it says itself; NULL */
    uint64_t ningen;
    uint32_t setai, bytes;
    const char *items;
};
void tell_plan(struct tell_plan *x, struct world *w, const char *hokensha, const char *shubetsu,
               const char *const *names, int n);
/* values: by column, as judged, or as they came (refused): then a 個人番号 in the wrong place is masked.
 * NULL: nothing to tell, or a is used up. */
const struct told *tell_prepare(const struct tell_plan *x, const struct str *values, bool refused,
                                struct arena *a);

struct tell_fate {
    const char *edaban; /* that it was given; NULL */
    const char *no;     /* 照会番号; NULL */
    enum status st;
    const char *why;                /* NULL: it was not refused */
    int64_t juni;                   /* which row of the upload, from 1 */
    const struct findings *keikoku; /* rules that warned; NULL: none */
};
void tell_row(struct telling *x, const struct told *row, const struct tell_fate *f);
/* A line of the answer to a row: what asking for it by its number would have shown. */
struct tell_line {
    const char **names, **values; /* NULL: empty */
    const char *edaban;
    int n;
    int64_t juni;   /* rises from line to line */
    const char *no; /* 照会番号 or 本人確認番号 */
    enum status st;
};
void tell_line(struct telling *x, const struct tell_plan *p, const struct told *row,
               const struct tell_line *l);
/* The rows of a chunk, before it is committed; one that is tried again is told once. */
void tell_rows_put(struct telling *x, struct world *w, const struct call *c, const struct torikomi *t);
/* 処理完了 or 処理中止. by_rule: what rules have warned of in it, its rows and the state that they have left.
 */
void tell_file_end(struct world *w, const struct call *c, const struct torikomi *t,
                   const struct keikoku_kensu by_rule[RULE_COUNT]);

/* Rules that warned, into the fact that was just begun, before its other items: facts.c looks there for them
 * (tell_keikoku.c). */
void tell_keikoku(struct telling *x, enum koto koto, const struct findings *found);
void tell_keikoku_kensu(struct telling *x, enum koto koto, const struct keikoku_kensu by_rule[RULE_COUNT]);
#endif
