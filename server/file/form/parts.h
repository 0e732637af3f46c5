/* The link files of one 受付: what was uploaded, or the entries of a zip in the order of their names,
 * unpacked beside it, each with a result file of its own that is packed again at the end. Called by loader.c
 * and the client's check. */
#ifndef FILE_FORM_PARTS_H
#define FILE_FORM_PARTS_H
#include "file/form/form.h"
#include "file/form/zip.h"

struct part {
    const char *name;        /* of the entry; NULL: the upload itself is the file */
    const char *path;        /* where its bytes are (of an entry: once unpacked) */
    const char *result;      /* where its result goes */
    const char *result_name; /* inside the zip of results */
    const struct form *form;
};

struct parts {
    struct arena *arena;
    const char *in, *work, *out;
    struct part *part;
    int n;
    struct zipfile *zip; /* owned; NULL: the upload itself is the only file */
    struct zipfile_entry *entries;
};

struct parts_at {
    const char *in;         /* the upload */
    const char *name;       /* by whose end its form is known: .zip, .xml, else CSV */
    const char *work, *out; /* what names of unpacked files and of results begin with; out NULL: no results */
    int64_t limit;          /* bytes of all entries together */
};
/* Nothing is unpacked yet. FILE_ZIP, FILE_NAME (an entry against the rule of its layout), DISK, LIMIT. The
 * texts of `at` must stay; others are in a. Close it whatever it answers; there are parts only when OK. */
enum status parts_open(struct parts *p, const struct parts_at *at, const struct layout *l, struct arena *a,
                       struct diag *d);
void parts_close(struct parts *p);
/* Unpacks part i anew, unless it is the upload itself. */
enum status parts_unpack(struct parts *p, int i, const atomic_bool *stop, struct diag *d);
/* All results are whole: packs them into `out`, unless they are the result itself or it is there already. */
enum status parts_pack(const struct parts *p, int64_t at, const atomic_bool *stop, struct diag *d);
/* Removes what was unpacked, results that were packed, and what a killed daemon left of either. */
void parts_clear(const struct parts *p);
/* Says in d->item which entry it is about. */
void parts_tell(const struct parts *p, int i, struct diag *d);
#endif
