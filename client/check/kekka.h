/* Result files of 加入者情報 (kanyushaKekka), those of a zip one after the other: which 枝番 the server has
 * issued for the 新規 of which line. Called by checker.c and kakunin.c. */
#ifndef CLIENT_CHECK_KEKKA_H
#define CLIENT_CHECK_KEKKA_H
#include "base/arena.h"
#include "base/diag.h"
#include "file/layout/codemap.h"
#include "words.h"

enum { KEKKA_SHOWN = 4096 };

struct kekka {
    const char *path; /* "-": there is no result */
    const char *name; /* as people read it; of an entry: ZIP/ENTRY */
    int64_t entry;    /* of a zip, by its place there; -1: no zip, or one that cannot be opened */
    char digest[65];  /* SHA-256 of what was read; "": nothing was */
    bool shinki;      /* it has a 新規 with a 枝番 */
};
struct kekkas {
    struct kekka *items; /* in the arena, as all texts but paths */
    size_t n, used;
};
/* paths as they were given. LIMIT. */
enum status kekka_list(const struct words *paths, struct arena *a, struct kekkas *ret);

struct kekka_row {
    int64_t line;
    char kubun;         /* 処理区分, ours; '1' where the file does not tell */
    const char *edaban; /* "": the row was refused */
};
struct kekka_reading {
    const char *encoding; /* NULL: found out */
    int32_t day;
    const struct code_map *map;                          /* NULL: none */
    bool (*row)(void *arg, const struct kekka_row *row); /* false: out of memory */
    /* Before the first row: the name of another with this SHA-256 that must not be given twice, as it is
     * told, or NULL. NULL: nobody asks. */
    const char *(*same)(void *arg, const char *digest);
    void *arg;
};
/* Otherwise than OK: why, in d. */
enum status kekka_read(const struct kekka *k, const struct kekka_reading *how, struct diag *d);
#endif
