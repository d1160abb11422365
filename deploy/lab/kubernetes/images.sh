# shellcheck shell=bash
# The node's images: nothing is pulled, all are given.

system_images=llm-chat.invalid # a registry that cannot exist

containers() { ctr --address "$cluster/run/containerd.sock" --namespace k8s.io "$@"; }

import_images() { containers images import - >/dev/null; }

make_system_images() {
  make_image pause
  make_image coredns
}

# An image with one static program and nothing else, in the form of "docker save": $1 = program.
make_image() {
  local work=$cluster/run/image layer
  mkdir -p "$work"
  tar -C "$folder/bin" --owner 0 --group 0 -cf "$work/layer.tar" "$1"
  layer=$(sha256sum <"$work/layer.tar")
  cat >"$work/config.json" <<JSON
{"os": "linux", "architecture": "$(architecture)",
 "config": {"Entrypoint": ["/$1"], "User": "65532:65532"},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:${layer%% *}"]}}
JSON
  cat >"$work/manifest.json" <<JSON
[{"Config": "config.json", "RepoTags": ["$system_images/$1:lab"], "Layers": ["layer.tar"]}]
JSON
  tar -C "$work" -c manifest.json config.json layer.tar | import_images
  rm -r "$work"
}

# This machine's architecture, by the name that images use.
architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}
