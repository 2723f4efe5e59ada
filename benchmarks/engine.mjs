// Times @cloud-copilot/iam-simulate, as a black box, on the requests on standard input.
import { readFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const named = (policies) => policies.map((policy, n) => ({ name: `p${n}`, policy }))
const levels = (found) =>
  found.map((policies, n) => ({ orgIdentifier: `level-${n}`, policies: named(policies) }))
const simulate = (item) =>
  runSimulation(
    {
      request: {
        action: item.action,
        principal: item.principal,
        resource: { accountId: item.resource_account, resource: item.resource },
        contextVariables: item.context
      },
      identityPolicies: named(item.identity),
      permissionBoundaryPolicies: named([item.boundary]),
      serviceControlPolicies: levels(item.scps),
      resourceControlPolicies: []
    },
    { simulationMode: 'Strict' }
  )

const cases = JSON.parse(readFileSync(0, 'utf8'))
for (const item of cases.slice(0, 50)) await simulate(item)
const started = process.cpuUsage()
let allowed = 0
for (const item of cases) if ((await simulate(item)).overallResult === 'Allowed') allowed++
const used = process.cpuUsage(started)
const seconds = (used.user + used.system) / 1e6
console.log(JSON.stringify([seconds, allowed]))
