// What an operator must hear of. Rules look at the requests in the log: each run of a function is one, with its name and status. A
// queue's own metric is counted once an hour and not per queue. With OpenTelemetry a request's name is its route, hence the Url too, and
// a queue function's may have a prefix, hence `has`.
param actionGroupName string
param topicName string
param location string
param tags object
param workspaceId string
param vaultId string
param email string

var rules = [
  {
    name: 'poison-queue'
    severity: 1
    title: 'A user could not be provisioned'
    description: 'A message failed five times and reached provision-user-poison. The user is marked; the log has the correlation id.'
    query: 'AppRequests | where Name has "ProvisionUserPoison" | summarize Found = sum(ItemCount)'
    lookBack: null
  }
  {
    name: 'mail-poison-queue'
    severity: 2
    title: 'A mail could not be sent'
    description: 'The mail server refused it for good, or its message failed five times and reached send-email-poison.'
    query: 'AppRequests | where Name has "SendEmailPoison" | summarize Found = sum(ItemCount)'
    lookBack: null
  }
  {
    name: 'sign-in-failures'
    severity: 2
    title: 'Sign-ins fail much more often than usual'
    description: 'At least 20 refusals in 15 minutes, and three times the mean of the day before.'
    query: '''
let refused = AppRequests | where (Name in ("Acs", "CustomerAcs") or Url has "acs") and toint(ResultCode) between (400 .. 499);
let usual = toscalar(refused | where TimeGenerated between (ago(1d) .. ago(15m)) | summarize sum(ItemCount)) / 95.0;
refused
| where TimeGenerated > ago(15m)
| summarize Refused = sum(ItemCount)
| where Refused >= 20 and Refused > 3 * coalesce(usual, 0.0)
| project Found = Refused'''
    lookBack: 'P1D'
  }
  {
    name: 'server-errors'
    severity: 1
    title: 'The app answers with 5xx'
    description: 'More than 5 answers of 500 or above in 15 minutes.'
    query: 'AppRequests | where toint(ResultCode) between (500 .. 599) | summarize Found = sum(ItemCount) | where Found > 5'
    lookBack: null
  }
]
var actionGroups = empty(email) ? [] : [actionGroup.id]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'sign-on'
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      overrideQueryTimeRange: rule.lookBack
      autoMitigate: true
      // A workspace that has not yet seen a request has no table AppRequests.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Found'
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: { actionGroups: actionGroups }
    }
  }
]

module certificate 'certificate-alert.bicep' = {
  params: { topicName: topicName, location: location, tags: tags, vaultId: vaultId, actionGroups: actionGroups }
}
