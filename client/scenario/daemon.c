/* A chukand of one's own; see daemon.h. */
#include "daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "guard.h"
#include "say.h"

enum { READY_MS = 30000, END_MS = 15000 };

/* Beside the data when those stay. */
static void S_log_path(const struct daemon *d, char *out, size_t cap)
{
    snprintf(out, cap, "%s/chukand.log", d->stays ? d->data : d->dir);
}

/* The end of the daemon's log, for a person who wonders. */
static void S_log_tail(const struct daemon *d, char *out, size_t cap)
{
    char path[800];
    S_log_path(d, path, sizeof path);
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    out[0] = 0;
    if (file_read(path, 64 << 20, &text, &ignored) == ST_OK && text.len) {
        size_t keep = text.len < 800 ? text.len : 800;
        snprintf(out, cap, "%s", text.data + text.len - keep);
    }
    buf_release(&text);
}

/* In the child: the daemon dies with us, its standard output is our pipe, its errors go to a file. */
static _Noreturn void S_exec(const struct daemon *d, int out, pid_t parent)
{
    char log[800], ready[700];
    S_log_path(d, log, sizeof log);
    snprintf(ready, sizeof ready, "%s/ready", d->dir);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    mkdir(d->data, 0700); /* it may be there */
    int err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (getppid() != parent || err < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
        _exit(127);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    const char *argv[20] = {d->program, "--data", d->data, "--ready-file", ready, NULL};
    int n = 5;
    if (!d->stays) {
        argv[n++] = "--listen";
        argv[n++] = "127.0.0.1:0";
        argv[n++] = "--control";
        argv[n++] = "127.0.0.1:0";
        argv[n++] = "--rsa"; /* nobody else calls it */
        argv[n++] = "no";
    }
    if (d->fixtures) {
        argv[n++] = "--fixtures";
        argv[n++] = d->fixtures;
    }
    if (d->schema) {
        argv[n++] = "--schema";
        argv[n++] = d->schema;
    }
    execv(d->program, (char *const *)argv);
    dprintf(STDERR_FILENO, "%s: %s\n", d->program, FILE_CAUSE(errno));
    _exit(127);
}

/* Waits for the one line that says it is ready: no sleeping, no polling of files. */
static bool S_ready(struct daemon *d)
{
    char line[512];
    size_t n = 0;
    struct pollfd p = {.fd = d->out, .events = POLLIN};
    while (n < sizeof line) {
        int got = poll(&p, 1, READY_MS);
        if (got < 0 && errno == EINTR)
            continue;
        ssize_t r = got > 0 ? read(d->out, line + n, sizeof line - n) : 0;
        if (r <= 0)
            return false;
        n += (size_t)r;
        if (memchr(line, '\n', n))
            return true;
    }
    return true;
}

/* data=127.0.0.1:41235 → https://127.0.0.1:41235; a bare port or a full address is taken as well. */
static bool S_address(const char *text, const char *key, const char *scheme, char *out, size_t cap)
{
    char want[32];
    snprintf(want, sizeof want, "%s=", key);
    for (const char *p = text; p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL) {
        if (strncmp(p, want, strlen(want)) != 0)
            continue;
        p += strlen(want);
        int n = (int)strcspn(p, " \r\n");
        const char *host = memchr(p, ':', (size_t)n) ? "" : "127.0.0.1:";
        snprintf(out, cap, "%s%s%.*s", memmem(p, (size_t)n, "://", 3) ? "" : scheme, host, n, p);
        return true;
    }
    return false;
}

static bool S_addresses(struct daemon *d)
{
    char path[700];
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    snprintf(path, sizeof path, "%s/ready", d->dir);
    bool ok = file_read(path, 4096, &text, &ignored) == ST_OK && text.data &&
              S_address(text.data, "data", "https://", d->url, sizeof d->url) &&
              S_address(text.data, "control", "http://", d->control, sizeof d->control);
    buf_release(&text);
    return ok;
}

static void S_close_out(struct daemon *d)
{
    if (d->out >= 0)
        close(d->out);
    d->out = -1;
}

/* Waits until it has ended; false when the time is over. */
static bool S_ended(struct daemon *d, int timeout_ms, int *status)
{
    int fd = (int)syscall(SYS_pidfd_open, d->pid, 0);
    struct pollfd p = {.fd = fd, .events = POLLIN};
    bool ended = fd < 0 || poll(&p, 1, timeout_ms) > 0;
    if (fd >= 0)
        close(fd);
    if (!ended)
        return false;
    while (waitpid(d->pid, status, 0) < 0 && errno == EINTR)
        ;
    d->pid = 0;
    guard_daemon(0);
    return true;
}

static bool S_launch(struct daemon *d, char *error, size_t cap)
{
    int pipes[2], status = 0;
    char log[900];
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        snprintf(error, cap, "%s", FILE_CAUSE(errno));
        return false;
    }
    pid_t parent = getpid();
    fflush(stdout);
    d->pid = fork();
    if (d->pid == 0)
        S_exec(d, pipes[1], parent);
    guard_daemon(d->pid > 0 ? d->pid : 0);
    close(pipes[1]);
    d->out = pipes[0];
    if (d->pid > 0 && S_ready(d) && S_addresses(d))
        return true;
    if (d->pid > 0) {
        kill(d->pid, SIGKILL);
        S_ended(d, END_MS, &status);
    }
    d->pid = 0;
    S_close_out(d);
    S_log_tail(d, log, sizeof log);
    snprintf(error, cap,
             tr("%s を起動できません。記録の終わり:\n%s", "cannot start %s. The end of its log:\n%s"),
             d->program, log);
    return false;
}

bool daemon_start(struct daemon *d, char *error, size_t cap)
{
    d->out = -1;
    d->pid = 0;
    if (!workdir_make(d->dir, sizeof d->dir)) {
        snprintf(error, cap, tr("作業フォルダーを作れません: %s", "cannot make a folder: %s"),
                 FILE_CAUSE(errno));
        return false;
    }
    snprintf(d->data, sizeof d->data, d->stays ? "%s" : "%s/data", d->stays ? d->stays : d->dir);
    return S_launch(d, error, cap);
}

bool daemon_restart(struct daemon *d, char *error, size_t cap)
{
    char ready[700];
    int status = 0;
    if (d->pid > 0) {
        kill(d->pid, SIGKILL);
        S_ended(d, END_MS, &status);
    }
    S_close_out(d);
    snprintf(ready, sizeof ready, "%s/ready", d->dir);
    unlink(ready);
    return S_launch(d, error, cap);
}

bool daemon_stop(struct daemon *d, char *error, size_t cap)
{
    int status = 0;
    if (d->pid <= 0)
        return true;
    kill(d->pid, SIGTERM);
    bool ok = S_ended(d, END_MS, &status);
    if (!ok) {
        snprintf(error, cap,
                 tr("chukand が SIGTERM で終わらないため強制終了しました",
                    "chukand did not end on SIGTERM; killed"));
        kill(d->pid, SIGKILL);
        S_ended(d, END_MS, &status);
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        char log[900];
        S_log_tail(d, log, sizeof log);
        snprintf(error, cap,
                 tr("chukand が異常終了しました（%s %d）。記録の終わり:\n%s",
                    "chukand ended badly (%s %d). Its log:\n%s"),
                 WIFSIGNALED(status) ? "signal" : "exit",
                 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), log);
        ok = false;
    }
    S_close_out(d);
    return ok;
}

int daemon_end(struct daemon *d, int status)
{
    char error[1600];
    if (!daemon_stop(d, error, sizeof error))
        status = say_failed("%s", error);
    if (d->dir[0]) {
        guard_forget(d->dir);
        workdir_remove(d->dir);
    }
    return status;
}
