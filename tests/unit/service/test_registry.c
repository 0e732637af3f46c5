/* The lists of the registry: lookup, and the contract between C and wire: the field tables of every operation
 * tell the same elements in the same order, with the same kinds, as the XSD of its service; the WSDLs have
 * them. */
#include <check.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "service/op.h"

static const char *const xs = "http://www.w3.org/2001/XMLSchema";
static char where[400]; /* for messages */

static xmlDocPtr S_schema(const char *service)
{
    char path[100];
    snprintf(path, sizeof path, "schema/%s.xsd", service);
    xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    ck_assert_msg(doc != NULL, "%s", path);
    return doc;
}

static bool S_is(xmlNodePtr n, const char *local)
{
    return n->type == XML_ELEMENT_NODE && n->ns && strcmp((const char *)n->ns->href, xs) == 0 &&
           strcmp((const char *)n->name, local) == 0;
}

/* An attribute's value; it lives as long as the document. */
static const char *S_attr(xmlNodePtr n, const char *name)
{
    for (xmlAttrPtr a = n->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && a->children)
            return (const char *)a->children->content;
    return NULL;
}

static xmlNodePtr S_child(xmlNodePtr parent, const char *local, const char *name)
{
    for (xmlNodePtr n = parent ? parent->children : NULL; n; n = n->next)
        if (S_is(n, local) && (!name || (S_attr(n, "name") && strcmp(S_attr(n, "name"), name) == 0)))
            return n;
    return NULL;
}

/* The built-in type behind a simple type, "" for a complex one. */
static const char *S_base(xmlDocPtr doc, xmlDocPtr common, const char *type)
{
    while (strncmp(type, "xs:", 3) != 0) {
        xmlDocPtr home = strncmp(type, "c:", 2) == 0 ? common : doc;
        xmlNodePtr simple = S_child(xmlDocGetRootElement(home), "simpleType", strchr(type, ':') + 1);
        if (!simple)
            return "";
        type = S_attr(S_child(simple, "restriction", NULL), "base");
    }
    return type + 3;
}

static enum field_kind S_kind(xmlDocPtr doc, xmlDocPtr common, xmlNodePtr element)
{
    const char *max = S_attr(element, "maxOccurs"), *type = S_attr(element, "type");
    ck_assert_msg(type != NULL, "%s: every element has a named type", where);
    const char *base = S_base(doc, common, type);
    if (max && strcmp(max, "unbounded") == 0)
        return F_LIST;
    if (!*base)
        return F_GROUP;
    if (strcmp(base, "base64Binary") == 0)
        return F_FILE;
    return strcmp(base, "int") == 0 || strcmp(base, "long") == 0 ? F_INT : F_TEXT;
}

static void S_compare(xmlDocPtr doc, xmlDocPtr common, xmlNodePtr sequence, const char *first,
                      const struct field *f)
{
    ck_assert_msg(sequence != NULL, "%s: no sequence", where);
    for (xmlNodePtr n = sequence->children; n; n = n->next) {
        if (!S_is(n, "element"))
            continue;
        const char *name = S_attr(n, "name");
        if (first) {
            ck_assert_str_eq(name, first);
            first = NULL;
            continue;
        }
        ck_assert_msg(f && f->element, "%s: the XSD has %s, the field table has ended", where, name);
        ck_assert_msg(strcmp(name, f->element) == 0, "%s: the XSD has %s, the field table %s", where, name,
                      f->element);
        ck_assert_msg(S_kind(doc, common, n) == f->kind, "%s: kind of %s differs", where, name);
        if (f->kind == F_GROUP || f->kind == F_LIST) {
            xmlNodePtr type =
                S_child(xmlDocGetRootElement(doc), "complexType", strchr(S_attr(n, "type"), ':') + 1);
            S_compare(doc, common, S_child(type, "sequence", NULL), NULL, f->sub);
        }
        f++;
    }
    ck_assert_msg(!f || !f->element, "%s: the field table has %s, the XSD has ended", where, f->element);
}

static void S_side(xmlDocPtr doc, xmlDocPtr common, const struct op *op, const char *suffix,
                   const char *first, const struct field *table)
{
    char name[100];
    snprintf(name, sizeof name, "%s%s", op->name, suffix);
    snprintf(where, sizeof where, "%s.%s", op->service, name);
    xmlNodePtr element = S_child(xmlDocGetRootElement(doc), "element", name);
    ck_assert_msg(element != NULL, "%s: not in the XSD", where);
    S_compare(doc, common, S_child(S_child(element, "complexType", NULL), "sequence", NULL), first, table);
}

START_TEST(fields_are_those_of_the_schema)
{
    xmlDocPtr common = S_schema("common");
    for (const struct op *const *o = op_list; *o; o++) {
        xmlDocPtr doc = S_schema((*o)->service);
        S_side(doc, common, *o, "", "irai", (*o)->request);
        S_side(doc, common, *o, "Response", "kekka", (*o)->reply);
        xmlFreeDoc(doc);
    }
    xmlFreeDoc(common);
    xmlCleanupParser();
}
END_TEST

START_TEST(finds_what_is_registered)
{
    int n = 0;
    for (const struct op *const *o = op_list; *o; o++, n++)
        ck_assert_ptr_eq(op_find((*o)->service, strlen((*o)->service), (*o)->name), *o);
    ck_assert_int_gt(n, 0);
    for (const struct bulk *const *b = bulk_list; *b; b++)
        ck_assert_ptr_eq(bulk_find((*b)->shubetsu), *b);
    for (const struct message *const *m = message_list; *m; m++)
        ck_assert_ptr_eq(message_find((*m)->kind), *m);
}
END_TEST

static int S_count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)) != NULL; text += strlen(what))
        n++;
    return n;
}

static int S_operations(const char *service)
{
    int n = 0;
    for (const struct op *const *o = op_list; *o; o++)
        n += strcmp((*o)->service, service) == 0;
    return n;
}

/* make wsdl reads ops.def and the sources; this is what the compiled registry says. */
START_TEST(wsdls_are_those_of_the_registry)
{
    for (const struct op *const *o = op_list; *o; o++) {
        char path[100], action[200];
        struct buf text = BUF_INIT;
        struct diag d = DIAG_INIT;
        snprintf(path, sizeof path, "wsdl/%s.wsdl", (*o)->service);
        ck_assert_msg(file_read(path, 1 << 20, &text, &d) == ST_OK, "%s", path);
        for (int v = 0; v < 2; v++) {
            snprintf(action, sizeof action, "<soap%s:operation soapAction=\"urn:chukan:%s:1/%s\" ",
                     v ? "12" : "", (*o)->service, (*o)->name);
            ck_assert_msg(S_count(text.data, action) == 1, "%s: want once: %s", path, action);
        }
        ck_assert_int_eq(S_count(text.data, " soapAction="), 2 * S_operations((*o)->service));
        buf_release(&text);
    }
}
END_TEST

/* What op.h asks of who makes an operation, as far as it shows in the struct. */
START_TEST(exempt_for_a_reason)
{
    const unsigned all = GOING_MESSAGES | GOING_FILES | GOING_MASTERS | GOING_ASKED | GOING_OTHERS;
    for (const struct op *const *o = op_list; *o; o++) {
        snprintf(where, sizeof where, "%s.%s", (*o)->service, (*o)->name);
        bool why = (*o)->exempt_why && *(*o)->exempt_why;
        ck_assert_msg(((*o)->exempt != 0) == why, "%s: exempt and exempt_why go together", where);
        ck_assert_msg(!((*o)->exempt & ~all), "%s: exempt has bits that are none", where);
        ck_assert_msg(!((*o)->exempt & GOING_MASTERS), "%s: who may call is known before", where);
        ck_assert_msg(!((*o)->exempt & GOING_ASKED) || (*o)->flags & OP_WRITE,
                      "%s: only a write waits for what others ask", where);
        /* only a write can be undone and run again */
        ck_assert_msg(!((*o)->exempt & GOING_OTHERS) || ((*o)->others && (*o)->flags & OP_WRITE),
                      "%s: exempt from others, and has none or cannot run again", where);
    }
    for (const struct bulk *const *b = bulk_list; *b; b++)
        ck_assert_msg(!(*b)->waits || ((*b)->waits->answer && (*b)->waits->go_on), "%s", (*b)->shubetsu);
}
END_TEST

START_TEST(finds_nothing_else)
{
    static const char *const names[][2] = {
        {"kanri", "pin"}, {"kanr", "ping"}, {"kanrii", "ping"}, {"", "ping"}, {"kanri", ""}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_ptr_null(op_find(names[i][0], strlen(names[i][0]), names[i][1]));
    ck_assert_ptr_null(bulk_find("nani"));
    ck_assert_ptr_null(message_find("nani"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("registry");
    TCase *t = tcase_create("lists");
    tcase_add_test(t, fields_are_those_of_the_schema);
    tcase_add_test(t, wsdls_are_those_of_the_registry);
    tcase_add_test(t, finds_what_is_registered);
    tcase_add_test(t, exempt_for_a_reason);
    tcase_add_test(t, finds_nothing_else);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
