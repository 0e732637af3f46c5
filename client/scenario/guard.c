/* Interruption; see guard.h. */
#include "guard.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon.h"
#include "say.h"

enum { FOLDERS = 16 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pid_t daemon_pid;           /* under lock */
static char folders[FOLDERS][600]; /* under lock; "" free */

static void *S_wait(void *signals)
{
    int signal = 0;
    if (sigwait(signals, &signal) != 0)
        return NULL;
    pthread_mutex_lock(&lock);
    dprintf(STDERR_FILENO, "chukan: %s\n", tr("中断しました", "interrupted"));
    /* Its folder is about to go: it has nothing left to put in order. */
    if (daemon_pid > 0)
        kill(daemon_pid, SIGKILL);
    for (int i = 0; i < FOLDERS; i++)
        if (folders[i][0])
            workdir_remove(folders[i]);
    _exit(128 + signal);
}

void guard_start(void)
{
    static sigset_t signals;
    pthread_t thread;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    if (pthread_create(&thread, NULL, S_wait, &signals) == 0)
        pthread_detach(thread);
    else
        pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void guard_daemon(pid_t pid)
{
    pthread_mutex_lock(&lock);
    daemon_pid = pid;
    pthread_mutex_unlock(&lock);
}

void guard_folder(const char *path)
{
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < FOLDERS && folders[i][0])
        i++;
    if (i < FOLDERS)
        snprintf(folders[i], sizeof folders[i], "%s", path);
    pthread_mutex_unlock(&lock);
}

void guard_forget(const char *path)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FOLDERS; i++)
        if (strcmp(folders[i], path) == 0)
            folders[i][0] = 0;
    pthread_mutex_unlock(&lock);
}
