/* Inside world/ only: the report of a world's test cases: what the tracker has seen, judged, with what was
 * said by hand, as one struct that every form of it is written from. Made anew for each request; everything
 * lives in its arena. */
#ifndef WORLD_CASE_REPORT_H
#define WORLD_CASE_REPORT_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/field.h"
#include "file/case/case.h"
#include "world/case/match.h"

struct report_difference {
    const char *item, *mei, *want, *have;
};

/* What a rule warned of in a step, so many times: bun the first time, NULL: none is told (of a file). */
struct report_keikoku {
    const char *kisoku, *code, *bun;
    int64_t kensu;
};

/* A rule that warned of what was done in the run, in calls and in files that have ended; naiyo: what it says;
 * the first few people and files. */
struct report_kisoku {
    const char *kisoku, *code, *naiyo;
    int64_t kensu;
    struct list edaban, uketsuke; /* of const char * */
};

/* One step of <observe>: what was seen of it. NULL: none; te INT64_MIN: of no 手順 in particular; kekka: 済,
 * 相違, 未; times as 2017-05-08T09:00:00; jissai: what the items were, in words. */
struct report_step {
    const char *id, *what;
    int64_t te;
    const char *kekka, *at, *real_at, *hokensha, *edaban, *uketsuke, *jissai;
    struct list difference; /* of struct report_difference */
    struct list keikoku;    /* of struct report_keikoku, some; of other rules: */
    int64_t keikoku_hoka;
};

/* An earlier run: hantei 記録なし: its record is gone; why: NULL, or what differed or was missing then. */
struct report_run {
    int64_t run;
    const char *hantei, *why;
};

/* An earlier one in the same run, that did not come to an end. */
struct report_attempt {
    const char *at, *real_at, *hantei, *why;
};

struct report_case {
    const char *id, *item, *item_mei, *title, *kanten, *expected;
    const char *hantei;       /* 合格 不合格 実施中 未実施: by hand, if that was said */
    const char *jido;         /* the daemon's own */
    const char *hokensha;     /* who was nearest to it; NULL: nobody */
    const char *at, *real_at; /* of the last thing that was seen for it */
    const char *why;          /* why it is not passed, in a line; NULL: it is */
    const char *riyu;         /* of the verdict by hand */
    const char *comment;
    const char *dare;     /* who said so */
    int observed;         /* it says what is to be seen */
    struct list steps;    /* of struct report_step */
    struct list attempts; /* of struct report_attempt, the latest first */
    struct list runs;     /* of struct report_run: earlier ones, of the others the last is shown */
};

/* A call or row that was refused; times as above. */
struct report_refused {
    const char *what, *code, *why, *hokensha, *at, *real_at, *uketsuke;
    int64_t gyo; /* of the file, from 1; INT64_MIN: a call */
};

/* A call, or a file at its end, that was warned of: words: by which rules. */
struct report_warned {
    const char *what, *hokensha, *at, *real_at, *edaban, *uketsuke, *words;
};

struct report {
    const char *world, *lot, *version, *at, *real_at, *jisshisha, *kakuninsha;
    int64_t run, generation, seen; /* seen: how far the log was read, for who waits for more */
    int64_t gokaku, fugokaku, jisshichu, mijisshi;
    int64_t kake;         /* what was seen and could not be recorded: the report may lack it */
    struct list hokensha; /* of const char *: those that were seen; the one that was asked for alone */
    struct list cases;    /* of struct report_case */
    struct list keikoku;  /* of struct report_kisoku */
    /* of struct report_refused, report_warned, since the offset that was asked for; of many the last */
    struct list refused, warned;
};
extern const struct field report_fields[], report_refused_fields[];
extern const struct field report_keikoku_fields[], report_kisoku_fields[], report_warned_fields[];

/* since: an offset of the log; only 0: every insurer. report_refused.c */
struct list report_refused(const struct facts *x, int64_t since, uint32_t only, struct arena *a);

/* report_keikoku.c. Of a fact; *ret_left: how many warnings of other rules there was no room for. */
struct list report_keikoku(const struct facts *x, const struct fact *f, struct arena *a, int64_t *ret_left);
bool report_of_keikoku(const struct facts *x, const struct fact *f,
                       const char *item); /* it is part of that */
struct list report_kisoku(const struct facts *x, uint32_t only, struct arena *a);
struct list report_warned(const struct facts *x, int64_t since, uint32_t only, struct arena *a);
/* "警告 P40005 shikakuSoto 2 件: 支給の期間または日が…／警告 …"; nothing when there are none. */
void report_keikoku_words(const struct list *keikoku, int64_t left, struct buf *out);
/* "P40005 shikakuSoto 2 件 枝番 0000012 受付番号 …" */
void report_kisoku_words(const struct report_kisoku *r, struct buf *out);

struct world;
struct order_report;
enum { REPORT_MEMORY = 64 << 20 }; /* the arena of one */
/* Reads and judges; o->format is not looked at. *ret and all of it in a. CONTROL: the world's lot, or that of
 * o, has no cases; that case of o is not there. */
enum status report_of(struct world *w, const struct order_report *o, struct arena *a, struct report *ret,
                      struct diag *d);
bool report_knows(struct world *w, const char *hokensha); /* it is an insurer there: hand.c */
/* What earlier runs came to, in words ("1 回目 合格、2 回目 不合格（…）"); nothing when the present one is no
 * different. */
void report_runs(const struct report_case *c, struct buf *out);
void report_json(const struct report *r, struct buf *out);
void report_junit(const struct report *r, struct buf *out);
void report_html(const struct report *r, struct buf *out);
void report_csv(const struct report *r, struct buf *out);
#endif
