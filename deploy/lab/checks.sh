# shellcheck shell=bash
# What the checks of verify-compose and verify-k8s are written with.

# fail TEXT: ends a check.
fail() {
  echo "$*"
  exit 1
}

# skip_all TEXT: ends everything, where nothing can be checked.
skip_all() {
  echo "${0##*/}: $*; nothing was checked"
  exit 77
}

# within SECONDS COMMAND...: repeats it until it succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "not within the time: $*"
    sleep 0.2
  done
}
