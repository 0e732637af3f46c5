/* What diag_text has said, in the language of base/lang.h: for who has only the text. Replies and the journal
 * are Japanese always. Called by the client, of replies, and by the log of the daemon, of its notes. */
#ifndef BASE_ENGLISH_H
#define BASE_ENGLISH_H
#include "base/buf.h"

/* The text of the code becomes ours, and of items and values what english_word knows; so does a text that
 * does not begin as that of the code, as a whole. */
void english_message(const char *code, const char *message, struct buf *out);
/* An item, or what was wanted or had: by base/english/, the row that says the most; * stands for
 * what has its English itself, or is taken over as it came. */
void english_word(const char *word, size_t n, struct buf *out);
/* In English: what was had, which begins with so many bytes of somebody's value; that stays as it came,
 * whatever words of ours it may be. */
void english_beside(const char *have, size_t theirs, struct buf *out);
#endif
