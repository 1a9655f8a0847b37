import { wrongCursor } from '../questions/wrong-cursor.ts'

/** A cursor that says where a list goes on by a number alone; `list` keeps those of different lists apart.
 *  @param place  ≥ 1 */
export function toPlaceCursor(list: string, place: number): string {
  return Buffer.from(JSON.stringify([list, place])).toString('base64url')
}

/** @returns null without a cursor
 *  @throws AppError invalid_request for a cursor that no answer of this list gave
 *  @example parsePlaceCursor('drops', toPlaceCursor('drops', 7)) // 7 */
export function parsePlaceCursor(list: string, cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  try {
    const [of, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (of === list && Number.isSafeInteger(place) && (place as number) > 0) return place as number
  } catch {
    // Falls through to the one refusal below.
  }
  throw wrongCursor()
}
