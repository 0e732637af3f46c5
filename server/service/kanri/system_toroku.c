/* 接続システム情報 (2.12.1 ⑥, 2.12.2 ⑥): the insurer's own 接続システム, by link file and by operation. A new
 * one gets its client certificate; with the first, the order of 2.12.2 is gone through. Every check precedes
 * the first write. */
#include "service/kanri/system_toroku.h"

#include <string.h>

#include "base/pki_names.h"
#include "service/certify.h"
#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/password.h"
#include "store/kanri_system.h"

#define IN_REQUEST                                                                                           \
    FIELD_CODE_AS(struct system_row, "shoriKubun", shori_kubun, "systemToroku", FIELD_TAISHO),               \
        FIELD_TEXT_AS(struct system_row, "system", system, FIELD_TAISHO),                                    \
        FIELD_TEXT(struct system_row, "mei", mei), FIELD_TEXT(struct system_row, "password", password)

const struct field system_row[] = {IN_REQUEST, FIELD_END};
const struct field system_row_told[] = {IN_REQUEST, FIELD_TEXT(struct system_row, "jotai", jotai), FIELD_END};

static const char item[] = "システム識別子", unused[] = "使われていないシステム識別子";

/* Checked, and made into what is stored of it. */
static enum status S_password(struct call *c, const struct system_row *r, struct kanri_system *s)
{
    char *hash = arena_alloc(c->arena, PASSWORD_TEXT);
    enum status st = password_kisoku(c, r->system, r->password);
    if (st != ST_OK)
        return st;
    if (!hash)
        return diag_set(c->diag, ST_LIMIT, "パスワード", "メモリ", "不足");
    s->password = hash;
    return password_hash(c, r->system, r->password, hash);
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct system_row *r = row;
    struct kanri_system *s = was;
    bool taken = s->system != NULL; /* by another insurer */
    if (!pki_client_name(r->system))
        return diag_set(c->diag, ST_KANRI_ITEM, item, PKI_CLIENT_WANT, r->system);
    if (pki_tanmatsu_name(r->system))
        return diag_set(c->diag, ST_KANRI_ITEM, item, PKI_SYSTEM_WANT, r->system);
    enum status st = taken ? ST_OK : kanri_system_taken(c->tx, r->system, c->caller->hokensha, &taken);
    if (st == ST_OK && taken)
        st = diag_set(c->diag, ST_SYSTEM_EXISTS, item, unused, r->system);
    *s = (struct kanri_system){.system = r->system, .hokensha = c->caller->hokensha, .mei = r->mei};
    if (st == ST_OK)
        st = kanri_check_given(c, "名称", r->mei);
    if (st == ST_OK)
        st = kanri_check_given(c, "パスワード", r->password);
    if (st == ST_OK)
        st = kanri_saidai(c, "接続システム", c->policy->system_saidai, kanri_system_count);
    if (st == ST_OK)
        st = S_password(c, r, s);
    if (st == ST_OK)
        st = certify(c, SHOMEISHO_SYSTEM, s->system, s->hokensha);
    if (st == ST_OK)
        st = kanri_system_put(c->tx, s);
    if (st == ST_OK)
        kanri_kensu(c, 1);
    return st == ST_OK ? kanri_junbi_owari(c->tx, s->hokensha) : st;
}

static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct system_row *r = row;
    struct kanri_system *s = was;
    const char *const given[] = {r->mei, r->password};
    enum status st = kanri_check_any(c, given, 2);
    s->mei = kanri_or(r->mei, s->mei);
    if (st == ST_OK && kanri_given(r->password))
        st = S_password(c, r, s);
    return st == ST_OK ? kanri_system_put(c->tx, s) : st;
}

/* Who came by it could not come back. */
static enum status S_check_out(struct call *c, const struct kanri_system *s)
{
    return strcmp(s->system, c->caller->system) == 0
               ? diag_set(c->diag, ST_SYSTEM_SELF, item, "依頼に使っている接続システムのほか", s->system)
               : ST_OK;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const struct kanri_system *s = was;
    (void)row;
    enum status st = S_check_out(c, s);
    if (st == ST_OK)
        st = certify_no_more(c, s->system);
    if (st == ST_OK)
        st = kanri_system_remove(c->tx, s->system);
    if (st == ST_OK)
        kanri_kensu(c, -1);
    return st;
}

static enum status S_stop(struct call *c, const void *row, void *was)
{
    const struct kanri_system *s = was;
    (void)row;
    enum status st = kanri_check_jotai(c, "接続システム", s->system, s->jotai, KANRI_YUKO);
    if (st == ST_OK)
        st = S_check_out(c, s);
    return st == ST_OK ? kanri_system_jotai(c->tx, s->system, KANRI_TEISHICHU) : st;
}

static enum status S_resume(struct call *c, const void *row, void *was)
{
    const struct kanri_system *s = was;
    (void)row;
    enum status st = kanri_check_jotai(c, "接続システム", s->system, s->jotai, KANRI_TEISHICHU);
    return st == ST_OK ? kanri_system_jotai(c->tx, s->system, KANRI_YUKO) : st;
}

/* Another insurer's is not there, but for who wants its name (S_new). */
static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    struct kanri_system *s = was;
    bool found = false;
    enum status st = kanri_system_get(c->tx, ((const struct system_row *)row)->system, c->arena, s, &found);
    *ret_there = st == ST_OK && found && strcmp(s->hokensha, c->caller->hokensha) == 0;
    return st;
}

static const struct kanri_frame frame = {
    .item = item,
    .code = offsetof(struct system_row, system),
    .also = "._-",
    .max = 64,
    .size = sizeof(struct kanri_system),
    .find = S_find,
    .exists = {ST_SYSTEM_EXISTS, unused},
    .none = {ST_SYSTEM_NONE, "自機関に登録済みのシステム識別子"},
    .last = KANRI_SAIKAI,
    .does = {S_new, S_change, S_remove, S_stop, S_resume},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

/* No password. */
KANRI_ROWS(kanri_system, kanri_system_list, system_row, {"1", x->system, x->mei, NULL, x->jotai})

static const char *const needs[] = {"shoriKubun", "system", "mei", "password", NULL};

const struct bulk bulk_system_toroku = {
    .shubetsu = "systemToroku",
    .result_layout = "systemKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_SYSTEM,
    .row = system_row_told,
    .row_size = sizeof(struct system_row),
    .needs = needs,
    .apply = S_apply,
    .done = kanri_done,
    .state_size = sizeof(struct kanri_kensu),
    .refuses_clean = true,
    .work = 50, /* the hash of a password */
};

const struct kanri_master kanri_master_system = {
    .name = "system",
    .code = "system",
    .mei = "mei",
    .bulk = &bulk_system_toroku,
    .rows = S_rows,
};
