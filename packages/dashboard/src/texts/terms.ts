import type {
  Axis,
  Channel,
  Confidence,
  ConsentMode,
  EventType,
  HeadName,
  Phase,
  Role,
  Segment,
  Topic,
} from '@koopsignaal/protocol'
import type { Credit, Customer, Grouping, Outcome, PeriodChoice, Recency, Sort, View } from '../url-state.ts'
import type { Terms } from './words.ts'

/** Names of what is data. Segments, phases and axes are Dutch in every language; English shows these words beside them. */
export const TERMS = {
  view: {
    now: { nl: 'Nu', en: 'Now' },
    overview: { nl: 'Overzicht', en: 'Overview' },
    visitors: { nl: 'Bezoekers', en: 'Visitors' },
    channels: { nl: 'Kanalen', en: 'Channels' },
    content: { nl: 'Inhoud', en: 'Content' },
    site: { nl: 'Site', en: 'Site' },
  } satisfies Terms<View>,
  seen: {
    hour: { nl: 'het afgelopen uur', en: 'the past hour' },
    day: { nl: 'de afgelopen 24 uur', en: 'the past 24 hours' },
    week: { nl: 'de afgelopen week', en: 'the past week' },
  } satisfies Terms<Recency>,
  segment: {
    passant: { nl: 'passant', en: 'passer-by' },
    zoeker: { nl: 'zoeker', en: 'searcher' },
    koper: { nl: 'koper', en: 'buyer' },
  } satisfies Terms<Segment>,
  segments: {
    passant: { nl: 'Passanten', en: 'Passers-by' },
    zoeker: { nl: 'Zoekers', en: 'Searchers' },
    koper: { nl: 'Kopers', en: 'Buyers' },
  } satisfies Terms<Segment>,
  knows: {
    passant: {
      nl: 'Loopt langs. Heeft nog geen reden om te kopen.',
      en: 'Walks past. Has no reason to buy yet.',
    },
    zoeker: { nl: 'Weet waarom, maar nog niet wat.', en: 'Knows why, but not yet what.' },
    koper: { nl: 'Weet wat, en kiest nu bij wie.', en: 'Knows what, and is choosing where.' },
  } satisfies Terms<Segment>,
  advice: {
    passant: { nl: 'Laat gaan: geef er niets aan uit.', en: 'Let them pass: spend nothing on them.' },
    zoeker: { nl: 'Help ontdekken waar het op aankomt.', en: 'Help them find out what matters.' },
    koper: { nl: 'Wees duidelijk over wat u anders maakt.', en: 'Be clear about what sets you apart.' },
  } satisfies Terms<Segment>,
  adviceOne: {
    passant: {
      nl: 'Deze passant loopt langs. Laat gaan: geef er niets aan uit en jaag er niet achteraan.',
      en: 'This passant (passer-by) walks past. Let them pass: spend nothing, never chase them.',
    },
    zoeker: {
      nl: 'Deze zoeker weet waarom, maar nog niet wat. Help met criteria, voorbeelden en een vergelijking.',
      en: 'This zoeker (searcher) knows why, but not yet what. Help with criteria, cases and a comparison.',
    },
    koper: {
      nl: 'Deze koper kiest nu bij wie. Maak duidelijk wat u anders maakt en maak de volgende stap makkelijk.',
      en: 'This koper (buyer) is choosing where. Be clear about what sets you apart, make the next step easy.',
    },
  } satisfies Terms<Segment>,
  phase: {
    latent: { nl: 'latent', en: 'unaware' },
    bewust: { nl: 'bewust', en: 'aware' },
    visie: { nl: 'visie', en: 'forming a view' },
    leverancier: { nl: 'leverancier', en: 'choosing a supplier' },
    deal: { nl: 'deal', en: 'deal' },
  } satisfies Terms<Phase>,
  phaseMeans: {
    latent: { nl: 'voelt nog geen probleem', en: 'feels no problem yet' },
    bewust: { nl: 'voelt het probleem', en: 'feels the problem' },
    visie: { nl: 'vergelijkt oplossingen', en: 'compares solutions' },
    leverancier: { nl: 'zoekt wie het kan leveren', en: 'looks for who can deliver' },
    deal: { nl: 'is klant geworden', en: 'became a customer' },
  } satisfies Terms<Phase>,
  axis: {
    waarom: { nl: 'waarom', en: 'why' },
    wat: { nl: 'wat', en: 'what' },
    waar: { nl: 'waar', en: 'where' },
  } satisfies Terms<Axis>,
  channel: {
    search: { nl: 'zoekmachine', en: 'search engine' },
    social: { nl: 'sociale media', en: 'social media' },
    comparison: { nl: 'vergelijkingssite', en: 'comparison site' },
    email: { nl: 'e-mail', en: 'email' },
    ads: { nl: 'advertentie', en: 'ad' },
    ai: { nl: 'AI-assistent', en: 'AI assistant' },
    referral: { nl: 'andere site', en: 'another site' },
    direct: { nl: 'rechtstreeks', en: 'direct' },
  } satisfies Terms<Channel>,
  grouping: {
    channel: { nl: 'kanaal', en: 'channel' },
    source: { nl: 'bron', en: 'source' },
    campaign: { nl: 'campagne', en: 'campaign' },
  } satisfies Terms<Grouping>,
  credit: {
    last: { nl: 'laatste', en: 'last' },
    first: { nl: 'eerste', en: 'first' },
    linear: { nl: 'gelijk verdeeld', en: 'linear' },
    markov: { nl: 'Markov', en: 'Markov' },
  } satisfies Terms<Credit>,
  creditMeans: {
    last: {
      nl: 'Laatste: het kanaal van het laatste bezoek vóór de conversie krijgt alles.',
      en: 'Last: the channel of the last visit before the conversion gets everything.',
    },
    first: {
      nl: 'Eerste: het kanaal dat iemand voor het eerst bracht krijgt alles.',
      en: 'First: the channel that brought somebody in the first place gets everything.',
    },
    linear: {
      nl: 'Gelijk verdeeld: elk bezoek op weg naar de conversie telt even zwaar.',
      en: 'Linear: every visit on the way to the conversion counts the same.',
    },
    markov: {
      nl: 'Markov: hoeveel conversies er zouden wegvallen als dit kanaal er niet was.',
      en: 'Markov: how many conversions would be missed if this channel were not there.',
    },
  } satisfies Terms<Credit>,
  outcome: {
    climbed: { nl: 'kwam een fase verder', en: 'climbed a phase' },
    converted: { nl: 'converteerde', en: 'converted' },
  } satisfies Terms<Outcome>,
  consent: {
    cookieless: { nl: 'Zonder cookies', en: 'Without cookies' },
    count: { nl: 'Alleen tellen', en: 'Count only' },
    off: { nl: 'Niets', en: 'Nothing' },
  } satisfies Terms<Exclude<ConsentMode, 'granted'>>,
  consentMeans: {
    cookieless: {
      nl: 'Een bezoek van één dag telt mee en krijgt een score; morgen wordt niemand herkend. Er komt niets op het apparaat te staan.',
      en: 'One day’s visit counts and is scored; tomorrow nobody is recognised. Nothing is put on the device.',
    },
    count: {
      nl: 'Alleen totalen. Er wordt niemand gevolgd, ook niet binnen één bezoek.',
      en: 'Totals only. Nobody is followed, not even within one visit.',
    },
    off: {
      nl: 'Er wordt niets verstuurd zolang een bezoeker geen ja heeft gezegd.',
      en: 'Nothing is sent until a visitor has said yes.',
    },
  } satisfies Terms<Exclude<ConsentMode, 'granted'>>,
  role: {
    read: { nl: 'vragen stellen', en: 'ask' },
    write: { nl: 'gebeurtenissen sturen, geen vragen stellen', en: 'send events, ask nothing' },
    admin: { nl: 'alles', en: 'everything' },
  } satisfies Terms<Role>,
  head: {
    now: { nl: 'koopt in dit bezoek', en: 'buys in this visit' },
    later: { nl: 'komt terug of koopt', en: 'comes back or buys' },
  } satisfies Terms<HeadName>,
  decision: {
    published: { nl: 'in gebruik genomen', en: 'published' },
    refused: { nl: 'afgewezen', en: 'refused' },
    taken_back: { nl: 'teruggedraaid', en: 'taken back' },
  } satisfies Terms<'published' | 'refused' | 'taken_back'>,
  verdict: {
    published: {
      nl: 'voorspelt beter dan het vorige model en dan een puntentabel, en is in gebruik genomen.',
      en: 'predicts better than the model before it and than a points table, and is in use.',
    },
    cannot_judge: {
      nl: 'nog niet te toetsen: de laatste bezoeken gingen allemaal dezelfde kant op.',
      en: 'cannot be judged yet: the latest visits all went the same way.',
    },
    worseThanPresent: {
      nl: 'voorspelt niet beter dan het huidige model, dat dus blijft.',
      en: 'does not predict better than the present model, which therefore stays.',
    },
    worseThanPoints: {
      nl: 'voorspelt niet beter dan een puntentabel; het huidige model blijft.',
      en: 'does not predict better than a points table; the present model stays.',
    },
    refused: {
      nl: 'niets was beter; het huidige model blijft.',
      en: 'nothing was better; the present model stays.',
    },
  } satisfies Terms<'published' | 'cannot_judge' | 'worseThanPresent' | 'worseThanPoints' | 'refused'>,
  bottleneckAdvice: {
    latent: {
      nl: 'Laat op uw landingspagina’s meteen zien welk probleem u oplost.',
      en: 'Show on your landing pages at once which problem you solve.',
    },
    bewust: {
      nl: 'Leg uit welke oplossingen er zijn en waarin ze verschillen.',
      en: 'Explain which solutions there are and how they differ.',
    },
    visie: {
      nl: 'Geef zoekers houvast: een vergelijking, criteria, voorbeelden uit de praktijk.',
      en: 'Give searchers something to hold on to: a comparison, criteria, cases.',
    },
    leverancier: {
      nl: 'Maak de laatste stap klein: duidelijke prijzen, bewijs, een formulier dat kort is.',
      en: 'Make the last step small: clear prices, proof, a short form.',
    },
    deal: {
      nl: 'Vraag klanten terug zolang ze u nog kennen.',
      en: 'Invite customers back while they still know you.',
    },
  } satisfies Terms<Phase>,
  confidence: {
    low: { nl: 'laag', en: 'low' },
    medium: { nl: 'redelijk', en: 'medium' },
    high: { nl: 'hoog', en: 'high' },
  } satisfies Terms<Confidence>,
  confidenceMeans: {
    low: { nl: 'nog bijna niets gezien', en: 'hardly anything seen yet' },
    medium: { nl: 'een en ander gezien', en: 'a fair amount seen' },
    high: { nl: 'veel gezien', en: 'a lot seen' },
  } satisfies Terms<Confidence>,
  customer: {
    new: { nl: 'nog geen klant', en: 'not a customer yet' },
    existing: { nl: 'klant', en: 'customer' },
  } satisfies Terms<Customer>,
  period: {
    '7': { nl: '7 dagen', en: '7 days' },
    '30': { nl: '30 dagen', en: '30 days' },
    '90': { nl: '90 dagen', en: '90 days' },
    all: { nl: 'Alles', en: 'All' },
  } satisfies Terms<PeriodChoice>,
  sort: {
    '-lastSeen': { nl: 'laatst gezien', en: 'last seen' },
    '-score': { nl: 'hoogste score', en: 'highest score' },
    '-visits': { nl: 'meeste bezoeken', en: 'most visits' },
    '-pageViews': { nl: 'meeste pagina’s', en: 'most pages' },
    '-firstSeen': { nl: 'nieuwste', en: 'newest' },
  } satisfies Terms<Sort>,
  event: {
    page_view: { nl: 'Pagina', en: 'Page' },
    cta_click: { nl: 'Klik', en: 'Click' },
    engagement: { nl: 'Aandacht', en: 'Attention' },
    search: { nl: 'Zocht', en: 'Searched' },
    form_start: { nl: 'Begon formulier', en: 'Started form' },
    form_submit: { nl: 'Verstuurde formulier', en: 'Sent form' },
    outbound_click: { nl: 'Ging naar', en: 'Left for' },
    download: { nl: 'Downloadde', en: 'Downloaded' },
    conversion: { nl: 'Conversie', en: 'Conversion' },
    feedback: { nl: 'Zei', en: 'Said' },
    custom: { nl: 'Eigen signaal', en: 'Custom signal' },
  } satisfies Terms<EventType>,
  topic: {
    problem: { nl: 'probleem', en: 'problem' },
    solution: { nl: 'oplossing', en: 'solution' },
    item: { nl: 'product', en: 'item' },
    list: { nl: 'overzicht', en: 'list' },
    compare: { nl: 'vergelijking', en: 'comparison' },
    price: { nl: 'prijs', en: 'price' },
    proof: { nl: 'bewijs', en: 'proof' },
    about: { nl: 'over u', en: 'about you' },
    contact: { nl: 'contact', en: 'contact' },
    terms: { nl: 'voorwaarden', en: 'terms' },
    checkout: { nl: 'kassa', en: 'checkout' },
    support: { nl: 'hulp', en: 'support' },
    careers: { nl: 'vacatures', en: 'careers' },
  } satisfies Terms<Topic>,
  cause: {
    event: { nl: 'door een bezoek', en: 'by a visit' },
    fading: { nl: 'door de tijd', en: 'by time passing' },
  } satisfies Terms<'event' | 'fading'>,
  device: {
    desktop: { nl: 'computer', en: 'desktop' },
    mobile: { nl: 'telefoon', en: 'phone' },
    tablet: { nl: 'tablet', en: 'tablet' },
    other: { nl: 'anders', en: 'other' },
  } satisfies Terms<'desktop' | 'mobile' | 'tablet' | 'other'>,
} as const
