/* What a 健保組合 may ask of which institution: the rows of kengen.csv (番号法別表第二) beside the
 * institutions of kikan.csv that answer. Called by cmd/gen.c, subjects.c and value.c. */
#ifndef CLIENT_GEN_TOI_H
#define CLIENT_GEN_TOI_H
#include <stdint.h>

#include "gen/table.h"

struct toi_kikan {
    struct str code, mei;
};

/* One question that a row allows, and of whom. */
struct toi {
    struct str jimu, tetsuzuki, code; /* tetsuzuki "": of no 事務手続 */
    struct toi_kikan *kikan;          /* one or more */
    int kikan_n;
};

struct toi_all {
    struct table kengen, kikan;
    struct toi *list; /* with its kikan in kengen.a */
    int n;
};

/* Of the tables in the folder; toi_free after either. SETUP: they are not there, or allow nothing. */
enum status toi_read(struct toi_all *x, const char *folder, struct diag *d);
void toi_free(struct toi_all *x);

const struct toi *toi_pick(const struct toi_all *x, uint64_t luck);
/* 機関コード of whom to ask about somebody who lives there: that 市町村, else any that may be asked. */
struct str toi_whom(const struct toi *t, const char *address, uint64_t luck);
#endif
