// The app's settings. They are not among the app's own properties, because App__BaseUrl needs the host name that Azure gives to the app. Every
// connection is an address and an identity; there is no secret but the optional health key, and the bootstrap key of /manage is a reference to
// the vault. Which setting is read by whom: tests/Infra.Tests/Settings/PlatformSettings.cs and the code.
param functionAppName string
param baseUrl string
param identityClientId string
param storageAccountName string
param vaultUri string
param certificateName string
param applicationInsightsName string
param appName string
param signInRetentionDays int
param sessionRetentionDays int
param auditRetentionDays int
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

resource app 'Microsoft.Web/sites@2025-03-01' existing = { name: functionAppName }
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: storageAccountName }
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = { name: applicationInsightsName }

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
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
    App__SessionRetentionDays: string(sessionRetentionDays)
    Manage__AuditRetentionDays: string(auditRetentionDays)
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
