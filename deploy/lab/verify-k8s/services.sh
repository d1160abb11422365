# shellcheck shell=bash
# The services together: the checks of a first day, through the Service gateway-service.

model=gpt-4o-mini

address() { echo "http://$(service_address gateway-service):8001"; }

# ask KEY PATH [CURL-OPTION...]
ask() {
  local key=$1 path=$2
  shift 2
  curl -fsS --max-time 30 "$(address)$path" -H "Authorization: Bearer $key" "$@"
}

# sign_up NAME: prints the new key.
sign_up() {
  curl -fsS --max-time 30 "$(address)/signup/" -d "username=$1" -d password=a-password-of-12 |
    sed -n 's/.*"api_key": *"\([^"]*\)".*/\1/p' | grep .
}

chats() {
  local answer
  sign_up reader >"$work/key"
  answer=$(ask "$(cat "$work/key")" /chat/ -H 'Content-Type: application/json' \
    -d '{"message":"Remember the word heron."}')
  echo "$answer" | sed -n 's/.*"chat_id": *"\([^"]*\)".*/\1/p' | grep . >"$work/chat"
  history_is_there
}

history_is_there() {
  ask "$(cat "$work/key")" "/chat/$(cat "$work/chat")/history" | grep -F 'the word heron'
}

# stream ADDRESS WORDS MILLISECONDS, as the administrator, who has no limit
stream() { "$lab/client" stream "$1" "$(secret gateway-service/ADMIN_KEY)" "$model" "$2" "$3"; }

stream_through_service() { stream "$(address)" "$@"; }

# under_load COMMAND...: runs the command under load; no call and no stream may be lost.
under_load() {
  touch "$work/load"
  "$lab/client" load "$(address)" "$(secret gateway-service/ADMIN_KEY)" "$model" "$work/load" \
    >"$work/counts" &
  client=$!
  trap 'rm -f "$work/load"; wait "$client"' EXIT
  within 60 streams_are_open
  "$@"
  rm "$work/load"
  trap - EXIT
  wait "$client" || fail "$(cat "$work/counts")"
  note "$(cat "$work/counts")"
}

streams_are_open() {
  ask "$(secret gateway-service/ADMIN_KEY)" /metrics | grep '^gateway_open_streams' |
    grep -vq ' 0.0$'
}

scale() {
  product scale deployment/gateway-service --replicas=3
  product scale deployment/gpt-4-mini --replicas=2
  within 300 ready_endpoints gateway-service 3
  within 300 ready_endpoints gpt-4-mini 2
  stream_through_service 10 10
}

# ready_endpoints SERVICE NUMBER
ready_endpoints() {
  [ "$(product get endpointslices -l "kubernetes.io/service-name=$1" -o \
    'jsonpath={.items[*].endpoints[?(@.conditions.ready==true)].addresses[0]}' | wc -w)" = "$2" ]
}

# The load goes on until the last pod of the old version has ended.
new_version() { under_load replace_version "$1"; }

replace_version() {
  product set image "deployment/$1" "*=$(image_of "$1"):$next_version"
  product rollout status "deployment/$1" --timeout=900s
  within 300 only_running "$1"
}

image_of() {
  case $1 in
    gateway-service) echo llm-chat/gateway-service ;;
    *) echo llm-chat/inference-service ;;
  esac
}

# Only the wanted pods exist; none is still terminating.
only_running() {
  [ "$(product get pods -l "app.kubernetes.io/name=$1" -o name | wc -l)" = \
    "$(product get deployment "$1" -o 'jsonpath={.spec.replicas}')" ]
}

apply_all_again() {
  apply_all
  rolled_out
  within 300 only_running gateway-service
  within 300 only_running gpt-4-mini
  ! product get deployments -o 'jsonpath={..image}' | grep -F "$next_version" || fail "not back"
}

# An object's generation counts changes to its spec; kubectl says "configured" of some objects even
# if nothing changed. The job is deleted after a while and may run again.
nothing_changes() {
  local before after
  before=$(what_is_wanted)
  apply_all
  within 120 job_is_done
  after=$(what_is_wanted)
  [ "$before" = "$after" ] || fail "$(diff <(echo "$before") <(echo "$after"))"
  note "$(echo "$after" | wc -l) objects"
}

job_is_done() {
  ! product get job llm-chat-secrets >/dev/null 2>&1 ||
    [ "$(product get job llm-chat-secrets -o 'jsonpath={.status.succeeded}')" = 1 ]
}

what_is_wanted() {
  product get deployments,statefulsets,networkpolicies,poddisruptionbudgets,ingresses -o \
    'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.generation}{"\n"}{end}'
  product get services,horizontalpodautoscalers -o \
    'jsonpath={range .items[*]}{.kind} {.metadata.name} {.spec}{"\n"}{end}'
  product get secrets,configmaps -o \
    'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.data}{"\n"}{end}' |
    while read -r kind name data; do
      echo "$kind $name $(sha256sum <<<"$data")"
    done
}
