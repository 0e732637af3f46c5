/* Character codes of link files: a block of an insurer's encoding to UTF-8 and back, never a silent '?'.
 * An encoding is one line of the table in charset.c. Tables of double-byte codes are taken from glibc's
 * iconv when chukan is built. Everything is thread-safe. Called by the readers and writers of form/, by
 * judge*.c, by the client's check and gen. */
#ifndef FILE_CHARSET_CHARSET_H
#define FILE_CHARSET_CHARSET_H
#include "base/buf.h"
#include "base/diag.h"

struct charset;

/* Bytes that are built like a character but have none in the code decode to this plus their number (CP932
 * 0xEB9F to U+10EB9F), so that the row is refused and not the file, and are written back as they came. */
enum { CHARSET_UNASSIGNED = 0x100000 };

/* By name ("CP932", "UTF-8"); NULL when it is unknown. */
const struct charset *charset_find(const char *name);
/* The same of a name that a person typed, in any case; other names that it goes by (SJIS, Windows-31J) are as
 * good. */
const struct charset *charset_named(const char *name);
const char *charset_name(const struct charset *cs);
const char *charset_names(void); /* "CP932・UTF-8…", for error texts */

/* UTF-8 bytes that n bytes can become at most. */
size_t charset_room(const struct charset *cs, size_t n);
/* Decodes as much of in as makes whole characters into out (charset_room bytes); answers the bytes read. A
 * character cut off at the end is left; *ret_bad tells whether it stopped at bytes that are none of the
 * encoding. */
size_t charset_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                      bool *ret_bad);
/* How many of the n decoded bytes made the first `utf8` bytes of text. */
size_t charset_span(const struct charset *cs, const char *in, size_t n, size_t utf8);
/* Bytes that a text takes when it is written; 2 for each character that has no code. */
size_t charset_raw_len(const struct charset *cs, struct str utf8);
/* Appends valid UTF-8 in the encoding; answers the bytes taken, less than utf8.n when the character there has
 * no code in it (外字): *ret_code is its code point. */
size_t charset_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code);
/* Bytes of the mark that may stand at the very start; 0 when there is none. */
size_t charset_bom(const struct charset *cs, const char *p, size_t n);
/* The mark that a result file begins with; empty when it has none. */
struct str charset_mark(const struct charset *cs);
/* What the first bytes of a file rather are, when that is surely not cs: Japanese words, else NULL. */
const char *charset_mistaken(const struct charset *cs, const char *p, size_t n);

enum { CHARSET_SHOWN = 2 + 2 * 3 + 1 };
/* The bytes of a character in a double-byte code, for people: "0xEB9F". Empty when the code does not have it,
 * and in Unicode. */
void charset_show(const struct charset *cs, uint32_t code_point, char out[CHARSET_SHOWN]);
#endif
