# shellcheck shell=bash
# The installed versions of Compose, and checks of the containers they start.

services=(secrets postgres redis gpt-4-mini gateway-service)
lasting=(postgres redis gpt-4-mini gateway-service)

# The Compose commands on this machine, one per line.
composes() {
  ! docker-compose version >/dev/null 2>&1 || echo docker-compose
  ! docker compose version >/dev/null 2>&1 || echo docker compose
  [ ! -x "$cache/compose/docker-compose" ] || echo "$cache/compose/docker-compose"
}

use_compose() {
  read -ra compose_command <<<"$1"
}

compose_version() { "${compose_command[@]}" version --short; }

compose() { (cd "$copy" && "${compose_command[@]}" -p "$project" "$@"); }

# container SERVICE: its id, even if it has exited.
container() {
  docker ps -aq --filter "label=com.docker.compose.project=$project" \
    --filter "label=com.docker.compose.service=$1" | grep .
}

# of SERVICE FORMAT: what docker inspect says about its container.
of() { docker inspect -f "$2" "$(container "$1")"; }

# expect VALUE SERVICE FORMAT
expect() {
  local value
  value=$(of "$2" "$3")
  [ "$value" = "$1" ] || fail "$2: $3 is '$value', not '$1'"
}

is_healthy() { [ "$(of "$1" '{{.State.Health.Status}}')" = healthy ]; }

# secret NAME/KEY: its value, read from the volume through the container that made it.
secret() { docker cp "$(container secrets):/secrets/$1" - | tar -xO; }

secrets=(
  postgres/POSTGRES_PASSWORD redis/REDIS_PASSWORD gateway-service/ADMIN_KEY
  inference/INFERENCE_TOKEN grafana/GF_ADMIN_PASSWORD
)

all_healthy() {
  local service
  for service in "${lasting[@]}"; do
    within 90 is_healthy "$service"
  done
  expect 0 secrets '{{.State.ExitCode}}'
}

# The timestamps have one format, so they can be compared as text.
started_in_order() {
  local gateway service
  gateway=$(of gateway-service '{{.State.StartedAt}}')
  for service in postgres redis gpt-4-mini; do
    [[ $(of secrets '{{.State.FinishedAt}}') < $(of "$service" '{{.State.StartedAt}}') ]] ||
      fail "$service started before the secrets were there"
    [[ $(of "$service" '{{.State.StartedAt}}') < $gateway ]] ||
      fail "the gateway started before $service"
  done
}

# confined SERVICE: by its configuration and, where the engine runs on this machine, by the kernel.
confined() {
  local user pid
  expect true "$1" '{{.HostConfig.ReadonlyRootfs}}'
  expect '[ALL] []' "$1" '{{.HostConfig.CapDrop}} {{or .HostConfig.CapAdd "[]"}}'
  expect '[no-new-privileges:true]' "$1" '{{.HostConfig.SecurityOpt}}'
  expect false "$1" '{{.HostConfig.Privileged}}'
  expect json-file "$1" '{{.HostConfig.LogConfig.Type}}'
  [ "$(of "$1" '{{index .HostConfig.LogConfig.Config "max-size"}}')" = 10m ]
  [ "$(of "$1" '{{.HostConfig.Memory}}')" -gt 0 ]
  [ "$(of "$1" '{{.HostConfig.PidsLimit}}')" -gt 0 ]
  user=$(of "$1" '{{.Config.User}}')
  case $user in
    '' | 0 | 0:* | root | root:*) fail "$1 runs as '$user'" ;;
  esac
  pid=$(of "$1" '{{.State.Pid}}')
  if [ "$pid" != 0 ] && [ -r "/proc/$pid/status" ]; then
    grep -q '^CapEff:[[:space:]]*0*$' "/proc/$pid/status" || fail "$1 has capabilities"
    ! grep -q '^Uid:[[:space:]]*0' "/proc/$pid/status" || fail "$1 runs as root"
  fi
}

all_confined() {
  local service
  for service in "${services[@]}"; do
    confined "$service"
  done
}

only_the_gateway_is_published() {
  local service
  for service in postgres redis gpt-4-mini; do
    [ -z "$(docker port "$(container "$service")")" ] || fail "$service is published"
  done
  docker port "$(container gateway-service)" | grep -qx "8001/tcp -> 127.0.0.1:$port"
}

databases_reach_nothing() {
  local service network
  for service in postgres redis; do
    # shellcheck disable=SC2016
    for network in $(of "$service" '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}'); do
      [ "$(docker network inspect -f '{{.Internal}}' "$network")" = true ] ||
        fail "$service is in $network, which leads out"
    done
  done
}

# Each container mounts the secrets that it needs, and cannot change them.
secrets_mounted_sparingly() {
  local mounted='{{range .Mounts}}{{if eq .Type "volume"}}{{if not .RW}}{{.Destination}} {{end}}{{end}}{{end}}'
  mounts() { of "$1" "$mounted" | tr ' ' '\n' | sed -n 's|^/run/secrets/||p' | sort | paste -sd' '; }
  [ "$(mounts postgres)" = postgres ]
  [ "$(mounts redis)" = redis ]
  [ "$(mounts gpt-4-mini)" = 'inference openai' ]
  [ "$(mounts gateway-service)" = 'gateway-service inference postgres redis' ]
}

# No secret is in what the engine knows, in a list of processes or in a log.
secrets_hidden() {
  local name value service id pid
  for name in "${secrets[@]}"; do
    value=$(secret "$name")
    [ "${#value}" -ge 32 ] || fail "$name has ${#value} characters"
    for service in "${services[@]}"; do
      id=$(container "$service")
      ! docker inspect "$id" | grep -qF -- "$value" || fail "docker inspect of $service shows $name"
      ! docker logs "$id" 2>&1 | grep -qF -- "$value" || fail "the log of $service shows $name"
      pid=$(of "$service" '{{.State.Pid}}')
      [ "$pid" = 0 ] || ! docker top "$id" -o pid,args | grep -qF -- "$value" ||
        fail "the processes of $service show $name"
      [ ! -r "/proc/$pid/environ" ] || ! grep -qaF -- "$value" "/proc/$pid/environ" ||
        fail "the environment of $service has $name"
    done
  done
}
