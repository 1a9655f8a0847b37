import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asRead, decodePercent } from './as-read.ts'
import { HARMLESS, PERSONAL } from './lists/personal-data.fixture.ts'
import { scrubText, scrubUrl } from './scrub.ts'

/** Nothing of the secret may be left, however it is spelled, and its mark must stand there. */
function isCaught({ text, secret, kind }: (typeof PERSONAL)[number]): boolean {
  const cleaned = scrubText(text)
  return cleaned.includes(`[${kind}]`) && !squashed(cleaned).includes(squashed(secret))
}

const squashed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

describe('scrubText on the labelled list', () => {
  test('has at least 400 different cases each way', () => {
    expect(new Set(PERSONAL.map(({ text }) => text)).size).toBeGreaterThanOrEqual(400)
    expect(new Set(HARMLESS).size).toBeGreaterThanOrEqual(400)
  })

  test.each(['email', 'phone', 'bsn', 'iban', 'address', 'token'] as const)(
    'finds at least 99.5 percent of every %s',
    (kind) => {
      const ofKind = PERSONAL.filter((one) => one.kind === kind)
      const missed = ofKind.filter((one) => !isCaught(one))
      const recall = 1 - missed.length / ofKind.length
      expect({ recall, missed: missed.map(({ text }) => `${text} → ${scrubText(text)}`) }).toMatchObject({
        recall: expect.toSatisfy((share: number) => share >= 0.995),
      })
    },
  )

  test('touches at most 0.5 percent of the harmless texts', () => {
    const touched = HARMLESS.filter((text) => scrubText(text) !== text)
    const share = touched.length / HARMLESS.length
    expect({ share, touched: touched.map((text) => `${text} → ${scrubText(text)}`) }).toMatchObject({
      share: expect.toSatisfy((part: number) => part <= 0.005),
    })
  })
})

describe('scrubText', () => {
  test('leaves the words around it', () => {
    expect(scrubText('bel 06-12345678 of mail jan@example.nl')).toBe('bel [phone] of mail [email]')
    expect(scrubText('NL91 ABNA 0417 1643 00 op naam van')).toBe('[iban] op naam van')
    expect(scrubText('Kerkstraat 12, 1234 AB Utrecht')).toBe('Kerkstraat [address] Utrecht')
  })

  test('finds a house number with a letter before its postcode', () => {
    for (const number of ['1-a', '1A', '12-B', '1 hs', '7 b'])
      expect(scrubText(`Damrak ${number}, 1012 LG`)).toBe('Damrak [address]')
    expect(scrubText('10 A, 2400 MM lang')).toBe('10 A, 2400 MM lang')
  })

  test('finds several in one text', () => {
    expect(scrubText('jan@x.nl, piet@y.nl; 0612345678/0687654321')).toBe('[email], [email]; [phone]/[phone]')
  })

  test('takes out what steers how a text is shown, and nothing that is read', () => {
    expect(scrubText('\u202egnp.exe \u2067\u2066x\0\x1b[31m\x9b')).toBe('gnp.exe x[31m')
    expect(scrubText('\u202e\0')).toBe('\ufffd')
    for (const text of ['twee\nregels\tmet tab', '\u200fمرحبا', '👩\u200d🔧', 'af\u00adbreken'])
      expect(scrubText(text)).toBe(text)
  })

  test('leaves percent-encoding alone where nothing hides behind it', () => {
    expect(scrubText('natte%20tuin')).toBe('natte%20tuin')
    expect(scrubText('natte%20tuin%20jan%40x.nl')).toBe('natte tuin [email]')
  })

  test.each([
    ['mail jan＠example．nl nu', 'mail [email] nu'],
    ['jan﹫example。nl', '[email]'],
    ['j\u200ban@exam\u00adple.nl', '[email]'],
    ['jan%40example.nl', '[email]'],
    ['jan%2540example%252Enl', '[email]'],
    ['jan%252540example.nl', '[email]'],
    ['jan％40example.nl', '[email]'],
    ['jan%EF%BC%A0example%EF%BC%8Enl', '[email]'],
    ['jan%25EF%25BC%25A0example.nl', '[email]'],
    ['jan&#64;example.nl', '[email]'],
    ['jan&#x40;example.nl', '[email]'],
    ['jan&amp;#64;example.nl', '[email]'],
    ['bel ０６－１２３４５６７８', 'bel [phone]'],
    ['＋３１ ６ １２３４５６７８', '[phone]'],
  ])('sees through disguise: %s', (text, cleaned) => {
    expect(scrubText(text)).toBe(cleaned)
  })

  test.each([
    '５０％ korting',
    'Ｋｏｏｐ nu',
    'familie 👨‍👩‍👧',
    '12 m² tegels',
    'co\u00adöperatie',
    '½ liter',
  ])('leaves unusual characters alone where nothing hides: %s', (text) => {
    expect(scrubText(text)).toBe(text)
  })

  test('tells a BSN from nine digits', () => {
    expect(scrubText('111222333')).toBe('[bsn]')
    expect(scrubText('111222334')).toBe('111222334')
  })

  test.each([
    '06/12/2024 10 uur',
    '2700 AA 24 stuks',
    '2024 in 10 stappen',
    'artikelnummer 0201234567',
    '€ 123.456.782',
  ])('spares %s', (text) => {
    expect(scrubText(text)).toBe(text)
  })

  test('tells an IBAN from its likeness', () => {
    expect(scrubText('NL91ABNA0417164300')).toBe('[iban]')
    expect(scrubText('NL91ABNA0417164301')).toBe('NL91ABNA0417164301')
  })

  test('never throws, and does not cut its own marks', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '@',
        '%40',
        '06',
        '+31',
        '0031',
        ' ',
        '-',
        '%',
        '%2',
        'NL91',
        '1234AB',
        '12',
        '\ud800',
        '[email]',
        'eyJ',
        '.',
      ),
      fc.integer({ min: 0, max: 10 ** 12 }).map(String),
      fc.constantFrom(...PERSONAL.map(({ text }) => text)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const cleaned = scrubText(pieces.join(''))
        expect(typeof cleaned).toBe('string')
        for (const mark of ['[email]', '[phone]', '[bsn]', '[iban]', '[address]', '[token]'])
          expect(scrubText(mark)).toBe(mark)
      }),
    )
  })
})

describe('scrubText on text that is made to be slow', () => {
  // No clock here: a pattern that runs away on these would run for minutes and meet the test's own limit.
  test.each([
    'a',
    'a@',
    'a.',
    '@1.1',
    '0',
    '06 ',
    '+1 ',
    '01 02 03 ',
    'a1',
    'NL91',
    '1234AB ',
    '%',
    '%25',
    '%2540',
    'eyJaaaaaaa.',
    'straat 12 ',
    '-',
    '\ud800',
    'token=',
    '1 2 ',
    '＠',
    '％２５',
    'a\u00ad',
    '%EF%BC%A0',
    '&#0',
  ])('comes back from three hundred thousand characters of %j', (piece) => {
    expect(typeof scrubText(piece.repeat(Math.ceil(300_000 / piece.length)))).toBe('string')
  })
})

describe('scrubUrl', () => {
  const clean = (url: string) => scrubUrl(url)

  test('keeps host, path, the five utm words and the name of the click parameter', () => {
    expect(
      clean(
        'https://Example.nl:8443/drainage?utm_source=google&UTM_Medium=cpc&utm_campaign=x%20y&utm_term=a&utm_content=b&utm_id=9&gclid=SeCrEt&q=geheim#boven',
      ),
    ).toEqual({
      host: 'example.nl',
      path: '/drainage',
      utm: { source: 'google', medium: 'cpc', campaign: 'x y', term: 'a', content: 'b' },
      clickId: 'gclid',
    })
  })

  test.each([
    ['https://example.nl', '/'],
    ['https://example.nl/#top', '/'],
    ['https://example.nl/#/contact', '/#/contact'],
    ['https://example.nl/app#!/producten/12?sort=price', '/app#!/producten/12'],
    ['https://example.nl/u/jan%40example.nl/x', '/u/[email]/x'],
    ['https://example.nl/#/u/jan%40example.nl', '/#/u/[email]'],
    ['https://example.nl/caf%C3%A9%20terras', '/café terras'],
    ['https://example.nl/half%C3/heel%C3%A9', '/half%C3/heelé'],
    ['https://jan:geheim@example.nl/', '/'],
    ['https://example.nl/a%0Ab%00', '/ab'],
    ['https://example.nl/bel/0612345678?x=1', '/bel/[phone]'],
    ['https://example.nl/p;jsessionid=0123456789ABCDEF', '/p;jsessionid=[token]'],
  ])('makes of %s the path %s', (url, path) => {
    expect(clean(url)?.path).toBe(path)
  })

  test('cleans what campaigns say, and leaves out what says nothing', () => {
    expect(
      clean('https://x.nl/?utm_source=jan@x.nl&utm_medium=&utm_term=+&utm_content=06-12345678')?.utm,
    ).toEqual({
      source: '[email]',
      content: '[phone]',
    })
  })

  test('reads campaigns from the query of a route too', () => {
    expect(clean('https://x.nl/#/x?utm_source=nieuwsbrief')).toMatchObject({
      path: '/#/x',
      utm: { source: 'nieuwsbrief' },
    })
  })

  test.each([
    '',
    'junk',
    '/pad',
    'ftp://x.nl/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'http://[',
    'data:text/html,x',
  ])('cannot read %j', (url) => {
    expect(clean(url)).toBeNull()
  })

  test('never throws, and never keeps a query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, query) => {
        clean(path)
        const kept = clean(`https://x.nl/a?q=geheim&${query.replace(/#/g, '')}`)
        expect(kept).toMatchObject({ host: 'x.nl', path: '/a' })
      }),
    )
  })
})

test('asRead makes plain what is written otherwise', () => {
  expect(asRead('jan％２５40ｅxample。nl')).toBe('jan@example.nl')
  expect(asRead('gewoon')).toBe('gewoon')
})

test('decodePercent keeps what it cannot read', () => {
  expect(decodePercent('100%25%20%E2%82%AC')).toBe('100% €')
  expect(decodePercent('%FF%zz%')).toBe('%FF%zz%')
})
