/* Words that rights are written in; see sosa.h. */
#include "store/sosa.h"

#include "base/words.h"

const struct sosa_row sosa_rows[SOSA_COUNT] = {
    {"", "", 0, 0, RIYO_RENDO},
#define SOSA(name, code, mei, jimu, shokusho, riyo)                                                          \
    {code, mei, JIMU_##jimu, SHOKUSHO_##shokusho, RIYO_##riyo},
#include "store/sosa.def"
#undef SOSA
};

const struct sosa_word jimu_words[] = {{"KANYUSHA", "加入者情報管理事務", JIMU_KANYUSHA},
                                       {"FUKUHON", "副本管理事務", JIMU_FUKUHON},
                                       {"SHOKAI", "情報照会事務", JIMU_SHOKAI},
                                       {"KANRI", "システム管理事務", JIMU_KANRI},
                                       {NULL, NULL, 0}};

const struct sosa_word shokusho_words[] = {{"TOROKU", "登録", SHOKUSHO_TOROKU},
                                           {"SANSHO", "参照", SHOKUSHO_SANSHO},
                                           {"SHOKAI", "照会", SHOKUSHO_SHOKAI},
                                           {"KANRI", "管理", SHOKUSHO_KANRI},
                                           {NULL, NULL, 0}};

const struct sosa_word riyo_words[] = {{"rendo", "連動テスト", RIYO_RENDO},
                                       {"sogo", "総合運用テスト", RIYO_SOGO},
                                       {"iko", "移行（加入者情報・副本の登録）", RIYO_IKO},
                                       {"juki", "住基ネットからの個人番号取得", RIYO_JUKI},
                                       {"nws", "情報提供ネットワークシステムの利用", RIYO_NWS},
                                       {NULL, NULL, 0}};

const struct sosa_word kankyo_words[] = {{"setsuzokuKensho", "接続検証環境", KANKYO_SETSUZOKU_KENSHO},
                                         {"sogoUnyo", "総合運用テストの環境", KANKYO_SOGO_UNYO},
                                         {"honban", "本番環境", KANKYO_HONBAN},
                                         {NULL, NULL, 0}};

static uint64_t S_sosa(const void *of, struct str word)
{
    (void)of;
    for (int i = 1; i < SOSA_COUNT; i++)
        if (str_is(word, sosa_rows[i].code))
            return SOSA_BIT(i);
    return 0;
}

static uint64_t S_word(const void *of, struct str word)
{
    for (const struct sosa_word *w = of; w->code; w++)
        if (str_is(word, w->code))
            return w->bit;
    return 0;
}

static uint64_t S_bits(const char *text, uint64_t (*bit)(const void *of, struct str word), const void *of)
{
    uint64_t bits = 0;
    struct str word;
    while (words_next(&text, &word)) {
        const uint64_t one = bit(of, word);
        if (!one || (bits & one))
            return 0;
        bits |= one;
    }
    return bits;
}

uint64_t sosa_bits(const char *text)
{
    return S_bits(text, S_sosa, NULL);
}

unsigned sosa_word_bits(const struct sosa_word *words, const char *text)
{
    return (unsigned)S_bits(text, S_word, words);
}

const char *sosa_word_mei(const struct sosa_word *words, unsigned bit)
{
    while (words->code && words->bit != bit)
        words++;
    return words->code ? words->mei : "";
}

const char *sosa_word_code(const struct sosa_word *words, unsigned bit)
{
    while (words->code && words->bit != bit)
        words++;
    return words->code;
}
