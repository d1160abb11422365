# shellcheck shell=bash
# Deletes pods while they are in use, and tests the overlays.

# pod NAME: one of the pods that are ready.
pod() {
  product get pods -l "app.kubernetes.io/name=$1" --field-selector status.phase=Running \
    -o 'jsonpath={range .items[*]}{.metadata.name} {.metadata.deletionTimestamp}{"\n"}{end}' |
    awk 'NF == 1 {print $1; exit}'
}

# delete_pod NAME: with its grace period, as when a node is drained; returns when the pod is gone.
delete_pod() {
  local start=$SECONDS
  product delete pod "$1" --timeout=300s
  note "the pod was gone after $((SECONDS - start)) s"
}

# The stream goes directly to the pod to be deleted; the load goes through the Service.
gateway_pod_deleted() { under_load delete_in_stream "$(pod gateway-service)"; }

delete_in_stream() {
  local stream
  stream "http://$(product get pod "$1" -o 'jsonpath={.status.podIP}'):8001" 200 100 \
    >"$work/stream" &
  stream=$!
  within 60 grep -q 'first word' "$work/stream"
  delete_pod "$1"
  wait "$stream" || fail "the stream was cut: $(cat "$work/stream")"
  note "the stream: $(tail -n 1 "$work/stream")"
  product rollout status deployment/gateway-service --timeout=300s
}

inference_pod_deleted() { under_load replace_pod gpt-4-mini; }

replace_pod() {
  delete_pod "$(pod "$1")"
  product rollout status "deployment/$1" --timeout=300s
}

redis_pod_deleted() {
  under_load restart_redis
  history_is_there
}

restart_redis() {
  delete_pod redis-0
  product rollout status statefulset/redis --timeout=300s
}

# Known keys stay valid in the meantime, so calls continue; writes wait.
database_pod_deleted() {
  local start before
  before=$(restarts | grep -v '^postgres')
  under_load restart_database
  start=$SECONDS
  within 120 sign_up "reader-$RANDOM"
  note "sign-up works $((SECONDS - start)) s after the pod is ready"
  history_is_there
  [ "$(restarts | grep -v '^postgres')" = "$before" ] || fail "a gateway was restarted"
}

restart_database() {
  local start=$SECONDS
  product delete pod postgres-0 --timeout=300s
  product rollout status statefulset/postgres --timeout=300s
  note "away for $((SECONDS - start)) s"
}

# overlay_accepted NAME: the API server takes every object, strictly, into a new namespace.
overlay_accepted() {
  restricted_namespace "$1"
  without_warnings kubectl --namespace "$1" apply --validate=strict --dry-run=server \
    -k "$home/deploy/kubernetes/$1"
  note "$(grep -c 'server dry run' "$work/said") objects"
}

# The route instead of the Ingress, as a component of an overlay; the Gateway API is installed.
route_accepted() {
  local overlay=$work/overlay
  mkdir "$overlay"
  cat >"$overlay/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [$(realpath --relative-to "$overlay" "$home/k8s")]
components: [$(realpath --relative-to "$overlay" "$home/deploy/kubernetes/gateway-api")]
YAML
  restricted_namespace gateway-api
  without_warnings kubectl --namespace gateway-api apply --validate=strict --dry-run=server \
    -k "$overlay"
  grep -q '^httproute' "$work/said" || fail "there is no route"
  ! grep '^ingress' "$work/said" || fail "there is still an Ingress"
}

minikube_answers() {
  local namespace=minikube
  product apply -k "$home/deploy/kubernetes/minikube"
  rolled_out
  stream_through_service 10 10
}
