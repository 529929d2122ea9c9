/** The port of the content store: large and personal values, named by salted hash, which can be erased. */
import { hash as digest, createHash } from 'node:crypto'
import {
  FirmError,
  formatInstant,
  type Hash,
  type Instant,
  type Outcome,
  parseHash,
  present,
  type Refused,
  refused,
} from '../base/index.ts'

/** How many bytes a salt has. */
export const saltBytes = 32

/** Gives a new random salt; production takes it from the system, a simulation from its seed. */
export type Salts = () => Uint8Array

/** Facts whose canonical JSON is larger than this go to content. */
export const inlineFactBytesMax: number = 16 * 1024

/** Who erased, and when. */
export interface Erasure {
  readonly by: string
  readonly at: Instant
}

/** A person or thing that personal content is about. */
export interface Subject {
  readonly name: string
  /** How many contents are kept about it. */
  readonly contentCount: number
}

/** The content store of one firm. A put resolves only once the content is durable, before the event that names it. */
export interface Content {
  /**
   * Keeps bytes and answers their name, the hash over the subject's salt and the bytes. Without a subject the content
   * is the firm's own and cannot be erased. The same bytes about the same subject have one name.
   */
  readonly put: (bytes: Uint8Array, subject?: string) => Promise<Hash>
  /** The bytes of that name. Throws DamagedContentError where they no longer fit it. */
  readonly get: (name: Hash) => Promise<Outcome<Uint8Array, 'erased' | 'unknown'>>
  /** Whether the content is there, not erased. */
  readonly has: (name: Hash) => Promise<boolean>
  /** Erases a subject's contents and its salt for ever; the answer is what was erased. */
  readonly erase: (subject: string, erasure: Erasure) => Promise<Outcome<Subject, 'unknown'>>
  /** The subjects that are not erased, by name. */
  readonly subjects: () => Promise<readonly Subject[]>
  readonly close: () => Promise<void>
}

/** The name of content: SHA-256 over the salt and the bytes. */
export const contentName = (salt: Uint8Array, bytes: Uint8Array): Hash =>
  present(
    parseHash(createHash('sha256').update(salt).update(bytes).digest('hex')),
    'SHA-256 gives 64 hex digits',
  )

/** The short name of a subject in storage: the hash of its salt, which says nothing once the salt is gone. */
export const subjectId = (salt: Uint8Array): string => digest('sha256', salt, 'hex').slice(0, 32)

/** The refusal for content that was erased, as screens print it. */
export const refuseErased = (erasure: Erasure): Refused<'erased'> =>
  refused('erased', `erased by ${erasure.by} on ${formatInstant(erasure.at)}`)

/** The refusal for content that was never kept here. */
export const refuseUnknownContent = (name: Hash): Refused<'unknown'> =>
  refused(
    'unknown',
    `no content is named ${name}`,
    'Copy the content folder together with the ledger.',
  )

/** The refusal for a subject about which nothing is kept. */
export const refuseUnknownSubject = (subject: string): Refused<'unknown'> =>
  refused(
    'unknown',
    `nothing personal is kept about ${JSON.stringify(subject)}`,
    'Run `firm erase` without a name to list the subjects.',
  )

/** Kept content no longer has the hash that names it. */
export class DamagedContentError extends FirmError {
  override readonly name = 'DamagedContentError'

  constructor(name: Hash) {
    super('content-damaged', `the content named ${name} has other bytes than when it was kept`, {
      hint: 'Restore the content folder from a copy; the ledger itself is not touched by this.',
      data: { name },
    })
  }
}
