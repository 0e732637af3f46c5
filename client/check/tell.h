/* What `chukan check` found of a file, told to a world's report (機関内テスト): kind, verdict, counts and
 * SHA-256, no contents. Called by checker.c. */
#ifndef CLIENT_CHECK_TELL_H
#define CLIENT_CHECK_TELL_H
#include "check/report.h"

struct check_tell {
    const char *url; /* "http://127.0.0.1:18080/_sim/worlds/lot2/report" */
    const char *hokensha;
    bool failed; /* something could not be told; said already */
};

/* fd: the file, wherever it stands. */
void check_tell(struct check_tell *t, int fd, const struct check_file *f, const struct check_result *v);
#endif
