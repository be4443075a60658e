// Holds the signing certificate. Rights come from roles only. What is deleted stays recoverable for 90 days, and nobody, not even an
// owner, can shorten that: with the key gone, every IdP that encrypts to it or checks its signatures would have to be set up anew.
param name string
param location string
param tags object
param workspaceId string
param private bool
param operatorIpAddress string
param recover bool

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    createMode: recover ? 'recover' : 'default'
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: private && empty(operatorIpAddress) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: private && !empty(operatorIpAddress) ? [{ value: operatorIpAddress }] : []
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
