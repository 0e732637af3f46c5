/* Finding folders; see places.h. */
#include "places.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "say.h"

void places_home(char *out, size_t cap)
{
    ssize_t n = readlink("/proc/self/exe", out, cap - 1);
    out[n > 0 ? n : 0] = 0;
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = 0;
}

const char *places_find(char out[PATH_MAX], const char *name)
{
    char home[PATH_MAX - 64];
    places_home(home, sizeof home);
    const char *const before[] = {".", home, home}, *const between[] = {"", "/../..", "/../share/chukan"};
    for (int i = 0; i < 3; i++) {
        int n = snprintf(out, PATH_MAX, "%s%s/%s", before[i], between[i], name);
        if (n > 0 && n < PATH_MAX && access(out, R_OK) == 0)
            return out;
    }
    return NULL;
}

static int S_is_world(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

int places_world(const char *fixtures, const char *name, const char *option)
{
    char path[PATH_MAX];
    struct buf names = BUF_INIT;
    struct dirent **all = NULL;
    if (!fixtures)
        return EXIT_FINE;
    if (*name && !strchr(name, '/') &&
        snprintf(path, sizeof path, "%s/worlds/%s/world.xml", fixtures, name) < (int)sizeof path &&
        access(path, R_OK) == 0)
        return EXIT_FINE;
    snprintf(path, sizeof path, "%.4000s/worlds", fixtures);
    int n = scandir(path, &all, S_is_world, alphasort);
    for (int i = 0; i < n; i++) {
        buf_addf(&names, "%s%s", i ? tr("、", ", ") : "", all[i]->d_name);
        free(all[i]);
    }
    free(all);
    int status = say_usage(tr("%s: ワールド「%s」の初期データがありません。あるのは %s（%s）",
                              "%s: no fixture of a world \"%s\"; there are %s (%s)"),
                           option, name, names.data ? names.data : tr("なし", "none"), path);
    buf_release(&names);
    return status;
}
