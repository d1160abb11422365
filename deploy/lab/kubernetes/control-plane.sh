# shellcheck shell=bash
# etcd, the API server and what works on its objects.

start_etcd() {
  start_daemon etcd etcd --data-dir "$cluster/etcd" \
    --listen-client-urls "http://127.0.0.1:$etcd_port" \
    --advertise-client-urls "http://127.0.0.1:$etcd_port" \
    --listen-peer-urls "http://127.0.0.1:$((etcd_port + 1))" \
    --initial-advertise-peer-urls "http://127.0.0.1:$((etcd_port + 1))" \
    --initial-cluster "default=http://127.0.0.1:$((etcd_port + 1))"
}

# Pod Security is judged by the API server as it comes; nothing has to be switched on for it.
start_api_server() {
  local pki=$cluster/pki
  start_daemon kube-apiserver "$folder/bin/kube-apiserver" \
    --etcd-servers "http://127.0.0.1:$etcd_port" \
    --bind-address "$node_address" --advertise-address "$node_address" --secure-port "$api_port" \
    --cert-dir "$pki" --tls-cert-file "$pki/kube-apiserver.crt" \
    --tls-private-key-file "$pki/kube-apiserver.key" --client-ca-file "$pki/ca.crt" \
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
    --service-cluster-ip-range "$service_network" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file "$pki/accounts.pub" \
    --service-account-signing-key-file "$pki/accounts.key" \
    --kubelet-client-certificate "$pki/to-kubelet.crt" \
    --kubelet-client-key "$pki/to-kubelet.key" --kubelet-preferred-address-types InternalIP
  wait_for kube-apiserver admin get --raw /readyz
}

start_controllers() {
  start_daemon kube-controller-manager "$folder/bin/kube-controller-manager" \
    --kubeconfig "$cluster/kube-controller-manager.kubeconfig" \
    --root-ca-file "$cluster/pki/ca.crt" \
    --service-account-private-key-file "$cluster/pki/accounts.key" \
    --use-service-account-credentials --leader-elect=false --bind-address 127.0.0.1
  start_daemon kube-scheduler "$folder/bin/kube-scheduler" \
    --kubeconfig "$cluster/kube-scheduler.kubeconfig" --leader-elect=false --bind-address 127.0.0.1
}
