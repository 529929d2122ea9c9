/** `firm`: the company as a program, compiled to the form that stands in the ledger. */
import type { AnyProtocol, AnySchema, CodeRole, Environment } from '../../protocol/index.ts'
import type { CharterForm, MemberForm } from '../charter-form.ts'
import type { Neighbour } from '../neighbour.ts'
import type { CheckedMembers, CheckedPolicy } from './checked-words.ts'
import { CharterError } from './charter-error.ts'
import { declaredEnvironments, environmentForms } from './environment-form.ts'
import type { AnyFirmSpec } from './firm-spec.ts'
import type { MemberSpec } from './member.ts'
import type { GoalSpec } from './objective.ts'
import { apartFindings } from './rules/apart-proof.ts'
import { apartMistakes } from './rules/apart-rules.ts'
import { judgeForbidden } from './rules/forbidden.ts'
import { type HomeProof, proveAtHome } from './rules/home-proof.ts'
import { mistakesIn } from './rules/mistakes.ts'
import type { ObservationLine } from './observation-line.ts'
import { observationsIn } from './observed-environment.ts'
import type { ScheduleLine } from './schedule-line.ts'

/** A company: its form for the ledger, and above it the code that the host needs. */
export interface Firm {
  readonly kind: 'firm'
  readonly name: string
  /** Canonical JSON; `code` is empty until a loader has hashed the files. */
  readonly form: CharterForm
  /** The protocols by name, with the schemas of their facts. */
  readonly protocols: { readonly [name: string]: AnyProtocol }
  /** The handlers of scripts, by member. */
  readonly scripts: { readonly [member: string]: readonly CodeRole[] }
  /** What is not wrong and worth knowing, as sentences. */
  readonly warnings: readonly string[]
}

/**
 * A company. A wrong word is an error of the compiler at its member or line; whoever writes without
 * one gets the same from the CharterError that is thrown, all mistakes at once.
 */
export const firm = <
  const Protocols extends readonly AnyProtocol[],
  const Members extends CheckedMembers<Protocols, Members>,
  const Policy extends CheckedPolicy<Protocols, Members, Policy> = readonly [],
>(
  name: string,
  spec: {
    /** What the firm is for; its owner is a member. */
    readonly goal: GoalSpec<keyof NoInfer<Members> & string>
    /** Who belongs to it, by name. One of them is the operator. */
    readonly members: Members
    readonly protocols: Protocols
    /** Gates and budgets. What no line names: without effect silent, revocable inform, else approval. */
    readonly policy?: Policy
    /** What recurs by the clock, and whom it wakes. */
    readonly schedules?: readonly ScheduleLine<keyof NoInfer<Members> & string>[]
    /** What changes outside, and whom it wakes. */
    readonly observations?: readonly ObservationLine<keyof NoInfer<Members> & string>[]
    /** Environments that stand in for those of the protocols, by the name that these use. */
    readonly environments?: { readonly [name: string]: Environment }
    /** By protocol, which other firm holds which role; that protocol is then enacted between ledgers. */
    readonly apart?: { readonly [protocol: string]: { readonly [role: string]: string } }
    /** The firms that hold those roles: what each gave you stands in `neighbour.json` of its FIRM_HOME. */
    readonly neighbours?: { readonly [firm: string]: Neighbour }
  },
): Firm => {
  // The names were checked by the compiler above and are checked again by the rules.
  const unchecked: unknown = spec
  return compileFirm(name, unchecked as AnyFirmSpec)
}

/** The same without the compiler's types. Throws CharterError with every mistake. */
export const compileFirm = (name: string, spec: AnyFirmSpec): Firm => {
  const mistakes = mistakesIn(name, spec)
  if (mistakes.length > 0) throw new CharterError(name, mistakes)
  const written = formOf(name, spec)
  const proof = proveAtHome(written)
  if (proof.mistakes.length > 0) throw new CharterError(name, proof.mistakes)
  const form = withLeastSizes(written, proof)
  const apart = apartMistakes(form)
  if (apart.length > 0) throw new CharterError(name, apart)
  const unproved = apartFindings(form)
  if (unproved.length > 0) throw new CharterError(name, unproved)
  const forbidden = judgeForbidden(form)
  if (forbidden.mistakes.length > 0) throw new CharterError(name, forbidden.mistakes)
  const members = Object.entries(spec.members)
  return {
    kind: 'firm',
    name,
    form,
    protocols: Object.fromEntries(spec.protocols.map((protocol) => [protocol.name, protocol])),
    scripts: Object.fromEntries(
      members.flatMap(([member, { plays, mind }]) =>
        mind.kind === 'script' ? [[member, plays]] : [],
      ),
    ),
    warnings: forbidden.warnings,
  }
}

/** The schema of a protocol's fact, for the host that validates what minds answer. */
export const schemaOf = (
  { protocols }: Firm,
  protocol: string,
  fact: string,
): AnySchema | undefined => protocols[protocol]?.facts[fact]

const formOf = (name: string, spec: AnyFirmSpec): CharterForm => {
  const { text, owner, measure } = spec.goal
  const entries = spec.policy ?? []
  return {
    format: 1,
    name,
    goal: { text, owner, measure },
    members: Object.fromEntries(
      Object.entries(spec.members).map(([member, written]) => [
        member,
        memberForm(member, written),
      ]),
    ),
    protocols: Object.fromEntries(spec.protocols.map((protocol) => [protocol.name, protocol.form])),
    environments: environmentForms(declaredEnvironments(spec)),
    ...(spec.apart === undefined ? {} : { apart: spec.apart }),
    ...(spec.neighbours === undefined ? {} : { neighbours: spec.neighbours }),
    policy: entries.flatMap((entry) => (entry.kind === 'gate' ? [entry.line] : [])),
    budgets: entries.flatMap((entry) => (entry.kind === 'budget' ? [entry.form] : [])),
    ...schedulesIn(spec),
    ...observationsIn(spec),
    code: '',
  }
}

const withLeastSizes = (form: CharterForm, { leastSizes }: HomeProof): CharterForm =>
  Object.keys(leastSizes).length === 0 ? form : { ...form, leastSizes }

const schedulesIn = ({ schedules = [] }: AnyFirmSpec): Pick<CharterForm, 'schedules'> =>
  schedules.length === 0
    ? {}
    : { schedules: Object.fromEntries(schedules.map(({ name, form }) => [name, form])) }

const memberForm = (name: string, written: MemberSpec): MemberForm => ({
  principal: written.principal ?? name,
  roles: written.roles,
  mind: written.mind,
  turnCost: written.turnCost,
  turnsAtOnce: written.turnsAtOnce,
  kinship: written.kinship,
})
