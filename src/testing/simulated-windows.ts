/**
 * Windows of a simulation: scripted clients of one door that write to a tree, around it by shells, and are killed, as
 * their host is; an operator who pauses and lifts; a clock. A seed gives the same ledger and the same breaches.
 */
import { present, type Random, seededRandom } from '../base/index.ts'
import {
  type AgentName,
  decodeEvent,
  type DoorReply,
  type Host,
  type Move,
  openDoor,
  type OpenedDoor,
  visitOf,
  type WindowCall,
} from '../host/index.ts'
import type { FirmEvent } from '../kernel/index.ts'
import { windowMind } from '../minds/window/index.ts'
import { openBystanderModel } from './bystander-model.ts'
import {
  allowedBreaches,
  leasesAfter,
  type ModelLease,
  overlaps,
  refusedBreaches,
  writtenBreaches,
} from './lease-model.ts'
import { type Client, freshClient, type Pending } from './simulated-client.ts'
import { simulatedClock } from './simulated-clock.ts'
import { SimulatedPartner } from './simulated-partner.ts'
import { doorCharter, treeFolder } from './staged-door.ts'
import { forgetExpiry, judgeLeasesEarly, treeUnder, type WindowBug } from './window-bug.ts'
import { openWindowTree } from './window-tree.ts'

/** What a schedule showed. */
export interface SimulatedWindows {
  readonly breaches: readonly string[]
  readonly events: readonly FirmEvent[]
  readonly allowed: number
  readonly refused: number
  readonly hostCrashes: number
  readonly windowKills: number
  /** Commands that wrote what another holds, and were told so. */
  readonly commandsTold: number
}

const leaseMs = 60_000
/** How often the door looks, and how long a schedule lets a call be under way. */
const slackMs = 5_000
const files = ['src/a.ts', 'src/b.ts', 'src/c/d.ts', 'e.ts'] as const
const written = [...files, 'src/c'] as const
const lastWords = ['done', 'Fixed it.', 'All tests pass.'] as const

/** One schedule from beginning to rest. */
export const simulateWindows = async (
  seed: number,
  { bug }: { readonly bug?: WindowBug } = {},
): Promise<SimulatedWindows> => {
  const schedule = new Schedule(seed, bug)
  for (let action = 0; action < 150; action += 1) await schedule.act()
  await schedule.comeToRest()
  return schedule.shown()
}

class Schedule {
  readonly #random: Random
  readonly #bug: WindowBug | undefined
  readonly #clock = simulatedClock()
  readonly #tree = openWindowTree(treeFolder)
  readonly #partner: SimulatedPartner
  readonly #clients: readonly Client[]
  readonly #dead = new Set<number>()
  readonly #breaches: string[] = []
  readonly #calls = new Set<Promise<void>>()
  /** By seat, who was last seen in it, and since when they are gone. */
  readonly #sitting = new Map<string, { session: string; goneAt: number | undefined }>()
  /** By seat, how often the operator lifted a lease of it. */
  readonly #lifts = new Map<string, number>()
  readonly #bystanders = openBystanderModel()
  #door: OpenedDoor | undefined
  #openedAt = 0
  #sessions = 0
  #allowed = 0
  #refused = 0
  #kills = 0
  #told = 0

  constructor(seed: number, bug: WindowBug | undefined) {
    this.#random = seededRandom(seed, 'windows')
    this.#bug = bug
    const seats = { ada: 'claude', bea: 'codex', cyd: 'claude' } as const
    const agents = Object.values(seats).slice(0, 2 + this.#random.integer(2))
    this.#clients = agents.map((agent) => this.#fresh(agent))
    this.#partner = new SimulatedPartner({
      name: 'acme',
      seed,
      charter: doorCharter({ seats }),
      clock: this.#clock,
      crashEvery: 400,
      minds: new Map(Object.keys(seats).map((name) => [name, windowMind()])),
      opened: async (host) => await this.#open(host),
      crashed: () => {
        this.#door?.close()
        this.#door = undefined
      },
    })
  }

  #fresh(agent: AgentName): Client {
    this.#sessions += 1
    return freshClient(agent, this.#sessions, this.#random)
  }

  async #open(host: Host): Promise<void> {
    if (this.#bug === 'leases judged before the command') judgeLeasesEarly(host)
    const isAgain = this.#partner.crashCount > 0
    const processes = { isAlive: (one: number) => !this.#dead.has(one) }
    const tree = treeUnder(this.#bug, this.#tree)
    const door = await openDoor(host, { tree, processes, leaseMs })
    if (this.#bug === 'expiry that forgets a restart' && isAgain) forgetExpiry(host)
    this.#bystanders.carried(this.#held())
    this.#door = door
    this.#openedAt = this.#clock.now()
  }

  async act(): Promise<void> {
    const luck = this.#random.integer(100)
    if (luck < 55) this.#moveOf(this.#random.pick(this.#clients))
    else if (luck < 70) this.#writePending()
    else if (luck < 74) await this.#pass(this.#random.integer(4_000))
    else if (luck < 78) await this.#passLong(this.#random.integer(90_000))
    else if (luck < 80) this.#partner.kill()
    else if (luck < 84) this.#killOne()
    else if (luck < 90) await this.#operate()
    else await this.#partner.step()
    // Some calls are still under way when the next begin.
    if (this.#random.integer(2) === 0) await this.#settle()
    this.#judgeLeases()
  }

  /** Lets everything end: nothing may be left, and nothing that the operator cannot lift. */
  async comeToRest(): Promise<void> {
    this.#partner.crashes = false
    await this.#settle()
    while (this.#door === undefined) await this.#partner.step()
    await this.#settle()
    this.#writeAll()
    await this.#resume()
    await this.#liftAll()
    const [client] = this.#clients
    if (client !== undefined) await this.#takeAll(client)
    for (const one of this.#clients) this.#gone(one)
    await this.#passLong(leaseMs + slackMs)
    if (this.#held().length > 0) this.#breach('a lease outlived every window')
    const open = this.#partner.host?.state.open.size ?? 0
    if (open > 0) this.#breach(`${open} enactments are open though nobody is here`)
  }

  shown(): SimulatedWindows {
    return {
      breaches: this.#breaches,
      events: this.#partner.events(),
      allowed: this.#allowed,
      refused: this.#refused,
      hostCrashes: this.#partner.crashCount,
      windowKills: this.#kills,
      commandsTold: this.#told,
    }
  }

  #breach(what: string): void {
    this.#breaches.push(what)
  }

  /** What the ledger says is held, of what would survive if the power went now. */
  #held(): readonly ModelLease[] {
    const { cached, unflushedCount } = this.#partner.disk
    const durable = cached.entries.slice(0, cached.entries.length - unflushedCount())
    return leasesAfter(durable.map((entry) => decodeEvent(entry.body)))
  }

  async #settle(): Promise<void> {
    while (this.#calls.size > 0) await Promise.all(this.#calls)
    await new Promise((resolve) => setImmediate(resolve))
  }

  async #pass(ms: number): Promise<void> {
    // The host may die of what falls due meanwhile.
    await this.#partner.survive(async () => {
      this.#clock.pass(ms)
      await new Promise((resolve) => setImmediate(resolve))
      return true
    })
  }

  // A write follows its leave within moments: nobody is away between the two for as long as a lease lasts.
  async #passLong(ms: number): Promise<void> {
    await this.#settle()
    this.#writeAll()
    for (let left = ms; left > 0; left -= 5_000) {
      await this.#pass(Math.min(left, 5_000))
      this.#judgeLeases()
    }
  }

  #writeAll(): void {
    for (const client of this.#clients) {
      for (const pending of client.pending.splice(0)) this.#write(client, pending)
    }
  }

  #moveOf(client: Client): void {
    if (client.calls >= 2) return
    if (!client.alive) return this.#restart(client)
    const luck = this.#random.integer(20)
    if (luck < 8) return this.#ask(client)
    if (luck < 10) return this.#shell(client)
    if (luck < 12) return this.#call(client, { kind: 'looked' })
    if (luck < 13) return this.#call(client, { kind: 'prompted' })
    if (luck < 16) return this.#commit(client)
    if (luck < 19) return this.#stop(client)
    if (client.pending.length > 0 || client.calls > 0) return
    this.#call(client, { kind: 'ended' })
    this.#gone(client)
  }

  #restart(client: Client): void {
    Object.assign(client, this.#fresh(client.agent))
    this.#call(client, { kind: 'started' })
  }

  #gone(client: Client): void {
    client.alive = false
    for (const seated of this.#sitting.values()) {
      if (seated.session === client.session) seated.goneAt ??= this.#clock.now()
    }
    client.pending = []
    client.changed.clear()
  }

  #killOne(): void {
    const client = this.#random.pick(this.#clients)
    if (!client.alive) return
    if (client.process !== 0) this.#dead.add(client.process)
    this.#kills += 1
    this.#gone(client)
  }

  #ask(client: Client): void {
    const paths = [...new Set([this.#random.pick(written), this.#random.pick(files)])]
    const wanted = paths.slice(0, 1 + this.#random.integer(2))
    const { session, stops } = client
    const lifts = this.#liftsOf(client)
    this.#call(client, { kind: 'about-to-write', paths: wanted }, (reply) => {
      if (reply.kind === 'allow') this.#bystanders.allowed(wanted)
      if (!client.alive || client.session !== session) return
      if (reply.kind === 'refuse') {
        this.#refused += 1
        for (const breach of refusedBreaches(reply.because)) this.#breach(breach)
        return
      }
      this.#allowed += 1
      // The operator's word may cross with the answer; what comes of that is the operator's.
      const lifted = lifts !== this.#liftsOf(client)
      const held = lifted ? [] : allowedBreaches(this.#held(), this.#seatOf(client), wanted)
      for (const breach of held) this.#breach(breach)
      for (const path of wanted) {
        const { text, version: read } = this.#tree.read(path)
        client.pending.push({ path, text, read, lifted, stopped: stops !== client.stops })
      }
    })
  }

  #writePending(): void {
    const client = this.#random.pick(this.#clients)
    const pending = client.pending.shift()
    if (pending === undefined) return
    this.#write(client, pending)
    const { path } = pending
    this.#call(client, { kind: 'wrote', paths: [path] }, () => this.#bystanders.reported(path))
  }

  #write(client: Client, { path, text, read, lifted }: Pending): void {
    const { session } = client
    const by = { session, how: lifted ? 'lifted' : 'leave' } as const
    if (!lifted) {
      const held = this.#held()
      for (const breach of writtenBreaches(held, this.#seatOf(client), path)) this.#breach(breach)
    }
    const between = this.#tree.write(path, { text: `${text}+${session}`, read, by })
    client.changed.add(path)
    const lost = between.some((one) => one.how === 'leave' && one.session !== session)
    if (!lifted && lost) this.#breach(`an edit of ${path} was lost`)
  }

  #shell(client: Client): void {
    const path = this.#random.pick(files)
    const command = `echo >> ${path}`
    const [door, { session }] = [this.#door, client]
    const { version } = this.#tree.read(path)
    const isBeingWritten = this.#bystanders.isBeingWritten(path)
    this.#call(client, { kind: 'about-to-run', command }, (reply) => {
      if (reply.kind === 'refuse' || !client.alive || client.session !== session) return
      const { text, version: read } = this.#tree.read(path)
      this.#tree.write(path, { text: `${text}!`, read, by: { session, how: 'shell' } })
      client.changed.add(path)
      const broken = this.#brokenBy(client, path)
      this.#call(client, { kind: 'ran', command, failed: false }, ({ told }) => {
        const isTold = told.some((one) => one.includes(`${path} was written`))
        if (isTold) this.#told += 1
        // Where others wrote it too in the meantime nobody can tell who did what.
        const isShared = isBeingWritten || this.#tree.read(path).version > version + 1
        if (isTold || isShared || broken === undefined || door !== this.#door) return
        if (broken !== this.#brokenBy(client, path)) return
        this.#breach(`a command wrote ${path}, which ${broken} holds, and nobody was told`)
      })
    })
  }

  #brokenBy(client: Client, path: string): string | undefined {
    return this.#bystanders.find(this.#held(), this.#seatOf(client), path)
  }

  #commit(client: Client): void {
    this.#tree.commit([...client.changed])
    client.changed.clear()
    this.#call(client, { kind: 'ran', command: 'git commit -a', failed: false })
  }

  // One write of a helper may be under way when a window stops, and it comes before the next stop.
  #stop(client: Client): void {
    if (client.pending.some(({ stopped }) => stopped)) return
    for (const pending of client.pending) pending.stopped = true
    client.stops += 1
    this.#call(client, { kind: 'stopping', said: this.#random.pick(lastWords), again: false })
  }

  #seatOf({ session }: Client): string {
    const found = [...this.#sitting].find(([, seated]) => seated.session === session)
    return found?.[0] ?? ''
  }

  #liftsOf(client: Client): number {
    return this.#lifts.get(this.#seatOf(client)) ?? 0
  }

  /** Calls the door. A host that dies meanwhile answers nothing, and nothing was allowed. */
  #call(client: Client, move: Move, heard: (reply: DoorReply) => void = () => undefined): void {
    const { agent, session, process } = client
    const door = this.#door
    if (door === undefined) return
    client.calls += 1
    const plain = { agent, session, folder: treeFolder, move }
    const called = process === 0 ? plain : { ...plain, process }
    const take = async (): Promise<void> => {
      await this.#partner.survive(async () => {
        const reply = await door.take(called)
        if (this.#door !== door) return true
        this.#noteSeat(client, called)
        heard(reply)
        return true
      })
      if (client.session === session) client.calls -= 1
    }
    const calling = take().finally(() => this.#calls.delete(calling))
    this.#calls.add(calling)
  }

  // A call may be answered to a window that is gone by then: what it took counts from now.
  #noteSeat(client: Client, called: WindowCall): void {
    const { host } = this.#partner
    const visit = host === undefined ? undefined : visitOf(host.state, called)
    if (visit === undefined) return
    const { session } = called
    const isHere = client.alive && client.session === session
    const goneAt = isHere ? undefined : this.#clock.now()
    // What a host that died had not made durable never happened: the window may sit elsewhere now.
    for (const [seat, seated] of this.#sitting) {
      if (seated.session === session) this.#sitting.delete(seat)
    }
    this.#sitting.set(visit.seat, { session, goneAt })
  }

  // A window that is gone holds nothing longer than the time of a lease, counted from when a host could know.
  #judgeLeases(): void {
    if (this.#door === undefined) return
    const now = this.#clock.now()
    for (const lease of this.#held()) {
      const seated = this.#sitting.get(lease.by)
      if (seated !== undefined && seated.goneAt === undefined) continue
      // Who has just come to a seat may not have been answered yet: its lease is younger than who sat there before.
      const since = Math.max(seated?.goneAt ?? 0, this.#openedAt, lease.at)
      if (now - since > leaseMs + slackMs) {
        this.#breach(`${lease.root} outlived its window by ${now - since} ms`)
      }
    }
  }

  async #operate(): Promise<void> {
    const { host } = this.#partner
    if (host === undefined) return
    const luck = this.#random.integer(4)
    const member = this.#random.pick(['', 'ada', 'bea', 'cyd'])
    await this.#partner.survive(async () => {
      const said = { member, by: 'boss', because: 'chance' }
      if (luck === 0) await host.submit({ type: 'pause-member', ...said })
      else if (luck < 3) await host.submit({ type: 'resume-member', ...said })
      else await this.#lift(host)
      return true
    })
  }

  async #lift(host: Host): Promise<void> {
    const edits = [...host.state.open.values()].filter(({ protocol }) => protocol === 'edit')
    if (edits.length === 0) return
    const { id } = this.#random.pick(edits)
    const seat = present(host.state.open.get(id), 'an open edit').facts.get('paths')?.by ?? ''
    this.#lifts.set(seat, 1 + (this.#lifts.get(seat) ?? 0))
    for (const client of this.#clients) {
      const held = leasesAfter(this.#partner.events()).find(({ root }) => root === id)
      for (const pending of client.pending) {
        if (held?.paths.some((one) => overlaps(one, pending.path)) === true) pending.lifted = true
      }
    }
    const said = { as: 'cancelled', by: 'boss', because: 'chance' } as const
    await host.submit({ type: 'end-enactment', enactment: id, ...said })
  }

  async #resume(): Promise<void> {
    const host = present(this.#partner.host, 'a host is open at rest')
    for (const member of ['', 'ada', 'bea', 'cyd']) {
      await host.submit({ type: 'resume-member', member, by: 'boss', because: '' })
    }
  }

  async #liftAll(): Promise<void> {
    const host = present(this.#partner.host, 'a host is open at rest')
    const said = { as: 'cancelled', by: 'boss', because: '' } as const
    for (const { root } of this.#held()) {
      const verdict = await host.submit({ type: 'end-enactment', enactment: root, ...said })
      if (!verdict.ok) this.#breach(`${root} cannot be lifted: ${verdict.message}`)
    }
    if (this.#held().length > 0) this.#breach('what was lifted is held still')
  }

  // Whoever was lifted hears so at its first write, and a seat is free once who had it was silent long enough.
  async #takeAll(client: Client): Promise<void> {
    if (!client.alive) Object.assign(client, this.#fresh(client.agent))
    let last: DoorReply | undefined
    for (let tries = 0; tries < 3 && last?.kind !== 'allow'; tries += 1) {
      if (last?.kind === 'refuse' && last.because.includes('seat for a window')) {
        await this.#passLong(leaseMs + slackMs)
      }
      this.#call(client, { kind: 'about-to-write', paths: [...files] }, (reply) => {
        last = reply
      })
      await this.#settle()
    }
    if (last?.kind !== 'allow') this.#breach(`what is free cannot be had: ${JSON.stringify(last)}`)
  }
}
