/* Inside file/rule/ only: the people of the 加入者情報 files under check, 64 bytes each, by 個人番号 and by
 * 枝番. What tells one value from another is kept of texts, days and numbers themselves. Called by
 * past_hito.c. */
#ifndef FILE_RULE_PEOPLE_H
#define FILE_RULE_PEOPLE_H
#include <stdbool.h>

#include "file/rule/keep.h"
#include "file/rule/kikan.h"
#include "file/rule/tokens.h"

/* A short code, NUL only when it is shorter. */
struct person_code {
    char is[2];
};

struct person_shikaku {
    uint32_t kigo, bango; /* people_token */
    int32_t shutoku, soshitsu, nintei;
    struct person_code honnin;
};

struct person {
    uint64_t number : 40, line : 24;     /* people_number_key; where the 新規 stood */
    uint64_t edaban : 56;                /* people_edaban_key; 0: no file has told it yet */
    uint64_t gone : 1;                   /* 取消 */
    uint64_t soi : 1;                    /* past_soi_changed */
    uint64_t late : 1;                   /* past_soi_late */
    uint64_t partial : 1;                /* no 新規 was seen: what is empty is not known */
    uint32_t shimei, shimei_kana, jusho; /* keep_hash32 */
    int32_t seinengappi;
    struct person_shikaku now;
    struct person_code seibetsu;
    uint16_t file; /* which one the 新規 stood in */
    uint32_t mae;  /* the first of the earlier 資格, oldest first; 0: none */
};

struct person_mae {
    struct person_shikaku is;
    uint32_t next;
};

struct people;
struct people *people_new(void); /* NULL: out of memory */
void people_free(struct people *p);

/* 0: empty. */
uint64_t people_number_key(const char *kojin_bango);
uint64_t people_edaban_key(const char *edaban);
/* 「0000001」; "" when it has been too long, or no number. */
void people_edaban_text(uint64_t key, char out[24]);

/* People are told by a number from 1 on; 0: there is none. One that is gone has no 個人番号. */
struct person *people_at(const struct people *p, uint32_t one);
uint32_t people_count(const struct people *p);
uint32_t people_by_number(const struct people *p, uint64_t number);
uint32_t people_by_edaban(const struct people *p, uint64_t edaban);
/* A new one without values. 0: out of memory. */
uint32_t people_more(struct people *p);
/* They have it from now on, 0: none; nobody else has. false: out of memory. */
bool people_set_number(struct people *p, uint32_t one, uint64_t number);
/* The same; they had none. */
bool people_set_edaban(struct people *p, uint32_t one, uint64_t edaban);

/* A 記号 or 番号 under its number, and back as tokens.h says. 0: empty. */
uint32_t people_token(struct people *p, const char *s);
const char *people_token_text(const struct people *p, uint32_t token, char room[TOKEN_ROOM]);
/* The memory for one of them was used up. */
bool people_failed(const struct people *p);

struct person_mae *people_mae(const struct people *p, uint32_t mae);
/* An earlier 資格, put where its day of 取得 belongs. false: out of memory. */
bool people_mae_add(struct people *p, uint32_t one, const struct person_shikaku *s);
void people_mae_drop(struct people *p, uint32_t one, uint32_t mae);
#endif
