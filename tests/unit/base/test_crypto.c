/* base/crypto: known digests, and base64 that refuses exactly what is not base64, however it is cut. */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"

static void S_hex(const unsigned char sum[32], const char *want)
{
    char text[65];
    hex_text(sum, 32, text);
    ck_assert_str_eq(text, want);
}

START_TEST(test_sha256)
{
    unsigned char sum[32];
    sha256_once("", 0, sum);
    S_hex(sum, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_once(NULL, 0, sum);
    S_hex(sum, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct sha256 *h = sha256_new();
    for (const char *p = "abc"; *p; p++)
        sha256_add(h, p, 1);
    sha256_end(h, sum);
    S_hex(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

/* A key that many are made with gives what it gives once. */
START_TEST(test_hmac_pair)
{
    unsigned char once[32], pair[32];
    const char key[] = "Jefe", text[] = "what do ya want for nothing?"; /* RFC 4231 4.3 */
    struct hmac h;
    hmac_key(&h, key, 4);
    hmac_sha256(key, 4, text, 28, once);
    S_hex(once, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    for (size_t i = 0; i <= 28; i++) {
        hmac_pair(&h, (struct str){text, i}, (struct str){text + i, 28 - i}, pair);
        ck_assert_mem_eq(once, pair, 32);
    }
}
END_TEST

/* FIPS 197 C.3, and SP 800-38A F.2.5: its IV xored into the first block. */
START_TEST(test_aes)
{
    unsigned char key[32], text[32], out[32], back[32];
    char word[65];
    struct aes256 a;
    for (int i = 0; i < 32; i++)
        key[i] = (unsigned char)i;
    ck_assert(hex_bytes("00112233445566778899aabbccddeeff", 16, text));
    aes256_key(&a, key);
    aes256_encrypt(&a, text, 16, out);
    hex_text(out, 16, word);
    ck_assert_str_eq(word, "8ea2b7ca516745bfeafc49904b496089");
    ck_assert(hex_bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 32, key));
    ck_assert(hex_bytes("6bc0bce12a459991e134741a7f9e1925ae2d8a571e03ac9c9eb76fac45af8e51", 32, text));
    aes256_key(&a, key);
    aes256_encrypt(&a, text, 32, out);
    hex_text(out, 32, word);
    ck_assert_str_eq(word, "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
    aes256_decrypt(&a, out, 32, back);
    ck_assert_mem_eq(back, text, 32);
    aes256_encrypt(&a, text, 32, text); /* in place */
    ck_assert_mem_eq(text, out, 32);
}
END_TEST

START_TEST(test_texts)
{
    static const unsigned char bytes[] = {0x00, 0x19, 0xaf, 0xff};
    unsigned char back[4];
    char word[9];
    hex_text(bytes, 4, word);
    ck_assert_str_eq(word, "0019afff");
    ck_assert(hex_bytes(word, 4, back));
    ck_assert_mem_eq(back, bytes, 4);
    letter_text(bytes, 4, word);
    ck_assert_str_eq(word, "aabjkppp");
    ck_assert(letter_bytes(word, 4, back));
    ck_assert_mem_eq(back, bytes, 4);
    static const char *const bad[] = {"", "0", "0019aff", "0019AFFF", "0019affg", "g019afff", "0 19afff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!hex_bytes(bad[i], 4, back), "%s", bad[i]);
    ck_assert(!letter_bytes("aabjkpp1", 4, back));
}
END_TEST

START_TEST(test_file)
{
    char path[] = "/tmp/chukan-XXXXXX", hex[65];
    int fd = mkstemp(path);
    ck_assert(fd >= 0 && write(fd, "abc", 3) == 3);
    close(fd);
    ck_assert(sha256_file(path, hex));
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    unlink(path);
    errno = 0;
    ck_assert(!sha256_file(path, hex) && errno == ENOENT);
    ck_assert(!sha256_file("/tmp", hex) && errno == EISDIR);
    ck_assert(mkfifo(path, 0600) == 0);
    ck_assert(!sha256_file(path, hex) && errno == ESPIPE);
    unlink(path);
    ck_assert(!sha256_file("/dev/zero", hex) && errno == ESPIPE);
}
END_TEST

/* RFC 4231 */
START_TEST(test_hmac)
{
    unsigned char sum[32], key[131];
    hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, sum);
    S_hex(sum, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xAA, sizeof key);
    hmac_sha256(key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First", 54, sum);
    S_hex(sum, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    hmac_sha256(NULL, 0, NULL, 0, sum);
    S_hex(sum, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}
END_TEST

START_TEST(test_equal)
{
    ck_assert(crypto_equal("abc", "abc", 3));
    ck_assert(!crypto_equal("abc", "abd", 3));
    ck_assert(crypto_equal("a", "b", 0));
}
END_TEST

/* Decodes in pieces of `step` characters; -1 for what is refused, -2 for an end inside a group. */
static long S_decode(const char *text, size_t step, unsigned char *out)
{
    struct base64 b = {0};
    long total = 0;
    for (size_t n = strlen(text), at = 0; at < n; at += step) {
        size_t some = n - at < step ? n - at : step;
        unsigned char *room = malloc(some); /* no more room than the contract asks for */
        long got = base64_decode(&b, text + at, some, room);
        if (got > 0)
            memcpy(out + total, room, (size_t)got);
        free(room);
        if (got < 0)
            return -1;
        total += got;
    }
    return base64_end(&b) ? total : -2;
}

START_TEST(test_decode)
{
    static const struct {
        const char *text;
        long n;
        const char *want;
    } cases[] = {
        {"", 0, ""},
        {"QQ==", 1, "A"},
        {"QUI=", 2, "AB"},
        {"QUJD", 3, "ABC"},
        {"QUJDRA==", 4, "ABCD"},
        {" Q U\nJ\tD\r\n", 3, "ABC"},
        {"QQ=\n=", 1, "A"},
        {"QQ==\n", 1, "A"},
        {"+/+/", 3, "\xFB\xFF\xBF"},
        {"Q", -2, ""},
        {"QU", -2, ""},
        {"QUJ", -2, ""},
        {"QQ=", -2, ""},
        {"QUJDR", -2, ""},
        {"=", -1, ""},
        {"Q=", -1, ""},
        {"Q===", -1, ""},
        {"====", -1, ""},
        {"QUI==", -1, ""},
        {"QUJD=", -1, ""},
        {"QQ==QQ==", -1, ""},
        {"QQ=Q", -1, ""},
        {"QR==", -1, ""}, /* bits that nothing would keep */
        {"QUJ=", -1, ""},
        {"QU-D", -1, ""},
        {"QU_D", -1, ""},
        {"QUJD!", -1, ""},
        {"QUJ\xE3\x81\x82", -1, ""},
        {"QUJD\x0B", -1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t step = 1; step <= 9; step++) {
            unsigned char out[16];
            long n = S_decode(cases[i].text, step, out);
            ck_assert_msg(n == cases[i].n, "%s by %zu: %ld", cases[i].text, step, n);
            ck_assert(n < 0 || memcmp(out, cases[i].want, (size_t)n) == 0);
        }
    }
}
END_TEST

/* Every byte value, every length, every cut. */
START_TEST(test_round_trip)
{
    unsigned char in[400], out[400];
    for (size_t i = 0; i < sizeof in; i++)
        in[i] = (unsigned char)(i * 37 + i / 256);
    for (size_t n = 0; n <= sizeof in; n++) {
        size_t size = 4 * ((n + 2) / 3);
        char *text = calloc(1, size + 1);
        char *exact = malloc(size ? size : 1); /* no room for a NUL */
        ck_assert_uint_eq(base64_encode(in, n, exact), size);
        memcpy(text, exact, size);
        ck_assert_int_eq(S_decode(text, n % 13 + 1, out), (long)n);
        ck_assert_int_eq(memcmp(in, out, n), 0);
        ck_assert(n < 3 || n % 3 || memcmp(text + size - 1, "=", 1) != 0);
        free(text);
        free(exact);
    }
    char two[8];
    base64_encode((const unsigned char *)"AB", 2, two);
    ck_assert_int_eq(memcmp(two, "QUI=", 4), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/crypto");
    TCase *t = tcase_create("crypto");
    tcase_add_test(t, test_sha256);
    tcase_add_test(t, test_file);
    tcase_add_test(t, test_hmac);
    tcase_add_test(t, test_hmac_pair);
    tcase_add_test(t, test_aes);
    tcase_add_test(t, test_texts);
    tcase_add_test(t, test_equal);
    tcase_add_test(t, test_decode);
    tcase_add_test(t, test_round_trip);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
