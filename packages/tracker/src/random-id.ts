/** 32 hexadecimal characters from 128 random bits, for events and for a visitor who agreed.
 *  `crypto.randomUUID` would be shorter, but it is missing on pages without https. */
export const randomId = (): string =>
  crypto.getRandomValues(new Uint8Array(32)).reduce((id, byte) => id + (byte & 15).toString(16), '')
