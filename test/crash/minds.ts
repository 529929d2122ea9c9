/** The minds of the firm that is killed: they remember nothing, so that a host that died goes on with the same ones. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mind } from '../../src/host/ports/index.ts'
import { scriptMind } from '../../src/minds/script/index.ts'
import { code, pass } from '../../src/protocol/index.ts'
import { change } from './protocols.ts'
import type { Work } from './story.ts'

/** What the lead looks at besides its turn: the work that there is, and whether it was offered. */
export interface Backlog {
  readonly works: readonly Work[]
  readonly isOffered: (work: string) => boolean
}

/** The minds by member. */
export const mindsOf = (backlog: Backlog): ReadonlyMap<string, Mind> =>
  new Map([
    ['lea', scriptMind([lead(backlog)])],
    ['eve', scriptMind([engineer()])],
    ['rob', scriptMind([reviewer()])],
  ])

const lead = ({ works, isOffered }: Backlog) =>
  code(change, 'lead', {
    offer: (known) => {
      // A round asks for the engineer alone; new work for all three.
      if ('spec' in known) return { engineer: 'eve' } as never
      const next = works.find(({ work }) => !isOffered(work))
      if (next === undefined) return pass('everything is offered')
      return { ...next, spec: { ...next.spec, paths: [...next.spec.paths] }, engineer: 'eve' }
    },
    redo: () => ({}),
    apply: () => ({}),
    rework: () => ({ conflict: 'it did not apply' }),
  })

const engineer = () =>
  code(change, 'engineer', {
    decline: () => pass('it can be done'),
    accept: ({ spec }) => ({ plan: `write ${spec.paths.join(' and ')}` }),
    deliver: (known, { enactment, folder }) => {
      const { spec } = known
      const decided = (known as { readonly [path: string]: unknown })[`decision/${spec.area}`]
      const text = `${enactment}: ${typeof decided === 'string' ? decided : 'undecided'}\n`
      for (const path of spec.paths) writeFileSync(join(folder ?? '', path), text)
      // The commit is left out: the host commits what stands in the worktree.
      return {} as never
    },
  })

const reviewer = () =>
  code(change, 'reviewer', {
    judge: ({ spec }, { enactment }) =>
      spec.hard && !enactment.includes('~')
        ? { verdict: { fails: { findings: ['once more'] } } }
        : { verdict: { meets: { findings: [] } } },
  })
