/* Digests, ciphers, comparison and base64; see crypto.h. With pki.c the only users of OpenSSL.
 * The low-level SHA-256 and AES are used on purpose: they never allocate, so they cannot fail (EVP can, and a
 * digest that is silently wrong would become a 符号), and they do not start OpenSSL's providers, which an
 * idle daemon never needs: PKCS5_PBKDF2_HMAC would, for 1 ms and 1.6 MB at the first login, so PBKDF2 is made
 * of the same digest. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/crypto.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/aes.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/file.h"

enum { BLOCK = 64, DIGEST = 32 };

struct sha256 {
    SHA256_CTX ctx;
};

struct sha256 *sha256_new(void)
{
    struct sha256 *h = malloc(sizeof *h);
    if (h)
        SHA256_Init(&h->ctx);
    return h;
}

void sha256_add(struct sha256 *h, const void *p, size_t n)
{
    if (n)
        SHA256_Update(&h->ctx, p, n);
}

bool sha256_add_file(struct sha256 *h, const char *path)
{
    unsigned char block[65536];
    struct stat sb;
    int fd = file_open(path), err;
    ssize_t n = fd < 0 || fstat(fd, &sb) != 0 ? -1 : 0;
    off_t left = n < 0 ? 0 : sb.st_size; /* of one that grows all the while, too */
    while (left > 0) {
        n = read(fd, block, left < (off_t)sizeof block ? (size_t)left : sizeof block);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        if (n > 0)
            SHA256_Update(&h->ctx, block, (size_t)n);
        left -= n > 0 ? n : 0;
    }
    err = errno;
    if (fd >= 0)
        close(fd);
    errno = err;
    return n >= 0;
}

bool sha256_file(const char *path, char hex[65])
{
    unsigned char sum[DIGEST];
    struct sha256 h;
    SHA256_Init(&h.ctx);
    bool ok = sha256_add_file(&h, path);
    SHA256_Final(sum, &h.ctx);
    hex_text(sum, DIGEST, hex);
    return ok;
}

void sha256_end(struct sha256 *h, unsigned char out[32])
{
    SHA256_Final(out, &h->ctx);
    free(h);
}

void sha256_once(const void *p, size_t n, unsigned char out[32])
{
    SHA256_CTX ctx;
    SHA256_Init(&ctx);
    if (n)
        SHA256_Update(&ctx, p, n);
    SHA256_Final(out, &ctx);
}

/* RFC 2104: what H((key ^ pad) | …), of which an HMAC is made twice, begins with. */
static SHA256_CTX S_keyed(const unsigned char key[BLOCK], unsigned char pad)
{
    unsigned char block[BLOCK];
    SHA256_CTX ctx;
    for (int i = 0; i < BLOCK; i++)
        block[i] = key[i] ^ pad;
    SHA256_Init(&ctx);
    SHA256_Update(&ctx, block, sizeof block);
    OPENSSL_cleanse(block, sizeof block);
    return ctx;
}

/* One HMAC of the two that the key has begun. */
static void S_round(const SHA256_CTX begun[2], const void *p, size_t n, unsigned char out[DIGEST])
{
    SHA256_CTX ctx = begun[0];
    if (n)
        SHA256_Update(&ctx, p, n);
    SHA256_Final(out, &ctx);
    ctx = begun[1];
    SHA256_Update(&ctx, out, DIGEST);
    SHA256_Final(out, &ctx);
}

/* A key that is longer than a block is its digest. */
static void S_key(const void *key, size_t n, SHA256_CTX ret[2])
{
    unsigned char block[BLOCK] = {0};
    if (n > BLOCK)
        sha256_once(key, n, block);
    else if (n)
        memcpy(block, key, n);
    ret[0] = S_keyed(block, 0x36);
    ret[1] = S_keyed(block, 0x5C);
    OPENSSL_cleanse(block, sizeof block);
}

void hmac_sha256(const void *key, size_t key_len, const void *p, size_t n, unsigned char out[32])
{
    SHA256_CTX begun[2];
    S_key(key, key_len, begun);
    S_round(begun, p, n, out);
}

void hmac_key(struct hmac *h, const void *key, size_t n)
{
    SHA256_CTX begun[2];
    _Static_assert(sizeof begun == sizeof h->begun, "room for what the key has begun");
    S_key(key, n, begun);
    memcpy(h->begun, begun, sizeof begun);
    OPENSSL_cleanse(begun, sizeof begun);
}

void hmac_pair(const struct hmac *h, struct str first, struct str second, unsigned char out[32])
{
    SHA256_CTX ctx;
    memcpy(&ctx, h->begun[0], sizeof ctx);
    SHA256_Update(&ctx, first.p, first.n);
    SHA256_Update(&ctx, second.p, second.n);
    SHA256_Final(out, &ctx);
    memcpy(&ctx, h->begun[1], sizeof ctx);
    SHA256_Update(&ctx, out, DIGEST);
    SHA256_Final(out, &ctx);
}

void pbkdf2_sha256(const char *text, const unsigned char salt[PBKDF2_SALT], int rounds, unsigned char out[32])
{
    unsigned char first[PBKDF2_SALT + 4] = {0}, u[DIGEST];
    SHA256_CTX begun[2];
    S_key(text, strlen(text), begun);
    memcpy(first, salt, PBKDF2_SALT);
    first[sizeof first - 1] = 1; /* the only block of the output */
    S_round(begun, first, sizeof first, u);
    memcpy(out, u, DIGEST);
    for (int i = 1; i < rounds; i++) {
        S_round(begun, u, DIGEST, u);
        for (int k = 0; k < DIGEST; k++)
            out[k] ^= u[k];
    }
    OPENSSL_cleanse(begun, sizeof begun);
}

void random_bytes(void *p, size_t n)
{
    unsigned char *at = p;
    while (n) {
        ssize_t got = getrandom(at, n, 0);
        if (got > 0) {
            at += got;
            n -= (size_t)got;
        }
    }
}

static const char hex[] = "0123456789abcdef", letters[] = "abcdefghijklmnop";

static void S_text(const char digit[17], const unsigned char *p, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        *out++ = digit[p[i] >> 4];
        *out++ = digit[p[i] & 15];
    }
    *out = 0;
}

static bool S_bytes(const char digit[17], const char *text, size_t n, unsigned char *out)
{
    for (size_t i = 0; i < n; i++, text += 2) {
        const char *high = text[0] ? strchr(digit, text[0]) : NULL;
        const char *low = high && text[1] ? strchr(digit, text[1]) : NULL;
        if (!low)
            return false;
        out[i] = (unsigned char)((high - digit) << 4 | (low - digit));
    }
    return true;
}

void hex_text(const unsigned char *p, size_t n, char *out)
{
    S_text(hex, p, n, out);
}

bool hex_bytes(const char *text, size_t n, unsigned char *out)
{
    return S_bytes(hex, text, n, out);
}

void letter_text(const unsigned char *p, size_t n, char *out)
{
    S_text(letters, p, n, out);
}

bool letter_bytes(const char *text, size_t n, unsigned char *out)
{
    return S_bytes(letters, text, n, out);
}

/* Schedules lie as bytes in the struct, so that OpenSSL stays in here. */
_Static_assert(sizeof(AES_KEY) <= sizeof((struct aes256 *)0)->way[0], "a key schedule has no room");

static void S_aes(const struct aes256 *a, int how, const unsigned char *in, size_t n, unsigned char *out)
{
    AES_KEY key;
    unsigned char iv[AES_BLOCK_SIZE] = {0};
    memcpy(&key, a->way[how == AES_DECRYPT], sizeof key);
    AES_cbc_encrypt(in, out, n, &key, iv, how);
}

void aes256_key(struct aes256 *a, const unsigned char key[32])
{
    AES_KEY way[2];
    AES_set_encrypt_key(key, 256, &way[0]);
    AES_set_decrypt_key(key, 256, &way[1]);
    for (int i = 0; i < 2; i++)
        memcpy(a->way[i], &way[i], sizeof way[i]);
}

void aes256_encrypt(const struct aes256 *a, const unsigned char *in, size_t n, unsigned char *out)
{
    S_aes(a, AES_ENCRYPT, in, n, out);
}

void aes256_decrypt(const struct aes256 *a, const unsigned char *in, size_t n, unsigned char *out)
{
    S_aes(a, AES_DECRYPT, in, n, out);
}

bool crypto_equal(const void *a, const void *b, size_t n)
{
    return CRYPTO_memcmp(a, b, n) == 0;
}

/* Decoding is our own: EVP_DecodeBlock takes '=' anywhere for a zero and '-' for an end, and so cannot tell a
 * caller that a file is damaged. Values of the alphabet, and three classes above them. */
enum { SPACE = 64, PAD = 65, BAD = 128 };

/* clang-format off */
#define BAD4 BAD, BAD, BAD, BAD
#define BAD16 BAD4, BAD4, BAD4, BAD4
#define BAD128 BAD16, BAD16, BAD16, BAD16, BAD16, BAD16, BAD16, BAD16
static const unsigned char value[256] = {
    BAD4, BAD4, BAD, SPACE, SPACE, BAD, BAD, SPACE, BAD, BAD,                               /* 00: tab, LF, CR */
    BAD16,                                                                                  /* 10 */
    SPACE, BAD, BAD, BAD, BAD4, BAD, BAD, BAD, 62, BAD, BAD, BAD, 63,                       /* 20: + and / */
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, BAD, BAD, BAD, PAD, BAD, BAD,                   /* 30: 0-9 and = */
    BAD, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,                                  /* 40: A-O */
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, BAD, BAD, BAD, BAD, BAD,                    /* 50: P-Z */
    BAD, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,                        /* 60: a-o */
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, BAD, BAD, BAD, BAD, BAD,                    /* 70: p-z */
    BAD128,
};
/* clang-format on */

/* '=': ends the text after two or three characters of a group whose unused bits are zero. */
static bool S_pad(struct base64 *b)
{
    if (b->pad == 0 && (b->have < 2 || b->acc != 0))
        return false;
    b->pad++;
    if (b->have + b->pad == 4)
        b->have = 0;
    return true;
}

static void S_line(struct base64 *b, unsigned char blank)
{
    if (blank != '\n')
        return;
    b->lines++;
    b->line_at = b->at + 1;
}

/* Decodes whole clean groups only; answers where it stopped. */
static const unsigned char *S_groups(const unsigned char *p, const unsigned char *end, unsigned char **to)
{
    unsigned char *out = *to;
    for (; end - p >= 4; p += 4, out += 3) {
        unsigned v0 = value[p[0]], v1 = value[p[1]], v2 = value[p[2]], v3 = value[p[3]];
        if ((v0 | v1 | v2 | v3) >= SPACE)
            break;
        uint32_t group = v0 << 18 | v1 << 12 | v2 << 6 | v3;
        out[0] = (unsigned char)(group >> 16);
        out[1] = (unsigned char)(group >> 8);
        out[2] = (unsigned char)group;
    }
    *to = out;
    return p;
}

long base64_decode(struct base64 *b, const char *in, size_t n, unsigned char *out)
{
    const unsigned char *const begin = (const unsigned char *)in, *const end = begin + n, *p = begin;
    unsigned char *to = out;
    const uint64_t before = b->at;
    for (; p < end; p++) {
        if (b->have == 0 && b->pad == 0)
            p = S_groups(p, end, &to);
        if (p == end)
            break;
        b->at = before + (uint64_t)(p - begin);
        unsigned v = value[*p];
        if (v == SPACE) {
            S_line(b, *p);
            continue;
        }
        if (v == PAD && (b->have || !b->pad)) {
            if (!S_pad(b))
                return -1;
            continue;
        }
        if (v >= SPACE || b->pad)
            return -1;
        /* acc holds the 6, 4 or 2 bits not yet written, so a character never yields more than one byte. */
        uint32_t bits = b->acc << 6 | v;
        int left = b->have == 0 ? 6 : 6 - 2 * b->have;
        if (b->have)
            *to++ = (unsigned char)(bits >> left);
        b->acc = bits & ((1u << left) - 1);
        b->have = (b->have + 1) & 3;
    }
    b->at = before + n;
    return to - out;
}

bool base64_end(const struct base64 *b)
{
    return b->have == 0;
}

size_t base64_encode(const unsigned char *in, size_t n, char *out)
{
    if (n == 0)
        return 0;
    size_t whole = (n - 1) / 3 * 3,
           at = 0; /* all groups but the last: EVP_EncodeBlock adds a NUL, for which out has no room */
    while (at < whole) {
        size_t some = whole - at < (1u << 24) * 3u ? whole - at : (1u << 24) * 3u; /* its lengths are int */
        out += EVP_EncodeBlock((unsigned char *)out, in + at, (int)some);
        at += some;
    }
    unsigned char last[5];
    EVP_EncodeBlock(last, in + whole, (int)(n - whole));
    memcpy(out, last, 4);
    return 4 * ((n + 2) / 3);
}
