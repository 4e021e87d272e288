# ./lethe keys: the root key of a tenant, over the API, with the account of somebody of the tenant who may

keys() {
  local command=${1:-} tenant=${2:-northwind} who
  [ $# -le 2 ] || die "keys wants a command and one tenant at most"
  case $command in
    status | rotate) ;;
    *) die "keys knows status and rotate, not '$command'" ;;
  esac
  who=$(keeper_of "$command" "$tenant") || exit 1
  need_running
  case $command in
    status) tenant_key "$who" ;;
    rotate) tenant_key "$who" --request POST /rotation ;;
  esac
}

# who of a tenant may do it by the policy of the tree: whoever reads retention, and who manages keys
keeper_of() { # COMMAND TENANT
  case $1-$2 in
    status-northwind | rotate-northwind) echo tara ;;
    status-contoso) echo carla ;;
    rotate-contoso) die "contoso has no tenant administrator here, and nobody else may rotate its key" ;;
    *) die "there is no tenant '$2' here; one of: northwind contoso" ;;
  esac
}

tenant_key() { # WHO [OPTION... PATH]
  local who=$1 path='' token status answer
  shift
  [ $# -eq 0 ] || { path=${*: -1}; set -- "${@:1:$#-1}"; }
  token=$(token "$who") || exit 1
  # the token is in no command line, which others on the machine can read
  answer=$(fetch --write-out '\n%{http_code}' --header @- "$@" "$(base_url)/v1/tenant-key$path" <<<"Authorization: Bearer $token") ||
    die "the service did not answer"
  status=${answer##*$'\n'}
  echo "${answer%$'\n'*}"
  case $status in
    2??) ;;
    *) die "the service answered $status" ;;
  esac
}
