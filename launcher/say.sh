# shellcheck shell=sh
# What the launcher itself says. All of it goes to stderr; stdout belongs to the program.

say() {
  printf 'llm-chat: %s\n' "$1" >&2
}

# die TEXT: one line that says what to change, exit code 1.
die() {
  say "$1"
  exit 1
}

on_terminal() {
  [ -t 2 ]
}

# The program's own help where it is built (even from older sources), else a short form of it.
say_help() {
  if use_current_app && jdk_if_any run; then
    "$jdk/bin/java" "@$app/jvm.options" -jar "$app/llm-chat.jar" --help
  else
    cat <<'HELP'
Usage: llm-chat [command] [options]

  serve         gateway and inference service in one process (what happens without a command)
  gateway       the gateway service alone
  inference     the inference service alone
  check-config  reads and checks the configuration, starts nothing
  backup        writes the whole database into one file
  restore       puts a backup in the place of the database
  healthcheck   asks whether the service here is ready
  make-secrets  makes the secrets that the services of a deployment share

'./llm-chat COMMAND --help' tells more; the first call builds the program.
HELP
  fi
  cat <<'HELP'

Commands for developers:
  dev           serve, and compile and restart whenever a source file is saved
  test [args]   build and run every test (mvn verify)
  bench         measure the program beside nginx and other gateways ('bench --help' tells more)

Environment of the launcher:
  LLM_CHAT_JDK        the JDK 25 to use; else JAVA_HOME, PATH and the usual folders are searched
  LLM_CHAT_FETCH_JDK  1 = fetch Eclipse Temurin 25 into .jdk/ without asking, if there is no JDK 25
  LLM_CHAT_JDK_URL    where to fetch it from (https://api.adoptium.net, or a mirror of that API)
  LLM_CHAT_JAVA_OPTS  further options for the JVM, such as -Xmx2g
  LLM_CHAT_AOT        off = no start-up cache; now = make it before the start, not beside it
HELP
}
