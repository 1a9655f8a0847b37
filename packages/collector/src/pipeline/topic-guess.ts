import { TOPICS, type Topic } from '@koopsignaal/protocol'
import { ANYWHERE, CONTAINER, HINT, PARENT_OF_ITEM, type TopicWords, WHOLE } from './lists/topics.ts'

/** How sure a word is: the whole segment says it, it stands somewhere in it, the segment holds all sorts, it hints. */
const STRENGTH = { whole: 4, anywhere: 3, container: 2, hint: 1 } as const

/** A longer path or title says nothing more about its topic. Chosen. */
export const MAX_READ = 1_024
const LANGUAGE = /^(?:nl|en|de|fr|be|es|it)(?:[-_](?:nl|be|gb|us|uk|de|at|ch|fr|lu|en))?$/

interface Clue {
  readonly topic: Topic
  readonly strength: number
  /** Later segments of a path, and earlier parts of a title, weigh more. */
  readonly rank: number
  readonly words: number
  readonly length: number
}

/** Whether a path is a home page, also one of a language or of a demonstration (`/demo-shop/`). */
export function isHomePath(path: string): boolean {
  const segments = segmentsOf(path)
  return (
    segments.length === 0 ||
    (segments.length === 1 && /^(?:home|index|default|start|welkom)$/.test(segments[0]!))
  )
}

/** A topic from the words of a path: the surest word wins, then the deepest, then the longest.
 *  @example guessFromPath('/diensten/drainage/prijzen') // 'price' */
export function guessFromPath(path: string): Topic | null {
  const segments = segmentsOf(path)
  const clues = segments.flatMap((segment, depth): readonly Clue[] => {
    const isParent = depth < segments.length - 1
    if (isParent && segment === 'demo') return []
    const whole = isParent && PARENTS.has(segment) ? clue('item', STRENGTH.whole, segment) : null
    return [...(whole ? [whole] : wholeClues(segment)), ...insideClues(segment)].map((one) => ({
      ...one,
      rank: depth,
    }))
  })
  return best(clues)
}

/** A topic from the words of a title; its parts are what separators such as | and – make of it. The first part is about the
 *  page, later ones are about the site.
 *  @example guessFromTitle('Vraag een offerte aan | Jansen Drainage') // 'contact' */
export function guessFromTitle(title: string): Topic | null {
  const parts = title
    .slice(0, MAX_READ)
    .split(/\s[-–—|·•:»>/]+\s|[|·•»:?!]/)
    .map(plain)
    .filter((part) => part !== '')
  return best(
    parts.flatMap((part, position) =>
      [...wholeClues(part), ...insideClues(part)].map((one) => ({ ...one, rank: -position })),
    ),
  )
}

function segmentsOf(path: string): readonly string[] {
  const segments = path
    .slice(0, MAX_READ)
    .replace(/\.(?:html?|php|aspx?|jsp|cfm)(?=$|[/#?])/gi, '')
    .split(/[/#?&]+!?/)
    .filter((segment) => segment !== '' && segment !== '!')
  const isLanguage = LANGUAGE.test(segments[0]?.toLowerCase() ?? '')
  const words = (isLanguage ? segments.slice(1) : segments).map(plain).filter((segment) => segment !== '')
  return isDemonstration(words, path) ? words.slice(1) : words
}

/** Whether the first segment is the folder of a demonstration: `/demo/prijzen`, `/demo-shop/`. It is about nothing, where
 *  the page `/demo` is where one asks for a demonstration, and so is `/demo-aanvragen/bedankt`. */
function isDemonstration(words: readonly string[], path: string): boolean {
  const [first, ...others] = words
  if (first === undefined || !/^demo(?: |$)/.test(first)) return false
  const isFolder = others.length > 0 || path.endsWith('/')
  return isFolder && (first === 'demo' || wholeClues(first).length === 0)
}

/** Small letters without accents, one space between words. */
function plain(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function clue(topic: Topic, strength: number, phrase: string): Clue {
  return { topic, strength, rank: 0, words: phrase.split(' ').length, length: phrase.length }
}

function index(
  lists: readonly (readonly [readonly TopicWords[], number])[],
): ReadonlyMap<string, readonly Clue[]> {
  const found = new Map<string, Clue[]>()
  for (const [entries, strength] of lists)
    for (const { topic, words } of entries)
      for (const phrase of words.split(','))
        found.set(phrase, [...(found.get(phrase) ?? []), clue(topic, strength, phrase)])
  return found
}

const WHOLE_CLUES = index([
  [WHOLE, STRENGTH.whole],
  [CONTAINER, STRENGTH.container],
])
const INSIDE_CLUES = index([
  [ANYWHERE, STRENGTH.anywhere],
  [HINT, STRENGTH.hint],
])
/** The longest phrase inside a segment, in words. */
const MAX_PHRASE = Math.max(...[...INSIDE_CLUES.keys()].map((phrase) => phrase.split(' ').length))
const PARENTS: ReadonlySet<string> = new Set(PARENT_OF_ITEM)

function wholeClues(segment: string): readonly Clue[] {
  return WHOLE_CLUES.get(segment) ?? []
}

/** Every run of words that is on a list. */
function insideClues(segment: string): readonly Clue[] {
  const words = segment.split(' ')
  return words.flatMap((_, first) =>
    Array.from({ length: Math.min(MAX_PHRASE, words.length - first) }, (_, more) =>
      words.slice(first, first + more + 1).join(' '),
    ).flatMap((phrase) => INSIDE_CLUES.get(phrase) ?? []),
  )
}

function best(clues: readonly Clue[]): Topic | null {
  return clues.toSorted(bySureness)[0]?.topic ?? null
}

function bySureness(a: Clue, b: Clue): number {
  return (
    b.strength - a.strength ||
    b.rank - a.rank ||
    b.words - a.words ||
    b.length - a.length ||
    TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic)
  )
}
