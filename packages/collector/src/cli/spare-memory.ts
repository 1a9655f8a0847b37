import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Half of the young generation of this thread, in MB: by itself it takes 16 when many requests are under way. Measured: docs/performance.md. */
const YOUNG_HALF = 8
/** More than any thread's own limit, which then is what it begins with. */
const LARGEST_HALF = 16

/** Keeps heaps small, in this thread and those that it starts: a collector is one of many programs on its machine, and by itself V8 takes
 *  several times what is in use where there is much memory. Old ones are collected when they have grown by three tenths of what is in
 *  use. Young ones do not grow: V8 can only be told how large when it starts, so this one is filled until it is as large as it should be. */
export function spareMemory(): void {
  setFlagsFromString('--heap-growing-percent=30')
  growYoung(2 * YOUNG_HALF * 2 ** 20)
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString(`--min-semi-space-size=${LARGEST_HALF}`)
}

/** It grows when much of what is in it is still in use. */
function growYoung(size: number): void {
  const inUse: unknown[] = []
  while (youngSize() < size && inUse.length < MOST)
    for (let i = 0; i < 100; i++) inUse.push(new Array(64).fill(i))
}

/** Three times what it takes; where V8 grows by other rules than today's, the start must not hang on it. */
const MOST = 36_000

function youngSize(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')!.space_size
}
