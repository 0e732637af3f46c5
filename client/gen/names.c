/* Tables of name parts; see names.h. All characters are in JIS X 0208, so that every encoding has them. */
#include "gen/names.h"

#include "gen/random.h"

struct part {
    const char *kanji, *kana;
};

static const struct part specimen[] = {{"仮", "カリ"}, {"例", "レイ"},     {"試", "タメシ"}, {"検", "ケン"},
                                       {"模", "モ"},   {"架", "カケ"},     {"擬", "ギ"},     {"習", "ナライ"},
                                       {"空", "ソラ"}, {"標", "シルベ"},   {"虚", "コ"},     {"想", "ソウ"},
                                       {"雛", "ヒナ"}, {"見本", "ミホン"}, {"設", "セツ"},   {"練", "ネリ"}};
static const struct part landscape[] = {
    {"山", "ヤマ"}, {"川", "カワ"},   {"田", "ダ"},       {"木", "キ"},       {"野", "ノ"},   {"原", "ハラ"},
    {"村", "ムラ"}, {"沢", "サワ"},   {"橋", "ハシ"},     {"本", "モト"},     {"井", "イ"},   {"島", "シマ"},
    {"浜", "ハマ"}, {"森", "モリ"},   {"谷", "タニ"},     {"坂", "サカ"},     {"池", "イケ"}, {"岡", "オカ"},
    {"崎", "サキ"}, {"林", "バヤシ"}, {"ヶ丘", "ガオカ"}, {"ノ内", "ノウチ"}, {"瀬", "セ"},   {"倉", "クラ"}};
static const struct part man[] = {
    {"一郎", "イチロウ"}, {"二郎", "ジロウ"},     {"三郎", "サブロウ"}, {"四郎", "シロウ"},
    {"五郎", "ゴロウ"},   {"六郎", "ロクロウ"},   {"七郎", "シチロウ"}, {"八郎", "ハチロウ"},
    {"九郎", "クロウ"},   {"十郎", "ジュウロウ"}, {"太郎", "タロウ"},   {"見本", "ミホン"},
    {"仮一", "カイチ"},   {"例太", "レイタ"},     {"検介", "ケンスケ"}, {"模之", "モユキ"}};
static const struct part woman[] = {
    {"一子", "イチコ"},     {"二子", "フタコ"},   {"三子", "ミツコ"}, {"四子", "ヨツコ"},
    {"五子", "イツコ"},     {"六子", "ムツコ"},   {"七子", "ナナコ"}, {"八子", "ヤツコ"},
    {"九子", "ココノコ"},   {"十子", "トウコ"},   {"花子", "ハナコ"}, {"例子", "レイコ"},
    {"見本子", "ミホンコ"}, {"仮名美", "カナミ"}, {"雛乃", "ヒナノ"}, {"試穂", "シホ"}};
static const char *const town[] = {"架空県仮想市見本町", "架空県例示市試験町", "模擬県検証郡雛形町",
                                   "模擬県仮置市空欄町", "想像県設例市標本町", "想像県架橋区練習通り",
                                   "試行都模型区虚数台", "例外府予備市下書町"};
static const char *const chome[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};

#define PICK(table, state) (&(table)[random_below(state, sizeof(table) / sizeof *(table))])

struct name {
    const struct part *first, *second, *given;
};

/* Different for the members of a household. */
static const struct part *S_given(const struct part *table, uint32_t n, uint64_t *home, int member)
{
    return &table[(random_below(home, n) + (uint32_t)member * (n / HOUSEHOLD)) % n];
}

#define GIVEN(table, state, member) S_given(table, sizeof(table) / sizeof *(table), state, member)

static struct name S_name(const struct person *p)
{
    uint64_t home = p->home ^ 2;
    struct name n;
    n.first = PICK(specimen, &home);
    n.second = PICK(landscape, &home);
    n.given = p->woman ? GIVEN(woman, &home, p->member) : GIVEN(man, &home, p->member);
    return n;
}

void name_kanji(const struct person *p, struct text *out)
{
    struct name n = S_name(p);
    text_adds(out, n.first->kanji);
    text_adds(out, n.second->kanji);
    text_adds(out, "　");
    text_adds(out, n.given->kanji);
}

void name_kana(const struct person *p, struct text *out)
{
    struct name n = S_name(p);
    text_adds(out, n.first->kana);
    text_adds(out, n.second->kana);
    text_adds(out, "　");
    text_adds(out, n.given->kana);
}

const char *name_town(const struct person *p, bool moved)
{
    uint64_t s = p->home ^ (moved ? 4 : 3);
    return *PICK(town, &s);
}

void name_address(const struct person *p, bool moved, struct text *out)
{
    uint64_t s = p->home ^ (moved ? 4 : 3);
    text_adds(out, *PICK(town, &s));
    text_adds(out, *PICK(chome, &s));
    text_adds(out, "丁目");
    text_wide(out, 1 + random_below(&s, 40));
    text_adds(out, "番");
    text_wide(out, 1 + random_below(&s, 25));
    text_adds(out, "号");
}
