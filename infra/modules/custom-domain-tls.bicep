// The second half of custom-domain.bicep: a template can declare one resource only once.
param functionAppName string
param domainName string
param thumbprint string

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  name: '${functionAppName}/${domainName}'
  properties: { siteName: functionAppName, hostNameType: 'Verified', sslState: 'SniEnabled', thumbprint: thumbprint }
}
