import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What was expected, in words: the half of a message that tells what to change.
 *  @example expectation(issue) // 'expected a number ≥ 0' */
export function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${KINDS[issue.expected] ?? issue.expected}`
    case 'too_small':
      if (issue.origin === 'string') return 'expected a text that is not empty'
      if (issue.origin === 'array') return `expected ${issue.minimum} of them at least`
      return `expected a number ${issue.inclusive === false ? '>' : '≥'} ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `expected at most ${issue.maximum} characters`
      if (issue.origin === 'array') return `expected at most ${issue.maximum} of them`
      return `expected a number ${issue.inclusive === false ? '<' : '≤'} ${issue.maximum}`
    case 'invalid_format':
      // A schema that says itself what it expects knows best.
      if (issue.message.startsWith('expected ')) return issue.message
      return `expected ${FORMATS[String((issue as { pattern?: unknown }).pattern)] ?? `the format ${issue.format}`}`
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `there is no '${issue.keys[0]}' here`
    case 'invalid_union':
      if (isWordOr(issue))
        return issue.errors
          .map(([one]) => expectation(one!).replace('expected one of ', ''))
          .reverse()
          .join(' or ')
      return 'options' in issue && Array.isArray(issue.options)
        ? `expected one of ${issue.options.join(', ')}`
        : 'expected a text, a number, true, false or null'
    default:
      return issue.message
  }
}

/** Whether a word stands beside one other kind of value: 'all' or a number. */
function isWordOr(issue: Issue & { readonly code: 'invalid_union' }): boolean {
  return issue.errors.length === 2 && issue.errors[0]?.[0]?.code === 'invalid_value'
}

/** @example issueText(['events', 2], issue) // 'events[2].engagedMs: expected a number ≥ 0' */
export function issueText(prefix: readonly PropertyKey[], issue: Issue): string {
  const path = [...prefix, ...issue.path].reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
  return path === '' ? expectation(issue) : `${path}: ${expectation(issue)}`
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

/** Patterns in words; a pattern that is not here shows its name. */
const FORMATS: Readonly<Record<string, string>> = {
  '/^[A-Za-z0-9_-]{8,64}$/': '8 to 64 characters of A-Z a-z 0-9 _ -',
  '/^[A-Za-z0-9_-]{1,64}$/': '1 to 64 characters of A-Z a-z 0-9 _ -',
  '/^[a-z0-9]+(-[a-z0-9]+)*$/': 'small letters, digits and - between them, such as warme-leads',
  '/^[A-Z]{3}$/': 'three capitals such as EUR',
}
