import { type HeadVerdict, type Learned, learnSite, type SegmentsVerdict } from '@koopsignaal/learning'
import { assertNever } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import type { Config } from '../config.ts'
import { StartError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { ModelDecision, Site, Store } from '../storage/store.ts'
import type { Command, Io } from './command.ts'
import { rebuildInThreads } from './derive-threads.ts'
import { writeModelFile } from './model-file.ts'
import { createProgress } from './progress.ts'
import { requireSite, withStore } from './with-store.ts'

export const learn: Command = {
  name: 'learn',
  summary:
    'Learns a site’s own weights from its conversions and publishes them when they beat the present model and the points table. Runs every night by itself; the decision and its figures are kept.',
  usage: 'learn --site <id> [--take-back] [--file <file>]',
  words: 0,
  options: {
    site: { kind: 'text', required: true, help: 'the site' },
    'take-back': { kind: 'flag', help: 'go back to the model before the present one' },
    file: {
      kind: 'text',
      help: 'also write the model that is in use from now on, with the decision, its data and its figures; `backtest --model` reads it',
    },
    json: { kind: 'flag', help: 'print the decision as JSON' },
  },
  settings: ['data', 'store'],
  run: async ({ config, text, flag }, io) => {
    await withStore(config, async (store) => {
      const site = await requireSite(store, text('site')!)
      const { decision, model } = flag('take-back')
        ? takeBack(site, await store.modelDecisions(site.id))
        : decide(site, store, await store.modelDecisions(site.id))
      const file = text('file')
      // First: where it cannot be written, nothing is decided.
      if (file !== undefined) writeModelFile(file, modelOf({ ...site, model }), decision)
      await store.decideModel(site.id, decision, model)
      await renew(config, store, site.id, io)
      if (flag('json')) io.print(JSON.stringify({ ...decision, model: undefined }))
      else
        io.print(`${site.id}: ${decision.version} ${decision.decision.replace('_', ' ')}: ${decision.reason}`)
    })
  },
}

interface Outcome {
  readonly decision: ModelDecision
  /** What the site is scored with from now on; null is the prior. */
  readonly model: Model | null
}

function decide(site: Site, store: Store, earlier: readonly ModelDecision[]): Outcome {
  const now = Date.now()
  const number = 1 + earlier.filter(({ decision }) => decision === 'published').length
  const learned = learnSite(store.events(site.id), modelOf(site), { site: site.id, until: now, number })
  const { model: _model, ...figures } = learned
  const decision: ModelDecision = {
    at: now,
    decision: learned.publish ? 'published' : 'refused',
    version: learned.publish ? learned.model.version : modelOf(site).version,
    reason: reasonOf(learned),
    figures,
    model: learned.model,
  }
  return { decision, model: learned.publish ? learned.model : site.model }
}

function reasonOf({ now, later, borders, data }: Learned): string {
  const parts = [
    `now: ${sentence(now)}`,
    `later: ${sentence(later)}`,
    `segments: ${bordersSentence(borders)}`,
  ]
  return `${data.conversions} conversions, ${data.visitors} visitors; ${parts.join('; ')}`
}

function bordersSentence(verdict: SegmentsVerdict): string {
  switch (verdict.status) {
    case 'nothing_ranks':
      return 'as they are until a chance comes true, or ranks'
    case 'too_few':
      return `too few came true (${Math.round(verdict.positives)} of ${verdict.needed})`
    case 'cannot_judge':
      return 'cannot be judged yet'
    case 'published':
    case 'refused': {
      const { zoeker, koper } = verdict.borders
      const better = verdict.status === 'published' ? 'better' : 'not better'
      return `${better}${verdict.learns === 'points' ? ' with points of its own,' : ''} from ${zoeker.enter} and ${koper.enter} points, koper ${verdict.learned.koperLift?.toFixed(1) ?? '–'} times the rate of all`
    }
    default:
      return assertNever(verdict)
  }
}

/** What was decided about one head, in words. */
function sentence(verdict: HeadVerdict): string {
  switch (verdict.status) {
    case 'too_few':
      return `too few came true (${verdict.positives} of ${verdict.needed})`
    case 'cannot_judge':
      return 'cannot be judged yet'
    case 'published':
    case 'refused': {
      const last = verdict.trials.at(-1)
      const auc =
        last === undefined
          ? ''
          : `, AUC ${last.figures.auc.toFixed(3)} against ${verdict.figures.current.auc.toFixed(3)} now and ${verdict.figures.points.auc.toFixed(3)} of a points table`
      return `${verdict.status === 'published' ? 'better' : 'not better'}${auc}`
    }
    default:
      return assertNever(verdict)
  }
}

/** @throws StartError when the site is scored by its prior */
function takeBack(site: Site, decisions: readonly ModelDecision[]): Outcome {
  const present = site.model
  if (present === null) throw new StartError(`${site.id} has no learned model to take back.`)
  const gone = new Set(
    decisions.filter(({ decision }) => decision === 'taken_back').map(({ version }) => version),
  )
  gone.add(present.version)
  const before = decisions.find(({ decision, version }) => decision === 'published' && !gone.has(version))
  const model = before?.model ?? null
  return {
    model,
    decision: {
      at: Date.now(),
      decision: 'taken_back',
      version: present.version,
      reason: `back to ${modelOf({ ...site, model }).version}`,
      figures: null,
      model: present,
    },
  }
}

/** Whom the model makes something else of is derived again; whoever asks in between gets theirs on the spot. */
async function renew(config: Config, store: Store, id: string, io: Io): Promise<void> {
  const site = await requireSite(store, id)
  await rebuildInThreads(config, store, site, {
    present: modelOf(site),
    onProgress: createProgress(io, 'visitors rescored'),
  })
}
