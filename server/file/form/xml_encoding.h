/* What an XML declaration calls the encodings of charset.h. Called by xml_reader.c and xml_writer.c. */
#ifndef FILE_FORM_XML_ENCODING_H
#define FILE_FORM_XML_ENCODING_H
#include "file/charset/charset.h"

/* The name we write, one that says all of its characters. */
const char *xml_encoding_name(const struct charset *cs);
/* Does a declaration that names this (n 0: none) agree with the encoding? */
bool xml_encoding_agrees(const struct charset *cs, struct str name);
#endif
