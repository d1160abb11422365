# shellcheck shell=bash
# Functions that the checks of verify-compose and verify-k8s use.

# fail TEXT: fails the running check.
fail() {
  echo "$*"
  exit 1
}

# skip_all TEXT: exits if nothing can be checked.
skip_all() {
  echo "${0##*/}: $*; nothing was checked"
  exit 77
}

# within SECONDS COMMAND...: repeats the command until it succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "timed out: $*"
    sleep 0.2
  done
}
