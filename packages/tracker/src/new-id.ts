/** 128 random bits as digits, for events and for a visitor who agreed. `crypto.randomUUID` is missing on pages without https. */
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('')
