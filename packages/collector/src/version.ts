/** What `koopsignaal --version` and the description of the interface say; a test holds it to package.json. */
export const VERSION = '0.1.0'
