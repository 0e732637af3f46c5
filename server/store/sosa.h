/* 操作可能業務 (2.12.1 ③), the 事務 and the 職掌 (②) and the 利用 (2.9) that each belongs to, and the
 * environments, as the tables of kanri.db write them: codes with single spaces between. Called by
 * kanri_tables.c and by service/may.c. */
#ifndef STORE_SOSA_H
#define STORE_SOSA_H
#include <stdbool.h>
#include <stdint.h>

/* SOSA_NONE: what everybody may do who may call at all. */
enum sosa {
    SOSA_NONE,
#define SOSA(name, code, mei, jimu, shokusho, riyo) SOSA_##name,
#include "store/sosa.def"
#undef SOSA
    SOSA_COUNT
};

/* Bits of a set. */
#define SOSA_BIT(sosa) (UINT64_C(1) << (sosa))
#define SOSA_ALL ((UINT64_C(1) << SOSA_COUNT) - 2)

/* [A] 事務 that a 部署 is in charge of, and 職掌: what its people do there. */
enum jimu { JIMU_KANYUSHA = 1, JIMU_FUKUHON = 2, JIMU_SHOKAI = 4, JIMU_KANRI = 8, JIMU_ALL = 15 };
enum shokusho {
    SHOKUSHO_TOROKU = 1,
    SHOKUSHO_SANSHO = 2,
    SHOKUSHO_SHOKAI = 4,
    SHOKUSHO_KANRI = 8,
    SHOKUSHO_ALL = 15
};

/* What an act is part of that 接続申請 opens (2.9). Whoever may call at all calls for 連動テスト. */
enum riyo { RIYO_RENDO = 1, RIYO_SOGO = 2, RIYO_IKO = 4, RIYO_JUKI = 8, RIYO_NWS = 16, RIYO_ALL = 31 };

/* Where: 接続検証環境 (2.7.5), that of 総合運用テスト, and the one in which 移行 and what comes after go on
 * (2.12 ※1, ※2). */
enum kankyo { KANKYO_SETSUZOKU_KENSHO = 1, KANKYO_SOGO_UNYO = 2, KANKYO_HONBAN = 4, KANKYO_ALL = 7 };

/* All the words, as who names none has them. */
#define JIMU_SUBETE "KANYUSHA FUKUHON SHOKAI KANRI"
#define SHOKUSHO_SUBETE "TOROKU SANSHO SHOKAI KANRI"

struct sosa_row {
    const char *code, *mei;
    unsigned jimu, shokusho, riyo; /* one bit of each */
};
/* By enum sosa; the first is that of SOSA_NONE, whose code is "". */
extern const struct sosa_row sosa_rows[SOSA_COUNT];

/* A word that stands for one bit, with its name. */
struct sosa_word {
    const char *code, *mei;
    unsigned bit;
};
/* What a missing right is given with: a role, a change of the 部署, or of the アクセスグループ. */
enum giving { GIVING_ROLE, GIVING_BUSHO, GIVING_GROUP, GIVING_COUNT };

/* NULL code at the end. */
extern const struct sosa_word jimu_words[], shokusho_words[], riyo_words[], kankyo_words[];

/* The bits of the codes in text (single spaces between); 0: one of them is none, is there twice, or there
 * is no code at all. NULL: 0. */
uint64_t sosa_bits(const char *text);
unsigned sosa_word_bits(const struct sosa_word *words, const char *text);
const char *sosa_word_mei(const struct sosa_word *words, unsigned bit);
/* NULL: none has that bit. */
const char *sosa_word_code(const struct sosa_word *words, unsigned bit);
#endif
