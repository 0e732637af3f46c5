/* A link file's end in the world's journal and the counters; see load.h. */
#include "world/load/load.h"

#include <string.h>

#include "world/metrics.h"

/* "、警告 P40005 3件、P40011 1件": by code, for rules may share one. */
static void S_note(const struct load *x, struct buf *note)
{
    const struct keikoku_kensu *all = x->keikoku;
    const char *before = "、警告 ";
    for (int i = 0; i < RULE_COUNT; i++) {
        int64_t n = 0;
        bool told = false;
        for (int k = 0; k < RULE_COUNT; k++)
            if (strcmp(all[k].code, all[i].code) == 0) {
                n += all[k].n;
                told = told || k < i;
            }
        if (!all[i].n || told)
            continue;
        buf_addf(note, "%s%s %lld件", before, all[i].code, (long long)n);
        before = "、";
    }
}

/* Why it, or some of its rows, were refused: whoever looks for refusals finds the file, and in it where the
 * rows have theirs. */
static const struct diag *S_refused(const struct load *x, struct diag *rows)
{
    if (x->t.state == TORIKOMI_CHUSHI)
        return &x->t.halt;
    if (x->t.err_count)
        diag_setf(rows, ST_OK, "行", "正常な行",
                  "異常 %lld 行（行ごとのコードと理由は結果ファイルにある: chukan result %s 出力ファイル）",
                  (long long)x->t.err_count, x->t.uketsuke);
    return rows;
}

void load_event(const struct load *x)
{
    bool halted = x->t.state == TORIKOMI_CHUSHI;
    struct buf note = BUF_INIT;
    buf_addf(&note, "%s %s %lld行（正常 %lld、異常 %lld）", x->t.shubetsu, halted ? "処理中止" : "処理完了",
             (long long)x->t.total, (long long)x->t.ok_count, (long long)x->t.err_count);
    if (halted) {
        buf_adds(&note, "、");
        diag_text(&x->t.halt, &note);
    }
    char mogi[FAULT_MARK];
    S_note(x, &note);
    fault_mark(&x->fault, mogi);
    struct diag rows = DIAG_INIT;
    const struct diag *why = S_refused(x, &rows);
    const struct journal_entry e = {
        .service = "file",
        .op = "owari",
        .system = x->t.system,
        .code = status_info(halted ? x->t.halt.status : ST_OK)->code,
        .uketsuke = x->t.uketsuke,
        .note = buf_ok(&note) ? note.data : NULL,
        .item = why->item,
        .want = why->want,
        .have = why->have,
        .mogi = x->fault.number ? mogi : NULL,
        .refused = halted || x->t.err_count,
    };
    world_journal(x->world, &e);
    if (x->binding.bulk)
        metrics_file(x->binding.bulk->shubetsu, x->t.ok_count, x->t.err_count);
    buf_release(&note);
}
