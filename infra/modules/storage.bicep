// One account: the app's tables and queues, the host's blobs (locks of timers, keys), and the container that deployments go to.
// Keys are off; whoever comes needs a token and a role.
param name string
param location string
param tags object
param sku string
param private bool
param operatorIpAddress string

// The names that the code uses; tests/Infra.Tests holds both sides together. The code would make missing tables itself. Queues are
// made here only: the app has rights on these and may make no others.
var tableNames = ['Tenants', 'Users', 'Sessions', 'UsedIds', 'SignIns', 'DataProtection', 'Admins', 'Audit']
var queueNames = ['provision-user', 'provision-user-poison', 'send-email', 'send-email-poison']

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: private && empty(operatorIpAddress) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: private ? 'Deny' : 'Allow'
      ipRules: private && !empty(operatorIpAddress) ? [{ value: operatorIpAddress, action: 'Allow' }] : []
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource deployments 'containers' = {
      name: 'deployments'
      properties: { publicAccess: 'None' }
    }
  }

  resource tables 'tableServices' = {
    name: 'default'

    resource table 'tables' = [
      for tableName in tableNames: {
        name: tableName
      }
    ]
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for queueName in queueNames: {
        name: queueName
      }
    ]
  }
}

output id string = account.id
output name string = account.name
output deploymentContainerName string = account::blobs::deployments.name
