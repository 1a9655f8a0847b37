import { CHANNELS, type Channel } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KNOWN_REFERRERS } from './lists/known-referrers.ts'
import { scrubUrl } from './scrub.ts'
import { toSource } from './source.ts'

const site = { siteHost: 'www.droogtuin.nl', siteDomains: ['droogtuin.nl', 'droogtuin.be'] }
const nothing = { ...site, utm: {}, clickId: null, referrer: null }
const from = (referrer: string) => toSource({ ...nothing, referrer })
const landing = (query: string, referrer: string | null = null) => {
  const { utm, clickId } = scrubUrl(`https://www.droogtuin.nl/?${query}`)!
  return toSource({ ...site, utm, clickId, referrer })
}

describe('a referrer', () => {
  const known: readonly (readonly [string, Channel, string])[] = [
    ['https://www.google.nl/', 'search', 'google'],
    ['https://www.google.com/url?q=x', 'search', 'google'],
    ['https://GOOGLE.de', 'search', 'google'],
    ['android-app://com.google.android.googlequicksearchbox/', 'search', 'google'],
    ['https://www.bing.com/search?q=drainage', 'search', 'bing'],
    ['https://duckduckgo.com/', 'search', 'duckduckgo'],
    ['https://www.ecosia.org/', 'search', 'ecosia'],
    ['https://www.startpage.com/', 'search', 'startpage'],
    ['https://search.brave.com/', 'search', 'brave search'],
    ['https://www.qwant.com/', 'search', 'qwant'],
    ['https://nl.search.yahoo.com/', 'search', 'yahoo'],
    ['https://yandex.ru/', 'search', 'yandex'],
    ['https://chatgpt.com/', 'ai', 'chatgpt'],
    ['https://chat.openai.com/c/1', 'ai', 'chatgpt'],
    ['https://www.perplexity.ai/search/x', 'ai', 'perplexity'],
    ['https://claude.ai/', 'ai', 'claude'],
    ['https://gemini.google.com/app', 'ai', 'gemini'],
    ['https://copilot.microsoft.com/', 'ai', 'copilot'],
    ['https://chat.mistral.ai/chat', 'ai', 'mistral'],
    ['https://chat.deepseek.com/', 'ai', 'deepseek'],
    ['https://grok.com/', 'ai', 'grok'],
    ['https://you.com/', 'ai', 'you.com'],
    ['https://www.phind.com/', 'ai', 'phind'],
    ['https://www.meta.ai/', 'ai', 'meta ai'],
    ['https://duck.ai/', 'ai', 'duck.ai'],
    ['https://www.facebook.com/', 'social', 'facebook'],
    ['https://l.facebook.com/l.php?u=x', 'social', 'facebook'],
    ['https://lm.facebook.com/', 'social', 'facebook'],
    ['https://l.instagram.com/', 'social', 'instagram'],
    ['https://t.co/AbC', 'social', 'twitter'],
    ['https://x.com/', 'social', 'twitter'],
    ['https://lnkd.in/x', 'social', 'linkedin'],
    ['android-app://com.linkedin.android/', 'social', 'linkedin'],
    ['https://out.reddit.com/', 'social', 'reddit'],
    ['https://www.youtube.com/', 'social', 'youtube'],
    ['https://nl.pinterest.com/', 'social', 'pinterest'],
    ['https://web.whatsapp.com/', 'social', 'whatsapp'],
    ['https://mail.google.com/mail/u/0/', 'email', 'gmail'],
    ['android-app://com.google.android.gm/', 'email', 'gmail'],
    ['https://outlook.live.com/', 'email', 'outlook.com'],
    ['https://eur01.safelinks.protection.outlook.com/', 'email', 'outlook.com'],
    ['https://webmail.ziggo.nl/', 'email', 'ziggo'],
    ['https://mailchi.mp/x', 'email', 'mailchimp'],
    ['https://www.beslist.nl/products/x', 'comparison', 'beslist'],
    ['https://www.kieskeurig.nl/', 'comparison', 'kieskeurig'],
    ['https://tweakers.net/pricewatch/12/x.html', 'comparison', 'tweakers pricewatch'],
    ['https://www.vergelijk.nl/', 'comparison', 'vergelijk'],
    ['https://www.independer.nl/', 'comparison', 'independer'],
    ['https://www.pricewise.nl/', 'comparison', 'pricewise'],
    ['https://www.consumentenbond.nl/', 'comparison', 'consumentenbond'],
    ['https://www.werkspot.nl/', 'comparison', 'werkspot'],
    ['https://www.offerteadviseur.nl/', 'comparison', 'offerteadviseur'],
    ['https://trustoo.nl/', 'comparison', 'trustoo'],
    ['https://www.idealo.de/', 'comparison', 'idealo'],
    ['https://geizhals.de/', 'comparison', 'geizhals'],
    ['https://www.check24.de/', 'comparison', 'check24'],
    ['https://www.pricerunner.com/', 'comparison', 'pricerunner'],
    ['https://shopping.google.com/', 'comparison', 'google shopping'],
    ['https://www.google.nl/shopping/product/1', 'comparison', 'google shopping'],
    ['https://www.trivago.nl/', 'comparison', 'trivago'],
    ['https://www.capterra.nl/', 'comparison', 'capterra'],
    ['https://www.g2.com/', 'comparison', 'g2'],
    ['https://nl.trustpilot.com/review/x', 'comparison', 'trustpilot'],
    ['https://googleads.g.doubleclick.net/', 'ads', 'google'],
    ['https://www.googleadservices.com/', 'ads', 'google'],
    ['https://tweakers.net/nieuws/1', 'referral', 'tweakers.net'],
    ['https://www.Tuinblog.nl/x', 'referral', 'tuinblog.nl'],
    ['http://192.168.1.1/', 'referral', '192.168.1.1'],
    ['android-app://com.example.app/', 'referral', 'com.example.app'],
    // Hosts that begin or end like a known one.
    ['https://t.company.nl/', 'referral', 't.company.nl'],
    ['https://google.com.evil.nl/', 'referral', 'google.com.evil.nl'],
    ['https://notfacebook.com/', 'referral', 'notfacebook.com'],
    ['https://docs.google.com/document/1', 'referral', 'docs.google.com'],
  ]
  test.each(known)('%s is %s, %s', (referrer, channel, source) => {
    expect(from(referrer)).toEqual({
      channel,
      source,
      medium: null,
      campaign: null,
      term: null,
      content: null,
    })
  })

  test.each([
    'https://www.droogtuin.nl/prijzen',
    'http://droogtuin.nl',
    'https://DROOGTUIN.BE/',
    'https://shop.droogtuin.nl/',
    'https://www.mollie.com/checkout/x',
    'https://checkout.stripe.com/c/pay/x',
    'https://ideal.rabobank.nl/',
    'https://accounts.google.com/',
  ])('%s is no entry', (referrer) => {
    expect(from(referrer)).toBeNull()
  })

  test.each(['https://nietdroogtuin.nl/', 'https://droogtuin.nl.evil.com/', 'https://droogtuin.com/'])(
    '%s is not the site itself',
    (referrer) => {
      expect(from(referrer)?.channel).toBe('referral')
    },
  )

  test.each([
    null,
    '',
    'junk',
    'about:blank',
    'file:///C:/x.html',
    'https://',
    '//google.nl',
    'javascript:1',
  ])('%j is none: direct', (referrer) => {
    expect(toSource({ ...nothing, referrer })).toEqual({
      channel: 'direct',
      source: null,
      medium: null,
      campaign: null,
      term: null,
      content: null,
    })
  })
})

describe('a campaign', () => {
  const told: readonly (readonly [string, Channel, string | null])[] = [
    ['utm_source=google&utm_medium=cpc', 'ads', 'google'],
    ['utm_source=Google&utm_medium=CPC', 'ads', 'google'],
    ['utm_source=bing&utm_medium=ppc', 'ads', 'bing'],
    ['utm_source=facebook&utm_medium=paid_social', 'ads', 'facebook'],
    ['utm_source=facebook&utm_medium=paidsocial', 'ads', 'facebook'],
    ['utm_source=ig&utm_medium=social-paid', 'ads', 'instagram'],
    ['utm_source=nu.nl&utm_medium=display', 'ads', 'nu.nl'],
    ['utm_source=criteo&utm_medium=retargeting', 'ads', 'criteo'],
    ['utm_source=nieuwsbrief&utm_medium=email', 'email', 'nieuwsbrief'],
    ['utm_source=klanten&utm_medium=e-mail', 'email', 'klanten'],
    ['utm_source=laposta&utm_medium=nieuwsbrief', 'email', 'laposta'],
    ['utm_source=nieuwsbrief', 'email', 'nieuwsbrief'],
    ['utm_source=facebook&utm_medium=social', 'social', 'facebook'],
    ['utm_source=facebook', 'social', 'facebook'],
    ['utm_source=linkedin&utm_medium=organic_social', 'social', 'linkedin'],
    ['utm_source=linkedin&utm_medium=organic', 'social', 'linkedin'],
    ['utm_source=google&utm_medium=organic', 'search', 'google'],
    ['utm_source=google', 'search', 'google'],
    ['utm_source=chatgpt.com', 'ai', 'chatgpt'],
    ['utm_source=chatgpt.com&utm_medium=referral', 'ai', 'chatgpt'],
    ['utm_source=beslist&utm_medium=cpc', 'comparison', 'beslist'],
    ['utm_source=beslist.nl&utm_medium=referral', 'comparison', 'beslist'],
    ['utm_source=daisycon&utm_medium=affiliate', 'comparison', 'daisycon'],
    ['utm_source=tuinblog&utm_medium=affiliate', 'comparison', 'tuinblog'],
    ['utm_source=www.tuinblog.nl&utm_medium=referral', 'referral', 'tuinblog.nl'],
    ['utm_source=flyer&utm_medium=qr', 'referral', 'flyer'],
    ['utm_campaign=voorjaar', 'referral', null],
    ['utm_source=(direct)&utm_medium=(none)', 'direct', null],
    ['gclid=1', 'ads', 'google'],
    ['gbraid=1', 'ads', 'google'],
    ['msclkid=1', 'ads', 'bing'],
    ['ttclid=1', 'ads', 'tiktok'],
    ['li_fat_id=1', 'ads', 'linkedin'],
    ['fbclid=1', 'social', 'facebook'],
    ['fbclid=1&utm_medium=cpc&utm_source=fb', 'ads', 'facebook'],
    ['gclid=1&utm_source=google', 'ads', 'google'],
    ['mc_eid=1', 'email', 'mailchimp'],
    ['srsltid=1', 'search', 'google'],
    ['awc=1', 'comparison', 'awin'],
  ]
  test.each(told)('%s is %s, %s', (query, channel, source) => {
    expect(landing(query)).toMatchObject({ channel, source })
  })

  test('stands above the click, the click above the referrer', () => {
    const referrer = 'https://www.bing.com/'
    expect(landing('utm_source=nieuwsbrief&utm_medium=email&gclid=1', referrer)?.channel).toBe('email')
    expect(landing('gclid=1', referrer)).toMatchObject({ channel: 'ads', source: 'google' })
    expect(landing('', referrer)).toMatchObject({ channel: 'search', source: 'bing' })
  })

  test('leaves the channel to the referrer when it names none', () => {
    expect(landing('utm_campaign=voorjaar', 'https://www.google.nl/')).toMatchObject({
      channel: 'search',
      source: 'google',
      campaign: 'voorjaar',
    })
  })

  test('makes an entry of a link within the site', () => {
    expect(landing('utm_source=nieuwsbrief&utm_medium=email', 'https://www.droogtuin.nl/')).toMatchObject({
      channel: 'email',
      source: 'nieuwsbrief',
    })
  })

  test('keeps its five words', () => {
    expect(
      landing('utm_source=Google&utm_medium=CPC&utm_campaign=Natte%20Tuin&utm_term=drainage&utm_content=A'),
    ).toEqual({
      channel: 'ads',
      source: 'google',
      medium: 'cpc',
      campaign: 'Natte Tuin',
      term: 'drainage',
      content: 'A',
    })
  })
})

test('knows the maintained list', () => {
  expect(KNOWN_REFERRERS.size).toBeGreaterThan(1_000)
  expect(KNOWN_REFERRERS.get('www.google.nl')).toEqual({ medium: 'search', source: 'Google' })
})

test('never throws and always answers with a channel of the list', () => {
  const any = fc.string({ unit: 'binary', maxLength: 400 })
  const word = fc.oneof(
    any,
    fc.constantFrom('constructor', '__proto__', '(none)', 'cpc', 'https://', '.', '..'),
  )
  const utm = fc.record({ source: word, medium: word, campaign: any }, { requiredKeys: [] })
  const referrer = fc.option(
    fc.oneof(
      any,
      any.map((text) => `https://${text}`),
      any.map((text) => `android-app://${text}`),
    ),
  )
  fc.assert(
    fc.property(
      utm,
      fc.option(word),
      referrer,
      any,
      fc.array(any),
      (utm, clickId, referrer, siteHost, siteDomains) => {
        const source = toSource({ utm, clickId, referrer, siteHost, siteDomains })
        expect(source === null || CHANNELS.includes(source.channel)).toBe(true)
      },
    ),
  )
  expect(from(`https://${'a.'.repeat(50_000)}nl/`)?.channel ?? 'direct').toBeTypeOf('string')
})
