/** What one consent tool says: the visitor allows to be recognised, or does not. */
export type Answer = 'granted' | 'denied'

/** Passes on what one source says; the same again changes nothing. */
export type Tell = (answer: Answer) => void

/** Where answers come from: one consent tool often speaks through several of them. */
export type Source = 'tcf' | 'google' | 'cookiebot' | 'cookieyes' | 'complianz'

const hasId = (): boolean => {
  try {
    return /(^|; )koop=\d{9}/.test(document.cookie)
  } catch {
    return false // a sandboxed frame has no cookies
  }
}

/** Keeps what each source says and tells the snippet when the sum changes: one no is a no, whoever else says yes, so that the order
 *  in which they speak decides nothing. A no is `withdrawn` where the visitor had said yes, here or on an earlier page, and
 *  `denied` where not.
 *  @param say  passes a choice on to the snippet
 *  @returns a function that makes the `Tell` of a source
 *  @example const tellFrom = collectAnswers(say); tellFrom('tcf')('granted') // say('granted') */
export function collectAnswers(say: (choice: Answer | 'withdrawn') => void): (source: Source) => Tell {
  const answers = new Map<Source, Answer>()
  let said: Answer | undefined
  return (source) => (answer) => {
    answers.set(source, answer)
    const sum = [...answers.values()].includes('denied') ? 'denied' : 'granted'
    if (sum === said) return
    say(sum === 'denied' && (said === 'granted' || hasId()) ? 'withdrawn' : sum)
    said = sum
  }
}
