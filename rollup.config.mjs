import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

/** Makes the bundle the body of one function, called with the settings that the collector fills in; the parameters are
 *  declared in packages/tracker/src/settings.ts. The spread keeps the minifier from seeing a call with one argument. */
const callWithSettings = () => ({
  name: 'call-with-settings',
  renderChunk: (code) =>
    `try{((KOOP_SITE,KOOP_CONSENT,KOOP_HASH_ROUTING,KOOP_QUERY_ROUTING)=>{${code}})(...__KOOP_SETTINGS__)}catch{}`,
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) chunk.code = chunk.code.trim().replace('...__KOOP', '__KOOP')
  },
})

/** Prints what a page has to load. */
const printSize = () => ({
  name: 'print-size',
  generateBundle(_, bundle) {
    for (const { fileName, code } of Object.values(bundle)) {
      const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
      const gzip = gzipSync(code, { level: 9 })
      console.log(
        `${fileName}: ${Buffer.byteLength(code)} bytes, gzip ${gzip.length}, brotli ${brotli.length}`,
      )
    }
  },
})

const tracker = {
  input: 'packages/tracker/src/index.ts',
  output: { file: 'packages/tracker/dist/k.js', format: 'es' },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/tracker/tsconfig.json', noEmit: false }),
    callWithSettings(),
    terser({
      ecma: 2020,
      compress: {
        passes: 5,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        pure_getters: true,
        booleans_as_integers: false,
        keep_fargs: false,
      },
      format: { comments: false },
    }),
    printSize(),
  ],
}

export default [tracker]
