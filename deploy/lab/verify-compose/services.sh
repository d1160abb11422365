# shellcheck shell=bash
# The services together: all checks for one version of Compose, in the order of a first day.

model=gpt-4o-mini

verify_compose() {
  port=$(free_port)
  address=http://127.0.0.1:$port
  settings 100000/minute
  check "up: everything starts and is healthy" first_start
  check "secrets, then databases and inference service, then the gateway" started_in_order
  check "nobody is root, may write to its root folder or has a capability" all_confined
  check "only the gateway is published" only_the_gateway_is_published
  check "databases are in networks that lead nowhere" databases_reach_nothing
  check "each secret is mounted where it is needed, for reading" secrets_mounted_sparingly
  check "docker inspect, processes and logs show no secret" secrets_hidden
  check "sign-up, chat and history" chats
  check "a stream is whole" stream 40 20
  check "settings come from .env, and a private .env is read with LLM_CHAT_UID" settings_arrive
  check "restart of redis under load: nothing is lost" restart_under_load redis
  tell "$(last_load)"
  check "restart of postgres under load: nothing is lost" restart_under_load postgres
  tell "$(last_load)"
  check "restart of gpt-4-mini under load: a long stream ends whole" restart_in_stream gpt-4-mini
  tell "$(last_load)"
  check "restart of the gateway under load: a long stream ends whole" restart_in_stream gateway-service
  tell "$(last_load)"
  check "a stop waits for the stream, and the gateway ends with 0" stops_after_stream
  check "down and up: accounts, chats and secrets are kept" kept_over_down
  check "profile observability: Prometheus measures both services" measured
  compose down -v --remove-orphans >"$work/output" 2>&1 || true
  check "nothing is left" nothing_left
}

free_port() {
  local candidate=18001
  while (: <>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; do
    candidate=$((candidate + 1))
  done
  echo "$candidate"
}

# settings RATE [LINE...]: what .env says.
settings() {
  rm -f "$copy/.env"
  printf '%s\n' GATEWAY_HOST=127.0.0.1 "GATEWAY_PORT=$port" LOG_FORMAT=json "RATE_LIMIT=$1" "${@:2}" \
    >"$copy/.env"
}

up() {
  compose up -d
  all_healthy
}

first_start() {
  chmod 0755 "$work"
  up
  sign_up "$address" reader >"$work/key"
}

ask() { # KEY PATH [CURL-OPTION...]
  local key=$1 path=$2
  shift 2
  curl -fsS "$address$path" -H "Authorization: Bearer $key" "$@"
}

chat() {
  ask "$(cat "$work/key")" /chat/ -H 'Content-Type: application/json' \
    -d '{"message":"Remember the word heron."}'
}

chats() {
  chat | sed -n 's/.*"chat_id": *"\([^"]*\)".*/\1/p' | grep . >"$work/chat"
  history_is_there
}

history_is_there() {
  ask "$(cat "$work/key")" "/chat/$(cat "$work/chat")/history" | grep -F 'the word heron'
}

# stream WORDS MILLISECONDS
stream() { "$lab/client" stream "$address" "$(cat "$work/key")" "$model" "$1" "$2"; }

settings_arrive() {
  local given=an-admin-key-that-the-operator-chose made owner
  made=$(secret gateway-service/ADMIN_KEY)
  owner=$(id -u)
  [ "$owner" != 0 ] || owner=4711
  settings 2/minute "ADMIN_KEY=$given" "LLM_CHAT_UID=$owner"
  chown "$owner" "$copy/.env"
  chmod 0600 "$copy/.env"
  up
  ask "$given" /metrics | grep -q '^gateway_build_info'
  ! ask "$made" /metrics 2>/dev/null || fail "the key that was made is still good"
  chat
  chat
  ! chat || fail "the third call within a minute was answered"
  settings 100000/minute
  up
}

# The client counts what it loses while the file exists.
start_load() {
  touch "$work/load"
  "$lab/client" load "$address" "$(cat "$work/key")" "$model" "$work/load" >"$work/counts" &
  load=$!
}

end_load() {
  rm "$work/load"
  wait "$load"
}

restart_under_load() {
  start_load
  within 30 streams_are_open
  compose restart "$1"
  all_healthy
  end_load
}

last_load() { cat "$work/counts" 2>/dev/null || echo 'no load'; }

streams_are_open() {
  ask "$(secret gateway-service/ADMIN_KEY)" /metrics | grep '^gateway_open_streams' | grep -vq ' 0.0$'
}

# with_stream WORDS COMMAND...: runs it while a stream of ten words a second is under way, which
# must end whole.
with_stream() {
  local words=$1 client
  shift
  stream "$words" 100 &
  client=$!
  within 30 streams_are_open
  "$@"
  wait "$client"
}

# There is only one gateway, so calls are lost while it restarts, but not after that.
restart_in_stream() {
  with_stream 150 restart_with_losses "$1"
  stream 5 10
}

restart_with_losses() {
  start_load
  compose restart "$1"
  all_healthy
  end_load 2>&1 || true
}

stops_after_stream() {
  with_stream 150 compose stop gateway-service
  expect 0 gateway-service '{{.State.ExitCode}}'
  up
}

kept_over_down() {
  local key
  key=$(secret gateway-service/ADMIN_KEY)
  compose down
  up
  history_is_there
  [ "$(secret gateway-service/ADMIN_KEY)" = "$key" ] || fail "another admin key"
}

# Grafana has no stand-in; if it cannot be pulled, only the tests check its dashboard.
measured() {
  (cd "$copy" && "${compose_command[@]}" -p "$project" --profile observability up -d prometheus)
  within 90 is_healthy prometheus
  confined prometheus
  within 90 measures gateway
  within 90 measures inference
  docker cp "$(container prometheus):/etc/prometheus/alerts.yaml" - >/dev/null
  curl -fsS http://127.0.0.1:9090/api/v1/rules | grep -q '"name":"DatabaseAway"'
}

measures() {
  curl -fsS "http://127.0.0.1:9090/api/v1/query?query=up%7Bjob%3D%22$1%22%7D" | grep -q ',"1"\]'
}

nothing_left() {
  local kind
  for kind in "ps -aq" "volume ls -q" "network ls -q"; do
    # shellcheck disable=SC2086
    [ -z "$(docker $kind --filter "label=com.docker.compose.project=$project")" ] || fail "$kind"
  done
}
