/* What the versions of libxml2 word differently (2.9.14 of Debian 12 and 13, 2.12 on elsewhere), said once
 * for every file that hears its errors or drives its push parser. */
#ifndef BASE_LIBXML_H
#define BASE_LIBXML_H
#include <libxml/parser.h>
#include <stdbool.h>

/* What an error handler is handed; read only. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *libxml_error;
#else
typedef xmlErrorPtr libxml_error;
#endif

/* Read without an error so far, and not stopped. Memory that ran out shows in the last alone. */
static inline bool libxml_sound(xmlParserCtxtPtr ctxt)
{
#if LIBXML_VERSION >= 21500
    bool stopped = xmlCtxtIsStopped(ctxt);
#else
    bool stopped = ctxt->disableSAX;
#endif
    return ctxt->wellFormed && ctxt->nsWellFormed && !stopped;
}

/* Errors that stand in a DOCTYPE alone, where > in a literal ends the reading of 2.9 when no more has come
 * yet. */
static inline bool libxml_of_doctype(int code)
{
    return code == XML_ERR_LITERAL_NOT_STARTED || code == XML_ERR_LITERAL_NOT_FINISHED ||
           code == XML_ERR_DOCTYPE_NOT_FINISHED || code == XML_ERR_URI_REQUIRED ||
           code == XML_ERR_PUBID_REQUIRED;
}

/* Before the first byte: the text is UTF-8, whatever the declaration says, and nothing that 2.9 leaves after
 * a reset or sets otherwise at first counts, so that a new and a used context answer the same. */
static inline void libxml_begin(xmlParserCtxtPtr ctxt)
{
#if LIBXML_VERSION < 21200
    ctxt->nsNr = 0;
    ctxt->progressive = 0;
    ctxt->charset = XML_CHAR_ENCODING_UTF8;
#else
    (void)ctxt;
#endif
}
#endif
