// What the app's identity may do: what the code and the Functions host call, and nothing else. Each description begins with the client
// that needs the role (tests/Infra.Tests looks the client up in the code) and shows in the portal beside the assignment.
param principalId string
param storageAccountName string
param vaultName string
param applicationInsightsName string

// Ids of built-in roles are the same in every cloud.
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  keyVaultCertificateUser: 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}
var queueUses = [
  { queue: 'provision-user', reason: 'QueueTrigger, QueueOutput: the host takes, extends, deletes and sends messages.' }
  { queue: 'provision-user-poison', reason: 'QueueTrigger: the host moves messages here and takes them.' }
  { queue: 'send-email', reason: 'QueueTrigger, QueueOutput: the host takes, extends, deletes and sends messages.' }
  { queue: 'send-email-poison', reason: 'QueueTrigger, QueueOutput: the host moves and sends messages here and takes them.' }
]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource queues 'queueServices' existing = {
    name: 'default'

    resource queue 'queues' existing = [for use in queueUses: { name: use.queue }]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = { name: vaultName }
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = { name: applicationInsightsName }

// Owner and not Contributor: it is what the host's documentation asks for. The account's blobs are the host's alone.
resource blobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, roles.storageBlobDataOwner)
  scope: account
  properties: {
    description: 'AzureWebJobsStorage: the host reads its package and keeps timer locks and its keys in blobs.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// On the account and not on each table, because a write to a missing table makes it.
resource tables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, roles.storageTableDataContributor)
  scope: account
  properties: {
    description: 'TableServiceClient: reads and writes all tables; the host adds its diagnostic events.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The pair Message Processor and Message Sender is not enough: the host updates a message's visibility while a function runs and when
// it fails, and an update needs messages/write.
resource queues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (use, i) in queueUses: {
    name: guid(account::queues::queue[i].id, principalId, roles.storageQueueDataContributor)
    scope: account::queues::queue[i]
    properties: {
      description: use.reason
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Includes the secret behind a certificate, which is where the private key comes from, and the bootstrap key that a setting may refer
// to; Secrets User would add nothing.
resource certificates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roles.keyVaultCertificateUser)
  scope: vault
  properties: {
    description: 'CertificateClient: lists the versions of the signing certificate and downloads them with their keys.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCertificateUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, principalId, roles.monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    description: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING: the host sends telemetry, which needs a token as local authentication is off.'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
