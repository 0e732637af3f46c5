/* Inside file/ only: one file of schema/layout, read whole and checked. See layout.h for what it becomes. */
#ifndef FILE_LAYOUT_LAYOUT_LOAD_H
#define FILE_LAYOUT_LAYOUT_LOAD_H
#include "base/arena.h"
#include "file/layout/layout.h"
#include "file/layout/xml.h"

struct layout_file {
    const char *name;
    struct layout *versions; /* by rising from_day */
    int n;
};

struct loading {
    struct arena *a;     /* what stays */
    struct arena *words; /* what does not */
    xmlSchemaPtr schema;
    struct code_list *lists;
    int list_count;
    const char *of; /* put before the name of codes.xml: whose it is */
    struct diag *d;
};

/* Each answers SETUP with what is wrong, and where, in g->d. */

/* The code lists of the file: each replaces that of the same name in g->lists, or is added. */
enum status layout_load_codes(struct loading *g, const char *path);
/* Of all versions: columns that C asks for a value have none but those that it knows. */
enum status layout_known(struct loading *g, const struct layout_file *f);
/* ret->name is what the file must call itself. */
enum status layout_load_file(struct loading *g, const char *path, struct layout_file *ret);

/* The columns of a version, and the rules between them. */
enum status layout_load_columns(struct loading *g, xmlNodePtr version, struct layout *l);
enum status layout_load_rules(struct loading *g, xmlNodePtr version, struct layout *l);

/* Attributes: a number; the index of a word, NULL at the end (the schema lets no other pass); a column. */
long layout_attr_number(struct loading *g, xmlNodePtr node, const char *name, long absent);
int layout_attr_word(struct loading *g, xmlNodePtr node, const char *name, const char *const *words,
                     int absent);
int layout_attr_column(struct loading *g, xmlNodePtr node, const char *name, const struct layout *l);
enum standing layout_attr_standing(struct loading *g, xmlNodePtr node);
enum status layout_no_memory(struct loading *g);
#endif
