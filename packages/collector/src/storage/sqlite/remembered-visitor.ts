import { PHASES, SEGMENTS } from '@koopsignaal/protocol'
import type { Span } from '@koopsignaal/scoring'
import type { StoredVisitor, VisitorChange, VisitorKey } from '../store.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { type ProfileColumns, readProfile } from './rows.ts'
import { SEAL_SIZE } from './sealed.ts'

/** A visitor for the thousands that the writer remembers: all in one string, a character a byte. As objects it would be thirty of them,
 *  each made anew with each event, and the collector of garbage would walk through all of everybody's; a string is one that holds
 *  no other. */

/** What is told again of a remembered visitor. */
export interface Remembered {
  readonly stored: StoredVisitor
  /** The spans that its last change left at the end of its timeline. */
  readonly tail: readonly Span[]
}

const writer = new ByteWriter()

/** @param sealed  the change's profile as it is written
 *  @param tail  the end of the visitor's timeline */
export function rememberVisitor(change: VisitorChange, sealed: Buffer, tail: readonly Span[]): string {
  const { figures, facts } = change
  const { axes } = figures
  writer.reset()
  writer.varint(tail.length)
  for (const span of tail) writeSpan(span)
  writer.elapsed(figures.lastAt)
  for (const points of [axes.waarom, axes.wat, axes.waar, figures.peak]) writer.number(points)
  writeOptional(figures.koperUntil)
  writeOptional(figures.zoekerUntil)
  writer.text(figures.yardstick)
  writer.byte(Number(facts.consented))
  writer.text(facts.device)
  writer.text(facts.country ?? '')
  writer.raw(sealed.subarray(0, sealed.length - SEAL_SIZE))
  return writer.toLatin1()
}

/** Law: recallVisitor(rememberVisitor(change, profileValues(change, key).at(-1), tail), whose) is the change's profile and facts, and the
 *  tail. */
export function recallVisitor(remembered: string, whose: VisitorKey): Remembered {
  const from = new ByteReader(Buffer.from(remembered, 'latin1'))
  const tail: Span[] = []
  for (let left = from.varint(); left > 0; left--) tail.push(readSpan(from))
  const lastAt = from.elapsed()
  const axes = { waarom: from.number(), wat: from.number(), waar: from.number() }
  const peak = from.number()
  const [koperUntil, zoekerUntil] = [readOptional(from), readOptional(from)]
  const yardstick = from.text()
  const consented = from.byte() === 1
  const device = from.text()
  const country = from.text() || null
  const columns: ProfileColumns = {
    lastAt,
    axes,
    koperUntil,
    zoekerUntil,
    yardstick,
    peak,
    consented,
    device,
    country,
  }
  return { stored: readProfile(from, columns, whose), tail }
}

function writeSpan({ from, until, segment, phase }: Span): void {
  writer.elapsed(from)
  writeOptional(until)
  writer.byte(SEGMENTS.indexOf(segment))
  writer.byte(PHASES.indexOf(phase))
}

function readSpan(from: ByteReader): Span {
  return {
    from: from.elapsed(),
    until: readOptional(from),
    segment: SEGMENTS[from.byte()]!,
    phase: PHASES[from.byte()]!,
  }
}

function writeOptional(moment: number | null): void {
  writer.byte(Number(moment !== null))
  if (moment !== null) writer.elapsed(moment)
}

function readOptional(from: ByteReader): number | null {
  return from.byte() === 0 ? null : from.elapsed()
}
