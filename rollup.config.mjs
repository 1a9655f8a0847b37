import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

/** Makes the bundle the body of one function, called with the settings that the collector fills in; the parameters are
 *  declared in packages/tracker/src/settings.ts. The spread keeps the minifier from seeing a call with one argument. */
const callWithSettings = () => ({
  name: 'call-with-settings',
  renderChunk: (code) =>
    `try{((KOOP_SITE,KOOP_CONSENT,KOOP_ROUTE,KOOP_CUT)=>{${code}})(...__KOOP_SETTINGS__)}catch{}`,
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) chunk.code = chunk.code.trim().replace('...__KOOP', '__KOOP')
  },
})

/** Says the same in fewer different words, which is what compresses: the source compares values of one type only and catches no
 *  loop's variable in a function, and the minifier takes functions apart that declare with `var`. */
const useFewerWords = () => ({
  name: 'use-fewer-words',
  renderChunk: (code) =>
    code
      .replace(/^(.*\(|\s*)(?:const|let) /gm, '$1var ')
      .replaceAll(' === ', ' == ')
      .replaceAll(' !== ', ' != '),
})

/** Prints what a page has to load. */
const printSize = () => ({
  name: 'print-size',
  generateBundle(_, bundle) {
    for (const { fileName, code } of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
      const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
      const gzip = gzipSync(code, { level: 9 })
      console.log(
        `${fileName}: ${Buffer.byteLength(code)} bytes, gzip ${gzip.length}, brotli ${brotli.length}`,
      )
    }
  },
})

/** Puts files that need no building beside the bundle. */
const copyBeside = (folder, names) => ({
  name: 'copy-beside',
  buildStart() {
    for (const name of names) this.addWatchFile(`${folder}/${name}`)
  },
  generateBundle() {
    for (const name of names) {
      this.emitFile({ type: 'asset', fileName: name, source: readFileSync(`${folder}/${name}`, 'utf8') })
    }
  },
})

/** The snippet; the small variant leaves out what `KOOP_CORE` guards. */
const tracker = (file, core) => ({
  input: 'packages/tracker/src/index.ts',
  output: { file: `packages/tracker/dist/${file}`, format: 'es' },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/tracker/tsconfig.json', noEmit: false }),
    useFewerWords(),
    callWithSettings(),
    terser({
      ecma: 2020,
      toplevel: true,
      compress: {
        ecma: 2020,
        global_defs: { KOOP_CORE: core },
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
})

/** What reads consent tools: a file of its own, for pages that have one. */
const adapters = {
  input: 'packages/tracker/src/adapters/index.ts',
  output: { file: 'packages/tracker/dist/consent.js', format: 'iife' },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/tracker/tsconfig.json', noEmit: false }),
    terser({ ecma: 2020, toplevel: true, compress: { ecma: 2020, passes: 3 }, format: { comments: false } }),
    printSize(),
  ],
}

/** One file for the collector and its commands; only the packages from the registry stay outside. */
const collector = {
  input: 'packages/collector/src/main.ts',
  external: (id) => !isAbsolute(id) && !/^(\.|@koopsignaal\/)/.test(id),
  output: { file: 'packages/collector/dist/koopsignaal.js', format: 'es', sourcemap: true },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/collector/tsconfig.json', noEmit: false, sourceMap: true }),
  ],
}

/** The page as files that the collector serves under /dashboard/. */
const dashboard = {
  input: 'packages/dashboard/src/index.ts',
  output: { file: 'packages/dashboard/dist/app.js', format: 'es' },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/dashboard/tsconfig.json', noEmit: false }),
    terser({ format: { comments: false } }),
    copyBeside('packages/dashboard/src', ['index.html', 'app.css']),
    printSize(),
  ],
}

export default [tracker('k.js', false), tracker('k.core.js', true), adapters, collector, dashboard]
