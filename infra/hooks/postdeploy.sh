#!/bin/sh
# After `azd deploy`: waits until the app says that it is ready, then prints what the IdP's admin needs. Changes nothing.
set -eu

base=${APP_BASE_URL:?is not set. Run this through azd: azd hooks run postdeploy}
host=${APP_DEFAULT_HOST_NAME:?is not set. Run azd provision first}
verification=${CUSTOM_DOMAIN_VERIFICATION_ID:?is not set. Run azd provision first}
pause=${HOOK_PAUSE_SECONDS:-10}

fail() {
  echo "postdeploy: $*" >&2
  exit 1
}

command -v curl >/dev/null || fail "curl is missing. Install it, then run: azd hooks run postdeploy"
attempt=1
until answer=$(curl --silent --show-error --fail-with-body --max-time 30 "$base/health" 2>&1); do
  [ "$attempt" -lt 30 ] ||
    fail "$base/health is not ready after 30 attempts. If it is a custom domain, check that its CNAME is $host. The last answer: $answer"
  echo "Waiting for $base/health ($attempt) …"
  attempt=$((attempt + 1))
  sleep "$pause"
done

tenant=${SEED_TENANT_ID:-'{tenant}'}
cat <<END
The app is ready: $base/health

For the IdP's admin (Microsoft Entra: Enterprise application, Single sign-on, SAML, Basic SAML Configuration):
  Identifier (Entity ID)   $base/saml/$tenant/metadata
  Reply URL (ACS)          $base/saml/$tenant/acs
  Sign on URL              $base/saml/$tenant/sso
  Logout URL               $base/saml/$tenant/slo
  Metadata to upload       $base/saml/$tenant/metadata
These are the addresses of UrlStyle 'standard'. The metadata answers as soon as the tenant has a row in table Tenants.

For an address of your own, such as sso.example.com, make two DNS records:
  sso.example.com          CNAME  $host
  asuid.sso.example.com    TXT    $verification
and then: azd env set CUSTOM_DOMAIN sso.example.com && azd up
END
if [ -z "${SEED_TENANT_ID:-}" ]; then
  cat <<END

There is no first tenant yet. Fill in a copy of infra/hooks/tenant.sample.txt with what the IdP's admin gives you, then:
  azd env set SEED_TENANT_ID <id> && azd env set SEED_TENANT_FILE <path> && azd hooks run postprovision
END
fi
