# shellcheck shell=sh
# shellcheck disable=SC2154
# What every peer's script has in common. A script sets
#
#   name, version, connections   what it is, and how many calls at once show its full speed
#   key                          the client's key for the gateway
#
# and defines install_it and run_it; headers_of and path only where they are not the usual ones.
# Its last line is: peer "$@"

# The path of a chat completion.
path=/v1/chat/completions

# The key that a gateway holds for the model's side; the bench's own upstream takes any.
# shellcheck disable=SC2034
upstream_key=sk-held-by-the-gateway

headers_of() {
  printf 'Authorization: Bearer %s\n' "$key"
}

usage() {
  cat >&2 <<USAGE
Usage: $name install CACHE                       installs version $version, once; 3 = cannot be had
       $name run CACHE FOLDER PORT UPSTREAM_PORT runs it in the foreground, files in FOLDER
       $name headers UPSTREAM_PORT               the header lines that a client sends
       $name path                                where it takes chat completions
       $name connections                         calls at once that show its full speed
       $name version
USAGE
  exit 2
}

# cannot REASON: it cannot be had here; one line on stdout is what the user is shown.
cannot() {
  printf '%s\n' "$1"
  exit 3
}

# need COMMAND WHERE_FROM
need() {
  command -v "$1" >/dev/null 2>&1 || cannot "needs $1 ($2)"
}

# logged COMMAND...: runs it, everything it says in the log of this installation. That it takes long
# is said on stderr, once.
logged() {
  if [ ! -s "$log" ]; then
    echo "installing $name $version, which takes up to some minutes" >&2
  fi
  echo "$*" >>"$log"
  "$@" >>"$log" 2>&1 || cannot "could not be installed: $1 failed, see $log"
}

# Installs into a folder of this version; the mark comes last, so that half an installation is
# begun again. Sources may have changed and are always built.
install_once() {
  home=$1/$name-$version
  log=$home.log
  if [ -e "$home/installed" ] && [ "$version" != source ]; then
    return 0
  fi
  rm -rf "$home"
  mkdir -p "$home"
  : >"$log"
  install_it
  touch "$home/installed"
}

# with_python PACKAGE: the package in a virtual environment of its own.
with_python() {
  need python3 'apt install python3-venv'
  logged python3 -m venv "$home/venv"
  logged "$home/venv/bin/pip" install --quiet --disable-pip-version-check "$1"
}

# with_go SOURCE_VARIABLE PACKAGE: builds a program whose source the user has, for neither its
# binaries nor its modules are in a package registry.
with_go() {
  source=$(eval "printf %s \"\${$1-}\"")
  [ -n "$source" ] || cannot "only from source: name the folder of its sources in $1"
  [ -f "$source/go.mod" ] || cannot "there is no go.mod in $source, which $1 names"
  need go 'https://go.dev/dl'
  logged go build -C "$source" -o "$home/$name" "$2"
}

peer() {
  case "${1-} $#" in
    'install 2') install_once "$2" ;;
    'run 5')
      home=$2/$name-$version
      [ -e "$home/installed" ] || { echo "$name: install it first" >&2; exit 2; }
      folder=$3 port=$4 upstream=http://127.0.0.1:$5
      cd "$folder" || exit
      run_it
      ;;
    'headers 2') upstream=http://127.0.0.1:$2 && headers_of ;;
    'path 1') printf '%s\n' "$path" ;;
    'connections 1') printf '%s\n' "$connections" ;;
    'version 1') printf '%s\n' "$version" ;;
    *) usage ;;
  esac
}
