/* The little of libxml2 that data files need: a document, checked by a schema, with errors as file and line.
 * Called by what reads
 * schema/layout, rules.xml and world.xml; no network, no entities. */
#ifndef FILE_LAYOUT_XML_H
#define FILE_LAYOUT_XML_H
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/libxml.h"

/* What is wrong with a file, by the code of the error: our words (base/libxml.def), or its number and the
 * names that it has. */
void xml_said(libxml_error e, struct buf *out);
/* Only our words, of an error that needs no more to be said; NULL. */
const char *xml_words(int code);

/* Free with xmlSchemaFree; NULL: SETUP in d. */
xmlSchemaPtr xml_schema(const char *xsd, struct diag *d);
/* schema NULL: only well-formed. Free with xmlFreeDoc; NULL: SETUP in d. */
xmlDocPtr xml_load(const char *path, xmlSchemaPtr schema, struct diag *d);
/* A copy in a; NULL when absent. */
const char *xml_attr(xmlNodePtr node, const char *name, struct arena *a);
bool xml_is(xmlNodePtr node, const char *name); /* an element of this local name */
int xml_count(xmlNodePtr parent, const char *name);
xmlNodePtr xml_first(xmlNodePtr parent, const char *name); /* child element; NULL: none */
xmlNodePtr xml_next(xmlNodePtr node, const char *name);    /* the next sibling of the name */
/* SETUP: item "file.xml 12行目". */
enum status xml_wrong(xmlNodePtr node, const char *want, const char *have, struct diag *d);
/* None of these touches *ret unless it answers OK.
 * Which of words (NULL at the end) have is, into *ret; else xml_wrong with all of them: 「name: a | b」. */
enum status xml_word(xmlNodePtr node, const char *name, const char *const *words, const char *have, int *ret,
                     struct diag *d);
/* The attribute, a number from 0 (absent: there is none) into *ret; else xml_wrong. */
enum status xml_number(xmlNodePtr node, const char *attr, int64_t absent, int64_t *ret, struct arena *a,
                       struct diag *d);
/* The attribute value, a number from least to most, of what is called name. */
enum status xml_within(xmlNodePtr node, const char *name, int64_t least, int64_t most, int64_t *ret,
                       struct arena *a, struct diag *d);
/* It has none but these attributes (names, spaces between), for one that is misspelt would do nothing; else
 * xml_wrong with all of them. */
enum status xml_only(xmlNodePtr node, const char *attributes, struct diag *d);
/* No sibling before it is of its element name with the same value of attr (NULL: none of its name at all);
 * else xml_wrong with the line of the first. */
enum status xml_once(xmlNodePtr node, const char *attr, struct arena *a, struct diag *d);
#endif
