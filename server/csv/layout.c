/* The layouts in use, loaded once each; see layout.h. */
#include "csv/layout.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "csv/layout_load.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *folder;              /* under lock */
static struct layout_file *first; /* under lock; entries never change once listed */

void layouts_open(const char *dir)
{
    pthread_mutex_lock(&lock);
    free(folder);
    folder = strdup(dir);
    pthread_mutex_unlock(&lock);
}

void layouts_close(void)
{
    pthread_mutex_lock(&lock);
    for (struct layout_file *f = first, *next; f; f = next) {
        next = f->next;
        layout_file_free(f);
    }
    first = NULL;
    free(folder);
    folder = NULL;
    pthread_mutex_unlock(&lock);
}

/* A layout's name is a file's name: nothing else may come from outside. */
static bool S_name_ok(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return n > 0 && n <= 40 && !name[n];
}

static enum status S_file(const char *name, const struct layout_file **ret, struct diag *d)
{
    enum status st = ST_OK;
    pthread_mutex_lock(&lock);
    struct layout_file *f = first;
    while (f && strcmp(f->name, name) != 0)
        f = f->next;
    if (!f) {
        st = folder ? layout_file_load(folder, name, &f, d)
                    : diag_set(d, ST_SETUP, "schema/layout", "フォルダー", "未設定");
        if (st == ST_OK) {
            f->next = first;
            first = f;
        }
    }
    *ret = f;
    pthread_mutex_unlock(&lock);
    return st;
}

static bool S_known(const char *name)
{
    bool known = false;
    char *path = NULL;
    pthread_mutex_lock(&lock);
    if (folder && asprintf(&path, "%s/%s.xml", folder, name) >= 0) {
        FILE *f = fopen(path, "re");
        known = f != NULL;
        if (f)
            fclose(f);
        free(path);
    }
    pthread_mutex_unlock(&lock);
    return known;
}

enum status layout_get(const char *name, int32_t day, const struct layout **ret, struct diag *d)
{
    const struct layout_file *f;
    if (!S_name_ok(name) || !S_known(name))
        return diag_set(d, ST_FILE_KIND, "ファイル種別", "schema/layout にあるレイアウト", name);
    enum status st = S_file(name, &f, d);
    if (st != ST_OK)
        return st;
    for (int i = f->n - 1; i >= 0; i--)
        if (f->versions[i].from_day <= day) {
            *ret = &f->versions[i];
            return ST_OK;
        }
    char want[64], from[9], at[9];
    str_from_date(f->versions[0].from_day, from);
    str_from_date(day, at);
    snprintf(want, sizeof want, "%s からのレイアウト", from);
    return diag_set(d, ST_FILE_KIND, f->versions[0].mei, want, at);
}

static int S_is_layout(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 4 && strcmp(e->d_name + n - 4, ".xml") == 0 && strcmp(e->d_name, "codes.xml") != 0;
}

enum status layouts_check(int *ret_count, struct diag *d)
{
    struct dirent **list = NULL;
    pthread_mutex_lock(&lock);
    int n = folder ? scandir(folder, &list, S_is_layout, alphasort) : -1;
    pthread_mutex_unlock(&lock);
    enum status st =
        n > 0 ? ST_OK : diag_set(d, ST_SETUP, "schema/layout", "レイアウトのあるフォルダー", "なし");
    for (int i = 0; i < n; i++) {
        const struct layout_file *f;
        list[i]->d_name[strlen(list[i]->d_name) - 4] = 0;
        if (st == ST_OK)
            st = S_file(list[i]->d_name, &f, d);
        free(list[i]);
    }
    free(list);
    *ret_count = st == ST_OK ? n : 0;
    return st;
}

int layout_column(const struct layout *l, const char *name)
{
    for (int i = 0; i < l->n; i++)
        if (strcmp(l->columns[i].name, name) == 0)
            return i;
    return -1;
}

enum status layout_file_name(const struct layout *l, const char *file_name, struct diag *d)
{
    if (!l->file_name || regexec(&l->file_regex, file_name, 0, NULL, 0) == 0)
        return ST_OK;
    return diag_set(d, ST_FILE_NAME, "ファイル名", l->file_name, file_name);
}
