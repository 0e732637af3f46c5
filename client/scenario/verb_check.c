/* check: 機関内テスト (2.7.4), told to the world's report: `chukan check` itself, as a tester would call it.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "run.h"

extern char **environ;

enum { SAID = 4000 };

/* 1: it found errors; 0: it found none; -1: it could not be run. Its words go to the file `said`. */
static int S_spawn(char *const argv[], const char *said)
{
    posix_spawn_file_actions_t files;
    pid_t pid;
    int status = -1;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, said, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    if (posix_spawn(&pid, "/proc/self/exe", &files, NULL, argv, environ) == 0)
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
    posix_spawn_file_actions_destroy(&files);
    return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? WEXITSTATUS(status) : -1;
}

static bool S_do_check(struct run *r, const struct statement *s, const char **argv)
{
    const char *path = run_path(r, s, argv[2]);
    char url[CONTROL_PATH + 400], path_of[CONTROL_PATH], hokensha[9], said[700];
    if (!path)
        return false;
    if (!r->t.system || strlen(r->system) < 10)
        return run_why(r, "先に as システム識別子 か tanmatsu 統合専用端末 を書いてください");
    control_path(path_of, r->world, "/report");
    snprintf(url, sizeof url, "%.400s%s", r->control, path_of);
    snprintf(hokensha, sizeof hokensha, "%.8s", r->system + 2); /* KS06139992A, TT06139992A */
    snprintf(said, sizeof said, "%.600s/check.txt", r->work);
    const char *const words[] = {"chukan",   "check", path,         "--kind", argv[1],
                                 "--report", url,     "--hokensha", hokensha, NULL};
    int errors = S_spawn((char *const *)(uintptr_t)words, said);
    bool want = strcmp(argv[0], "ijo") == 0;
    if (errors == want)
        return true;
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    file_read(said, 1 << 20, &text, &ignored);
    run_why(r, "検査の結果: 期待: %s、実際: %s\n%.*s", want ? "異常" : "正常",
            errors < 0 ? "検査できません"
            : errors   ? "異常"
                       : "正常",
            SAID, text.data ? text.data : "");
    buf_release(&text);
    return false;
}

static const char *S_judge_check(const struct statement *s)
{
    return strcmp(s->argv[0], "seijo") != 0 && strcmp(s->argv[0], "ijo") != 0
               ? "一つめは seijo（正常）か ijo（異常）です"
               : NULL;
}

const struct verb verb_check = {
    .name = "check",
    .kind = VERB_ACT,
    .min = 3,
    .max = 3,
    .usage = "seijo|ijo 種別 ファイル",
    .judge = S_judge_check,
    .run = S_do_check,
};
