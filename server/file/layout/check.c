/* Check digits as a table, character classes as predicates; see check.h. */
#include "file/layout/check.h"

#include <stdio.h>

#include "base/character.h"

/* How the weighted sum becomes the digit: M - sum mod M, and what stands for 10 and 11. */
enum finish { TEN_IS_ZERO, LAST_DIGIT };

struct rule {
    const char *name, *mei;
    int digits;          /* with the check digit */
    const char *weights; /* from the right of the other digits, repeated */
    int modulus;
    enum finish finish;
    bool cross_sum; /* a two-digit product counts as the sum of its digits */
    bool first;     /* the check digit stands first */
    bool person;    /* nobody is told a number of a person */
};

static const struct rule rules[CHECK_COUNT] = {
    [CHECK_NONE] = {"none", "なし", 0, "1", 1, LAST_DIGIT, false, false, false},
    [CHECK_KOJIN_BANGO] = {"kojinBango", "個人番号", 12, "234567", 11, TEN_IS_ZERO, false, false, true},
    [CHECK_JUMINHYO_CODE] = {"juminhyoCode", "住民票コード", 11, "234567", 11, TEN_IS_ZERO, false, false,
                             true},
    [CHECK_HOKENSHA] = {"hokensha", "保険者番号", 8, "21", 10, LAST_DIGIT, true, false, false},
    [CHECK_HOJIN_BANGO] = {"hojinBango", "法人番号", 13, "12", 9, LAST_DIGIT, false, true, false},
    [CHECK_DANTAI_CODE] = {"dantaiCode", "地方公共団体コード", 6, "23456", 11, LAST_DIGIT, false, false,
                           false},
};

enum check_digit check_digit_find(const char *name)
{
    int i = 0;
    while (i < CHECK_COUNT && strcmp(rules[i].name, name) != 0)
        i++;
    return (enum check_digit)i;
}

const char *check_digit_mei(enum check_digit kind)
{
    return rules[kind].mei;
}

static int S_check_digit(const struct rule *r, const char *body)
{
    int n = r->digits - 1, sum = 0, cycle = (int)strlen(r->weights);
    for (int i = 0; i < n; i++) {
        int product = (body[n - 1 - i] - '0') * (r->weights[i % cycle] - '0');
        sum += r->cross_sum ? product / 10 + product % 10 : product;
    }
    int digit = r->modulus - sum % r->modulus;
    return digit < 10 ? digit : r->finish == TEN_IS_ZERO ? 0 : digit % 10;
}

bool check_digit_ok(enum check_digit kind, struct str s)
{
    const struct rule *r = &rules[kind];
    if (kind == CHECK_NONE)
        return true;
    if (s.n != (size_t)r->digits || !str_all_digits(s))
        return false;
    const char *body = s.p + (r->first ? 1 : 0);
    char check = r->first ? s.p[0] : s.p[s.n - 1];
    return S_check_digit(r, body) == check - '0';
}

const char *check_digit_want(enum check_digit kind, struct str s, char ret[CHECK_DIGIT_WANT])
{
    const struct rule *r = &rules[kind];
    int n = snprintf(ret, CHECK_DIGIT_WANT, "検査用数字の合う%s", r->mei);
    if (s.n != (size_t)r->digits || !str_all_digits(s))
        snprintf(ret + n, CHECK_DIGIT_WANT - (size_t)n, "（数字 %d桁）", r->digits);
    else if (!r->person)
        snprintf(ret + n, CHECK_DIGIT_WANT - (size_t)n, "（この番号なら%sの桁は %d）",
                 r->first ? "最初" : "最後", S_check_digit(r, s.p + r->first));
    return ret;
}

bool check_hobetsu63(const char *own, struct str s)
{
    return strlen(own) == 8 && memcmp(own, "06", 2) == 0 && s.n == 8 && memcmp(s.p, "63", 2) == 0 &&
           memcmp(s.p + 2, own + 2, 5) == 0 && check_digit_ok(CHECK_HOKENSHA, s);
}

static const struct {
    const char *name, *mei;
} classes[CLASS_COUNT] = {
    [CLASS_DIGITS] = {"digits", "数字"},
    [CLASS_ALNUM] = {"alnum", "英数字"},
    [CLASS_NAMAE] = {"namae", "英数字と . _ @ -"}, /* UserId of schema/common.xsd */
    [CLASS_KANA] = {"kana", "全角カナ"},
    [CLASS_KANA_HANKAKU] = {"kanaHankaku", "半角カナ"},
    [CLASS_TEXT] = {"text", "文字（制御文字・外字を除く）"},
};

enum char_class char_class_find(const char *name)
{
    int i = 0;
    while (i < CLASS_COUNT && strcmp(classes[i].name, name) != 0)
        i++;
    return (enum char_class)i;
}

const char *char_class_mei(enum char_class c)
{
    return classes[c].mei;
}

/* Which classes have an ASCII character. */
#define BIT(c) (1u << CLASS_##c)
static const unsigned char ascii[128] = {
    [' '] = BIT(TEXT) | BIT(KANA_HANKAKU),
    ['!' ... ','] = BIT(TEXT),
    ['-' ... '.'] = BIT(TEXT) | BIT(NAMAE),
    ['/'] = BIT(TEXT),
    ['0' ... '9'] = BIT(TEXT) | BIT(NAMAE) | BIT(ALNUM) | BIT(DIGITS),
    [':' ... '?'] = BIT(TEXT),
    ['@'] = BIT(TEXT) | BIT(NAMAE),
    ['A' ... 'Z'] = BIT(TEXT) | BIT(NAMAE) | BIT(ALNUM),
    ['[' ... '^'] = BIT(TEXT),
    ['_'] = BIT(TEXT) | BIT(NAMAE),
    ['`'] = BIT(TEXT),
    ['a' ... 'z'] = BIT(TEXT) | BIT(NAMAE) | BIT(ALNUM),
    ['{' ... '~'] = BIT(TEXT),
};
#undef BIT

/* A character that is not ASCII. */
static bool S_has(enum char_class c, uint32_t cp)
{
    switch (c) {
    case CLASS_KANA: /* with the long vowel mark, the middle dot, iteration marks and the wide space */
        return (cp >= 0x30A1 && cp <= 0x30FE) || cp == 0x3000;
    case CLASS_KANA_HANKAKU:
        return cp >= 0xFF65 && cp <= 0xFF9F;
    case CLASS_TEXT: /* no control characters, nothing of private use (外字), no noncharacter */
        return cp >= 0xA0 && !(cp >= 0xE000 && cp <= 0xF8FF) && cp < 0xF0000 && (cp & 0xFFFE) != 0xFFFE &&
               character_of(cp) == CHARACTER_FINE;
    case CLASS_DIGITS:
    case CLASS_ALNUM:
    case CLASS_NAMAE:
    case CLASS_COUNT:
        break;
    }
    return false;
}

/* Code point of the character at u, of which n bytes are there; *ret_n: its length. */
static uint32_t S_code_point(const unsigned char *u, size_t n, size_t *ret_n)
{
    if (u[0] >= 0xE0 && u[0] < 0xF0 && n >= 3) { /* nearly all */
        *ret_n = 3;
        return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    }
    size_t len = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    uint32_t cp = u[0] & (0x7Fu >> len);
    for (size_t k = 1; k < len && k < n; k++)
        cp = cp << 6 | (u[k] & 0x3Fu);
    *ret_n = len;
    return cp;
}

long char_class_len(enum char_class c, struct str s, uint32_t *ret_code)
{
    const unsigned char *u = (const unsigned char *)s.p;
    long count = 0;
    for (size_t i = 0, n = 1; i < s.n; i += n, count++) {
        n = 1;
        if (u[i] < 0x80 && (ascii[u[i]] >> c & 1))
            continue;
        uint32_t cp = u[i] < 0x80 ? u[i] : S_code_point(u + i, s.n - i, &n);
        if (cp < 0x80 || !S_has(c, cp)) {
            *ret_code = cp;
            return -1 - count;
        }
    }
    return count;
}

bool char_blank(struct str s)
{
    for (size_t i = 0, n = 1; i < s.n; i += n) {
        const unsigned char *u = (const unsigned char *)s.p + i;
        n = 1;
        if (!character_unseen(*u < 0x80 ? *u : S_code_point(u, s.n - i, &n)))
            return false;
    }
    return true;
}
