/* The command line and the config file of chukand; an input is a line an argument, and behind a line "==" the
 * config file. */
#include "http/options.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "drive/fuzz.h"

enum { ARGUMENTS = 24, TEXT = 400 };

static struct options o;

/* Twice the same is told the same. */
static enum status S_read(int argc, char **argv, struct diag *d)
{
    char *copy[ARGUMENTS + 1]; /* getopt sorts them */
    memcpy(copy, argv, sizeof copy);
    enum status st = options_read(argc, copy, &o, d);
    fuzz_told(st, d);
    return st;
}

static void S_number(const char *what, long have, long least, long most)
{
    if (have < least || have > most)
        fuzz_fail("%s: %ld", what, have);
}

/* What was taken is within its bounds. */
static void S_taken(void)
{
    S_number("connections", o.patience.connections, 1, 20000);
    S_number("slow-share", o.patience.share, 1, 100);
    S_number("wait-head", o.patience.head, 1, 86400);
    S_number("min-rate", o.patience.rate, 1, 1 << 20);
    S_number("audit-former", o.audit_former, 1, 1000);
    S_number("log-size", (long)(o.log_most >> 20), 0, 1 << 20);
    if (!o.data || !o.listen || !o.control || !o.fixtures || !o.schema || !o.wsdl || (o.seed_text && !o.seed))
        fuzz_fail("an option has nothing");
    for (int i = 0; i < o.aliases.n; i++)
        if (o.aliases.items[i].path[0] != '/' || !o.aliases.items[i].target.n)
            fuzz_fail("--alias of nothing");
}

static void S_run(const char *p, size_t n)
{
    static char text[TEXT + 2], config[128];
    char *argv[ARGUMENTS + 1] = {"chukand"};
    int argc = 1;
    struct diag d = DIAG_INIT, again = DIAG_INIT;
    memcpy(text, p, n);
    text[n] = 0;
    char *file = strstr(text, "==\n");
    if (file) {
        *file = 0;
        fuzz_file(file + 3, n - (size_t)(file + 3 - text));
        snprintf(config, sizeof config, "--config=%s", fuzz_path());
        fuzz_short = 1 + n % 16;
        argv[argc++] = config;
    }
    for (char *save, *a = strtok_r(text, "\n", &save); a && argc < ARGUMENTS; a = strtok_r(NULL, "\n", &save))
        if (strncmp(a, "--conf", 6) != 0 &&
            strncmp(a, "--control-", 10) != 0) /* no files of whoever runs this */
            argv[argc++] = a;
    enum status st = S_read(argc, argv, &d);
    bool told = st == ST_OK && options_told(&o);
    if (told) {
        struct buf out = BUF_INIT;
        options_tell(&o, &out);
        if (str_utf8_len((struct str){out.data, out.len}) < 1)
            fuzz_fail("nothing is told");
        buf_release(&out);
    } else if (st == ST_OK) {
        S_taken();
    }
    options_release(&o);
    fuzz_same(st, &d, S_read(argc, argv, &again), &again);
    options_release(&o);
    lang_english = false;
}

static void S_open(void)
{
}

static void S_seeds(void)
{
    static const char *const some[] = {
        "--data\na\n--listen\n127.0.0.1:0\n--control=[::1]:1\n--plain\n127.0.0.1:65535\n--seed\n42\n--trace="
        "http,sql\n--check-invariants",
        "--alias\n/a%20b/=/lot2/soap/kanyusha\n--alias=/x=/lot3/soap/file\n--public-url\nhttps://a/"
        "\n--lang\nen\n--rsa\nno\n",
        "--help",
        "-h",
        "-V",
        "--man",
        "--completion\nbash",
        "--completion=zsh",
        "-x",
        "--",
        "a",
        "-hV",
        "==\n# a\ndata = b\r\n\xEF\xBB\xBF\nlisten=127.0.0.1:1\ncheck-invariants = yes\nlog-size = "
        "0\naudit-former = 5\n",
        "--data\na\n==\n\xEF\xBB\xBF\ndata = b\nmin-rate = 1024\nwait-head=1\nconnections = "
        "20000\nslow-share=100\n",
        "==\nalias = /a=/lot2/soap/kanyusha\nseed=18446744073709551615\nturns = 1\n",
        "==\n",
        "==\n=",
        "==\na",
        "==\ndata ="};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        fuzz_seed(some[i], strlen(some[i]));
    for (int i = 0; options_row(i); i++) {
        char text[128];
        int n = snprintf(text, sizeof text, "--%s\n1\n", options_row(i)->name);
        fuzz_seed(text, (size_t)n);
    }
}

static const char *const words[] = {"--",
                                    "=",
                                    "\n",
                                    "==\n",
                                    "alias",
                                    "listen",
                                    "127.0.0.1",
                                    ":0",
                                    "[::1]",
                                    "localhost",
                                    "data",
                                    "seed",
                                    "lang",
                                    "en",
                                    "trace",
                                    "http,soap,sql",
                                    "/lot2/soap/kanyusha",
                                    "%2F",
                                    "%00",
                                    "123456789018",
                                    "18446744073709551616",
                                    "yes",
                                    "no",
                                    "off",
                                    "\xEF\xBB\xBF",
                                    "#",
                                    NULL};

const struct fuzz fuzz = {S_open, S_seeds, S_run, TEXT, 8000, words};
