/* Code lists of codes.xml; see layout_load.h. */
#include "file/layout/layout_load.h"

static struct code_list *S_list(struct loading *g, const char *name)
{
    for (int i = 0; i < g->list_count; i++)
        if (strcmp(g->lists[i].name, name) == 0)
            return &g->lists[i];
    return &g->lists[g->list_count++];
}

static enum status S_codes(struct loading *g, xmlNodePtr node, struct code_list *list)
{
    if (!(list->codes = arena_array(g->a, (size_t)xml_count(node, "code"), sizeof *list->codes)))
        return layout_no_memory(g);
    for (xmlNodePtr c = xml_first(node, "code"); c; c = xml_next(c, "code")) {
        struct code *code = &list->codes[list->n];
        *code = (struct code){xml_attr(c, "value", g->a), xml_attr(c, "mei", g->a),
                              arena_printf(g->a, "%scodes.xml %ld行目", g->of, xmlGetLineNo(c))};
        if (!code->value || !code->mei || !code->at)
            return layout_no_memory(g);
        for (int i = 0; i < list->n; i++)
            if (strcmp(list->codes[i].value, code->value) == 0)
                return xml_wrong(c, "コード表に一度だけの値", code->value, g->d);
        list->n++;
    }
    return ST_OK;
}

static enum status S_lists(struct loading *g, xmlNodePtr root)
{
    size_t room = (size_t)(g->list_count + xml_count(root, "codeList"));
    struct code_list *all = arena_array(g->a, room, sizeof *all);
    if (!all)
        return layout_no_memory(g);
    if (g->list_count)
        memcpy(all, g->lists, (size_t)g->list_count * sizeof *all);
    g->lists = all;
    for (xmlNodePtr n = xml_first(root, "codeList"); n; n = xml_next(n, "codeList")) {
        const char *name = xml_attr(n, "name", g->a), *mei = xml_attr(n, "mei", g->a);
        if (!name || !mei)
            return layout_no_memory(g);
        for (xmlNodePtr m = xml_first(root, "codeList"); m != n; m = xml_next(m, "codeList")) {
            const char *other = xml_attr(m, "name", g->words);
            if (other && strcmp(other, name) == 0)
                return xml_wrong(n, "一度だけのコード表名", name, g->d);
        }
        struct code_list *list = S_list(g, name);
        *list = (struct code_list){.name = name,
                                   .mei = mei,
                                   .want = xml_attr(n, "want", g->a),
                                   .standing = layout_attr_standing(g, n)};
        enum status st = S_codes(g, n, list);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

enum status layout_load_codes(struct loading *g, const char *path)
{
    xmlDocPtr doc = xml_load(path, g->schema, g->d);
    if (!doc)
        return g->d->status;
    xmlNodePtr root = xmlDocGetRootElement(doc);
    enum status st = xml_is(root, "codeLists")
                         ? S_lists(g, root)
                         : xml_wrong(root, "要素 codeLists", (const char *)root->name, g->d);
    xmlFreeDoc(doc);
    return st;
}
