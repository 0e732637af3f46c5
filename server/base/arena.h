/* Region allocator with a hard limit: one per request, freed at once.
 * Called by every room. Memory lives until arena_reset or arena_free; no single free.
 * Every function answers NULL when the limit or the heap is used up; the arena then stays "failed". */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* limit: bytes handed out at most. NULL when the heap is used up. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *a);
/* Takes everything back, keeps the first block for reuse, clears "failed". */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);
/* n*size with overflow check. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* list (NULL: none yet) of n elements with room for one more: as it is, or a copy twice as wide. Every
 * element of it came by this. */
void *arena_more(struct arena *a, void *list, size_t n, size_t size);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool arena_failed(const struct arena *a);
size_t arena_used(const struct arena *a);
#endif
