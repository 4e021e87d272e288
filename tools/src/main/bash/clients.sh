# What talks to the running service.

token() {
  local who=${1:-} answer
  [ -n "$who" ] || die "token of whom? one of: $SERVICE_CLIENTS $PEOPLE"
  [ -d "$SECRETS/clients" ] || die "nothing was started in $STATE yet; start it with ./lethe up"
  recall_ports
  if [ -s "$SECRETS/clients/$who" ]; then
    answer=$(token_request -d grant_type=client_credentials -d "client_id=$who" \
      --data-urlencode "client_secret@$SECRETS/clients/$who") || die "Keycloak did not answer; is it up? (./lethe status)"
  elif [ -s "$SECRETS/people/$who" ]; then
    answer=$(token_request -d grant_type=password -d client_id=lethe-cli --data-urlencode "client_secret@$SECRETS/clients/lethe-cli" \
      -d "username=$who" --data-urlencode "password@$SECRETS/people/$who") || die "Keycloak did not answer; is it up? (./lethe status)"
  else
    die "nobody here is called '$who'; one of: $SERVICE_CLIENTS $PEOPLE"
  fi
  case $answer in
    *'"access_token":"'*) sed 's/.*"access_token":"\([^"]*\)".*/\1/' <<<"$answer" ;;
    *) die "Keycloak refused: $answer" ;;
  esac
}
token_request() { fetch "$(keycloak_url)/realms/lethe/protocol/openid-connect/token" "$@"; }

need_running() {
  recall_ports
  find_java
  server_ready || die "the service does not answer at $(base_url); start it with ./lethe up"
}
as_evaluator() { # COMMAND...: the environment in which tools call the service as the evaluator of the first tenant
  LETHE_BASE_URL=$(base_url) LETHE_TOKEN_URL=$(keycloak_url)/realms/lethe/protocol/openid-connect/token LETHE_CA_FILE=$TLS/ca.pem \
    LETHE_CLIENT_ID=northwind-evaluator LETHE_CLIENT_SECRET_FILE=$SECRETS/clients/northwind-evaluator "$@"
}

evaluate() {
  [ $# -gt 0 ] || die "evaluate which folder? It holds a manifest.jsonl"
  need_running
  as_evaluator lethe_tools evaluate "$@"
}

# whatever lies in a folder, broken or hostile, has to come to a proper end, and the service has to be well after it
withstand() {
  local page=$STATE/run/after.png
  [ $# -eq 1 ] && [ -d "$1" ] || die "withstand which folder of documents?"
  need_running
  as_evaluator lethe_tools withstand "$1" || die "not every document came to a proper end"
  server_ready || die "the service is not ready any more; see $LOGS/server/messages.log"
  lethe_tools scan "$page"
  fetch --fail-with-body --max-time 120 --output /dev/null -H "Authorization: Bearer $(token northwind-app)" -H 'Prefer: wait=60' \
    -F "request=$(invoice_request)" -F "document=@$page" "$(base_url)/v1/ocr/jobs" || die "the service does not read a proper page any more"
  rm -f "$page"
  say "every document came to a proper end, and a proper page is read after them"
}
invoice_request() {
  echo '{"purpose": "invoice_processing", "document_class": "invoice",
    "consent": {"basis": "customer_authorized", "allow_model_training": false, "allow_manual_review": true},
    "output": ["vendor_name", "invoice_number", "invoice_date", "due_date", "invoice_total", "iban"], "retention_days": 7}'
}

demo() {
  local page=$STATE/demo/invoice.png answer=$STATE/demo/answer.json status
  up --detach
  mkdir -p "$STATE/demo"
  say "making a scanned invoice of invented people: $page"
  lethe_tools scan "$page"
  say "sending it to $(base_url)/v1/ocr/jobs as northwind-app"
  status=$(fetch --max-time 120 --output "$answer" --write-out '%{http_code}' -H "Authorization: Bearer $(token northwind-app)" \
    -H 'Prefer: wait=60' -F "request=$(invoice_request);type=application/json" -F "document=@$page;type=image/png" "$(base_url)/v1/ocr/jobs") ||
    die "the service did not answer"
  lethe_tools show <"$answer"
  rm -f "$answer"
  case $status in
    200 | 201) ;;
    *) die "the service answered $status" ;;
  esac
  cat <<TEXT

That was a scanned page, read in a sandbox, its values masked. The service stays up:
  console   $(console_url)
            log in as olivia (compliance officer), password $(password_of olivia)
            or as adam (auditor), password $(password_of adam); your browser does not know the local
            authority yet: $TLS/ca.pem
  API       $(base_url)/v1, description at $(base_url)/openapi
  a token   ./lethe token northwind-app
  stop      ./lethe down
TEXT
}
