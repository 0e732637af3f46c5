/* Households: which 資格 stand, or stood, under each 記号・番号, as what (本人, 被扶養者) and on which days.
 * 16 bytes a 資格 and about 25 a household; a change looks at one household only. What is wrong with one says
 * file/rule/jotai.h. Called by store/unyo_setai.c and file/rule/past_setai.c. */
#ifndef BASE_SETAI_H
#define BASE_SETAI_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SETAI_MOST = 64, SETAI_OPEN = INT32_MAX };

struct setai_shikaku {
    int32_t from, to; /* 取得日, and the first day without it or SETAI_OPEN */
    uint32_t one;     /* whose, below 2^31; 0: not told */
    bool honnin;
};
/* As one is looked at: the latest put comes first; of more than SETAI_MOST the others are left out. */
struct setai {
    struct setai_shikaku list[SETAI_MOST];
    size_t n;
    bool had; /* a 本人 has been seen under it, though none may be left */
};

struct setai_hyo;
struct setai_hyo *setai_hyo_new(void); /* NULL: out of memory */
void setai_hyo_free(struct setai_hyo *h);
/* key: of the household, not 0. false: out of memory. */
bool setai_hyo_put(struct setai_hyo *h, uint64_t key, const struct setai_shikaku *s);
/* One that is equal; none may be there. */
void setai_hyo_take(struct setai_hyo *h, uint64_t key, const struct setai_shikaku *s);
size_t setai_hyo_count(const struct setai_hyo *h);           /* all 資格 that were put and not taken */
bool setai_hyo_has(const struct setai_hyo *h, uint64_t key); /* had */
/* Sets had. false: out of memory. */
bool setai_hyo_had(struct setai_hyo *h, uint64_t key, bool had);
void setai_hyo_look(const struct setai_hyo *h, uint64_t key, struct setai *ret);

/* An insurer of more 資格 has no households. In a file of its own: a test has another. */
size_t setai_most(void);
#endif
