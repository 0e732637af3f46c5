/* What operations ask of the layouts in force (struct layout_hooks): the rule for file names, and the verdict
 * on one record that was sent online. Given to the worlds by main. */
#ifndef CSV_ONLINE_H
#define CSV_ONLINE_H
#include "service/op.h"

extern const struct layout_hooks online_layouts;
#endif
