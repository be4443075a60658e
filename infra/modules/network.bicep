// Private networking: the app reaches storage and vault through endpoints inside its own network. Flex Consumption wants its subnet
// delegated to Microsoft.App/environments, a provider that the subscription must have registered.
param name string
param location string
param tags object
param storageAccountId string
param vaultId string

var storageSuffix = environment().suffixes.storage
// The vault's zone is named differently from its public suffix: vault.azure.net becomes vaultcore.azure.net.
var vaultZone = 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
var endpoints = [
  { group: 'blob', target: storageAccountId, zone: 'privatelink.blob.${storageSuffix}' }
  { group: 'queue', target: storageAccountId, zone: 'privatelink.queue.${storageSuffix}' }
  { group: 'table', target: storageAccountId, zone: 'privatelink.table.${storageSuffix}' }
  { group: 'vault', target: vaultId, zone: vaultZone }
]

resource network 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/24'
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      { name: 'endpoints', properties: { addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: 'Disabled' } }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource inner 'subnets' existing = { name: 'endpoints' }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for endpoint in endpoints: {
    name: endpoint.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (endpoint, i) in endpoints: {
    parent: zones[i]
    name: name
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2025-01-01' = [
  for endpoint in endpoints: {
    name: 'pe-${endpoint.group}-${name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::inner.id }
      privateLinkServiceConnections: [
        { name: endpoint.group, properties: { privateLinkServiceId: endpoint.target, groupIds: [endpoint.group] } }
      ]
    }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-01-01' = [
  for (endpoint, i) in endpoints: {
    parent: privateEndpoints[i]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: endpoint.group, properties: { privateDnsZoneId: zones[i].id } }] }
  }
]

output appSubnetId string = network::app.id
