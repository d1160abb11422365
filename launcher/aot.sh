# shellcheck shell=sh
# The start-up cache (JEP 483, 515): classes loaded, linked and profiled in a training run.
#
# A cache is good for the same jars (it lies in their app folder), JDK and options (they are in its
# name) only. It is made in the background, once per build; without it the start takes longer.

# choose_aot_cache COMMAND: sets aot_cache to the cache to start with, empty if there is none yet.
choose_aot_cache() {
  aot_cache=
  case $1 in
    serve | gateway | inference) ;;
    *) return 0 ;;
  esac
  case $jvm_options in
    *-agent* | *-javaagent*) return 0 ;; # agents and caches exclude each other
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
    say 'preparing faster starts in the background (once per build, about half a minute)'
    (
      trap '' HUP
      train
    ) </dev/null >/dev/null 2>&1 &
  fi
}

# A failed training is not tried again before the next build, nor two at the same time.
may_train() {
  [ -w "$app" ] && [ ! -e "$wanted_cache.training" ]
}

# The cache appears under its name only when it is whole.
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
