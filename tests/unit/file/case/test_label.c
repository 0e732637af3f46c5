/* file/case/label: whatever a reply or an answer of the control API can have is called something in Japanese.
 */
#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <libxml/tree.h>
#include <regex.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "file/audit/row.h"
#include "file/case/label.h"
#include "file/layout/xml.h"
#include "service/op.h"
#include "service/operator.h"

static int missing, seen;

static void S_has(const char *name, unsigned of, const char *where)
{
    seen++;
    if (label_mei(name, of))
        return;
    fprintf(stderr, "%s: %s has no label: a LABEL in server/file/case/label.def\n", where, name);
    missing++;
}

static void S_all(int least)
{
    ck_assert_int_ge(seen, least); /* else nothing was looked at */
    ck_assert_int_eq(missing, 0);
}

/* --- the schemas ------------------------------------------------------------------------------------------
 */

enum { SCHEMAS = 40 };
static struct {
    char path[300];
    xmlDocPtr doc;
} schemas[SCHEMAS];
static int schema_count;

static xmlNodePtr S_named(xmlNodePtr root, const char *element, const char *name)
{
    for (xmlNodePtr n = xml_first(root, element); n; n = xml_next(n, element)) {
        xmlChar *its = xmlGetProp(n, BAD_CAST "name");
        const bool is = its && strcmp((char *)its, name) == 0;
        xmlFree(its);
        if (is)
            return n;
    }
    return NULL;
}

/* The complexType of a name like "c:Kekka" or "t:Item": common.xsd has what all share. NULL: a simple one. */
static xmlNodePtr S_type(xmlDocPtr doc, const char *type)
{
    const char *name = strchr(type, ':');
    for (int i = -1; name && i < schema_count; i++) {
        xmlDocPtr in = i < 0 ? doc : schemas[i].doc;
        xmlNodePtr n = i < 0 || strstr(schemas[i].path, "/common.xsd")
                           ? S_named(xmlDocGetRootElement(in), "complexType", name + 1)
                           : NULL;
        if (n)
            return n;
    }
    return NULL;
}

static void S_element(xmlNodePtr e, const char *where, bool top);

static void S_below(xmlNodePtr of, const char *where)
{
    for (xmlNodePtr n = of->children; n; n = n->next)
        if (xml_is(n, "element"))
            S_element(n, where, false);
        else if (n->type == XML_ELEMENT_NODE)
            S_below(n, where);
}

static void S_element(xmlNodePtr e, const char *where, bool top)
{
    xmlChar *name = xmlGetProp(e, BAD_CAST "name"), *type = xmlGetProp(e, BAD_CAST "type");
    xmlNodePtr below = type ? S_type(e->doc, (char *)type) : xml_first(e, "complexType");
    ck_assert_ptr_nonnull(name);
    if (!top)
        S_has((char *)name, below ? LABEL_GROUP : LABEL_ANY, where);
    if (below)
        S_below(below, where);
    xmlFree(name);
    xmlFree(type);
}

START_TEST(test_schemas)
{
    DIR *dir = opendir("schema");
    struct diag d = DIAG_INIT;
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        const size_t n = strlen(e->d_name);
        if (n < 4 || strcmp(e->d_name + n - 4, ".xsd") != 0)
            continue;
        ck_assert_int_lt(schema_count, SCHEMAS);
        snprintf(schemas[schema_count].path, sizeof schemas->path, "schema/%s", e->d_name);
        schemas[schema_count].doc = xml_load(schemas[schema_count].path, NULL, &d);
        ck_assert_msg(schemas[schema_count++].doc, "%s: %s", e->d_name, d.have);
    }
    closedir(dir);
    for (int i = 0; i < schema_count; i++)
        for (xmlNodePtr n = xml_first(xmlDocGetRootElement(schemas[i].doc), "element"); n;
             n = xml_next(n, "element")) {
            char name[80];
            xmlChar *its = xmlGetProp(n, BAD_CAST "name");
            snprintf(name, sizeof name, "%s", (char *)its);
            xmlFree(its);
            const size_t len = strlen(name);
            if ((len > 8 && strcmp(name + len - 8, "Response") == 0) || strcmp(name, "diag") == 0)
                S_element(n, schemas[i].path, true);
        }
    for (int i = 0; i < schema_count; i++)
        xmlFreeDoc(schemas[i].doc);
    S_all(300);
}
END_TEST

/* --- what the control API answers -------------------------------------------------------------------------
 */

static void S_fields(const struct field *f, const char *where)
{
    for (; f && f->element; f++) {
        S_has(f->element, LABEL_CONTROL | (f->sub ? LABEL_GROUP : 0), where);
        S_fields(f->sub, where);
    }
}

START_TEST(test_operator)
{
    for (const struct operator_action *const *o = operator_list; *o; o++)
        S_fields((*o)->reply, (*o)->name);
    S_all(100);
}
END_TEST

/* Tables and writers of the answers, in the source: who makes an answer by itself has its names there. */
static const char members[] =
    "(FIELD_[A-Z_]+\\(struct [a-z_]+,[[:space:]]*|buf_json_(int|member|key)\\([^;\"]*|"
    "S_(member|time)\\([^;\"]*|\\{)\"([A-Za-z0-9]+)\"(\\)|,)";
/* Those that are written as text. */
static const char written[] = "()()()\\\\\"([A-Za-z0-9]+)\\\\\":";
/* What a reset has counted by SQL. */
static const char counted[] = "(SELECT )()()'([A-Za-z]+)'";
enum { NAME = 4, GROUPS_N };

static void S_source(const char *path, const regex_t *re)
{
    struct buf text = BUF_INIT;
    struct diag d = DIAG_INIT;
    regmatch_t at[GROUPS_N];
    ck_assert_int_eq(file_read(path, 1 << 20, &text, &d), ST_OK);
    for (const char *p = text.data ? text.data : ""; regexec(re, p, GROUPS_N, at, 0) == 0; p += at[0].rm_eo) {
        char name[80];
        const bool table = p[at[0].rm_so] == '{'; /* {"at", offsetof(…)}, {"name", F_TEXT, …} */
        const char *behind = p + at[0].rm_eo + strspn(p + at[0].rm_eo, " \n");
        if (table && strncmp(behind, "offsetof", 8) != 0 && strncmp(behind, "F_", 2) != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(at[NAME].rm_eo - at[NAME].rm_so), p + at[NAME].rm_so);
        S_has(name, LABEL_CONTROL, path);
    }
    buf_release(&text);
}

static void S_sources(const char *folder, const regex_t *re)
{
    DIR *dir = opendir(folder);
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        char path[600];
        const size_t n = strlen(e->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_type == DT_DIR && e->d_name[0] != '.')
            S_sources(path, re);
        if (n > 2 && strcmp(e->d_name + n - 2, ".c") == 0)
            S_source(path, re);
    }
    closedir(dir);
}

START_TEST(test_control)
{
    regex_t re;
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(regcomp(&re, i ? written : members, REG_EXTENDED), 0);
        S_sources("server/control", &re);
        S_sources("server/world", &re);
        regfree(&re);
    }
    ck_assert_int_eq(regcomp(&re, counted, REG_EXTENDED), 0);
    S_source("server/store/sql/common.def", &re);
    regfree(&re);
    for (int i = 0; i < AUDIT_COLUMNS_N; i++)
        S_has(audit_columns[i], LABEL_CONTROL, "audit");
    S_all(150);
}
END_TEST

/* Of two the first would be taken, and the other never seen. */
START_TEST(test_once)
{
    static const struct {
        char form;
        const char *name;
    } labels[] = {
#define CONTROL(name, mei) {'c', name},
#define GROUP(name, mei) {'g', name},
#define LABEL(name, mei) {'l', name},
#include "file/case/label.def"
#undef CONTROL
#undef GROUP
#undef LABEL
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(labels[i].form != labels[k].form || strcmp(labels[i].name, labels[k].name) != 0,
                          "%s twice", labels[i].name);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("label");
    TCase *t = tcase_create("label");
    tcase_add_test(t, test_schemas);
    tcase_add_test(t, test_once);
    tcase_add_test(t, test_operator);
    tcase_add_test(t, test_control);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
