/* With pki.h and its CA the only way to OpenSSL: digests, base64, random bytes.
 * Texts out are lower case hex. All functions are thread-safe. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct sha256;                   /* a running digest */
struct sha256 *sha256_new(void); /* NULL: out of memory */
void sha256_add(struct sha256 *h, const void *p, size_t n);
/* A regular file, up to the length that it has when it is opened; false: errno tells (file_open). */
bool sha256_add_file(struct sha256 *h, const char *path);
void sha256_end(struct sha256 *h, unsigned char out[32]); /* frees h */
/* That of a file, as text; false: errno tells. */
bool sha256_file(const char *path, char hex[65]);
void sha256_once(const void *p, size_t n, unsigned char out[32]);
void hmac_sha256(const void *key, size_t key_len, const void *p, size_t n, unsigned char out[32]);
/* A key that many are made with, each of two texts in a row. */
struct hmac {
    unsigned char begun[2][112];
};
void hmac_key(struct hmac *h, const void *key, size_t n);
void hmac_pair(const struct hmac *h, struct str first, struct str second, unsigned char out[32]);
enum { PBKDF2_SALT = 16 };
/* PBKDF2 with HMAC-SHA256 (RFC 8018): costs `rounds` times two digests, and is meant to. */
void pbkdf2_sha256(const char *text, const unsigned char salt[PBKDF2_SALT], int rounds,
                   unsigned char out[32]);
/* From the system, for keys that no one outside of this process is to know. */
void random_bytes(void *p, size_t n);
void hex_text(const unsigned char *p, size_t n, char *out); /* 2n+1 bytes */
/* So many of its digits a text shows: they tell two sums apart, and are never twelve in a row, which str_mask
 * would hide. */
enum { HEX_SHOWN = 8 };
/* The n bytes whose hex_text is the 2n first characters of text; false: it is no such text. */
bool hex_bytes(const char *text, size_t n, unsigned char *out);
/* The same with the letters a to p for digits, which never looks like a number. */
void letter_text(const unsigned char *p, size_t n, char *out);
bool letter_bytes(const char *text, size_t n, unsigned char *out);

/* AES-256 in CBC with a zero IV and no padding: each text has one cipher text, so this is for ids, which must
 * be equal when what they stand for is. */
struct aes256 {
    unsigned char way[2][256]; /* key schedules: there, back */
};
void aes256_key(struct aes256 *a, const unsigned char key[32]);
/* n: a multiple of 16; out may be in. */
void aes256_encrypt(const struct aes256 *a, const unsigned char *in, size_t n, unsigned char *out);
void aes256_decrypt(const struct aes256 *a, const unsigned char *in, size_t n, unsigned char *out);

/* Equal in constant time. */
bool crypto_equal(const void *a, const void *b, size_t n);

/* Streaming base64 (XML white space is skipped). */
struct base64 {
    uint32_t acc;
    int have;                /* characters in acc: 0–3 */
    int pad;                 /* '=' seen */
    uint64_t at;             /* characters taken; after a refusal those before the one that was refused */
    uint64_t lines, line_at; /* line ends among them, and where the last one was over */
};
/* Decodes n characters into out (at least n bytes); answers bytes written, or -1 for a character that is not
 * base64 or has no place there (acc, have and pad are as it found them). */
long base64_decode(struct base64 *b, const char *in, size_t n, unsigned char *out);
/* false when the text ended inside a group. */
bool base64_end(const struct base64 *b);
/* Encodes n bytes; out takes 4*((n+2)/3) characters, no NUL. Feed multiples of three but the last. */
size_t base64_encode(const unsigned char *in, size_t n, char *out);
#endif
