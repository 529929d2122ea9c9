/** Loads charters: `firm.ts` with its types stripped, and everything it imports, each time afresh. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { stat } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { accepted, type Outcome } from '../../base/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'
import { isFirm } from './is-firm.ts'
import { type CodeFile, type CodePackage, codeOf } from './loaded-code.ts'
import { type LoadRefusal, noEnd, noFile, noFirm, refusalOf } from './load-refusal.ts'
import type { Given, Stripper, Told } from './module-hooks.ts'

/** A charter as it was loaded. */
export interface LoadedCharter {
  /** The firm, with the hash of its code in its form. */
  readonly firm: Firm
  /** The folder that all its files stand in. */
  readonly root: string
  /** The file that was asked for, seen from the root. */
  readonly entry: string
  /** Every file it was loaded from, `firm.ts` among them: what goes to content. */
  readonly files: readonly CodeFile[]
  readonly packages: readonly CodePackage[]
}

/** Loads charters into this process. Node's hooks stay for its life, so a program opens one. */
export interface CharterLoader {
  readonly load: (file: string) => Promise<Outcome<LoadedCharter, LoadRefusal>>
  /** Loads another module the same way, such as `members.ts`; answers what it exports. */
  readonly loadModule: (file: string) => Promise<Outcome<LoadedModule, LoadRefusal>>
}

/** A module as it was loaded, with everything it was loaded from. */
export interface LoadedModule {
  readonly exported: { readonly [name: string]: unknown }
  readonly told: readonly Told[]
}

/** How charters are loaded. */
export interface LoaderOptions {
  /** How long a module may wait for something while it is read; ten seconds unless said. */
  readonly waitMsMax?: number
}

const waitMsDefault = 30_000

/** Opens a loader. `program` is the address of the package's own face: what `import 'firm'` means. */
export const openCharterLoader = (program: URL, options: LoaderOptions = {}): CharterLoader => {
  const waitMsMax = options.waitMsMax ?? waitMsDefault
  let hooks: Promise<MessagePort> | undefined
  const loadModule: CharterLoader['loadModule'] = async (file) => {
    if (!(await isFile(file))) return noFile(file)
    const port = await (hooks ??= openHooks(program))
    const mark = randomUUID()
    const url = pathToFileURL(file)
    url.searchParams.set('charter', mark)
    try {
      const exported = await within(waitMsMax, importNatively(url))
      if (exported === undefined) return noEnd(file, waitMsMax)
      const told = toldOf(port, mark)
      const wrong = told.find(({ kind }) => kind === 'syntax')
      return wrong === undefined ? accepted({ exported, told }) : refusalOf(wrong, [wrong])
    } catch (error) {
      return refusalOf(error, toldOf(port, mark))
    }
  }
  const load: CharterLoader['load'] = async (file) => {
    const loaded = await loadModule(file)
    if (!loaded.ok) return loaded
    const written = loaded.value.exported['default']
    if (!isFirm(written)) return noFirm(file, written)
    const { code, ...rest } = codeOf(file, loaded.value.told)
    return accepted({ firm: { ...written, form: { ...written.form, code } }, ...rest })
  }
  return { load, loadModule }
}

/** What comes of it, or undefined where it takes longer. The timer keeps the process from ending silently. */
const within = async <T>(waitMs: number, result: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), waitMs)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}

const isFile = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  )

/** What the thread told of one loading. What it told of others was read with them. */
const toldOf = (port: MessagePort, mark: string): readonly Told[] => {
  const told: Told[] = []
  for (;;) {
    const next: { message: Told } | undefined = receiveMessageOnPort(port)
    if (next === undefined) return told.filter((one) => one.mark === mark)
    told.push(next.message)
  }
}

/**
 * What charters import of the program is loaded by itself, so that the time a charter has to be read is its own; and
 * before the hooks are set, for once they are every file is asked for in their thread.
 */
const openHooks = async (program: URL): Promise<MessagePort> => {
  // Run from source, the program itself needs the hooks, which strip its types.
  const isSource = program.href.endsWith('.ts')
  if (!isSource) await importNatively(program)
  const port = registerHooks(program)
  if (isSource) await importNatively(program)
  return port
}

const registerHooks = (program: URL): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  const stripper = createRequire(import.meta.url).resolve('amaro')
  const data: Given = {
    program: program.href,
    stripper: pathToFileURL(stripper).href,
    port: port2,
  }
  register(hooksAddress(), { data, transferList: [port2] })
  return port1
}

/** The hooks beside this file; run from source, they are stripped first, for their thread cannot. */
const hooksAddress = (): URL => {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const address = new URL(`./module-hooks.${extension}`, import.meta.url)
  if (extension === 'js') return address
  const { transformSync }: Stripper = createRequire(import.meta.url)('amaro')
  const { code } = transformSync(readFileSync(fileURLToPath(address), 'utf8'), {
    mode: 'strip-only',
  })
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`)
}

/** An import by Node itself: a test runner would rewrite one that it sees. */
const importNatively = async (url: URL): Promise<LoadedModule['exported']> => {
  const source = 'export const load = (url) => import(url)'
  const { load }: { load: (url: string) => Promise<LoadedModule['exported']> } = await import(
    `data:text/javascript,${encodeURIComponent(source)}`
  )
  return load(url.href)
}
