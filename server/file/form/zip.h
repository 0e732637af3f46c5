/* Zip files in and out: what an upload holds, its entries unpacked to files, results packed again. Streams;
 * what a stranger's zip may cost is bounded before the library (libzip) sees it. Called by parts.c. */
#ifndef FILE_FORM_ZIP_H
#define FILE_FORM_ZIP_H
#include <stdatomic.h>
#include "base/arena.h"
#include "base/diag.h"

/* [A] An upload of link files holds a handful; deflate cannot exceed 1032:1 and text of real people stays
 * below 20:1. Below ZIPFILE_RATIO_FREE bytes the ratio is not asked, because a test file may repeat itself.
 */
enum { ZIPFILE_ENTRIES = 100, ZIPFILE_RATIO = 200, ZIPFILE_RATIO_FREE = 1 << 20 };

struct zipfile;

struct zipfile_entry {
    const char *name; /* UTF-8, safe as a file name */
    int64_t size;     /* bytes unpacked, as the directory says */
    uint64_t index;
};

/* stop, in what follows: NULL, or looked at now and then in long work; true ends it with RESET. */

/* The name of a file decides what it is taken for: .zip, in any case. */
bool zipfile_named(const char *name);
/* Opens and judges the directory: entries, names, sizes (together at most `limit` bytes), methods. Entries in
 * the order of their names, in a, none like another but for case. FILE_ZIP (names the entry), DISK, LIMIT;
 * then nothing is answered. */
enum status zipfile_open(const char *path, int64_t limit, struct arena *a, struct zipfile **ret,
                         struct zipfile_entry **ret_entries, int *ret_n, struct diag *d);
void zipfile_close(struct zipfile *z);
/* Unpacks the entry into the file `to`, which is made or emptied. FILE_ZIP when it is not what the directory
 * says, DISK, RESET. */
enum status zipfile_extract(struct zipfile *z, const struct zipfile_entry *e, const char *to,
                            const atomic_bool *stop, struct diag *d);

struct zipfile_item {
    const char *name, *path; /* name inside (UTF-8), file to pack */
};
/* Packs the files in their order, all stamped with `at`: the same bytes for the same files. The zip stands at
 * `to` whole and durable, or not at all. DISK, LIMIT, RESET. */
enum status zipfile_make(const char *to, const struct zipfile_item *items, int n, int64_t at,
                         const atomic_bool *stop, struct diag *d);
#endif
