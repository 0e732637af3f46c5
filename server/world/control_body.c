/* Bodies of control requests; see control_body.h. */
#include "world/control_body.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

enum { VALUES_MAX = 1000 };

struct body_check {
    const char *members, *of;
    int64_t parent; /* id of the object that is looked at; -1 until it was seen */
    int64_t root;
    int values;
    struct diag *d;
};

static bool S_is(const char *want, size_t n, const struct json_item *item)
{
    const char *t = item->type;
    if (strcmp(t, "null") == 0)
        return true;
    if (n == 4 && memcmp(want, "bool", 4) == 0)
        return strcmp(t, "true") == 0 || strcmp(t, "false") == 0;
    if (strlen(t) != n || memcmp(want, t, n) != 0)
        return false;
    /* what 64 bits do not hold becomes a real number on the way */
    return strcmp(t, "integer") != 0 || (item->text && strlen(item->text) <= 18 &&
                                         strspn(item->text, "-0123456789") == strlen(item->text));
}

/* "text" → what a person calls it. */
static const char *S_type_name(const char *type)
{
    static const struct {
        const char *type, *name;
    } names[] = {{"text", "文字列"},
                 {"integer", "18 桁までの整数"},
                 {"bool", "true か false"},
                 {"array", "配列"},
                 {"object", "オブジェクト"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(type, names[i].type, strlen(names[i].type)) == 0)
            return names[i].name;
    return "値";
}

static bool S_member(const struct body_check *x, const struct json_item *item)
{
    size_t n = strlen(item->key);
    for (const char *m = x->members; *m; m += strspn(m, " ")) {
        size_t name = strcspn(m, ":"), all = strcspn(m, " ");
        if (name == n && memcmp(m, item->key, n) == 0) {
            const char *type = m + name + 1;
            if (S_is(type, all - name - 1, item))
                return true;
            diag_set(x->d, ST_CONTROL, item->key, S_type_name(type), item->text ? item->text : item->type);
            return false;
        }
        m += all;
    }
    char want[200];
    size_t n_want = 0;
    for (const char *m = x->members; *m && n_want + 40 < sizeof want; m += strspn(m, " ")) {
        n_want += (size_t)snprintf(want + n_want, sizeof want - n_want, "%s%.*s", n_want ? "・" : "",
                                   (int)strcspn(m, ":"), m);
        m += strcspn(m, " ");
    }
    diag_set(x->d, ST_CONTROL, "本文", n_want ? want : "{}", item->key);
    return false;
}

static bool S_see(void *cls, const struct json_item *item)
{
    struct body_check *x = cls;
    if (++x->values > VALUES_MAX) {
        diag_set(x->d, ST_CONTROL, "本文", "1,000 個までの値", "多すぎます");
        return false;
    }
    if (item->parent == -1) {
        x->root = item->id;
        if (!x->of)
            x->parent = item->id;
        if (strcmp(item->type, "object") == 0)
            return true;
        diag_set(x->d, ST_CONTROL, "本文", "JSON のオブジェクト", item->text ? item->text : item->type);
        return false;
    }
    if (x->of && item->parent == x->root)
        x->parent = item->key && strcmp(item->key, x->of) == 0 ? item->id : x->parent;
    else if (item->parent == x->parent)
        return S_member(x, item);
    return true;
}

enum status control_member(const char *body, const char *of, const char *members, struct diag *d)
{
    struct body_check x = {.members = members, .of = of, .parent = -1, .d = d};
    if (!body || !body[0])
        return ST_OK;
    d->status = ST_OK;
    if (strstr(body, "\\u0000"))
        return diag_set(d, ST_CONTROL, "本文", "NUL のない文字列", "\\u0000");
    if (json_walk(body, S_see, &x))
        return ST_OK;
    return d->status != ST_OK ? d->status
                              : diag_set(d, ST_CONTROL, "本文", "JSON のオブジェクト", "読めない JSON");
}

enum status control_body(const char *body, const char *members, struct diag *d)
{
    return control_member(body, NULL, members, d);
}
