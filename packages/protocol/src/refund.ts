/** Whether a conversion is money back: it lowers what conversions were worth, and is none itself.
 *  @param value  of the conversion; without one it is no refund
 *  @example isRefund(-20) // true */
export function isRefund(value: number | null | undefined): boolean {
  return (value ?? 0) < 0
}
