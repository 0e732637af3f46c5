/* The match with 住基ネット; see togo.h. */
#include "service/togo.h"

static const struct {
    enum togo_komoku bit;
    const char *mei;
} komoku_mei[] = {
    {TOGO_GAITO_NASHI, "該当者なし"},
    {TOGO_SHOJO, "消除"},
    {TOGO_SHIMEI, "氏名"},
    {TOGO_SHIMEI_KANA, "氏名カナ"},
    {TOGO_SEINENGAPPI, "生年月日"},
    {TOGO_SEIBETSU, "性別"},
    {TOGO_JUSHO, "住所"},
};

int64_t togo_kubun(int64_t komoku)
{
    const bool shimei = komoku & TOGO_SHIMEI, kana = komoku & TOGO_SHIMEI_KANA, jusho = komoku & TOGO_JUSHO;
    if (komoku & (TOGO_SEINENGAPPI | TOGO_SEIBETSU | TOGO_GAITO_NASHI | TOGO_SHOJO))
        return 1;
    if ((shimei && kana) || ((shimei || kana) && jusho))
        return 2;
    return jusho ? 3 : 0;
}

const char *togo_komoku_mei(struct arena *a, int64_t komoku)
{
    const char *text = "";
    for (size_t i = 0; text && i < sizeof komoku_mei / sizeof *komoku_mei; i++)
        if (komoku & komoku_mei[i].bit)
            text = arena_printf(a, "%s%s%s", text, *text ? "・" : "", komoku_mei[i].mei);
    return text;
}

const char *togo_kubun_mei(int64_t kubun)
{
    static const char *const mei[] = {"なし", "①", "②", "③"};
    return mei[kubun];
}

bool togo_tomeru(const struct policy *p, int64_t kubun, enum tomeru what)
{
    return kubun > 0 && p->togo_tomeru[kubun - 1] & what;
}

void togo_tomeru_kubun(const struct policy *p, enum tomeru what, char ret[TOGO_KUBUN + 1])
{
    size_t n = 0;
    for (int kubun = 1; kubun <= TOGO_KUBUN; kubun++)
        if (togo_tomeru(p, kubun, what))
            ret[n++] = (char)('0' + kubun);
    ret[n] = 0;
}

enum status togo_refuse(struct call *c, const char *edaban, int64_t kubun, int64_t komoku)
{
    const char *mei = togo_komoku_mei(c->arena, komoku);
    return diag_setf(c->diag, ST_TOGO_TOMERU, "被保険者枝番",
                     "住基ネットの情報と一致する加入者（訂正するか、理由付き疑いなしを登録する）",
                     "%s（不一致区分 %s: %s）", edaban, togo_kubun_mei(kubun), mei ? mei : "");
}
