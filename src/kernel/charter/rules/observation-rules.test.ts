/** What a charter's observations may not say. */
import { expect, test } from 'vitest'
import { code, files, git, id, pass, protocol, text } from '../../../protocol/index.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import { claude, compileFirm, goal, observe, person, script } from '../index.ts'
import type { ObservationLine } from '../observation-line.ts'

const repo = git('.')

const ping = protocol('ping', {
  key: 'it',
  roles: ['asker', 'answerer'],
  environments: { repo },
  facts: { it: repo.commit(), that: text() },
  messages: {
    ask: { from: 'asker', to: 'repo', out: ['it'], does: repo.merge('it') },
    answer: { from: 'answerer', to: 'asker', in: ['ask.done'], out: ['that'], ends: 'completed' },
  },
})
const asking = code(ping, 'asker', { ask: () => pass('nothing to ask') })

const spec: AnyFirmSpec = {
  goal: goal('Ship v1', { owner: 'ana', measure: 'npm test' }),
  members: {
    ana: person({ roles: ['operator'] }),
    lea: script({ roles: ['asker'] }, asking),
    rob: claude({ roles: ['answerer'] }),
  },
  protocols: [ping],
}

const wakesLea = { wakes: 'lea', saying: 'look around' }

const mistakes = (...observations: readonly ObservationLine[]): string => {
  try {
    compileFirm('acme', { ...spec, observations })
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('an observation of what a protocol acts on is right, and stands in the form under its name there', () => {
  const line = observe('commits', repo.branch('feature/one'), wakesLea)
  expect(compileFirm('acme', { ...spec, observations: [line] }).form.observations).toEqual({
    commits: { environment: 'repo', what: 'branch', of: 'feature/one', ...wakesLea },
  })
})

test('the same place declared twice is one, and what the charter puts in its place has its name', () => {
  const elsewhere = git('../other')
  const formOf = (line: ObservationLine) =>
    compileFirm('acme', { ...spec, environments: { repo: elsewhere }, observations: [line] }).form
      .observations
  const expected = { a: { environment: 'repo', what: 'branch', of: 'main', ...wakesLea } }
  expect(formOf(observe('a', repo.branch('main'), wakesLea))).toEqual(expected)
  expect(formOf(observe('a', elsewhere.branch('main'), wakesLea))).toEqual(expected)
  expect(formOf(observe('a', git('../other').branch('main'), wakesLea))).toEqual(expected)
})

const branch = (name: string): ObservationLine => observe('a', repo.branch(name), wakesLea)
const main = repo.branch('main')

test.each<readonly [string, readonly ObservationLine[]]>([
  [
    "no protocol of this firm uses the git environment of 'a'",
    [observe('a', git('/x').branch('main'), wakesLea)],
  ],
  [
    "no protocol of this firm uses the files environment of 'a'",
    [observe('a', files('.').file('a.md'), wakesLea)],
  ],
  ['"" is no name of a branch', [branch('')]],
  ['"-main" is no name of a branch', [branch('-main')]],
  ['"a..b" is no name of a branch', [branch('a..b')]],
  ['"../../config" is no name of a branch', [branch('../../config')]],
  ['"two words" is no name of a branch', [branch('two words')]],
  ['"main.lock" is no name of a branch', [branch('main.lock')]],
  ["'bob' is no member", [observe('a', main, { ...wakesLea, wakes: 'bob' })]],
  ["'rob' has no role that opens a protocol", [observe('a', main, { ...wakesLea, wakes: 'rob' })]],
  ["'ana' is a person", [observe('a', main, { ...wakesLea, wakes: 'ana' })]],
  ['an observation has no name', [observe(' ', main, wakesLea)]],
  [
    "there is an observation 'a' already, at observations[0]",
    [observe('a', main, wakesLea), observe('a', repo.branch('next'), wakesLea)],
  ],
])('is told that %s', (sentence, observations) => {
  expect(mistakes(...observations)).toContain(sentence)
})

const notes = files('notes')
const writing = protocol('writing', {
  key: 'it',
  roles: ['asker'],
  environments: { notes },
  facts: { it: id(), path: id(), words: id() },
  messages: {
    write: {
      from: 'asker',
      to: 'notes',
      out: ['it', 'path', 'words'],
      does: notes.write('path', 'words'),
      ends: 'completed',
    },
  },
})

test.each([
  ['plan.md', 'none'],
  ['sub/..plan.md', 'none'],
  ['', 'is no path in that folder'],
  ['/etc/passwd', 'is no path in that folder'],
  ['sub/../../plan.md', 'is no path in that folder'],
])('a file at %o is told: %s', (path, sentence) => {
  const asked: AnyFirmSpec = {
    ...spec,
    members: {
      ana: person({ roles: ['operator'] }),
      lea: script(
        { roles: ['asker'] },
        code(writing, 'asker', { write: () => pass('nothing to write') }),
      ),
    },
    protocols: [writing],
    observations: [observe('a', notes.file(path), wakesLea)],
  }
  const said = (): string => {
    try {
      compileFirm('acme', asked)
      return 'none'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  expect(said()).toContain(sentence)
})
