# shellcheck shell=bash
# The reviewers' web pages for tests and the demonstration. Source this file; it needs bash and lib/common.sh.
#
#   console_start DIR PROGRAM [PORT [OPTION…]]
#                                     starts PROGRAM on PORT of this machine, or on a free one where that is taken or 0;
#                                     exports MANUMIT_CONSOLE, its address. DIR/console.log is its log.
#   console_stop DIR                  stops that console, and no other, by its own process id; fails if it does not end in
#                                     order. Harmless if it is not running.

# Whether the process of DIR/console.pid is still a console: its number may have been given to another program.
_console_is_running() {
  local pid
  [[ -r $1/console.pid ]] || return 1
  pid=$(<"$1/console.pid")
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null &&
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF 'manumit-console --listen'
}

console_start() {
  local directory=$1 program=$2 port=${3:-0} tries listening=
  shift "$(($# < 3 ? $# : 3))"
  # It outlives its caller, and must hold none of the caller's locks, pipes or sockets open.
  (
    for descriptor in /proc/"$BASHPID"/fd/*; do
      descriptor=${descriptor##*/}
      [[ $descriptor -gt 2 ]] && eval "exec $descriptor>&-"
    done
    exec setsid "$program" --listen "127.0.0.1:$port" "$@" </dev/null >"$directory/console.log" 2>&1
  ) &
  printf '%s\n' "$!" >"$directory/console.pid"
  for ((tries = 0; tries < 300; tries++)); do
    listening=$(sed -n 's/.*port=\([0-9]*\).*listening.*/\1/p' "$directory/console.log")
    [[ -n $listening ]] && break
    kill -0 "$(<"$directory/console.pid")" 2>/dev/null || break
    sleep 0.1
  done
  if [[ -z $listening && $port != 0 ]]; then
    console_start "$directory" "$program" 0 "$@"
    return
  fi
  [[ -n $listening ]] || fail "the console did not start; see $directory/console.log"
  export MANUMIT_CONSOLE=http://127.0.0.1:$listening
}

console_stop() {
  local pid tries
  _console_is_running "$1" || return 0
  pid=$(<"$1/console.pid")
  kill -TERM "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$pid" 2>/dev/null || { rm -f "$1/console.pid"; return 0; }
    sleep 0.1
  done
  echo "The console (process $pid) has not stopped after 10 s." >&2
  return 1
}
