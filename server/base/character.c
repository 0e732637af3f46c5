/* Ranges of Unicode; see character.h. */
#include "base/character.h"

#include <stddef.h>

struct range {
    uint32_t from, to;
};

/* In rising order. */
static const struct range bidi[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

#define R(from, to) {from, to},
static const struct range unassigned[] = {
#include "base/unassigned.def"
};
#undef R

/* White_Space and Default_Ignorable_Code_Point of Unicode, and the blank of Braille. */
static const struct range unseen[] = {
    {' ', ' '},         {0xA0, 0xA0},     {0xAD, 0xAD},     {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
};

#define IN(cp, ranges) S_in(cp, ranges, sizeof(ranges) / sizeof *(ranges))
static bool S_in(uint32_t cp, const struct range *r, size_t n)
{
    size_t low = 0;
    while (n > low) {
        size_t at = low + (n - low) / 2;
        if (cp < r[at].from)
            n = at;
        else if (cp > r[at].to)
            low = at + 1;
        else
            return true;
    }
    return false;
}

enum character character_of(uint32_t cp)
{
    /* nearly all: kanji, kana, and the wide ones */
    if (cp - 0x4E00 < 0x5200 || cp - 0x3041 < 0x56 || cp - 0x3099 < 0x67 || cp - 0xFF01 < 0x9F ||
        cp == 0x3000)
        return CHARACTER_FINE;
    if (cp == 0xFFFD)
        return CHARACTER_LOST;
    return IN(cp, bidi) ? CHARACTER_BIDI : IN(cp, unassigned) ? CHARACTER_UNASSIGNED : CHARACTER_FINE;
}

const char *character_mei(enum character c)
{
    static const char *const mei[CHARACTER_COUNT] = {
        [CHARACTER_LOST] = "変換で失われた文字の印",
        [CHARACTER_BIDI] = "書字方向の制御文字",
        [CHARACTER_UNASSIGNED] = "Unicode に割り当てのない文字",
    };
    return mei[c];
}

bool character_unseen(uint32_t cp)
{
    return IN(cp, unseen);
}

const char *character_control(uint32_t cp)
{
    static const char *const mei[] = {
        [0x00] = "NUL",        [0x07] = "ベル",    [0x08] = "後退",
        [0x09] = "タブ",       [0x0A] = "改行 LF", [0x0B] = "垂直タブ",
        [0x0C] = "改ページ",   [0x0D] = "復帰 CR", [0x1A] = "DOS のファイルの終わり",
        [0x1B] = "エスケープ", [0x7F] = "削除",
    };
    return cp < sizeof mei / sizeof *mei ? mei[cp] : NULL;
}
