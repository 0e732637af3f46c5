/* Passwords at rest; see password.h. */
#include "base/password.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

enum { SALT = PBKDF2_SALT, HASH = 32, OLDER = 512 };

static const char made[] = "pbkdf2$", older[] = "sha256$";
static atomic_ullong hashes;

uint64_t password_hashes(void)
{
    return atomic_load(&hashes);
}

static void S_salt(uint64_t seed, const char *whose, int64_t number, unsigned char out[SALT])
{
    char text[160];
    unsigned char key[8], sum[HASH];
    for (int i = 0; i < 8; i++)
        key[i] = (unsigned char)(seed >> (8 * i));
    snprintf(text, sizeof text, "password %" PRId64 " %s", number, whose);
    hmac_sha256(key, sizeof key, text, strlen(text), sum);
    memcpy(out, sum, SALT);
}

static void S_hash(const char *password, const unsigned char salt[SALT], int rounds, unsigned char out[HASH])
{
    atomic_fetch_add(&hashes, 1);
    pbkdf2_sha256(password, salt, rounds, out);
}

void password_make(const char *password, uint64_t seed, const char *whose, int64_t number, int64_t rounds,
                   char out[PASSWORD_TEXT])
{
    unsigned char salt[SALT], hash[HASH];
    char salt_text[2 * SALT + 1], hash_text[2 * HASH + 1];
    S_salt(seed, whose, number, salt);
    S_hash(password, salt, (int)rounds, hash);
    letter_text(salt, SALT, salt_text);
    letter_text(hash, HASH, hash_text);
    snprintf(out, PASSWORD_TEXT, "%s%d$%s$%s", made, (int)rounds, salt_text, hash_text);
}

/* "ROUNDS$SALT$HASH" and nothing more. */
static bool S_parse(const char *text, int *ret_rounds, unsigned char salt[SALT], unsigned char hash[HASH])
{
    char *end;
    const long rounds = strtol(text, &end, 10);
    if (*text < '1' || *text > '9' || *end != '$' || rounds > PASSWORD_ROUNDS_MOST)
        return false;
    const char *at = end + 1;
    if (strlen(at) != 2 * SALT + 1 + 2 * HASH || at[2 * SALT] != '$')
        return false;
    *ret_rounds = (int)rounds;
    return letter_bytes(at, SALT, salt) && letter_bytes(at + 2 * SALT + 1, HASH, hash);
}

/* SHA-256 of "WHOSE:PASSWORD", as before there were hashes that cost. */
static enum password_is S_older(const char *text, const char *whose, const char *password)
{
    unsigned char want[HASH], sum[HASH];
    char both[OLDER];
    if (strlen(text) != 2 * HASH || !hex_bytes(text, HASH, want))
        return PASSWORD_DAMAGED;
    const int n = snprintf(both, sizeof both, "%s:%s", whose, password);
    if (n < 0 || (size_t)n >= sizeof both) /* longer than any that there was */
        return PASSWORD_WRONG;
    sha256_once(both, (size_t)n, sum);
    explicit_bzero(both, sizeof both);
    return crypto_equal(sum, want, HASH) ? PASSWORD_RIGHT : PASSWORD_WRONG;
}

enum password_is password_is(const char *text, const char *whose, const char *password)
{
    unsigned char salt[SALT], want[HASH], have[HASH];
    int rounds;
    if (strncmp(text, older, sizeof older - 1) == 0)
        return S_older(text + sizeof older - 1, whose, password);
    if (strncmp(text, made, sizeof made - 1) != 0 || !S_parse(text + sizeof made - 1, &rounds, salt, want))
        return PASSWORD_DAMAGED;
    S_hash(password, salt, rounds, have);
    return crypto_equal(have, want, HASH) ? PASSWORD_RIGHT : PASSWORD_WRONG;
}

struct password_seal password_seal(const unsigned char key[32], const char *password)
{
    struct password_seal seal;
    hmac_sha256(key, 32, password, strlen(password), (unsigned char *)&seal);
    return seal;
}
