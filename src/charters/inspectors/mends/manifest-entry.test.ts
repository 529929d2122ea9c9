import { expect, test } from 'vitest'
import { addEntry, type Entry } from './manifest-entry.ts'

const entry: Entry = { field: 'dependencies', name: 'm', range: '^1.2.3' }
const added = (text: string): string | undefined => addEntry(text, entry)

test.each([
  [
    'first, by name',
    '{\n  "dependencies": {\n    "z": "1"\n  }\n}\n',
    '{\n  "dependencies": {\n    "m": "^1.2.3",\n    "z": "1"\n  }\n}\n',
  ],
  [
    'last, with tabs and other line ends',
    '{\r\n\t"dependencies": {\r\n\t\t"a": "1"\r\n\t},\r\n\t"x": [1, 2]\r\n}',
    '{\r\n\t"dependencies": {\r\n\t\t"a": "1",\r\n\t\t"m": "^1.2.3"\r\n\t},\r\n\t"x": [1, 2]\r\n}',
  ],
  [
    'in an empty list',
    '{\n  "dependencies": {},\n  "a": 1\n}\n',
    '{\n  "dependencies": {\n    "m": "^1.2.3"\n  },\n  "a": 1\n}\n',
  ],
  [
    'in a manifest without the list',
    '{\n  "name": "x"\n}\n',
    '{\n  "name": "x",\n  "dependencies": {\n    "m": "^1.2.3"\n  }\n}\n',
  ],
])('an entry is added %s, and no other byte changes', (_, before, after) => {
  expect(added(before)).toBe(after)
})

test('a manifest of a form that is not known is left alone', () => {
  expect(added('{"dependencies":{"a":"1"}}')).toBeUndefined()
  expect(added('no manifest')).toBeUndefined()
})
