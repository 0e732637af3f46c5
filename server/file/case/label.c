/* Japanese names of elements and members; see label.h. */
#include "file/case/label.h"

#include <string.h>

#include "file/case/koto.h"

static const struct {
    unsigned of;
    const char *name, *mei;
} labels[] = {
#define CONTROL(name, mei) {LABEL_CONTROL, name, mei},
#define GROUP(name, mei) {LABEL_GROUP, name, mei},
#define LABEL(name, mei) {LABEL_ANY, name, mei},
#include "file/case/label.def"
#undef CONTROL
#undef GROUP
#undef LABEL
};

const char *label_mei(const char *name, unsigned of)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if ((labels[i].of & ~of) == 0 && strcmp(labels[i].name, name) == 0)
            return labels[i].mei;
    const char *mei = koto_mei(name);
    return mei == name ? NULL : mei;
}
