# shellcheck shell=bash
# The programs, the images and the namespaces.

own_images=(llm-chat/gateway-service llm-chat/inference-service)
other_images=(postgres:18 valkey/valkey:8.1)
version=0.1.0
next_version=0.1.0-next # the same program under another name

need_programs() {
  local program
  [ "$(id -u)" = 0 ] || skip_all "only root can start a node"
  for program in go etcd containerd docker curl; do
    command -v "$program" >/dev/null || skip_all "$program is not there"
  done
}

prepare_images() {
  local image
  start_engine
  "$lab/base-images" || skip_all "there are no base images"
  for image in "${own_images[@]}"; do
    require "$image is there, built from its Dockerfile" build_image "$image"
  done
}

# Uses the running engine, or starts one temporarily.
start_engine() {
  local address
  address=$("$lab/docker-engine" find) || own_engine=yes
  [ -z "$own_engine" ] || address=$("$lab/docker-engine" start) || {
    own_engine=
    skip_all "no Docker engine runs, and none can be started here"
  }
  export DOCKER_HOST=$address
}

build_image() {
  local name=${1#llm-chat/}
  [ "$build" = no ] || DOCKER_BUILDKIT=${DOCKER_BUILDKIT:-0} docker build -t "$1:$version" \
    -f "$home/${name/-/_}/Dockerfile" "$home"
  docker tag "$1:$version" "$1:$next_version"
}

import_images() {
  docker save "${own_images[@]/%/:$version}" "${own_images[@]/%/:$next_version}" \
    "${other_images[@]}" | "$lab/cluster" import "$cache"
}

image_sizes() {
  docker image inspect -f '{{index .RepoTags 0}} {{.Size}}' "${own_images[@]/%/:$version}" |
    awk '{printf "%s%s %d MB", (NR > 1 ? ", " : ""), $1, $2 / 1000000}'
}

# An image that was pulled has a digest; see deploy/lab/base-images for the others.
image_origins() {
  local origin='{{if .RepoDigests}}as published{{else}}(a stand-in from packages){{end}}'
  docker image inspect -f "{{index .RepoTags 0}} $origin" "${other_images[@]}" |
    awk '{printf "%s%s", (NR > 1 ? ", " : ""), $0}'
}

kubectl() { "$cache/bin/kubectl" --kubeconfig "$cache/cluster/admin.kubeconfig" "$@"; }

# In the namespace of the product.
product() { kubectl --namespace "${namespace:-llm-chat}" "$@"; }

restricted_namespace() {
  kubectl create namespace "$1"
  kubectl label namespace "$1" pod-security.kubernetes.io/{enforce,warn,audit}=restricted
}

refuses_a_careless_pod() {
  ! product run careless --image=postgres:18 --dry-run=server >"$work/said" 2>&1 ||
    fail "a pod without a security context is accepted"
  grep 'violates PodSecurity "restricted' "$work/said"
}

# Runs kubectl and keeps its output; a warning (such as one of Pod Security) is a failure.
without_warnings() {
  "$@" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
  cat "$work/said"
  ! grep -i '^warning' "$work/said" || fail "there are warnings"
}

apply() { without_warnings product apply --validate=strict -f "$home/k8s/$1-deployment.yaml"; }

apply_all() {
  local file
  for file in postgres redis gateway-service gpt-4-mini; do
    apply "$file"
  done
}

workloads=(statefulset/postgres statefulset/redis deployment/gateway-service deployment/gpt-4-mini)

rolled_out() {
  local start=$SECONDS workload
  for workload in "${workloads[@]}"; do
    product rollout status "$workload" --timeout=600s
    note "${workload#*/} after $((SECONDS - start)) s"
  done
}

restarts() {
  local count='{.status.containerStatuses[*].restartCount}'
  product get pods -l app.kubernetes.io/part-of=llm-chat \
    -o "jsonpath={range .items[*]}{.metadata.name} $count{'\n'}{end}"
}

nothing_restarted() {
  restarts
  ! restarts | grep -v -e "^llm-chat-secrets" -e " 0\$" || fail "there were restarts"
}

# Names and lengths only.
secrets_made() {
  local name key length
  for name in postgres/POSTGRES_PASSWORD redis/REDIS_PASSWORD gateway-service/ADMIN_KEY \
    inference/INFERENCE_TOKEN; do
    key=${name#*/}
    length=$(secret "$name" | wc -c)
    [ "$length" -ge 40 ] || fail "$name has $length characters"
    note "$name"
  done
}

# secret NAME/KEY
secret() { product get secret "${1%/*}" -o "jsonpath={.data.${1#*/}}" | base64 -d; }

service_address() { product get service "$1" -o 'jsonpath={.spec.clusterIP}'; }
