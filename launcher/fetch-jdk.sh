# shellcheck shell=sh
# Downloads Eclipse Temurin into the project's .jdk/, if the user agrees.
#
# The API is Adoptium's (https://api.adoptium.net/q/swagger-ui): the "package" object of an asset
# has the archive's URL ("link") and SHA-256 ("checksum"); we don't use its sibling "installer".

jdk_api=${LLM_CHAT_JDK_URL:-https://api.adoptium.net}
no_jdk="no JDK $wanted found: install one (https://adoptium.net), point LLM_CHAT_JDK at one,"
no_jdk="$no_jdk or set LLM_CHAT_FETCH_JDK=1 to download Eclipse Temurin $wanted into .jdk/"

may_fetch() {
  [ "${LLM_CHAT_FETCH_JDK-}" != 1 ] || return 0
  if [ -n "${LLM_CHAT_FETCH_JDK-}" ] || [ ! -t 0 ] || ! on_terminal; then
    return 1
  fi
  printf 'No JDK %s found. Download Eclipse Temurin %s (about 200 MB) into %s? [Y/n] ' \
    "$wanted" "$wanted" "$home/.jdk" >&2
  read -r reply || return 1
  case $reply in
    '' | y | Y | yes) ;;
    *) return 1 ;;
  esac
}

# Sets os and arch to Adoptium's names for this machine.
name_machine() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=mac ;;
    *) die "$no_jdk" ;;
  esac
  [ ! -e /etc/alpine-release ] || os=alpine-linux
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    *) die "$no_jdk" ;;
  esac
}

# download URL FILE [progress]
download() {
  if command -v curl >/dev/null; then
    if [ -n "${3-}" ] && on_terminal; then
      curl -fL --connect-timeout 15 --retry 2 -# -o "$2" "$1"
    else
      curl -fsSL --connect-timeout 15 --retry 2 -o "$2" "$1" 2>"$work/error"
    fi
  elif command -v wget >/dev/null; then
    wget -q -T 15 -t 3 -O "$2" "$1" 2>"$work/error"
  else
    die "no curl or wget found to download a JDK: install one of them, or a JDK $wanted"
  fi || die "cannot download $1 $(tail -n 1 "$work/error" 2>/dev/null): check the network, or install a JDK $wanted"
}

sha256_of() {
  if command -v sha256sum >/dev/null; then
    sha256sum <"$1"
  elif command -v shasum >/dev/null; then
    shasum -a 256 <"$1"
  else
    die "no sha256sum or shasum found to verify the download: install one of them, or a JDK $wanted"
  fi
}

# field NAME: its value in the package object in $package.
field() {
  printf '%s' "$package" | sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p'
}

# Sets link and checksum.
ask_for_asset() {
  query="architecture=$arch&image_type=jdk&os=$os&vendor=eclipse"
  asset_url="${jdk_api%/}/v3/assets/latest/$wanted/hotspot?$query"
  download "$asset_url" "$work/assets.json"
  package=$(tr -d '\n\r' <"$work/assets.json" | sed -n 's/.*"package"[^{]*{\([^}]*\)}.*/\1/p')
  link=$(field link)
  checksum=$(field checksum)
  # An archive URL without TLS is accepted only from a mirror without TLS.
  case "$jdk_api $link" in
    https://*" https://"* | http://*" http"*://*) ;;
    *) die "$asset_url names no archive to download: install a JDK $wanted" ;;
  esac
  [ "${#checksum}" -eq 64 ] || die "$asset_url names no SHA-256: install a JDK $wanted"
}

fetch_jdk() {
  may_fetch || die "$no_jdk"
  name_machine
  work=$home/.jdk/fetch.$$
  mkdir -p "$work/unpacked" || die "cannot write to $home/.jdk: make it writable, or install a JDK $wanted"
  trap 'rm -rf "$work"; rmdir "$home/.jdk" 2>/dev/null || :' EXIT
  trap 'exit 130' INT TERM HUP
  ask_for_asset
  say "downloading $link"
  download "$link" "$work/jdk.tar.gz" progress
  actual=$(sha256_of "$work/jdk.tar.gz")
  actual=${actual%% *}
  [ "$actual" = "$checksum" ] ||
    die "wrong checksum for $link (expected $checksum, got $actual): try again, or install a JDK $wanted"
  tar -xzf "$work/jdk.tar.gz" -C "$work/unpacked" 2>"$work/error" ||
    die "cannot unpack $link ($(tail -n 1 "$work/error")): install a JDK $wanted"
  for folder in "$work"/unpacked/*; do
    name=${folder##*/}
    [ -e "$home/.jdk/$name" ] || mv "$folder" "$home/.jdk/$name"
  done
  rm -rf "$work"
  trap - EXIT INT TERM HUP
  say "JDK $wanted is in $home/.jdk/$name"
}
