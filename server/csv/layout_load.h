/* Inside csv/ only: one file of schema/layout, read whole and checked. See layout.h for what it becomes. */
#ifndef CSV_LAYOUT_LOAD_H
#define CSV_LAYOUT_LOAD_H
#include "base/arena.h"
#include "csv/layout.h"

struct layout_file {
    struct layout_file *next;
    struct arena *arena; /* everything below lives here */
    const char *name;
    struct layout *versions; /* by rising from_day */
    int n;
    struct code_list *lists;
    int list_count;
};

/* dir/NAME.xml against dir/layout.xsd, with the code lists of dir/codes.xml. SETUP: what is wrong, with file
 * and line. */
enum status layout_file_load(const char *dir, const char *name, struct layout_file **ret, struct diag *d);
void layout_file_free(struct layout_file *f);
#endif
