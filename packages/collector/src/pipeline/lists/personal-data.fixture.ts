/** Dutch texts with personal data, and texts that only look like it, to measure `scrubText` on. Every value is invented:
 *  numbers come from a fixed generator, with the check digits that the real thing has. */

export interface PersonalCase {
  readonly kind: 'email' | 'phone' | 'bsn' | 'iban' | 'address' | 'token'
  readonly text: string
  /** What must not be left of it. */
  readonly secret: string
}

/** The same numbers on every run: a linear congruential generator (Numerical Recipes), so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const below = generator(2026)
const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('')
const chars = (n: number, alphabet: string): string =>
  Array.from({ length: n }, () => pick([...alphabet])).join('')
const times = <T>(n: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, i) => make(i))

function bsn(): string {
  for (;;) {
    const start = `${1 + below(9)}${digits(7)}`
    const sum = [...start].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0)
    if (sum % 11 < 10) return `${start}${sum % 11}`
  }
}

function iban(country: string, bban: string): string {
  const numeric = [...`${bban}${country}00`].map((char) => Number.parseInt(char, 36)).join('')
  return `${country}${String(98n - (BigInt(numeric) % 97n)).padStart(2, '0')}${bban}`
}
const dutchIban = (): string =>
  iban('NL', `${pick(['ABNA', 'INGB', 'RABO', 'TRIO', 'ASNB', 'KNAB', 'BUNQ', 'SNSB'])}0${digits(9)}`)
const inFours = (text: string, gap = ' '): string => text.match(/.{1,4}/g)!.join(gap)

const FIRST = [
  'jan',
  'fatima',
  'piet',
  'sanne',
  'mohammed',
  'els',
  'kees',
  'daan',
  'lotte',
  'Jeroen',
  'Willemijn',
]
const LAST = ['jansen', 'devries', 'van.den.berg', 'bakker', 'el-amrani', 'Visser', 'smit_1980', 'mulder']
const HOSTS = [
  'gmail.com',
  'hotmail.nl',
  'ziggo.nl',
  'kpnmail.nl',
  'bedrijf.co.uk',
  'mail.example.nl',
  'xs4all.nl',
  'live.be',
  'web.de',
  'école.fr',
]
const email = (): string =>
  `${pick(FIRST)}${pick(['.', '', '_', '-', '+nieuws.'])}${pick(LAST)}@${pick(HOSTS)}`

const around = (value: string): readonly string[] => [
  value,
  `Mijn gegevens: ${value}.`,
  `/klant/${value}/bestellingen`,
  `zoek=${value}&pagina=2`,
  `Bedankt (${value}), wij nemen contact op`,
  `"${value}"`,
]
const encodedToo = (value: string): readonly string[] => [
  ...around(value),
  `/klant/${encodeURIComponent(value)}`,
  `?q=${encodeURIComponent(value)}&x=1`,
  encodeURIComponent(encodeURIComponent(value)),
]
const cases = (
  kind: PersonalCase['kind'],
  secret: string,
  texts: readonly string[],
): readonly PersonalCase[] => texts.map((text) => ({ kind, secret, text }))

const emails = times(14, () => {
  const value = email()
  const [local = '', host = ''] = value.split('@')
  return [
    ...cases('email', local, encodedToo(value)),
    ...cases(
      'email',
      local,
      [
        `mailto:${value}`,
        `${local} (at) ${host}`,
        `${local}[at]${host}`,
        `${local}&#64;${host}`,
        `Van ${value.toUpperCase()} aan ons`,
        `https://example.nl/?email=${local}%40${host.replaceAll('.', '%2E')}`,
      ].map((text) => text),
    ),
  ]
}).flat()

const MOBILE_SHAPES: readonly ((d: string) => string)[] = [
  (d) => `06${d}`,
  (d) => `06-${d}`,
  (d) => `06 ${d}`,
  (d) => `06 - ${d}`,
  (d) => `06 ${d.match(/../g)!.join(' ')}`,
  (d) => `06-${d.match(/../g)!.join('-')}`,
  (d) => `06.${d.match(/../g)!.join('.')}`,
  (d) => `06 ${d.slice(0, 4)} ${d.slice(4)}`,
  (d) => `06 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`,
  (d) => `06/${d}`,
  (d) => `(06) ${d}`,
  (d) => `+316${d}`,
  (d) => `+31 6 ${d}`,
  (d) => `+31 6 ${d.slice(0, 4)} ${d.slice(4)}`,
  (d) => `+31 (0)6 ${d}`,
  (d) => `+31(0)6-${d}`,
  (d) => `+31-6-${d}`,
  (d) => `00316${d}`,
  (d) => `0031 6 ${d}`,
  (d) => `0031-6-${d.slice(0, 4)}-${d.slice(4)}`,
  (d) => `316${d}`,
  (d) => `0 6 ${[...d].join(' ')}`,
]
const LANDLINES: readonly (() => string)[] = [
  () => `020-${digits(7)}`,
  () => `010${digits(7)}`,
  () => `030 ${digits(3)} ${digits(2)} ${digits(2)}`,
  () => `(040) ${digits(7)}`,
  () => `070 - ${digits(3)} ${digits(4)}`,
  () => `0${pick(['113', '174', '229', '346', '412', '522', '597'])}-${digits(6)}`,
  () => `0${pick(['113', '174', '229', '346', '412', '522', '597'])} ${digits(2)} ${digits(2)} ${digits(2)}`,
  () => `(0${pick(['113', '174', '229', '346'])}) ${digits(3)} ${digits(3)}`,
  () => `085 ${digits(3)} ${digits(4)}`,
  () => `088-${digits(7)}`,
  () => `+31 20 ${digits(3)} ${digits(4)}`,
  () => `+31 (0)10-${digits(7)}`,
  () => `0031 53 ${digits(7)}`,
  () => `+32 ${pick(['475', '486', '499'])} ${digits(2)} ${digits(2)} ${digits(2)}`,
  () => `+32 2 ${digits(3)} ${digits(2)} ${digits(2)}`,
  () => `0${pick(['475', '486', '499'])}/${digits(2)}.${digits(2)}.${digits(2)}`,
  () => `+49 (0) 171 ${digits(7)}`,
  () => `+49-30-${digits(6)}`,
  () => `0049 1${pick(['51', '60', '71'])} ${digits(8)}`,
  () => `+33 6 ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
  () => `06 ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
  () => `+44 20 ${digits(4)} ${digits(4)}`,
  () => `+1 (212) ${digits(3)}-${digits(4)}`,
  () => `+34 6${digits(2)} ${digits(3)} ${digits(3)}`,
  () => `+48 5${digits(2)} ${digits(3)} ${digits(3)}`,
]
const phoneTexts = (value: string): readonly string[] => [
  ...encodedToo(value),
  `tel:${value}`,
  `Bel ${value} voor een afspraak`,
  `T: ${value}`,
]
const phones = [
  ...MOBILE_SHAPES.flatMap((shape) => {
    const value = shape(`${1 + below(5)}${digits(7)}`)
    return cases('phone', value, phoneTexts(value))
  }),
  ...LANDLINES.flatMap((make) => {
    const value = make()
    return cases('phone', value, phoneTexts(value))
  }),
  ...cases('phone', '612345678', [
    'https://wa.me/31612345678',
    '/redirect?to=https%3A%2F%2Fwa.me%2F31612345678',
    'whatsapp=31612345678',
  ]),
]

const bsns = times(12, () => {
  const value = bsn()
  const spelled = [
    value,
    `${value.slice(0, 4)}.${value.slice(4, 6)}.${value.slice(6)}`,
    `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`,
    `${value.slice(0, 3)}-${value.slice(3, 6)}-${value.slice(6)}`,
  ]
  return spelled.flatMap((one) =>
    cases('bsn', one, [
      ...encodedToo(one),
      `BSN: ${one}`,
      `bsn=${one}`,
      `burgerservicenummer ${one} en naam`,
    ]),
  )
}).flat()

const ibans = [
  ...times(10, dutchIban),
  ...times(2, () => iban('BE', digits(12))),
  ...times(2, () => iban('DE', digits(18))),
  ...times(2, () => iban('FR', digits(23))),
].flatMap((value) =>
  [value, inFours(value), value.toLowerCase(), inFours(value, '-'), inFours(value, '.')].flatMap((one) =>
    cases('iban', one, [
      ...encodedToo(one),
      `${one} t.n.v. J. Jansen`,
      `IBAN ${one}`,
      `rekening:${one}, bedankt`,
    ]),
  ),
)

const STREETS = ['Dorpsstraat', 'Kerkweg', 'Prinsengracht', 'Marktplein', 'Beukenlaan', 'Zuiderdijk']
const letters = (): string => {
  for (;;) {
    const two = chars(2, 'ABCDEFGHJKLMNPRSTUVWXZ')
    if (!['SA', 'SD', 'SS'].includes(two)) return two
  }
}
const addresses = times(25, () => {
  const [four, two, house] = [`${1 + below(9)}${digits(3)}`, letters(), String(1 + below(350))]
  const street = pick(STREETS)
  const texts = [
    `${four} ${two} ${house}`,
    `${four}${two} ${house}`,
    `${four}${two}${house}`,
    `${four} ${two}, ${house}`,
    `${four}${two}-${house}`,
    `${four} ${two} ${house}a`,
    `${four} ${two} ${house}-${1 + below(9)}`,
    `${four} ${two} nr ${house}`,
    `postcode=${four}${two}&huisnummer=${house}`,
    `postcode=${four}+${two}&huisnummer=${house}&toevoeging=`,
    `postcode=${four.toLowerCase()}${two.toLowerCase()}&nr=${house}`,
    `{"postcode":"${four}${two}","huisnummer":"${house}"}`,
    `/postcodecheck/${four}${two}/${house}`,
    `/adres/${four}${two.toLowerCase()}/${house}/resultaat`,
    `Glasvezel op ${four} ${two} ${house}?`,
    `${street} ${house}, ${four} ${two} Utrecht`,
    `${street} ${house} ${four}${two} Zwolle`,
    `?q=${four}%20${two}%20${house}`,
    `huisnummer=${house}&postcode=${four}${two}`,
    `${four}${two.toLowerCase()}${house}`,
  ]
  return texts.map((text) => ({ kind: 'address' as const, secret: `${four} ${two}`, text }))
}).flat()

const BASE62 = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const tokens = times(14, () => {
  const hex = chars(pick([32, 40, 64]), '0123456789abcdef')
  const uuid = [8, 4, 4, 4, 12].map((n) => chars(n, '0123456789abcdef')).join('-')
  const random = chars(pick([32, 40, 48]), BASE62)
  const url = chars(43, `${BASE62}-_`)
  const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJ${chars(40, BASE62)}.${url}`
  return [hex, uuid, random, url, jwt, `sk_live_${chars(24, BASE62)}`].flatMap((secret) =>
    cases('token', secret, [
      secret,
      `/reset/${secret}`,
      `/wachtwoord-vergeten?token=${secret}`,
      `Uw link: ${secret} is geldig`,
    ]),
  )
}).flat()
const named = cases('token', 'geheim123', [
  'wachtwoord=geheim123&x=1',
  'password: geheim123',
  '/x;jsessionid=geheim123',
  'access_token=geheim123',
  '%3Ftoken%3Dgeheim123',
])

export const PERSONAL: readonly PersonalCase[] = [
  ...emails,
  ...phones,
  ...bsns,
  ...ibans,
  ...addresses,
  ...tokens,
  ...named,
]

// ---- What only looks like it ----

const nineNoBsn = (): string => {
  for (;;) {
    const value = `${1 + below(9)}${digits(8)}`
    const sum = [...value].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0)
    if (sum % 11 !== 0) return value
  }
}
const PRODUCTS = [
  'Bosch GSB 18V-55',
  'Makita DHP482',
  'drainagebuis 100 mm',
  'dompelpomp 7500',
  'warmtepomp 12 kW',
  'iPhone 15 Pro',
  'Samsung QE55Q60D',
]
const generated = times(12, (): readonly string[] => [
  `Artikel ${nineNoBsn()}`,
  `/product/${nineNoBsn()}/`,
  `art.nr. ${digits(10)}`,
  `EAN 87${digits(11)}`,
  `871${digits(10)}`,
  `ISBN 978-90-${digits(3)}-${digits(4)}-${digits(1)}`,
  `ISBN 90${digits(8)}`,
  `KvK ${1 + below(8)}${digits(7)}`,
  `KvK-nummer: ${1 + below(8)}${digits(7)}, Utrecht`,
  `Totaal € ${digits(1)}.${digits(3)},${digits(2)}`,
  `€ ${1 + below(9)}${digits(3)},-`,
  `van 1${digits(3)},95 voor ${digits(3)},00 euro`,
  `Bestelling ${20 + below(6)}${digits(6)}`,
  `factuur 2026-${digits(5)}`,
  `/bestelling/${digits(8)}`,
  `${pick(PRODUCTS)} ${below(400)}x${below(400)}x${below(90)} cm`,
  `${pick(PRODUCTS)} (${2000 + below(27)})`,
  `${1 + below(28)}-${1 + below(12)}-20${10 + below(17)}`,
  `0${1 + below(9)}-0${1 + below(9)}-20${10 + below(17)} 1${below(10)}:${10 + below(49)}`,
  `20${10 + below(17)}-0${1 + below(9)}-1${below(10)}T10:${10 + below(49)}:00Z`,
  `0${1 + below(9)}/0${1 + below(9)}/20${10 + below(17)}`,
  `${1000 + below(9000)} mm ${10 + below(90)}`,
  `${1000 + below(9000)}x${100 + below(900)}`,
  `De ${pick([5, 7, 10, 12])} beste tips van ${2015 + below(12)} in ${1 + below(30)} minuten`,
  `top-${2015 + below(12)}-${pick(['in', 'de', 'op', 'en', 'vs', 'of'])}-${1 + below(30)}-stappen`,
  `${2015 + below(12)} ${pick(['in', 'en', 'of', 'vs', 'op', 'om', 'de', 'is'])} ${1 + below(99)} cijfers`,
  `/blog/20${10 + below(17)}/${10 + below(3)}/${pick(['natte-tuin', 'lekkage-dak', 'wat-kost-drainage'])}-${below(99)}`,
  `Slot ${digits(4)} / ${digits(4)}`,
  `v${below(20)}.${below(20)}.${below(100)}`,
  `${digits(2)}.${digits(6)}, ${below(9)}.${digits(6)}`,
  `https://example.nl/p/${pick(['pomp', 'buis', 'doek'])}-${digits(6)}.html`,
  `bol.com 9200000${digits(9)}`,
  `ref ${chars(2, 'ABCDEFGH')}-${digits(6)}`,
]).flat()

const handMade: readonly string[] = `
Natte tuin? Drainage uitgelegd
Wat kost drainage per m2 in 2026?
Drainagebuis 100x50 mm, 50 meter
Beste warmtepomp 2026: 10 modellen getest
Bosch Professional GSB 18V-55 accuboormachine 2x 2,0 Ah
7800 XT 16GB grafische kaart
RTX 4070 Ti 12 GB
Ryzen 7 5700 XT 8 stuks
Epson 2400 XL 3 cartridges
AA batterij 1.5V 24 stuks
Panasonic 2700 mAh
2500 kg 4 assen
1000 ml 6 flessen
5000 mm 12
3000 kW 2
1200 of 1500 watt
2024 vs 2025
1984 is 40 jaar oud
In 2023 en 2024
1000 en 1 nacht
Vanaf 1250 per m2
Prijs 1.299,00
€1.234.567,89
€ 123.456.782
123.456.782 euro
Omzet 123.456.789 in 2025
10+20+30 procent korting
C++ 2024 cursus
5+ jaar ervaring
24/7 bereikbaar
0800-1234
0900-8844
112
Bel ons gratis
Openingstijden 09:00-17:30
09.00 - 17.30 uur
ma 08.30-12.00, 13.00-17.00
01-02-2024 10:30:00
06-12-2024 om 10.30
06/12/2024 10 uur
12-06-2024 t/m 18-06-2024
2024-06-12 10:30
20240612103055
20-02-2024
KvK 12345678
KvK: 87654321
BTW NL001234567B01
BTW NL859876543B01
RSIN 859876543
ISBN 9789026355554
ISBN 978-90-263-5555-4
ISSN 1234-5678
ISBN 0306406152
EAN 8712345678906
artikelnummer 0201234567
serienummer 123456782
order 111222333
ordernummer: 123456782
Track & trace 3SABCD1234567
100x50
80x200x2000
1920x1080
16:9
4,5 sterren uit 1.234 reviews
1234 klanten
12345 producten
1 op 5
3 voor 2
2+1 gratis
Pagina 1 van 12
Hoofdstuk 12.3.4
versie 10.15.7
192.168.1.1
#ff00aa
A4 80 g
M8x40
DN110
PVC 32 mm
RAL 9010
NEN 1010
ISO 27001:2022
IEC 60335-1
NL 2026
Formule 1
Postcode 1234
postcode 1234 AB
Levering in 3584
Amsterdam 1012
Utrecht 3511 AB
Utrecht 3511 AB Nederland
gebied 1000 t/m 1099
jan at work
10 @ 5 euro
@koopsignaal
medium.com/@drainage
npm i fastify@5.2.1
a@b
user@localhost
prijs@
@ thuis
100%
50% korting
20%20
%E2%82%AC 50
100%25 katoen
natte%20tuin%20drainage
/drainage/natte-tuin/kosten-per-m2
/producten/drainagebuis-100-mm-50-meter-geel-met-kokos
/product/samsung-galaxy-s24-ultra-512gb-titanium-black
/nikon-d850-24-70mm-f2-8-vr-lens
/blog/hoe-los-je-wateroverlast-in-de-tuin-definitief-op-stappenplan
/vergunningen-bouwbesluit-verantwoordelijkheidsverzekering
/arbeidsongeschiktheidsverzekeringen-vergelijken-2026
hottentottententententoonstelling
Meervoudigepersoonlijkheidsstoornis
/collections/zomer-2026?page=12&sort=price-ascending
/nl-nl/p/lampen/9300000012345678/
utm_campaign=2026-q4-black-friday-nl
campagne_zomer_2026_drainage_retargeting_v2
summer-sale-2026-newsletter-week-32
NL_Search_Brand_Exact_2026
{campaignname}
kenteken AB-123-C
AB-12-CD
XX-999-X
maat 38-40
EUR 40
40 x 60 cm
Stap 1 2 3
1 2 3 4 5 6 7 8 9
lotto 1 12 23 34 41 45
bezoeknummer 4321
wachtwoord vergeten
token
Wat is een BSN?
IBAN berekenen
NL00 is geen iban
NL12 ABNA
NL91ABNA0417164301
BE00 0000 0000 0000
GB12 laptop
DE10 beste fietsen van 2026
kan 4000 man 12 uur aan
Model 1500 GT 2 deurs
Type 2200 VA 8 uitgangen
Tesla Model 3 2021 75 kWh
BMW 320d xDrive 2019
Fiat 500 1.2 2014
Golf 7 1.6 TDI 2013
hotel 4 sterren 2 personen 3 nachten
9 t/m 12 jaar
2 tot 3 weken levertijd
1-2 werkdagen
0,5 liter
0.75 m3
1,5 ton
10.000 stappen
100.000 km
1.000.000 bezoekers
+5 graden
+10%
-20 tot +40 graden
20+ merken
06 uur
06.00 uur
0-6 maanden
020 Amsterdam
010 Rotterdam
regio 0318
netnummer 0343
eiwit 24 g per 100 g
scrum in 2 weken
3584 m2 10
1000 m3 5
hoek 45 graden
schroef 4,0x40 200 stuks
led 2700 K 806 lm
5000 mAh 20 W
2x 5 kg
drainage-2026
kleur 2031 XL 5 pack
1600 cc 4 cilinder
2300 pk 2
hs code 39172190
gtin 08712345678906
SKU-000123456
item_id=123456789
product_id=987654321
page=2&limit=100
cursus 2026-2027
schooljaar 2025/2026
nummer 12
huisnummer 12
verdieping 3
`
  .trim()
  .split('\n')

export const HARMLESS: readonly string[] = [...generated, ...handMade]
