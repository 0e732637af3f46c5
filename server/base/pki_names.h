/* DNS names and IP addresses that a server certificate names. Called by pki.c, http/names.c and
 * world/fixture/ (which names may be in a table). */
#ifndef BASE_PKI_NAMES_H
#define BASE_PKI_NAMES_H
#include <stdbool.h>
#include <stddef.h>

#include "base/cert.h"

enum { PKI_NAMES = 64 };
struct pki_names {
    size_t n;
    char name[PKI_NAMES][CERT_NAME];
};
/* Adds it unless it is there or there is no room. false: it is neither a name nor an address. */
bool pki_name_add(struct pki_names *l, const char *name);
bool pki_named(const struct pki_names *l, const char *name);
/* Letters and digits, and those of `more` between them: what goes into a path, a subject or a SAN. */
bool pki_plain_name(const char *s, const char *more, size_t max);
/* A システム識別子, or the name of a 統合専用端末, that files can be named after: those of no other one, nor
 * its RSA pair (NAME-rsa.crt). */
#define PKI_CLIENT_WANT                                                                                      \
    "半角英数字と . _ - で 64 文字まで。-rsa で終わらない（RSA の証明書のファイル名と重なる）"
bool pki_client_name(const char *s);
/* What begins like the name of a 統合専用端末 (TT and a 保険者番号) is one: of no 接続システム, and of no
 * other insurer. */
#define PKI_TANMATSU_WANT "TT と、その医療保険者等の保険者番号で始まる名前（TT06139992A など）"
#define PKI_SYSTEM_WANT "統合専用端末の名前（TT と保険者番号）で始まらないシステム識別子"
bool pki_tanmatsu_name(const char *s);
#endif
