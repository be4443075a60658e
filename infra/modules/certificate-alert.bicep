// The vault tells of a certificate 30 days before it ends. As it renews itself 90 days before, this means that renewal failed.
param topicName string
param location string
param tags object
param vaultId string
@description('Ids of whom to tell.')
param actionGroups array

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  properties: { source: vaultId, topicType: 'Microsoft.KeyVault.vaults' }

  resource expiry 'eventSubscriptions' = {
    name: 'certificate-expiry'
    properties: {
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: { includedEventTypes: ['Microsoft.KeyVault.CertificateNearExpiry', 'Microsoft.KeyVault.CertificateExpired'] }
      destination: {
        endpointType: 'MonitorAlert'
        properties: { severity: 'Sev1', description: 'The signing certificate ends within 30 days.', actionGroups: actionGroups }
      }
    }
  }
}
