# Shared by the scripts beside this folder. Sourced, never run.
# shellcheck shell=bash
# shellcheck disable=SC2034  # its names are used where it is sourced

# The repository's top folder, whichever folder the caller stands in.
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The oldest Swift the package builds with; Package.swift states the same as its tools version.
readonly minimum_swift=6.2

# Our Python is read in place; it leaves no compiled files in the checkout.
export PYTHONDONTWRITEBYTECODE=1

# say LINE…: words for the person at the terminal, each argument a line.
say() { printf '%s\n' "$@"; }

# fail TEXT…: one line on standard error, and the end of the script.
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# usage: prints the comment block at the head of the calling script, which is its documentation.
usage() { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0"; }

# quietly LOG COMMAND…: runs a command with its output kept in LOG, shown only if the command fails.
quietly() {
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then
    tail -n 60 "$log" >&2
    fail "failed with status $status: $* (whole output: $log)"
  fi
}

# elapsed SINCE: how long ago $SECONDS was SINCE, as 1m05s.
elapsed() {
  local seconds=$((SECONDS - $1))
  printf '%dm%02ds' $((seconds / 60)) $((seconds % 60))
}

# version_at_least HAVE WANT: whether dotted version HAVE is WANT or newer.
version_at_least() {
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}
