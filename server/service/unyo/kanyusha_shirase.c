/* Notices to the 中間サーバー; see kanyusha_shirase.h. */
#include "service/unyo/kanyusha_shirase.h"

#include <string.h>

#include "base/bango.h"
#include "base/json.h"
#include "service/messages.h"
#include "service/shikaku_den.h"
#include "service/unyo/kanyusha_apply.h"

/* of one notice: the courier holds some in memory */
enum { MESSAGE_ENTRIES = 5000, MESSAGE_BYTES = 512 * 1024, RUNS = 100 };

/* --- changes ----------------------------------------------------------------------------------------------
 */

/* As many of them as one notice takes: *ret_sent. */
static enum status S_send_ido(struct call *c, const char *hokensha, const struct kanyusha_ido_row *list,
                              size_t n, size_t *ret_sent)
{
    struct buf rows = BUF_INIT;
    size_t i = 0;
    buf_addc(&rows, '[');
    while (i < n && i < MESSAGE_ENTRIES && rows.len < MESSAGE_BYTES)
        json_row(&rows, kanyusha_ido_row, &list[i++]);
    buf_addc(&rows, ']');
    const struct body_kanyusha_ido b = {hokensha, rows.data};
    enum status st = buf_ok(&rows) ? message_put(c, "kanyushaIdo", &b, c->now) : ST_LIMIT;
    buf_release(&rows);
    *ret_sent = i;
    return st;
}

static const char *S_kept(const struct call *c, const char *text)
{
    return text ? arena_strdup(call_keep(c), text) : NULL;
}

enum status shirase_put(struct call *c, const struct kanyusha *k, const char *ido, const char *ymd,
                        const char *shikaku)
{
    size_t sent;
    const struct kanyusha_ido_row row = {k->edaban, ido, ymd, shikaku};
    struct shirase *s = c->bulk_state ? &((struct kanyusha_state *)c->bulk_state)->shirase : NULL;
    if (!s)
        return S_send_ido(c, k->hokensha, &row, 1, &sent);
    if (!(s->ido = arena_more(call_keep(c), s->ido, s->ido_n, sizeof row)))
        return ST_LIMIT;
    s->ido[s->ido_n++] = (struct kanyusha_ido_row){S_kept(c, row.edaban), S_kept(c, row.ido),
                                                   S_kept(c, row.ymd), S_kept(c, row.shikaku)};
    return arena_failed(call_keep(c)) ? ST_LIMIT : ST_OK;
}

/* --- who is new -------------------------------------------------------------------------------------------
 */

static enum status S_run(struct call *c, struct shirase *s, int64_t n)
{
    struct arena *a = call_keep(c);
    char *text = arena_alloc(a, DEN_RUN * DEN_BYTES + 1);
    s->atarashii = arena_more(a, s->atarashii, s->atarashii_n, sizeof *s->atarashii);
    if (!text || !s->atarashii)
        return ST_LIMIT;
    s->atarashii[s->atarashii_n++] = (struct shikaku_tsuchi_row){n, text};
    s->end = text;
    return ST_OK;
}

enum status shirase_atarashii(struct call *c, struct shirase *s, const struct kanyusha *k)
{
    int64_t n = bango_digits(k->edaban, BANGO_DIGITS);
    bool goes_on = n == s->next && n % DEN_RUN != 0;
    enum status st = goes_on ? ST_OK : S_run(c, s, n);
    if (st != ST_OK)
        return st;
    const struct den d = {k->shutoku_ymd, k->soshitsu_ymd, k->honnin_kazoku, k->kigo, k->bango};
    s->end = den_write(s->end, &d);
    *s->end = '\0';
    s->next = n + 1;
    return ST_OK;
}

static enum status S_send_atarashii(struct call *c, const struct shikaku_tsuchi_row *list, size_t n)
{
    struct buf rows = BUF_INIT;
    buf_addc(&rows, '[');
    for (size_t i = 0; i < n; i++)
        json_row(&rows, shikaku_tsuchi_row, &list[i]);
    buf_addc(&rows, ']');
    const struct body_shikaku_tsuchi b = {c->caller->hokensha, rows.data};
    enum status st = buf_ok(&rows) ? message_put(c, "shikakuTsuchi", &b, c->now) : ST_LIMIT;
    buf_release(&rows);
    return st;
}

enum status shirase_end(struct call *c, const struct shirase *s)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < s->atarashii_n; i += RUNS)
        st = S_send_atarashii(c, s->atarashii + i, s->atarashii_n - i < RUNS ? s->atarashii_n - i : RUNS);
    for (size_t i = 0, sent = 0; st == ST_OK && i < s->ido_n; i += sent)
        st = S_send_ido(c, c->caller->hokensha, s->ido + i, s->ido_n - i, &sent);
    return st;
}

/* --- the text ---------------------------------------------------------------------------------------------
 */

const char *shirase_shikaku(struct call *c, const struct kanyusha *k, const struct shikaku *mae, size_t n)
{
    if (strcmp(k->jotai, KANYUSHA_TORIKESHI) == 0)
        return "";
    char *text = arena_alloc(c->arena, (n + 1) * DEN_BYTES + 1), *at = text;
    for (size_t i = 0; at && i < n; i++) {
        const struct den d = {mae[i].shutoku_ymd, mae[i].soshitsu_ymd, mae[i].honnin_kazoku, mae[i].kigo,
                              mae[i].bango};
        at = den_write(at, &d);
    }
    const struct den now = {k->shutoku_ymd, k->soshitsu_ymd, k->honnin_kazoku, k->kigo, k->bango};
    if (at)
        *den_write(at, &now) = '\0';
    return text;
}
