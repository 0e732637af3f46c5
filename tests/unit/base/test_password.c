/* base/password: what a hash text proves and what it does not, what it is made of, and what a damaged one is
 * worth. */
#include <check.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/password.h"

enum { ROUNDS = 3 };

static const char *S_make(const char *password, uint64_t seed, const char *whose, int64_t before)
{
    static char text[4][PASSWORD_TEXT];
    static int at;
    at = (at + 1) % 4;
    password_make(password, seed, whose, before, ROUNDS, text[at]);
    return text[at];
}

/* PBKDF2 with HMAC-SHA256 as OpenSSL has it, across the length at which the key is digested itself. */
START_TEST(test_pbkdf2)
{
    static const unsigned char salts[2][PBKDF2_SALT] = {"0123456789abcde", {255, 0, 254}};
    char text[140];
    for (size_t n = 0; n < sizeof text; n++) {
        for (size_t i = 0; i < n; i++)
            text[i] = (char)('!' + (n + i) % 90);
        text[n] = 0;
        for (int rounds = 1; rounds < 5; rounds += 1 + (int)n % 3) {
            unsigned char ours[32], theirs[32];
            const unsigned char *salt = salts[n % 2];
            pbkdf2_sha256(text, salt, rounds, ours);
            ck_assert_int_eq(
                PKCS5_PBKDF2_HMAC(text, (int)n, salt, PBKDF2_SALT, rounds, EVP_sha256(), 32, theirs), 1);
            ck_assert_msg(memcmp(ours, theirs, 32) == 0, "%zu bytes, %d rounds", n, rounds);
        }
    }
}
END_TEST

START_TEST(test_right_and_wrong)
{
    static const char *const others[] = {"",         "Kaeta-0",   "Kaeta-01 ", " Kaeta-01",
                                         "kaeta-01", "Kaeta-011", "Ｋ"};
    const char *text = S_make("Kaeta-01", 7, "06139992/u001", 0);
    const uint64_t before = password_hashes();
    ck_assert_int_eq(password_is(text, "06139992/u001", "Kaeta-01"), PASSWORD_RIGHT);
    ck_assert_int_eq(password_is(text, "another", "Kaeta-01"), PASSWORD_RIGHT); /* the salt tells whose */
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_int_eq(password_is(text, "06139992/u001", others[i]), PASSWORD_WRONG);
    ck_assert_uint_eq(password_hashes() - before, 2 + sizeof others / sizeof *others);
    ck_assert_ptr_null(strstr(text, "Kaeta"));
}
END_TEST

/* The same for the same, and for nothing else. */
START_TEST(test_salt)
{
    char first[PASSWORD_TEXT];
    snprintf(first, sizeof first, "%s", S_make("Kaeta-01", 7, "06139992/u001", 0));
    ck_assert_str_eq(S_make("Kaeta-01", 7, "06139992/u001", 0), first);
    const char *const others[] = {S_make("Kaeta-01", 8, "06139992/u001", 0),
                                  S_make("Kaeta-01", 7, "06139992/u002", 0),
                                  S_make("Kaeta-01", 7, "06139992/u001", 1)};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_str_ne(others[i], first);
        ck_assert_int_ne(strncmp(others[i], first, strlen("pbkdf2$3$") + 32),
                         0); /* already the salt differs */
        ck_assert_int_eq(password_is(others[i], "", "Kaeta-01"), PASSWORD_RIGHT);
    }
}
END_TEST

/* Each hash costs what its own text says, also when the policy is another one by now. */
START_TEST(test_cost)
{
    char cheap[PASSWORD_TEXT], dear[PASSWORD_TEXT];
    password_make("Kaeta-01", 7, "u", 0, 1, cheap);
    password_make("Kaeta-01", 7, "u", 0, 5000, dear);
    ck_assert_int_eq(strncmp(cheap, "pbkdf2$1$", 9), 0);
    ck_assert_int_eq(strncmp(dear, "pbkdf2$5000$", 12), 0);
    ck_assert_int_eq(strncmp(cheap + 9, dear + 12, 32), 0);  /* the salt */
    ck_assert_int_ne(strncmp(cheap + 42, dear + 45, 64), 0); /* and what the rounds make of it */
    ck_assert_int_eq(password_is(cheap, "u", "Kaeta-01"), PASSWORD_RIGHT);
    ck_assert_int_eq(password_is(dear, "u", "Kaeta-01"), PASSWORD_RIGHT);
    ck_assert_int_eq(password_is(dear, "u", "Kaeta-02"), PASSWORD_WRONG);
    for (const char *p = strchr(dear + 7, '$'); *p; p++) /* no digit that could be of a 個人番号 */
        ck_assert(*p == '$' || (*p >= 'a' && *p <= 'p'));
}
END_TEST

/* Of data folders that are older: SHA-256 of "WHOSE:PASSWORD", and it costs nothing. */
START_TEST(test_older)
{
    unsigned char sum[32];
    char hex[65], text[80];
    sha256_once("KS1:pw-1", 8, sum);
    hex_text(sum, 32, hex);
    snprintf(text, sizeof text, "sha256$%s", hex);
    const uint64_t before = password_hashes();
    ck_assert_int_eq(password_is(text, "KS1", "pw-1"), PASSWORD_RIGHT);
    ck_assert_int_eq(password_is(text, "KS1", "pw-2"), PASSWORD_WRONG);
    ck_assert_int_eq(password_is(text, "KS2", "pw-1"), PASSWORD_WRONG);
    ck_assert_uint_eq(password_hashes(), before);
    text[40] = 'x';
    ck_assert_int_eq(password_is(text, "KS1", "pw-1"), PASSWORD_DAMAGED);
    text[40] = 0;
    ck_assert_int_eq(password_is(text, "KS1", "pw-1"), PASSWORD_DAMAGED);
}
END_TEST

/* Whatever is done to any of its characters, it proves nothing; and no text makes the daemon work for long.
 */
START_TEST(test_damaged)
{
    static const char *const bad[] = {"",
                                      "pbkdf2",
                                      "pbkdf2$",
                                      "pbkdf2$$",
                                      "pbkdf2$3",
                                      "pbkdf2$3$",
                                      "pbkdf2$3$$",
                                      "sha256$",
                                      "scrypt$1$a$b",
                                      "Kaeta-01",
                                      "pbkdf2$3$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$",
                                      "pbkdf2$3$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$aaaa"};
    const char *text = S_make("Kaeta-01", 7, "u", 0);
    char copy[PASSWORD_TEXT + 40];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(password_is(bad[i], "u", "Kaeta-01") == PASSWORD_DAMAGED, "%s", bad[i]);
    for (size_t i = 0; text[i]; i++) {
        memcpy(copy, text, strlen(text) + 1);
        copy[i] = 'Z';
        ck_assert_msg(password_is(copy, "u", "Kaeta-01") == PASSWORD_DAMAGED, "%s", copy);
        copy[i] = 0;
        ck_assert_msg(password_is(copy, "u", "Kaeta-01") == PASSWORD_DAMAGED, "%s", copy);
    }
    snprintf(copy, sizeof copy, "%sa", text);
    ck_assert_int_eq(password_is(copy, "u", "Kaeta-01"), PASSWORD_DAMAGED);
    static const char *const rounds[] = {"0", "-3", "+3", " 3", "03", "10000001", "99999999999999999999"};
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        snprintf(copy, sizeof copy, "pbkdf2$%s%s", rounds[i], strchr(text + 7, '$'));
        ck_assert_msg(password_is(copy, "u", "Kaeta-01") == PASSWORD_DAMAGED, "%s", copy);
    }
    snprintf(copy, sizeof copy, "pbkdf2$4%s", strchr(text + 7, '$')); /* sound, but of another cost */
    ck_assert_int_eq(password_is(copy, "u", "Kaeta-01"), PASSWORD_WRONG);
}
END_TEST

START_TEST(test_seal)
{
    static const unsigned char key[32] = {1}, other[32] = {2};
    struct password_seal a = password_seal(key, "Kaeta-01"), b = password_seal(key, "Kaeta-01"),
                         c = password_seal(key, "Kaeta-02"), d = password_seal(other, "Kaeta-01");
    ck_assert_mem_eq(&a, &b, sizeof a);
    ck_assert_mem_ne(&a, &c, sizeof a);
    ck_assert_mem_ne(&a, &d, sizeof a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/password");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, test_pbkdf2);
    tcase_add_test(t, test_right_and_wrong);
    tcase_add_test(t, test_salt);
    tcase_add_test(t, test_cost);
    tcase_add_test(t, test_older);
    tcase_add_test(t, test_damaged);
    tcase_add_test(t, test_seal);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
