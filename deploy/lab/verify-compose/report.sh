# shellcheck shell=bash
# The output of verify-compose: a line per check, with its time, and the error below it.

section() { printf '\n%s\n\n' "$1"; }

tell() { printf '        %s\n' "$1"; }

# check TEXT COMMAND...: runs the command in a subshell that exits at the first error.
check() {
  local text=$1 start=$SECONDS status
  shift
  set +e
  (
    set -e
    "$@"
  ) >"$work/output" 2>&1
  status=$?
  set -e
  if [ "$status" = 0 ]; then
    printf 'ok      %s (%d s)\n' "$text" "$((SECONDS - start))"
  else
    printf 'FAILED  %s (%d s)\n' "$text" "$((SECONDS - start))"
    tail -n 25 "$work/output" | sed 's/^/        | /'
    failures=$((failures + 1))
  fi
}

summary() {
  section "$([ "$failures" = 0 ] && echo "All checks passed." || echo "$failures checks FAILED.")"
  [ "$failures" = 0 ]
}
