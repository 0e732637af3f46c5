/* Reports; see prove.h. */
#include "master/prove.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"
#include "words.h"

static bool S_field(struct words *fields, struct arena *a, const char *group, const char *name,
                    const char *value)
{
    const char *field = arena_printf(a, "%s%s=%s", group, name, value);
    return field && words_add(fields, field);
}

static bool S_fields(const struct held *h, const char *release, bool digest, struct words *fields)
{
    char sum[65];
    if (!S_field(fields, h->arena, "", "release", release) ||
        !S_field(fields, h->arena, "", "master", h->kind->name))
        return false;
    if (digest)
        return held_digest(h, sum) && S_field(fields, h->arena, "", "digest", sum);
    for (size_t i = 0; i < h->n; i++)
        for (int c = 0; c < h->l.n; c++)
            if (!S_field(fields, h->arena, "item.", h->l.columns[c].field, h->list[i].cell[c]))
                return false;
    return true;
}

/* The held record of that code. What may be a 個人番号 in a record is masked in the reply, so that its code
 * is none that is held: then the next from *from on that is shown so; replies have records by code. */
static const struct held_record *S_record(const struct held *h, const char *code, size_t *from)
{
    const struct held_record *r = held_find(h, code);
    char shown[HELD_SHOWN];
    for (size_t i = *from; !r && strchr(code, '*') && i < h->n; i++) {
        str_mask_row(shown, sizeof shown, str_of(h->list[i].cell[HELD_CODE]));
        if (strcmp(shown, code) == 0) {
            r = &h->list[i];
            *from = i + 1;
        }
    }
    return r;
}

/* A record that differs, and in what. */
static void S_soi(const struct held *h, const struct node *soi, size_t *from)
{
    const char *code = node_text(soi, "code"), *item = node_text(soi, "komokuMei");
    const char *want = node_text(soi, "want"), *have = node_text(soi, "have");
    const struct held_record *r = code ? S_record(h, code, from) : NULL;
    char record[HELD_SHOWN];
    if (r)
        held_show(r, record);
    printf("  %s %s", node_text(soi, "kubun"), r ? record : code);
    if (item)
        printf(tr(" %s: 期待: %s、実際: %s", " %s: want %s, have %s"), item,
               want ? want : tr("空", "nothing"), have ? have : tr("空", "nothing"));
    putchar('\n');
}

/* Warnings of rules: a report outside of the days in which the lot applies the release. */
static void S_keikoku(const struct reply *r)
{
    struct buf lines = BUF_INIT;
    reply_keikoku(r, "  ", &lines);
    fputs(lines.len ? lines.data : "", stdout);
    buf_release(&lines);
}

static int S_verdict(const struct held *h, const char *release, const struct reply *r, bool digest)
{
    const char *itchi = node_text(r->root, "itchi"), *kensu = node_text(r->root, "kirokuSu"),
               *su = node_text(r->root, "soiSu");
    const bool same = itchi && strcmp(itchi, "1") == 0;
    int shown = 0;
    size_t from = 0;
    printf(tr("%s リリース%s: ", "%s release %s: "), h->l.mei, release);
    if (same)
        printf(tr("%s件、違いなし\n", "%s, nothing differs\n"), kensu);
    else if (digest)
        printf(tr("%s件のはずが digest が違います（--digest なしで、違う記録が分かる）\n",
                  "%s are wanted, digest differs (without --digest the records are told)\n"),
               kensu);
    else
        printf(tr("%s件のはずが %zu件、違い %s件\n", "%s are wanted, %zu are held, %s differences\n"), kensu,
               h->n, su);
    for (const struct node *n = r->root->child; n; n = n->next)
        if (strcmp(n->name, "soi") == 0) {
            S_soi(h, n, &from);
            shown++;
        }
    if (su && strtol(su, NULL, 10) > shown)
        printf(tr("  ほか %ld件\n", "  and %ld more\n"), strtol(su, NULL, 10) - shown);
    S_keikoku(r);
    return same ? EXIT_FINE : EXIT_FAILED;
}

/* Every reply in another form than ours, as `chukan call` shows it. */
static int S_print(const struct session *s, const struct reply *r)
{
    const char *itchi = node_text(r->root, "itchi");
    const int status = session_print(s, r);
    return status || (itchi && strcmp(itchi, "1") == 0) ? status : EXIT_FAILED;
}

/* *ret_judged false: there was no verdict, and there would be none of another master. */
static int S_report(struct session *s, const struct held *h, const char *release, bool digest,
                    bool *ret_judged)
{
    struct words fields = {0};
    *ret_judged = false;
    if (!S_fields(h, release, digest, &fields)) {
        words_release(&fields);
        return say_failed(tr("メモリが足りません", "out of memory"));
    }
    const struct soap_request q = {.service = "master",
                                   .op = "report",
                                   .fields = fields.items,
                                   .field_count = fields.n,
                                   .literal = true,
                                   .result_fd = -1};
    struct reply r;
    int status;
    if (!soap_call(s->http, &s->t, &q, &r))
        status = say_failed("%s", r.error);
    else {
        *ret_judged = r.kubun != 9;
        status =
            *ret_judged && s->o.format == FORMAT_TEXT ? S_verdict(h, release, &r, digest) : S_print(s, &r);
    }
    reply_release(&r);
    words_release(&fields);
    return status;
}

int prove_report(struct session *s, const struct held held[MASTER_KINDS], const char *release, bool digest)
{
    int status = EXIT_FINE;
    bool judged = true;
    for (int i = 0; judged && i < MASTER_KINDS; i++) {
        const int one = S_report(s, &held[i], release, digest, &judged);
        status = one ? one : status;
    }
    return status;
}
