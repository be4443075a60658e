#!/bin/sh
# After `azd provision`: makes the signing certificate when the vault has none, writes the first tenant's row when SEED_TENANT_ID and
# SEED_TENANT_FILE are set and it is not there, and makes the bootstrap key of /manage when SEED_OPERATOR is true and it is not there.
# What exists is left alone, so running twice changes nothing.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
vault=${AZURE_KEY_VAULT_NAME:?is not set. Run this through azd: azd hooks run postprovision}
certificate=${SIGNING_CERTIFICATE_NAME:?is not set. Run azd provision first}
account=${APP_STORAGE_ACCOUNT_NAME:?is not set. Run azd provision first}
pause=${HOOK_PAUSE_SECONDS:-15}

fail() {
  echo "postprovision: $*" >&2
  exit 1
}

# Runs az; what it says on either stream is in $answer. A role that was just assigned takes minutes to hold: then waits, 10 minutes at most.
ask() {
  attempt=1
  until answer=$(az "$@" --only-show-errors 2>&1); do
    case $answer in
      *ForbiddenByFirewall* | *ForbiddenByConnection* | *AuthorizationFailure* | *'blocked by network rules'*)
        fail "the network rules of $vault or $account keep this machine out. Set OPERATOR_IP_ADDRESS and run azd provision, or run 'azd hooks run postprovision' inside the network. az said: $answer" ;;
      *ForbiddenByRbac* | *AuthorizationPermissionMismatch* | *'do not have the required permissions'*)
        [ "$attempt" -lt 40 ] || fail "the rights that azd assigned do not hold after 40 attempts. Check that AZURE_PRINCIPAL_ID is who az is logged in as. az said: $answer"
        echo "Waiting for the rights on $vault and $account to take effect ($attempt) …"
        attempt=$((attempt + 1))
        sleep "$pause" ;;
      *) return 1 ;;
    esac
  done
}

make_certificate() {
  if ask keyvault certificate show --vault-name "$vault" --name "$certificate" --query id --output tsv; then
    echo "Signing certificate: $certificate is in $vault already."
    return
  fi
  case $answer in
    *CertificateNotFound*) ;;
    *) fail "could not look for certificate $certificate in $vault. az said: $answer" ;;
  esac
  ask keyvault certificate create --vault-name "$vault" --name "$certificate" --policy "@$here/signing-certificate.json" --output none ||
    fail "could not make certificate $certificate in $vault. If it was deleted, bring it back: az keyvault certificate recover --vault-name $vault --name $certificate. az said: $answer"
  echo "Signing certificate: made $certificate in $vault. Key Vault renews it 90 days before it ends."
}

seed_tenant() {
  tenant=$1
  file=$2
  printf '%s' "$tenant" | grep -Eq '^[a-z0-9][a-z0-9-]{0,62}$' ||
    fail "SEED_TENANT_ID is '$tenant'. Write small letters, digits and hyphens, at most 63, no hyphen first"
  [ -r "$file" ] || fail "SEED_TENANT_FILE is '$file', which cannot be read. Copy $here/tenant.sample.txt and fill it in"
  if ask storage entity show --auth-mode login --account-name "$account" --table-name Tenants --partition-key "$tenant" --row-key settings --output none; then
    echo "Tenant: $tenant is there already and stays as it is."
    return
  fi
  case $answer in
    *ResourceNotFound*) ;;
    *) fail "could not look for tenant $tenant. az said: $answer" ;;
  esac
  set -- "PartitionKey=$tenant" RowKey=settings
  while IFS= read -r line || [ -n "$line" ]; do
    line=$(printf '%s' "$line" | tr -d '\r')
    case $line in
      '' | '#'*) ;;
      *=*) set -- "$@" "$line" ;;
      *) fail "$file has the line '$line'. Write Column=value" ;;
    esac
  done <"$file"
  ask storage entity insert --auth-mode login --account-name "$account" --table-name Tenants --if-exists fail --output none --entity "$@" ||
    fail "could not write tenant $tenant. az said: $answer"
  echo "Tenant: wrote $tenant."
}

seed_operator() {
  secret=$1
  if ask keyvault secret show --vault-name "$vault" --name "$secret" --query id --output tsv; then
    echo "Operator: $secret is in $vault already. To sign in at ${APP_BASE_URL:-}/manage, show it with:"
    echo "  az keyvault secret show --vault-name $vault --name $secret --query value --output tsv"
    return
  fi
  case $answer in
    *SecretNotFound*) ;;
    *) fail "could not look for secret $secret in $vault. az said: $answer" ;;
  esac
  # In a file that only this user can read: an argument would show in the list of processes.
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$folder/key")
  [ "$(wc -c <"$folder/key")" -eq 64 ] || fail "could not make a random key"
  ask keyvault secret set --vault-name "$vault" --name "$secret" --file "$folder/key" --encoding utf-8 --output none ||
    fail "could not write secret $secret to $vault. If it was deleted, bring it back: az keyvault secret recover --vault-name $vault --name $secret. az said: $answer"
  rm -rf "$folder"
  echo "Operator: made $secret in $vault. To sign in at ${APP_BASE_URL:-}/manage, show it with:"
  echo "  az keyvault secret show --vault-name $vault --name $secret --query value --output tsv"
  # The app was started before there was a secret. Without this it would look again within a day.
  app="/subscriptions/${AZURE_SUBSCRIPTION_ID:?is not set. Run this through azd}/resourceGroups/${AZURE_RESOURCE_GROUP:?is not set}/providers/Microsoft.Web/sites/${AZURE_FUNCTION_APP_NAME:?is not set}"
  ask rest --method post --url "$app/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none ||
    echo "Operator: the app could not be told to read the key now. Restart it, if /manage does not take the key. az said: $answer"
}

command -v az >/dev/null || fail "the Azure CLI is missing. Install it, then run 'az login': https://aka.ms/azure-cli"
make_certificate
if [ -n "${SEED_TENANT_ID:-}" ]; then
  seed_tenant "$SEED_TENANT_ID" "${SEED_TENANT_FILE:?is not set, but SEED_TENANT_ID is. Name a file like infra/hooks/tenant.sample.txt}"
fi
if [ "${SEED_OPERATOR:-false}" = true ]; then
  seed_operator "${BOOTSTRAP_SECRET_NAME:?is not set. Run azd provision after azd env set SEED_OPERATOR true}"
fi
