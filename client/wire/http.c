/* libcurl; see http.h. */
#include "wire/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"
#include "say.h"

/* One a certificate, and the control port: more than a lot has systems. */
enum { CONNECTIONS = 32 };

struct http {
    CURL *curl;
    char error[900];
    bool source_failed;
    const struct http_request *now; /* the request being made */
};

struct http *http_new(void)
{
    struct http *h = calloc(1, sizeof *h);
    if (!h)
        return NULL;
    h->curl = curl_easy_init();
    if (!h->curl) {
        free(h);
        return NULL;
    }
    return h;
}

void http_free(struct http *h)
{
    if (!h)
        return;
    curl_easy_cleanup(h->curl);
    free(h);
}

static size_t S_read(char *to, size_t size, size_t n, void *cls)
{
    struct http *h = cls;
    long got = source_read(h->now->body, to, size * n);
    if (got >= 0)
        return (size_t)got;
    h->source_failed = true;
    return CURL_READFUNC_ABORT;
}

/* curl sends the body again when a kept-alive connection turns out to be dead. */
static int S_seek(void *cls, curl_off_t offset, int origin)
{
    struct http *h = cls;
    if (offset != 0 || origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    source_rewind(h->now->body);
    return CURL_SEEKFUNC_OK;
}

static size_t S_write(char *p, size_t size, size_t n, void *cls)
{
    struct http *h = cls;
    return h->now->sink(h->now->cls, p, size * n) ? size * n : 0;
}

static int S_progress(void *cls, curl_off_t dl_total, curl_off_t dl, curl_off_t up_total, curl_off_t up)
{
    struct http *h = cls;
    (void)dl_total;
    (void)dl;
    if (h->now->progress && up_total > 0)
        progress_show(h->now->progress, up, up_total);
    return 0;
}

static void S_body(struct http *h, const struct http_request *r)
{
    CURL *c = h->curl;
    if (strcmp(r->method, "GET") == 0)
        return;
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, r->method);
    if (!r->body)
        return;
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)source_size(r->body));
    curl_easy_setopt(c, CURLOPT_READFUNCTION, S_read);
    curl_easy_setopt(c, CURLOPT_READDATA, h);
    curl_easy_setopt(c, CURLOPT_SEEKFUNCTION, S_seek);
    curl_easy_setopt(c, CURLOPT_SEEKDATA, h);
}

static void S_options(struct http *h, const struct http_request *r, struct curl_slist *headers)
{
    CURL *c = h->curl;
    curl_easy_reset(c); /* keeps the connections */
    curl_easy_setopt(c, CURLOPT_MAXCONNECTS, (long)CONNECTIONS);
    curl_easy_setopt(c, CURLOPT_URL, r->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L); /* a world called .. is none, and no way up */
    curl_easy_setopt(c, CURLOPT_PROXY, "");      /* whatever the environment says */
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)r->timeout);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)r->timeout);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, S_write);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, h);
    if (r->cacert)
        curl_easy_setopt(c, CURLOPT_CAINFO, r->cacert);
    if (r->cert)
        curl_easy_setopt(c, CURLOPT_SSLCERT, r->cert);
    if (r->key)
        curl_easy_setopt(c, CURLOPT_SSLKEY, r->key);
    if (r->progress) {
        curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, S_progress);
        curl_easy_setopt(c, CURLOPT_XFERINFODATA, h);
    }
    S_body(h, r);
}

/* --- what it means, and what a person can do about it -----------------------------------------------
 */

enum url_kind { ANY, PLAIN_URL, TLS_URL };

static enum url_kind S_kind(const char *url)
{
    if (strncasecmp(url, "https://", 8) == 0)
        return TLS_URL;
    return strncasecmp(url, "http://", 7) == 0 || !strstr(url, "://") ? PLAIN_URL : ANY;
}

#define NOT_PLAIN                                                                                            \
    "HTTP の応答が来ません。データ用のポートは https://、制御用と --plain のポートは http:// です",          \
        "no HTTP comes back; the data port wants https:// (http:// is for the plain and control ports)"
#define CUT_OR_NOT_PLAIN                                                                                     \
    "応答なしに切れました。データ用のポートは https:// です。合っていれば、理由は chukand のログにあります", \
        "broken off without an answer; the data port wants https://; if it is right, chukand's log says why"
#define BROKEN_OFF                                                                                           \
    "chukand が途中で接続を切りました。理由は chukand のログとジャーナルにあります",                         \
        "chukand broke the connection off; its log and journal say why"

/* The first that fits. */
static const struct {
    CURLcode code;
    enum url_kind url;
    const char *ja, *en;
} hints[] = {
    {CURLE_UNSUPPORTED_PROTOCOL, PLAIN_URL, NOT_PLAIN}, /* what came was taken for HTTP/0.9 */
    {CURLE_WEIRD_SERVER_REPLY, PLAIN_URL, NOT_PLAIN},
    {CURLE_GOT_NOTHING, PLAIN_URL, CUT_OR_NOT_PLAIN},
    {CURLE_RECV_ERROR, PLAIN_URL, CUT_OR_NOT_PLAIN},
    {CURLE_SEND_ERROR, PLAIN_URL, CUT_OR_NOT_PLAIN}, /* the port closed before all was sent */
    {CURLE_UNSUPPORTED_PROTOCOL, ANY, "URL は http:// か https:// で始めてください",
     "a URL begins with http:// or https://"},
    {CURLE_URL_MALFORMAT, ANY, "URL の形ではありません（https://ホスト:ポート）",
     "not a URL (https://host:port)"},
    {CURLE_COULDNT_RESOLVE_HOST, ANY,
     "URL のホスト名が見つかりません。--url と --control の綴りを確かめてください",
     "no such host; check --url and --control"},
    {CURLE_COULDNT_CONNECT, ANY,
     "chukand に接続できません。起動しているか、--url と --control のポートが合っているか確かめてください",
     "cannot connect to chukand; is it running? check the ports of --url and --control"},
    {CURLE_OPERATION_TIMEDOUT, ANY, "時間内に応答がありません（--timeout）", "no answer in time (--timeout)"},
    {CURLE_SSL_CONNECT_ERROR, ANY,
     "TLS の握手ができません。制御用と --plain のポートは http:// です。データ用のポートなら、理由は "
     "chukand のログの C10020 にあります",
     "no TLS handshake; the plain and control ports want http://, of the data port the log of chukand says "
     "why "
     "(C10020)"},
    {CURLE_SSL_CERTPROBLEM, ANY,
     "クライアント証明書を読めないか、鍵と組になっていません（--data か --cert と --key）",
     "cannot read the client certificate, or its key is another's (--data, or --cert and --key)"},
    {CURLE_SSL_CACERT_BADFILE, ANY, "認証局の証明書を読めません（--data か --cacert）",
     "cannot read the CA's certificate (--data or --cacert)"},
    {CURLE_SEND_ERROR, ANY, BROKEN_OFF},
    {CURLE_RECV_ERROR, ANY, BROKEN_OFF},
    {CURLE_GOT_NOTHING, ANY, BROKEN_OFF},
    {CURLE_PARTIAL_FILE, ANY, BROKEN_OFF},
    {CURLE_WEIRD_SERVER_REPLY, ANY, "HTTP ではない応答です", "a reply that is no HTTP"},
    {CURLE_BAD_CONTENT_ENCODING, ANY, "応答を展開できません", "the reply cannot be unpacked"},
    {CURLE_WRITE_ERROR, ANY, "応答を受け取れません（大きすぎるか、書き込むディスクに空きがありません）",
     "the reply cannot be taken (it is too large, or the disk is full)"},
    {CURLE_SEND_FAIL_REWIND, ANY, "送り直せません。もう一度実行してください",
     "cannot send it again; try once more"},
    {CURLE_OUT_OF_MEMORY, ANY, "メモリが足りません", "out of memory"},
    {CURLE_FAILED_INIT, ANY, "curl を使えません", "curl cannot be used"},
    {CURLE_SSL_CIPHER, ANY, "TLS の暗号スイートが合いません", "no TLS cipher suite in common"},
    {CURLE_SSL_ENGINE_INITFAILED, ANY, "TLS を使えません", "TLS cannot be used"},
};

/* OpenSSL's, of which curl says no more than that the certificate failed. */
enum { VERIFIED = 0, NOT_YET = 1, NOT_YET_VALID = 9, EXPIRED = 10 };

static const char *S_distrust(struct http *h, const struct http_request *r)
{
    long verified = VERIFIED;
    curl_easy_getinfo(h->curl, CURLINFO_SSL_VERIFYRESULT, &verified);
    if (verified == VERIFIED || verified == NOT_YET) /* the name comes first */
        return tr(
            "サーバー証明書に URL のホスト名がありません。証明書にある名前でつなぐか、その名前を chukand の "
            "--listen か --public-url に書きます",
            "the server certificate does not name the host of the URL; use a name that it has, or give "
            "chukand this one with --listen or --public-url");
    if (verified == NOT_YET_VALID || verified == EXPIRED)
        return tr("この機械の時計では、サーバー証明書が有効期間の外です",
                  "by the clock of this machine the server certificate is out of its days");
    if (!r->cacert)
        return tr(
            "https の相手を確かめる認証局がありません（--data か --cacert。制御用のポートは http:// です）",
            "no CA to verify an https peer by (--data or --cacert; the control port is http://)");
    return tr("サーバー証明書が、指定の認証局のものではありません（--data か --cacert を、つなぐ chukand の "
              "pki に合わせる）",
              "the server certificate is not of this CA (--data or --cacert: the pki of the chukand that you "
              "connect to)");
}

static const char *S_hint(struct http *h, const struct http_request *r, CURLcode code)
{
    enum url_kind kind = S_kind(r->url);
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return S_distrust(h, r);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (hints[i].code == code && (hints[i].url == ANY || hints[i].url == kind))
            return tr(hints[i].ja, hints[i].en);
    return tr("通信に失敗しました", "the transfer failed");
}

static struct curl_slist *S_headers(const struct http_request *r)
{
    char type[512];
    struct curl_slist *list = NULL;
    snprintf(type, sizeof type, "Content-Type: %s", r->content_type ? r->content_type : "");
    if (r->content_type)
        list = curl_slist_append(list, type);
    if (r->header)
        list = curl_slist_append(list, r->header);
    if (r->spoken && lang_english)
        list = curl_slist_append(list, "Accept-Language: en");
    return list;
}

int http_do(struct http *h, const struct http_request *r, const char **error)
{
    struct curl_slist *headers = S_headers(r);
    h->now = r;
    h->source_failed = false;
    S_options(h, r, headers);
    CURLcode code = curl_easy_perform(h->curl);
    long status = 0;
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    h->now = NULL;
    if (r->progress)
        progress_end(r->progress);
    if (code == CURLE_OK)
        return (int)status;
    if (h->source_failed)
        snprintf(h->error, sizeof h->error, "%s",
                 tr("送っている途中でファイルを読めなくなりました", "the file changed while it was sent"));
    else
        snprintf(h->error, sizeof h->error, tr("%s: %s（curl %d）", "%s: %s (curl %d)"), r->url,
                 S_hint(h, r, code), (int)code);
    *error = h->error;
    return 0;
}

int http_base(const char *base)
{
    size_t n = strlen(base);
    while (n && base[n - 1] == '/')
        n--;
    return (int)n;
}

bool http_quote(char *out, size_t cap, const char *text)
{
    char *quoted = curl_easy_escape(NULL, text, 0);
    bool fits = quoted && strlen(quoted) < cap;
    if (fits)
        memcpy(out, quoted, strlen(quoted) + 1);
    curl_free(quoted);
    return fits;
}

bool http_segment(char *out, size_t cap, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t n = 0;
    *out = 0;
    for (const char *p = text; *p; p++) {
        char one[8];
        snprintf(one, sizeof one,
                 strchr(plain, *p)  ? "%c"
                 : strchr("/%", *p) ? "%%25%02X"
                                    : "%%%02X",
                 (unsigned char)*p);
        if (n + strlen(one) >= cap)
            return false;
        n += (size_t)snprintf(out + n, cap - n, "%s", one);
    }
    return true;
}
