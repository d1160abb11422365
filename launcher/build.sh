# shellcheck shell=sh
# Builds the program. What runs is a copy of what Maven wrote: an app folder holds the jars of one
# build and is named by their hash, so a running program never sees its jars change.
#
#   target/llm-chat/current        name of the newest app folder; its mtime is when the build began
#   target/llm-chat/app-HASH/      llm-chat.jar, lib/, jvm.options, start-up caches, run/PID
#   target/llm-chat/bench/         bench.jar, lib/, built: the benchmark, which runs app folders
#   target/llm-chat/build.log      output of the last Maven run

modules='llm server inference_service web gateway_service standalone'
log=$state/build.log
lock=$state/lock

use_current_app() {
  app=
  if [ -r "$state/current" ]; then
    read -r name <"$state/current" && app=$state/$name
  fi
  [ -n "$app" ] && [ -r "$app/llm-chat.jar" ]
}

# is_built [COMMAND]: whether there is an app folder that is newer than all of its sources.
# dev compiles the sources itself and needs only the libraries; bench is built only on demand.
is_built() {
  use_current_app || return 1
  parts=$modules
  stamp=$state/current
  if [ "${1-}" = bench ]; then
    parts="$modules testkit bench"
    stamp=$state/bench/built
    [ -r "$stamp" ] || return 1
  fi
  set -- "${1-}" "$home/pom.xml" "$home/standalone/jvm.options"
  for module in $parts; do
    set -- "$@" "$home/$module/pom.xml"
    [ "$1" = dev ] || set -- "$@" "$home/$module/src/main"
  done
  shift
  newer_part=$(find "$@" -newer "$stamp" -print 2>/dev/null | head -n 1)
  [ -z "$newer_part" ]
}

# Sets maven to an mvn that is new enough, else to the wrapper, which downloads one.
find_maven() {
  maven=$(command -v mvn || :)
  if [ -n "$maven" ]; then
    version=$("$maven" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
    case $version in
      [4-9].* | 3.9* | 3.[1-9][0-9]* | 3.8.[1-9]*) return 0 ;;
    esac
  fi
  maven=$home/mvnw
  [ -x "$maven" ] || die "no Maven 3.8.1 or newer found: install it, or restore $maven"
  { command -v curl || command -v wget; } >/dev/null ||
    die "no Maven 3.8.1 or newer found, and no curl or wget to download it: install Maven"
  command -v unzip >/dev/null ||
    die "no Maven 3.8.1 or newer found, and no unzip to unpack a download: install either"
}

# --- one build at a time -------------------------------------------------------------------------

# The lock is a symbolic link to the holder's process id: created and filled in one step.
take_lock() {
  waiting=
  until ln -s "$$" "$lock" 2>/dev/null; do
    [ -w "$state" ] || die "cannot write to $state: make it writable"
    holder=$(readlink "$lock" || :)
    if [ -n "$holder" ] && ! is_launcher "$holder"; then
      break_lock
    else
      [ -n "$waiting" ] || say "waiting for the build by process $holder"
      waiting=yes
      pause
    fi
  done
  trap release_lock EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# Breaks only the lock that was seen to be stale; one taken in the meantime is put back.
break_lock() {
  mv "$lock" "$lock.$$" 2>/dev/null || return 0
  [ "$(readlink "$lock.$$")" = "$holder" ] || ln -s "$(readlink "$lock.$$")" "$lock" || :
  rm -f "$lock.$$"
}

release_lock() {
  [ -z "${maven_pid-}" ] || kill "$maven_pid" 2>/dev/null || :
  rm -f "$lock" "$state/current.$$"
  trap - EXIT INT TERM HUP
}

# is_launcher PID: whether that process is running and, if ps can tell, is a launcher.
is_launcher() {
  kill -0 "$1" 2>/dev/null || return 1
  command -v ps >/dev/null || return 0
  arguments=$(ps -p "$1" -o args= 2>/dev/null) || return 0
  case $arguments in
    *llm-chat*) return 0 ;;
    *) return 1 ;;
  esac
}

pause() {
  sleep 0.2 2>/dev/null || sleep 1
}

# --- the build -----------------------------------------------------------------------------------

# build [COMMAND]: builds, unless another launcher has done so in the meantime.
build() {
  mkdir -p "$state" 2>/dev/null || die "cannot write to $state: make it writable"
  take_lock
  is_built "${1-}" || build_locked "${1-}"
  release_lock
}

build_locked() {
  find_maven
  : >"$state/current.$$"
  case $1 in
    bench)
      run_maven bench
      publish_bench
      ;;
    *) run_maven standalone ;;
  esac
  publish
}

# run_maven MODULE: builds it and the modules it depends on.
run_maven() {
  wanted_module=$1
  started=$(date +%s)
  : >"$log"
  (
    cd "$home" || exit
    exec "$maven" -B -pl "$wanted_module" -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
      "-Djdk.wanted=$jdk_range" package
  ) >"$log" 2>&1 </dev/null &
  maven_pid=$!
  shown=
  while kill -0 "$maven_pid" 2>/dev/null; do
    show_progress
    pause
  done
  if wait "$maven_pid"; then
    maven_pid=
    show_progress
    end_line
    say "built in $(($(date +%s) - started)) s"
  else
    maven_pid=
    end_line
    fail_build
  fi
}

# On a terminal a single line that is overwritten, otherwise one line per module.
show_progress() {
  module=$(sed -n 's/^\[INFO\] Building LLM Chat :: \(.*[^ ]\) [^ ]* *\[\([0-9]*\)\/\([0-9]*\)\]$/\1, \2 of \3/p' "$log" |
    tail -n 1)
  elapsed=$(($(date +%s) - started))
  if on_terminal; then
    fetched=$(grep -c 'Downloaded from ' "$log" || :)
    printf '\r\033[Kllm-chat: building %s (%s s, %s files downloaded)' \
      "$module" "$elapsed" "$fetched" >&2
  elif [ "$module" != "$shown" ]; then
    say "building $module ($elapsed s)"
  fi
  shown=$module
}

end_line() {
  ! on_terminal || printf '\r\033[K' >&2
}

fail_build() {
  # Errors, and compiler warnings, which fail the build too; each once, without Maven's advice.
  reasons=$(awk '/^\[ERROR\] (-> \[Help|To see the full)/ { exit }
    /^\[(ERROR|WARNING)\]/ && ($1 == "[ERROR]" || /\.java:\[/) {
      sub(/^\[[A-Z]*\] */, "")
      if ($0 != "" && !seen[$0]++ && ++lines <= 20) print
    }' "$log")
  [ -n "$reasons" ] || reasons=$(tail -n 20 "$log")
  printf '%s\n' "$reasons" | sed 's/^/  /' >&2
  die "the build failed: fix the errors above and run again (full log: $log)"
}

# Copies the built jars to a new app folder and makes it the current one.
publish() {
  built=$home/standalone/target
  name=app-$(cat "$built/llm-chat.jar" "$built"/lib/*.jar "$home/standalone/jvm.options" | hash_of_input)
  app=$state/$name
  if [ ! -d "$app" ]; then
    fresh=$state/fresh.$$
    rm -rf "$fresh"
    {
      mkdir -p "$fresh/run" &&
        cp -R "$built/llm-chat.jar" "$built/lib" "$home/standalone/jvm.options" "$fresh/" &&
        mv "$fresh" "$app"
    } || die "cannot copy the program to $app: free some space"
  fi
  echo "$name" >"$state/current.named"
  # Set to the time at which the build began: files saved since then are newer.
  touch -r "$state/current.$$" "$state/current.named"
  mv "$state/current.named" "$state/current"
  rm -f "$state/current.$$"
  remove_old_apps
}

publish_bench() {
  fresh=$state/fresh.$$
  rm -rf "$fresh"
  {
    mkdir "$fresh" &&
      cp -R "$home/bench/target/bench.jar" "$home/bench/target/lib" "$fresh/" &&
      touch -r "$state/current.$$" "$fresh/built" &&
      rm -rf "$state/bench" &&
      mv "$fresh" "$state/bench"
  } || die "cannot copy the benchmark to $state/bench: free some space"
}

hash_of_input() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# Tells later launchers that this process, which becomes the JVM, runs from the app folder.
mark_in_use() {
  for user in "$app"/run/*; do
    kill -0 "${user##*/}" 2>/dev/null || rm -f "$user" 2>/dev/null || :
  done
  # In a subshell: a failed redirection of ":" would end this shell silently.
  (: >"$app/run/$$") 2>/dev/null || :
}

remove_old_apps() {
  for old in "$state"/app-* "$state"/fresh.*; do
    if [ ! -d "$old" ] || [ "$old" = "$app" ]; then
      continue
    fi
    in_use=
    for user in "$old"/run/*; do
      ! is_launcher "${user##*/}" || in_use=yes
    done
    [ -n "$in_use" ] || rm -rf "$old"
  done
}
