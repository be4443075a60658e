// The app on Flex Consumption. Every connection is an address and an identity; there is no secret in the settings but the optional
// health key; the bootstrap key of /manage is a reference to the vault. Which setting is read by whom: tests/Infra.Tests/Settings/PlatformSettings.cs and the code.
param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param storageAccountName string
param deploymentContainerName string
param vaultUri string
param certificateName string
param applicationInsightsName string
param alwaysReadyInstances int
param instanceMemoryMB int
param maximumInstanceCount int
param appName string
param signInRetentionDays int
param customDomain string
param contactEmail string
param organizationName string
param organizationUrl string
@secure()
param healthDetailKey string
param bootstrapSecretName string
param operatorTenant string
param operatorRole string
param emailHost string
param emailPort string
param emailUser string
param emailPasswordSecretName string
param emailFrom string
param emailFromName string
param subnetId string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: storageAccountName }
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = { name: applicationInsightsName }

var baseUrl = 'https://${empty(customDomain) ? app.properties.defaultHostName : customDomain}'

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
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
      }
    }
  }

  // Not inside the app's own properties, because App__BaseUrl needs the host name that Azure gives to the app.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      Storage__tableServiceUri: account.properties.primaryEndpoints.table
      Storage__queueServiceUri: account.properties.primaryEndpoints.queue
      Storage__credential: 'managedidentity'
      Storage__clientId: identityClientId
      Keys__VaultUri: vaultUri
      Keys__CertificateName: certificateName
      App__BaseUrl: baseUrl
      App__SignInRetentionDays: string(signInRetentionDays)
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      AzureWebJobsDisableHomepage: 'true'
      // The app takes an empty value for a missing one.
      App__Name: appName
      App__ContactEmail: contactEmail
      App__OrganizationName: organizationName
      App__OrganizationUrl: organizationUrl
      Health__DetailKey: healthDetailKey
      Email__Host: emailHost
      Email__Port: emailPort
      Email__User: emailUser
      Email__Password: empty(emailUser) ? '' : '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${emailPasswordSecretName})'
      Email__From: emailFrom
      Email__FromName: emailFromName
      Manage__OperatorTenant: operatorTenant
      Manage__OperatorRole: operatorRole
      Manage__BootstrapKey: empty(bootstrapSecretName) ? '' : '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${bootstrapSecretName})'
    }
  }

  // Deployments come with a token; user names and passwords for them stay off.
  resource ftp 'basicPublishingCredentialsPolicies' = { name: 'ftp', properties: { allow: false } }
  resource scm 'basicPublishingCredentialsPolicies' = { name: 'scm', properties: { allow: false } }
}

output name string = app.name
output baseUrl string = baseUrl
output defaultHostName string = app.properties.defaultHostName
output customDomainVerificationId string = app.properties.customDomainVerificationId
