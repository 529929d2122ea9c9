/** Work that rests on a decision; the decision is superseded once the work is delivered, and the work is done again. */
import { say, type Story } from '../story.ts'

const path = 'decision/names'

export const reopening: Story = {
  works: [{ work: 'w1', spec: { paths: ['w1.txt'], area: 'names', hard: false } }],
  move: ({ standing, open }) => {
    const version = standing.get(path)?.version ?? 0
    const rule = (question: string, decided: string) =>
      say({
        enactment: '',
        message: 'rule',
        facts: { question, topic: 'names', decided },
        opens: 'decision',
      })
    if (version === 0) return rule('q1', 'short')
    const isDelivered = [...open.values()].some(({ facts }) => facts.has('result'))
    return version === 1 && isDelivered ? rule('q2', 'long') : undefined
  },
}
