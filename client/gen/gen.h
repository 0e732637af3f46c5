/* What `chukan gen` was asked for, and what a row of a link file is about. Shared by the files of client/gen.
 */
#ifndef CLIENT_GEN_GEN_H
#define CLIENT_GEN_GEN_H
#include "gen/person.h"
#include "gen/toi.h"

struct code_map;

enum { ERROR_KINDS = 12 };

struct gen {
    uint64_t seed;
    int64_t members;
    int32_t day;          /* on which the files are made: the layouts' versions, and nothing is later */
    const char *hokensha; /* 8 digits */
    int64_t edaban_first;
    int edaban_digits;
    const struct code_map *map; /* 業務コード of the insurer; NULL: none */
    bool jumin;                 /* the files are for a world whose residents are these people */
    const char *stories;        /* folder of their tables, which are mixed in; NULL: none */
    const struct toi_all *toi;  /* what may be asked; NULL: nothing is */
    double diff;                /* share of people and 副本 that difference files speak of */
    double rate; /* share of wrong rows, spread over the kinds of error that a layout can have */
    double rates[ERROR_KINDS]; /* and by kind of error; see spoil.h */
};

/* Something that happened to a person, for which there is a benefit. */
struct event {
    int32_t from, to;      /* 支給期間, 計算期間 */
    int32_t date, planned; /* of birth or death; 出産予定日 */
    int32_t decided;       /* 支給決定年月日 */
    int count;             /* 胎児数 */
    int64_t yen;
    int period; /* of the person's, in which it lies */
};

/* What a row is about. */
struct subject {
    const struct person *p; /* NULL: no person */
    int64_t number;         /* from 0: of the person, or of the 部署 or ユーザー */
    int period;             /* of the person's 資格: which the row is about */
    int64_t row;            /* a number for all that are or could be: decides whether it is spoilt */
    int64_t edaban;
    int64_t kojin; /* whose 個人番号, see person_kojin_bango */
    int64_t busho; /* of a ユーザー */
    char kubun;    /* 処理区分 */
    bool moved;    /* lives elsewhere now */
    int32_t end;   /* 資格喪失年月日; NO_DAY: none */
    struct event e;
    const struct toi *toi; /* of a question to another institution */
    struct str kikan;      /* who is asked */
    uint64_t luck;         /* for whatever else the layout wants */
};
#endif
