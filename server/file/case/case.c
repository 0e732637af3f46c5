/* Reading test cases; see case.h. */
#include "file/case/case.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "file/layout/xml.h"

enum { CASES = 1000 };

const struct case_item case_items[] = {
#define ITEM(key, mei, data, role) {key, mei, data, role},
#include "file/case/items.def"
#undef ITEM
};
const size_t case_item_count = sizeof case_items / sizeof *case_items;

const struct case_item *case_item_find(const char *key)
{
    for (size_t i = 0; i < case_item_count; i++)
        if (strcmp(case_items[i].key, key) == 0)
            return &case_items[i];
    return NULL;
}

const char *case_data_mei(enum case_data data)
{
    static const char *const mei[] = {"なし", "健保組合で準備", "指定の値"};
    return mei[data];
}

bool case_of_lot(const struct test_case *c, int lot)
{
    for (int i = 0; i < c->lot_count; i++)
        if (c->lots[i] == lot)
            return true;
    return false;
}

/* --- one file ---------------------------------------------------------------------------------------------
 */

struct reading {
    struct arena *a;
    struct diag *d;
    struct test_case *c;
};

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
}

/* The text of an element, without the blanks around it; NULL: there is no such element. */
static const char *S_text(struct reading *r, xmlNodePtr node)
{
    static const char blank[] = " \t\r\n";
    xmlChar *all = node ? xmlNodeGetContent(node) : NULL;
    if (!all)
        return NULL;
    const char *p = (const char *)all;
    p += strspn(p, blank);
    size_t n = strlen(p);
    while (n && strchr(blank, p[n - 1]))
        n--;
    const char *copy = arena_strndup(r->a, p, n);
    xmlFree(all);
    return copy;
}

static const char *S_child(struct reading *r, xmlNodePtr root, const char *name)
{
    return S_text(r, xml_first(root, name));
}

/* "2 3" */
static enum status S_lots(struct reading *r, xmlNodePtr root)
{
    const char *text = xml_attr(root, "lots", r->a);
    for (const char *p = text ? text : ""; *p && r->c->lot_count < CASE_LOTS; p += strspn(p, " ")) {
        char *end;
        r->c->lots[r->c->lot_count++] = (int)strtol(p, &end, 10);
        p = end;
    }
    return r->c->lot_count ? ST_OK : xml_wrong(root, "lots=\"2 3\"", text ? text : "なし", r->d);
}

static enum status S_item(struct reading *r, xmlNodePtr root)
{
    struct test_case *c = r->c;
    char keys[200] = "";
    const char *key = xml_attr(root, "item", r->a);
    c->item = key ? case_item_find(key) : NULL;
    if (!c->item) {
        for (size_t i = 0; i < case_item_count; i++)
            snprintf(keys + strlen(keys), sizeof keys - strlen(keys), "%s%s", i ? " " : "",
                     case_items[i].key);
        return xml_wrong(root, keys, key ? key : "なし", r->d);
    }
    xmlNodePtr role = xml_first(root, "role");
    if (role && !c->item->role)
        return xml_wrong(role, "role は、ロールモデルのある項目だけ", c->item->mei, r->d);
    if (c->item->data == CASE_DATA_NONE && xml_first(root, "data"))
        return xml_wrong(xml_first(root, "data"), "data は、テストデータのある項目だけ", c->item->mei, r->d);
    return ST_OK;
}

static enum status S_tejun(struct reading *r, xmlNodePtr root)
{
    xmlNodePtr all = xml_first(root, "tejun");
    for (xmlNodePtr n = xml_first(all, "te"); n; n = xml_next(n, "te")) {
        if (r->c->tejun_count == CASE_STEPS)
            return xml_wrong(n, "手順は 64 まで", "65 番め", r->d);
        r->c->tejun[r->c->tejun_count++] = S_text(r, n);
    }
    return ST_OK;
}

static void S_drive(struct reading *r, xmlNodePtr root)
{
    xmlNodePtr node = xml_first(root, "drive");
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    if (!text)
        return;
    r->c->drive = arena_strdup(r->a, (const char *)text);
    r->c->drive_line = (int)xmlGetLineNo(node);
    xmlFree(text);
}

static enum status S_observe(struct reading *r, xmlNodePtr root)
{
    xmlNodePtr node = xml_first(root, "observe");
    struct observe *o = node ? arena_alloc(r->a, sizeof *o) : NULL;
    r->c->observe = o;
    if (!o)
        return node ? S_memory(r->d) : ST_OK;
    return observe_read(node, r->c->tejun_count, r->a, o, r->d);
}

/* "2-010" of ".../2-010.xml" */
static const char *S_id(const char *path, struct arena *a)
{
    const char *base = file_base(path);
    size_t n = strlen(base);
    return arena_strndup(a, base, n > 4 && strcmp(base + n - 4, ".xml") == 0 ? n - 4 : n);
}

static enum status S_case(struct reading *r, xmlNodePtr root)
{
    struct test_case *c = r->c;
    const char *id = xml_attr(root, "id", r->a);
    if (!xml_is(root, "case"))
        return xml_wrong(root, "要素 case", (const char *)root->name, r->d);
    if (!id || strcmp(id, c->id) != 0)
        return xml_wrong(root, c->id, id ? id : "なし", r->d);
    enum status st = S_item(r, root);
    if (st == ST_OK)
        st = S_lots(r, root);
    if (st == ST_OK)
        st = S_tejun(r, root);
    if (st == ST_OK)
        st = S_observe(r, root);
    if (st != ST_OK)
        return st;
    c->title = xml_attr(root, "title", r->a);
    c->start = xml_attr(root, "start", r->a);
    c->kanten = S_child(r, root, "kanten");
    c->zentei = S_child(r, root, "zentei");
    c->data = S_child(r, root, "data");
    c->role = S_child(r, root, "role");
    c->expected = S_child(r, root, "expected");
    S_drive(r, root);
    return arena_failed(r->a) ? S_memory(r->d) : ST_OK;
}

static enum status S_read(const char *path, xmlSchemaPtr schema, struct arena *a, struct test_case *ret,
                          struct diag *d)
{
    struct reading r = {a, d, ret};
    size_t dir = (size_t)(file_base(path) - path);
    *ret = (struct test_case){
        .path = arena_strdup(a, path), .dir = dir ? arena_strndup(a, path, dir) : "./", .id = S_id(path, a)};
    if (!ret->path || !ret->dir || !ret->id)
        return S_memory(d);
    xmlDocPtr doc = xml_load(path, schema, d);
    if (!doc)
        return d->status;
    enum status st = S_case(&r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return st;
}

static xmlSchemaPtr S_schema(const char *schema_dir, struct diag *d)
{
    char *xsd = path_join(schema_dir, "case/case.xsd");
    xmlSchemaPtr schema = xsd ? xml_schema(xsd, d) : NULL;
    if (!xsd)
        S_memory(d);
    free(xsd);
    return schema;
}

enum status case_read(const char *path, const char *schema_dir, struct arena *a, struct test_case *ret,
                      struct diag *d)
{
    xmlSchemaPtr schema = S_schema(schema_dir, d);
    if (!schema)
        return d->status;
    enum status st = S_read(path, schema, a, ret, d);
    xmlSchemaFree(schema);
    return st;
}

/* --- a folder ---------------------------------------------------------------------------------------------
 */

static int S_by_item(const void *x, const void *y)
{
    const struct test_case *a = x, *b = y;
    return a->item != b->item ? (a->item < b->item ? -1 : 1) : strcmp(a->id, b->id);
}

static int S_is_case(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return e->d_name[0] != '.' && n > 4 && strcmp(e->d_name + n - 4, ".xml") == 0;
}

static enum status S_each(const char *dir, struct dirent **list, int n, xmlSchemaPtr schema, struct arena *a,
                          struct test_case *out, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; i < n && st == ST_OK; i++) {
        char *path = path_join(dir, list[i]->d_name);
        st = path ? S_read(path, schema, a, &out[i], d) : S_memory(d);
        free(path);
    }
    return st;
}

/* How many are left. */
static int S_choose(struct dirent **list, int n, const char *const *ids, size_t id_n)
{
    int left = 0;
    for (int i = 0; i < n; i++) {
        bool wanted = false;
        for (size_t k = 0; k < id_n && !wanted; k++)
            wanted = strncmp(list[i]->d_name, ids[k], strlen(ids[k])) == 0 &&
                     strcmp(list[i]->d_name + strlen(ids[k]), ".xml") == 0;
        if (wanted)
            list[left++] = list[i];
        else
            free(list[i]);
    }
    return left;
}

enum status cases_read(const char *dir, const char *schema_dir, const char *const *ids, size_t id_n,
                       struct arena *a, struct cases *ret, struct diag *d)
{
    struct dirent **list;
    int n = scandir(dir, &list, S_is_case, alphasort);
    if (n < 0)
        return diag_set(d, ST_SETUP, file_tail(dir), "テストケースのフォルダー", FILE_CAUSE(errno));
    if (ids)
        n = S_choose(list, n, ids, id_n);
    struct test_case *out = arena_array(a, n ? (size_t)n : 1, sizeof *out);
    xmlSchemaPtr schema = S_schema(schema_dir, d);
    enum status st = !schema ? d->status : out ? S_each(dir, list, n, schema, a, out, d) : S_memory(d);
    xmlSchemaFree(schema);
    for (int i = 0; i < n; i++)
        free(list[i]);
    free(list);
    if (st != ST_OK)
        return st;
    qsort(out, (size_t)n, sizeof *out, S_by_item);
    *ret = (struct cases){out, (size_t)n};
    return ST_OK;
}
