/* Inside control/ only: what is asked of an audit record, whether a world's or (w NULL) that of what came to
 * no world. Each in the file of the world's action. */
#ifndef CONTROL_AUDIT_H
#define CONTROL_AUDIT_H
#include "control/action.h"

enum status audit_list_run(struct asked *a);
enum status audit_verify_run(struct asked *a);
enum status audit_export_run(struct asked *a);
#endif
