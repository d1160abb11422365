# shellcheck shell=bash
# DNS names and NetworkPolicies, seen from a pod that is not part of LLM Chat.

start_stranger() {
  product apply -f - <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: stranger}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 0
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: shell
      image: postgres:18
      command: [sleep, infinity]
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
YAML
  product wait --for=condition=Ready pod/stranger --timeout=120s
}

names_resolve() {
  local name
  start_stranger
  for name in gateway-service postgres redis gpt-4-mini; do
    product exec stranger -- getent hosts "$name" >"$work/address"
    [ "$(awk '{print $1}' "$work/address")" = "$(service_address "$name")" ] ||
      fail "$name is found as $(cat "$work/address")"
  done
}

# reaches POD HOST PORT
reaches() { product exec "$1" -- timeout 5 bash -c "</dev/tcp/$2/$3" 2>/dev/null; }

gateway_alone_is_open() {
  reaches stranger gateway-service 8001 || fail "gateway-service cannot be reached"
  ! reaches stranger postgres 5432 || fail "postgres can be reached"
  ! reaches stranger redis 6379 || fail "redis can be reached"
  ! reaches stranger gpt-4-mini 8000 || fail "gpt-4-mini can be reached"
}

databases_reach_nothing() {
  local name
  for name in postgres-0 redis-0; do
    product exec "$name" -- bash -c true
    ! reaches "$name" "$(service_address gateway-service)" 8001 ||
      fail "$name can reach gateway-service"
  done
}
