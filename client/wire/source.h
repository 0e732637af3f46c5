/* A request body made of texts and at most one file, read piece by piece as curl asks: no file is ever whole
 * in memory. A file goes out as it is (MTOM) or as base64 (inline). Used by soap.c and http.c. */
#ifndef CLIENT_WIRE_SOURCE_H
#define CLIENT_WIRE_SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOURCE_PIECES = 4, SOURCE_RAW = 3 * 16384, SOURCE_ENCODED = 4 * 16384 };

struct piece {
    const char *text; /* borrowed; NULL: the file */
    size_t n;
    int fd; /* borrowed; its size was taken when it was added */
    int64_t size;
    bool base64;
};

struct source {
    struct piece piece[SOURCE_PIECES];
    int count;
    /* where reading stands */
    int at;
    int64_t done; /* bytes of the present piece: of the text, or raw ones of the file */
    char encoded[SOURCE_ENCODED];
    size_t encoded_n, encoded_at;
};

void source_text(struct source *s, const char *text, size_t n);
/* false when the size of fd cannot be known. */
bool source_file(struct source *s, int fd, bool base64);
/* Bytes that reading will give. */
int64_t source_size(const struct source *s);
/* Up to n bytes; 0 at the end, -1 when the file is shorter than it was or cannot be read. */
long source_read(struct source *s, char *out, size_t n);
/* Back to the start. */
void source_rewind(struct source *s);
#endif
