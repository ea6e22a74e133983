#include <libpq-fe.h>
// Character-literal macros are not imported into Swift; restate them as functions.
static inline int cpostgres_diag_sqlstate(void) { return PG_DIAG_SQLSTATE; }
static inline int cpostgres_diag_message_primary(void) { return PG_DIAG_MESSAGE_PRIMARY; }
static inline int cpostgres_diag_table_name(void) { return PG_DIAG_TABLE_NAME; }
static inline int cpostgres_diag_constraint_name(void) { return PG_DIAG_CONSTRAINT_NAME; }

// Notices go nowhere: by default libpq prints them to standard error, into the midst of a progress line.
static inline void cpostgres_discard_notice(void *context, const PGresult *notice) {
  (void)context;
  (void)notice;
}
static inline void cpostgres_silence_notices(PGconn *connection) {
  PQsetNoticeReceiver(connection, cpostgres_discard_notice, 0);
}
