# shellcheck shell=sh
# The start-up cache (JEP 483, 515): classes loaded, linked and profiled in a training run.
#
# A cache is valid only for the same jars (it is in their app folder), JDK and options (its name is
# a hash of them). It is created in the background, once per build; until then starts are slower.

# choose_aot_cache COMMAND: sets aot_cache to the cache to use, or empty if there is none yet.
choose_aot_cache() {
  aot_cache=
  case $1 in
    serve | gateway | inference) ;;
    *) return 0 ;;
  esac
  case $jvm_options in
    *-agent* | *-javaagent*) return 0 ;; # the JVM uses no cache with an agent
  esac
  wanted_cache=$app/$(aot_name).aot
  if [ ! -r "$wanted_cache" ]; then
    case ${LLM_CHAT_AOT-} in
      off) ;;
      now) train ;;
      *) train_in_background ;;
    esac
  fi
  [ "${LLM_CHAT_AOT-}" = off ] || [ ! -r "$wanted_cache" ] || aot_cache=$wanted_cache
}

aot_name() {
  {
    cat "$jdk/release" 2>/dev/null || :
    echo "$jdk $app $jvm_options"
  } | hash_of_input
}

train_in_background() {
  if may_train; then
    say 'creating the start-up cache in the background (once per build, about 30 s)'
    (
      trap '' HUP
      train
    ) </dev/null >/dev/null 2>&1 &
  fi
}

# A failed training run is not repeated before the next build, and only one runs at a time.
may_train() {
  [ -w "$app" ] && [ ! -e "$wanted_cache.training" ]
}

# The cache gets its final name only when it is complete.
train() {
  may_train && mkdir "$wanted_cache.training" 2>/dev/null || return 0
  set -f
  # shellcheck disable=SC2086
  if nice "$jdk/bin/java" "@$app/jvm.options" $jvm_options \
    "-XX:AOTCacheOutput=$wanted_cache.training/new.aot" -jar "$app/llm-chat.jar" warm-up \
    </dev/null >"$state/aot.log" 2>&1; then
    set +f
    mv "$wanted_cache.training/new.aot" "$wanted_cache"
    for old in "$app"/*.aot "$app"/*.training; do
      [ "$old" = "$wanted_cache" ] || rm -rf "$old"
    done
  fi
  set +f
}
