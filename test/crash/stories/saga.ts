/** Two sagas of three effects on files: one is completed, one is cancelled in the middle and undone. */
import { isDone, boss, say, type Story } from '../story.ts'

const begin = (order: string, opening: string) =>
  say({
    enactment: '',
    message: 'begin',
    facts: { order, opening, middle: `${order}/middle.txt`, closing: 'there.txt' },
    opens: 'order',
  })

export const saga: Story = {
  works: [],
  move: ({ open, used }) => {
    if (!used.has('order:o1')) return begin('o1', 'shared.txt')
    const first = open.get('order:o1')
    if (first !== undefined) {
      if (isDone(first, 'proceed')) return send(first, 'finish')
      return isDone(first, 'begin') ? send(first, 'proceed') : undefined
    }
    if (!used.has('order:o2')) return begin('o2', 'shared.txt')
    const second = open.get('order:o2')
    if (second === undefined || second.course.ending > 0) return undefined
    if (!isDone(second, 'proceed'))
      return isDone(second, 'begin') ? send(second, 'proceed') : undefined
    return {
      type: 'end-enactment',
      enactment: second.id,
      as: 'cancelled',
      by: boss,
      because: 'not wanted any more',
    }
  },
}

const send = (enactment: Parameters<typeof isDone>[0], message: string) =>
  enactment?.sent.has(message) === false ? say({ enactment: enactment.id, message }) : undefined
