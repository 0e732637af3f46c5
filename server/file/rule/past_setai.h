/* Inside file/rule/ only: how the rows of one 加入者情報 file have moved people between households
 * (記号・番号), and what of jotai.h they have left, as service/unyo/kanyusha_kakunin.c tells it when the file
 * ends: what has come up by a row of this file and lasts. 16 bytes a move; nothing of it outlives the file.
 * Called by past_hito.c. */
#ifndef FILE_RULE_PAST_SETAI_H
#define FILE_RULE_PAST_SETAI_H
#include "file/rule/past.h"
#include "file/rule/people.h"

/* How a household counts a person: struct setai, member by member. */
enum setai_as { SETAI_HONNIN, SETAI_KAZOKU, SETAI_LOST, SETAI_NOT };

struct setai_place {
    uint64_t key; /* of the household */
    enum setai_as as;
    bool old; /* nanajugo */
};
/* Of one who is registered. One who is gone, or of whom too little is known, is nowhere. */
struct setai_place setai_place(const struct person *p, int32_t today);

struct setai_move;
/* The moves of the present file; zeroed at first. */
struct setai_file {
    struct setai_move *list; /* owned */
    size_t n, cap;
    struct keep old; /* numbers of people */
};
void setai_file_release(struct setai_file *x);
/* false: out of memory. */
bool setai_moved(struct setai_file *x, uint32_t one, const struct setai_place *was,
                 const struct setai_place *is);

/* Who asks, when the file has ended. */
struct setai_asked {
    const struct people *people;
    uint16_t file, strayed; /* struct past_hito */
    const struct rule_policy *policy;
    int32_t today;
    struct arena *a;
};
/* Ends the moves. LIMIT, or OK. */
enum status setai_owari(struct setai_file *x, const struct setai_asked *q, struct past_owari *ret);
#endif
