/* How the lines of the audit table hang together. Behind each line stands its link, the first half of
 *     state = HMAC-SHA256(key, the state before ‖ the line up to its link);
 * the other half is never shown, so that who can read the table, but has no key, can make neither a line nor
 * an end of it. A segment begins with a state of its number and of what its first line says of the line
 * before, so that each can be looked at alone. */
#ifndef FILE_AUDIT_CHAIN_H
#define FILE_AUDIT_CHAIN_H
#include "base/crypto.h"

enum { AUDIT_KEY = 32, AUDIT_STATE = 32, AUDIT_LINK = 32 /* letters of a link */ };

/* A place in the table: behind its count-th record. */
struct audit_place {
    int64_t count;
    char link[AUDIT_LINK + 1]; /* of that record; "": there is none */
};

/* What the first line of a segment says of what was before (text of its biko), and that line back. */
void audit_mae_text(const struct audit_place *before, char out[64]);
bool audit_mae_read(struct str line, struct audit_place *ret);

void audit_chain_begin(const struct hmac *key, uint32_t segment, const struct audit_place *before,
                       unsigned char state[AUDIT_STATE]);
/* line: up to its link. */
static inline void audit_chain_step(const struct hmac *key, struct str line, unsigned char state[AUDIT_STATE])
{
    hmac_pair(key, (struct str){(const char *)state, AUDIT_STATE}, line, state);
}
void audit_link(const unsigned char state[AUDIT_STATE], char out[AUDIT_LINK + 1]);
#endif
