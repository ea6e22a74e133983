# shellcheck shell=bash
# A private PostgreSQL server for tests and the demonstration. Source this file; it needs bash.
#
#   postgres_find_binaries          prints the directory of initdb and postgres; fails with advice if none
#   postgres_start DIR [--durable]  makes a cluster in DIR (once), starts it, exports PGHOST, PGUSER and
#                                   PGDATABASE=postgres. It listens on a Unix socket only, never on a
#                                   network port. Without --durable, fsync is off: for data that may be lost.
#                                   DIR/data is the cluster, DIR/log the server's log.
#   postgres_start_tls DIR HOST PORT  the same, and on PORT of 127.0.0.1 by TLS as well, under a certificate made
#                                   out to HOST: server.crt in DIR/tls, signed by ca.crt. Needs openssl.
#                                   DIR/tls/other.crt is an authority that signed nothing.
#   postgres_ask_passwords DIR ROLE…  from here on that server asks these roles for a password (SCRAM), over its socket too
#   postgres_stop DIR               stops that server, and no other, by its own process id. Harmless if
#                                   it is not running.
#   postgres_is_running DIR         status 0 if that server is running
#
# PostgreSQL refuses to run as root. When root calls, the server runs as the user `postgres` (or the one
# named by MANUMIT_POSTGRES_USER) and the caller is let in over the socket as database user `postgres`.
# Only the owner of the server and root can reach the socket: its directory is closed to everyone else.

postgres_find_binaries() {
  local candidate
  if command -v pg_config >/dev/null; then
    candidate=$(pg_config --bindir)
    if [[ -x $candidate/initdb && -x $candidate/postgres ]]; then
      echo "$candidate"
      return
    fi
  fi
  # Debian keeps the server's programs out of the PATH; take the newest version.
  for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV); do
    if [[ -x $candidate/initdb && -x $candidate/postgres ]]; then
      echo "$candidate"
      return
    fi
  done
  echo "No PostgreSQL server programs found. On Debian or Ubuntu: apt-get install postgresql" >&2
  return 1
}

# Runs a command as the user the server runs as.
_postgres_as_owner() {
  if [[ $(id -u) -eq 0 ]]; then
    local owner=${MANUMIT_POSTGRES_USER:-postgres}
    if ! id -u "$owner" >/dev/null 2>&1; then
      useradd --system --no-create-home --shell /usr/sbin/nologin "$owner" || return
    fi
    setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups -- env -u PGHOST -u PGDATA "$@"
  else
    env -u PGHOST -u PGDATA "$@"
  fi
}

_postgres_absolute() {
  mkdir -p "$1" && (cd "$1" && pwd -P)
}

# Where the socket lives: its path may have at most 107 bytes, so a deep DIR gets a short name in /tmp.
_postgres_socket_directory() {
  local directory=$1/socket
  if [[ ${#directory} -gt 85 ]]; then
    directory=${TMPDIR:-/tmp}/manumit-pg-$(printf '%s' "$1" | cksum | cut -d ' ' -f 1)
  fi
  echo "$directory"
}

postgres_is_running() {
  local pid
  [[ -r $1/data/postmaster.pid ]] || return 1
  pid=$(head -n 1 "$1/data/postmaster.pid")
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  # A process id may have been given to another program since a crash.
  kill -0 "$pid" 2>/dev/null && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$1/data"
}

postgres_start() {
  local directory binaries socket durable=off
  directory=$(_postgres_absolute "$1") || return
  binaries=$(postgres_find_binaries) || return
  socket=$(_postgres_socket_directory "$directory")
  local network="-c listen_addresses=''"
  [[ ${2:-} == --durable ]] && durable=on
  [[ ${2:-} == --port ]] && network="-c listen_addresses=127.0.0.1 -c port=$3"
  mkdir -p "$socket" || return
  chmod 700 "$socket"
  if [[ $(id -u) -eq 0 ]]; then
    local owner=${MANUMIT_POSTGRES_USER:-postgres}
    _postgres_as_owner true || return
    chown "$owner" "$directory" "$socket" || return
    if ! _postgres_as_owner test -w "$directory"; then
      echo "User $owner cannot reach $directory: choose a directory whose parents it may enter." >&2
      return 1
    fi
  fi
  if [[ ! -s $directory/data/PG_VERSION ]]; then
    # --no-sync: a fresh cluster is cheap to make again.
    _postgres_as_owner "$binaries/initdb" --pgdata="$directory/data" --username=postgres --auth=trust \
      --encoding=UTF8 --locale=C --no-sync >"$directory/initdb.log" 2>&1 || {
      echo "initdb failed; see $directory/initdb.log" >&2
      return 1
    }
  fi
  if ! postgres_is_running "$directory"; then
    # The server outlives its caller: it must hold none of the caller's locks, pipes or sockets open.
    (
      for descriptor in /proc/"$BASHPID"/fd/*; do
        descriptor=${descriptor##*/}
        [[ $descriptor -gt 2 ]] && eval "exec $descriptor>&-"
      done
      _postgres_as_owner "$binaries/pg_ctl" --pgdata="$directory/data" --log="$directory/log" --wait --silent \
        --options="-k '$socket' $network -c fsync=$durable -c full_page_writes=$durable -c synchronous_commit=$durable" \
        start </dev/null >"$directory/start.log" 2>&1
    ) || {
      echo "PostgreSQL did not start; see $directory/log" >&2
      return 1
    }
  fi
  export PGHOST=$socket PGUSER=postgres PGDATABASE=postgres
  unset PGPORT PGSERVICE PGHOSTADDR
}

# _postgres_certificate NAME SUBJECT [OPTION…]: a key and a request or certificate in the folder we stand in.
_postgres_certificate() {
  local name=$1 subject=$2
  shift 2
  _postgres_as_owner openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$subject" \
    -keyout "$name.key" "$@" 2>openssl.log
}

# The certificates are there for a day: they prove nothing to anybody but a test.
_postgres_make_certificates() {
  local host=$1
  _postgres_certificate ca 'Private authority' -x509 -days 1 -out ca.crt &&
    _postgres_certificate other 'Another authority' -x509 -days 1 -out other.crt &&
    _postgres_certificate server "$host" -addext "subjectAltName=DNS:$host" -out server.csr &&
    _postgres_as_owner openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 1 \
      -copy_extensions copy -out server.crt 2>openssl.log &&
    _postgres_as_owner chmod 600 server.key && _postgres_as_owner chmod 644 ca.crt other.crt
}

postgres_start_tls() {
  local directory
  directory=$(_postgres_absolute "$1") || return
  postgres_start "$directory" --port "$3" || return
  export PGPORT=$3
  _postgres_as_owner mkdir -p "$directory/tls" || return
  (cd "$directory/tls" && _postgres_make_certificates "$2") || {
    echo "openssl made no certificates in $directory/tls" >&2
    return 1
  }
  psql -Xq -c "ALTER SYSTEM SET ssl_cert_file = '$directory/tls/server.crt'" \
    -c "ALTER SYSTEM SET ssl_key_file = '$directory/tls/server.key'" -c 'ALTER SYSTEM SET ssl = on' \
    -c 'SELECT pg_reload_conf()' >"$directory/tls.log" || return
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    [[ $(psql -XAtc 'SHOW ssl') == on ]] && return
    sleep 0.1
  done
  echo "The server does not take the certificate; see $directory/log" >&2
  return 1
}

postgres_ask_passwords() {
  local directory file role tries
  directory=$(_postgres_absolute "$1") || return
  file=$directory/data/pg_hba.conf
  shift
  role=${!#}
  # The first line that fits decides.
  grep -qxF "local all \"$role\" scram-sha-256" "$file" && return
  { printf 'local all "%s" scram-sha-256\n' "$@" && cat "$file"; } >"$directory/pg_hba.new" || return
  # Into the file itself: it belongs to the server's owner.
  cat "$directory/pg_hba.new" >"$file" && rm "$directory/pg_hba.new" || return
  psql -Xqc 'SELECT pg_reload_conf()' >"$directory/reload.log" || return
  for ((tries = 0; tries < 100; tries++)); do
    PGPASSFILE=/dev/null PGUSER=$role psql -Xwqc 'SELECT 1' >/dev/null 2>&1 || return 0
    sleep 0.1
  done
  echo "The server does not ask $role for a password; see $directory/log" >&2
  return 1
}

postgres_stop() {
  local pid tries
  postgres_is_running "$1" || { (cd "$1" 2>/dev/null && postgres_is_running "$(pwd -P)") || return 0; }
  pid=$(head -n 1 "$1/data/postmaster.pid")
  # SIGINT is PostgreSQL's "fast" shutdown: clients are cut off, the data are left in order.
  kill -INT "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 300; tries++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  echo "PostgreSQL (process $pid) has not stopped after 30 s." >&2
  return 1
}
