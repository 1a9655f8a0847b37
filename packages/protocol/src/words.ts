/** The closed lists of the vocabulary: each list is written once, its type follows from it. */

/** Who a visitor is on the way to buying: passer-by, searcher, buyer. */
export const SEGMENTS = ['passant', 'zoeker', 'koper'] as const
export type Segment = (typeof SEGMENTS)[number]

/** The buying process, in order. `deal`: has converted and has not come back yet for the next deal. */
export const PHASES = ['latent', 'bewust', 'visie', 'leverancier', 'deal'] as const
export type Phase = (typeof PHASES)[number]

/** What a signal is evidence of: knowing why to buy, what to buy, where to buy. */
export const AXES = ['waarom', 'wat', 'waar'] as const
export type Axis = (typeof AXES)[number]

/** What a page is about. Source of the list: docs/scoring-model.md#topics. */
export const TOPICS = [
  'problem',
  'solution',
  'item',
  'list',
  'compare',
  'price',
  'proof',
  'about',
  'contact',
  'terms',
  'checkout',
  'support',
  'careers',
] as const
export type Topic = (typeof TOPICS)[number]

/** How a visit began. */
export const CHANNELS = [
  'search',
  'social',
  'comparison',
  'email',
  'ads',
  'ai',
  'referral',
  'direct',
] as const
export type Channel = (typeof CHANNELS)[number]

/** Kinds of site that priors exist for. */
export const SITE_KINDS = ['shop', 'services', 'content'] as const
export type SiteKind = (typeof SITE_KINDS)[number]

/** How much evidence an assessment rests on. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const
export type Confidence = (typeof CONFIDENCES)[number]

export const DEVICES = ['desktop', 'mobile', 'tablet', 'other'] as const
export type Device = (typeof DEVICES)[number]

/** Why an event is taken to come from a program and not from a person. */
export const BOT_REASONS = ['user_agent', 'webdriver', 'no_user_agent', 'referrer_spam'] as const
export type BotReason = (typeof BOT_REASONS)[number]

/** What a token may do: ask, send events with their own times, or everything. */
export const ROLES = ['read', 'write', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
