// Our own host name and a certificate for it that Azure renews. Azure makes the certificate only for a name that is bound already, so
// the name is bound twice: without the certificate here, with it in the second module.
param functionAppName string
param domainName string
param location string
param tags object

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: domainName
  properties: { siteName: functionAppName, hostNameType: 'Verified', customHostNameDnsRecordType: 'CName' }
}

// On Flex Consumption certificates belong to the app, not to the plan.
resource certificate 'Microsoft.Web/sites/certificates@2025-03-01' = {
  parent: app
  name: replace(domainName, '.', '-')
  location: location
  tags: tags
  properties: { canonicalName: domainName, serverFarmId: app.properties.serverFarmId }
  dependsOn: [binding]
}

module withCertificate 'custom-domain-tls.bicep' = {
  params: { functionAppName: functionAppName, domainName: domainName, thumbprint: certificate.properties.thumbprint }
}
