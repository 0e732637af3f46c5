/* Takes a reply as it comes: the XML is kept, but the base64 inside <naiyo> is decoded straight into a file,
 * so that a result file of any size needs no memory. Used by soap.c. */
#ifndef CLIENT_WIRE_SINK_H
#define CLIENT_WIRE_SINK_H
#include "base/buf.h"
#include "base/crypto.h"

enum sink_state { SINK_TEXT, SINK_TAG, SINK_CONTENT };

struct sink {
    struct buf *keep; /* borrowed */
    int fd;           /* borrowed; -1: keep everything */
    enum sink_state state;
    char tag[256]; /* the tag being read, from after '<' */
    size_t tag_n;
    struct base64 base64;
    struct sha256 *sum; /* owned */
    int64_t written;
    const char *failed; /* why; NULL while fine */
};

/* false: out of memory. */
bool sink_open(struct sink *s, struct buf *keep, int fd);
bool sink_take(void *sink, const char *p, size_t n);
/* Ends the digest of what was written; sum as 64 hex digits. */
void sink_close(struct sink *s, char sum[65]);
#endif
