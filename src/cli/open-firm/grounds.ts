/** The environments of a charter, opened: what its protocols act on, and the worktrees of its members. */
import { join, resolve } from 'node:path'
import { type Clock, type Faults, FirmError, type JsonObject } from '../../base/index.ts'
import { openFilesEnvironment } from '../../environments/files/index.ts'
import {
  beginBranch,
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../environments/git/index.ts'
import { openRepository, RepositoryError } from '../../environments/git/reader/index.ts'
import { openProcessEnvironment } from '../../environments/process/index.ts'
import type { EnvironmentPort, Processes, Scratch } from '../../host/ports/index.ts'
import { plainPasses, variablesFor } from '../../minds/command/index.ts'
import { firmBranch, type FirmPlaces } from './firm-places.ts'

/** What opening environments needs. */
export interface GroundsNeeds {
  readonly places: FirmPlaces
  readonly clock: Clock
  readonly faults: Faults
  readonly processes: Processes
  readonly variables: { readonly [name: string]: string | undefined }
}

/** Open environments, and scratch for those that are repositories, by the names that protocols use. */
export interface Grounds {
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  readonly scratches: ReadonlyMap<string, Scratch>
}

/** Opens every environment of a charter; paths are seen from the charter's folder. */
export const openGrounds = async (
  forms: { readonly [name: string]: JsonObject },
  needs: GroundsNeeds,
): Promise<Grounds> => {
  const environments = new Map<string, EnvironmentPort>()
  const scratches = new Map<string, Scratch>()
  for (const [name, form] of Object.entries(forms)) {
    const { kind } = form
    const folder = environmentFolder(form, needs.places)
    if (kind === 'git') {
      const ground = await openGitGround(name, folder, needs)
      environments.set(name, ground.environment)
      scratches.set(name, ground.scratch)
    } else if (kind === 'files') {
      const records = join(needs.places.records, encodeURIComponent(name))
      environments.set(name, openFilesEnvironment({ root: folder, records, faults: needs.faults }))
    } else if (kind === 'process') {
      environments.set(name, openPrograms(folder, needs))
    } else throw new UnknownEnvironmentError(name, JSON.stringify(kind))
  }
  return { environments, scratches }
}

/** The folder that an environment names, seen from the charter's. */
export const environmentFolder = (
  { options }: JsonObject,
  { charterFolder }: FirmPlaces,
): string => {
  const path =
    typeof options === 'object' && options !== null && 'path' in options ? options.path : ''
  return resolve(charterFolder, typeof path === 'string' ? path : '')
}

const openGitGround = async (
  name: string,
  folder: string,
  { places, clock, faults }: GroundsNeeds,
): Promise<{ readonly environment: EnvironmentPort; readonly scratch: Scratch }> => {
  const repository = await openRepository(folder)
  if (repository.shallow) throw new RepositoryError('shallow', repository.folder)
  await beginBranch(repository, firmBranch)
  const identity = memberIdentity('firm')
  const root = join(places.scratch, encodeURIComponent(name))
  return {
    environment: openGitEnvironment({ repository, branch: firmBranch, identity, clock, faults }),
    scratch: openGitScratch({ repository, branch: firmBranch, root, clock, faults }),
  }
}

const programLimits = { timeMs: 1_800_000, outputBytes: 10_000_000 }

const openPrograms = (folder: string, { processes, variables }: GroundsNeeds): EnvironmentPort =>
  openProcessEnvironment({
    processes,
    folder,
    limits: programLimits,
    variables: variablesFor({ passes: plainPasses, variables: {} }, variables),
  })

/** The charter names an environment that this program cannot open. */
export class UnknownEnvironmentError extends FirmError {
  override readonly name = 'UnknownEnvironmentError'

  constructor(name: string, kind: string) {
    super(
      'unknown-environment',
      `the environment ${name} is of the kind ${kind}, which is not known`,
      {
        hint: 'Use git, files or processes, or a version of Firm that has it.',
        data: { name, kind },
      },
    )
  }
}
