/**
 * A wire of folders: each firm has a letterbox, into which others put letters and receipts, a file each. A file is
 * there whole or not at all, and is taken away once what it says is durable; who comes back after a crash finds the
 * rest. What was taken and not heard of is sent again by its sender, so no file needs to be flushed.
 */
import { constants, watch } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Clock,
  type Faults,
  FirmError,
  hashOf,
  type Instant,
  later,
  noFaults,
} from '../../base/index.ts'
import { letterBytesMax, type Recipient, type Wire } from '../../host/index.ts'
import type { LetterboxFaultPoint } from './fault-points.ts'
import { decodeParcel, encodeParcel, type Parcel } from './parcel.ts'
import { putAside, sweepAside } from './put-aside.ts'

/** Between which folders it carries. */
export interface LetterboxOptions {
  /** Where others put what is for this firm. */
  readonly own: string
  /** Where a neighbour's letterbox is; undefined for who is none. */
  readonly boxOf: (firm: string) => string | undefined
  readonly clock: Clock
  readonly faults?: Faults
  /** Hears of what lies there and is no letter, and of what could not be taken in; that stays for another time. */
  readonly failed: (cause: unknown) => void
}

/** How often the folder is looked at where the system tells nothing. */
const everyMs = 1_000

/** The longest file that is read: a letter of the greatest size, with its names and its signature. */
const parcelBytesMax = letterBytesMax + 64 * 1024

/** How long a draft may lie that its writer has not put in place: one that is older was left by a dead one. */
const draftMsMax = 60_000

/** How many files are taken in at once, so that they are flushed together. */
const atOnceMax = 64

/** Opens the wire; nothing is read before a firm is attached. */
export const openLetterbox = (options: LetterboxOptions): Wire => ({
  send: async (signed) => {
    await put(options, signed.letter.to, { kind: 'letter', ...signed })
  },
  acknowledge: async (signed) => {
    await put(options, signed.receipt.from, { kind: 'receipt', ...signed })
  },
  attach: (_firm, recipient) => attend(options, recipient),
})

const reachIn =
  ({ faults = noFaults }: LetterboxOptions): ((point: LetterboxFaultPoint) => void) =>
  (point) =>
    faults.reach(point)

// The name is the content's, so that what is sent again while it still lies there is there once.
const put = async (options: LetterboxOptions, firm: string, parcel: Parcel): Promise<void> => {
  const reach = reachIn(options)
  const box = options.boxOf(firm)
  if (box === undefined) throw new NoLetterboxError(firm, 'the charter names none')
  const text = encodeParcel(parcel)
  const file = join(box, `${hashOf(text)}.json`)
  if (await isThere(file)) return
  const fresh = join(box, `.${hashOf(text)}-${process.pid}`)
  try {
    reach('letterbox: before a draft')
    await writeFile(fresh, text, { mode: 0o600 })
    reach('letterbox: draft written')
    await rename(fresh, file)
    reach('letterbox: letter put')
  } catch (cause) {
    throw new NoLetterboxError(firm, `${box} takes nothing`, cause)
  }
}

const isThere = async (file: string): Promise<boolean> =>
  await stat(file).then(
    () => true,
    () => false,
  )

const attend = (options: LetterboxOptions, recipient: Recipient): (() => void) => {
  const { own, clock, failed } = options
  let attached = true
  let cancelTimer: () => void = () => undefined
  const drafts = openDrafts(options)
  let looking = false
  let again = false
  const look = (): void => {
    cancelTimer()
    if (!attached) return
    cancelTimer = clock.schedule(later(clock.now(), everyMs), look)
    if (looking) {
      again = true
      return
    }
    looking = true
    again = false
    void emptyBox(options, recipient, () => attached)
      .then(drafts.sweep)
      .then(async () => await sweepAside(own))
      .catch(failed)
      .finally(() => {
        looking = false
        if (again) look()
      })
  }
  const stopWatching = watchFolder(own, look)
  look()
  return () => {
    attached = false
    cancelTimer()
    stopWatching()
  }
}

// Where the system cannot tell, the timer does.
const watchFolder = (folder: string, changed: () => void): (() => void) => {
  try {
    const watching = watch(folder, { persistent: false }, changed)
    watching.on('error', () => watching.close())
    return () => watching.close()
  } catch {
    return () => undefined
  }
}

/** Takes everything in that lies there, until nothing new does. What stays for another time keeps nothing else waiting. */
const emptyBox = async (
  options: LetterboxOptions,
  recipient: Recipient,
  isAttached: () => boolean,
): Promise<void> => {
  const staying = new Set<string>()
  while (isAttached()) {
    const names = await readdir(options.own)
    const waiting = names.filter(
      (name) => name.endsWith('.json') && !name.startsWith('.') && !staying.has(name),
    )
    if (waiting.length === 0) return
    await Promise.all(
      waiting.slice(0, atOnceMax).map(async (name) => {
        if (!(await takeIn(options, recipient, name))) staying.add(name)
      }),
    )
  }
}

/** Removes drafts that were seen here long ago. A writer that lives after all finds none, and sends its letter again. */
const openDrafts = ({ own, clock }: LetterboxOptions): { readonly sweep: () => Promise<void> } => {
  let seenAt = new Map<string, Instant>()
  const sweep = async (): Promise<void> => {
    const now = clock.now()
    const lying = (await readdir(own)).filter((name) => isDraft(name))
    seenAt = new Map(lying.map((name) => [name, seenAt.get(name) ?? now]))
    for (const [name, at] of seenAt) {
      if (later(at, draftMsMax) <= now) await rm(join(own, name), { force: true, recursive: true })
    }
  }
  return { sweep }
}

const isDraft = (name: string): boolean => /^\.[0-9a-f]{64}-\d+$/.test(name)

/** Whether the file is gone now. */
const takeIn = async (
  options: LetterboxOptions,
  recipient: Recipient,
  name: string,
): Promise<boolean> => {
  const { own, failed } = options
  const reach = reachIn(options)
  const file = join(own, name)
  try {
    const parcel = await readParcel(file)
    if (parcel === undefined) {
      reach('letterbox: before it is put aside')
      const aside = await putAside(own, name)
      reach('letterbox: put aside')
      failed(new UnreadableLetterError(aside))
      return true
    }
    if (parcel.kind === 'letter') await recipient.deliver(parcel)
    else await recipient.acknowledge(parcel)
    reach('letterbox: before a letter goes')
    await rm(file, { force: true })
    reach('letterbox: letter gone')
    return true
  } catch (cause) {
    failed(cause)
    return false
  }
}

// Whoever may write here may put anything here: a link to elsewhere or a pipe that never ends is no letter.
const readParcel = async (file: string): Promise<Parcel | undefined> => {
  const opened = await openPlain(file)
  if (opened === undefined) return undefined
  try {
    const found = await opened.stat()
    if (!found.isFile() || found.size > parcelBytesMax) return undefined
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(found.size), 0, found.size, 0)
    return decodeParcel(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await opened.close()
  }
}

const openPlain = async (file: string): Promise<FileHandle | undefined> => {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // A link, a socket, a file that is kept from us.
    if (code === 'ELOOP' || code === 'ENXIO' || code === 'EACCES') return undefined
    throw error
  }
}

/** A neighbour cannot be written to; its letters wait and are sent again. */
export class NoLetterboxError extends FirmError {
  override readonly name = 'NoLetterboxError'

  constructor(firm: string, why: string, cause?: unknown) {
    super('no-letterbox', `no letter reaches ${firm}: ${why}`, {
      hint: `Its letters wait and are sent again. See that neighbours.${firm} names its letterbox.`,
      data: { firm },
      cause,
    })
  }
}

/** A file in the letterbox that is no letter. */
export class UnreadableLetterError extends FirmError {
  override readonly name = 'UnreadableLetterError'

  constructor(file: string) {
    super('letter-unreadable', `what lay in the letterbox is no letter: ${file}`, {
      hint: 'It was put aside and is not read again; what a neighbour did send, it sends again.',
      data: { file },
    })
  }
}
