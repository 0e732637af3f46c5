/* One link file onto what is held; see apply.h. */
#include "master/apply.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "check/guess.h"
#include "file/form/structure.h"
#include "file/layout/judge.h"
#include "layouts.h"
#include "say.h"

/* A file on its way. */
struct applying {
    const char *name;     /* as it is shown */
    const char *encoding; /* of its text */
    bool guessed;
    enum master_kubun kubun;
    struct held *held;
    struct judge judge;
    struct structure structure;
    struct held_record last; /* what was read last: names the place where a file breaks */
    int64_t line;
    long tsuika, henko, sakujo, wrong;
};

/* What is wrong with a row, named by its record. */
static void S_wrong(struct applying *x, const struct held_record *r, const struct diag *d)
{
    char record[HELD_SHOWN];
    held_show(r, record);
    say_failed(tr("%s %lld行目 記録 %s 項目「%s」: 期待: %s、実際: %s",
                  "%s line %lld record %s item \"%s\": want %s, have %s"),
               x->name, (long long)x->line, record, d->item, d->want,
               d->have[0] ? d->have : tr("空", "nothing"));
    x->wrong++;
}

static bool S_unfit(struct applying *x, const struct held_record *r, const char *item, const char *want,
                    const char *have)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, ST_FILE_STRUCTURE, item, want, have);
    S_wrong(x, r, &d);
    return true;
}

/* --- rows ------------------------------------------------------------------------------------------------
 */

/* Each answers false when there is no more memory. */
static bool S_tsuika(struct applying *x, const struct held_record *r)
{
    const struct held_record *there = held_find(x->held, r->cell[HELD_CODE]);
    char have[80];
    if (!there) {
        x->tsuika++;
        return held_put(x->held, r);
    }
    if (x->kubun == MASTER_ZENKEN)
        return S_unfit(x, r, "コード", "一つのファイルに一度", "二度目");
    snprintf(have, sizeof have, "版番号 %.20s を持っている", there->cell[HELD_HAN]);
    return S_unfit(x, r, "変更区分 1 追加", "持っていない記録", have);
}

/* 版番号 rises by one a change: what jumps has missed a difference, what does not rise is applied already. */
static bool S_henko(struct applying *x, const struct held_record *r)
{
    struct held_record *there = held_find(x->held, r->cell[HELD_CODE]);
    char want[80];
    if (!there)
        return S_unfit(x, r, "変更区分 2 変更", "持っている記録", "持っていない");
    const long next = strtol(there->cell[HELD_HAN], NULL, 10) + 1;
    snprintf(want, sizeof want, "%04ld（持っている版番号 %.20s の次）", next, there->cell[HELD_HAN]);
    if (strtol(r->cell[HELD_HAN], NULL, 10) != next)
        return S_unfit(x, r, "版番号", want, r->cell[HELD_HAN]);
    *there = *r;
    x->held->changed = true;
    x->henko++;
    return true;
}

static bool S_sakujo(struct applying *x, const struct held_record *r)
{
    struct held_record *there = held_find(x->held, r->cell[HELD_CODE]);
    char want[80];
    if (!there)
        return S_unfit(x, r, "変更区分 3 削除", "持っている記録", "持っていない");
    snprintf(want, sizeof want, "%.20s（持っている版番号）", there->cell[HELD_HAN]);
    if (strcmp(r->cell[HELD_HAN], there->cell[HELD_HAN]) != 0)
        return S_unfit(x, there, "版番号", want, r->cell[HELD_HAN]);
    held_drop(x->held, there);
    x->sakujo++;
    return true;
}

/* By 変更区分, code list masterHenko. */
static const struct henko {
    const char *value;
    bool (*apply)(struct applying *x, const struct held_record *r);
} henkos[] = {{"1", S_tsuika}, {"2", S_henko}, {"3", S_sakujo}};

static bool S_fits(struct applying *x, const char *henko, const struct held_record *r)
{
    if (x->kubun == MASTER_ZENKEN && strcmp(henko, "1") != 0)
        return S_unfit(x, r, "変更区分", "1 追加（全件のファイル）", henko);
    for (size_t i = 0; i < sizeof henkos / sizeof *henkos; i++)
        if (strcmp(henko, henkos[i].value) == 0)
            return henkos[i].apply(x, r);
    return S_unfit(x, r, "変更区分", "1・2・3 のいずれか", henko);
}

static bool S_row(struct applying *x, const struct record *rec)
{
    struct arena *a = x->held->arena;
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    x->line = rec->line;
    const int n = judge_row(&x->judge, rec->cells, a, values, errors);
    const struct str *cells = n ? rec->cells : values;
    for (int c = 0; c < x->held->l.n; c++)
        x->last.cell[c] = arena_strndup(a, cells[c + 1].p, cells[c + 1].n);
    if (arena_failed(a))
        return false;
    for (int i = 0; i < n; i++)
        S_wrong(x, &x->last, &errors[i]);
    return n || S_fits(x, arena_strndup(a, cells[0].p, cells[0].n), &x->last);
}

/* --- the file --------------------------------------------------------------------------------------------
 */

/* Its rows cannot be read from here on: the record before tells where. */
static int S_broken(struct applying *x, const struct diag *d)
{
    char record[HELD_SHOWN] = "";
    layouts_told(d);
    if (x->last.cell[HELD_CODE])
        held_show(&x->last, record);
    const char *guessed = x->guessed ? tr("、内容から判定", ", found out") : "";
    return *record ? say_failed(tr("%s（文字コード %s%s）: 記録 %s の次から読めません",
                                   "%s (encoding %s%s): not to be read behind record %s"),
                                x->name, x->encoding, guessed, record)
                   : say_failed(tr("%s（文字コード %s%s）: はじめの記録から読めません",
                                   "%s (encoding %s%s): not to be read from its first record on"),
                                x->name, x->encoding, guessed);
}

static int S_rows(struct applying *x, struct diag *d)
{
    struct record rec;
    bool found = true;
    enum status st = ST_OK;
    while (st == ST_OK && (st = structure_next(&x->structure, &rec, &found, d)) == ST_OK && found)
        if (!S_row(x, &rec))
            return say_failed(tr("メモリが足りません", "out of memory"));
    if (st == ST_FILE_EMPTY && x->kubun == MASTER_SABUN)
        st = ST_OK; /* a release may change nothing of a master */
    if (st != ST_OK)
        return S_broken(x, d);
    if (x->wrong)
        return say_failed(tr("%s: 適用できないエラーが %ld件あります", "%s: %ld errors"), x->name, x->wrong);
    printf(tr("%s: %s %s、追加 %ld・変更 %ld・削除 %ld、適用後 %zu件\n",
              "%s: %s %s, added %ld, changed %ld, deleted %ld, then %zu\n"),
           x->name, x->held->l.mei, x->kubun == MASTER_ZENKEN ? "全件" : "差分", x->tsuika, x->henko,
           x->sakujo, x->held->n);
    return EXIT_FINE;
}

static int S_read(struct applying *x, int fd, const char *encoding)
{
    struct diag d = DIAG_INIT;
    const struct form *form = form_of(x->name);
    const struct layout *l;
    enum status st = layout_get(x->held->kind->layout, clock_date(time(NULL)), &l, &d);
    x->guessed = !encoding;
    x->encoding = encoding ? encoding : guess_encoding(fd);
    const struct charset *cs = charset_find(x->encoding);
    if (st == ST_OK && !cs)
        st = diag_set(&d, ST_FILE_CHARSET, "文字コード", charset_names(), x->encoding);
    if (st == ST_OK)
        st = form_check(form, cs, fd, &d);
    if (st == ST_OK)
        st = structure_begin(&x->structure, form, l, cs, fd, ROWS_MOST, &d);
    if (st != ST_OK)
        return S_broken(x, &d);
    x->judge = (struct judge){.l = l, .cs = cs, .references = form->angle};
    if (x->kubun == MASTER_ZENKEN)
        held_clear(x->held);
    const int status = S_rows(x, &d);
    structure_end(&x->structure);
    return status;
}

static enum master_kubun S_kubun(const char *base)
{
    return strstr(base, MASTERS_ZENKEN)  ? MASTER_ZENKEN
           : strstr(base, MASTERS_SABUN) ? MASTER_SABUN
                                         : MASTER_BY_NAME;
}

/* Whose file it is, by its name; NULL: of none. */
static struct held *S_whose(struct held held[MASTER_KINDS], const char *base)
{
    struct diag d = DIAG_INIT;
    const char *kind = layout_recognise(base, &d);
    for (int i = 0; kind && i < MASTER_KINDS; i++)
        if (strcmp(kind, held[i].kind->layout) == 0)
            return &held[i];
    return NULL;
}

int apply_file(struct held held[MASTER_KINDS], const char *path, enum master_kubun kubun,
               const char *encoding)
{
    struct applying x = {.name = file_base(path), .held = S_whose(held, file_base(path))};
    x.kubun = kubun == MASTER_BY_NAME ? S_kubun(x.name) : kubun;
    if (!x.held)
        return say_failed(
            tr("%s は配信マスターのファイルではありません（名前に " MASTERS_NAMES(
                   MASTERS_LAYOUT) " のいずれかがあるもの）",
               "%s is no file of a master (one of " MASTERS_NAMES(MASTERS_LAYOUT) " in its name)"),
            x.name);
    if (x.kubun == MASTER_BY_NAME)
        return say_usage(tr("%s が全件か差分か分かりません。--zenken か --sabun を指定してください",
                            "%s: give --zenken (full) or --sabun (differences)"),
                         x.name);
    const int fd = file_open(path);
    if (fd < 0)
        return say_failed(tr("%s を読めません: %s", "cannot read %s: %s"), path, FILE_CAUSE(errno));
    const int status = S_read(&x, fd, encoding);
    close(fd);
    return status;
}
