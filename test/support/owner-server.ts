import { Agent, request } from 'node:http'
import { groupOf } from '@koopsignaal/learning'
import type { AssessmentForOwner, IngestAnswer, WireEvent } from '@koopsignaal/protocol'

/** Where an owner's own server sends to, and as whom. */
export interface Owner {
  readonly url: string
  readonly site: string
  /** A write token of the site. */
  readonly token: string
}

/** What is sent of one visitor at a time; its events have times of their own. */
export interface OwnerBatch {
  readonly visitor: string
  readonly events: readonly WireEvent[]
}

/** Visitors that are sent for at the same time. */
const LANES = 64

/** Sends batches as the owner's own server does, over sockets that stay open, and notes what each is answered with. What is sent of
 *  one visitor goes in the order given, each batch when the one before is answered.
 *  @returns assessments by the id of their batch's last event
 *  @throws Error when an event is not accepted, or an answer has no assessment */
export async function tellAll(
  owner: Owner,
  batches: readonly OwnerBatch[],
): Promise<ReadonlyMap<string, AssessmentForOwner>> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  const answers = new Map<string, AssessmentForOwner>()
  const lane = async (own: readonly OwnerBatch[]): Promise<void> => {
    for (const batch of own) answers.set(batch.events.at(-1)!.id, await tell(agent, owner, batch))
  }
  const lanes = Map.groupBy(batches, ({ visitor }) => groupOf(visitor, LANES))
  try {
    await Promise.all([...lanes.values()].map(lane))
  } finally {
    agent.destroy()
  }
  return answers
}

async function tell(
  agent: Agent,
  owner: Owner,
  { visitor, events }: OwnerBatch,
): Promise<AssessmentForOwner> {
  const text = await post(
    agent,
    owner,
    JSON.stringify({ site: owner.site, visitor, consent: 'granted', events }),
  )
  const { accepted, assessment } = JSON.parse(text) as IngestAnswer
  if (accepted !== events.length || assessment === undefined) throw new Error(`not taken in: ${text}`)
  return assessment as AssessmentForOwner
}

function post(agent: Agent, { url, token }: Owner, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sent = request(`${url}/v1/events`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () =>
        answer.statusCode === 202 ? resolve(text) : reject(new Error(`${answer.statusCode}: ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
