/* Rules that warned, as items of a fact; see tell.h. */
#include <stdio.h>

#include "base/status.h"
#include "world/case/tell.h"

void tell_keikoku(struct telling *x, enum koto koto, const struct findings *found)
{
    if (!found->n) /* of a million rows hardly any */
        return;
    const struct koto_kind *k = koto_kind(koto);
    struct buf text = BUF_INIT;
    if (koto_item(k, "keikoku") < 0) /* setsuzokuShinsei warns of all there is */
        return;
    for (int i = 0; i < found->n; i++) {
        const struct finding *f = &found->list[i];
        buf_clear(&text);
        diag_text(&f->diag, &text);
        telling_named(x, k, "keikoku", str_of(f->row->name));
        telling_named(x, k, "keikokuCode", str_of(status_info(f->diag.status)->code));
        telling_named(x, k, "keikokuBun", str_of(buf_ok(&text) ? text.data : ""));
    }
    buf_release(&text);
}

void tell_keikoku_kensu(struct telling *x, enum koto koto, const struct keikoku_kensu by_rule[RULE_COUNT])
{
    const struct koto_kind *k = koto_kind(koto);
    char room[24];
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!by_rule[i].n)
            continue;
        telling_named(x, k, "keikoku", str_of(rule_name((enum rule)i)));
        telling_named(x, k, "keikokuCode", str_of(by_rule[i].code));
        int n = snprintf(room, sizeof room, "%lld", (long long)by_rule[i].n);
        telling_named(x, k, "keikokuSu", (struct str){room, (size_t)n});
    }
}
