/* The language in which a program speaks to whoever runs it: its help, its log, its own errors. Japanese
 * unless
 * --lang en said otherwise before anything else was said; a SOAP reply is Japanese always. Called by main.c,
 * the edges of the daemon and all of the client. */
#ifndef BASE_LANG_H
#define BASE_LANG_H
#include <stdbool.h>

extern bool lang_english;
/* So are texts that may end in a reply, those of diag_text and file_cause: only the client, who replies to
 * nobody, says so. */
extern bool lang_everywhere;

/* The text in that language. */
const char *lang_tr(const char *ja, const char *en) __attribute__((format_arg(1), format_arg(2)));
/* Whether the command line says --lang en anywhere: an option that is wrong is told of in it, too. */
bool lang_asked(int argc, char **argv);
#endif
