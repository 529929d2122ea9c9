/**
 * Claims: what the last words of a window say was done, as far as it can be compared with git and with what ran. Only plain
 * English statements count: what is denied, wished, planned or told of earlier is none, and a claim that is missed does no harm.
 */

/** One claim, with the sentence that makes it. */
export type Claim =
  | { readonly kind: 'changed'; readonly words: string }
  | { readonly kind: 'passed'; readonly words: string }
  | { readonly kind: 'commit'; readonly words: string; readonly name: string }

/** The claims of what somebody said at the end of what they were asked for, the first of each kind and commit. */
export const claimsIn = (said: string, asked: string): readonly Claim[] => {
  const sentences = sentencesOf(said).filter((sentence) => !isNoStatement.test(sentence))
  const isAsked = asksForChange(asked)
  const changed = sentences.find(
    (one) =>
      saysChanged.some((form) => form.test(one)) ||
      (isAsked && (saysDone.test(one) || beginsChanged.test(one))),
  )
  const passed = sentences.find((one) => saysPassed.some((form) => form.test(one)))
  return [
    ...(changed === undefined ? [] : [{ kind: 'changed', words: changed } as const]),
    ...(passed === undefined ? [] : [{ kind: 'passed', words: passed } as const]),
    ...commitsIn(sentences),
  ]
}

/** Whether somebody is asked to change something, rather than to look or to explain. */
export const asksForChange = (asked: string): boolean =>
  /\b(add|change|convert|correct|delete|drop|edit|extend|fix|implement|make|migrate|move|patch|refactor|remove|rename|replace|rewrite|update|upgrade|write)\b/i.test(
    asked,
  )

/** Text inside fences is quoted from elsewhere; longer sentences are lists or tables, and no statement. */
const sentencesOf = (said: string): readonly string[] =>
  said
    .replaceAll(/^(`{3,}|~{3,})[\s\S]*?(?:^\1|$(?![\s\S]))/gm, '\n')
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) =>
      sentence
        .replaceAll(/[*_#>]/g, '')
        .replace(/^[\s\-•✅✔]+|^\s*\d+[.)]\s+/u, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '' && sentence.length <= sentenceCharactersMax)

const sentenceCharactersMax = 400

const isNoStatement =
  /\?$|\b(already|cannot|could|earlier|going to|if|last time|let me|may|might|must|needs? to|never|no|none|fail\w*|not|once|plan|please|previously|should|to be|unable|until|want|when|will|without|would|yet)\b|n['’]t\b|['’]ll\b/i

const changeWords =
  'added|changed|committed|corrected|deleted|edited|fixed|implemented|migrated|moved|patched|refactored|removed|renamed|replaced|rewrote|rewritten|updated|wrote'

const saysChanged: readonly RegExp[] = [
  new RegExp(
    `\\b(?:I|we)(?:['’]ve| have)?(?: (?:now|just|also|successfully))* (?:${changeWords})\\b`,
    'i',
  ),
  new RegExp(`\\b(?:has|have) (?:now |just |also )*been (?:${changeWords})\\b`, 'i'),
  /\b(?:is|are) now (?:fixed|implemented|updated|renamed|removed)\b/i,
]

/** Where only something was asked, such a sentence may tell of others: "Removed in Python 3.12". */
const beginsChanged = new RegExp(`^(?:successfully )?(?:${changeWords})\\b`, 'i')

const saysDone =
  /^(?:all )?(?:done|finished|complete|completed)\b|\b(?:task|work|job|change|fix|feature|implementation|refactoring)s? (?:is|are) (?:now )?(?:done|complete|completed|finished)\b/i

const saysPassed: readonly RegExp[] = [
  /\b(?:tests?|specs?|suites?)\b[^.;:]{0,60}\b(?:pass|passes|passed|passing|succeed|succeeds|succeeded|green)\b/i,
  /\b(?:pass|passes|passed|passing)\b[^.;:]{0,30}\b(?:tests|specs|suites?)\b/i,
]

const speaksOfCommits = /\b(?:commit|commits|committed|revision|SHA|HEAD|merged|pushed)\b/i

const commitsIn = (sentences: readonly string[]): readonly Claim[] => {
  const found = new Map<string, Claim>()
  for (const words of sentences) {
    if (!speaksOfCommits.test(words)) continue
    for (const [name] of words.matchAll(/(?<![\w/.-])[0-9a-f]{7,40}(?![\w/-])/g)) {
      if (isLikeCommit(name)) found.set(name, { kind: 'commit', words, name })
    }
  }
  return [...found.values()].slice(0, commitsMax)
}

const commitsMax = 5

// A number or a word may be hexadecimal by chance.
const isLikeCommit = (name: string): boolean =>
  name.length === 40 || (/\d/.test(name) && /[a-f]/.test(name))
