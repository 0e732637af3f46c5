/* What was refused since somebody looked last, for who watches; see report.h. */
#include <stdio.h>

#include "base/clock.h"
#include "base/status.h"
#include "base/str.h"
#include "world/case/report.h"

enum { REFUSED = 50 };

const struct field report_refused_fields[] = {FIELD_TEXT(struct report_refused, "what", what),
                                              FIELD_TEXT(struct report_refused, "code", code),
                                              FIELD_TEXT(struct report_refused, "why", why),
                                              FIELD_TEXT(struct report_refused, "hokensha", hokensha),
                                              FIELD_TEXT(struct report_refused, "at", at),
                                              FIELD_TEXT(struct report_refused, "realAt", real_at),
                                              FIELD_TEXT(struct report_refused, "uketsukeBango", uketsuke),
                                              FIELD_INT(struct report_refused, "gyo", gyo),
                                              FIELD_END};

static const char *S_time(struct arena *a, int64_t at)
{
    char text[CLOCK_TEXT];
    clock_text(at, text);
    return arena_strdup(a, text);
}

/* It is the insurer's, or somebody claimed to be that. */
static bool S_of(const struct facts *x, const struct fact *f, uint32_t only)
{
    const char *nanori = f->koto == KOTO_LOGIN ? fact_item(x, f, "nanori") : NULL;
    return !only || f->hokensha == only || (nanori && fact_hokensha(nanori) == only);
}

static bool S_wanted(const struct facts *x, const struct fact *f, int64_t since, uint32_t only)
{
    return (int64_t)f->block >= since && status_kubun((enum status)f->status) == 9 && S_of(x, f, only);
}

/* What it would have been, had it come to the operation. */
static const char *S_what(const struct facts *x, const struct fact *f)
{
    char name[80];
    const char *service = f->koto == KOTO_DENBUN ? fact_item(x, f, "service") : NULL,
               *op = service ? fact_item(x, f, "op") : NULL;
    snprintf(name, sizeof name, "%s.%s", service ? service : "", op ? op : "");
    enum koto koto = op ? koto_find(name) : KOTO_COUNT;
    return koto_kind(koto == KOTO_COUNT ? (enum koto)f->koto : koto)->mei;
}

static struct report_refused S_one(const struct facts *x, const struct fact *f, struct arena *a)
{
    const struct status_info *info = status_info((enum status)f->status);
    const char *said = fact_item(x, f, "why"), *uketsuke = fact_uketsuke(x, f);
    char *why = arena_strdup(a, said ? said : info->text);
    if (why)
        str_line(why);
    return (struct report_refused){.what = S_what(x, f),
                                   .code = info->code,
                                   .why = why,
                                   .hokensha = f->hokensha ? arena_printf(a, "%08u", f->hokensha) : NULL,
                                   .at = S_time(a, f->at),
                                   .real_at = S_time(a, fact_real(x, f) / 1000000),
                                   .uketsuke = *uketsuke ? arena_strdup(a, uketsuke) : NULL,
                                   .gyo = f->juni ? f->juni : INT64_MIN};
}

struct list report_refused(const struct facts *x, int64_t since, uint32_t only, struct arena *a)
{
    struct report_refused *all = arena_array(a, REFUSED, sizeof *all);
    size_t n = 0, first = x->n;
    while (first > 0 && n < REFUSED)
        n += S_wanted(x, &x->list[--first], since, only);
    n = 0;
    for (size_t i = first; all && i < x->n; i++)
        if (S_wanted(x, &x->list[i], since, only))
            all[n++] = S_one(x, &x->list[i], a);
    return (struct list){all, n};
}
