/** What a host is given: nothing is taken from the surroundings. */
import type { Clock, Faults, Hash, Json } from '../base/index.ts'
import type { BriefTokens, FirmEvent, FirmState } from '../kernel/index.ts'
import type { Content, Entry, Store } from '../ledger/index.ts'
import type {
  FirstAsk,
  FirstWords,
  News,
  NewsAsk,
  StandingAnswer,
  StandingAsk,
} from '../memory/index.ts'
import type { AnySchema } from '../protocol/index.ts'
import type { BriefText, EnvironmentPort, Mind, Processes, Scratch } from './ports/index.ts'

/** An event with its place in the ledger, told once it is durable. */
export interface Told {
  readonly event: FirmEvent
  readonly entry: Entry
}

/** For whom a brief is made. */
export interface BriefAsk {
  readonly member: string
  readonly enactment: string
  readonly role: string
  readonly turn: string
  /** What is to be known of the member's worktree, as sentences. */
  readonly worktree?: readonly string[]
  /** What content says; undefined where it is not read. Only names that the member may read are asked for. */
  readonly contentOf?: (name: Hash) => Json | undefined
}

/** A brief, with what its tokens were. */
export interface GivenBrief extends BriefText {
  readonly tokensBy: BriefTokens
}

/** What remembers events and briefs minds; it projects, only the kernel decides. */
export interface Recollection {
  readonly remember: (event: FirmEvent, position: number) => void
  readonly brief: (state: FirmState, ask: BriefAsk) => GivenBrief
  /** The first words to a window of a coding agent, and what it knows after them. */
  readonly firstWords: (state: FirmState, ask: FirstAsk) => FirstWords
  /** What has come since that bears on a window, each thing once. */
  readonly newsSince: (state: FirmState, ask: NewsAsk) => News
  /** What stands about a path or topic, and what was tried there. */
  readonly whatStands: (state: FirmState, ask: StandingAsk) => StandingAnswer
  /** Names the shape of what `encode` gives. */
  readonly format: string
  readonly encode: () => string
  /** Goes on from what `encode` gave, on the state of the same position. */
  readonly restore: (text: string, state: FirmState) => void
  /** Kept and broken reports by principal and domain, as the kernel takes them. */
  readonly records: () => readonly {
    readonly principal: string
    readonly domain: string
    readonly kept: number
    readonly broken: number
  }[]
}

/** How the code of a charter reaches the host: minds by member, schemas by protocol and fact. */
export interface Staff {
  readonly minds: ReadonlyMap<string, Mind>
  readonly schemaOf: (protocol: string, fact: string) => AnySchema | undefined
  /** Members that Firm runs but cannot keep from reading FIRM_HOME. */
  readonly unfenced: ReadonlySet<string>
  /** Variables that a member's programs may see. */
  readonly variablesOf: (member: string) => { readonly [name: string]: string }
}

/** What a version of the charter brought: scripts, schemas and environments for the work that began under it. */
export interface VersionCode extends Pick<Staff, 'schemaOf'> {
  readonly mindOf: (member: string) => Mind | undefined
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  readonly scratches: ReadonlyMap<string, Scratch>
}

/** Everything a host needs. */
export interface HostOptions {
  /** How this host names itself in the ledger. */
  readonly name: string
  readonly process: number
  readonly store: Store
  readonly content: Content
  readonly clock: Clock
  readonly faults: Faults
  readonly staff: Staff
  /** Environments by the name that protocols use. */
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  /** Worktrees by environment. */
  readonly scratches: ReadonlyMap<string, Scratch>
  /** The code of a version; where it is absent or gives nothing, the newest works for all. */
  readonly codeOf?: (version: number) => VersionCode | undefined
  readonly recollection: Recollection
  /** The mark that the programs of a turn carry; it tells this firm's turns from those of others here. */
  readonly markOf?: (turn: string) => string
  /** Ends what a killed host left running under those marks; without it nothing is looked for. */
  readonly processes?: Pick<Processes, 'endLeftOver'>
  /** Told of every event once it is durable, replayed ones not included. */
  readonly told: (told: Told) => void
}
