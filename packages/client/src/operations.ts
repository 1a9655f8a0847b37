// biome-ignore-all format: written by a program
/** What the collector can be asked, and what it answers. Written by scripts/client.ts from the OpenAPI description: change that. */
export interface Operations {
  /** Remove what was spent */
  readonly deleteCosts: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Only costs of these days, or a part of them. */
      readonly from?: string
      readonly to?: string
      readonly channel?: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
      readonly source?: string
      readonly campaign?: string
      /** `line`: the one line of exactly these days, channel, source and campaign; the one without a source or campaign where none is given. */
      readonly match?: "filter" | "line"
    }
    readonly body: undefined
    readonly answer: {
      /** Lines kept, or removed */
      readonly changed: number
    }
  }
  /** Erase all that is stored about me */
  readonly deleteMe: {
    readonly path: Record<never, never>
    readonly query: {
      readonly site: string
      /** Your own visitor id. */
      readonly visitor: string
    }
    readonly body: undefined
    readonly answer: undefined
  }
  /** Remove a saved segment */
  readonly deleteSavedSegment: {
    readonly path: {
      readonly site: string
      readonly name: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: undefined
  }
  /** Withdraw a token; it stops working at once */
  readonly deleteToken: {
    readonly path: {
      readonly site: string
      readonly id: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: undefined
  }
  /** Erase a visitor */
  readonly deleteVisitor: {
    readonly path: {
      readonly site: string
      readonly id: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: undefined
  }
  /** Visitors, zoekers, kopers, conversions and costs by channel, source or campaign */
  readonly getChannels: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** What `previous` is about: the period before, the same a year before, nothing. */
      readonly compare?: "previous" | "year" | "none"
      /** What there is a line for. */
      readonly by?: "channel" | "source" | "campaign"
      /** Which touches get the credit in `conversions`, `value` and the costs per conversion. */
      readonly attribution?: "first" | "last" | "linear" | "markov"
      /** How many lines; the totals are over all of them. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "visitors" | "-visitors" | "visits" | "-visits" | "passanten" | "-passanten" | "zoekers" | "-zoekers" | "kopers" | "-kopers" | "conversions" | "-conversions" | "newCustomers" | "-newCustomers" | "value" | "-value" | "cost" | "-cost" | "costPerKoper" | "-costPerKoper" | "costPerConversion" | "-costPerConversion" | "costPerNewCustomer" | "-costPerNewCustomer"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      /** The period that `previous` is about; null with compare=none */
      readonly comparedWith: {
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC; excluded */
        readonly to: string
        /** Whether the site was measured all through it: growth from before the tag is no growth */
        readonly isWhole: boolean
      } | null
      readonly by: "channel" | "source" | "campaign"
      readonly attribution: "first" | "last" | "linear" | "markov"
      /** What `value` and `cost` are in */
      readonly currency: string | null
      readonly totals: {
        /** Visits of the period that came this way */
        readonly visits: number
        /** Visitors who made them */
        readonly visitors: number
        /** Of these, whose highest segment in that visit or a later one of the period was passant */
        readonly passanten: number
        readonly zoekers: number
        readonly kopers: number
        /** Credited to it by the attribution asked for; with a fraction where credit is shared */
        readonly conversions: number
        /** Of these, a visitor’s first ever */
        readonly newCustomers: number
        /** Worth of the conversions credited, in the answer’s currency */
        readonly value: number | null
        /** What was spent; null where it cannot be told apart */
        readonly cost: number | null
        readonly costPerKoper: number | null
        readonly costPerConversion: number | null
        readonly costPerNewCustomer: number | null
        /** Worth of the conversions credited, by currency */
        readonly values: readonly ({
          readonly currency: string | null
          readonly amount: number
        })[]
        readonly previous: {
          /** Visits of the period that came this way */
          readonly visits: number
          /** Visitors who made them */
          readonly visitors: number
          /** Of these, whose highest segment in that visit or a later one of the period was passant */
          readonly passanten: number
          readonly zoekers: number
          readonly kopers: number
          /** Credited to it by the attribution asked for; with a fraction where credit is shared */
          readonly conversions: number
          /** Of these, a visitor’s first ever */
          readonly newCustomers: number
          /** Worth of the conversions credited, in the answer’s currency */
          readonly value: number | null
          /** What was spent; null where it cannot be told apart */
          readonly cost: number | null
          readonly costPerKoper: number | null
          readonly costPerConversion: number | null
          readonly costPerNewCustomer: number | null
        } | null
      }
      /** The most visitors first */
      readonly channels: readonly ({
        /** Null: nothing tells where these came from, or conversions without any touch */
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct" | null
        readonly source: string | null
        readonly campaign: string | null
        /** How journeys name it */
        readonly label: string
        /** Visits of the period that came this way */
        readonly visits: number
        /** Visitors who made them */
        readonly visitors: number
        /** Of these, whose highest segment in that visit or a later one of the period was passant */
        readonly passanten: number
        readonly zoekers: number
        readonly kopers: number
        /** Credited to it by the attribution asked for; with a fraction where credit is shared */
        readonly conversions: number
        /** Of these, a visitor’s first ever */
        readonly newCustomers: number
        /** Worth of the conversions credited, in the answer’s currency */
        readonly value: number | null
        /** What was spent; null where it cannot be told apart */
        readonly cost: number | null
        readonly costPerKoper: number | null
        readonly costPerConversion: number | null
        readonly costPerNewCustomer: number | null
        /** Conversions credited by each model; over all lines each comes to the total */
        readonly credits: {
          readonly first: number
          readonly last: number
          readonly linear: number
          readonly markov: number
        }
        /** Worth of the conversions credited, by currency */
        readonly values: readonly ({
          readonly currency: string | null
          readonly amount: number
        })[]
        readonly previous: {
          /** Visits of the period that came this way */
          readonly visits: number
          /** Visitors who made them */
          readonly visitors: number
          /** Of these, whose highest segment in that visit or a later one of the period was passant */
          readonly passanten: number
          readonly zoekers: number
          readonly kopers: number
          /** Credited to it by the attribution asked for; with a fraction where credit is shared */
          readonly conversions: number
          /** Of these, a visitor’s first ever */
          readonly newCustomers: number
          /** Worth of the conversions credited, in the answer’s currency */
          readonly value: number | null
          /** What was spent; null where it cannot be told apart */
          readonly cost: number | null
          readonly costPerKoper: number | null
          readonly costPerConversion: number | null
          readonly costPerNewCustomer: number | null
        } | null
      })[]
      readonly next: string | null
      /** The most frequent journeys */
      readonly paths: readonly ({
        readonly touches: readonly (string)[]
        readonly visitors: number
        readonly converted: number
        readonly conversionRate: number
      })[]
      /** From touch to touch, for a Sankey picture */
      readonly links: readonly ({
        /** Which touch `from` was of the journey; 1 is the first */
        readonly position: number
        readonly from: string
        /** Null when the journey ended there */
        readonly to: string | null
        readonly ended: "converted" | "left" | null
        readonly visitors: number
      })[]
      readonly notes: readonly (string)[]
    }
  }
  /** What was spent, by days, channel, source and campaign */
  readonly getCosts: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Only costs of these days, or a part of them. */
      readonly from?: string
      readonly to?: string
      readonly channel?: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
      readonly source?: string
      readonly campaign?: string
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "from" | "-from" | "to" | "-to" | "channel" | "-channel" | "amount" | "-amount"
    }
    readonly body: undefined
    readonly answer: {
      readonly costs: readonly ({
        /** First day, in the site’s time zone */
        readonly from: string
        /** Last day, included */
        readonly to: string
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
        readonly source: string | null
        readonly campaign: string | null
        readonly amount: number
        readonly currency: string
      })[]
      readonly next: string | null
    }
  }
  /** CTAs: clicks, the share of those who saw them, and what people did after them */
  readonly getCtas: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "clicks" | "-clicks" | "visitors" | "-visitors" | "clickRatio" | "-clickRatio" | "climbed" | "-climbed" | "converted" | "-converted"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      readonly next: string | null
      readonly totals: {
        readonly clicks: number
        readonly visitors: number
      }
      readonly ctas: readonly ({
        readonly cta: string
        /** Paths that it was clicked on, the most clicked first; at most five */
        readonly pages: readonly (string)[]
        readonly clicks: number
        readonly visitors: number
        /** Visitors who looked at a page that it is on */
        readonly seenBy: number | null
        /** Share of seenBy who clicked it */
        readonly clickRatio: number | null
        /** How much more often people did it after they met this than comparable people (same phase, channel, pages seen before, consent) who had not */
        readonly lift: {
          /** Reached a higher phase by a later event */
          readonly climbed: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
          /** Converted */
          readonly converted: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
        }
      })[]
    }
  }
  /** Events that were not kept in the last seven days, with the reason */
  readonly getDrops: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "at" | "-at"
    }
    readonly body: undefined
    readonly answer: {
      readonly drops: readonly ({
        /** ISO 8601, UTC */
        readonly at: string
        readonly reason: string
        readonly message: string
        /** What arrived, without personal data, cut; empty when nothing of it may be kept */
        readonly event: string
      })[]
      readonly next: string | null
    }
  }
  /** Conversions expected in the coming days, with an interval, against a goal */
  readonly getForecast: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** From when on the past is learned from; else up to 400 days back. */
      readonly from?: string
      /** Up to when: the days forecast follow upon it. Now when left out. */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** How many days ahead, from tomorrow. */
      readonly days?: number
      /** Conversions hoped for in these days: how likely are they? Left out: the site’s own goals. */
      readonly goal?: number
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** It was made as of then: nothing later was looked at */
      readonly at: string
      readonly days: number
      /** The whole days of the past that it was learned from */
      readonly learnedFrom: {
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC; excluded */
        readonly to: string
      }
      /** False with too little to forecast from: `reason` says why */
      readonly enough: boolean
      readonly reason: string | null
      /** Conversions expected in the period */
      readonly expected: number | null
      /** Where the true figure is expected to lie with this chance */
      readonly intervals: readonly ({
        /** 0.8 or 0.95 */
        readonly level: number
        readonly low: number
        readonly high: number
      })[]
      readonly parts: {
        /** By visitors who are known now */
        readonly present: number
        /** By visitors who are still to come */
        readonly arrivals: number
      } | null
      /** What they will be worth; null where conversions have no value, or are in several currencies */
      readonly value: {
        readonly currency: string | null
        readonly expected: number
        /** Where the true figure is expected to lie with this chance */
        readonly intervals: readonly ({
          /** 0.8 or 0.95 */
          readonly level: number
          readonly low: number
          readonly high: number
        })[]
      } | null
      /** Against `goal`, or against the goals of the site where that was left out */
      readonly goal: {
        /** Hoped for in these days */
        readonly conversions: number
        /** Which conversions count; null: all of them */
        readonly names: readonly (string)[] | null
        /** Chance of at least that many, 0 to 1 */
        readonly probability: number
        readonly text: string
      } | null
      readonly series: readonly ({
        readonly day: string
        readonly expected: number
        /** Lower end of the day’s own 80 % interval */
        readonly low: number
        readonly high: number
      })[]
      readonly past: readonly ({
        readonly day: string
        readonly conversions: number
      })[]
      readonly backtest: {
        /** Weekly moments that were forecast from, with what was known then */
        readonly origins: number
        /** Share of them whose conversions lay within the 80 % interval */
        readonly coverage80: number
        readonly coverage95: number
        /** Mean distance between forecast and fact, in conversions */
        readonly error: number
        /** The same for "as many as in the days before" */
        readonly naiveError: number
        readonly text: string
      } | null
      readonly notes: readonly (string)[]
    }
  }
  /** Phase to phase: how many, how fast, how many lost, and which step is the bottleneck */
  readonly getFunnel: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** What `previous` is about: the period before, the same a year before, nothing. */
      readonly compare?: "previous" | "year" | "none"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      /** The period that `previous` is about; null with compare=none */
      readonly comparedWith: {
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC; excluded */
        readonly to: string
        /** Whether the site was measured all through it: growth from before the tag is no growth */
        readonly isWhole: boolean
      } | null
      readonly steps: readonly ({
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        readonly next: "latent" | "bewust" | "visie" | "leverancier" | "deal" | null
        /** Visitors who were in this phase or a later one during a visit of the period, or converted */
        readonly reached: number
        /** Of these, who reached the next phase too; null for the last phase */
        readonly wentOn: number | null
        /** Not gone on, and at the end of the period back in an earlier phase or not seen for 14 days */
        readonly lost: number | null
        /** Neither gone on nor lost */
        readonly underWay: number | null
        /** wentOn / reached */
        readonly conversionRate: number | null
        /** 95 % interval of the rate (Wilson) */
        readonly interval: {
          /** 0 to 1 */
          readonly low: number
          /** 0 to 1 */
          readonly high: number
        } | null
        /** How long they had been in this phase or beyond it, in ms */
        readonly timeToNext: {
          /** Visitors who came to the next phase within the period */
          readonly count: number
          readonly quartile1Ms: number
          readonly medianMs: number
          readonly quartile3Ms: number
        } | null
        readonly previous: {
          /** Visitors who were in this phase or a later one during a visit of the period, or converted */
          readonly reached: number
          /** Of these, who reached the next phase too; null for the last phase */
          readonly wentOn: number | null
          /** Not gone on, and at the end of the period back in an earlier phase or not seen for 14 days */
          readonly lost: number | null
          /** Neither gone on nor lost */
          readonly underWay: number | null
          /** wentOn / reached */
          readonly conversionRate: number | null
          /** 95 % interval of the rate (Wilson) */
          readonly interval: {
            /** 0 to 1 */
            readonly low: number
            /** 0 to 1 */
            readonly high: number
          } | null
          /** How long they had been in this phase or beyond it, in ms */
          readonly timeToNext: {
            /** Visitors who came to the next phase within the period */
            readonly count: number
            readonly quartile1Ms: number
            readonly medianMs: number
            readonly quartile3Ms: number
          } | null
        } | null
      })[]
      /** Where the site loses most; null with too few visitors to say, or where no step stands out: `notes` says which */
      readonly bottleneck: {
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        readonly next: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        /** worsened: fewer go on than before, beyond chance, and it cost most conversions; steepest: of the steps after latent the one where the smallest share goes on */
        readonly kind: "worsened" | "steepest"
        /** 0 to 1 */
        readonly conversionRate: number
        readonly previousRate: number | null
        /** What the fall against the period compared with has cost */
        readonly conversionsLost: number
        /** What one percentage point more here would have given */
        readonly conversionsPerPoint: number
        readonly text: string
      } | null
      readonly notes: readonly (string)[]
    }
  }
  /** Alive */
  readonly getHealthz: {
    readonly path: Record<never, never>
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      readonly status: "ok"
    }
  }
  /** Is the tag found, do events arrive, which are dropped and why */
  readonly getInstallation: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly at: string
      /** Requests for the snippet since the collector started; browsers keep it for an hour */
      readonly tag: {
        /** ISO 8601, UTC */
        readonly since: string
        readonly lastAskedAt: string | null
        readonly hosts: readonly ({
          readonly host: string
          /** ISO 8601, UTC */
          readonly lastAskedAt: string
          readonly isOwn: boolean
        })[]
      }
      readonly events: {
        readonly lastAt: string | null
        /** The last 24 hours */
        readonly lastDay: {
          readonly total: number
          /** Taken for programs: kept, never scored */
          readonly bots: number
          readonly types: readonly ({
            readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
            readonly count: number
            /** ISO 8601, UTC */
            readonly lastAt: string
          })[]
          readonly hosts: readonly ({
            readonly host: string
            readonly count: number
            /** ISO 8601, UTC */
            readonly lastAt: string
          })[]
        }
      }
      /** Of the last seven days, the most first */
      readonly drops: readonly ({
        readonly reason: string
        readonly count: number
        /** ISO 8601, UTC */
        readonly lastAt: string
        readonly message: string
      })[]
      readonly snippet: {
        readonly variant: "full" | "core"
        readonly bytes: number
        readonly brotliBytes: number
        readonly hash: string
        readonly integrity: string
        /** To paste: always the present version */
        readonly tag: string
        /** To paste: this very version, checked by the browser */
        readonly tagWithIntegrity: string
        /** To paste: asked for when the page has loaded, which then never waits for the collector */
        readonly tagAfterLoad: string
      }
      readonly consent: "off" | "count" | "cookieless"
      /** What is to be done, in order; empty when all is well */
      readonly findings: readonly ({
        readonly code: "tag_never_asked" | "events_without_tag" | "no_events" | "no_events_today" | "foreign_hosts" | "drops" | "collection_off"
        readonly text: string
      })[]
    }
  }
  /** Who is on the site now */
  readonly getLive: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly at: string
      readonly totals: {
        /** Everybody seen in the last five minutes */
        readonly visitors: number
        /** Of these, without consent: they are in no list */
        readonly unlisted: number
        readonly passant: number
        readonly zoeker: number
        readonly koper: number
      }
      /** The latest first */
      readonly visitors: readonly ({
        readonly id: string
        readonly segment: "passant" | "zoeker" | "koper"
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        readonly score: number
        readonly confidence: "low" | "medium" | "high"
        readonly customer: "new" | "existing"
        /** The page looked at last */
        readonly path: string | null
        readonly title: string | null
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
        /** How the visit began */
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct" | null
        readonly source: string | null
        readonly campaign: string | null
        readonly device: string
        readonly country: string | null
        /** Beginning of the visit */
        readonly since: string
        /** ISO 8601, UTC */
        readonly lastSeen: string
        /** Of the visit */
        readonly pageViews: number
        /** The weightiest reason */
        readonly reason: {
          readonly signal: string
          readonly axis: "waarom" | "wat" | "waar"
          readonly points: number
          readonly text: string
        } | null
      })[]
    }
  }
  /** All that is stored about me */
  readonly getMe: {
    readonly path: Record<never, never>
    readonly query: {
      readonly site: string
      /** Your own visitor id. */
      readonly visitor: string
    }
    readonly body: undefined
    readonly answer: {
      readonly site: string
      /** Null where all events seem to come from a program: nothing follows from them */
      readonly visitor: {
        readonly id: string
        readonly segment: "passant" | "zoeker" | "koper"
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        readonly score: number
        readonly confidence: "low" | "medium" | "high"
        readonly axes: {
          readonly waarom: number
          readonly wat: number
          readonly waar: number
        }
        readonly customer: "new" | "existing"
        readonly visits: number
        readonly pageViews: number
        readonly conversions: number
        /** ISO 8601, UTC */
        readonly firstSeen: string
        /** ISO 8601, UTC */
        readonly lastSeen: string
        readonly koperUntil: string | null
        readonly zoekerUntil: string | null
        readonly firstTouch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly lastTouch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly device: string
        readonly country: string | null
        readonly model: string
        readonly reasons: readonly ({
          readonly signal: string
          readonly axis: "waarom" | "wat" | "waar"
          readonly points: number
          readonly text: string
        })[]
        readonly base: number
        /** Whom the visitor is compared with: base is that one’s score */
        readonly against: "average" | "stranger"
        readonly contributions: readonly ({
          readonly signal: string
          readonly axis: "waarom" | "wat" | "waar"
          readonly points: number
          readonly text: string
          readonly value: number
        })[]
        readonly transitions: readonly ({
          /** ISO 8601, UTC */
          readonly at: string
          readonly from: {
            readonly segment: "passant" | "zoeker" | "koper"
            readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
          } | null
          readonly to: {
            readonly segment: "passant" | "zoeker" | "koper"
            readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
          }
          readonly cause: "event" | "fading"
        })[]
        readonly counterfactual: {
          readonly signal: string
          readonly points: number
          readonly segment: "passant" | "zoeker" | "koper"
          readonly text: string
        } | null
        /** The score as it will be if nothing more happens */
        readonly fading: readonly ({
          /** ISO 8601, UTC */
          readonly at: string
          readonly score: number
          readonly segment: "passant" | "zoeker" | "koper"
        })[]
      } | null
      readonly visits: readonly ({
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC */
        readonly to: string
        readonly touch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly events: readonly ({
          readonly id: string
          readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
          /** ISO 8601, UTC */
          readonly at: string
          readonly path: string | null
          readonly title: string | null
          readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
          readonly item: string | null
          readonly category: string | null
          readonly source: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly detail: {
            readonly cta?: string
            readonly engagedMs?: number
            readonly scrollPercent?: number
            readonly query?: string
            readonly results?: number
            readonly form?: string
            readonly href?: string
            readonly name?: string
            readonly value?: number
            readonly currency?: string
            readonly question?: string
            readonly answer?: string
            readonly rating?: number
            readonly referrer?: string
            readonly props?: Readonly<Record<string, string | number | boolean | null>>
          }
          readonly segment: "passant" | "zoeker" | "koper"
          readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
          readonly score: number
          readonly change: readonly ({
            readonly signal: string
            readonly axis: "waarom" | "wat" | "waar"
            readonly points: number
            readonly text: string
          })[]
        })[]
      })[]
      /** Every event with all that is kept of it */
      readonly stored: readonly ({
        readonly id: string
        readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
        /** ISO 8601, UTC */
        readonly at: string
        readonly path: string | null
        readonly title: string | null
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
        readonly item: string | null
        readonly category: string | null
        readonly source: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly detail: {
          readonly cta?: string
          readonly engagedMs?: number
          readonly scrollPercent?: number
          readonly query?: string
          readonly results?: number
          readonly form?: string
          readonly href?: string
          readonly name?: string
          readonly value?: number
          readonly currency?: string
          readonly question?: string
          readonly answer?: string
          readonly rating?: number
          readonly referrer?: string
          readonly props?: Readonly<Record<string, string | number | boolean | null>>
        }
        readonly consent: "count" | "cookieless" | "granted"
        /** ISO 8601, UTC */
        readonly receivedAt: string
        readonly bot: "user_agent" | "webdriver" | "no_user_agent" | "referrer_spam" | null
        readonly host: string | null
        readonly device: "desktop" | "mobile" | "tablet" | "other"
        readonly browser: string | null
        readonly os: string | null
        readonly country: string | null
      })[]
    }
  }
  /** The model in use and every decision about a new one, with its figures */
  readonly getModels: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "at" | "-at"
    }
    readonly body: undefined
    readonly answer: {
      readonly present: {
        readonly version: string
        readonly kind: "shop" | "services" | "content"
        /** Which chances are percentages; the others are ranks */
        readonly calibratedHeads: {
          readonly now: boolean
          readonly later: boolean
        }
        readonly zoeker: {
          readonly enter: number
          readonly exit: number
        }
        readonly koper: {
          readonly enter: number
          readonly exit: number
        }
        readonly signals: readonly ({
          readonly signal: string
          readonly points: number
          readonly cap: number
          readonly source: string
        })[]
      }
      /** Decisions */
      readonly models: readonly ({
        /** ISO 8601, UTC */
        readonly at: string
        readonly decision: "published" | "refused" | "taken_back"
        readonly version: string
        /** Why, in one sentence */
        readonly reason: string
        readonly heads: readonly ({
          readonly head: "now" | "later"
          readonly status: "published" | "refused" | "too_few" | "cannot_judge"
          readonly positives: number
          readonly needed: number
          readonly trials: readonly ({
            readonly learned: "as_is" | "intercept" | "line" | "weights"
            readonly figures: {
              /** Visits judged */
              readonly visits: number
              /** 0 to 1 */
              readonly baseRate: number
              /** 0 to 1 */
              readonly auc: number
              /** 0 to 1 */
              readonly averagePrecision: number
              /** Of the top tenth, against the base rate */
              readonly lift: number
              readonly brier: number
              readonly logLoss: number
              /** 0 to 1 */
              readonly calibrationError: number
              /** What the error would come to by chance alone */
              readonly calibrationNoise: number
              /** Two to one the true error is no larger */
              readonly calibrationBound: number
            }
            readonly beatsCurrent: boolean
            readonly beatsPoints: boolean
            /** How likely it is that chances are off by `within` on average at the most */
            readonly claim: {
              /** Visits that it rests on */
              readonly visits: number
              /** 0 to 1 */
              readonly within: number
              /** What `overall` and `ends` have to reach */
              readonly needed: number
              /** By all moments of the past */
              readonly overall: number
              /** By the last moment of each visit */
              readonly ends: number
              /** By how many it came true of in each period */
              readonly periods: number
              /** By the latest period */
              readonly latest: number
              /** Neither the periods nor the latest speak clearly against it */
              readonly isSteady: boolean
              /** Only then is the head calibrated */
              readonly comesTrue: boolean
            }
          })[]
          readonly rivals: {
            readonly current: {
              /** Visits judged */
              readonly visits: number
              /** 0 to 1 */
              readonly baseRate: number
              /** 0 to 1 */
              readonly auc: number
              /** 0 to 1 */
              readonly averagePrecision: number
              /** Of the top tenth, against the base rate */
              readonly lift: number
              readonly brier: number
              readonly logLoss: number
              /** 0 to 1 */
              readonly calibrationError: number
              /** What the error would come to by chance alone */
              readonly calibrationNoise: number
              /** Two to one the true error is no larger */
              readonly calibrationBound: number
            }
            readonly points: {
              /** Visits judged */
              readonly visits: number
              /** 0 to 1 */
              readonly baseRate: number
              /** 0 to 1 */
              readonly auc: number
              /** 0 to 1 */
              readonly averagePrecision: number
              /** Of the top tenth, against the base rate */
              readonly lift: number
              readonly brier: number
              readonly logLoss: number
              /** 0 to 1 */
              readonly calibrationError: number
              /** What the error would come to by chance alone */
              readonly calibrationNoise: number
              /** Two to one the true error is no larger */
              readonly calibrationBound: number
            }
            readonly pages: {
              /** Visits judged */
              readonly visits: number
              /** 0 to 1 */
              readonly baseRate: number
              /** 0 to 1 */
              readonly auc: number
              /** 0 to 1 */
              readonly averagePrecision: number
              /** Of the top tenth, against the base rate */
              readonly lift: number
              readonly brier: number
              readonly logLoss: number
              /** 0 to 1 */
              readonly calibrationError: number
              /** What the error would come to by chance alone */
              readonly calibrationNoise: number
              /** Two to one the true error is no larger */
              readonly calibrationBound: number
            }
          } | null
        })[]
        /** What was decided of where the segments begin and end */
        readonly borders: {
          readonly status: "published" | "refused"
          readonly question: "visit" | "later"
          /** `points`: how the points are divided between the signals as well */
          readonly learns: "points" | "borders"
          readonly zoeker: {
            readonly enter: number
            readonly exit: number
          }
          readonly koper: {
            readonly enter: number
            readonly exit: number
          }
          /** Where they began and ended until then */
          readonly before: {
            readonly zoeker: {
              readonly enter: number
              readonly exit: number
            }
            readonly koper: {
              readonly enter: number
              readonly exit: number
            }
          }
          readonly learned: {
            readonly visits: number
            /** 0 to 1 */
            readonly baseRate: number
            /** Of the visits’ moments */
            readonly shares: {
              /** 0 to 1 */
              readonly passant: number
              /** 0 to 1 */
              readonly zoeker: number
              /** 0 to 1 */
              readonly koper: number
            }
            /** How often it came true */
            readonly rates: {
              readonly passant: number | null
              readonly zoeker: number | null
              readonly koper: number | null
            }
            /** Koper against the base rate */
            readonly koperLift: number | null
            /** A segment left and come back to, per 100 events */
            readonly flicker: number
          }
          readonly current: {
            readonly visits: number
            /** 0 to 1 */
            readonly baseRate: number
            /** Of the visits’ moments */
            readonly shares: {
              /** 0 to 1 */
              readonly passant: number
              /** 0 to 1 */
              readonly zoeker: number
              /** 0 to 1 */
              readonly koper: number
            }
            /** How often it came true */
            readonly rates: {
              readonly passant: number | null
              readonly zoeker: number | null
              readonly koper: number | null
            }
            /** Koper against the base rate */
            readonly koperLift: number | null
            /** A segment left and come back to, per 100 events */
            readonly flicker: number
          }
        } | null
      })[]
      readonly next: string | null
    }
  }
  /** Pages: views, entries, who left at once, attention, and what people did after them */
  readonly getPages: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** seen: every page; landing: pages that visits began on, compared with other landing pages. */
      readonly by?: "seen" | "landing"
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "views" | "-views" | "visitors" | "-visitors" | "entries" | "-entries" | "bounceRate" | "-bounceRate" | "exits" | "-exits" | "engagedMs" | "-engagedMs" | "climbed" | "-climbed" | "converted" | "-converted"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      readonly next: string | null
      readonly by: "seen" | "landing"
      readonly totals: {
        readonly views: number
        readonly visitors: number
        readonly entries: number
        readonly bounces: number
      }
      readonly pages: readonly ({
        readonly path: string
        readonly title: string | null
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
        readonly views: number
        readonly visitors: number
        /** Visits that began here */
        readonly entries: number
        /** Of these: one page view, nothing clicked or searched, under ten seconds */
        readonly bounces: number
        readonly bounceRate: number | null
        /** Visits that ended here */
        readonly exits: number
        /** Median attention per page view, in ms */
        readonly engagedMs: number | null
        /** Median of the deepest scroll per page view */
        readonly scrollPercent: number | null
        /** How much more often people did it after they met this than comparable people (same phase, channel, pages seen before, consent) who had not */
        readonly lift: {
          /** Reached a higher phase by a later event */
          readonly climbed: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
          /** Converted */
          readonly converted: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
        }
      })[]
    }
  }
  /** Able to commit */
  readonly getReadyz: {
    readonly path: Record<never, never>
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      readonly status: "ok"
    }
  }
  /** One saved segment */
  readonly getSavedSegment: {
    readonly path: {
      readonly site: string
      readonly name: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      readonly name: string
      readonly label: string
      readonly filters: {
        readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
        readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
        readonly customer?: "new" | "existing"
        readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
        readonly source?: readonly (string)[]
        readonly campaign?: readonly (string)[]
        readonly landing?: readonly (string)[]
        readonly page?: readonly (string)[]
        readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
        readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
        readonly country?: readonly (string)[]
        readonly minScore?: number
        readonly maxScore?: number
        readonly seenSince?: string
      }
      /** ISO 8601, UTC */
      readonly createdAt: string
      /** ISO 8601, UTC */
      readonly changedAt: string
    }
  }
  /** The saved segments */
  readonly getSavedSegments: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "name" | "-name" | "label" | "-label" | "createdAt" | "-createdAt" | "changedAt" | "-changedAt"
    }
    readonly body: undefined
    readonly answer: {
      readonly savedSegments: readonly ({
        readonly name: string
        readonly label: string
        readonly filters: {
          readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
          readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
          readonly customer?: "new" | "existing"
          readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
          readonly source?: readonly (string)[]
          readonly campaign?: readonly (string)[]
          readonly landing?: readonly (string)[]
          readonly page?: readonly (string)[]
          readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
          readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
          readonly country?: readonly (string)[]
          readonly minScore?: number
          readonly maxScore?: number
          readonly seenSince?: string
        }
        /** ISO 8601, UTC */
        readonly createdAt: string
        /** ISO 8601, UTC */
        readonly changedAt: string
      })[]
      readonly next: string | null
    }
  }
  /** Searches on the site: how many, without results, and what people did after them */
  readonly getSearches: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "searches" | "-searches" | "visitors" | "-visitors" | "withoutResults" | "-withoutResults" | "climbed" | "-climbed" | "converted" | "-converted"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      readonly next: string | null
      readonly totals: {
        readonly searches: number
        readonly visitors: number
        readonly withoutResults: number
      }
      /** Queries that fewer than three visitors typed: not shown */
      readonly withheld: {
        readonly queries: number
        readonly searches: number
      }
      readonly searches: readonly ({
        /** Lower case, single spaces */
        readonly query: string
        readonly searches: number
        readonly visitors: number
        /** Searches that found nothing */
        readonly withoutResults: number
        /** What came next in the visit, as shares of searches; they add up to 1 */
        readonly after: {
          /** 0–1 */
          readonly again: number
          /** 0–1 */
          readonly page: number
          /** 0–1 */
          readonly nothing: number
        }
        /** Pages looked at next, by at least three visitors; at most five */
        readonly next: readonly ({
          readonly path: string
          readonly visitors: number
        })[]
        /** How much more often people did it after they met this than comparable people (same phase, channel, pages seen before, consent) who had not */
        readonly lift: {
          /** Reached a higher phase by a later event */
          readonly climbed: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
          /** Converted */
          readonly converted: {
            /** Visitors who met it and have comparable others */
            readonly seen: number
            /** Share of these who did it within seven days */
            readonly seenRate: number | null
            /** Comparable visitors who had not met it */
            readonly comparable: number
            /** Their share, spread over phases and channels as those who met it */
            readonly comparableRate: number | null
            /** Mantel-Haenszel risk ratio; 2 = twice as often */
            readonly ratio: number | null
            /** 95 % interval of ratio */
            readonly low: number | null
            readonly high: number | null
            /** At least 30 visitors on each side and 5 who did it */
            readonly enough: boolean
          }
        }
      })[]
    }
  }
  /** Visitors, conversions and conversion rate in each segment and phase */
  readonly getSegments: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** What `previous` is about: the period before, the same a year before, nothing. */
      readonly compare?: "previous" | "year" | "none"
    }
    readonly body: undefined
    readonly answer: {
      /** ISO 8601, UTC */
      readonly from: string
      /** ISO 8601, UTC; excluded */
      readonly to: string
      /** What visitors are is told as of then: `at`, or the end of the period */
      readonly at: string
      /** The period that `previous` is about; null with compare=none */
      readonly comparedWith: {
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC; excluded */
        readonly to: string
        /** Whether the site was measured all through it: growth from before the tag is no growth */
        readonly isWhole: boolean
      } | null
      readonly totals: {
        readonly visitors: number
        readonly pageViews: number
        readonly conversions: number
      }
      readonly segments: readonly ({
        readonly segment: "passant" | "zoeker" | "koper"
        /** Visitors of the period who are in it at the moment asked for */
        readonly visitors: number
        /** Visitors who were in it during a visit of the period, also only after converting */
        readonly reached: number
        /** Visits of the period during which the visitor was in it, before the first conversion */
        readonly visits: number
        /** Conversions by visitors who were in it just before */
        readonly conversions: number
        /** Share of visits that converted from it */
        readonly conversionRate: number | null
        readonly previous: {
          /** Visitors of the period who are in it at the moment asked for */
          readonly visitors: number
          /** Visitors who were in it during a visit of the period, also only after converting */
          readonly reached: number
          /** Visits of the period during which the visitor was in it, before the first conversion */
          readonly visits: number
          /** Conversions by visitors who were in it just before */
          readonly conversions: number
          /** Share of visits that converted from it */
          readonly conversionRate: number | null
        } | null
      })[]
      readonly phases: readonly ({
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        /** Visitors of the period who are in it at the moment asked for */
        readonly visitors: number
        /** Visitors who were in it during a visit of the period, also only after converting */
        readonly reached: number
        /** Visits of the period during which the visitor was in it, before the first conversion */
        readonly visits: number
        /** Conversions by visitors who were in it just before */
        readonly conversions: number
        /** Share of visits that converted from it */
        readonly conversionRate: number | null
        readonly previous: {
          /** Visitors of the period who are in it at the moment asked for */
          readonly visitors: number
          /** Visitors who were in it during a visit of the period, also only after converting */
          readonly reached: number
          /** Visits of the period during which the visitor was in it, before the first conversion */
          readonly visits: number
          /** Conversions by visitors who were in it just before */
          readonly conversions: number
          /** Share of visits that converted from it */
          readonly conversionRate: number | null
        } | null
      })[]
      readonly series: readonly ({
        readonly day: string
        readonly conversions: number
        readonly passant: number
        readonly zoeker: number
        readonly koper: number
      })[]
    }
  }
  /** One site with its settings */
  readonly getSite: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: undefined
    readonly answer: {
      readonly id: string
      readonly domains: readonly (string)[]
      readonly kind: "shop" | "services" | "content"
      readonly timeZone: string
      readonly language: "nl" | "en"
      readonly consent: "off" | "count" | "cookieless"
      readonly hashRouting: boolean
      readonly queryRouting: boolean
      readonly variant: "full" | "core"
      readonly cookie: "script" | "server"
      readonly delivery: "standard" | "offline"
      readonly topicRules: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      /** Which conversions count as a goal, and how many a month are hoped for */
      readonly goals: readonly ({
        readonly conversion: string
        readonly perMonth: number
      })[]
      /** Version of the model that its visitors are scored with */
      readonly model: string
      /** Whether that model was fitted to the site’s own conversions */
      readonly calibrated: boolean
      /** ISO 8601, UTC */
      readonly createdAt: string
    }
  }
  /** The sites of this token */
  readonly getSites: {
    readonly path: Record<never, never>
    readonly query: {
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "id" | "-id" | "createdAt" | "-createdAt"
    }
    readonly body: undefined
    readonly answer: {
      readonly sites: readonly ({
        readonly id: string
        readonly domains: readonly (string)[]
        readonly kind: "shop" | "services" | "content"
        readonly timeZone: string
        readonly language: "nl" | "en"
        readonly consent: "off" | "count" | "cookieless"
        readonly hashRouting: boolean
        readonly queryRouting: boolean
        readonly variant: "full" | "core"
        readonly cookie: "script" | "server"
        readonly delivery: "standard" | "offline"
        readonly topicRules: readonly ({
          readonly path: string
          readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
        })[]
        /** Which conversions count as a goal, and how many a month are hoped for */
        readonly goals: readonly ({
          readonly conversion: string
          readonly perMonth: number
        })[]
        /** Version of the model that its visitors are scored with */
        readonly model: string
        /** Whether that model was fitted to the site’s own conversions */
        readonly calibrated: boolean
        /** ISO 8601, UTC */
        readonly createdAt: string
      })[]
      readonly next: string | null
    }
  }
  /** The tokens of a site, without the tokens themselves */
  readonly getTokens: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "createdAt" | "-createdAt" | "role" | "-role" | "label" | "-label"
    }
    readonly body: undefined
    readonly answer: {
      readonly tokens: readonly ({
        /** Beginning of the token’s hash: names it, and is no help to guess it */
        readonly id: string
        readonly role: "read" | "write" | "admin"
        readonly label: string
        /** ISO 8601, UTC */
        readonly createdAt: string
      })[]
      readonly next: string | null
    }
  }
  /** One visitor with every contribution, transitions and what would change the segment */
  readonly getVisitor: {
    readonly path: {
      readonly site: string
      readonly id: string
    }
    readonly query: {
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
    }
    readonly body: undefined
    readonly answer: {
      readonly id: string
      readonly segment: "passant" | "zoeker" | "koper"
      readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
      readonly score: number
      readonly confidence: "low" | "medium" | "high"
      readonly axes: {
        readonly waarom: number
        readonly wat: number
        readonly waar: number
      }
      readonly customer: "new" | "existing"
      readonly visits: number
      readonly pageViews: number
      readonly conversions: number
      /** ISO 8601, UTC */
      readonly firstSeen: string
      /** ISO 8601, UTC */
      readonly lastSeen: string
      readonly koperUntil: string | null
      readonly zoekerUntil: string | null
      readonly firstTouch: {
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
        readonly source: string | null
        readonly medium: string | null
        readonly campaign: string | null
        readonly term: string | null
        readonly content: string | null
      } | null
      readonly lastTouch: {
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
        readonly source: string | null
        readonly medium: string | null
        readonly campaign: string | null
        readonly term: string | null
        readonly content: string | null
      } | null
      readonly device: string
      readonly country: string | null
      readonly model: string
      readonly reasons: readonly ({
        readonly signal: string
        readonly axis: "waarom" | "wat" | "waar"
        readonly points: number
        readonly text: string
      })[]
      readonly base: number
      /** Whom the visitor is compared with: base is that one’s score */
      readonly against: "average" | "stranger"
      readonly contributions: readonly ({
        readonly signal: string
        readonly axis: "waarom" | "wat" | "waar"
        readonly points: number
        readonly text: string
        readonly value: number
      })[]
      readonly transitions: readonly ({
        /** ISO 8601, UTC */
        readonly at: string
        readonly from: {
          readonly segment: "passant" | "zoeker" | "koper"
          readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        } | null
        readonly to: {
          readonly segment: "passant" | "zoeker" | "koper"
          readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        }
        readonly cause: "event" | "fading"
      })[]
      readonly counterfactual: {
        readonly signal: string
        readonly points: number
        readonly segment: "passant" | "zoeker" | "koper"
        readonly text: string
      } | null
      /** The score as it will be if nothing more happens */
      readonly fading: readonly ({
        /** ISO 8601, UTC */
        readonly at: string
        readonly score: number
        readonly segment: "passant" | "zoeker" | "koper"
      })[]
    }
  }
  /** Visits, touches and events in order, each with the phase it left the visitor in */
  readonly getVisitorJourney: {
    readonly path: {
      readonly site: string
      readonly id: string
    }
    readonly query: {
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** How many at most. */
      readonly limit?: number
      /** The `next` of the page before. */
      readonly cursor?: string
      /** A field; with - in front the largest, latest or last in the alphabet first. What has none comes last. */
      readonly sort?: "at" | "-at"
    }
    readonly body: undefined
    readonly answer: {
      readonly visits: readonly ({
        /** ISO 8601, UTC */
        readonly from: string
        /** ISO 8601, UTC */
        readonly to: string
        readonly touch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly events: readonly ({
          readonly id: string
          readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
          /** ISO 8601, UTC */
          readonly at: string
          readonly path: string | null
          readonly title: string | null
          readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
          readonly item: string | null
          readonly category: string | null
          readonly source: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly detail: {
            readonly cta?: string
            readonly engagedMs?: number
            readonly scrollPercent?: number
            readonly query?: string
            readonly results?: number
            readonly form?: string
            readonly href?: string
            readonly name?: string
            readonly value?: number
            readonly currency?: string
            readonly question?: string
            readonly answer?: string
            readonly rating?: number
            readonly referrer?: string
            readonly props?: Readonly<Record<string, string | number | boolean | null>>
          }
          readonly segment: "passant" | "zoeker" | "koper"
          readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
          readonly score: number
          readonly change: readonly ({
            readonly signal: string
            readonly axis: "waarom" | "wat" | "waar"
            readonly points: number
            readonly text: string
          })[]
        })[]
      })[]
      readonly next: string | null
    }
  }
  /** Consented visitors with segment, phase, score and reasons */
  readonly getVisitors: {
    readonly path: {
      readonly site: string
    }
    readonly query: {
      /** Start of the period: a date (in the site’s time zone) or an instant. */
      readonly from?: string
      /** End of the period: a date (included) or an instant (excluded). */
      readonly to?: string
      /** The moment that segments and scores are asked for, also in the future: as if nobody did anything more. */
      readonly at?: string
      /** Any of these: with commas, or the parameter again. */
      readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
      readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
      /** Existing: has converted before; in a report over a period: before it began. */
      readonly customer?: "new" | "existing"
      readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
      readonly source?: readonly (string)[]
      readonly campaign?: readonly (string)[]
      /** Path of the page that a visit began on. */
      readonly landing?: readonly (string)[]
      /** Path of a page looked at in the period. */
      readonly page?: readonly (string)[]
      readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
      readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
      /** Any of these: two capitals (ISO 3166). Known where a trusted proxy tells it. */
      readonly country?: readonly (string)[]
      /** A saved segment: its filters, where the question has none of its own. */
      readonly saved?: string
      /** How many; `all`, as CSV or NDJSON only, sends the whole list. */
      readonly limit?: "all" | number
      /** The `next` of the page before. */
      readonly cursor?: string
      readonly minScore?: number
      readonly maxScore?: number
      /** Seen last at this date or instant or later, or so long ago: 12h, 7d. */
      readonly seenSince?: string
      /** A field; with - in front the largest first. */
      readonly sort?: "lastSeen" | "-lastSeen" | "firstSeen" | "-firstSeen" | "score" | "-score" | "visits" | "-visits" | "pageViews" | "-pageViews"
    }
    readonly body: undefined
    readonly answer: {
      readonly visitors: readonly ({
        readonly id: string
        readonly segment: "passant" | "zoeker" | "koper"
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        readonly score: number
        readonly confidence: "low" | "medium" | "high"
        readonly axes: {
          readonly waarom: number
          readonly wat: number
          readonly waar: number
        }
        readonly customer: "new" | "existing"
        readonly visits: number
        readonly pageViews: number
        readonly conversions: number
        /** ISO 8601, UTC */
        readonly firstSeen: string
        /** ISO 8601, UTC */
        readonly lastSeen: string
        readonly koperUntil: string | null
        readonly zoekerUntil: string | null
        readonly firstTouch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly lastTouch: {
          readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
          readonly source: string | null
          readonly medium: string | null
          readonly campaign: string | null
          readonly term: string | null
          readonly content: string | null
        } | null
        readonly device: string
        readonly country: string | null
        readonly model: string
        readonly reasons: readonly ({
          readonly signal: string
          readonly axis: "waarom" | "wat" | "waar"
          readonly points: number
          readonly text: string
        })[]
      })[]
      readonly next: string | null
    }
  }
  /** Change settings of a site */
  readonly patchSite: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      readonly domains?: readonly (string)[]
      readonly kind?: "shop" | "services" | "content"
      readonly timeZone?: string
      readonly language?: "nl" | "en"
      readonly consent?: "off" | "count" | "cookieless"
      readonly hashRouting?: boolean
      readonly queryRouting?: boolean
      /** Which snippet the tag loads. */
      readonly variant?: "full" | "core"
      /** Who keeps the id of a visitor who agreed: only the script, or the collector too. */
      readonly cookie?: "script" | "server"
      /** What becomes of events that cannot be sent; offline: who agreed keeps them on the device. */
      readonly delivery?: "standard" | "offline"
      readonly topicRules?: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      readonly goals?: readonly ({
        /** The name that conversions are sent with. */
        readonly conversion: string
        /** How many are hoped for in a month. */
        readonly perMonth: number
      })[]
    }
    readonly answer: {
      readonly id: string
      readonly domains: readonly (string)[]
      readonly kind: "shop" | "services" | "content"
      readonly timeZone: string
      readonly language: "nl" | "en"
      readonly consent: "off" | "count" | "cookieless"
      readonly hashRouting: boolean
      readonly queryRouting: boolean
      readonly variant: "full" | "core"
      readonly cookie: "script" | "server"
      readonly delivery: "standard" | "offline"
      readonly topicRules: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      /** Which conversions count as a goal, and how many a month are hoped for */
      readonly goals: readonly ({
        readonly conversion: string
        readonly perMonth: number
      })[]
      /** Version of the model that its visitors are scored with */
      readonly model: string
      /** Whether that model was fitted to the site’s own conversions */
      readonly calibrated: boolean
      /** ISO 8601, UTC */
      readonly createdAt: string
    }
  }
  /** Score the site’s past with another model or topic map, and compare */
  readonly postBacktests: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      /** The prior of this kind of site */
      readonly kind?: "shop" | "services" | "content"
      /** A model */
      readonly model?: Readonly<Record<string, unknown>>
      /** Another topic map */
      readonly topicRules?: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
    }
    readonly answer: {
      readonly from: string | null
      readonly to: string | null
      readonly visitors: number
      readonly events: number
      /** Of the site’s visitors that was looked at; 1 but on large sites */
      readonly share: number
      /** Page views that would have another topic */
      readonly topicsChanged: number
      readonly present: {
        readonly model: string
        readonly segments: readonly ({
          readonly segment: "passant" | "zoeker" | "koper"
          /** Visitors who are in it at the end */
          readonly visitors: number
          readonly visits: number
          readonly converted: number
          readonly conversionRate: number | null
        })[]
        readonly heads: readonly ({
          readonly head: "now" | "later"
          readonly calibrated: boolean
          readonly figures: {
            /** Visits judged */
            readonly visits: number
            /** 0 to 1 */
            readonly baseRate: number
            /** 0 to 1 */
            readonly auc: number
            /** 0 to 1 */
            readonly averagePrecision: number
            /** Of the top tenth, against the base rate */
            readonly lift: number
            readonly brier: number
            readonly logLoss: number
            /** 0 to 1 */
            readonly calibrationError: number
            /** What the error would come to by chance alone */
            readonly calibrationNoise: number
            /** Two to one the true error is no larger */
            readonly calibrationBound: number
          } | null
          /** Points of a calibration plot */
          readonly bins: readonly ({
            readonly visits: number
            /** 0 to 1 */
            readonly said: number
            /** 0 to 1 */
            readonly seen: number
          })[]
        })[]
      }
      readonly other: {
        readonly model: string
        readonly segments: readonly ({
          readonly segment: "passant" | "zoeker" | "koper"
          /** Visitors who are in it at the end */
          readonly visitors: number
          readonly visits: number
          readonly converted: number
          readonly conversionRate: number | null
        })[]
        readonly heads: readonly ({
          readonly head: "now" | "later"
          readonly calibrated: boolean
          readonly figures: {
            /** Visits judged */
            readonly visits: number
            /** 0 to 1 */
            readonly baseRate: number
            /** 0 to 1 */
            readonly auc: number
            /** 0 to 1 */
            readonly averagePrecision: number
            /** Of the top tenth, against the base rate */
            readonly lift: number
            readonly brier: number
            readonly logLoss: number
            /** 0 to 1 */
            readonly calibrationError: number
            /** What the error would come to by chance alone */
            readonly calibrationNoise: number
            /** Two to one the true error is no larger */
            readonly calibrationBound: number
          } | null
          /** Points of a calibration plot */
          readonly bins: readonly ({
            readonly visits: number
            /** 0 to 1 */
            readonly said: number
            /** 0 to 1 */
            readonly seen: number
          })[]
        })[]
      }
      readonly moved: readonly ({
        readonly from: "passant" | "zoeker" | "koper"
        readonly to: "passant" | "zoeker" | "koper"
        readonly visitors: number
      })[]
      /** Some who would end elsewhere; visitors with consent only */
      readonly examples: readonly ({
        readonly id: string
        readonly from: "passant" | "zoeker" | "koper"
        readonly to: "passant" | "zoeker" | "koper"
        readonly score: number
        readonly otherScore: number
      })[]
    }
  }
  /** Send events */
  readonly postEvents: {
    readonly path: Record<never, never>
    readonly query: Record<never, never>
    readonly body: {
      readonly site: string
      readonly visitor?: string
      readonly consent?: "off" | "count" | "cookieless" | "granted" | "denied" | "withdrawn"
      readonly v?: string
      readonly webdriver?: boolean
      readonly userAgent?: string
      readonly ip?: string
      readonly events: readonly ({
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "page_view"
        readonly referrer?: string
        readonly title?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "cta_click"
        readonly cta: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "engagement"
        readonly engagedMs: number
        readonly scrollPercent?: number
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "search"
        readonly query: string
        readonly results?: number
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "form_start"
        readonly form?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "form_submit"
        readonly form?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "outbound_click"
        readonly href?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "download"
        readonly href?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "conversion"
        readonly name: string
        readonly value?: number
        readonly currency?: string
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "feedback"
        readonly question?: string
        readonly answer?: string
        readonly rating?: number
      } | {
        readonly id: string
        readonly ago?: number
        readonly at?: number
        readonly url?: string
        readonly topic?: string
        readonly pageType?: string
        readonly item?: string
        readonly category?: string
        readonly props?: Readonly<Record<string, string | number | boolean | null>>
        readonly type: "custom"
        readonly name: string
      })[]
    } | readonly (unknown)[]
    readonly answer: {
      readonly accepted: number
      readonly duplicates: number
      readonly dropped: readonly ({
        readonly index: number
        readonly reason: string
        readonly message: string
      })[]
      /** With a write token only: accepted, but a program sent them and they count for nothing */
      readonly bots?: readonly ({
        readonly index: number
        readonly reason: "user_agent" | "webdriver" | "no_user_agent" | "referrer_spam"
        readonly message: string
      })[]
      readonly assessment?: {
        readonly segment: "passant" | "zoeker" | "koper"
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        /** 0–100; ten points double the odds */
        readonly score: number
        readonly confidence: "low" | "medium" | "high"
      } | {
        readonly segment: "passant" | "zoeker" | "koper"
        readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
        /** 0–100; ten points double the odds */
        readonly score: number
        readonly confidence: "low" | "medium" | "high"
        /** Chance of converting in this visit or within 24 h; a rank until calibrated */
        readonly now: number
        /** Chance of coming back within 30 days or converting; a rank until calibrated */
        readonly later: number
        readonly calibrated: boolean
        readonly calibratedHeads: {
          readonly now: boolean
          readonly later: boolean
        }
      }
      /** What GET /v1/me says, where the tag asked for it; null when nothing is stored */
      readonly me?: {
        readonly site: string
        /** Null where all events seem to come from a program: nothing follows from them */
        readonly visitor: {
          readonly id: string
          readonly segment: "passant" | "zoeker" | "koper"
          readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
          readonly score: number
          readonly confidence: "low" | "medium" | "high"
          readonly axes: {
            readonly waarom: number
            readonly wat: number
            readonly waar: number
          }
          readonly customer: "new" | "existing"
          readonly visits: number
          readonly pageViews: number
          readonly conversions: number
          /** ISO 8601, UTC */
          readonly firstSeen: string
          /** ISO 8601, UTC */
          readonly lastSeen: string
          readonly koperUntil: string | null
          readonly zoekerUntil: string | null
          readonly firstTouch: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly lastTouch: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly device: string
          readonly country: string | null
          readonly model: string
          readonly reasons: readonly ({
            readonly signal: string
            readonly axis: "waarom" | "wat" | "waar"
            readonly points: number
            readonly text: string
          })[]
          readonly base: number
          /** Whom the visitor is compared with: base is that one’s score */
          readonly against: "average" | "stranger"
          readonly contributions: readonly ({
            readonly signal: string
            readonly axis: "waarom" | "wat" | "waar"
            readonly points: number
            readonly text: string
            readonly value: number
          })[]
          readonly transitions: readonly ({
            /** ISO 8601, UTC */
            readonly at: string
            readonly from: {
              readonly segment: "passant" | "zoeker" | "koper"
              readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
            } | null
            readonly to: {
              readonly segment: "passant" | "zoeker" | "koper"
              readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
            }
            readonly cause: "event" | "fading"
          })[]
          readonly counterfactual: {
            readonly signal: string
            readonly points: number
            readonly segment: "passant" | "zoeker" | "koper"
            readonly text: string
          } | null
          /** The score as it will be if nothing more happens */
          readonly fading: readonly ({
            /** ISO 8601, UTC */
            readonly at: string
            readonly score: number
            readonly segment: "passant" | "zoeker" | "koper"
          })[]
        } | null
        readonly visits: readonly ({
          /** ISO 8601, UTC */
          readonly from: string
          /** ISO 8601, UTC */
          readonly to: string
          readonly touch: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly events: readonly ({
            readonly id: string
            readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
            /** ISO 8601, UTC */
            readonly at: string
            readonly path: string | null
            readonly title: string | null
            readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
            readonly item: string | null
            readonly category: string | null
            readonly source: {
              readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
              readonly source: string | null
              readonly medium: string | null
              readonly campaign: string | null
              readonly term: string | null
              readonly content: string | null
            } | null
            readonly detail: {
              readonly cta?: string
              readonly engagedMs?: number
              readonly scrollPercent?: number
              readonly query?: string
              readonly results?: number
              readonly form?: string
              readonly href?: string
              readonly name?: string
              readonly value?: number
              readonly currency?: string
              readonly question?: string
              readonly answer?: string
              readonly rating?: number
              readonly referrer?: string
              readonly props?: Readonly<Record<string, string | number | boolean | null>>
            }
            readonly segment: "passant" | "zoeker" | "koper"
            readonly phase: "latent" | "bewust" | "visie" | "leverancier" | "deal"
            readonly score: number
            readonly change: readonly ({
              readonly signal: string
              readonly axis: "waarom" | "wat" | "waar"
              readonly points: number
              readonly text: string
            })[]
          })[]
        })[]
        /** Every event with all that is kept of it */
        readonly stored: readonly ({
          readonly id: string
          readonly type: "page_view" | "cta_click" | "engagement" | "search" | "form_start" | "form_submit" | "outbound_click" | "download" | "conversion" | "feedback" | "custom"
          /** ISO 8601, UTC */
          readonly at: string
          readonly path: string | null
          readonly title: string | null
          readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
          readonly item: string | null
          readonly category: string | null
          readonly source: {
            readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
            readonly source: string | null
            readonly medium: string | null
            readonly campaign: string | null
            readonly term: string | null
            readonly content: string | null
          } | null
          readonly detail: {
            readonly cta?: string
            readonly engagedMs?: number
            readonly scrollPercent?: number
            readonly query?: string
            readonly results?: number
            readonly form?: string
            readonly href?: string
            readonly name?: string
            readonly value?: number
            readonly currency?: string
            readonly question?: string
            readonly answer?: string
            readonly rating?: number
            readonly referrer?: string
            readonly props?: Readonly<Record<string, string | number | boolean | null>>
          }
          readonly consent: "count" | "cookieless" | "granted"
          /** ISO 8601, UTC */
          readonly receivedAt: string
          readonly bot: "user_agent" | "webdriver" | "no_user_agent" | "referrer_spam" | null
          readonly host: string | null
          readonly device: "desktop" | "mobile" | "tablet" | "other"
          readonly browser: string | null
          readonly os: string | null
          readonly country: string | null
        })[]
      } | null
    }
  }
  /** Save a segment */
  readonly postSavedSegments: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      readonly name: string
      /** As people read it; the name when left out. */
      readonly label?: string
      readonly filters: {
        readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
        readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
        readonly customer?: "new" | "existing"
        readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
        readonly source?: readonly (string)[]
        readonly campaign?: readonly (string)[]
        readonly landing?: readonly (string)[]
        readonly page?: readonly (string)[]
        readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
        readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
        readonly country?: readonly (string)[]
        readonly minScore?: number
        readonly maxScore?: number
        readonly seenSince?: string
      }
    }
    readonly answer: {
      readonly name: string
      readonly label: string
      readonly filters: {
        readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
        readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
        readonly customer?: "new" | "existing"
        readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
        readonly source?: readonly (string)[]
        readonly campaign?: readonly (string)[]
        readonly landing?: readonly (string)[]
        readonly page?: readonly (string)[]
        readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
        readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
        readonly country?: readonly (string)[]
        readonly minScore?: number
        readonly maxScore?: number
        readonly seenSince?: string
      }
      /** ISO 8601, UTC */
      readonly createdAt: string
      /** ISO 8601, UTC */
      readonly changedAt: string
    }
  }
  /** Add a site */
  readonly postSites: {
    readonly path: Record<never, never>
    readonly query: Record<never, never>
    readonly body: {
      readonly id: string
      readonly domains: readonly (string)[]
      readonly kind?: "shop" | "services" | "content"
      readonly timeZone?: string
      readonly language?: "nl" | "en"
      readonly consent?: "off" | "count" | "cookieless"
      readonly hashRouting?: boolean
      readonly queryRouting?: boolean
      /** Which snippet the tag loads. */
      readonly variant?: "full" | "core"
      /** Who keeps the id of a visitor who agreed: only the script, or the collector too. */
      readonly cookie?: "script" | "server"
      /** What becomes of events that cannot be sent; offline: who agreed keeps them on the device. */
      readonly delivery?: "standard" | "offline"
      readonly topicRules?: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      readonly goals?: readonly ({
        /** The name that conversions are sent with. */
        readonly conversion: string
        /** How many are hoped for in a month. */
        readonly perMonth: number
      })[]
    }
    readonly answer: {
      readonly id: string
      readonly domains: readonly (string)[]
      readonly kind: "shop" | "services" | "content"
      readonly timeZone: string
      readonly language: "nl" | "en"
      readonly consent: "off" | "count" | "cookieless"
      readonly hashRouting: boolean
      readonly queryRouting: boolean
      readonly variant: "full" | "core"
      readonly cookie: "script" | "server"
      readonly delivery: "standard" | "offline"
      readonly topicRules: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      /** Which conversions count as a goal, and how many a month are hoped for */
      readonly goals: readonly ({
        readonly conversion: string
        readonly perMonth: number
      })[]
      /** Version of the model that its visitors are scored with */
      readonly model: string
      /** Whether that model was fitted to the site’s own conversions */
      readonly calibrated: boolean
      /** ISO 8601, UTC */
      readonly createdAt: string
    }
  }
  /** Make a token; it is shown this once */
  readonly postTokens: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      readonly role: "read" | "write" | "admin"
      readonly label?: string
    }
    readonly answer: {
      /** Beginning of the token’s hash: names it, and is no help to guess it */
      readonly id: string
      readonly role: "read" | "write" | "admin"
      readonly label: string
      /** ISO 8601, UTC */
      readonly createdAt: string
      readonly token: string
    }
  }
  /** What pages would be about under some topic rules; changes nothing */
  readonly postTopicsPreview: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      readonly paths: readonly (string)[]
      /** Rules to try; the site’s own when left out. */
      readonly rules?: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers"
      })[]
      /** What `/pages` says of these pages. With it the answer knows of pages that say their own topic: no rule changes that. */
      readonly measured?: readonly ({
        readonly path: string
        readonly title: string | null
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
      })[]
    }
    readonly answer: {
      readonly topics: readonly ({
        readonly path: string
        readonly topic: "problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers" | null
        readonly by: "page" | "rule" | "guess" | null
      })[]
    }
  }
  /** Keep what was spent */
  readonly putCosts: {
    readonly path: {
      readonly site: string
    }
    readonly query: Record<never, never>
    readonly body: {
      readonly costs: readonly ({
        /** First day, in the site’s time zone. */
        readonly from: string
        /** Last day, included. */
        readonly to: string
        readonly channel: "search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct"
        readonly source?: string | null
        readonly campaign?: string | null
        /** Spread evenly over the days. */
        readonly amount: number
        readonly currency: string
      })[]
    }
    readonly answer: {
      /** Lines kept, or removed */
      readonly changed: number
    }
  }
  /** Change a saved segment */
  readonly putSavedSegment: {
    readonly path: {
      readonly site: string
      readonly name: string
    }
    readonly query: Record<never, never>
    readonly body: {
      /** As people read it; the name when left out. */
      readonly label?: string
      readonly filters: {
        readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
        readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
        readonly customer?: "new" | "existing"
        readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
        readonly source?: readonly (string)[]
        readonly campaign?: readonly (string)[]
        readonly landing?: readonly (string)[]
        readonly page?: readonly (string)[]
        readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
        readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
        readonly country?: readonly (string)[]
        readonly minScore?: number
        readonly maxScore?: number
        readonly seenSince?: string
      }
    }
    readonly answer: {
      readonly name: string
      readonly label: string
      readonly filters: {
        readonly segment?: readonly ("passant" | "zoeker" | "koper")[]
        readonly phase?: readonly ("latent" | "bewust" | "visie" | "leverancier" | "deal")[]
        readonly customer?: "new" | "existing"
        readonly channel?: readonly ("search" | "social" | "comparison" | "email" | "ads" | "ai" | "referral" | "direct")[]
        readonly source?: readonly (string)[]
        readonly campaign?: readonly (string)[]
        readonly landing?: readonly (string)[]
        readonly page?: readonly (string)[]
        readonly topic?: readonly ("problem" | "solution" | "item" | "list" | "compare" | "price" | "proof" | "about" | "contact" | "terms" | "checkout" | "support" | "careers")[]
        readonly device?: readonly ("desktop" | "mobile" | "tablet" | "other")[]
        readonly country?: readonly (string)[]
        readonly minScore?: number
        readonly maxScore?: number
        readonly seenSince?: string
      }
      /** ISO 8601, UTC */
      readonly createdAt: string
      /** ISO 8601, UTC */
      readonly changedAt: string
    }
  }
}

/** Method and path of each. */
export const OPERATIONS = {
  deleteCosts: ['DELETE', '/v1/sites/{site}/costs'],
  deleteMe: ['DELETE', '/v1/me'],
  deleteSavedSegment: ['DELETE', '/v1/sites/{site}/saved-segments/{name}'],
  deleteToken: ['DELETE', '/v1/sites/{site}/tokens/{id}'],
  deleteVisitor: ['DELETE', '/v1/sites/{site}/visitors/{id}'],
  getChannels: ['GET', '/v1/sites/{site}/channels'],
  getCosts: ['GET', '/v1/sites/{site}/costs'],
  getCtas: ['GET', '/v1/sites/{site}/ctas'],
  getDrops: ['GET', '/v1/sites/{site}/drops'],
  getForecast: ['GET', '/v1/sites/{site}/forecast'],
  getFunnel: ['GET', '/v1/sites/{site}/funnel'],
  getHealthz: ['GET', '/healthz'],
  getInstallation: ['GET', '/v1/sites/{site}/installation'],
  getLive: ['GET', '/v1/sites/{site}/live'],
  getMe: ['GET', '/v1/me'],
  getModels: ['GET', '/v1/sites/{site}/models'],
  getPages: ['GET', '/v1/sites/{site}/pages'],
  getReadyz: ['GET', '/readyz'],
  getSavedSegment: ['GET', '/v1/sites/{site}/saved-segments/{name}'],
  getSavedSegments: ['GET', '/v1/sites/{site}/saved-segments'],
  getSearches: ['GET', '/v1/sites/{site}/searches'],
  getSegments: ['GET', '/v1/sites/{site}/segments'],
  getSite: ['GET', '/v1/sites/{site}'],
  getSites: ['GET', '/v1/sites'],
  getTokens: ['GET', '/v1/sites/{site}/tokens'],
  getVisitor: ['GET', '/v1/sites/{site}/visitors/{id}'],
  getVisitorJourney: ['GET', '/v1/sites/{site}/visitors/{id}/journey'],
  getVisitors: ['GET', '/v1/sites/{site}/visitors'],
  patchSite: ['PATCH', '/v1/sites/{site}'],
  postBacktests: ['POST', '/v1/sites/{site}/backtests'],
  postEvents: ['POST', '/v1/events'],
  postSavedSegments: ['POST', '/v1/sites/{site}/saved-segments'],
  postSites: ['POST', '/v1/sites'],
  postTokens: ['POST', '/v1/sites/{site}/tokens'],
  postTopicsPreview: ['POST', '/v1/sites/{site}/topics/preview'],
  putCosts: ['PUT', '/v1/sites/{site}/costs'],
  putSavedSegment: ['PUT', '/v1/sites/{site}/saved-segments/{name}'],
} as const satisfies Readonly<Record<keyof Operations, readonly [method: string, path: string]>>
