# shellcheck shell=bash
# The engine, the images, and a container of the standalone image.

images=(gateway-service inference-service standalone)

prepare_engine() {
  local address status=0
  address=$("$lab/docker-engine" find) || own_engine=yes
  if [ -n "$own_engine" ]; then
    address=$("$lab/docker-engine" start) || status=$?
    if [ "$status" != 0 ]; then
      own_engine=
      skip_all "no Docker engine runs, and none can be started here"
    fi
  fi
  export DOCKER_HOST=$address
  status=0
  "$lab/base-images" || status=$?
  [ "$status" = 0 ] || skip_all "there are no base images"
}

# The files that git tracks, with local changes.
prepare_files() {
  mkdir "$copy"
  # shellcheck disable=SC2016
  (cd "$home" && git ls-files -z --cached --others --exclude-standard |
    xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh |
    tar -c --null -T -) | tar -x -C "$copy"
}

# choose_builder [--classic-builder]: BuildKit where a docker on the PATH can use it.
choose_builder() {
  export DOCKER_BUILDKIT=0
  [ "${1-}" != --classic-builder ] || return 0
  local client
  mkdir "$work/empty"
  echo 'FROM scratch' >"$work/empty/Dockerfile"
  echo 'LABEL probe=1' >>"$work/empty/Dockerfile"
  for client in $(type -ap docker); do
    if DOCKER_BUILDKIT=1 "$client" build -q "$work/empty" >/dev/null 2>&1; then
      mkdir "$work/bin"
      ln -s "$client" "$work/bin/docker"
      export PATH="$work/bin:$PATH" DOCKER_BUILDKIT=1
      return 0
    fi
  done
}

build_images() {
  local start=$SECONDS service
  for service in gateway_service inference_service standalone; do
    if ! docker build -t "llm-chat/${service/_/-}:0.1.0" -f "$copy/$service/Dockerfile" "$copy" \
      >"$work/build.log" 2>&1; then
      tail -n 40 "$work/build.log"
      echo "FAILED  the image of $service"
      exit 1
    fi
  done
  printf 'ok      built with the %s builder (%d s)\n' \
    "$([ "$DOCKER_BUILDKIT" = 1 ] && echo BuildKit || echo classic)" "$((SECONDS - start))"
}

tell_sizes() {
  local image whole cache_size
  cache_size=$(docker history --no-trunc --format '{{.Size}} {{.CreatedBy}}' \
    llm-chat/standalone:0.1.0 | sed -n 's/^\([^ ]*\) .*AOTCacheOutput.*/\1/p')
  for image in "${images[@]}"; do
    whole=$(docker image inspect -f '{{.Size}}' "llm-chat/$image:0.1.0")
    tell "llm-chat/$image: $((whole / 1000000)) MB, $cache_size of them the start-up cache"
  done
}

layers() { docker image inspect -f '{{json .RootFS.Layers}}' "llm-chat/$1:0.1.0"; }

images_share_layers() {
  local image
  for image in "${images[@]}"; do
    [ "$(layers "$image")" = "$(layers standalone)" ] || fail "$image has other layers"
  done
}

no_shell() {
  local shell
  for shell in /bin/sh /bin/bash /bin/busybox; do
    ! docker run --rm --entrypoint "$shell" llm-chat/gateway-service:0.1.0 -c true 2>/dev/null ||
      fail "there is $shell"
  done
}

standalone=llm-chat-verify-$$-standalone

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

standalone_serves() {
  local start address key
  start=$(milliseconds)
  docker run -d --name "$standalone" --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges -m 512m -p 127.0.0.1::8001 llm-chat/standalone:0.1.0
  address=http://$(docker port "$standalone" 8001 | head -n 1)
  within 60 curl -fsS -o /dev/null "$address/readyz" 2>/dev/null
  echo "$(($(milliseconds) - start)) ms" >"$work/ready"
  key=$(sign_up "$address" somebody)
  curl -fsS "$address/v1/chat/completions" -H "Authorization: Bearer $key" \
    -d '{"model":"demo","messages":[{"role":"user","content":"Hello"}]}' | grep -F '"finish_reason":"stop"'
  docker exec "$standalone" /opt/java/bin/java -XX:AOTCache=/app/llm-chat.aot @/app/jvm.options \
    -jar /app/llm-chat.jar healthcheck
}

standalone_stops() {
  docker stop -t 30 "$standalone"
  [ "$(docker inspect -f '{{.State.ExitCode}}' "$standalone")" = 0 ]
}

# sign_up ADDRESS NAME: prints the new key.
sign_up() {
  curl -fsS "$1/signup/" -d "username=$2" -d password=a-password-of-12 |
    sed -n 's/.*"api_key": *"\([^"]*\)".*/\1/p' | grep .
}

remove_everything() {
  docker rm -fv "$standalone" >/dev/null 2>&1 || true
  [ -z "${compose_command[*]-}" ] || compose down -v --remove-orphans >/dev/null 2>&1 || true
}
