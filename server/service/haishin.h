/* 配信マスター (2.7.8): which release is in force, and what a master's records look like in a file, in a
 * report and in a digest. Called by service/chukan, for what our insurers ask and hold, and by service/gaibu,
 * for what others ask and the Digital PMO gives. */
#ifndef SERVICE_HAISHIN_H
#define SERVICE_HAISHIN_H
#include "service/op.h"
#include "store/haishin.h"

/* An item of a record behind its code. */
struct haishin_item {
    const char *element; /* of an operation and of the layout */
    const char *mei;     /* Japanese */
    size_t slot;         /* of struct haishin_record: a const char * */
};
enum { HAISHIN_ITEMS = 5 };
struct haishin_kind {
    const char *name;                 /* as operations and tables call it: "kikan" */
    const char *mei;                  /* 機関マスター */
    const char *csv;                  /* what 情報提供NWS goes by: a table of a fixture folder */
    const char *layout;               /* of its file */
    const struct haishin_item *items; /* 版番号 first; element NULL at the end */
};
extern const struct haishin_kind haishin_kinds[]; /* name NULL at the end */
/* A record of whichever master, as operations have it. */
extern const struct field haishin_fields[];
const struct haishin_kind *haishin_kind(const char *name);
const char *haishin_value(const struct haishin_record *r, const struct haishin_item *i); /* "": none */

/* The codes of a question, and what the caller calls each: MASTER_SOTO when releases have one of
 * them, but not the release in force on the day of c->now; MASTER_NWS when that has it, as one to test with,
 * and 情報提供NWS has not. A code that no release has is not told of here. */
enum status haishin_check(struct call *c, const char *const items[TOI_CODES],
                          const char *const codes[TOI_CODES]);

/* The release of that name, by the world's lot: MASTER_RELEASE, which names those that there are, when there
 * is none. */
enum status haishin_known(struct call *c, const char *release, struct haishin *ret);
/* That; MASTER_RELEASE also when its day has not come. */
enum status haishin_release(struct call *c, const char *release, struct haishin *ret);
/* That, and a master of it: MASTER_ITEM when there is none of that name. */
enum status haishin_of(struct call *c, const char *release, const char *master, struct haishin *ret_release,
                       const struct haishin_kind **ret_kind);
/* YYYYMMDD in Japan at that time, in the call's arena. */
const char *haishin_day(const struct call *c, int64_t at);

/* The records as a link file in that character set: *ret in the call's arena. */
enum status haishin_file(struct call *c, const struct haishin_kind *k, const char *charset,
                         const struct haishin_record *rows, size_t n, struct download *ret);
/* What it is called: "kikanMaster-2.5-sabun.csv"; NULL: LIMIT. */
const char *haishin_file_mei(const struct call *c, const struct haishin_kind *k, const struct haishin *h);
/* SHA-256 of the records by code: 「コード,版番号,…」 and CR LF each, UTF-8 (README 6.5). */
void haishin_digest(const struct haishin_kind *k, const struct haishin_record *rows, size_t n, char ret[65]);
#endif
