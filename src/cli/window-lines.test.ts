import { expect, it } from 'vitest'
import type { WindowStatus } from '../api/index.ts'
import { windowLines } from './window-lines.ts'

const ada: WindowStatus = {
  visit: 'window:ada-3',
  seat: 'ada',
  agent: 'claude',
  folder: '/repo',
  until: 1_767_226_200_000,
  edits: [
    { id: 'edit:ada-5', paths: ['src/a.ts', 'b.ts'], purpose: 'fix it', since: 1_767_225_600_000 },
  ],
  wants: [],
}
const cox: WindowStatus = {
  ...ada,
  visit: 'window:cox-7',
  seat: 'cox',
  agent: 'codex',
  until: null,
  edits: [],
  wants: [{ path: 'b.ts', holder: 'edit:ada-5', by: ['ada'] }],
}

it('windows are shown with what they edit and until when, and what is about to collide with its mend', () => {
  expect(windowLines({ windows: [ada, cox] }).join('\n')).toMatchInlineSnapshot(`
    "Windows
      ada  claude  in /repo                     until 2026-01-01T00:10:00Z
           edits   src/a.ts, b.ts for “fix it”  since 2026-01-01T00:00:00Z (edit:ada-5)
      cox  codex   in /repo

    What is about to collide
      b.ts  cox waits for ada  firm cancel edit:ada-5
    "
  `)
})

it('a firm without windows shows none', () => {
  expect(windowLines({ windows: [] })).toEqual([])
})
