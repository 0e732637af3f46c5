/* Start and end of an uploaded file's work; see file_kaishi.h. */
#include "service/unyo/file_kaishi.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "service/may.h"
#include "service/riyo_check.h"
#include "service/messages.h"
#include "store/torikomi_keikoku.h"

const char *file_suffix(const char *file_mei)
{
    static const char *const known[] = {".xml", ".zip"};
    size_t n = strlen(file_mei);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (n > 4 && strcasecmp(file_mei + n - 4, known[i]) == 0)
            return known[i];
    return ".csv";
}

static enum status S_forward(struct call *c, const struct uketsuke *u, enum db to, int64_t due)
{
    static const char *const kinds[DB_COUNT] = {
        [DB_CHUKAN] = "fileUketsuke", [DB_KANRI] = "fileUketsukeKanri"};
    const struct body_file_uketsuke b = {
        .uketsuke = u->uketsuke,
        .shubetsu = u->shubetsu,
        .hokensha = u->hokensha,
        .system = u->system,
        .busho = u->busho,
        .user = u->user,
        .roles = u->roles,
        .path = u->path,
        .result_path = u->result_path,
        .encoding = u->encoding,
        .at = u->uketsuke_at,
        .jun = u->id,
    };
    return message_put(c, kinds[to], &b, due);
}

enum status file_kaishi(struct call *c, const struct uketsuke *u, int64_t due)
{
    const struct bulk *bulk = bulk_find(u->shubetsu);
    if (!bulk)
        return ST_INTERNAL;
    struct torikomi t = {
        .uketsuke = u->uketsuke,
        .shubetsu = u->shubetsu,
        .hokensha = u->hokensha,
        .system = u->system,
        .busho = u->busho,
        .user = u->user,
        .roles = u->roles,
        .path = u->path,
        .result_path = u->result_path,
        .encoding = u->encoding,
        .at = u->uketsuke_at,
        .due = due,
        .jun = u->id,
    };
    c->jun = u->id;
    if (due <= c->now)
        c->going |= GOING_FILES | (bulk->db == DB_KANRI ? GOING_MASTERS : 0);
    if (due <= c->now && bulk->asks)
        c->asked = "";
    enum status st = bulk->db == DB_UNYO ? torikomi_put(c->tx, &t) : S_forward(c, u, bulk->db, due);
    return st == ST_OK ? unyo_uketsuke_kaishi(c->tx, u->uketsuke) : st;
}

enum status file_done(struct call *c, const struct torikomi *t)
{
    bool halted = t->state == TORIKOMI_CHUSHI;
    struct uketsuke u = {
        .uketsuke = t->uketsuke,
        .jotai = halted ? UKETSUKE_CHUSHI : UKETSUKE_KANRYO,
        .kanryo_at = c->now,
        .gyo = t->total,
        .seijo = t->ok_count,
        .ijo = t->err_count,
        .result_path = t->result_path,
        .result_size = halted ? INT64_MIN : t->out_offset,
        .result_sha256 = t->result_sha256,
        .status_name = halted ? status_info(t->halt.status)->name : NULL,
        .item = halted ? t->halt.item : NULL,
        .want = halted ? t->halt.want : NULL,
        .have = halted ? t->halt.have : NULL,
        .keikoku_path = t->keikoku_path,
        .keikoku_size = t->keikoku_path ? t->keikoku_size : INT64_MIN,
        .keikoku_sha256 = t->keikoku_sha256,
    };
    const char *keikoku = t->keikoku_kensu;
    enum status st = unyo_uketsuke_kanryo(c->tx, &u);
    return st == ST_OK && keikoku ? unyo_keikoku_add(c->tx, t->uketsuke, keikoku, c->now) : st;
}

/* A file is its 部署's and, of 副本, those of its kind. Its kind was known when it came, and no kind goes. */
static enum status S_may(const struct call *c, enum sosa what, const char *shubetsu, const char *busho,
                         struct diag *d)
{
    const struct may_about about = {.tokutei = bulk_find(shubetsu)->tokutei ? shubetsu : NULL,
                                    .busho = busho};
    return may(c->caller, what, &about, d);
}

enum status file_require(struct call *c, const char *uketsuke, struct uketsuke *ret)
{
    bool found = false;
    enum status st = uketsuke ? unyo_uketsuke_find(c->tx, uketsuke, c->arena, ret, &found) : ST_OK;
    if (st == ST_OK && (!found || strcmp(ret->hokensha, c->caller->hokensha) != 0))
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "受付番号", "自機関の受付番号", uketsuke);
    if (st == ST_OK)
        st = S_may(c, SOSA_NONE, ret->shubetsu, ret->busho, c->diag);
    return st == ST_OK ? riyo_check(c, bulk_find(ret->shubetsu)->sosa) : st;
}

enum status file_may_read(struct call *c, const struct uketsuke *u)
{
    return S_may(c, bulk_find(u->shubetsu)->sosa, u->shubetsu, u->busho, c->diag);
}

bool file_seen(const struct call *c, const char *shubetsu, const char *busho)
{
    struct diag ignored = DIAG_INIT;
    return S_may(c, SOSA_NONE, shubetsu, busho, &ignored) == ST_OK;
}

enum status file_halted(struct call *c, const struct uketsuke *u)
{
    if (strcmp(u->jotai, UKETSUKE_CHUSHI) != 0)
        return ST_OK;
    const struct status_info *why = status_info(message_status(u->status_name ? u->status_name : ""));
    const char *have = u->have ? u->have : "";
    char shown[sizeof c->diag->have], cause[sizeof c->diag->have / 2];
    int n = snprintf(cause, sizeof cause, "%s%s %s%s", have[0] ? "（" : "", why->code, why->text,
                     have[0] ? "）" : "");
    str_show(shown, sizeof shown - (size_t)n,
             str_of(have)); /* which may be long: the code is never cut off */
    return diag_setf(c->diag, ST_FILE_HALTED, u->item, u->want, "%s%s", shown, cause);
}
