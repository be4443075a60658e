// Composes: one module per concern, and what one module makes and another needs. No resource but the group is declared here.
targetScope = 'subscription'

@description('Name of the azd environment; part of every name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything. Flex Consumption is not in all of them: az functionapp list-flexconsumption-locations.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of who deploys. Gets the rights that the hooks need. Empty: nobody does.')
param principalId string = ''
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('The product\'s name on its pages. Empty: the app\'s default.')
param appName string = ''
@description('Who is told of alerts. Empty: alerts show in the portal only.')
param alertEmail string = ''

@description('Instances that always run for HTTP. 0 is cheaper; then the first person of a quiet hour waits for a cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 1
@description('Instances that always run for the queue function ProvisionUser. 0 is cheaper; then a person who signs in for the first time in a quiet hour waits at Setting up your account for a cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyProvisioning int = 0
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('ZRS survives the loss of a zone. Regions without zones need Standard_LRS; GZRS also survives the loss of a region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param storageSku string = 'Standard_ZRS'
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30
@minValue(1)
@maxValue(3650)
param signInRetentionDays int = 90
@description('How long a session\'s row is kept after the session\'s end.')
@minValue(0)
@maxValue(3650)
param sessionRetentionDays int = 1
@description('How long the audit trail of what admins changed is kept.')
@minValue(30)
@maxValue(3650)
param auditRetentionDays int = 365

@description('Such as sso.example.com; its CNAME and asuid TXT records must exist. Empty: the address that Azure gives.')
param customDomain string = ''
@description('Whom admins of identity providers write to; stands in our metadata. Empty: nobody.')
param contactEmail string = ''
@description('Who runs the application; stands in our metadata, with organizationUrl. Empty: nobody.')
param organizationName string = ''
param organizationUrl string = ''
@description('Takes storage and vault off the internet.')
param privateNetworking bool = false
@description('With private networking: the one IPv4 address from which the hooks may still reach storage and vault. Empty: none.')
param operatorIpAddress string = ''
@description('True for the one run after `azd down`, when the vault of that name waits in its soft-deleted state.')
param recoverVault bool = false
@description('What a client of /health must show to see detail; 16 characters or more. Empty: nobody sees it.')
@secure()
param healthDetailKey string = ''

@description('True: the hook makes a bootstrap key for /manage in the vault, and the app takes it. False again: the key opens nothing.')
param seedOperator bool = false
@description('Id of the tenant whose users with the role below are operators. Empty: none.')
param operatorTenant string = ''
@description('The role that makes a user of that tenant an operator. Empty: the app\'s default, operator.')
param operatorRole string = ''

@description('The mail server that takes mails about new accounts, such as smtp.azurecomm.net. Empty: no mails are sent.')
param emailHost string = ''
@description('587 for STARTTLS, 465 for TLS from the first octet.')
param emailPort string = '587'
@description('Who logs in there. The password is the secret email-password in the vault. Empty: nobody logs in.')
param emailUser string = ''
@description('The address that mails come from; needed with emailHost.')
param emailFrom string = ''
@description('The name beside that address. Empty: none.')
param emailFromName string = ''

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var certificateName = 'saml-signing'
var bootstrapSecretName = 'manage-bootstrap-key'
var emailPasswordSecretName = 'email-password'
var functionAppName = '${abbreviations.webSitesFunctions}${token}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourcesResourceGroups}${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: '${abbreviations.managedIdentityUserAssignedIdentities}${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${token}'
    applicationInsightsName: '${abbreviations.insightsComponents}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: '${abbreviations.storageStorageAccounts}${token}'
    location: location
    tags: tags
    sku: storageSku
    private: privateNetworking
    operatorIpAddress: operatorIpAddress
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: '${abbreviations.keyVaultVaults}${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    private: privateNetworking
    operatorIpAddress: operatorIpAddress
    recover: recoverVault
  }
}

module rbac 'modules/rbac.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.name
    vaultName: vault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module deployer 'modules/rbac-deployer.bicep' = if (!empty(principalId)) {
  scope: group
  params: {
    principalId: principalId
    principalType: principalType
    storageAccountName: storage.outputs.name
    vaultName: vault.outputs.name
    seedOperator: seedOperator
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: '${abbreviations.networkVirtualNetworks}${token}'
    location: location
    tags: tags
    storageAccountId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module web 'modules/functions.bicep' = {
  scope: group
  params: {
    name: functionAppName
    planName: '${abbreviations.webServerFarms}${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    storageAccountName: storage.outputs.name
    deploymentContainerName: storage.outputs.deploymentContainerName
    alwaysReadyInstances: alwaysReadyInstances
    alwaysReadyProvisioning: alwaysReadyProvisioning
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
  }
  // The app reads its package with the identity as soon as it exists.
  dependsOn: [rbac]
}

var baseUrl = 'https://${empty(customDomain) ? web.outputs.defaultHostName : customDomain}'

module settings 'modules/app-settings.bicep' = {
  scope: group
  params: {
    functionAppName: web.outputs.name
    baseUrl: baseUrl
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    vaultUri: vault.outputs.uri
    certificateName: certificateName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    appName: appName
    signInRetentionDays: signInRetentionDays
    sessionRetentionDays: sessionRetentionDays
    auditRetentionDays: auditRetentionDays
    contactEmail: contactEmail
    organizationName: organizationName
    organizationUrl: organizationUrl
    healthDetailKey: healthDetailKey
    bootstrapSecretName: seedOperator ? bootstrapSecretName : ''
    operatorTenant: operatorTenant
    operatorRole: operatorRole
    emailHost: emailHost
    emailPort: emailPort
    emailUser: emailUser
    emailPasswordSecretName: emailPasswordSecretName
    emailFrom: emailFrom
    emailFromName: emailFromName
  }
}

module domain 'modules/custom-domain.bicep' = if (!empty(customDomain)) {
  scope: group
  params: { functionAppName: web.outputs.name, domainName: customDomain, location: location, tags: tags }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    actionGroupName: '${abbreviations.insightsActionGroups}${token}'
    topicName: '${abbreviations.eventGridSystemTopics}${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    vaultId: vault.outputs.id
    email: alertEmail
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = web.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output APP_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output APP_IDENTITY_NAME string = identity.outputs.name
output APP_IDENTITY_CLIENT_ID string = identity.outputs.clientId
output SIGNING_CERTIFICATE_NAME string = certificateName
output BOOTSTRAP_SECRET_NAME string = seedOperator ? bootstrapSecretName : ''
output APP_BASE_URL string = baseUrl
output APP_DEFAULT_HOST_NAME string = web.outputs.defaultHostName
output CUSTOM_DOMAIN_VERIFICATION_ID string = web.outputs.customDomainVerificationId
output SAML_ENTITY_ID_PATTERN string = '${baseUrl}/saml/{tenant}/metadata'
output SAML_ACS_URL_PATTERN string = '${baseUrl}/saml/{tenant}/acs'
output SAML_SIGN_ON_URL_PATTERN string = '${baseUrl}/saml/{tenant}/sso'
