/* The control port's token; see secret.h. */
#include "secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "say.h"

enum { MOST = 4096 };

static char token[MOST + 1];

/* Without what is blank around it. false: it is empty, or has signs that no header may have. */
static bool S_take(const char *text, size_t n)
{
    static const char blank[] = " \t\r\n";
    while (n && strchr(blank, text[n - 1]))
        n--;
    while (n && strchr(blank, *text)) {
        text++;
        n--;
    }
    if (!n || n > MOST)
        return false;
    for (size_t i = 0; i < n; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    memcpy(token, text, n);
    token[n] = 0;
    return true;
}

bool secret_file(const char *path)
{
    struct buf text = BUF_INIT;
    struct diag d = DIAG_INIT;
    bool ok = file_read(path, MOST, &text, &d) == ST_OK && S_take(text.data ? text.data : "", text.len);
    if (!ok)
        say_usage(tr("--control-token のファイルに、トークンがありません: %s",
                     "the file of --control-token has no token: %s"),
                  path);
    if (ok && file_open_to_all(path))
        fprintf(stderr,
                tr("警告: --control-token のファイルは、この機械のだれにでも開いています（chmod 600 %s）\n",
                   "warning: the file of --control-token is open to everybody (chmod 600 %s)\n"),
                path);
    buf_release(&text);
    return ok;
}

bool secret_token(const char **ret)
{
    const char *text = getenv("CHUKAN_CONTROL_TOKEN");
    bool ok = *token || !text || !*text || S_take(text, strlen(text));
    *ret = *token ? token : NULL;
    return ok;
}
