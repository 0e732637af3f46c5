/* Rows that are wanted; see journal_pick.h. */
#include "journal_pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/str.h"
#include "journal.h"
#include "watched.h"

bool journal_refused(const struct node *row)
{
    const char *http = node_text(row, "http"), *code = node_text(row, "code");
    return node_text(row, "item") || (http && strtol(http, NULL, 10) >= 400) ||
           (code && strcmp(code, status_info(ST_HANDSHAKE)->code) == 0);
}

bool journal_bodiless(const struct node *row)
{
    const char *method = node_text(row, "method"), *path = node_text(row, "path");
    return !method || (!path && (strcmp(method, "TLS") == 0 || strcmp(method, "HTTP") == 0));
}

bool journal_picks(const struct journal_pick *p)
{
    return p->refused || p->op || p->code || p->edaban || p->id || p->xpath;
}

bool journal_query(const struct journal_pick *p, char *path, size_t cap)
{
    return watched_argument(path, cap, "op", p->op) && watched_argument(path, cap, "code", p->code) &&
           watched_argument(path, cap, "edaban", p->edaban) && watched_argument(path, cap, "case", p->id) &&
           watched_argument(path, cap, "xpath", p->xpath);
}

bool journal_fits(const struct journal_pick *p, const struct node *row)
{
    return !p->refused || journal_refused(row);
}

/* --- as they came -----------------------------------------------------------------------------------------
 */

const char *journal_entries(const char *raw)
{
    static const char begin[] = "\"entries\":[";
    const char *at = strstr(raw, begin);
    return at ? at + sizeof begin - 1 : raw + strlen(raw);
}

struct str journal_object(const char *p)
{
    bool text = false;
    int deep = 0;
    while (*p && *p != '{' && *p != ']')
        p++;
    const char *from = p;
    for (; *p && *from == '{'; p++) {
        if (text && *p == '\\' && p[1]) {
            p++;
            continue;
        }
        text = text != (*p == '"');
        deep += !text && *p == '{';
        deep -= !text && *p == '}';
        if (!deep)
            return (struct str){from, (size_t)(p + 1 - from)};
    }
    return (struct str){p, 0};
}

/* --- kept -------------------------------------------------------------------------------------------------
 */

static bool S_add(struct journal_kept *k, const struct journal_pick *p, char *text)
{
    if (!text)
        return false;
    k->total++;
    if (p->last >= 0 && k->n == (size_t)p->last) {
        free(k->texts[k->from]);
        k->texts[k->from] = text;
        k->from = (k->from + 1) % k->n;
        return true;
    }
    if (k->n == k->cap) {
        size_t cap = k->cap ? k->cap * 2 : 64;
        char **more = realloc(k->texts, cap * sizeof *more);
        if (!more) {
            free(text);
            return false;
        }
        k->texts = more;
        k->cap = cap;
    }
    k->texts[k->n++] = text;
    return true;
}

static char *S_line(const struct node *row)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    if (!f)
        return NULL;
    journal_line(row, f);
    return fclose(f) == 0 ? text : NULL;
}

bool journal_keep(struct journal_kept *k, const struct journal_pick *p, enum format form,
                  const struct node *answer, const char *raw)
{
    struct str object = {journal_entries(raw), 0};
    bool ok = true;
    for (const struct node *n = answer->child; ok && n; n = n->next) {
        if (strcmp(n->name, "entries") != 0 || !node_text(n, "seq"))
            continue;
        object = journal_object(object.p + object.n);
        if (!journal_fits(p, n))
            continue;
        if (form == FORMAT_TEXT && p->last < 0) {
            journal_line(n, stdout);
            k->total++;
        } else {
            ok = S_add(k, p, form == FORMAT_TEXT ? S_line(n) : strndup(object.p, object.n));
        }
    }
    return ok;
}

void journal_print(const struct journal_kept *k, enum format form, const struct node *root)
{
    bool json = form != FORMAT_TEXT;
    if (json) {
        const char *last = node_text(root, "last"), *first = node_text(root, "first");
        printf("{\"last\":%s,\"first\":%s,\"entries\":[", last ? last : "0", first ? first : "0");
    }
    for (size_t i = 0; i < k->n; i++)
        printf("%s%s", json && i ? "," : "", k->texts[(k->from + i) % k->n]);
    if (json)
        printf("]}\n");
}

void journal_kept_release(struct journal_kept *k)
{
    for (size_t i = 0; i < k->n; i++)
        free(k->texts[i]);
    free(k->texts);
    *k = (struct journal_kept){0};
}
