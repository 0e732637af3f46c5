/* Passwords at rest (2.12.1 ⑤⑥): a text that tells how it was made, and whether a password is its own. Made
 * with PBKDF2 (crypto.h); the text of data folders that are older still proves. Called by world/login.c,
 * world/fixture, service/kanri. Thread-safe; nothing here keeps a password. */
#ifndef BASE_PASSWORD_H
#define BASE_PASSWORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PASSWORD_CHARS = 64,    /* of a password at most: 256 bytes, as many as a UsernameToken may have */
    PASSWORD_TEXT = 128,    /* of a hash, with its NUL */
    PASSWORD_ROUNDS = 2000, /* [A] policy passwordKosuto: some 0.3 ms, 2 on a slow machine */
    PASSWORD_ROUNDS_MOST = 10000000 /* a text that asks for more is damaged */
};

enum password_is { PASSWORD_RIGHT, PASSWORD_WRONG, PASSWORD_DAMAGED };

/* "pbkdf2$ROUNDS$SALT$HASH", of letters, so that no digits of it look like a 個人番号. The salt comes from
 * the world's seed, whose password it is and a number that is given to no other of the world, 0 to those of
 * its fixture: the same requests make the same database (DESIGN 2.4). */
void password_make(const char *password, uint64_t seed, const char *whose, int64_t number, int64_t rounds,
                   char out[PASSWORD_TEXT]);
/* whose: as when a text "sha256$…" was made; the others do not need it. */
enum password_is password_is(const char *text, const char *whose, const char *password);
/* How often this process has computed a costly hash: for tests and /metrics. */
uint64_t password_hashes(void);

/* What is kept of a password that was proven, so that it need not be hashed again: a digest with a key
 * of random bytes that never leaves this process. */
struct password_seal {
    uint64_t word[4];
};
struct password_seal password_seal(const unsigned char key[32], const char *password);
#endif
