/* Inside file/rule/ only: the households (記号・番号, base/setai.h) of the people under check, and what of
 * jotai.h the rows of a 加入者情報 file have left them in, as service/unyo/kanyusha_kakunin.c tells it when
 * the file ends: what has come up by a row of this file and lasts. Called by past_hito.c. */
#ifndef FILE_RULE_PAST_SETAI_H
#define FILE_RULE_PAST_SETAI_H
#include "base/setai.h"
#include "file/rule/past.h"
#include "file/rule/people.h"

/* A 資格 of one who is registered. One who is gone, or of whom too little is known, has none. */
struct setai_place {
    uint64_t key; /* of the household; 0: none */
    struct setai_shikaku is;
    bool old; /* nanajugo */
};
struct setai_place setai_place(const struct person *p, uint32_t one, const struct person_shikaku *s,
                               int32_t today);

/* Zeroed at first. */
struct setai_file {
    struct setai_hyo *hyo; /* owned; of all files so far */
    bool too_many;         /* there have been more 資格 than households are kept of: there are none */
    struct keep turns;     /* of the present file */
    struct keep old;       /* the same: numbers of people */
};
void setai_file_release(struct setai_file *x);
/* The rows that come are those of another file. */
void setai_file_end(struct setai_file *x);
/* A 資格 of one that was is another one now. false: out of memory. */
bool setai_moved(struct setai_file *x, const struct setai_place *was, const struct setai_place *is,
                 uint32_t one);

/* Who asks, when the file has ended. */
struct setai_asked {
    const struct people *people;
    uint16_t file, strayed; /* struct past_hito */
    const struct rule_policy *policy;
    int32_t today;
    struct arena *a;
};
/* LIMIT, or OK. */
enum status setai_owari(struct setai_file *x, const struct setai_asked *q, struct past_owari *ret);
#endif
