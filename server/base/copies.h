/* Files that are written together and made durable at once: the bytes of each are on their way to the disk
 * while the next is written, so that one commit of the file system's journal serves them all, where one sync
 * after the other would take as many. Called by store/image, world/snapshot, world/fixture. */
#ifndef BASE_COPIES_H
#define BASE_COPIES_H
#include <stdbool.h>
#include <stddef.h>

enum { COPIES_OPEN = 64 }; /* so many are held open; then they are made durable, and it goes on */

struct copies {
    int n;
    int fds[COPIES_OPEN];
};
#define COPIES_INIT ((struct copies){.n = 0})

/* Each answers false with errno, and what was added before stays to be ended or dropped.
 * A copy of a regular file, or a new one, where nothing is. */
bool copies_file(struct copies *c, const char *from, const char *to);
bool copies_text(struct copies *c, const char *to, const void *p, size_t n);
/* The names in a folder, behind the last that is made in it. */
bool copies_folder(struct copies *c, const char *dir);
/* All of it is durable when this answers true. Closes them, whatever it answers. */
bool copies_end(struct copies *c);
/* Only closes them. */
void copies_drop(struct copies *c);
#endif
