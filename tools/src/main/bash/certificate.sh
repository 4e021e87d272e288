# ./lethe certificate: what an auditor needs who has a certificate and the public keys

certificate() {
  local command=${1:-}
  [ $# -gt 0 ] && shift
  case $command in
    verify)
      [ $# -ge 1 ] || die "which certificate? ./lethe certificate verify FILE [KEYS]"
      prepare
      [ -f "$TREE/tools/target/tools.jar" ] || { fetch_liberty; build; }
      lethe_tools certificate verify "$1" "${2:-$SIGNING_KEYS/signing.pub}"
      ;;
    *) die "certificate knows verify, not '$command'" ;;
  esac
}
