// What whoever runs `azd up` may do, because the hooks do it: make the signing certificate, write the first tenant's row, and,
// when asked, make the bootstrap key of /manage. The app's own rights are in rbac.bicep.
param principalId string
param principalType string
param storageAccountName string
param vaultName string
param seedOperator bool

var keyVaultCertificatesOfficer = 'a4417e6f-fecd-4de8-b567-7b0420556985'
var keyVaultSecretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource tables 'tableServices' existing = {
    name: 'default'

    resource tenants 'tables' existing = { name: 'Tenants' }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = { name: vaultName }

resource certificates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultCertificatesOfficer)
  scope: vault
  properties: {
    description: 'az keyvault certificate: infra/hooks/postprovision makes the signing certificate. This role cannot read its key.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultCertificatesOfficer)
    principalId: principalId
    principalType: principalType
  }
}

// On the vault, because a role on a secret needs the secret first. It can read the signing key too, so it is given only when asked, and
// docs/operations.md says how to take it away.
resource secrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (seedOperator) {
  name: guid(vault.id, principalId, keyVaultSecretsOfficer)
  scope: vault
  properties: {
    description: 'az keyvault secret: infra/hooks/postprovision makes the bootstrap key of /manage, and its command shows it.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsOfficer)
    principalId: principalId
    principalType: principalType
  }
}

resource tenants 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::tables::tenants.id, principalId, storageTableDataContributor)
  scope: account::tables::tenants
  properties: {
    description: 'az storage entity: infra/hooks/postprovision writes the first tenant, and admins edit tenants in table editors.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageTableDataContributor)
    principalId: principalId
    principalType: principalType
  }
}
