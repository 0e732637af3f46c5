/* What chukan knows the meaning of; see value.h. Values for the rest: value_any.c. */
#include "gen/value.h"

#include "gen/names.h"
#include "gen/random.h"

static void S_day(int32_t day, struct text *out)
{
    if (day != NO_DAY)
        text_day(out, day);
}

static void S_flag(uint64_t luck, uint32_t in_1000, struct text *out)
{
    text_adds(out, random_chance(&luck, in_1000) ? "1" : "0");
}

static void S_kubun(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_add(out, &s->kubun, 1);
}

/* A letter for each 資格 that a person can have. */
static void S_seiri(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_add(out, &"MNP"[s->period], 1);
    text_number(out, s->number + 1, 8);
}

static void S_edaban(const struct gen *g, const struct subject *s, struct text *out)
{
    text_number(out, s->edaban, g->edaban_digits);
}

static void S_kojin(const struct gen *g, const struct subject *s, struct text *out)
{
    char digits[12];
    person_kojin_bango(g->seed, s->kojin, digits);
    text_add(out, digits, 12);
}

static void S_hokensha(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)s;
    text_adds(out, g->hokensha);
}

static const struct period *S_period(const struct subject *s)
{
    return &s->p->periods[s->period];
}

/* A place of work: some households share its 記号; who comes back comes to another one. */
static void S_kigo(const struct gen *g, const struct subject *s, struct text *out)
{
    enum { PLACES = 9000 };
    (void)g;
    text_wide(out, 11 + (s->p->household / 40 + s->moved + S_period(s)->card * (PLACES / PERIODS)) % PLACES);
}

static void S_bango(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_number(out, s->p->household + 101, 1);
}

static void S_honnin(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->p->member ? "2" : "1");
}

static struct person S_user(const struct subject *s)
{
    return (struct person){.home = s->luck, .luck = ~s->luck};
}

static void S_shimei(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    struct person user = S_user(s);
    name_kanji(s->p ? s->p : &user, out);
}

static void S_kana(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    name_kana(s->p, out);
}

static void S_seibetsu(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->p->woman ? "2" : "1");
}

static void S_birth(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->p->birth, out);
}

static void S_jusho(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    name_address(s->p, s->moved, out);
}

static void S_shutoku(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(S_period(s)->start, out);
}

static void S_soshitsu(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->end, out);
}

static void S_nintei(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->p->member ? S_period(s)->start : NO_DAY, out);
}

static void S_fukaiji(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_flag(s->luck ^ 1, 10, out);
}

static void S_jiko(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_flag(s->luck ^ 2, 10, out);
}

static void S_jido(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_flag(s->luck ^ 3, 20, out);
}

static void S_from(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->e.from, out);
}

static void S_to(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->e.to, out);
}

static void S_date(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->e.date, out);
}

static void S_planned(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->e.planned, out);
}

static void S_decided(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    S_day(s->e.decided, out);
}

static void S_yen(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_number(out, s->e.yen, 1);
}

static void S_count(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_number(out, s->e.count, 1);
}

static void S_twins(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->e.count > 1 ? "2" : "1");
}

/* 資格区分 一般, 支給連番 1 */
static void S_first(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    (void)s;
    text_adds(out, "1");
}

/* 訂正事由: the number was wrong. */
static void S_jiyu(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->kubun == '3' ? "1" : "");
}

static void S_busho(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, "G");
    text_number(out, s->busho + 1, 4);
}

static void S_mei(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, "第");
    text_wide(out, s->busho + 1);
    text_adds(out, s->moved ? "見本課" : "試験課");
}

static void S_user_id(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, "g");
    text_number(out, s->number + 1, 6);
}

static void S_roles(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    static const char *const sets[] = {"KANYUSHA", "FUKUHON SHOKAI", "KANYUSHA FUKUHON SHOKAI", "SHOKAI"};
    text_adds(out, sets[s->luck % 4]);
}

/* 担当する事務 and 職掌 of a 部署, all of them as often as some */
static void S_jimu_words(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    static const char *const sets[] = {"KANYUSHA FUKUHON SHOKAI KANRI", "KANYUSHA", "FUKUHON SHOKAI",
                                       "KANYUSHA FUKUHON SHOKAI KANRI"};
    text_adds(out, sets[s->luck % 4]);
}

static void S_shokusho(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->luck % 4 == 1 ? "TOROKU SANSHO" : "TOROKU SANSHO SHOKAI KANRI");
}

static void S_toriatsukau(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->luck % 4 == 2 ? "shobyoTeatekin TM00000000000050" : "*");
}

/* In none. */
static void S_access_group(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    (void)s;
    text_adds(out, "-");
}

static void S_shokai_kubun(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_adds(out, s->luck % 2 ? "2" : "1");
}

static void S_teikyo(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)s;
    text_adds(out, strcmp(g->hokensha, "06139984") == 0 ? "06139992" : "06139984");
}

static void S_kikan(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_str(out, s->kikan);
}

/* Between insurers it is that of 項三. */
static void S_jimu(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_str(out, s->toi ? s->toi->jimu : STR("JM00000000000003"));
}

static void S_tetsuzuki(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_str(out, s->toi ? s->toi->tetsuzuki : STR(""));
}

static void S_tokutei(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)g;
    text_str(out, s->toi ? s->toi->code : s->luck % 2 ? STR("TM00000000000050") : STR("TM00000000000999"));
}

static void S_kijun(const struct gen *g, const struct subject *s, struct text *out)
{
    (void)s;
    S_day(g->day, out);
}

/* Ours of every column of the layouts that come with chukan. */
static const struct maker makers[] = {
    {"shoriKubun", CLASS_DIGITS, 1, 1, false, S_kubun},
    {"seiriBango", CLASS_ALNUM, 9, 9, false, S_seiri},
    {"edaban", CLASS_DIGITS, 0, 0, false, S_edaban},
    {"kojinBango", CLASS_DIGITS, 12, 12, false, S_kojin},
    {"hokensha", CLASS_DIGITS, 8, 8, false, S_hokensha},
    {"kigo", CLASS_TEXT, 2, 4, false, S_kigo},
    {"bango", CLASS_DIGITS, 3, 8, false, S_bango},
    {"honninKazoku", CLASS_DIGITS, 1, 1, false, S_honnin},
    {"shimei", CLASS_TEXT, 5, 9, false, S_shimei},
    {"shimeiKana", CLASS_KANA, 5, 14, false, S_kana},
    {"seibetsu", CLASS_DIGITS, 1, 1, false, S_seibetsu},
    {"seinengappi", CLASS_DIGITS, 8, 8, true, S_birth},
    {"jusho", CLASS_TEXT, 15, 22, false, S_jusho},
    {"shutokuYmd", CLASS_DIGITS, 8, 8, true, S_shutoku},
    {"soshitsuYmd", CLASS_DIGITS, 8, 8, true, S_soshitsu},
    {"ninteiYmd", CLASS_DIGITS, 8, 8, true, S_nintei},
    {"shikakuKubun", CLASS_DIGITS, 1, 1, false, S_first},
    {"renban", CLASS_DIGITS, 1, 1, false, S_first},
    {"teiseiJiyu", CLASS_DIGITS, 0, 1, false, S_jiyu},
    {"fukaiji", CLASS_DIGITS, 1, 1, false, S_fukaiji},
    {"jikoTeikyoFuka", CLASS_DIGITS, 1, 1, false, S_jiko},
    {"jidoOtoFuka", CLASS_DIGITS, 1, 1, false, S_jido},
    {"kikanFrom", CLASS_DIGITS, 8, 8, true, S_from},
    {"kikanTo", CLASS_DIGITS, 8, 8, true, S_to},
    {"keisanFrom", CLASS_DIGITS, 8, 8, true, S_from},
    {"keisanTo", CLASS_DIGITS, 8, 8, true, S_to},
    {"shussanYmd", CLASS_DIGITS, 8, 8, true, S_date},
    {"shiboYmd", CLASS_DIGITS, 8, 8, true, S_date},
    {"shussanYoteiYmd", CLASS_DIGITS, 8, 8, true, S_planned},
    {"ketteiYmd", CLASS_DIGITS, 8, 8, true, S_decided},
    {"kingaku", CLASS_DIGITS, 4, 7, false, S_yen},
    {"taijiSu", CLASS_DIGITS, 1, 1, false, S_count},
    {"taijiKubun", CLASS_DIGITS, 1, 1, false, S_twins},
    {"busho", CLASS_ALNUM, 5, 5, false, S_busho},
    {"mei", CLASS_TEXT, 5, 8, false, S_mei},
    {"jimu", CLASS_TEXT, 8, 29, false, S_jimu_words},
    {"shokusho", CLASS_TEXT, 13, 26, false, S_shokusho},
    {"tokutei", CLASS_TEXT, 1, 31, false, S_toriatsukau},
    {"accessGroup", CLASS_TEXT, 1, 1, false, S_access_group},
    {"user", CLASS_ALNUM, 7, 7, false, S_user_id},
    {"roles", CLASS_TEXT, 6, 23, false, S_roles},
    {"shokaiKubun", CLASS_DIGITS, 1, 1, false, S_shokai_kubun},
    {"teikyoHokensha", CLASS_DIGITS, 8, 8, false, S_teikyo},
    {"teikyoKikan", CLASS_DIGITS, 16, 16, false, S_kikan},
    {"jimuCode", CLASS_ALNUM, 16, 16, false, S_jimu},
    {"jimuTetsuzukiCode", CLASS_ALNUM, 16, 16, false, S_tetsuzuki},
    {"tokuteiKojinJohoCode", CLASS_ALNUM, 16, 16, false, S_tokutei},
    {"kijunYmd", CLASS_DIGITS, 8, 8, true, S_kijun},
};

/* Digits are alphanumeric, these can be in a name, and everything is text. */
static bool S_class_fits(enum char_class made, enum char_class wanted)
{
    return made == wanted || wanted == CLASS_TEXT || (wanted == CLASS_ALNUM && made == CLASS_DIGITS) ||
           (wanted == CLASS_NAMAE && (made == CLASS_DIGITS || made == CLASS_ALNUM));
}

static bool S_fits(const struct gen *g, const struct maker *m, const struct column *c)
{
    long min = m->max ? m->min : g->edaban_digits, max = m->max ? m->max : g->edaban_digits;
    if (c->date != DATE_NONE || c->codes)
        return m->date == (c->date != DATE_NONE);
    bool narrow = m->chars == CLASS_DIGITS || m->chars == CLASS_ALNUM;
    return c->min <= min && c->max >= max && S_class_fits(m->chars, c->chars) &&
           (!c->max_bytes || c->max_bytes >= (size_t)max * (narrow ? 1 : 3));
}

const struct maker *value_maker(const struct gen *g, const struct column *c)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].field, c->field) == 0)
            return S_fits(g, &makers[i], c) ? &makers[i] : NULL;
    return NULL;
}
