# shellcheck shell=bash
# The node: its network, the container runtime, the kubelet and the proxy of the Services.

cni_plugins=/usr/lib/cni

# A bridge that the pods join. Its first address is the node's; the API server listens there only.
# Docker, where it runs, drops what is forwarded, except for what is accepted before.
add_network() {
  ip link add "$bridge" type bridge
  ip address add "$node_address/${pod_network#*/}" dev "$bridge"
  ip link set "$bridge" up
  ip route add "$service_network" dev "$bridge"
  sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
  iptables -I FORWARD -i "$bridge" -j ACCEPT
  iptables -I FORWARD -o "$bridge" -j ACCEPT
}

remove_network() {
  ip link show "$bridge" >/dev/null 2>&1 || return 0
  "$folder/bin/kube-proxy" --cleanup >>"$cluster/log/kube-proxy.log" 2>&1 || true
  remove_rules
  iptables -D FORWARD -i "$bridge" -j ACCEPT || true
  iptables -D FORWARD -o "$bridge" -j ACCEPT || true
  ip link delete "$bridge"
}

start_containerd() {
  mkdir -p "$cluster/cni"
  cat >"$cluster/cni/10-lab.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "lab", "plugins": [
  {"type": "bridge", "bridge": "$bridge", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "$cluster/cni", "routes": [{"dst": "0.0.0.0/0"}],
            "ranges": [[{"subnet": "$pod_network", "gateway": "$node_address"}]]}}]}
JSON
  cat >"$cluster/containerd.toml" <<TOML
version = 2
root = "$cluster/containerd"
state = "$cluster/run/containerd"
[grpc]
  address = "$cluster/run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$system_images/pause:lab"
  netns_mounts_under_state_dir = true
  restrict_oom_score_adj = true # a process may not lower its own everywhere
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "$cni_plugins"
  conf_dir = "$cluster/cni"
TOML
  start_daemon containerd containerd --config "$cluster/containerd.toml"
  wait_for containerd containers version
}

start_kubelet() {
  mkdir -p "$cluster/kubelet"
  : >"$cluster/resolv.conf"
  cat >"$cluster/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: "$node_address"
containerRuntimeEndpoint: unix://$cluster/run/containerd.sock
authentication:
  anonymous: {enabled: false}
  x509: {clientCAFile: $cluster/pki/ca.crt}
clusterDNS: [$dns_service]
clusterDomain: cluster.local
resolvConf: $cluster/resolv.conf
podLogsDir: $cluster/log/pods
cgroupDriver: cgroupfs
failCgroupV1: false # older machines are good enough here
failSwapOn: false
makeIPTablesUtilChains: false # kube-proxy makes its own, and takes them away
evictionHard: {memory.available: 100Mi} # a full disk is this machine's own matter
imageGCHighThresholdPercent: 100 # images that were given cannot be pulled again
YAML
  start_daemon kubelet "$folder/bin/kubelet" --config "$cluster/kubelet.yaml" \
    --kubeconfig "$cluster/kubelet.kubeconfig" --root-dir "$cluster/kubelet" \
    --cert-dir "$cluster/pki/kubelet" \
    --hostname-override "$node" --node-ip "$node_address"
}

start_proxy() {
  cat >"$cluster/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $cluster/kube-proxy.kubeconfig}
mode: iptables
clusterCIDR: $pod_network
hostnameOverride: "$node"
nodePortAddresses: [$pod_network]
conntrack: {maxPerCore: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
YAML
  start_daemon kube-proxy "$folder/bin/kube-proxy" --config "$cluster/kube-proxy.yaml"
}

# NetworkPolicies, and nothing else of what kube-router can do.
start_policies() {
  start_daemon kube-router "$folder/bin/kube-router" --kubeconfig "$cluster/admin.kubeconfig" \
    --hostname-override "$node" --service-cluster-ip-range "$service_network" --health-port 0 \
    --run-firewall --run-router=false --run-service-proxy=false --run-loadbalancer=false
}

# What kube-proxy leaves, and all of kube-router's: its own cleaning fails on kernels without IPVS.
remove_rules() {
  local set chains='KUBE-\(FIREWALL\|ROUTER-[A-Z]*\|POD-FW-.*\|NWPLCY-.*\)'
  {
    echo "*filter"
    iptables -S | sed -n "s/^-A \([A-Z]* .*-j $chains\)\$/-D \1/p"
    iptables -S | sed -n "s/^-N \($chains\)\$/-F \1/p"
    iptables -S | sed -n "s/^-N \($chains\)\$/-X \1/p"
    echo COMMIT
  } 2>/dev/null | iptables-restore --noflush
  for set in $(ipset list -name | grep -E '^(KUBE-SRC|KUBE-DST|kube-router)-'); do
    ipset destroy "$set"
  done
}

# Containers go on without containerd: each has a "shim", known by our containerd's address.
stop_containers() {
  local pid
  [ -S "$cluster/run/containerd.sock" ] || return 0
  for pid in $(containers tasks ls 2>/dev/null | awk 'NR > 1 {print $2}'); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  for pid in $(pgrep -f "^/usr/bin/containerd-shim.* -address $cluster/run/containerd.sock"); do
    kill -KILL "$pid" 2>/dev/null || true
  done
}

# Layers, volumes and network namespaces that are mounted below our folder, the newest first.
unmount_all() {
  local mounted
  awk -v folder="$cluster/" 'index($5, folder) == 1 {print $5}' /proc/self/mountinfo | tac |
    while read -r mounted; do
      umount -l "$mounted" 2>/dev/null || true # gone with one that it lay in
    done
}

# The kubelet links each container's log in a folder that has a fixed place.
remove_log_links() {
  [ ! -d /var/log/containers ] || find /var/log/containers -lname "$cluster/*" -delete
}

remove_cgroups() {
  find /sys/fs/cgroup -depth -type d -path '*/kubepods*' -exec rmdir {} \; 2>/dev/null || true
}
