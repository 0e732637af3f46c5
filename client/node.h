/* What came back, as a tree: a SOAP reply, a JSON answer, the rows of a result file. One path language reads
 * all three: `kekka.kubun`, `item[2].jotai`, `row[seiriBango=A001].edaban`, `count(item[jotai=失敗])`.
 * Everything lives in the arena that it was made with. Filled by reply.c, json.c, table.c. */
#ifndef CLIENT_NODE_H
#define CLIENT_NODE_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct node {
    const char *name;
    const char *text; /* NULL: none (a group, or an empty value) */
    struct node *child, *last, *next;
};

/* NULL when the arena is used up; parent NULL makes a root. The name is borrowed, the text too. */
struct node *node_add(struct arena *a, struct node *parent, const char *name, const char *text);

enum node_found { NODE_FOUND, NODE_ABSENT, NODE_BAD_PATH };
/* The text at path: of the first match, "" where it has none; a number for count(PATH). *ret is set when
 * FOUND only. */
enum node_found node_value(const struct node *root, const char *path, struct arena *a, const char **ret);
/* true when the path can be read at all; for checks before anything runs. */
bool node_path_ok(const char *path);
/* The first direct child of that name, or NULL. */
const struct node *node_child(const struct node *parent, const char *name);
/* Its text, NULL when absent or empty. */
const char *node_text(const struct node *parent, const char *name);

/* Lines for a person, "  " a level; a list's groups of leaves take a line each. What they are called is
 * Japanese (file/case/label.h; control: the tree is of the control API), in English the names themselves. */
void node_print(const struct node *n, bool control, struct buf *out);
/* A JSON object of n's children; names that repeat, and `item`, `komoku`, `row`, become arrays. */
void node_json(const struct node *n, struct buf *out);
#endif
