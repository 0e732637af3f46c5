/* What diag_text has said, in the language of base/lang.h: for who has only the text. Replies and the journal
 * are Japanese always. Called by the client, of replies, and by the log of the daemon, of its notes. */
#ifndef BASE_ENGLISH_H
#define BASE_ENGLISH_H
#include "base/buf.h"

/* The text of the code becomes ours; items and values stay as they came, and so does a text that does not
 * begin as that of the code does. */
void english_message(const char *code, const char *message, struct buf *out);
#endif
