# shellcheck shell=bash
# Programs in the background, each with its process id in run/ and its words in log/.

# Starts a program: $1 = name, the rest = command line.
start_daemon() {
  local name=$1
  shift
  setsid "$@" >"$cluster/log/$name.log" 2>&1 </dev/null &
  echo $! >"$cluster/run/$name.pid"
}

# Stops the program of that name, if it runs, and waits until it has ended.
stop_daemon() {
  local pid_file=$cluster/run/$1.pid pid
  [ -e "$pid_file" ] || return 0
  pid=$(<"$pid_file")
  if is_running "$1" "$pid"; then
    kill "$pid"
    until_true 5 not is_running "$1" "$pid" || kill -KILL "$pid"
  fi
  rm -f "$pid_file"
}

# Process ids are used again: the id counts only together with the program's name.
is_running() {
  [ "$(cat "/proc/$2/comm" 2>/dev/null)" = "${1:0:15}" ] &&
    ! grep -q '^State:.Z' "/proc/$2/status" 2>/dev/null
}

not() { ! "$@"; }

# Tries a command until it succeeds: $1 = for how many seconds.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

# Waits for a program to be ready; else shows its last words: $1 = its name, the rest = the test.
wait_for() {
  local name=$1
  shift
  until_true 60 "$@" || {
    say "$name is not ready:"
    tail -n 20 "$cluster/log/$name.log" >&2
    exit 1
  }
}
