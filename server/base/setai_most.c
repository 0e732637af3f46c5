/* Up to how many 資格 of an insurer there are households; see setai.h. */
#include "base/setai.h"

enum { MEMBERS = 3000000 };

size_t setai_most(void)
{
    return MEMBERS;
}
