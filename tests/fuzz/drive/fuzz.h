/* What a harness of tests/fuzz is, and what it may ask. A harness is one file that defines `fuzz`; it runs in
 * one process and keeps nothing from one input to the next. Linked with main.c it makes its inputs from its
 * seeds by a number (make test), with libFuzzer it looks for them by what they reach (make fuzz). */
#ifndef FUZZ_H
#define FUZZ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

struct fuzz {
    void (*open)(void);                   /* once, in the top folder of the tree */
    void (*seeds)(void);                  /* calls fuzz_seed for each */
    void (*run)(const char *p, size_t n); /* one input; what is wrong with the answer: fuzz_fail */
    size_t most;                          /* bytes of an input */
    unsigned runs;                        /* of the short run */
    const char *const *words;             /* that inputs are made of, NULL at the end */
};
extern const struct fuzz fuzz;

/* Copies the input; one that is too long is cut. */
void fuzz_seed(const void *p, size_t n);
/* The file as one, `lead` before it. */
void fuzz_seed_file(const char *lead, const char *path);
/* Every file of the folder whose name ends so. */
void fuzz_seed_folder(const char *lead, const char *dir, const char *end);
struct fuzz_seeds {
    struct buf *items;
    size_t n, cap;
};
extern struct fuzz_seeds fuzz_seeds;

_Noreturn void fuzz_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* --- what holds of every answer ---------------------------------------------------------------------------
 */

/* UTF-8 on one line, without a character that breaks lines, tables or terminals. */
void fuzz_legible(const char *text);
/* st is OK, or d says so, names something, in texts that are legible, and want is not what was had. */
void fuzz_told(enum status st, const struct diag *d);
/* The same verdict, in the same words. */
void fuzz_same(enum status a, const struct diag *da, enum status b, const struct diag *db);
void fuzz_same_buf(const char *what, const struct buf *a, const struct buf *b);

/* --- what inputs come in ----------------------------------------------------------------------------------
 */

/* The first byte of what is left, which it is then less; 0: nothing is left. */
unsigned char fuzz_byte(const char **p, size_t *n);
/* The text up to the first `end`, NUL-terminated, in static memory that the next call takes; what is left
 * begins behind. */
char *fuzz_text(const char **p, size_t *n, char end);
/* A file that holds these bytes, read from its start; the same each time. */
int fuzz_file(const char *p, size_t n);
/* So many bytes are what a read() from it answers at most; 0: as many as are asked for. */
extern size_t fuzz_short;
/* A path of that file. */
const char *fuzz_path(void);
/* dir/name of a folder in memory that goes with the process; the last four stay valid. */
const char *fuzz_at(const char *name);
#endif
