/* The rules between columns, and between rows, of one version of a layout; see layout_load.h. */
#include "file/layout/layout_load.h"

#include <limits.h>

/* Two columns that are dates, named by `from` and `to`. */
static enum status S_two_dates(struct loading *g, xmlNodePtr n, const struct layout *l, int *ret_from,
                               int *ret_to)
{
    static const char *const ends[] = {"from", "to"};
    int *const columns[] = {ret_from, ret_to};
    for (int i = 0; i < 2; i++) {
        *columns[i] = layout_attr_column(g, n, ends[i], l);
        if (*columns[i] < 0 || l->columns[*columns[i]].date == DATE_NONE)
            return xml_wrong(n, "このレイアウトの日付の列名", xml_attr(n, ends[i], g->words), g->d);
    }
    if (*ret_from == *ret_to)
        return xml_wrong(n, "二つの違う列名", xml_attr(n, "to", g->words), g->d);
    return ST_OK;
}

static enum status S_order(struct loading *g, xmlNodePtr n, struct layout *l)
{
    struct order *o = &l->orders[l->order_count++];
    return S_two_dates(g, n, l, &o->from, &o->to);
}

static enum status S_days(struct loading *g, xmlNodePtr n, struct layout *l)
{
    struct days *o = &l->days[l->days_count++];
    enum status st = S_two_dates(g, n, l, &o->from, &o->to);
    if (st != ST_OK)
        return st;
    const char *other = xml_attr(n, "column", g->words), *or_from = xml_attr(n, "orFrom", g->words);
    o->or_from = layout_attr_column(g, n, "orFrom", l);
    if (or_from && (o->or_from < 0 || l->columns[o->or_from].date == DATE_NONE))
        return xml_wrong(n, "このレイアウトの日付の列名", or_from, g->d);
    if (or_from && (o->or_from == o->from || o->or_from == o->to))
        return xml_wrong(n, "from と to のどちらでもない列名", or_from, g->d);
    o->min = layout_attr_number(g, n, "min", LONG_MIN);
    o->max = layout_attr_number(g, n, "max", LONG_MAX);
    o->column = layout_attr_column(g, n, "column", l);
    o->values = xml_attr(n, "values", g->a);
    if (other && o->column < 0)
        return xml_wrong(n, "このレイアウトの列名", other, g->d);
    if ((other != NULL) != (o->values != NULL))
        return xml_wrong(n, "column と values の両方", other ? other : o->values, g->d);
    if (o->min == LONG_MIN && o->max == LONG_MAX)
        return xml_wrong(n, "min か max", "なし", g->d);
    return o->min > o->max ? xml_wrong(n, "min 以上の max", xml_attr(n, "max", g->words), g->d) : ST_OK;
}

static enum status S_month_day(struct loading *g, xmlNodePtr n, struct layout *l)
{
    struct month_day *o = &l->month_days[l->month_day_count++];
    *o = (struct month_day){layout_attr_column(g, n, "column", l), xml_attr(n, "value", g->a),
                            xml_attr(n, "also", g->a)};
    if (o->column < 0 || l->columns[o->column].date == DATE_NONE)
        return xml_wrong(n, "このレイアウトの日付の列名", xml_attr(n, "column", g->words), g->d);
    char day[9] = "2000"; /* a leap year */
    if (!o->value)
        return layout_no_memory(g);
    memcpy(day + 4, o->value, 4);
    return str_date((struct str){day, 8}) == INT32_MIN ? xml_wrong(n, "暦にある月日", o->value, g->d) : ST_OK;
}

/* The columns, by names separated by single spaces. */
static enum status S_columns(struct loading *g, xmlNodePtr n, const struct layout *l, int **ret, int *ret_n)
{
    char *names = (char *)xml_attr(n, "columns", g->words), *rest = NULL;
    size_t room = names ? strlen(names) / 2 + 1 : 0;
    int *columns = names ? arena_array(g->a, room, sizeof *columns) : NULL, count = 0;
    if (!columns)
        return layout_no_memory(g);
    for (char *name = strtok_r(names, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        int column = layout_column(l, name);
        if (column < 0)
            return xml_wrong(n, "このレイアウトの列名", name, g->d);
        for (int i = 0; i < count; i++)
            if (columns[i] == column)
                return xml_wrong(n, "一度だけの列名", name, g->d);
        columns[count++] = column;
    }
    *ret = columns;
    *ret_n = count;
    return ST_OK;
}

static enum status S_some(struct loading *g, xmlNodePtr n, struct layout *l)
{
    struct some *o = &l->somes[l->some_count++];
    const char *other = xml_attr(n, "column", g->words);
    enum status st = S_columns(g, n, l, &o->columns, &o->n);
    if (st != ST_OK)
        return st;
    o->column = layout_attr_column(g, n, "column", l);
    o->values = xml_attr(n, "values", g->a);
    if (other && o->column < 0)
        return xml_wrong(n, "このレイアウトの列名", other, g->d);
    return (other != NULL) != (o->values != NULL)
               ? xml_wrong(n, "column と values の両方", other ? other : o->values, g->d)
               : ST_OK;
}

static enum status S_unique(struct loading *g, xmlNodePtr n, struct layout *l)
{
    struct unique *u = &l->uniques[l->unique_count++];
    enum status st = S_columns(g, n, l, &u->columns, &u->n);
    if (st != ST_OK)
        return st;
    const char *code = xml_attr(n, "code", g->words), *unless = xml_attr(n, "unless", g->words);
    u->status = status_find(code ? code : "");
    u->add = xml_attr(n, "add", g->a);
    u->drop = xml_attr(n, "drop", g->a);
    u->unless = layout_attr_column(g, n, "unless", l);
    u->kubun = u->add || u->drop ? layout_field(l, "shoriKubun") : -1;
    if (u->status == ST_COUNT)
        return xml_wrong(n, "chukan の処理結果コード", code, g->d);
    if (unless && u->unless < 0)
        return xml_wrong(n, "このレイアウトの列名", unless, g->d);
    if ((u->add || u->drop) && u->kubun < 0)
        return xml_wrong(n, "add と drop には field が shoriKubun の列", u->add ? u->add : u->drop, g->d);
    return ST_OK;
}

enum status layout_load_rules(struct loading *g, xmlNodePtr version, struct layout *l)
{
    const struct {
        const char *name;
        void **array;
        size_t size;
        enum status (*take)(struct loading *g, xmlNodePtr n, struct layout *l);
    } rules[] = {
        {"order", (void **)&l->orders, sizeof *l->orders, S_order},
        {"days", (void **)&l->days, sizeof *l->days, S_days},
        {"monthDay", (void **)&l->month_days, sizeof *l->month_days, S_month_day},
        {"some", (void **)&l->somes, sizeof *l->somes, S_some},
        {"unique", (void **)&l->uniques, sizeof *l->uniques, S_unique},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        int count = xml_count(version, rules[i].name);
        if (count && !(*rules[i].array = arena_array(g->a, (size_t)count, rules[i].size)))
            return layout_no_memory(g);
        for (xmlNodePtr n = xml_first(version, rules[i].name); n; n = xml_next(n, rules[i].name)) {
            enum status st = rules[i].take(g, n, l);
            if (st != ST_OK)
                return st;
        }
    }
    return ST_OK;
}
