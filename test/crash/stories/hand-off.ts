/** Two pieces of work, handed off, reviewed and merged; the second fails its first review and has another round. */
import type { Story } from '../story.ts'

export const handOff: Story = {
  works: [
    { work: 'w1', spec: { paths: ['w1.txt'], area: 'names', hard: false } },
    { work: 'w2', spec: { paths: ['w2.txt'], area: 'names', hard: true } },
  ],
  move: () => undefined,
}
