/* Values of columns whose meaning chukan does not know; see value.h. */
#include "gen/random.h"
#include "gen/value.h"

enum { USUAL = 6 }; /* characters, where the rules leave it open */

static void S_code(const struct column *c, uint64_t *luck, struct text *out)
{
    text_adds(out, c->codes->codes[random_below(luck, (uint32_t)c->codes->n)].value);
}

/* Digits whose check digit, at whichever end, is right. */
static void S_checked(const struct column *c, uint64_t *luck, struct text *out)
{
    char digits[64];
    size_t n = (size_t)(c->max > 63 ? 63 : c->max);
    for (int tries = 0; tries < 1000; tries++) {
        for (size_t i = 0; i < n; i++)
            digits[i] = (char)('0' + random_below(luck, 10));
        if (check_digit_ok(c->check, (struct str){digits, n}))
            break;
    }
    text_add(out, digits, n);
}

static const char *S_letter(enum char_class chars, uint64_t *luck, bool digits_alone)
{
    static const char *const digit[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    static const char *const latin[] = {"A", "B", "C", "D", "E", "F", "G", "H", "K"};
    static const char *const kana[] = {"カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ"};
    static const char *const hankaku[] = {"ｶ", "ｷ", "ｸ", "ｹ", "ｺ", "ｻ", "ｼ", "ｽ", "ｾ"};
    static const char *const kanji[] = {"試", "験", "見", "本", "仮", "例", "架", "空", "値"};
    static const char *const *const letters[CLASS_COUNT] = {
        [CLASS_DIGITS] = digit, [CLASS_ALNUM] = latin,          [CLASS_NAMAE] = latin,
        [CLASS_KANA] = kana,    [CLASS_KANA_HANKAKU] = hankaku, [CLASS_TEXT] = kanji};
    /* one digit all along: never a 個人番号 */
    return letters[chars][digits_alone ? 0 : random_below(luck, 9)];
}

static void S_letters(const struct column *c, uint64_t *luck, struct text *out)
{
    size_t from = out->n;
    long n = USUAL < c->min ? c->min : USUAL > c->max ? c->max : USUAL;
    for (long i = 0; i < n; i++) {
        const char *letter =
            S_letter(c->chars, luck, c->chars == CLASS_DIGITS && c->no_kojin_bango && n >= 12);
        size_t len = strlen(letter);
        if (i >= c->min && c->max_bytes && out->n - from + len > c->max_bytes)
            break;
        text_add(out, letter, len);
    }
}

void value_any(const struct gen *g, const struct column *c, uint64_t *luck, struct text *out)
{
    if (c->codes)
        S_code(c, luck, out);
    else if (c->date != DATE_NONE)
        text_day(out, g->day - 30 - (int32_t)random_below(luck, 700));
    else if (c->check != CHECK_NONE)
        S_checked(c, luck, out);
    else
        S_letters(c, luck, out);
}
