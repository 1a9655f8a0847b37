import { TOPICS, type Topic, type TopicRule } from '@koopsignaal/protocol'
import { compileGlob } from './glob.ts'
import { PAGE_TYPES } from './lists/topics.ts'
import { memo } from './memo.ts'
import { guessFromPath, guessFromTitle, isHomePath, MAX_READ } from './topic-guess.ts'

/** What a page tells of itself. */
export interface PageFacts {
  /** `<meta name="koop:topic">`, as sent. */
  readonly topic: string | null
  /** Its schema.org or Open Graph type, as sent. */
  readonly pageType: string | null
  /** As `scrubUrl` gives it. */
  readonly path: string | null
  readonly title: string | null
}

/** What a page is about. In this order: the page's own word, its schema.org or Open Graph type, the site's path rules (the
 *  first that fits), a guess from the words of its path, a guess from the words of its title. A home page is about
 *  everything: without a word or rule of its own it has no topic.
 *  @param rules the site's, compiled
 *  @returns null when nothing tells
 *  @example toTopic({ topic: null, pageType: null, path: '/diensten/prijzen', title: null }, compileRules([])) // 'price' */
export function toTopic(page: PageFacts, rules: TopicRules): Topic | null {
  return (
    ownWord(page.topic) ??
    ownType(page.pageType) ??
    (page.path === null ? null : rules(page.path)) ??
    guess(page.path, page.title)
  )
}

/** A site's rules, ready to be asked: the topic of the first rule that fits the path. */
export type TopicRules = (path: string) => Topic | null

const compiled = new WeakMap<readonly TopicRule[], TopicRules>()

/** Makes rules ready to be asked. The same array gives the same answer without compiling again, so it may be called for
 *  every page.
 *  @example compileRules([{ path: '/kennis/**', topic: 'problem' }])('/kennis/natte-tuin') // 'problem' */
export function compileRules(rules: readonly TopicRule[]): TopicRules {
  const known = compiled.get(rules)
  if (known !== undefined) return known
  const globs = rules.map(({ path, topic }) => ({ matches: compileGlob(path), topic }))
  const fresh: TopicRules = (path) => globs.find(({ matches }) => matches(path))?.topic ?? null
  compiled.set(rules, fresh)
  return fresh
}

function ownWord(word: string | null): Topic | null {
  const said = word?.trim().toLowerCase()
  return TOPICS.find((topic) => topic === said) ?? null
}

/** 'Product', 'https://schema.org/Product', 'og:product', or several with commas: the first that tells. */
function ownType(pageType: string | null): Topic | null {
  if (pageType === null) return null
  for (const type of pageType
    .slice(0, 512)
    .toLowerCase()
    .split(/[\s,;|]+/)) {
    const name = type.replace(/^https?:\/\/(?:www\.)?schema\.org\/|^(?:schema|og):/, '')
    if (Object.hasOwn(PAGE_TYPES, name)) return PAGE_TYPES[name]!
  }
  return null
}

/** Visitors look at the same pages: a site's few thousand pages are guessed once. */
const REMEMBERED = 5_000

function guess(path: string | null, title: string | null): Topic | null {
  if (path === null) return title === null ? null : guessOnce(`\n${title.slice(0, MAX_READ)}`).topic
  return guessOnce(`${path.slice(0, MAX_READ).replaceAll('\n', ' ')}\n${(title ?? '').slice(0, MAX_READ)}`)
    .topic
}

/** `/demo/` is the home page of a demonstration, or where one asks for one: then its title says so. */
function isDemoPage(path: string, title: string): boolean {
  return /\/demo\/$/i.test(path) && /\bdemo\b/i.test(title) && guessFromTitle(title) === 'contact'
}

/** One key for both: the path up to the first line break, the title behind it. */
const guessOnce = memo((key): { readonly topic: Topic | null } => {
  const end = key.indexOf('\n')
  const [path, title] = [key.slice(0, end), key.slice(end + 1)]
  if (path === '') return { topic: guessFromTitle(title) }
  if (isHomePath(path)) return { topic: isDemoPage(path, title) ? 'contact' : null }
  return { topic: guessFromPath(path) ?? guessFromTitle(title) }
}, REMEMBERED)
