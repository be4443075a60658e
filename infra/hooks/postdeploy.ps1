# What postdeploy.sh does, for Windows: waits until the app says that it is ready, then prints what the IdP's admin needs. Changes nothing.
$ErrorActionPreference = 'Stop'

$base = $env:APP_BASE_URL
$hostName = $env:APP_DEFAULT_HOST_NAME
$verification = $env:CUSTOM_DOMAIN_VERIFICATION_ID
if (-not $base -or -not $hostName -or -not $verification) { throw 'postdeploy: APP_BASE_URL, APP_DEFAULT_HOST_NAME or CUSTOM_DOMAIN_VERIFICATION_ID is not set. Run this through azd: azd hooks run postdeploy' }
$pause = if ($env:HOOK_PAUSE_SECONDS) { [int] $env:HOOK_PAUSE_SECONDS } else { 10 }

for ($attempt = 1; ; $attempt++) {
    try {
        Invoke-WebRequest -Uri "$base/health" -TimeoutSec 30 -UseBasicParsing | Out-Null
        break
    }
    catch {
        if ($attempt -ge 30) { throw "postdeploy: $base/health is not ready after 30 attempts. If it is a custom domain, check that its CNAME is $hostName. The last answer: $($_.Exception.Message)" }
        Write-Host "Waiting for $base/health ($attempt) …"
        Start-Sleep -Seconds $pause
    }
}

$tenant = if ($env:SEED_TENANT_ID) { $env:SEED_TENANT_ID } else { '{tenant}' }
Write-Host @"
The app is ready: $base/health

For the IdP's admin (Microsoft Entra: Enterprise application, Single sign-on, SAML, Basic SAML Configuration):
  Identifier (Entity ID)   $base/saml/$tenant/metadata
  Reply URL (ACS)          $base/saml/$tenant/acs
  Sign on URL              $base/saml/$tenant/sso
  Logout URL               $base/saml/$tenant/slo
  Metadata to upload       $base/saml/$tenant/metadata
These are the addresses of UrlStyle 'standard'. The metadata answers as soon as the tenant has a row in table Tenants.

For an address of your own, such as sso.example.com, make two DNS records:
  sso.example.com          CNAME  $hostName
  asuid.sso.example.com    TXT    $verification
and then: azd env set CUSTOM_DOMAIN sso.example.com; azd up
"@
if (-not $env:SEED_TENANT_ID) {
    Write-Host @"

There is no first tenant yet. Fill in a copy of infra/hooks/tenant.sample.txt with what the IdP's admin gives you, then:
  azd env set SEED_TENANT_ID <id>; azd env set SEED_TENANT_FILE <path>; azd hooks run postprovision
"@
}
