/* The audit tables of a data folder; see audit_files.h. */
#include "cmd/audit_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "file/audit/verify.h"
#include "say.h"

struct checking {
    const char *data;
    struct hmac key;
    const struct audit_place *noted; /* NULL: nothing is */
    int tables, wrong;
    struct audit_report report;
};

static void S_findings(const struct audit_report *r, const char *name)
{
    for (int64_t i = 0; i < r->found && i < AUDIT_FINDINGS; i++) {
        const struct audit_finding *f = &r->list[i];
        char file[16] = "";
        if (f->segment)
            snprintf(file, sizeof file, "/%06u.csv", f->segment);
        printf("%s%s %lld %s\n", name, file, (long long)f->banme, f->what);
    }
}

/* name: below the data folder. Nothing is said where there is no such table, nor a head that misses it. */
static void S_table(struct checking *x, const char *name)
{
    struct audit_report *r = &x->report;
    char *dir = path_join(x->data, name);
    if (dir && audit_there(dir)) {
        audit_verify(dir, &x->key, NULL, x->noted, r);
        printf(tr("%s: %s、%lld 件、区切り %lld、head %lld:%s\n",
                  "%s: %s, %lld records, %lld segments, head %lld:%s\n"),
               name, r->found ? tr("異常", "changed") : tr("正常", "fine"), (long long)r->records,
               (long long)r->segments, (long long)r->end.count, r->end.link);
        S_findings(r, name);
        x->tables++;
        x->wrong += r->found > 0;
    }
    free(dir);
}

static int S_visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

/* A head beside its table goes with it; one that is alone stands for the table that is missed. */
static bool S_head_of_one(const char *dir, char *name)
{
    char *end = strrchr(name, '.');
    if (!end || strcmp(end, ".head") != 0)
        return false;
    *end = 0;
    char *table = path_join(dir, name);
    bool there = table && access(table, F_OK) == 0;
    free(table);
    return there;
}

/* PLACE/NAME and what is behind it, in order of name. */
static void S_tables(struct checking *x, const char *place, const char *behind)
{
    struct dirent **list;
    char *dir = path_join(x->data, place);
    int n = dir ? scandir(dir, &list, S_visible, alphasort) : -1;
    for (int i = 0; i < n; i++) {
        char name[400];
        if (!S_head_of_one(dir, list[i]->d_name)) {
            snprintf(name, sizeof name, "%s/%s%s", place, list[i]->d_name, behind);
            S_table(x, name);
        }
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    free(dir);
}

static int S_told(const struct checking *x, const char *world)
{
    if (x->wrong)
        return say_failed(tr("監査記録が、記録されたとおりではありません", "the audit record was changed"));
    if (x->tables)
        return EXIT_FINE;
    return world ? say_failed(
                       tr("%s に、ワールド %s の監査記録がありません", "%s has no audit record of world %s"),
                       x->data, world)
                 : say_failed(tr("%s に監査記録がありません", "%s has no audit record"), x->data);
}

static int S_verify(struct checking *x, const char *world)
{
    struct diag d = DIAG_INIT;
    char name[100];
    char *path = path_join(x->data, "audit.key");
    enum status st = path ? audit_key_read(path, &x->key, &d) : ST_LIMIT;
    if (st != ST_OK) {
        int status = say_failed(tr("%s を読めません: %s", "cannot read %s: %s"), path ? path : "", d.have);
        free(path);
        return status;
    }
    free(path);
    if (world) {
        snprintf(name, sizeof name, "worlds/%.60s/audit", world);
        S_table(x, name);
    } else {
        S_tables(x, "worlds", "/audit");
        S_table(x, "audit");
        S_tables(x, "audit-former", "");
    }
    return S_told(x, world);
}

int audit_files_verify(const char *data, const char *world, const char *head)
{
    struct audit_place noted;
    if (head && !world)
        return say_usage(tr("--head には、どのワールドのものか --world が必要です", "--head wants --world"));
    if (head && !audit_noted_read(head, &noted))
        return say_usage(
            tr("--head は、控えた「件数:リンク」です。実際は「%s」", "--head wants COUNT:LINK, have \"%s\""),
            head);
    struct checking *x = calloc(1, sizeof *x);
    if (!x)
        return say_failed(tr("メモリが足りません", "out of memory"));
    x->data = data;
    x->noted = head ? &noted : NULL;
    int status = S_verify(x, world);
    free(x);
    return status;
}
