/** What a charter lacks before windows can join it, as the lines that a person adds: the program never rewrites it. */
import type { CharterForm } from '../../kernel/index.ts'
import type { LoadedCharter } from './charter-loader.ts'

/** The protocols that windows need, by what charters call them. */
const needed = { window: 'presence', edit: 'edit', question: 'question' } as const

/** The lines that are lacking; undefined where all protocols are there. */
export const linesForWindows = ({ firm, entry }: LoadedCharter): string | undefined => {
  const { protocols } = firm.form
  const lacking = Object.entries(needed).filter(([name]) => !Object.hasOwn(protocols, name))
  if (lacking.length === 0) return undefined
  const words = lacking.map(([, word]) => word).toSorted()
  const values = words.map((word) =>
    word === 'edit' ? `edit({ ${placeIn(firm.form)}: repo })` : word,
  )
  return [
    `${entry} has no protocols for windows yet. Add two lines to it:`,
    `  import { ${words.join(', ')} } from 'firm'`,
    `  ${values.join(', ')},  (within \`protocols: [ ]\`; \`repo\` is your \`git(…)\`)`,
  ].join('\n')
}

// Leases exclude each other only under one name of the repository.
const placeIn = ({ protocols }: CharterForm): string =>
  Object.values(protocols)
    .flatMap(({ environments }) => Object.entries(environments))
    .find(([, { kind }]) => kind === 'git')?.[0] ?? 'place'
