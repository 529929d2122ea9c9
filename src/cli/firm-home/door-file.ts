/** FIRM_HOME/door.json: the port and the tokens by which windows that joined reach the host, for its owner alone. */
import { randomBytes, randomInt } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { doorAddress, type DoorKeys, parseDoorKeys } from '../../api/door/index.ts'
import { FirmError } from '../../base/index.ts'

/** Where the keys of a firm's door lie. */
export const doorFileOf = (home: string): string => join(home, 'door.json')

/** The keys of a door, or undefined where nobody has joined. */
export const readDoorKeys = (home: string): DoorKeys | undefined => {
  const file = doorFileOf(home)
  const text = readText(file)
  if (text === undefined) return undefined
  const keys = parseDoorKeys(text)
  if (keys === undefined) throw new DoorFileError(file)
  return keys
}

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes the keys: the whole file or nothing of it is there, whenever this is ended. */
export const keepDoorKeys = (home: string, { port, tokens }: DoorKeys): void => {
  const file = doorFileOf(home)
  const draft = `${file}.${process.pid}.new`
  try {
    writeDraft(draft, `${JSON.stringify({ port, tokens }, undefined, 2)}\n`)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

const writeDraft = (draft: string, text: string): void => {
  rmSync(draft, { force: true })
  const descriptor = openSync(draft, 'wx', 0o600)
  try {
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Removes the keys, as the last agent leaves. */
export const removeDoorKeys = (home: string): void => rmSync(doorFileOf(home), { force: true })

/** A token that nobody guesses. */
export const newDoorToken = (): string => randomBytes(32).toString('hex')

/** Systems give no port of this range to a program that asks for any, so it stays free for the door. */
const portMin = 20_000
const portMax = 29_999
const triesMax = 100

/** A port that is free now, for a door that has none yet. */
export const findDoorPort = async (): Promise<number> => {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = randomInt(portMin, portMax + 1)
    if (await isFree(port)) return port
  }
  throw new NoDoorPortError()
}

const isFree = async (port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: doorAddress, exclusive: true }, () => {
      server.close(() => resolve(true))
    })
  })

/** door.json does not say what it should. */
export class DoorFileError extends FirmError {
  override readonly name = 'DoorFileError'

  constructor(file: string) {
    super('door-file-broken', `${file} does not hold a port and tokens`, {
      hint: 'Remove it and give `firm join` again, which makes another and tells the agents.',
      data: { file },
    })
  }
}

/** No port could be had. */
export class NoDoorPortError extends FirmError {
  override readonly name = 'NoDoorPortError'

  constructor() {
    super('no-door-port', `no port from ${portMin} to ${portMax} of ${doorAddress} is free`, {
      hint: 'See whether programs may listen on loopback here at all: `firm doctor`.',
    })
  }
}
