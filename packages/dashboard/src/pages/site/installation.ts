import type { InstallationAnswer } from '@koopsignaal/protocol'
import type { SiteContext } from '../../context.ts'
import { type Child, h } from '../../dom.ts'
import { copyable } from '../../parts/copy.ts'
import { moment } from '../../parts/marks.ts'
import { nothing, section, sectionOf, type Tried } from '../../parts/section.ts'
import { figures } from '../../parts/table.ts'
import { nameOf } from '../../texts/texts.ts'

/** Is the tag found, do events arrive; and what to do where not. */
export function installation(tried: Tried<InstallationAnswer>, context: SiteContext): HTMLElement {
  const { t } = context
  return sectionOf(tried, { id: 'installation', title: t.installation }, context, (answer) => [
    verdict(answer, context),
    h('dl', { class: 'facts is-list' }, ...facts(answer, context)),
    answer.events.lastDay.types.length > 0 && types(answer, context),
  ])
}

function verdict({ findings }: InstallationAnswer, { t }: SiteContext): HTMLElement {
  if (findings.length === 0) {
    return h('p', { class: 'verdict is-well', 'data-testid': 'all-well' }, t.allWell)
  }
  return h(
    'ol',
    { class: 'verdict is-todo', 'data-testid': 'findings' },
    ...findings.map(({ code, text }) => h('li', { 'data-code': code }, text)),
  )
}

function facts({ tag, events }: InstallationAnswer, context: SiteContext): readonly HTMLElement[] {
  const { t, format } = context
  const fact = (name: string, ...value: readonly Child[]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, ...value))
  const when = (at: string | null) => (at === null ? t.never : moment(at, context))
  const hosts = tag.hosts.map(({ host, isOwn }) =>
    h('span', { class: isOwn ? null : 'is-against' }, isOwn ? host : `${host} (${t.notYours})`),
  )
  return [
    fact(t.tagAsked, when(tag.lastAskedAt)),
    fact(
      t.askedBy,
      ...(hosts.length === 0 ? ['–'] : hosts.flatMap((host, i) => (i === 0 ? [host] : [', ', host]))),
    ),
    fact(t.lastEvent, when(events.lastAt)),
    fact(t.eventsToday, format.number(events.lastDay.total)),
    fact(t.bots, format.number(events.lastDay.bots)),
  ]
}

function types({ events }: InstallationAnswer, context: SiteContext): HTMLElement {
  const { t, format, language } = context
  return h(
    'details',
    { class: 'as-table' },
    h('summary', {}, t.byType),
    figures({
      caption: t.byType,
      rows: events.lastDay.types,
      columns: [
        { name: t.eventType, cell: ({ type }) => nameOf('event', type, language) },
        { name: t.count, cell: ({ count }) => format.number(count) },
        { name: t.last, cell: ({ lastAt }) => format.relative(lastAt) },
      ],
    }),
  )
}

/** What to paste into the site's pages. */
export function tags(tried: Tried<InstallationAnswer>, context: SiteContext): HTMLElement | null {
  if (tried.status === 'failed') return null
  const { t, format } = context
  const { snippet } = tried.answer
  return section(
    { id: 'tags', title: t.theTag, intro: t.theTagIntro(format.number(snippet.brotliBytes)) },
    copyable('tag', snippet.tag, context),
    h('h3', { class: 'after' }, t.withIntegrity),
    h('p', { class: 'intro' }, t.withIntegrityIntro),
    copyable('tag-integrity', snippet.tagWithIntegrity, context),
    h('h3', { class: 'after' }, t.afterLoad),
    h('p', { class: 'intro' }, t.afterLoadIntro),
    copyable('tag-after-load', snippet.tagAfterLoad, context),
  )
}

/** What was not kept, and why. */
export function drops(tried: Tried<InstallationAnswer>, context: SiteContext): HTMLElement | null {
  if (tried.status === 'failed') return null
  const { t, format } = context
  return section(
    { id: 'drops', title: t.drops, intro: t.dropsIntro },
    tried.answer.drops.length === 0
      ? nothing('no-drops', t.noDrops)
      : figures({
          caption: t.drops,
          rowId: 'drop-row',
          rows: tried.answer.drops,
          columns: [
            { name: t.dropReason, cell: ({ reason }) => h('code', {}, reason) },
            { name: t.count, cell: ({ count }) => format.number(count) },
            { name: t.last, cell: ({ lastAt }) => format.relative(lastAt) },
            { name: t.dropMessage, isText: true, cell: ({ message }) => message },
          ],
        }),
  )
}
