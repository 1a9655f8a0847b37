import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { separateNames } from './packages/tracker/build/bindings.mjs'
import { createPacker, readChoice } from './packages/tracker/build/pack.mjs'
import { unfold } from './packages/tracker/build/unfold.mjs'
import { declareTypes } from './scripts/declarations.mjs'

/** What `npm run pack` chose for each variant of the snippet. */
const CHOICES = JSON.parse(readFileSync('packages/tracker/build/packed.json', 'utf8'))

/** Decides what a variant of the snippet has, before rollup drops what cannot be reached. */
const choose = (flags) => ({
  name: 'choose',
  transform: (code, id) =>
    id.includes('/tracker/src/') ? code.replace(/\bKOOP_(?:CORE|OFF)\b/g, (flag) => flags[flag]) : null,
})

/** Takes the module with an offline queue for the one that sends. */
const queueOffline = () => ({
  name: 'queue-offline',
  // The compiler has named it .js by then.
  resolveId(id, importer) {
    return /^\.\/send\.[jt]s$/.test(id) ? this.resolve(id.replace('send', 'send-offline'), importer) : null
  },
})

/** Fewer functions and fewer different words, which is what compresses: the source compares values of one type only. */
const shapeSnippet = () => ({
  name: 'shape-snippet',
  renderChunk: (code) =>
    unfold(code.replace(/\b(?:const|var) /g, 'let '))
      .replaceAll(' === ', ' == ')
      .replaceAll(' !== ', ' != '),
})

/** A block keeps the snippet's names out of the page, and what it throws; names are `let` in it for that. */
const catchAll = () => ({
  name: 'catch-all',
  renderChunk: (code) => `try{${separateNames(code.replace(/\bvar /g, 'let '))}}catch{}`,
})

/** Without the line end that bundles get. */
const trim = () => ({ name: 'trim', renderChunk: (code) => code.trim() })

/** Names and orders what the script declares so that it is packed smallest, as packages/tracker/build/search.mjs found. */
const pack = (file) => ({
  name: 'pack',
  renderChunk(code) {
    const choice = readChoice(CHOICES[file], code)
    if (choice !== null) return createPacker(code)(choice)
    this.warn(`no names were chosen for this ${file}: npm run pack`)
    return null
  },
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

/** The dashboard's style sheets; a later one may overrule an earlier one. */
const STYLES = [
  'base',
  'controls',
  'frame',
  'segments',
  'stairs',
  'charts',
  'tables',
  'visitors',
  'visitor',
  'now',
  'content',
  'site',
  'narrow',
]

/** What the minifier may take for granted: nobody but the snippet touches what it declares, and getters do nothing else. */
const SHRINK = {
  ecma: 2020,
  passes: 5,
  inline: 1,
  unsafe: true,
  unsafe_arrows: true,
  unsafe_methods: true,
  pure_getters: true,
  lhs_constants: false,
  keep_fargs: false,
}

/** The snippet; a variant leaves out what its flags say. The minifier works twice: it sees through variables of a whole script, and
 *  gives short names to those of a block. */
const tracker = (file, flags, more = []) => ({
  input: 'packages/tracker/src/index.ts',
  output: { file: `packages/tracker/dist/${file}`, format: 'es' },
  // The settings are names that nothing declares until the collector puts values in their place.
  treeshake: { unknownGlobalSideEffects: false, propertyReadSideEffects: false },
  plugins: [
    ...more,
    nodeResolve(),
    typescript({ tsconfig: 'packages/tracker/tsconfig.json', noEmit: false, noCheck: true }),
    choose(flags),
    shapeSnippet(),
    terser({ ecma: 2020, toplevel: true, compress: SHRINK, mangle: false }),
    catchAll(),
    terser({ ecma: 2020, toplevel: true, compress: SHRINK, format: { comments: false } }),
    trim(),
    pack(file),
    printSize(),
  ],
})

/** What reads consent tools: a file of its own, for pages that have one. */
const adapters = {
  input: 'packages/tracker/src/adapters/index.ts',
  output: { file: 'packages/tracker/dist/consent.js', format: 'iife' },
  plugins: [
    nodeResolve(),
    typescript({ tsconfig: 'packages/tracker/tsconfig.json', noEmit: false, noCheck: true }),
    terser({ ecma: 2020, toplevel: true, compress: { ecma: 2020, passes: 3 }, format: { comments: false } }),
    printSize(),
  ],
}

/** A package for applications: JavaScript to be read and shaken by their own build, and its types. */
const library = (name, entry, dir) => ({
  input: `packages/${name}/${entry}`,
  output: { dir: `packages/${name}/${dir}`, format: 'es' },
  plugins: [
    typescript({ tsconfig: `packages/${name}/tsconfig.json`, noEmit: false, noCheck: true }),
    declareTypes(`packages/${name}/${entry}`),
  ],
})

/** One file for the collector and its commands, and one for the threads of its storage, which need neither HTTP nor schemas; only the
 *  packages from the registry stay outside. */
const collector = (input, file) => ({
  input: `packages/collector/src/${input}`,
  external: (id) => !isAbsolute(id) && !/^(\.|@koopsignaal\/)/.test(id),
  output: { file: `packages/collector/dist/${file}`, format: 'es', sourcemap: true },
  plugins: [
    nodeResolve(),
    typescript({
      tsconfig: 'packages/collector/tsconfig.json',
      noEmit: false,
      noCheck: true,
      sourceMap: true,
    }),
  ],
})

/** All style sheets of a folder as one file, in the order given: the page asks once. */
const joinStyles = (folder, names) => ({
  name: 'join-styles',
  buildStart() {
    for (const name of names) this.addWatchFile(`${folder}/${name}.css`)
  },
  generateBundle() {
    const source = names.map((name) => readFileSync(`${folder}/${name}.css`, 'utf8')).join('\n')
    this.emitFile({ type: 'asset', fileName: 'app.css', source })
  },
})

/** Tells a library made for servers too that this is no place for its warnings to developers. */
const forProduction = () => ({
  name: 'for-production',
  transform: (code, id) =>
    /\/(echarts|zrender)\//.test(id)
      ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
      : null,
})

/** The page as files that the collector serves under /dashboard/. What draws charts is a file of its own, asked for when the
 *  first chart comes into the page. */
const dashboard = {
  input: 'packages/dashboard/src/index.ts',
  output: {
    dir: 'packages/dashboard/dist',
    format: 'es',
    entryFileNames: 'app.js',
    chunkFileNames: '[name].js',
    manualChunks: (id) => (/\/(echarts|zrender|tslib)\/|charts\/draw/.test(id) ? 'charts' : undefined),
  },
  // ECharts asks for the kind of build that it is part of.
  onwarn: (warning, warn) => warning.code !== 'THIS_IS_UNDEFINED' && warn(warning),
  plugins: [
    nodeResolve(),
    forProduction(),
    typescript({ tsconfig: 'packages/dashboard/tsconfig.json', noEmit: false, noCheck: true }),
    terser({ format: { comments: false } }),
    copyBeside('packages/dashboard/src', ['index.html']),
    joinStyles('packages/dashboard/src/styles', STYLES),
    printSize(),
  ],
}

export default [
  tracker('k.js', { KOOP_CORE: false, KOOP_OFF: false }),
  tracker('k.off.js', { KOOP_CORE: false, KOOP_OFF: true }),
  tracker('k.offline.js', { KOOP_CORE: false, KOOP_OFF: false }, [queueOffline()]),
  tracker('k.off.offline.js', { KOOP_CORE: false, KOOP_OFF: true }, [queueOffline()]),
  tracker('k.core.js', { KOOP_CORE: true, KOOP_OFF: false }),
  adapters,
  library('tracker', 'src/package/index.ts', 'dist/package'),
  library('client', 'src/index.ts', 'dist'),
  collector('main.ts', 'koopsignaal.js'),
  collector('cli/thread-main.ts', 'thread.js'),
  dashboard,
]
