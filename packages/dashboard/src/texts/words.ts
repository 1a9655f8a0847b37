import type { Language } from '@koopsignaal/protocol'

/** The same in every language. */
export type Words<T = string> = Readonly<Record<Language, T>>
/** Names of values. */
export type Terms<Name extends string> = Readonly<Record<Name, Words>>
/** A list of words, and of sentences with gaps. */
export type Wordings = Readonly<Record<string, Words | Words<(...given: never[]) => string>>>

/** A number with the right form of its noun.
 *  @param shown  the number as it is written */
export const count = (n: number, shown: string, one: string, many: string): string =>
  `${shown} ${n === 1 ? one : many}`
