/** The fence around members' programs, for a firm: what it hides, and what a program could do all the same, by trying. */
import { join } from 'node:path'
import { encodeCanonical, type Json } from '../../base/index.ts'
import type { Processes } from '../../host/ports/index.ts'
import type { MemberForm } from '../../kernel/index.ts'
import {
  type FenceFinding,
  type Manner,
  type MindFence,
  probeFence,
  variablesFor,
} from '../../minds/command/index.ts'
import { mannerOf } from './company-minds.ts'
import type { FirmPlaces } from './firm-places.ts'

/** The firm's own folder is hidden from every member; the network stays, since a coding agent asks a model elsewhere. */
export const memberFence = ({ home }: Pick<FirmPlaces, 'home'>): MindFence => ({
  hidden: [home],
  network: true,
})

/** As whom, and on what machine, something is tried. */
export interface FenceQuestion {
  readonly manner: Manner
  readonly places: FirmPlaces
  readonly processes: Processes
  readonly variables: { readonly [name: string]: string | undefined }
  /** What is asked about besides the firm's own folder. */
  readonly others?: readonly string[]
}

/** What a probe found, run as a member's program is run. */
export interface MemberFinding extends FenceFinding {
  /** Whether it could read anything of the firm's own. */
  readonly unfenced: boolean
}

/** Runs the probe as this member's program is run, with all that its command line brings into the fence. */
export const findFence = async (question: FenceQuestion): Promise<MemberFinding> => {
  const { manner, places, processes, variables, others = [] } = question
  const own = ownPlaces(places)
  const finding = await probeFence({
    manner,
    processes,
    variables: variablesFor(manner, variables),
    paths: [...own, ...others],
    fence: memberFence(places),
  })
  return { ...finding, unfenced: own.some((path) => finding.reads.includes(path)) }
}

// A command line may name a file within the firm's folder, which is then shown, and all else of it is not.
const ownPlaces = ({ home, ledger, content }: FirmPlaces): readonly string[] => [
  home,
  ledger,
  content,
  join(home, 'operator-key.json'),
]

/** Whose programs could read the firm's own folder; members that run alike are tried once. */
export const findUnfenced = async (
  members: { readonly [name: string]: Pick<MemberForm, 'mind'> },
  needs: Pick<FenceQuestion, 'places' | 'processes' | 'variables'>,
): Promise<ReadonlySet<string>> => {
  const found = new Map<string, Promise<MemberFinding>>()
  const unfenced = new Set<string>()
  for (const [name, { mind }] of Object.entries(members)) {
    const manner = mannerOf(mind)
    if (manner === undefined) continue
    const alike = likeness(manner, needs.processes)
    const finding = found.get(alike) ?? findFence({ ...needs, manner })
    found.set(alike, finding)
    if ((await finding).unfenced) unfenced.add(name)
  }
  return unfenced
}

/** What of a manner decides what is seen; without a fence everybody sees the same. */
const likeness = ({ program, args, keeps, passes }: Manner, { containment }: Processes): string => {
  if (containment.kind !== 'bubblewrap') return ''
  const kept = keeps.map(({ path, writable }): Json => [path, writable])
  return encodeCanonical([program, args.filter((arg) => arg.startsWith('/')), kept, [...passes]])
}
