# shellcheck shell=bash
# The output of verify-k8s, also as Markdown.

failures=0
: >"$work/report"

section() {
  printf '\n%s\n\n' "$1"
  printf '\n## %s\n\n| | check | seconds | seen |\n|---|---|---|---|\n' "$1" >>"$work/report"
}

# check TEXT COMMAND...: runs the command in a subshell that exits at the first error.
check() {
  local text=$1 start=$SECONDS status result=ok notes
  shift
  : >"$work/notes"
  set +e
  (
    set -e
    "$@"
  ) >"$work/output" 2>&1
  status=$?
  set -e
  [ "$status" = 0 ] || result=FAILED
  notes=$(awk '{printf "%s%s", (NR > 1 ? "; " : ""), $0}' "$work/notes")
  printf '%-7s %s (%d s)\n' "$result" "$text" "$((SECONDS - start))"
  [ -z "$notes" ] || printf '        %s\n' "$notes"
  printf '| %s | %s | %d | %s |\n' "$result" "$text" "$((SECONDS - start))" "$notes" \
    >>"$work/report"
  if [ "$status" != 0 ]; then
    tail -n 25 "$work/output" | sed 's/^/        | /'
    failures=$((failures + 1))
  fi
}

# The same for checks that later ones depend on: a failure ends the run.
require() {
  local before=$failures
  check "$@"
  if [ "$failures" != "$before" ]; then
    what_the_cluster_says
    summary
    exit 1
  fi
}

# note TEXT: adds a detail to the check's line.
note() { echo "$*" >>"$work/notes"; }

what_the_cluster_says() {
  [ -e "$cache/cluster/admin.kubeconfig" ] || return 0
  kubectl get pods --all-namespaces
  kubectl get events --all-namespaces --field-selector type=Warning | tail -n 20
} 2>&1

summary() {
  local verdict="All checks passed."
  [ "$failures" = 0 ] || verdict="$failures checks FAILED."
  printf '\n%s\n' "$verdict"
  [ -z "$report_file" ] || write_report "$verdict" >"$report_file"
  [ "$failures" = 0 ]
}

system_name() (
  # shellcheck source=/dev/null
  . /etc/os-release
  echo "$PRETTY_NAME"
)

write_report() {
  cat <<MARKDOWN
# Verified on Kubernetes

Written by \`deploy/verify-k8s --report\`, which ran every line of it on a real API server and
a real node. $1

| | |
|---|---|
| date | $(date -u +%Y-%m-%d) |
| Kubernetes | $("$cache/bin/kubelet" --version | sed 's/.* //'), built from its Go modules |
| etcd | $(etcd --version | sed -n 's/etcd Version: //p') |
| containerd | $(containerd --version | sed 's/[^0-9]*\([0-9.]*\).*/\1/') |
| cluster DNS | $("$cache/bin/coredns" -version | sed -n 1p) |
| machine | $(nproc) processors, $(system_name), Linux $(uname -r | cut -d- -f1) |
| our images | $(image_sizes) |
| databases | $(image_origins) |
MARKDOWN
  cat "$work/report"
  cat <<'MARKDOWN'

One node shows neither how pods spread over nodes and zones nor an Ingress controller at work, and
without a metrics-server the autoscalers keep to their minimum.
MARKDOWN
}
