# shellcheck shell=sh
# The launcher's messages. They go to stderr; stdout belongs to the program.

say() {
  printf 'llm-chat: %s\n' "$1" >&2
}

# die TEXT: prints one line that says what to change, and exits with 1.
die() {
  say "$1"
  exit 1
}

on_terminal() {
  [ -t 2 ]
}

# The program's own help if it is built (even from older sources), else a short version.
say_help() {
  if use_current_app && jdk_if_any run; then
    "$jdk/bin/java" "@$app/jvm.options" -jar "$app/llm-chat.jar" --help
  else
    cat <<'HELP'
Usage: llm-chat [command] [options]

  serve         run gateway and inference service in one process (the default)
  gateway       run only the gateway service
  inference     run only the inference service
  check-config  check the configuration without starting anything
  backup        write the whole database to one file
  restore       replace the database with a backup
  healthcheck   check whether the service on this machine is ready
  make-secrets  generate the secrets that the services of a deployment share

Run './llm-chat COMMAND --help' for details; the first run builds the program.
HELP
  fi
  cat <<'HELP'

Commands for developers:
  dev           serve, and recompile and restart whenever a source file is saved
  test [args]   build and run all tests (mvn verify)
  bench         benchmark against nginx and other gateways (see 'bench --help')

Environment variables for the launcher:
  LLM_CHAT_JDK        the JDK 25 to use (default: search JAVA_HOME, PATH and the usual folders)
  LLM_CHAT_FETCH_JDK  1 = if there is no JDK 25, download Eclipse Temurin 25 into .jdk/ without asking
  LLM_CHAT_JDK_URL    where to download it (https://api.adoptium.net, or a mirror of that API)
  LLM_CHAT_JAVA_OPTS  additional JVM options, such as -Xmx2g
  LLM_CHAT_AOT        off = no start-up cache; now = create it before the start, not in the background
HELP
}

# What dev adds to serve, whose help follows.
say_dev_help() {
  cat <<'HELP'
Usage: llm-chat dev [options of serve]

Serves, and compiles and restarts whenever a file in a module's src/main is saved. While a version
does not compile, the one before it goes on; one that does not start gives way to the last that did.
The data folder stays. Open streams have a second to end, or what --drain-timeout gives them. Changes
of a pom.xml take effect when dev is started again. Warnings and formatting are left to the build.

The options are those of serve:

HELP
}
