/* Inside file/rule/ only: what past.c and people.c keep by the million. Texts as hashes, two that differ are
 * taken for the same once in 10^12 pairs (32 bits: 10^9); elements in blocks, so that none ever moves and
 * nothing is there twice while they grow. */
#ifndef FILE_RULE_KEEP_H
#define FILE_RULE_KEEP_H
#include <stddef.h>
#include <stdint.h>

/* Of s behind what h is the hash of; NULL is like "". */
uint64_t keep_hash(uint64_t h, const char *s);
/* 0: empty. */
uint32_t keep_hash32(const char *s);

/* Elements by number, from 1 on. size is given, all else zeroed at first. */
struct keep {
    size_t size;
    char **blocks; /* owned */
    uint32_t n;
};
void *keep_at(const struct keep *k, uint32_t one);
/* A new one, zeroed; its number is k->n. NULL: out of memory. */
void *keep_more(struct keep *k);
void keep_release(struct keep *k);
#endif
