/* Paths and whole small files: read with a limit, written so that a reader sees the old or the new one and
 * never a half. Called by pki.c and main.c. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"

/* Why a file that was expected to serve did not, by errno: DESCRIPTORS (none is left), PLACE (it is not
 * there, or not for us), else DISK. */
enum status file_trouble(int err);
/* diag_set with that, and the cause. */
enum status file_failed(struct diag *d, const char *item, const char *want, int err);
/* At the start, of what somebody named: DISK for a full or failing disk, DESCRIPTORS, else SETUP. */
enum status file_status(int err);
/* By errno: path is no folder or file that one can read and write. */
enum status file_unusable(const char *path, struct diag *d);
/* Temporary name, fsync, rename, fsync of the folder. DISK or SETUP with a diag that names the path and the
 * cause; the old file may have been replaced even so, when only the last step failed. */
enum status file_write(const char *path, mode_t mode, const void *p, size_t n, struct diag *d);
/* A temporary name of file_write: of a process that was killed, when nobody writes there. */
bool file_temporary(const char *name);
/* A file that somebody named, for reading: it must be a regular one, since nothing else has a size, an end,
 * or a beginning to come back to, and a FIFO would be waited for. -1: errno, EISDIR and ESPIPE of what is
 * none. */
int file_open(const char *path);
/* Appends the file to out; SETUP (DISK when the disk fails) with a diag when it cannot be read or is larger
 * than max. */
enum status file_read(const char *path, size_t max, struct buf *out, struct diag *d);
/* Everybody who has a login on this machine may read it, or write to it; false: it is not there. */
bool file_open_to_all(const char *path);
/* Copies a file to a path where nothing is, durably; false: errno tells. */
bool file_copy(const char *from, const char *to);
/* Syncs the folder that holds path, without which the name is not durable: 0, or -1 and errno. */
int file_sync_parent(const char *path);
/* Makes the folder (mode 0700) unless it is there; DISK or SETUP as above. */
enum status file_mkdir(const char *path, struct diag *d);
/* The cause by base/cause.def, else the number: Japanese unless lang_everywhere. */
const char *file_cause(int err, char *text, size_t cap);
#define FILE_CAUSE(err) file_cause((err), (char[128]){0}, 128)
/* The end of a long path: what a diag's item has room for. */
const char *file_tail(const char *path);
/* What stands behind the last separator of folders. */
const char *file_base(const char *path);
/* "a/b" in malloc'ed memory that the caller frees; NULL when out of memory. */
char *path_join(const char *a, const char *b);
/* Removes a file, or a folder and what is in it, as far as it can. */
void remove_tree(const char *dir);
#endif
