/* People under two keys; see people.h. */
#include "file/rule/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mix.h"

enum { FIRST_SLOTS = 1 << 10, BY_NUMBER = 0, BY_EDABAN, KEYS, MOST_DIGITS = 15 };
#define LEFT UINT32_MAX /* a slot whose person has another key now */
#define HASHED (UINT64_C(1) << 55)
#define KEY_BITS ((UINT64_C(1) << 40) - 1)

/* Open hash table of people. */
struct index {
    uint32_t *slots; /* owned */
    size_t cap, used;
};

struct people {
    struct keep all, mae;
    struct tokens tokens;
    struct index index[KEYS];
    bool failed;
};

struct people *people_new(void)
{
    struct people *p = calloc(1, sizeof *p);
    bool made = p != NULL;
    for (int i = 0; made && i < KEYS; i++) {
        p->index[i].cap = FIRST_SLOTS;
        made = (p->index[i].slots = calloc(FIRST_SLOTS, sizeof(uint32_t))) != NULL;
    }
    if (!made) {
        people_free(p);
        return NULL;
    }
    p->all.size = sizeof(struct person);
    p->mae.size = sizeof(struct person_mae);
    return p;
}

void people_free(struct people *p)
{
    if (!p)
        return;
    keep_release(&p->all);
    keep_release(&p->mae);
    tokens_release(&p->tokens);
    for (int i = 0; i < KEYS; i++)
        free(p->index[i].slots);
    free(p);
}

/* --- keys -------------------------------------------------------------------------------------------------
 */

static size_t S_digits(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return s[n] ? 0 : n;
}

uint64_t people_number_key(const char *s)
{
    if (!s || !*s)
        return 0;
    uint64_t key = S_digits(s) == 12 ? strtoull(s, NULL, 10) : keep_hash(0, s) & KEY_BITS;
    return key ? key : KEY_BITS;
}

/* Digits behind a 1, which keeps zeroes at their front. */
uint64_t people_edaban_key(const char *s)
{
    if (!s || !*s)
        return 0;
    size_t n = S_digits(s);
    if (!n || n > MOST_DIGITS)
        return (keep_hash(0, s) & (HASHED - 1)) | HASHED;
    uint64_t key = 1;
    for (; *s; s++)
        key = key * 10 + (uint64_t)(*s - '0');
    return key;
}

void people_edaban_text(uint64_t key, char out[24])
{
    char text[24] = "1";
    if (key && !(key & HASHED))
        snprintf(text, sizeof text, "%llu", (unsigned long long)key);
    snprintf(out, 24, "%s", text + 1);
}

/* --- the tables -------------------------------------------------------------------------------------------
 */

struct person *people_at(const struct people *p, uint32_t one)
{
    return keep_at(&p->all, one);
}

uint32_t people_count(const struct people *p)
{
    return p->all.n;
}

static uint64_t S_key(const struct people *p, int by, uint32_t one)
{
    const struct person *x = people_at(p, one);
    return by == BY_NUMBER ? x->number : x->edaban;
}

/* Of the key, or the empty one where it would be. */
static uint32_t *S_slot(const struct people *p, int by, const struct index *x, uint64_t key)
{
    size_t i = mix64(key) & (x->cap - 1);
    while (x->slots[i] && (x->slots[i] == LEFT || S_key(p, by, x->slots[i]) != key))
        i = (i + 1) & (x->cap - 1);
    return &x->slots[i];
}

static uint32_t S_find(const struct people *p, int by, uint64_t key)
{
    return key ? *S_slot(p, by, &p->index[by], key) : 0;
}

uint32_t people_by_number(const struct people *p, uint64_t number)
{
    return S_find(p, BY_NUMBER, number);
}

uint32_t people_by_edaban(const struct people *p, uint64_t edaban)
{
    return S_find(p, BY_EDABAN, edaban);
}

/* Twice as wide, without those that left. */
static bool S_grow(const struct people *p, int by, struct index *x)
{
    struct index wide = {calloc(x->cap * 2, sizeof *wide.slots), x->cap * 2, 0};
    if (!wide.slots)
        return false;
    for (size_t i = 0; i < x->cap; i++)
        if (x->slots[i] && x->slots[i] != LEFT) {
            *S_slot(p, by, &wide, S_key(p, by, x->slots[i])) = x->slots[i];
            wide.used++;
        }
    free(x->slots);
    *x = wide;
    return true;
}

/* The person has the key already. */
static bool S_enter(struct people *p, int by, uint32_t one)
{
    struct index *x = &p->index[by];
    if (x->used * 4 >= x->cap * 3 && !S_grow(p, by, x))
        return false;
    *S_slot(p, by, x, S_key(p, by, one)) = one;
    x->used++;
    return true;
}

uint32_t people_more(struct people *p)
{
    struct person *x = keep_more(&p->all);
    if (!x)
        return 0;
    x->seinengappi = DAY_NONE;
    x->now.shutoku = x->now.soshitsu = x->now.nintei = DAY_NONE;
    return p->all.n;
}

bool people_set_number(struct people *p, uint32_t one, uint64_t number)
{
    struct person *x = people_at(p, one);
    if (x->number)
        *S_slot(p, BY_NUMBER, &p->index[BY_NUMBER], x->number) = LEFT;
    x->number = number & KEY_BITS;
    return !number || S_enter(p, BY_NUMBER, one);
}

bool people_set_edaban(struct people *p, uint32_t one, uint64_t edaban)
{
    people_at(p, one)->edaban = edaban & (2 * HASHED - 1);
    return S_enter(p, BY_EDABAN, one);
}

/* --- 記号, 番号 -------------------------------------------------------------------------------------------
 */

uint32_t people_token(struct people *p, const char *s)
{
    uint32_t token = tokens_put(&p->tokens, s);
    p->failed = p->failed || token == TOKEN_NONE;
    return token;
}

const char *people_token_text(const struct people *p, uint32_t token, char room[TOKEN_ROOM])
{
    return tokens_text(&p->tokens, token, room);
}

bool people_failed(const struct people *p)
{
    return p->failed;
}

/* --- the earlier 資格 -------------------------------------------------------------------------------------
 */

struct person_mae *people_mae(const struct people *p, uint32_t mae)
{
    return keep_at(&p->mae, mae);
}

bool people_mae_add(struct people *p, uint32_t one, const struct person_shikaku *s)
{
    struct person_mae *new = keep_more(&p->mae);
    if (!new)
        return false;
    uint32_t *at = &people_at(p, one)->mae;
    while (*at && people_mae(p, *at)->is.shutoku <= s->shutoku)
        at = &people_mae(p, *at)->next;
    *new = (struct person_mae){*s, *at};
    *at = p->mae.n;
    return true;
}

void people_mae_drop(struct people *p, uint32_t one, uint32_t mae)
{
    uint32_t *at = &people_at(p, one)->mae;
    while (*at != mae)
        at = &people_mae(p, *at)->next;
    *at = people_mae(p, mae)->next;
}
