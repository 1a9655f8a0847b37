import { createFollowedTables, Table, WHOLE } from '../../store.ts'

/** The tables of a census; what their columns hold says census-port.ts. */

export function createTables() {
  return {
    visitors: new Table({
      key: WHOLE,
      consented: Uint8Array,
      /** 1: is counted with a flock. */
      cameOnce: Uint8Array,
      firstAt: Float64Array,
      lastAt: Float64Array,
      device: WHOLE,
      country: WHOLE,
      visitCount: WHOLE,
      pageViews: WHOLE,
      base: Float64Array,
      waarom: Float64Array,
      wat: Float64Array,
      waar: Float64Array,
      visitsStart: Uint32Array,
      visitsEnd: Uint32Array,
      spansStart: Uint32Array,
      spansEnd: Uint32Array,
      conversionsStart: Uint32Array,
      conversionsEnd: Uint32Array,
      actsStart: Uint32Array,
      actsEnd: Uint32Array,
      momentsStart: Uint32Array,
      momentsEnd: Uint32Array,
      deedsStart: Uint32Array,
      deedsEnd: Uint32Array,
      settledAt: Float64Array,
    }),
    visits: new Table({
      from: Float64Array,
      to: Float64Array,
      pageViews: WHOLE,
      stood: Uint8Array,
      during: Uint8Array,
      converted: Uint8Array,
      source: WHOLE,
    }),
    spans: new Table({ from: Float64Array, until: Float64Array, standing: Uint8Array }),
    conversions: new Table({
      at: Float64Array,
      standing: Uint8Array,
      name: WHOLE,
      value: Float64Array,
      currency: WHOLE,
    }),
    acts: new Table({
      at: Float64Array,
      type: Uint8Array,
      page: WHOLE,
      source: WHOLE,
      detail: WHOLE,
      measure: WHOLE,
    }),
    ...createFollowedTables(),
  }
}

export type CensusTables = ReturnType<typeof createTables>
/** What belongs to visitors. */
export const PARTS = ['visits', 'spans', 'conversions', 'acts', 'moments', 'deeds'] as const
export type Part = (typeof PARTS)[number]
