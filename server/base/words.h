/* Lists of words in one text, single spaces between: "KANYUSHA KANRI". Called by store and service for the
 * words that rights are written in, and by the fixtures of them. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H
#include <stdbool.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

/* Cuts the next word off what is left of a list; false, and *rest NULL: there is none. Two spaces together,
 * one at an end, and an empty list make an empty word. */
static inline bool words_next(const char **rest, struct str *ret)
{
    if (!*rest)
        return false;
    *ret = (struct str){*rest, strcspn(*rest, " ")};
    *rest = ret->p[ret->n] ? ret->p + ret->n + 1 : NULL;
    return true;
}

/* list NULL: none. */
static inline bool words_have(const char *list, struct str word)
{
    struct str one;
    while (words_next(&list, &one))
        if (str_eq(one, word))
            return true;
    return false;
}

/* "shokai" stands in "shokai.list", "operator" and "fugo-approve" in "POST /operator/fugo-approve": whole
 * words of what is called that. "": in nothing. */
bool words_within(const char *want, const char *have);

/* word, one of the list, stands in it before as well. */
static inline bool words_before(const char *list, struct str word)
{
    struct str one;
    while (words_next(&list, &one) && one.p < word.p)
        if (str_eq(one, word))
            return true;
    return false;
}

/* The list as a text shows it, 「、」 between: over a blank the digits of two 保険者番号 would be one number
 * to str_mask. What does not fit ends with 「…」, behind a whole word. Answers out. */
const char *words_shown(const char *list, char *out, size_t cap);

/* A word of a list that the masters (2.12.1) take: it is one of those known, and comes once. */
static inline bool words_fine(const char *list, struct str word, bool known)
{
    return known && word.n && !words_before(list, word);
}
/* Of one that is not: r->st, with what is wrong with it. */
struct words_refusal {
    enum status st;
    const char *item, *want; /* of all there are */
    const char *also;        /* what may stand instead of them; "": nothing */
};
enum status words_refuse(const char *list, struct str word, bool known, const struct words_refusal *r,
                         struct diag *d);
#endif
