import {
  DAY,
  type DurationMs,
  HOUR,
  type Language,
  MINUTE,
  type Ratio,
  type UnixMs,
} from '@koopsignaal/protocol'

/** Numbers and moments as people in that language write them, in the site's time zone. Moments are ISO 8601. */
export interface Format {
  /** Whole, with separators. */
  readonly number: (value: number) => string
  /** At most one decimal. */
  readonly average: (value: number) => string
  /** With its sign and one decimal: '+6.2'. */
  readonly points: (value: number) => string
  /** Always one decimal, no plus. */
  readonly tenths: (value: number) => string
  readonly percent: (value: Ratio) => string
  /** A calendar day such as 2026-11-21. */
  readonly day: (day: string) => string
  readonly shortDay: (day: string) => string
  readonly date: (at: string) => string
  readonly shortDate: (at: string) => string
  /** With its year where that is not the present one. */
  readonly dateTime: (at: string) => string
  readonly time: (at: string) => string
  /** '3 hours ago', 'in 2 days'. */
  readonly relative: (at: string) => string
  /** In the largest unit that fits: '40 sec', '3 days'. */
  readonly duration: (length: DurationMs) => string
  /** Three decimals. */
  readonly auc: (value: number) => string
  /** How many times as much: '1.80×'. */
  readonly ratio: (value: number) => string
  readonly money: (value: number, currency: string | null) => string
}

const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' }

const STEPS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const

/** Up to which length which unit is easiest to grasp. */
const LENGTHS = [
  [MINUTE, 1_000, 'second', 0],
  [HOUR, MINUTE, 'minute', 0],
  [36 * HOUR, HOUR, 'hour', 0],
  [Number.POSITIVE_INFINITY, DAY, 'day', 1],
] as const

/** @param timeZone  IANA name */
export function createFormat(language: Language, timeZone: string, now: UnixMs): Format {
  const locale = LOCALES[language]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const average = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const ratio = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const auc = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const zoned = (options: Intl.DateTimeFormatOptions, zone = timeZone) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    return (at: string) => format.format(new Date(at))
  }
  // A calendar day has no zone: shown as it is written.
  const day = zoned({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC')
  const shortDay = zoned({ day: 'numeric', month: 'short' }, 'UTC')
  const moment = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const dateTime = zoned(moment)
  const dateTimeOfYear = zoned({ ...moment, year: 'numeric' })
  const year = zoned({ year: 'numeric' })
  const thisYear = year(new Date(now).toISOString())
  const minus = (text: string) => text.replace('-', '−')
  return {
    number: (value) => whole.format(value),
    average: (value) => average.format(value),
    points: (value) => `${value > 0 ? '+' : ''}${minus(tenths.format(value))}`,
    tenths: (value) => minus(tenths.format(value)),
    percent: (value) => percent.format(value),
    day,
    shortDay,
    shortDate: zoned({ day: 'numeric', month: 'short' }),
    date: zoned({ day: 'numeric', month: 'long', year: 'numeric' }),
    dateTime: (at) => (year(at) === thisYear ? dateTime(at) : dateTimeOfYear(at)),
    time: zoned({ hour: '2-digit', minute: '2-digit' }),
    relative: (at) => {
      const away = Date.parse(at) - now
      const [unit, length] = STEPS.find(([, step]) => Math.abs(away) >= step) ?? [
        'second',
        Number.POSITIVE_INFINITY,
      ]
      return relative.format(Math.round(away / length) || 0, unit)
    },
    duration: (length) => {
      const [, step, unit, digits] = LENGTHS.find(([below]) => length < below)!
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'second' ? 'short' : 'long',
        maximumFractionDigits: digits,
      }).format(length / step)
    },
    auc: (value) => auc.format(value),
    ratio: (value) => `${ratio.format(value)}×`,
    money: (value, currency) => {
      if (currency === null || !/^[A-Z]{3}$/.test(currency)) return average.format(value)
      return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value)
    },
  }
}
