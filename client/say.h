/* What the client says to a person: Japanese first, English with --lang en. Errors go to stderr, one line
 * each. Called by every file of client/. */
#ifndef CLIENT_SAY_H
#define CLIENT_SAY_H
/* Exit statuses of DESIGN 5. */
enum { EXIT_FINE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* The text in the language of base/lang.h. */
const char *tr(const char *ja, const char *en) __attribute__((format_arg(1), format_arg(2)));
/* "chukan: …" on stderr; answer EXIT_FAILED and EXIT_USAGE, so that a command can return them. */
int say_failed(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int say_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
#endif
