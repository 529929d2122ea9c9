/** Configurations as people have them: what joining and leaving must give back to the byte. */

/** Texts by what is special about them; `event` and `tools` are an agent's names. */
export const settingsTexts = (event: string, tools: string): ReadonlyMap<string, string> => {
  const foreign = `{ "matcher": "${tools}", "hooks": [{ "type": "command", "command": "lint" }] }`
  const lines = [
    '{',
    '  // What the team agreed on.',
    '  "model": "large", // the large one',
    '  "hooks": {',
    `    "${event}": [`,
    `      ${foreign}, // lints`,
    '    ],',
    '    /* nothing else yet */',
    '  },',
    '  "last": null',
    '}',
    '',
  ]
  return new Map([
    ['empty', ''],
    ['blank', '\n \n'],
    ['an empty object', '{}'],
    ['an empty object with space', '{ }\n'],
    ['an empty object on two lines', '{\n}\n'],
    ['a comment alone in an object', '{\n  // nothing yet\n}\n'],
    ['a comment before and behind', '// mine\n{\n  "a": 1\n}\n// end'],
    ['one line', '{"a":1,"b":[1,2]}'],
    ['one line with space', '{ "a": 1, "b": [ 1, 2 ] }\n'],
    ['one line with a comment', '{ "a": 1 /* one */ }\n'],
    ['one line that ends with a comma', '{"a":1,}\n'],
    ['two spaces', '{\n  "a": 1,\n  "b": {\n    "c": []\n  }\n}\n'],
    ['four spaces', '{\n    "a": 1,\n    "b": {\n        "c": []\n    }\n}\n'],
    ['tabs', '{\n\t"a": 1,\n\t"b": {\n\t\t"c": []\n\t}\n}\n'],
    ['no indent', '{\n"a": 1,\n"b": 2\n}'],
    ['lines that end as on Windows', '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'],
    ['a byte-order mark', '\uFEFF{\n  "a": 1\n}\n'],
    ['a byte-order mark alone', '\uFEFF'],
    ['commas behind all', '{\n  "a": 1,\n  "b": [\n    1,\n  ],\n}\n'],
    ['comments and foreign hooks', lines.join('\n')],
    ['comments and foreign hooks on Windows', lines.join('\r\n')],
    ['hooks on one line', `{"hooks":{"${event}":[${foreign}]}}`],
    ['hooks that are empty', '{\n  "hooks": {}\n}\n'],
    ['hooks that are empty over lines', '{\n  "hooks": {\n\n  },\n  "a": 1\n}\n'],
    ['an event that is empty', `{\n  "hooks": { "${event}": [] }\n}\n`],
    ['an event that holds a comment', `{\n  "hooks": {\n    "${event}": [ /* none */ ]\n  }\n}\n`],
    ['a bracket behind its last child', `{\n  "hooks": {\n    "${event}": [${foreign}] } }\n`],
    ['words of many scripts', '{\n  "naïve": "日本語 \\u00e9 🙂",\n  "عربى": ["ö"]\n}\n'],
    ['names that are written with escapes', '{\n  "\\u0061": 1\n}\n'],
    ['a comment behind the last', '{\n  "a": 1 // one\n  // and no more\n}\n'],
    ['members on one line of many', '{ "a": 1,\n  "b": 2 }\n'],
    ['a name of a prototype', '{\n  "__proto__": { "hooks": 1 },\n  "constructor": 2\n}\n'],
  ])
}
