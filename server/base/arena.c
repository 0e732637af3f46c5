/* Region allocator: a chain of blocks, newest first; see arena.h. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 8192, ALIGN = 16 };

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGN) unsigned char data[];
};

struct arena {
    struct block *top;
    size_t limit, total;
    bool failed;
};

static struct block *S_block(size_t size, struct block *next)
{
    struct block *b = malloc(sizeof *b + size);
    if (b)
        *b = (struct block){.next = next, .size = size};
    return b;
}

struct arena *arena_new(size_t limit)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->limit = limit;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->top, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

void arena_reset(struct arena *a)
{
    struct block *b = a->top;
    while (b && b->next) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    a->top = b;
    if (b)
        b->used = 0;
    a->total = 0;
    a->failed = false;
}

void *arena_alloc(struct arena *a, size_t n)
{
    if (a->failed || n > a->limit)
        goto fail;
    n = n ? (n + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
    if (n > a->limit - a->total)
        goto fail;
    if (!a->top || n > a->top->size - a->top->used) {
        size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
        struct block *b = S_block(size < n ? n : size, a->top);
        if (!b)
            goto fail;
        a->top = b;
    }
    void *p = a->top->data + a->top->used;
    a->top->used += n;
    a->total += n;
    return memset(p, 0, n);
fail:
    a->failed = true;
    return NULL;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes)) {
        a->failed = true;
        return NULL;
    }
    return arena_alloc(a, bytes);
}

void *arena_more(struct arena *a, void *list, size_t n, size_t size)
{
    if (n & (n - 1))
        return list;
    void *wide = arena_array(a, n ? 2 * n : 1, size);
    if (wide && n)
        memcpy(wide, list, n * size);
    return wide;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = n < SIZE_MAX ? arena_alloc(a, n + 1) : NULL;
    if (p && n)
        memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
    if (!p)
        return NULL;
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return p;
}

bool arena_failed(const struct arena *a)
{
    return a->failed;
}

size_t arena_used(const struct arena *a)
{
    return a->total;
}
