/** The port of the machine that is examined, and the real one. */
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** What can be asked of a machine. */
export interface Machine {
  readonly nodeVersion: string
  readonly platform: string
  /** What a program printed, or undefined where it is missing or failed. */
  readonly outputOf: (program: string, args: readonly string[]) => Promise<string | undefined>
  /** Free bytes on the disk of a folder, or undefined where the system does not say. */
  readonly freeBytes: (folder: string) => number | undefined
  readonly isWritable: (folder: string) => boolean
  /** What a package says when it is loaded, or undefined where it loads. */
  readonly troubleLoading: (packageName: string) => Promise<string | undefined>
}

const probeTimeMs = 5000

/** The machine that the program runs on. */
export const realMachine = (): Machine => ({
  nodeVersion: process.versions.node,
  platform: process.platform,
  outputOf: async (program, args) =>
    await new Promise((resolve) => {
      execFile(program, [...args], { timeout: probeTimeMs }, (error, output) => {
        resolve(error === null ? output : undefined)
      })
    }),
  freeBytes: (folder) => {
    const found = statfsSync(nearestFolder(folder))
    return found.bavail * found.bsize
  },
  isWritable: (folder) => isAllowed(nearestFolder(folder)),
  troubleLoading: async (packageName) => {
    try {
      await import(packageName)
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  },
})

/** The folder itself, or the one above it that exists. */
const nearestFolder = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder))

const isAllowed = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
