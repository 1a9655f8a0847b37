import type { Channel } from '@koopsignaal/protocol'

/** What utm_medium says of the channel; the first that fits. Follows GA4's default channel group, in our eight channels.
 *  Source: support.google.com/analytics/answer/9756891, read 2026-11; our own additions are the Dutch, German and French
 *  words. What an owner sends to people who gave an address (e-mail, sms, push) is one channel here: `email`. */
export const MEDIUMS: readonly (readonly [RegExp, Channel])[] = [
  [/^(?:cp[acmvi]|cpp|cpcv|ppc|ppv|sea|sem|ads?|adwords|advertentie|advertising|anzeige|annonce)$/, 'ads'],
  [/^(?:paid|betaald|bezahlt)/, 'ads'],
  [/(?:^|[-_ ])(?:paid|cpc|ppc|cpm|ads?)$/, 'ads'],
  [
    /^(?:display|banner|expandable|interstitial|retargeting|remarketing|programmatic|rtb|native|advertorial|sponsored|content-text|discovery|demandgen|pmax|shopping_ads|tv|radio|ctv)/,
    'ads',
  ],
  [
    /^(?:e[-_ ]?mail|e[-_ ]?mailing|mail|mailing|newsletter|nieuwsbrief|edm|e-nieuwsbrief|courriel|sms|push|web_?push|mobile|notification|transactional|drip)/,
    'email',
  ],
  [/(?:^|[-_ ])(?:newsletter|nieuwsbrief|email)$/, 'email'],
  [
    /^(?:social|sociaal|sm$|soziale|reseaux|story|stories|reel|influencer|whatsapp|community|organic[-_ ]?social|video)/,
    'social',
  ],
  [
    /^(?:affiliate|affiliatie|affilie|comparison|vergelijk|compare|price[-_ ]?comparison|preisvergleich|comparateur|shopping|product[-_ ]?feed|feed)/,
    'comparison',
  ],
  [/^(?:ai|ai[-_ ].*|llm|chatbot|assistant)$/, 'ai'],
  [/^(?:organic|organisch|search|zoeken|seo)/, 'search'],
]
