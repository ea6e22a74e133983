#include <libpq-fe.h>
// Character-literal macros are not imported into Swift; restate them as functions.
static inline int cpostgres_diag_sqlstate(void) { return PG_DIAG_SQLSTATE; }
