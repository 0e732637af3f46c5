/* A message as the journal may keep it (DESIGN 2.1): no 個人番号, in whatever spelling XML allows it
 * (character references, CDATA, comments in its middle, other digits, base64), no password, no content of a
 * file. What is no XML is left out. Called by outcome.c. */
#ifndef SOAP_VEIL_H
#define SOAP_VEIL_H
#include "base/buf.h"
#include "base/str.h"

enum {
    VEIL_MOST = 64 << 10, /* bytes that are kept of one */
    VEIL_FILE_TEXT = 400  /* so many characters of base64 are a file, wherever they stand */
};

/* What the places say where something was taken out; the client finds them by these (client/journal). */
#define VEIL_OPEN "［"
#define VEIL_CLOSE "］"
#define VEIL_SECRET VEIL_OPEN "伏せた値" VEIL_CLOSE
#define VEIL_NUMBER "************"
#define VEIL_FILE "ファイル" /* VEIL_OPEN VEIL_FILE …, its length and digest, VEIL_CLOSE */

/* Appends body, UTF-8 and maybe cut off or broken, to out. file: what is known of the file in it, NULL: only
 * how long its text is. Answers whether something was cut off its end. */
bool veil_xml(struct str body, const char *file, struct buf *out);
/* The same of a message of which is known (watch.h) that no name and no length in it hides anything, but that
 * `secret`, in it, is one, and that it has no references, comments or the like. *ret: whether something was
 * cut off its end. false: it has to be gone through, and nothing was appended. */
bool veil_known(struct str body, struct str secret, struct buf *out, bool *ret);
/* What is in an element, or attribute, of that name is hidden, or much of it; and of the attributes of one
 * that is hidden, whether this one is not. */
bool veil_name_hides(struct str local);
/* It is one for a 個人番号 alone: VEIL_NUMBER stands in it, whether it was a right one or not. */
bool veil_name_is_number(struct str local);
bool veil_attribute_is_open(struct str local);
/* Of a request that is veiled: from where on a secret is called by its name, and is no element that was
 * hidden (a comment, CDATA, a tag that does not end), nothing is shown: true. veil_left.c. */
bool veil_left(struct buf *out);
#endif
