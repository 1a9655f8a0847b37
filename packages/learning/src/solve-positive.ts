/** Solves A · x = b for a symmetric positive definite A, by Cholesky.
 *  @param matrix  A as rows; only the lower half is read
 *  @returns x, as long as b
 *  @throws RangeError when A is not positive definite: a penalty of more than 0 on every weight prevents that
 *  @example solvePositive([[4, 2], [2, 3]], [8, 7]) // [1.25, 1.5] */
export function solvePositive(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] {
  const lower = factor(matrix)
  const half: number[] = []
  for (const [i, row] of lower.entries()) half.push((right[i]! - dot(row, half, i)) / row[i]!)
  const solution: number[] = half.slice()
  for (let i = solution.length - 1; i >= 0; i--) {
    let rest = half[i]!
    for (let k = i + 1; k < solution.length; k++) rest -= lower[k]![i]! * solution[k]!
    solution[i] = rest / lower[i]![i]!
  }
  return solution
}

/** L with L · Lᵀ = A. */
function factor(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const lower: number[][] = []
  for (const [i, row] of matrix.entries()) {
    const next: number[] = []
    for (let j = 0; j < i; j++) next.push((row[j]! - dot(next, lower[j]!, j)) / lower[j]![j]!)
    const pivot = row[i]! - dot(next, next, i)
    if (!(pivot > 0)) throw new RangeError('solvePositive: the matrix is not positive definite')
    next.push(Math.sqrt(pivot))
    lower.push(next)
  }
  return lower
}

function dot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!
  return sum
}
