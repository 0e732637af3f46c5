/* An XPath 1.0 expression of somebody's, held against documents in memory: no network, no entity, no
 * extension, and bounded in what an evaluation may take. Called by world/journal_sought.c, once a search,
 * on one thread. */
#ifndef FILE_FORM_XML_PATH_H
#define FILE_FORM_XML_PATH_H
#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

enum {
    XML_PATH_MOST = 400,     /* bytes of an expression */
    XML_PATH_DEEP = 32,      /* brackets within each other */
    XML_PATH_STEPS = 1000000 /* of one evaluation, as the library counts them */
};

/* What its prefixes stand for; the last one has prefix NULL. */
struct xml_prefix {
    const char *prefix, *uri;
};

struct xml_path;

/* expr is not kept. The prefixes are those that a document will be given with. CONTROL with d filled (item
 * "xpath"): it can't be read, or has a prefix or function that there is not; LIMIT. */
enum status xml_path_new(const char *expr, const struct xml_prefix *prefixes, struct xml_path **ret,
                         struct diag *d);
void xml_path_free(struct xml_path *p); /* NULL: nothing */
/* Whether the document (UTF-8, may be cut off its end) has it: a node, a number but 0, a text that is not
 * empty, true. What is no XML, or has a DOCTYPE, has nothing. CONTROL: it can't be evaluated, or takes too
 * long. */
enum status xml_path_find(struct xml_path *p, struct str text, const struct xml_prefix *prefixes, bool *ret,
                          struct diag *d);
#endif
