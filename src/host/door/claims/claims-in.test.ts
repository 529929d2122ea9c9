// Which sentences are claims, and which are not.
import { describe, expect, it, test } from 'vitest'
import { claimsIn } from './claims-in.ts'
import { runsTests } from './deeds.ts'

const kinds = (said: string, asked = 'fix the login'): readonly string[] =>
  claimsIn(said, asked).map((claim) =>
    claim.kind === 'commit' ? `commit ${claim.name}` : claim.kind,
  )

describe('a claim of a change', () => {
  test.each([
    'I fixed the login.',
    "I've now updated `src/a.ts` so that it waits.",
    '- **Added** a test for it',
    '1. Renamed the field',
    '✅ Implemented retries',
    'The field has been renamed everywhere.',
    'The login is now fixed.',
    'Done!',
    'All done. Tell me what is next.',
    'The task is complete.',
    'We have removed the old one, as you asked.',
  ])('%s', (said) => {
    expect(kinds(said)).toEqual(['changed'])
  })

  test.each([
    'Shall I fix the login?',
    "I haven't changed anything.",
    'I would have fixed it, had I been let.',
    'I will update it once you say so.',
    'Nothing was changed; the file is fine.',
    'The file was already updated earlier.',
    'I looked at the file: fixed widths are used in it.',
    'No updates are due.',
    'Please add a test.',
    '```\nFixed the login.\n```',
  ])('is not: %s', (said) => {
    expect(kinds(said)).toEqual([])
  })

  it('is not seen in "done", or in what is told of others, where something was only asked', () => {
    expect(kinds('Done.', 'how does the login work?')).toEqual([])
    expect(kinds('Removed in Python 3.12.', 'where is distutils?')).toEqual([])
  })
})

describe('a claim that tests pass', () => {
  test.each([
    'All tests pass.',
    'The test suite is green.',
    'All 12 tests passed in 3 s.',
    'Every spec now passes!',
    'We have passing tests again.',
  ])('%s', (said) => {
    expect(kinds(said)).toEqual(['passed'])
  })

  test.each([
    'I have not run the tests, so they may not pass.',
    'The tests should pass.',
    'Two tests fail.',
    '2 tests passed and 3 failed.',
    'Once the tests pass, merge it.',
    'Run the tests to see whether they pass?',
  ])('is not: %s', (said) => {
    expect(kinds(said)).toEqual([])
  })
})

describe('a claim of a commit', () => {
  test.each([
    ['It is in commit `3f2a9bc`.', ['commit 3f2a9bc']],
    [
      'Pushed as 1234567890123456789012345678901234567890.',
      ['commit 1234567890123456789012345678901234567890'],
    ],
    ['Merged 3f2a9bc and 77aa001.', ['commit 3f2a9bc', 'commit 77aa001']],
  ])('%s', (said, found) => {
    expect(kinds(said)).toEqual(found)
  })

  test.each([
    'There is no commit 3f2a9bc here.',
    'The colour is 3f2a9bc.',
    'Commit it within 1234567 seconds.',
    'The commit is defaced.',
    'See https://example.org/commit/3f2a9bc.',
  ])('is not: %s', (said) => {
    expect(kinds(said)).toEqual([])
  })
})

test('several claims are found at once, each kind by its first sentence', () => {
  const said = 'Fixed the login and committed it as 3f2a9bc.\nUpdated the manual. All tests pass.'
  expect(claimsIn(said, 'fix it')).toEqual([
    { kind: 'changed', words: 'Fixed the login and committed it as 3f2a9bc.' },
    { kind: 'passed', words: 'All tests pass.' },
    { kind: 'commit', words: 'Fixed the login and committed it as 3f2a9bc.', name: '3f2a9bc' },
  ])
})

test('long and hostile words are read in no time', () => {
  const hostile = [
    'a'.repeat(200_000),
    'I have '.repeat(30_000),
    `tests ${'x '.repeat(50_000)}`,
    '`'.repeat(100_000),
    '~~~\n'.repeat(20_000),
    `commit ${'3f2a9bc '.repeat(20_000)}`,
  ]
  const startedAt = performance.now()
  for (const said of hostile) claimsIn(said, said)
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test.each([
  'npm test',
  'npm run test:unit',
  'npx vitest run',
  'go test ./...',
  'npm t',
  'make',
  'cargo test -p x',
  'bin/test a',
  'cd sub && pytest -q',
  './measure.sh -q',
  'node --test',
])('a command runs tests by its words, or as what the goals are measured by: %s', (command) => {
  expect(runsTests(command, ['./measure.sh', ''])).toBe(true)
})

test.each([
  'ls -l',
  'ls tests/old',
  'git status',
  'git checkout main',
  'grep -rn "latest" src',
  'cat CHECKLIST.md',
  'cat test/a.test.ts | head',
  'rg test',
  'npm install',
  'node contest.mjs',
])('a command runs no tests that only names them: %s', (command) => {
  expect(runsTests(command, [''])).toBe(false)
})
