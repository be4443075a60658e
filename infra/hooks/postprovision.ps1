# What postprovision.sh does, for Windows: makes the signing certificate when the vault has none, writes the first tenant's row when
# SEED_TENANT_ID and SEED_TENANT_FILE are set and it is not there, and makes the bootstrap key of /manage when SEED_OPERATOR is true and it
# is not there. What exists is left alone, so running twice changes nothing.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

function Read-Setting([string] $Name) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if (-not $value) { throw "postprovision: $Name is not set. Run this through azd: azd hooks run postprovision" }
    $value
}

$vault = Read-Setting 'AZURE_KEY_VAULT_NAME'
$certificate = Read-Setting 'SIGNING_CERTIFICATE_NAME'
$account = Read-Setting 'APP_STORAGE_ACCOUNT_NAME'
$pause = if ($env:HOOK_PAUSE_SECONDS) { [int] $env:HOOK_PAUSE_SECONDS } else { 15 }

# Runs az; gives whether it worked and what it said. A role that was just assigned takes minutes to hold: then waits, 10 minutes at most.
function Invoke-Az([string[]] $Arguments) {
    for ($attempt = 1; ; $attempt++) {
        $answer = (& az @Arguments --only-show-errors 2>&1 | Out-String).Trim()
        if ($LASTEXITCODE -eq 0) { return @{ Ok = $true; Answer = $answer } }
        if ($answer -match 'ForbiddenByFirewall|ForbiddenByConnection|AuthorizationFailure|blocked by network rules') {
            throw "postprovision: the network rules of $vault or $account keep this machine out. Set OPERATOR_IP_ADDRESS and run azd provision, or run 'azd hooks run postprovision' inside the network. az said: $answer"
        }
        if ($answer -notmatch 'ForbiddenByRbac|AuthorizationPermissionMismatch|do not have the required permissions') { return @{ Ok = $false; Answer = $answer } }
        if ($attempt -ge 40) { throw "postprovision: the rights that azd assigned do not hold after 40 attempts. Check that AZURE_PRINCIPAL_ID is who az is logged in as. az said: $answer" }
        Write-Host "Waiting for the rights on $vault and $account to take effect ($attempt) …"
        Start-Sleep -Seconds $pause
    }
}

function New-SigningCertificate {
    $found = Invoke-Az @('keyvault', 'certificate', 'show', '--vault-name', $vault, '--name', $certificate, '--query', 'id', '--output', 'tsv')
    if ($found.Ok) { Write-Host "Signing certificate: $certificate is in $vault already."; return }
    if ($found.Answer -notmatch 'CertificateNotFound') { throw "postprovision: could not look for certificate $certificate in $vault. az said: $($found.Answer)" }
    $policy = Join-Path $PSScriptRoot 'signing-certificate.json'
    $made = Invoke-Az @('keyvault', 'certificate', 'create', '--vault-name', $vault, '--name', $certificate, '--policy', "@$policy", '--output', 'none')
    if (-not $made.Ok) { throw "postprovision: could not make certificate $certificate in $vault. If it was deleted, bring it back: az keyvault certificate recover --vault-name $vault --name $certificate. az said: $($made.Answer)" }
    Write-Host "Signing certificate: made $certificate in $vault. Key Vault renews it 90 days before it ends."
}

function Add-Tenant([string] $Tenant, [string] $File) {
    if ($Tenant -cnotmatch '^[a-z0-9][a-z0-9-]{0,62}$') { throw "postprovision: SEED_TENANT_ID is '$Tenant'. Write small letters, digits and hyphens, at most 63, no hyphen first" }
    if (-not (Test-Path -LiteralPath $File -PathType Leaf)) { throw "postprovision: SEED_TENANT_FILE is '$File', which cannot be read. Copy infra/hooks/tenant.sample.txt and fill it in" }
    $there = @('--auth-mode', 'login', '--account-name', $account, '--table-name', 'Tenants', '--output', 'none')
    $found = Invoke-Az (@('storage', 'entity', 'show') + $there + @('--partition-key', $Tenant, '--row-key', 'settings'))
    if ($found.Ok) { Write-Host "Tenant: $Tenant is there already and stays as it is."; return }
    if ($found.Answer -notmatch 'ResourceNotFound') { throw "postprovision: could not look for tenant $Tenant. az said: $($found.Answer)" }
    $columns = @(Get-Content -LiteralPath $File | Where-Object { $_ -and -not $_.StartsWith('#') })
    foreach ($line in $columns) { if ($line -notmatch '=') { throw "postprovision: $File has the line '$line'. Write Column=value" } }
    $made = Invoke-Az (@('storage', 'entity', 'insert') + $there + @('--if-exists', 'fail', '--entity', "PartitionKey=$Tenant", 'RowKey=settings') + $columns)
    if (-not $made.Ok) { throw "postprovision: could not write tenant $Tenant. az said: $($made.Answer)" }
    Write-Host "Tenant: wrote $Tenant."
}

function Write-WayIn([string] $Secret, [string] $What) {
    Write-Host "Operator: $What $Secret. To sign in at $($env:APP_BASE_URL)/manage, show it with:"
    Write-Host "  az keyvault secret show --vault-name $vault --name $Secret --query value --output tsv"
}

function Add-Operator([string] $Secret) {
    $found = Invoke-Az @('keyvault', 'secret', 'show', '--vault-name', $vault, '--name', $Secret, '--query', 'id', '--output', 'tsv')
    if ($found.Ok) { Write-WayIn $Secret "$vault has already"; return }
    if ($found.Answer -notmatch 'SecretNotFound') { throw "postprovision: could not look for secret $Secret in $vault. az said: $($found.Answer)" }
    # In a file of this user's own folder: an argument would show in the list of processes.
    $file = [IO.Path]::GetTempFileName()
    try {
        $octets = [byte[]]::new(32)
        [Security.Cryptography.RandomNumberGenerator]::Fill($octets)
        [IO.File]::WriteAllText($file, [Convert]::ToHexString($octets).ToLowerInvariant())
        $made = Invoke-Az @('keyvault', 'secret', 'set', '--vault-name', $vault, '--name', $Secret, '--file', $file, '--encoding', 'utf-8', '--output', 'none')
    }
    finally { Remove-Item -LiteralPath $file -Force }
    if (-not $made.Ok) { throw "postprovision: could not write secret $Secret to $vault. If it was deleted, bring it back: az keyvault secret recover --vault-name $vault --name $Secret. az said: $($made.Answer)" }
    Write-WayIn $Secret "made in $vault"
    # The app was started before there was a secret. Without this it would look again within a day.
    $app = "/subscriptions/$(Read-Setting 'AZURE_SUBSCRIPTION_ID')/resourceGroups/$(Read-Setting 'AZURE_RESOURCE_GROUP')/providers/Microsoft.Web/sites/$(Read-Setting 'AZURE_FUNCTION_APP_NAME')"
    $told = Invoke-Az @('rest', '--method', 'post', '--url', "$app/config/configreferences/appsettings/refresh?api-version=2022-03-01", '--output', 'none')
    if (-not $told.Ok) { Write-Host "Operator: the app could not be told to read the key now. Restart it, if /manage does not take the key. az said: $($told.Answer)" }
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) { throw "postprovision: the Azure CLI is missing. Install it, then run 'az login': https://aka.ms/azure-cli" }
New-SigningCertificate
if ($env:SEED_TENANT_ID) { Add-Tenant $env:SEED_TENANT_ID (Read-Setting 'SEED_TENANT_FILE') }
if ($env:SEED_OPERATOR -eq 'true') { Add-Operator (Read-Setting 'BOOTSTRAP_SECRET_NAME') }
