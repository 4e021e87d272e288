# ./lethe policy: the bundle of the tree, its baseline and its signature

POLICY_DIR=$TREE/liberty-config/src/main/liberty/config/policy
POLICY_BASELINE=$TREE/liberty-config/src/main/policy/baseline.txt
EXPOSURE=$TREE/liberty-config/src/main/policy/exposure.yaml
EXPOSURE_BASELINE=$TREE/liberty-config/src/main/policy/exposure-baseline.txt

policy() {
  local command=${1:-check}
  [ $# -gt 0 ] && shift
  prepare
  [ -f "$TREE/tools/target/tools.jar" ] || { fetch_liberty; build; }
  case $command in
    check)
      lethe_tools policy check "${1:-$POLICY_DIR}" "$POLICY_BASELINE"
      lethe_tools policy exposure "$EXPOSURE" "$EXPOSURE_BASELINE"
      ;;
    diff) # of two bundles or baselines, or of the baseline and a bundle
      if [ $# -ge 2 ]; then lethe_tools policy diff "$1" "$2"; else lethe_tools policy diff "$POLICY_BASELINE" "${1:-$POLICY_DIR}"; fi
      ;;
    explain) lethe_tools policy explain "$POLICY_DIR" "$@" ;;
    baseline)
      lethe_tools policy baseline "$POLICY_DIR" "$POLICY_BASELINE"
      lethe_tools policy exposure-baseline "$EXPOSURE" "$EXPOSURE_BASELINE"
      ;;
    sign)
      make_secrets
      policy_keys
      lethe_tools policy sign "${1:?which folder?}" "${2:-$POLICY_KEYS/signing.key}"
      ;;
    verify) lethe_tools policy verify "${1:?which folder?}" "${2:-$POLICY_KEYS/signing.pub}" ;;
    *) die "policy knows check, diff, explain, baseline, sign and verify, not '$command'" ;;
  esac
}
