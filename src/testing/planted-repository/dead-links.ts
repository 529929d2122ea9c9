/** Ten links of documents that lead nowhere, and as many that only look so. */
import { namesFor, type Plot } from './plot.ts'

const kind = 'dead-link'

/** The plot of one seed: three guides under `docs/`, with pages and images beside them. */
export const plotDeadLinks = (seed: number): Plot => {
  const { next, random } = namesFor(seed, kind)
  const [moved, page, image, ref, gone, other, html, spaced, cased] = Array.from(
    { length: 9 },
    next,
  )
  const [anchor, elsewhere] = [next(), next()]
  const dead: readonly (readonly [line: string, target: string])[] = [
    [`See [the page](${gone}.md).`, `${gone}.md`],
    [`See [what moved](old/${moved}.md "with a title").`, `old/${moved}.md`],
    [`![picture](./images/${image}.png)`, `./images/${image}.png`],
    [`Read [by reference][${ref}].\n\n[${ref}]: missing/${ref}.txt`, `missing/${ref}.txt`],
    [`Jump to [a section](#${anchor}).`, `#${anchor}`],
    [`Jump to [its section](other.md#${elsewhere}).`, `other.md#${elsewhere}`],
    [`<p align="center"><a href="${html}.md">there</a></p>`, `${html}.md`],
    [`| a | b |\n|---|---|\n| [c](${other}/README.md) | d |`, `${other}/README.md`],
    [`- item\n  - deep [link](<my ${spaced}.md>)`, `my ${spaced}.md`],
    [`Mind [the case](pages/${cased}.md).`, `pages/${cased}.md`],
  ]
  const upper = `${cased}`.toUpperCase()
  const fine: readonly string[] = [
    `\`\`\`md\n[x](${gone}-in-code.md)\n\`\`\``,
    `Write \`[x](${gone}-inline.md)\` for a link.`,
    `<!-- [x](${gone}-comment.md) -->`,
    `[templated]({{ site.url }}/${gone}) and [again](\${base}/${gone}.md)`,
    '[second](#twice-told-1), [by name](#by-name), [own](#own-id), [ümlaut](#straße-nach-süden)',
    '[spaced](my%20notes.md) and [query](my%20notes.md?raw=true) and [bare](<my notes.md>)',
    '[folder](pages), [folder](pages/), [up](../docs/) and [here](.)',
    `[issues](../../../issues) and [mail](mailto:a@example.org) and [net](https://example.org/${gone}.md)`,
    `[generated](../dist/${gone}.html) and [built](../dist/)`,
    `Indented:\n\n    [indented code](${gone}-indented.md)`,
    `Escaped \\[x](${gone}-escaped.md) and [line](pages/${page}.md#L12)`,
    `[source](../src/dead-link.ts#L3) and [bold heading](#a-bold-one) and [ref] unbound`,
    `[top](#top) and [emoji](#-launch) and [code heading](#config-get)`,
  ]
  const lines = random.shuffle([...dead.map(([line]) => line), ...fine])
  return {
    files: {
      'docs/guide.md': `# Guide\n\n${lines.join('\n\n')}\n\n${headings}`,
      'docs/other.md': '# Other\n\n## A section\n',
      'docs/my notes.md': '# Notes\n',
      [`docs/pages/${page}.md`]: '# Page\n',
      [`docs/pages/${upper}.md`]: '# Case\n',
      [`docs/new/${moved}.md`]: '# Moved\n',
      'docs/fixtures/broken.md': `[x](${gone}-fixture.md)\n`,
      '.github/ISSUE_TEMPLATE/bug.md': `[x](${gone}-template.md)\n`,
      'vendor/tool/README.md': `[x](${gone}-vendored.md)\n`,
      'src/dead-link.ts': 'export const deadLink = 1\n',
    },
    defects: dead.map(([, target]) => ({ kind, file: 'docs/guide.md', target })),
    lookAlikeCount: fine.length + 3,
  }
}

const headings = `## Twice told

## Twice told

<a name="by-name"></a>

## Something {#own-id}

## Straße nach Süden

### A **bold** one

### 🚀 Launch

### \`config.get\`

### config get
`
