/* Writing residents; see jumin.h. */
#include "gen/jumin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "gen/names.h"
#include "gen/stories.h"

static const char header[] = "juminhyo_code,kojin_bango,setai,zokugara,shimei,shimei_kana,seibetsu,"
                             "seinengappi,jusho,jotai,ido_jiyu,jumin_ymd\n";

static const char *S_zokugara(const struct person *p)
{
    return p->member == 0 ? "世帯主" : p->member > 1 ? "子" : p->woman ? "妻" : "夫";
}

/* As of the whole files: nobody has moved yet. */
static void S_row(const struct gen *g, const struct person *p, struct text *t)
{
    char code[11], bango[12];
    person_juminhyo_code(g->seed, p->index, code);
    person_kojin_bango(g->seed, p->index, bango);
    t->n = 0;
    text_add(t, code, sizeof code);
    text_adds(t, ",");
    text_add(t, bango, sizeof bango);
    text_adds(t, ",G");
    text_number(t, p->household + 1, 8);
    text_adds(t, ",");
    text_adds(t, S_zokugara(p));
    text_adds(t, ",");
    name_kanji(p, t);
    text_adds(t, ",");
    name_kana(p, t);
    text_adds(t, p->woman ? ",2," : ",1,");
    text_day(t, p->birth);
    text_adds(t, ",");
    name_address(p, false, t);
    text_adds(t, p->dead ? ",消除,1," : ",有効,,");
    text_day(t, p->birth); /* they have always lived there */
    text_adds(t, "\n");
}

static bool S_rows(const struct gen *g, struct text *t, FILE *f)
{
    struct people all;
    struct person p;
    bool good = fputs(header, f) >= 0;
    people_start(&all, g->seed, g->members, g->day);
    while (good && people_next(&all, &p)) {
        S_row(g, &p, t);
        good = fwrite(t->p, 1, t->n, f) == t->n;
    }
    return good;
}

/* The stories' table of residents has the columns of this one. */
static enum status S_stories(const struct gen *g, struct text *t, FILE *f, int64_t *rows, struct diag *d)
{
    struct table x;
    enum status st = stories_read(&x, g, "jumin", d);
    for (int i = 0; st == ST_OK && i < x.n; i++, ++*rows) {
        t->n = 0;
        for (int k = 0; k < x.columns; k++) {
            struct str v = stories_cell(g, 0, x.rows[i][k], t);
            fprintf(f, "%s%.*s", k ? "," : "", (int)v.n, v.p);
        }
        putc('\n', f);
        if (ferror(f))
            st = file_failed(d, JUMIN_FILE, "書き込めるディスク", errno);
    }
    table_free(&x);
    return st;
}

enum status jumin_write(const struct gen *g, const char *dir, int64_t *ret_rows, struct diag *d)
{
    enum status st = ST_OK;
    struct text t = {malloc(TEXT_ROOM), 0};
    char *path = path_join(dir, JUMIN_FILE);
    *ret_rows = g->members;
    FILE *f = path && t.p ? fopen(path, "we") : NULL;
    if (!path || !t.p)
        st = diag_set(d, ST_LIMIT, JUMIN_FILE, "メモリ", "不足");
    else if (!f)
        st = diag_set(d, ST_SETUP, JUMIN_FILE, "作れるファイル", FILE_CAUSE(errno));
    else if (!S_rows(g, &t, f))
        st = file_failed(d, JUMIN_FILE, "書き込めるディスク", errno);
    else if (g->stories)
        st = S_stories(g, &t, f, ret_rows, d);
    if (f && fclose(f) != 0 && st == ST_OK)
        st = file_failed(d, JUMIN_FILE, "書き込めるディスク", errno);
    free(path);
    free(t.p);
    return st;
}
