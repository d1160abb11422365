# shellcheck shell=bash
# One authority for the cluster, a certificate for each program, and the kubeconfigs that use them.

make_certificates() {
  local pki=$cluster/pki
  openssl genrsa -out "$pki/accounts.key" 2048 2>/dev/null
  openssl rsa -in "$pki/accounts.key" -pubout -out "$pki/accounts.pub" 2>/dev/null
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 30 \
    -subj /CN=llm-chat-lab -keyout "$pki/ca.key" -out "$pki/ca.crt" 2>/dev/null

  certificate kube-apiserver /CN=kube-apiserver \
    "IP:$node_address,IP:$api_service,DNS:kubernetes.default.svc,DNS:kubernetes.default"
  certificate to-kubelet /O=system:masters/CN=kube-apiserver
  client admin /O=system:masters/CN=admin
  client kube-controller-manager /CN=system:kube-controller-manager
  client kube-scheduler /CN=system:kube-scheduler
  client kube-proxy /CN=system:kube-proxy
  client kubelet "/O=system:nodes/CN=system:node:$node"
}

# $1 = name, $2 = subject (O is the group, CN the user), $3 = the addresses of a server.
certificate() {
  local file=$cluster/pki/$1
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -subj "$2" \
    -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$cluster/pki/ca.crt" -CAkey "$cluster/pki/ca.key" \
    -CAcreateserial -days 30 -out "$file.crt" 2>/dev/null -extfile <(
      echo "extendedKeyUsage=serverAuth,clientAuth"
      [ -z "${3-}" ] || echo "subjectAltName=$3"
    )
}

# A certificate and the kubeconfig $1.kubeconfig of a program that talks to the API server.
client() {
  certificate "$1" "$2"
  cat >"$cluster/$1.kubeconfig" <<YAML
apiVersion: v1
kind: Config
current-context: lab
contexts:
  - {name: lab, context: {cluster: lab, user: $1}}
clusters:
  - name: lab
    cluster: {server: "https://$node_address:$api_port", certificate-authority: $cluster/pki/ca.crt}
users:
  - name: $1
    user: {client-certificate: $cluster/pki/$1.crt, client-key: $cluster/pki/$1.key}
YAML
}
