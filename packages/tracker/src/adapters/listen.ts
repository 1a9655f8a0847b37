/** Listens to a consent tool's event. What the tool puts in it may be anything: nothing that goes wrong reaches the page. */
export const listen = (target: EventTarget, type: string, read: (detail: unknown) => void): void =>
  target.addEventListener(type, (event) => {
    try {
      read((event as CustomEvent).detail)
    } catch {
      // The consent tool's mistake, or a newer version of it.
    }
  })
