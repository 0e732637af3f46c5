/* A folder of layouts for one unit test, in temp_dir: what temp_put writes over the schema of the house. */
#ifndef TESTS_UNIT_FILE_FOLDER_H
#define TESTS_UNIT_FILE_FOLDER_H
#include <check.h>

#include "file/layout/layout.h"
#include "temp.h"

#define HEAD "<layout name=\"x\" mei=\"試験\">\n"
#define VERSION(rest) "<version from=\"20170101\" recordLimit=\"100\" standing=\"A\" " rest ">\n"
#define V1 VERSION("")
#define COL(name, rest)                                                                                      \
    "<column name=\"" name "\" mei=\"" name "\" presence=\"optional\" standing=\"A\" " rest "/>\n"
#define TAIL "</version></layout>\n"
#define CODES(name, value)                                                                                   \
    "<codeLists><codeList name=\"" name "\" mei=\"c\" standing=\"A\"><code value=\"" value                   \
    "\" mei=\"m\"/></codeList></codeLists>"

static inline void temp_put(const char *name, const char *text)
{
    FILE *f = fopen(temp_path(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

/* layout.xsd, and codes.xml with the list c of the code 1. */
static inline void folder_make(void)
{
    static char text[65536];
    temp_make();
    FILE *f = fopen("schema/layout/layout.xsd", "r");
    ck_assert_ptr_nonnull(f);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    temp_put("layout.xsd", text);
    temp_put("codes.xml", CODES("c", "1"));
}

/* The version of layout x of a whole folder that has nothing else. */
static inline const struct layout *folder_layout(const char *xml, const char *day)
{
    struct diag d = DIAG_INIT;
    const struct layout *l = NULL;
    folder_make();
    temp_put("x.xml", xml);
    ck_assert_msg(layouts_open(temp_dir, NULL, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    ck_assert_int_eq(layout_get("x", str_date(str_of(day)), &l, &d), ST_OK);
    return l;
}

static inline void folder_drop(void)
{
    layouts_close();
    temp_drop();
}
#endif
