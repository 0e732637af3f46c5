/* What the client calls the elements of replies and the members of control replies when it shows them to a
 * person in Japanese: label.def, and what komoku.def says of items. */
#ifndef FILE_CASE_LABEL_H
#define FILE_CASE_LABEL_H

enum label_of {
    LABEL_ANY = 0,
    LABEL_GROUP = 1,  /* others stand below it */
    LABEL_CONTROL = 2 /* it is of the control API */
};

/* of: bits of enum label_of. Static; NULL: it has none. */
const char *label_mei(const char *name, unsigned of);
#endif
