/* The log: one line a call, written at the edge only (http, main). Texts are masked like every error text.
 * SIGHUP reopens the file; one that has grown to its size becomes FILE.1, and a new one is begun.
 * Thread-safe; never waits for the disk (plain write to the page cache). */
#ifndef BASE_LOG_H
#define BASE_LOG_H
#include <stdint.h>

enum log_level { LOG_BUG, LOG_WARN, LOG_INFO, LOG_TRACE };

/* path NULL: stderr. Answers 0, or -1 with errno. */
int log_open(const char *path);
int log_reopen(void);
/* The file is begun anew when it has this many bytes; 0: never. */
void log_most(uint64_t bytes);
/* Between the two, lines of level INFO are kept for up to 100 ms and written together; the others are written
 * at once. */
void log_start(void);
void log_stop(void);
void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#endif
