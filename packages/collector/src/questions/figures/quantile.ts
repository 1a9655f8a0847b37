/** The value below which a share `p` of the values lies, between neighbours in proportion.
 *  @param sorted  ascending, at least one
 *  @param p  in [0, 1]
 *  @throws RangeError for no values
 *  Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, type 7, The American Statistician 50 (1996).
 *  @example quantile([1, 2, 3, 4], 0.5) // 2.5 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError('quantile: there are no values')
  const place = (sorted.length - 1) * p
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
