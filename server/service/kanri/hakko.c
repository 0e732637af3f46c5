/* What the actions about 電子証明書 share; see hakko.h. */
#include "service/kanri/hakko.h"

#include <stdio.h>
#include <string.h>

#include "base/bango.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/pki_names.h"
#include "base/words.h"
#include "store/kanri_system.h"
#include "store/kanri_toroku.h"

#define LOGIN "DL"

const struct field hakko_reply[] = {
    FIELD_INT_AS(struct hakko_reply, "shinseiBango", shinsei, FIELD_TAISHO),
    FIELD_TEXT(struct hakko_reply, "jotai", jotai),
    FIELD_INT(struct hakko_reply, "kaisu", kaisu),
    FIELD_TEXT(struct hakko_reply, "keikoku", keikoku),
    FIELD_END,
};

enum status hakko_number(struct call *c, const char *item, const char *text, int64_t *ret)
{
    enum { DIGITS = 15 };
    *ret = bango_digits(text, DIGITS);
    return *ret < 0 ? diag_set(c->diag, ST_CONTROL, item, "15 桁までの番号", text) : ST_OK;
}

enum status hakko_find(struct call *c, const char *bango, const char *jotai, const char *or_jotai,
                       struct kanri_shomeisho_shinsei *ret)
{
    int64_t shinsei = 0;
    bool found = false;
    enum status st = hakko_number(c, "shinseiBango", bango, &shinsei);
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_get(c->tx, shinsei, c->arena, ret, &found);
    if (st != ST_OK)
        return st;
    if (!found)
        return diag_setf(c->diag, ST_SHOMEISHO_NONE, "申請番号", "電子証明書の申請の番号（shomeisho-list）",
                         "%lld", (long long)shinsei);
    if (strcmp(ret->jotai, jotai) == 0 || (or_jotai && strcmp(ret->jotai, or_jotai) == 0))
        return ST_OK;
    return diag_set(c->diag, ST_SHOMEISHO_JOTAI, "申請の状態", jotai, ret->jotai);
}

enum status hakko_shomeisho(struct call *c, const char *text, struct kanri_shomeisho *ret)
{
    int64_t bango = 0;
    bool found = false;
    enum status st = hakko_number(c, "bango", text, &bango);
    if (st == ST_OK)
        st = kanri_shomeisho_get(c->tx, bango, c->arena, ret, &found);
    if (st == ST_OK && !found)
        return diag_setf(c->diag, ST_SHOMEISHO_NONE, "証明書番号",
                         "発行した電子証明書の番号（shomeisho-list）", "%lld", (long long)bango);
    return st == ST_OK && strcmp(ret->jotai, SHOMEISHO_YUKO) != 0
               ? diag_set(c->diag, ST_SHOMEISHO_JOTAI, "電子証明書の状態", SHOMEISHO_YUKO, ret->jotai)
               : st;
}

enum status hakko_made(struct call *c, const struct kanri_shomeisho_shinsei *s, struct kanri_shomeisho *ret)
{
    bool found = false;
    enum status st = kanri_shomeisho_get(c->tx, s->bango, c->arena, ret, &found);
    return st == ST_OK && strcmp(ret->jotai, SHOMEISHO_YUKO) != 0
               ? diag_set(c->diag, ST_SHOMEISHO_JOTAI, "電子証明書の状態", SHOMEISHO_YUKO, ret->jotai)
               : st;
}

const char *hakko_today(struct call *c)
{
    char today[9];
    str_from_date(clock_date(c->now), today);
    return arena_strdup(c->arena, today);
}

enum status hakko_riyu(struct call *c, const char *riyu)
{
    enum { MOST = 100 };
    char shown[4 * MOST + 16];
    const long n = str_utf8_len(str_of(riyu));
    if (n < 1 || n > MOST || str_has_control(str_of(riyu)))
        return diag_set(c->diag, ST_CONTROL, "riyu", "制御文字のない 100 文字までの理由",
                        n < 1 ? "空" : "使えない値");
    str_mask_row(shown, sizeof shown, str_of(riyu));
    return strcmp(shown, riyu) != 0
               ? diag_set(c->diag, ST_ROW_KOJIN_BANGO, "riyu", "個人番号を含まない理由", "12桁の番号")
               : ST_OK;
}

/* --- what is applied for ----------------------------------------------------------------------------------
 */

/* Each of them is an insurer of the world; of an ASP none at all is for the review to find. */
static enum status S_hokensha(struct call *c, const struct kanri_shomeisho_shinsei *s)
{
    const bool asp = strcmp(s->shubetsu, SHOMEISHO_ASP) == 0;
    const char *item = asp ? "ininjo" : "hokensha";
    char shown[sizeof c->diag->have];
    enum status st = ST_OK;
    struct str one;
    int n = 0;
    for (const char *rest = *s->hokensha ? s->hokensha : NULL; st == ST_OK && words_next(&rest, &one); n++) {
        bool there = false;
        const char *number = arena_strndup(c->arena, one.p, one.n);
        st = number ? kanri_hokensha_exists(c->tx, number, &there) : ST_LIMIT;
        if (st == ST_OK && !there)
            st = diag_set(c->diag, ST_CONTROL, item,
                          "このワールドの医療保険者等の保険者番号（ininjo は空白 1 つで並べる）", number);
        if (st == ST_OK && words_before(s->hokensha, one))
            st = diag_setf(c->diag, ST_CONTROL, item, "医療保険者等ごとに一度だけの保険者番号", "%s が 2 つ",
                           number);
    }
    if (st == ST_OK && !asp && n != 1)
        st = diag_set(c->diag, ST_CONTROL, item, "保険者番号一つ（複数の医療保険者等の証明書は ASP だけ）",
                      words_shown(s->hokensha, shown, sizeof shown));
    return st;
}

/* The name is one of the kind. */
static enum status S_name(struct call *c, const struct kanri_shomeisho_shinsei *s)
{
    const bool tanmatsu = strcmp(s->shubetsu, SHOMEISHO_TANMATSU) == 0;
    char shown[2 * 64 + 16];
    if (!pki_client_name(s->cn))
        return diag_set(c->diag, ST_CONTROL, "cn", PKI_CLIENT_WANT, s->cn);
    str_mask_row(shown, sizeof shown, str_of(s->cn));
    if (strcmp(shown, s->cn) != 0)
        return diag_set(c->diag, ST_ROW_KOJIN_BANGO, "cn", "個人番号を含まない名前", "12桁の番号");
    if (tanmatsu && (!pki_tanmatsu_name(s->cn) || strncmp(s->cn + 2, s->hokensha, strlen(s->hokensha)) != 0))
        return diag_set(c->diag, ST_CONTROL, "cn", PKI_TANMATSU_WANT, s->cn);
    return !tanmatsu && pki_tanmatsu_name(s->cn) ? diag_set(c->diag, ST_CONTROL, "cn", PKI_SYSTEM_WANT, s->cn)
                                                 : ST_OK;
}

/* Nobody else has it: a 統合専用端末 of the insurer, a 接続システム of it, an ASP, or nobody at all. */
static enum status S_free(struct call *c, const struct kanri_shomeisho_shinsei *s)
{
    struct kanri_system own = {0};
    bool system = false, taken = false;
    enum status st = kanri_system_get(c->tx, s->cn, c->arena, &own, &system);
    if (st == ST_OK)
        st = kanri_shomeisho_taken(c->tx, s, &taken);
    if (st == ST_OK && system)
        taken = strcmp(s->shubetsu, SHOMEISHO_SYSTEM) != 0 || strcmp(own.hokensha, s->hokensha) != 0;
    return st == ST_OK && taken
               ? diag_set(c->diag, ST_SHOMEISHO_NA, "cn",
                          "ほかの医療保険者等や、ほかの種別の電子証明書・接続システム・端末にない名前", s->cn)
               : st;
}

enum status hakko_check(struct call *c, const struct kanri_shomeisho_shinsei *s)
{
    static const char *const kinds[] = {SHOMEISHO_TANMATSU, SHOMEISHO_SYSTEM, SHOMEISHO_ASP};
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known = known || strcmp(kinds[i], s->shubetsu) == 0;
    if (!known)
        return diag_set(c->diag, ST_CONTROL, "shubetsu", "統合専用端末、接続システム、ASP のいずれか",
                        s->shubetsu);
    const int32_t day = s->kaishi ? str_date(str_of(s->kaishi)) : clock_date(c->now);
    if (day < clock_date(c->now) || (s->kaishi && strlen(s->kaishi) != 8))
        return diag_set(c->diag, ST_CONTROL, "yukoKaishi", "きょう以後の、暦にある 8 桁の日付", s->kaishi);
    enum status st = S_hokensha(c, s);
    if (st == ST_OK)
        st = S_name(c, s);
    return st == ST_OK ? S_free(c, s) : st;
}

void hakko_tell(struct call *c, const char *action, const char *hokensha, const char *cn,
                const char *const item[2])
{
    c->concerns =
        (struct concerns){.action = action, .hokensha = hokensha, .komoku = {{"cn", cn}, {item[0], item[1]}}};
}

/* --- one to a name
 * ---------------------------------------------------------------------------------------- */

/* Of the certificate that is to be renewed, or, of a name that has none, of the name: there is one in force,
 * or one that will be. */
static const char *S_second(struct call *c, const struct kanri_shomeisho_shinsei *s,
                            const struct kanri_shomeisho *all, size_t n)
{
    const struct shomeisho_days days = {clock_date(c->now), clock_date(c->policy->kaishi),
                                        c->policy->shomeisho_nensu};
    for (size_t i = n; i-- > 0;) {
        const bool in_force =
            strcmp(all[i].jotai, SHOMEISHO_YUKO) == 0 && days.today <= shomeisho_kikan(&all[i], &days).kigen;
        if (in_force && s->moto == INT64_MIN)
            return arena_printf(c->arena,
                                "%s には期限までの電子証明書があります（証明書番号 %lld）。取り替えるなら、"
                                "新しい申請でなく更新（shomeisho-koshin）です",
                                s->cn, (long long)all[i].bango);
        if (in_force && s->moto == all[i].moto)
            return arena_printf(c->arena, "証明書番号 %lld は更新されています（新しいものは証明書番号 %lld）",
                                (long long)s->moto, (long long)all[i].bango);
    }
    return NULL;
}

static const char *S_waiting(struct call *c, const struct kanri_shomeisho_shinsei *s,
                             const struct kanri_shomeisho_shinsei *come, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (come[i].shinsei != s->shinsei && strcmp(come[i].jotai, HAKKO_SHINSEICHU) == 0)
            return arena_printf(c->arena, "%s の申請は、ほかにもあります（審査を待つ申請番号 %lld）", s->cn,
                                (long long)come[i].shinsei);
    return NULL;
}

/* Before it is written. */
static enum status S_keikoku(struct call *c, const struct kanri_shomeisho_shinsei *s, const char **ret)
{
    struct kanri_shomeisho *all = NULL;
    struct kanri_shomeisho_shinsei *come = NULL;
    size_t n = 0, come_n = 0;
    enum status st = kanri_shomeisho_list(c->tx, s->cn, NULL, 0, -1, c->arena, &all, &n);
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_list(c->tx, s->cn, NULL, c->arena, &come, &come_n);
    if (st != ST_OK)
        return st;
    *ret = S_second(c, s, all, n);
    *ret = *ret ? *ret : S_waiting(c, s, come, come_n);
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

enum status hakko_apply(struct call *c, const char *action, struct kanri_shomeisho_shinsei *s,
                        struct hakko_reply *ret)
{
    s->uketsuke = hakko_today(c);
    s->jotai = HAKKO_SHINSEICHU;
    const char *keikoku = NULL;
    enum status st = s->uketsuke ? hakko_check(c, s) : ST_LIMIT;
    if (st == ST_OK)
        st = S_keikoku(c, s, &keikoku);
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_put(c->tx, s, &s->shinsei);
    if (st != ST_OK)
        return st;
    *ret = (struct hakko_reply){s->shinsei, s->jotai, s->kaisu, keikoku};
    hakko_tell(c, action, s->hokensha, s->cn, (const char *[]){"shubetsu", s->shubetsu});
    return ST_OK;
}

const char *hakko_shimon(struct call *c, const char *shimon)
{
    return arena_strndup(c->arena, shimon, HEX_SHOWN);
}

/* --- the download site ------------------------------------------------------------------------------------
 */

struct hakko_login hakko_login(const struct call *c, int64_t shinsei)
{
    struct hakko_login l;
    char text[64];
    unsigned char sum[32];
    int n = snprintf(text, sizeof text, "shomeisho %lld", (long long)shinsei);
    hmac_sha256(&c->policy->seed, sizeof c->policy->seed, text, (size_t)n, sum);
    snprintf(l.id, sizeof l.id, LOGIN "%06lld", (long long)shinsei);
    letter_text(sum, sizeof l.password / 2, l.password);
    return l;
}

int64_t hakko_login_of(const char *id)
{
    enum { HEAD = sizeof LOGIN - 1, DIGITS = 12 };
    const int64_t n = strncmp(id, LOGIN, HEAD) == 0 ? bango_digits(id + HEAD, DIGITS) : 0;
    return n < 0 ? 0 : n;
}
