/* Up to how many 資格 of an insurer the households are kept in memory; see unyo_setai.h. */
#include "store/unyo_setai.h"

enum { MEMBERS = 3000000 };

size_t setai_most(void)
{
    return MEMBERS;
}
