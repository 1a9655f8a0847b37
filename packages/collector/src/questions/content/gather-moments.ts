import { type Census, type CensusQuestion, type Followed, followedAsOf } from '../../storage/store.ts'
import { joinNumbers } from '../join-numbers.ts'
import { type FlockMoments, momentsOfFlock } from './flock-moments.ts'

/** Whom a report about content is about. */
export interface GatheredMoments {
  /** How many they are. */
  readonly visitors: number
  /** To be gone through one by one. */
  readonly followed: readonly Followed[]
  /** What the others looked at. */
  readonly flocks: readonly FlockMoments[]
}

/** @param until  as of when
 *  @param what  'acts': whoever searched or clicked is gone through, too */
export function gatherMoments(
  census: Census,
  asked: CensusQuestion,
  until: number,
  what: 'views' | 'acts',
): GatheredMoments {
  const { places, flocks } = census.gather(asked, ({ to }) => to <= until)
  const parts = flocks.map((flock) => momentsOfFlock(census, flock))
  const alone = parts.flatMap(({ others, acting }) => (what === 'acts' ? [others, acting] : [others]))
  return {
    visitors: flocks.reduce((sum, { members }) => sum + members.length, places.length),
    followed: followedAsOf(census, joinNumbers(Uint32Array, [places, ...alone]), until),
    flocks: parts,
  }
}
