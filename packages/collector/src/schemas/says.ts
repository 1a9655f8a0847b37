import type { z } from 'zod'

/** Proof at compile time that a schema describes a type, no field more and none less. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
export type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T
export type Says<Schema extends z.ZodType, Type> = Equal<Plain<z.output<Schema>>, Plain<Type>>
