# shellcheck shell=sh
# Finds a JDK: sets jdk (its folder) and feature (its feature release, such as 25).
#
# Versions are read from the JDK's "release" file: starting java takes ten times as long.
# LLM_CHAT_SYSROOT is prefixed to absolute folders, for tests and unusual systems.

wanted=25
sysroot=${LLM_CHAT_SYSROOT-}
jdk_memory=$state/jdk

# read_feature FOLDER: sets feature, empty if it is not a JDK.
read_feature() {
  feature=
  if [ -r "$1/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        JAVA_VERSION=*) feature=${line#JAVA_VERSION=} ;;
      esac
    done <"$1/release"
  else
    feature=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version \("[^"]*"\).*/\1/p') || :
  fi
  feature=${feature#\"}
  feature=${feature%%[!0-9]*}
}

# consider FOLDER: uses it as jdk if it is the wanted release, remembers the nearest newer one.
consider() {
  if [ -n "$jdk" ] || [ ! -x "$1/bin/java" ]; then
    return 0
  fi
  [ "$need" = run ] || [ -x "$1/bin/javac" ] || return 0
  read_feature "$1"
  [ -n "$feature" ] || return 0
  if [ "$feature" -eq "$wanted" ]; then
    jdk=$1
  elif [ "$feature" -gt "$wanted" ] && [ "$feature" -lt "$newer_feature" ]; then
    newer=$1
    newer_feature=$feature
  fi
}

# consider_java PROGRAM: the JDK that a java on the PATH belongs to. Behind a shim (asdf, jenv)
# only java itself knows.
consider_java() {
  program=$1
  while [ -L "$program" ]; do
    link=$(readlink "$program")
    case $link in
      /*) program=$link ;;
      *) program=$(dirname "$program")/$link ;;
    esac
  done
  folder=$(cd "$(dirname "$program")/.." && pwd -P)
  [ -r "$folder/release" ] ||
    folder=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || :
  [ -z "$folder" ] || consider "$folder"
}

consider_path() {
  old_ifs=$IFS
  IFS=:
  set -f
  for entry in $PATH; do
    IFS=$old_ifs
    # On a Mac /usr/bin/java is a stub for what java_home finds below.
    if [ "$entry" != /usr/bin ] || [ ! -x "$sysroot/usr/libexec/java_home" ]; then
      [ -n "$jdk" ] || [ ! -x "$entry/java" ] || consider_java "$entry/java"
    fi
  done
  IFS=$old_ifs
  set +f
}

consider_folders() {
  for folder in "$sysroot"/usr/lib/jvm/* "$sysroot"/usr/java/* "$sysroot"/opt/java/* \
    "$sysroot"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    consider "$folder"
  done
  if [ -z "$jdk" ] && [ -x "$sysroot/usr/libexec/java_home" ]; then
    consider "$("$sysroot/usr/libexec/java_home" -v "$wanted" 2>/dev/null || :)"
  fi
  user=${HOME-}
  for folder in "${SDKMAN_DIR:-$user/.sdkman}"/candidates/java/* \
    "${ASDF_DATA_DIR:-$user/.asdf}"/installs/java/* \
    "${JABBA_HOME:-$user/.jabba}"/jdk/* "${JABBA_HOME:-$user/.jabba}"/jdk/*/Contents/Home \
    "${MISE_DATA_DIR:-$user/.local/share/mise}"/installs/java/* \
    "$user"/.jdks/* "$user"/.jdks/*/Contents/Home \
    "$home"/.jdk/* "$home"/.jdk/*/Contents/Home; do
    consider "$folder"
  done
}

# The remembered JDK is used as long as it exists and the variables that led to it are unchanged.
recall_jdk() {
  [ -r "$jdk_memory" ] || return 0
  { IFS= read -r asked && IFS= read -r answer; } <"$jdk_memory" || return 0
  [ "$asked" = "$question" ] || return 0
  consider "$answer"
}

remember_jdk() {
  if mkdir -p "$state" 2>/dev/null && [ -w "$state" ]; then
    printf '%s\n%s\n' "$question" "$jdk" >"$jdk_memory.$$" && mv "$jdk_memory.$$" "$jdk_memory"
  fi
}

search_jdk() {
  question="$need|${JAVA_HOME-}|$PATH|${HOME-}|$sysroot|$home"
  recall_jdk
  [ -z "$jdk" ] || return 0
  [ -z "${JAVA_HOME-}" ] || consider "$JAVA_HOME"
  consider_path
  consider_folders
  if [ -n "$jdk" ]; then
    remember_jdk
  else
    jdk=$newer
  fi
}

# jdk_if_any NEED: NEED is run, or build if a compiler is needed. Fails if there is no JDK.
jdk_if_any() {
  need=$1
  jdk='' newer='' newer_feature=1000
  if [ -n "${LLM_CHAT_JDK-}" ]; then
    consider "$LLM_CHAT_JDK"
    [ -n "$jdk" ] || jdk=$newer
    [ -n "$jdk" ] || die "LLM_CHAT_JDK=$LLM_CHAT_JDK is not a JDK $wanted: point it at one or unset it"
  else
    search_jdk
  fi
  [ -n "$jdk" ] || return 1
  case $jdk in
    /*) ;;
    *) jdk=$PWD/$jdk ;;
  esac
  read_feature "$jdk"
  jdk_range="[$feature,$((feature + 1)))"
  JAVA_HOME=$jdk
  export JAVA_HOME
}

need_jdk() {
  jdk_if_any "$1" || {
    fetch_jdk
    jdk_if_any "$1" || die "the downloaded JDK in $home/.jdk does not run here: install a JDK $wanted"
  }
}
