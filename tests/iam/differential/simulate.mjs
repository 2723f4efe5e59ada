// Decides every request on standard input with @cloud-copilot/iam-simulate, as a black box.
import { readFileSync } from 'node:fs'
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate'

const named = (policies) => policies.map((policy, n) => ({ name: `p${n}`, policy }))
const levels = (found) =>
  found.map((policies, n) => ({ orgIdentifier: `level-${n}`, policies: named(policies) }))

const results = []
for (const item of JSON.parse(readFileSync(0, 'utf8'))) {
  const result = await runSimulation(
    {
      request: {
        action: item.action,
        principal: item.principal === 'anonymous' ? anonymousPrincipal : item.principal,
        resource: { accountId: item.resource_account, resource: item.resource },
        contextVariables: item.context
      },
      identityPolicies: named(item.identity),
      sessionPolicy: item.session ?? undefined,
      permissionBoundaryPolicies: item.boundary ? named([item.boundary]) : undefined,
      serviceControlPolicies: levels(item.scps),
      resourceControlPolicies: levels(item.rcps),
      vpcEndpointPolicies: item.endpoint ? named([item.endpoint]) : undefined,
      resourcePolicy: item.resource_policy ?? undefined
    },
    { simulationMode: 'Strict' }
  )
  results.push(result.overallResult ?? `refused: ${JSON.stringify(result.errors)}`)
}
console.log(JSON.stringify(results))
