import { setFlagsFromString } from 'node:v8'

/** Has garbage collected when a heap has grown by three tenths of what is in use, in this thread and those that it starts. By itself
 *  V8 lets each grow to several times that on a machine with much memory, and a collector is one of many programs there.
 *  Measured: docs/performance.md. */
export function spareMemory(): void {
  setFlagsFromString('--heap-growing-percent=30')
}
