// The app on Flex Consumption. Its settings are in app-settings.bicep.
param name string
param planName string
param location string
param tags object
param identityId string
param storageAccountName string
param deploymentContainerName string
param alwaysReadyInstances int
param alwaysReadyProvisioning int
param instanceMemoryMB int
param maximumInstanceCount int
param subnetId string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: storageAccountName }

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the target of the service 'web' of azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'web' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Who follows references to the vault; there is no system-assigned identity.
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled', http20Enabled: true }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        // HTTP functions share their instances; a function of a queue has its own, and starts them from nothing.
        alwaysReady: concat(
          alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }],
          alwaysReadyProvisioning == 0 ? [] : [{ name: 'function:ProvisionUser', instanceCount: alwaysReadyProvisioning }]
        )
      }
    }
  }

  // Deployments come with a token; user names and passwords for them stay off.
  resource ftp 'basicPublishingCredentialsPolicies' = { name: 'ftp', properties: { allow: false } }
  resource scm 'basicPublishingCredentialsPolicies' = { name: 'scm', properties: { allow: false } }
}

output name string = app.name
output defaultHostName string = app.properties.defaultHostName
output customDomainVerificationId string = app.properties.customDomainVerificationId
