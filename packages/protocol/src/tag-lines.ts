/** The line that goes into a site's pages.
 *  @param url  where the collector is reached: 'https://koop.example.nl'
 *  @example tagOf('https://koop.example.nl', 'example') // '<script async src="https://koop.example.nl/k/example.js"></script>' */
export const tagOf = (url: string, site: string): string =>
  `<script async src="${url}/k/${site}.js"></script>`

/** The same for pages that must not wait: `load` waits for every script that stands in a page, `async` or not, so a collector that takes
 *  a request and says nothing would hold it up. This one is asked for after it. */
export const tagAfterLoadOf = (url: string, site: string): string =>
  `<script>addEventListener('load',()=>{document.head.append(Object.assign(document.createElement('script'),{src:'${url}/k/${site}.js'}))})</script>`
