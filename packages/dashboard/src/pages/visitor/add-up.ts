/** Rounds to tenths so that what is shown adds up to the rounded total: each is the step between two rounded running sums.
 *  Law: the sum of the results = the rounded sum of the values; none is off by a tenth or more
 *  @example roundToAddUp([0.25, 0.25, 0.25]) // [0.3, 0.2, 0.3]: 0.8 */
export function roundToAddUp(values: readonly number[]): readonly number[] {
  let sum = 0
  let shown = 0
  return values.map((value) => {
    sum += value
    const step = Math.round(sum * 10) - shown
    shown += step
    return step / 10
  })
}
